import Quantities

/// Brings a store to the program's schema: applies the steps it lacks, in order, in one transaction.
///
///     try await Migrator(Journal.migrations + Ledgers.migrations).migrate(database)
///
/// Each floor owns a list; a later release appends to its own list, so a step counts as done by its name, not by its place.
/// Throws ``StoreError/Code/superseded`` for a store that knows a step this program does not, and
/// ``StoreError/Code/migrationChanged`` when a step that was applied reads otherwise now. Nothing is changed in both cases.
public struct Migrator: Sendable {
    public let migrations: [Migration]

    public init(_ migrations: [Migration]) {
        self.migrations = migrations
    }

    private static let table = "store_migration"

    /// Returns the names of the steps applied by this call.
    @discardableResult
    public func migrate(_ database: any Database) async throws -> [String] {
        // Asked by a read first, so that a store of a newer program is not even opened for writing.
        let known = try await database.read { try pending($0) }
        if known?.isEmpty == true { return [] }
        return try await database.write { connection in
            try connection.script(
                "CREATE TABLE IF NOT EXISTS \(Self.table) (position {int} NOT NULL PRIMARY KEY, name {text} NOT NULL UNIQUE, hash {bytes} NOT NULL) {rows}"
            )
            let steps = try pending(connection) ?? migrations
            var position = try connection.row("SELECT COUNT(*) AS n FROM \(Self.table)")?.int64("n") ?? 0
            for step in steps {
                try connection.script(step.sql)
                for table in step.appendOnly { try connection.script(connection.dialect.appendOnly(table: table)) }
                position += 1
                try connection.execute(
                    "INSERT INTO \(Self.table) (position, name, hash) VALUES (?, ?, ?)",
                    [.integer(position), .text(step.name), .digest(step.hash)])
            }
            return steps.map(\.name)
        }
    }

    /// Throws what ``migrate(_:)`` would throw about a store that does not belong to this program; changes nothing. For engines, to ask
    /// over a read-only connection before the store is opened for writing.
    public func check(_ connection: any Connection) throws {
        _ = try pending(connection)
    }

    /// The steps still to do; `nil` for an empty store.
    private func pending(_ connection: any Connection) throws -> [Migration]? {
        guard try connection.hasTable(Self.table) else { return nil }
        var applied: [String: Digest256] = [:]
        for row in try connection.rows("SELECT name, hash FROM \(Self.table) ORDER BY position") {
            applied[try row.text("name")] = try row.digest("hash")
        }
        let own = Set(migrations.map(\.name))
        if let foreign = applied.keys.filter({ !own.contains($0) }).min() {
            throw StoreError(
                .superseded,
                Text(
                    "数据库由更新版本的程序建立（含步骤“\(foreign)”），请用新版程序打开；数据未作任何改动",
                    "the store was made by a newer program (it knows the step “\(foreign)”); open it with that one. Nothing was changed"))
        }
        for step in migrations {
            guard let hash = applied[step.name], hash != step.hash else { continue }
            throw StoreError(
                .migrationChanged,
                Text(
                    "数据库结构步骤“\(step.name)”与建库时不同，程序可能损坏或版本不符；数据未作任何改动",
                    "the schema step “\(step.name)” reads otherwise than when it was applied. Nothing was changed"))
        }
        return migrations.filter { applied[$0.name] == nil }
    }
}
