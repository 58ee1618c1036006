/// A store of tables: any number of readers, one writer.
///
///     try await database.write { connection in
///         try connection.execute("UPDATE page SET version = version + 1 WHERE city = ? AND page = ?", ["110000", 12])
///     }
///     let pages = try await database.read { try $0.rows("SELECT page FROM page WHERE city = ?", ["110000"]) }
public protocol Database: Sendable {
    /// The engine's name and version: `SQLite 3.40.1`.
    var engine: String { get }
    var dialect: Dialect { get }

    /// Reads from one snapshot: what other writers commit meanwhile is not seen.
    func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T

    /// Writes in one transaction. When this returns, the change is on disk; when it throws, nothing has changed.
    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T

    /// What the engine finds wrong with its own structure; empty when nothing. (It does not see changed data: row digests do.)
    func checkIntegrity() async throws -> [String]

    /// Waits for running work, writes everything to the main file and closes. Later calls throw ``StoreError/Code/closed``.
    func close() async throws
}
