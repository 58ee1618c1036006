/// Writes CSV (RFC 4180, UTF-8, CR LF) that no spreadsheet program takes for formulas.
///
///     var csv = CSVWriter()
///     csv.write(["区", "金额"])
///     csv.write(["东城区", "-38300.25"])
///     try csv.finish(path: "out.csv")
public struct CSVWriter: Sendable {
    /// What was written so far.
    public private(set) var bytes: [UInt8] = []

    /// - Parameter byteOrderMark: without it, Excel in Chinese takes the file for GBK.
    public init(byteOrderMark: Bool = true) {
        if byteOrderMark { bytes = [0xEF, 0xBB, 0xBF] }
    }

    /// One record. Fields that would be run as formulas get a leading apostrophe; see ``FormulaGuard``.
    public mutating func write(_ fields: some Sequence<String>) {
        var isFirst = true
        let start = bytes.count
        for field in fields {
            if !isFirst { bytes.append(0x2C) }
            isFirst = false
            append(FormulaGuard.guarded(field))
        }
        // A record with one empty field would be a blank line, which readers skip.
        if bytes.count == start { bytes += [0x22, 0x22] }
        bytes += [0x0D, 0x0A]
    }

    /// Writes the file, replacing what is there only once it is whole.
    public func finish(path: String) throws(WorkbookError) { try OutputFile.replace(path, with: bytes) }

    /// Takes what was written so far, to pass it on piece by piece.
    public mutating func drain() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    private mutating func append(_ field: String) {
        let needsQuotes = field.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D || $0 == 0x3B || $0 == 0x09 }
        guard needsQuotes else {
            bytes.append(contentsOf: field.utf8)
            return
        }
        bytes.append(0x22)
        for byte in field.utf8 {
            if byte == 0x22 { bytes.append(0x22) }
            bytes.append(byte)
        }
        bytes.append(0x22)
    }
}

/// Keeps spreadsheet programs from running a text of a CSV file as a formula (OWASP, "CSV injection").
///
/// A text whose first character, after byte order marks, spaces and combining marks, is one of `= + - @` in either width, TAB, CR, LF or NUL gets an
/// apostrophe in front. Plain negative numbers stay: they are numbers. A text that has apostrophes before such a character gets one more, so that
/// ``restored(_:)`` gives back every text exactly.
public enum FormulaGuard {
    /// The text as it is written.
    public static func guarded(_ text: String) -> String {
        isRisky(text.unicodeScalars[...]) ? "'" + text : text
    }

    /// The text as it was before ``guarded(_:)``.
    public static func restored(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard scalars.first == "'" else { return text }
        let rest = scalars.dropFirst()
        return isRisky(rest) ? String(rest) : text
    }

    private static func isRisky(_ scalars: Substring.UnicodeScalarView) -> Bool {
        var rest = scalars
        // Apostrophes count as already guarded: guarding again must be undone by restoring once.
        while rest.first == "'" { rest.removeFirst() }
        let first = rest.first { !isSkipped($0) }
        guard let first else { return false }
        switch first {
        case "-" where isPlainNumber(rest) && rest.startIndex == scalars.startIndex: return false
        case "=", "+", "-", "@", "\t", "\r", "\n", "\0", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": return true
        default: return false
        }
    }

    /// Characters a program may skip before it looks for a formula. TAB, CR and LF are not among them: they are refused themselves.
    private static func isSkipped(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == "\t" || scalar == "\r" || scalar == "\n" { return false }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: return true
        default: return false
        }
    }

    /// `-12.5`: a minus, ASCII digits, perhaps a point and more digits, nothing else.
    private static func isPlainNumber(_ scalars: Substring.UnicodeScalarView) -> Bool {
        guard scalars.first == "-" else { return false }
        let parts = scalars.dropFirst().split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        return parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { ("0"..."9").contains($0) } }
    }
}
