/// One named step of a schema. Once released it is never edited: its hash is kept in the store and compared at each start.
///
///     Migration("ledgers/0001 projects", """
///         CREATE TABLE project (city {text} NOT NULL, id {int} NOT NULL, PRIMARY KEY (city, id)) {keyed};
///         """)
///
/// Names begin with the floor's name, so that floors cannot collide.
public struct Migration: Sendable, Hashable {
    public let name: String
    /// SQL with the words of ``Dialect``.
    public let sql: String
    /// Tables that refuse UPDATE and DELETE from this step on.
    public let appendOnly: [String]

    public init(_ name: String, _ sql: String, appendOnly: [String] = []) {
        self.name = name
        self.sql = sql
        self.appendOnly = appendOnly
    }

    /// SHA-256 over the canonical bytes of name, SQL and append-only tables (the same for every engine).
    public var hash: Digest256 {
        var bytes = CanonicalBytes()
        bytes.append(text: name)
        bytes.append(text: sql)
        for table in appendOnly { bytes.append(text: table) }
        return bytes.digest()
    }
}
