/// One engine connection inside a read or a write. It must not leave the closure it is given to.
///
/// SQL is the common subset of SQLite and PostgreSQL: `?` placeholders (never inside a literal), `ON CONFLICT` instead of `INSERT OR …`,
/// types by ``Dialect``'s words. Failures throw ``StoreError``.
public protocol Connection {
    var dialect: Dialect { get }

    /// The keys that personal data is sealed with; `nil` where the store was opened without.
    var sealing: Sealing? { get }

    /// Runs one statement. Returns how many rows it changed.
    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int

    /// Runs one query and copies its rows.
    func rows(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow]

    /// Streams the rows of one query; memory does not grow with their number.
    func forEachRow(_ sql: String, _ arguments: [SQLValue], _ body: (borrowing RowCursor) throws -> Void) throws

    /// Inserts all rows of a batch as fast as the engine can.
    func insert(into table: String, columns: [String], batch: borrowing RowBatch) throws

    /// Runs one statement once per row of a batch, the row's cells as its arguments: bulk upserts, updates, deletes.
    func execute(_ sql: String, batch: borrowing RowBatch) throws

    /// Whether a table of this name exists.
    func hasTable(_ name: String) throws -> Bool

    /// Runs several statements parted by semicolons, after ``Dialect`` has replaced its words.
    func script(_ sql: String) throws
}

extension Connection {
    public var sealing: Sealing? { nil }

    @discardableResult
    public func execute(_ sql: String) throws -> Int { try execute(sql, []) }

    public func rows(_ sql: String) throws -> [SQLRow] { try rows(sql, []) }

    public func forEachRow(_ sql: String, _ body: (borrowing RowCursor) throws -> Void) throws { try forEachRow(sql, [], body) }

    /// The first row of a query, or `nil`.
    public func row(_ sql: String, _ arguments: [SQLValue] = []) throws -> SQLRow? { try rows(sql, arguments).first }
}
