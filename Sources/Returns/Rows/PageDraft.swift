internal import Ledgers
internal import Quantities
internal import Store

/// A page as it is being read: how many rows it has and the digest they have so far.
struct PageDraft {
    let ledger: String
    let district: RegionCode
    let period: Period
    /// Its place among the pages of the file; added to the first free number it gives the page's.
    let index: Int
    var entries: Int64 = 0
    var rejected: Int64 = 0
    private var hasher = Hasher256()
    private var pending: [UInt8] = []

    init(ledger: String, district: RegionCode, period: Period, index: Int) {
        self.ledger = ledger
        self.district = district
        self.period = period
        self.index = index
    }

    /// Adds one row to the digest: its number, then each value, in canonical bytes.
    mutating func add(_ row: Int, _ values: UnsafeBufferPointer<ReadValue>) {
        CanonicalBytes.append(int64: Int64(row), to: &pending)
        for value in values {
            switch value.kind {
            case .null: CanonicalBytes.append(to: &pending)
            case .number: CanonicalBytes.append(int64: value.number, to: &pending)
            case .text: CanonicalBytes.append(text: value.bytes, to: &pending)
            }
        }
        entries += 1
        if pending.count >= 4096 { flush() }
    }

    mutating func digest() -> Digest256 {
        flush()
        return hasher.finalize()
    }

    private mutating func flush() {
        hasher.update(pending)
        pending.removeAll(keepingCapacity: true)
    }
}
