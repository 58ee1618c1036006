internal import Ledgers
internal import Quantities
internal import Store

/// A page as it is being read: how many rows it has and what they say so far.
struct PageDraft: Sendable {
    let ledger: String
    let district: RegionCode
    let period: Period
    /// Whether its rows go to the store, or are only counted and hashed.
    let isInserted: Bool
    /// Kept, so that all findings of a page share one text.
    let address: String
    var entries: Int64 = 0
    var rejected: Int64 = 0
    private var hasher = PageHasher()

    init(ledger: String, district: RegionCode, period: Period, isInserted: Bool) {
        self.ledger = ledger
        self.district = district
        self.period = period
        self.isInserted = isInserted
        address = PageVersion.address(ledger, district, period)
    }

    var pageAddress: PageAddress { PageAddress(ledger, district, period) }

    mutating func add(_ row: Int, _ values: UnsafeBufferPointer<StoredValue>) {
        hasher.add(row: Int64(row), values)
        entries += 1
    }

    /// An entry taken over from the version before, as it was stored.
    mutating func take(_ row: Int64, _ values: [SQLValue]) {
        entries += 1
        hasher.add(row: row, stored: values)
    }

    mutating func digests() -> (content: Digest256, places: Digest256) { hasher.finish() }
}
