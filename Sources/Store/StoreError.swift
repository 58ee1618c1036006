public import Quantities

/// What went wrong in the store: a stable code, both languages, and the statement without its arguments
/// (arguments may be personal data, so they are counted, never shown).
public struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Stable codes; `rawValue` is what a log, an exit message or a support page quotes.
    public enum Code: String, Sendable, CaseIterable {
        case statementFailed = "S001"
        case constraintViolated = "S002"
        case columnMismatch = "S003"
        case diskFull = "S004"
        case inputOutput = "S005"
        case damaged = "S006"
        case batchMismatch = "S007"
        case closed = "S008"
        case writingStopped = "S009"
        case inUse = "S010"
        case directoryUnusable = "S011"
        case superseded = "S012"
        case migrationChanged = "S013"
        case notDurable = "S014"
        case fileUnknown = "S020"
        case fileDamaged = "S021"
        case fileFailed = "S022"
        case journalBroken = "S030"
        case checkpointMalformed = "S031"
        case drawListFaulty = "S040"
        case keyUnusable = "S050"
        case keyMismatch = "S051"
        case sealBroken = "S052"
    }

    public var code: Code
    public var text: Text
    /// The SQL, with its placeholders, where a statement failed.
    public var sql: String?
    /// How many arguments the statement was given.
    public var argumentCount: Int?

    public init(_ code: Code, _ text: Text, sql: String? = nil, argumentCount: Int? = nil) {
        self.code = code
        self.text = text
        self.sql = sql
        self.argumentCount = argumentCount
    }

    public var description: String {
        var line = "\(code.rawValue): \(text.zh) / \(text.en)"
        if let sql { line += " [SQL: \(sql); arguments: \(argumentCount ?? 0)]" }
        return line
    }
}
