/// How the writer's connection is set, as the engine itself reports it.
public struct SQLiteCondition: Sendable, Hashable {
    public let libraryVersion: String
    /// 2 is FULL: each commit is synced.
    public let synchronous: Int
    public let journalMode: String
    public let pageSize: Int
    /// The library has the WAL-reset defect (two connections that write and checkpoint at one instant can corrupt the file).
    /// It cannot bite while this process alone holds the directory; nobody may open the file with another tool meanwhile.
    public let hasResetDefect: Bool

    public var isDurable: Bool { synchronous >= 2 && journalMode == "wal" }

    /// Of a version number as `sqlite3_libversion_number()` gives it: 3.7.0 … 3.51.2, but for the corrected 3.44.6 and 3.50.7 (and later of those lines).
    public static func hasResetDefect(version: Int) -> Bool {
        switch version {
        case 3_044_006..<3_045_000, 3_050_007..<3_051_000: false
        default: (3_007_000..<3_051_003).contains(version)
        }
    }
}
