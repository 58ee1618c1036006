/// Where the parts of a data directory lie. Only names: nothing is opened or made.
///
/// | path | what |
/// |---|---|
/// | `anju.db` (and `-wal`, `-shm`) | the embedded database |
/// | `files/` | the vault: every file that arrived, by its SHA-256 |
/// | `tmp/` | files under way; emptied at each start |
/// | `lock` | held by the one process that has the directory open |
public struct StoreLocation: Sendable, Hashable {
    public let root: String

    public init(_ root: String) { self.root = root }

    public var database: String { root + "/anju.db" }
    public var files: String { root + "/files" }
    public var temporary: String { root + "/tmp" }
    public var lock: String { root + "/lock" }
}
