public import Store

/// The two digests of a page, row by row: what its entries say, and where the file says it.
///
/// Used when a page is read and again when it is verified, so that both go by the same bytes.
public struct PageHasher: Sendable {
    private var content = Hasher256()
    private var places = Hasher256()
    private var pending: [UInt8] = []
    private var pendingPlaces: [UInt8] = []

    public init() {}

    public mutating func begin(row: Int64) { CanonicalBytes.append(int64: row, to: &pendingPlaces) }
    public mutating func addNull() { CanonicalBytes.append(to: &pending) }
    public mutating func add(_ number: Int64) { CanonicalBytes.append(int64: number, to: &pending) }
    public mutating func add(_ text: UnsafeBufferPointer<UInt8>) { CanonicalBytes.append(text: text, to: &pending) }

    public mutating func endRow() {
        if pending.count >= 8192 { flush() }
    }

    public mutating func finish() -> (content: Digest256, places: Digest256) {
        flush()
        return (content.finalize(), places.finalize())
    }

    private mutating func flush() {
        content.update(pending)
        places.update(pendingPlaces)
        pending.removeAll(keepingCapacity: true)
        pendingPlaces.removeAll(keepingCapacity: true)
    }
}
