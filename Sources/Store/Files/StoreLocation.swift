/// Where the parts of a data directory lie. Only names: nothing is opened or made.
///
/// | path | what |
/// |---|---|
/// | `anju.db` (and `-wal`, `-shm`) | the embedded database |
/// | `files/` | the vault: every file that arrived, by its SHA-256 |
/// | `tmp/` | files under way; emptied at each start |
/// | `key` | the server's key, unless it is kept elsewhere |
/// | `lock` | held by the one process that has the directory open |
public struct StoreLocation: Sendable, Hashable {
    public let root: String

    /// Where the server's key is; on another disk than the data, if so wished.
    public let keyFile: String

    public init(_ root: String, keyFile: String? = nil) {
        self.root = root
        self.keyFile = keyFile ?? root + "/key"
    }

    public var database: String { root + "/anju.db" }
    public var files: String { root + "/files" }
    public var temporary: String { root + "/tmp" }
    public var lock: String { root + "/lock" }
}
