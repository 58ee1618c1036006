import GRDB
import GRDBSQLite
import Quantities
import Store

/// One connection of the pool, for the length of a read or a write. Statements are prepared and kept by GRDB, one per SQL text
/// and connection, and driven by SQLite's own interface.
struct SQLiteConnection: Connection {
    let database: GRDB.Database
    var sealing: Sealing?

    var dialect: Dialect { .sqlite }

    private func statement(_ sql: String) throws -> (SQLiteStatement, owner: Statement) {
        do {
            var statement = try database.cachedStatement(sql: sql)
            // A query that runs inside its own loop needs a statement of its own.
            if sqlite3_stmt_busy(statement.sqliteStatement) != 0 { statement = try database.makeStatement(sql: sql) }
            guard let connection = database.sqliteConnection else { throw SQLiteError.closed }
            return (SQLiteStatement(handle: statement.sqliteStatement, connection: connection, sql: sql), statement)
        } catch {
            throw SQLiteError.translate(error)
        }
    }

    /// `owner` keeps an uncached statement alive until the work is done.
    private func running<R>(_ sql: String, _ work: (SQLiteStatement) throws -> R) throws -> R {
        let (statement, owner) = try statement(sql)
        return try withExtendedLifetime(owner) {
            defer { statement.reset() }
            return try work(statement)
        }
    }

    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        try running(sql) { statement in
            try statement.bind(arguments)
            while try statement.step(arguments.count) {}
            return sqlite3_stmt_readonly(statement.handle) != 0 ? 0 : Int(sqlite3_changes64(statement.connection))
        }
    }

    func rows(_ sql: String, _ arguments: [SQLValue]) throws -> [SQLRow] {
        try running(sql) { statement in
            try statement.bind(arguments)
            let names = (0..<statement.columnCount).map(statement.columnName)
            var rows: [SQLRow] = []
            while try statement.step(arguments.count) {
                rows.append(SQLRow(columns: names, values: try names.indices.map(statement.value)))
            }
            return rows
        }
    }

    func forEachRow(_ sql: String, _ arguments: [SQLValue], _ body: (borrowing Store.RowCursor) throws -> Void) throws {
        try running(sql) { statement in
            try statement.bind(arguments)
            let cursor = Store.RowCursor(statement)
            while try statement.step(arguments.count) { try body(cursor) }
        }
    }

    func insert(into table: String, columns: [String], batch: borrowing RowBatch) throws {
        let marks = Array(repeating: "?", count: columns.count).joined(separator: ",")
        try execute("INSERT INTO \(table) (\(columns.joined(separator: ","))) VALUES (\(marks))", batch: batch)
    }

    func execute(_ sql: String, batch: borrowing RowBatch) throws {
        let (statement, owner) = try statement(sql)
        defer { withExtendedLifetime(owner) {} }
        try statement.run(batch)
    }

    func hasTable(_ name: String) throws -> Bool {
        try row("SELECT 1 AS found FROM sqlite_master WHERE type = 'table' AND name = ?", [.text(name)]) != nil
    }

    func script(_ sql: String) throws {
        do {
            try database.execute(sql: dialect.translate(sql))
        } catch {
            throw SQLiteError.translate(error)
        }
    }
}
