internal import Quantities

/// What becomes of subjects' keys, whoever they are.
public enum SubjectKeys {
    /// Destroys a subject's key: whatever it sealed, in every version of every page and every backup to come, can no longer be read. Its name
    /// stays, so that what is filed of it later is not kept either. Returns `false` where it had been erased before or was never known.
    ///
    /// - Parameters:
    ///   - tokens: the index values of its rows that no other subject shares; what they stand for is forgotten with the key, and they are from then
    ///     on random numbers that nobody can link, whatever keys he has.
    ///   - instant: when, in China's time.
    public static func erase(_ connection: any Connection, _ subject: Subject, tokens: [[UInt8]], at instant: String) throws -> Bool {
        let changed = try connection.execute(
            "UPDATE subject_keys SET wrapped = ?, erased_at = ? WHERE city = ? AND subject = ? AND erased_at = ''",
            [.blob([]), .text(instant), .text(subject.city), .text(subject.name)])
        for token in tokens {
            try connection.execute("DELETE FROM index_tokens WHERE city = ? AND token = ?", [.text(subject.city), .blob(token)])
        }
        return changed == 1
    }

    /// When a subject was erased; `nil` where it was not, or is not known.
    public static func erasedAt(_ connection: any Connection, _ subject: Subject) throws -> String? {
        let row = try connection.row(
            "SELECT erased_at FROM subject_keys WHERE city = ? AND subject = ?", [.text(subject.city), .text(subject.name)])
        return try row?.text(0).isEmpty == false ? row?.text(0) : nil
    }

    /// Whether anything was ever sealed for a subject.
    public static func isKnown(_ connection: any Connection, _ subject: Subject) throws -> Bool {
        try connection.row("SELECT 1 FROM subject_keys WHERE city = ? AND subject = ?", [.text(subject.city), .text(subject.name)]) != nil
    }

    /// Refuses to seal with a key other than the one the city's data was sealed with so far; the first to seal leaves the mark.
    static func check(_ connection: any Connection, _ sealing: Sealing, city: String, isWriting: Bool) throws {
        if let row = try connection.row("SELECT mark FROM sealing_check WHERE city = ?", [.text(city)]) {
            guard try row.blob(0) == sealing.check else { throw Sealing.mismatch }
        } else if isWriting {
            try connection.execute("INSERT INTO sealing_check (city, mark) VALUES (?, ?)", [.text(city), .blob(sealing.check)])
        }
    }

    static func unknown(_ column: String) -> StoreError {
        StoreError(
            .sealBroken,
            Text("列 \(column) 中的加密数据没有对应的密钥，请运行 anju verify", "there is no key for the sealed data in \(column); run anju verify"))
    }
}

/// Finding equal values without opening them.
public enum BlindIndex {
    /// Bytes of a token.
    public static let byteCount = 16

    static func newToken() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return withUnsafeBytes(of: (generator.next() as UInt64, generator.next() as UInt64)) { Array($0) }
    }

    /// The form in which values are compared: without spaces and hyphens, ASCII letters in upper case.
    public static func normal(_ value: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in value.unicodeScalars where scalar != " " && scalar != "-" && scalar != "\u{3000}" {
            scalars.append(scalar.value >= 97 && scalar.value <= 122 ? Unicode.Scalar(UInt8(scalar.value - 32)) : scalar)
        }
        return String(scalars)
    }
}
