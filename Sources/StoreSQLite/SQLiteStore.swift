import Foundation
import GRDB
import GRDBSQLite
import Quantities
public import Store

/// The embedded store: one SQLite file in WAL mode, one writer, a few readers, every commit synced to disk before it is acknowledged.
///
///     let directory = try DataDirectory("/var/lib/anju")
///     let store = try await SQLiteStore.open(directory: directory, migrations: Journal.migrations)
///     try await store.write { try $0.execute("INSERT INTO …", []) }
///
/// Memory: 64 MiB of page cache for the writer and 8 MiB for each of six readers; no memory map, since a disk error
/// under one ends the process.
public final class SQLiteStore: Store.Database {
    public let location: StoreLocation
    private let directory: DataDirectory?
    private let pool: DatabasePool
    private let writer: WriteQueue
    private let sealing: Sealing?

    public var engine: String { "SQLite \(Self.libraryVersion)" }
    public var dialect: Dialect { .sqlite }

    /// Opens the store in a directory that this process holds, and brings its schema up to date.
    public static func open(directory: DataDirectory, migrations: [Migration]) async throws -> SQLiteStore {
        try refuseForeign(directory.location, Migrator(migrations))
        let store = try SQLiteStore(location: directory.location, directory: directory)
        do {
            try await Migrator(migrations).migrate(store)
        } catch {
            try? await store.close()
            throw error
        }
        return store
    }

    /// Opening a pool writes to the file's header already, so a store of a newer program is recognised over a read-only connection first.
    private static func refuseForeign(_ location: StoreLocation, _ migrator: Migrator) throws {
        guard FileManager.default.fileExists(atPath: location.database) else { return }
        do {
            var configuration = Configuration()
            configuration.readonly = true
            let reader = try DatabaseQueue(path: location.database, configuration: configuration)
            try reader.read { try migrator.check(SQLiteConnection(database: $0)) }
            try reader.close()
        } catch {
            throw SQLiteError.translate(error)
        }
    }

    private init(location: StoreLocation, directory: DataDirectory?) throws {
        self.location = location
        self.directory = directory
        sealing = directory?.sealing
        do {
            pool = try DatabasePool(path: location.database, configuration: Self.configuration)
            try pool.writeWithoutTransaction { database in
                // After opening: GRDB sets NORMAL on its own when it turns WAL on, and NORMAL loses acknowledged commits at a power cut.
                try database.execute(sql: "PRAGMA synchronous = FULL")
                try database.execute(sql: "PRAGMA wal_autocheckpoint = \(Self.checkpointPages)")
                try database.execute(sql: "PRAGMA journal_size_limit = \(Self.pageSize * Self.checkpointPages)")
            }
        } catch {
            throw SQLiteError.translate(error)
        }
        writer = WriteQueue(pool: pool, sealing: sealing)
        let condition = try Self.condition(of: pool)
        guard condition.isDurable else {
            throw StoreError(.notDurable, Text("数据库未处于同步写盘模式，拒绝启动", "the database does not sync each commit to disk; refusing to start"))
        }
    }

    /// Bytes of a page of a new file.
    static let pageSize = 8192
    /// The log is written back to the main file each 32 MiB.
    static let checkpointPages = 4096

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "anju"
        configuration.foreignKeysEnabled = true
        configuration.maximumReaderCount = 6
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            let isReader = database.configuration.readonly
            if !isReader {
                try database.execute(sql: "PRAGMA page_size = \(pageSize)")
                // A key that is destroyed must not live on in the free space of its page.
                try database.execute(sql: "PRAGMA secure_delete = ON")
            }
            try database.execute(sql: "PRAGMA cache_size = \(isReader ? -8_192 : -65_536)")
            try database.execute(sql: "PRAGMA temp_store = MEMORY")
            try database.execute(sql: "PRAGMA mmap_size = 0")
            try database.execute(sql: "PRAGMA trusted_schema = OFF")
        }
        return configuration
    }

    public func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        do {
            return try readHere(body)
        } catch {
            throw SQLiteError.translate(error)
        }
    }

    /// Reads on the calling thread. The engine answers from its page cache in microseconds, and handing the question to another thread and
    /// the answer back costs more than that; there are more readers than threads that ask, so nobody waits for one.
    private func readHere<T>(_ body: (any Connection) throws -> T) throws -> T {
        try pool.read { try body(SQLiteConnection(database: $0, sealing: sealing)) }
    }

    @discardableResult
    public func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try await writer.write(body)
    }

    public func checkIntegrity() async throws -> [String] {
        try await read { connection in
            let structure = try connection.rows("PRAGMA integrity_check").map { try $0.text(0) }.filter { $0 != "ok" }
            let references = try connection.rows("PRAGMA foreign_key_check").map { "foreign key: \(try $0.text(0)) → \(try $0.text(2))" }
            return structure + references
        }
    }

    /// What `doctor` shows about the engine.
    public func condition() async throws -> SQLiteCondition {
        do { return try Self.condition(of: pool) } catch { throw SQLiteError.translate(error) }
    }

    public func close() async throws {
        await writer.close()
        // GRDB closes the writer before the readers, and a reader cannot write the log back: it is done here, while it can be.
        pool.invalidateReadOnlyConnections()
        _ = try? await pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
        do { try pool.close() } catch { throw SQLiteError.translate(error) }
        directory?.release()
    }

    static var libraryVersion: String { String(cString: sqlite3_libversion()) }

    private static func condition(of pool: DatabasePool) throws -> SQLiteCondition {
        try pool.writeWithoutTransaction { database in
            SQLiteCondition(
                libraryVersion: libraryVersion,
                synchronous: try Int.fetchOne(database, sql: "PRAGMA synchronous") ?? -1,
                journalMode: try String.fetchOne(database, sql: "PRAGMA journal_mode") ?? "",
                pageSize: try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 0,
                hasResetDefect: SQLiteCondition.hasResetDefect(version: Int(sqlite3_libversion_number())))
        }
    }
}
