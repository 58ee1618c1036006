internal import Quantities

/// Sealing and opening personal data through one connection: for single values. Files by the hundred thousand rows use ``SubjectBook``.
///
///     try await database.write { connection in
///         let household = Subject.household(city: "110000", "JT1101010001")
///         let personal = try connection.personal(city: "110000")
///         let name = try personal.seal("王小明", of: household, column: "members.name")
///         let identity = try personal.seal("11010119900307001X", of: household, column: "members.identity")
///         let index = try personal.index("identity", "11010119900307001X")
///         try connection.execute("INSERT INTO members (…) VALUES (?, ?, ?)", [name, identity, index])
///     }
///     try personal.open(name, of: household, column: "members.name")   // .text("王小明"), or .erased
///
/// This floor knows no rights: who may see what was opened is for the floor above to decide, with an `Access`.
public struct PersonalData {
    private let connection: any Connection
    private let sealing: Sealing
    private let city: String
    /// Keys met so far, so that a page of entries of one household asks once.
    private let met = Met()

    private final class Met { var keys: [Subject: State] = [:] }

    private enum State {
        case key(SubjectKey)
        case erased
        case none
    }

    /// What a sealed value says.
    public enum Opened: Sendable, Hashable {
        case text(String)
        /// 已删除: the subject's key was destroyed.
        case erased
    }

    init(_ connection: any Connection, _ sealing: Sealing, city: String) {
        self.connection = connection
        self.sealing = sealing
        self.city = city
    }

    // MARK: Values

    /// The sealed form. Within a write: a subject met for the first time gets its key here, in the same transaction. Of an erased subject
    /// nothing is kept.
    public func seal(_ text: String, of subject: Subject, column: String) throws -> SQLValue {
        switch try state(subject) {
        case .key(let key): return .blob(try key.seal(text, column: column))
        case .erased: return .blob(SubjectKey.erasedMark)
        case .none:
            try SubjectKeys.check(connection, sealing, city: city, isWriting: true)
            let (key, wrapped) = try sealing.make(subject)
            try connection.execute(
                "INSERT INTO subject_keys (city, subject, wrapped, erased_at) VALUES (?, ?, ?, '')",
                [.text(city), .text(subject.name), .blob(wrapped)])
            met.keys[subject] = .key(key)
            return .blob(try key.seal(text, column: column))
        }
    }

    /// - Throws: ``StoreError/Code/sealBroken`` where the bytes are not what was sealed for this subject and column.
    public func open(_ value: SQLValue, of subject: Subject, column: String) throws -> Opened {
        guard case .blob(let sealed) = value else { throw SubjectKeys.unknown(column) }
        switch try state(subject) {
        case .key(let key): return try key.open(sealed, column: column).map(Opened.text) ?? .erased
        case .erased: return .erased
        case .none: throw SubjectKeys.unknown(column)
        }
    }

    private func state(_ subject: Subject) throws -> State {
        guard subject.city == city else { throw SubjectKeys.unknown(subject.name) }
        if let known = met.keys[subject] { return known }
        let state: State
        if let row = try connection.row(
            "SELECT wrapped, erased_at FROM subject_keys WHERE city = ? AND subject = ?", [.text(city), .text(subject.name)])
        {
            state = try row.text(1).isEmpty ? .key(sealing.unwrap(row.blob(0), subject)) : .erased
        } else {
            state = .none
        }
        met.keys[subject] = state
        return state
    }

    // MARK: Equality

    /// What stands beside a sealed value so that equal ones are found: 16 random bytes, the same for the same value of one kind (`identity`,
    /// `phone`) in a city. Within a write: a value met for the first time gets its token here.
    public func index(_ kind: String, _ value: String) throws -> SQLValue {
        let blind = blind(kind, value)
        if let token = try token(blind) { return .blob(token) }
        try SubjectKeys.check(connection, sealing, city: city, isWriting: true)
        let token = BlindIndex.newToken()
        try connection.execute(
            "INSERT INTO index_tokens (city, blind, token) VALUES (?, ?, ?)", [.text(city), .blob(blind), .blob(token)])
        return .blob(token)
    }

    /// The token to search by, or `nil` where no such value was ever sealed.
    public func knownIndex(_ kind: String, _ value: String) throws -> SQLValue? { try token(blind(kind, value)).map(SQLValue.blob) }

    private func blind(_ kind: String, _ value: String) -> [UInt8] {
        var normal = BlindIndex.normal(value)
        return normal.withUTF8 { sealing.blind(city, kind, $0) }
    }

    private func token(_ blind: [UInt8]) throws -> [UInt8]? {
        try connection.row("SELECT token FROM index_tokens WHERE city = ? AND blind = ?", [.text(city), .blob(blind)])?.blob(0)
    }
}

extension Connection {
    /// Sealing for one city. Throws ``StoreError/Code/keyUnusable`` where the store was opened without a key.
    public func personal(city: String) throws -> PersonalData { PersonalData(self, try keys(), city: city) }

    /// The keys the store was opened with.
    public func keys() throws -> Sealing {
        guard let sealing else {
            throw StoreError(.keyUnusable, Text("数据库是在没有密钥的情况下打开的", "the store was opened without a key"))
        }
        return sealing
    }
}
