public import Ledgers
import Quantities
public import Store

/// The page versions an evaluation goes by: the current ones, or those of a freeze.
public struct Snapshot: Sendable {
    public let year: Int
    /// By ledger, district and period; each page once.
    public let pages: [PageVersion]
    /// Whether these are the current versions, so that sums over districts are worth keeping.
    public let isCurrent: Bool

    public init(year: Int, pages: [PageVersion], isCurrent: Bool) {
        self.year = year
        self.pages = pages.sorted { ($0.ledger, $0.district, $0.period, $0.page) < ($1.ledger, $1.district, $1.period, $1.page) }
        self.isCurrent = isCurrent
    }

    /// The current version of every page of the year that `access` may see.
    public static func current(_ connection: any Connection, _ access: Access, _ year: Int) throws -> Snapshot {
        Snapshot(year: year, pages: try Pages.current(connection, access, year: year), isCurrent: true)
    }

    /// The pages of one ledger.
    public func pages(of ledger: String) -> [PageVersion] { pages.filter { $0.ledger == ledger } }
}
