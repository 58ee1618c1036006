/// The right edge of a growing Merkle tree: the roots of its full subtrees, from the largest (leftmost) to the smallest.
/// It is all that is needed to append a leaf and to know the root: at most 63 hashes, however long the list.
public struct CompactRange: Sendable, Hashable {
    public private(set) var size: Int64 = 0
    /// One hash per set bit of `size`, that of the highest bit first.
    public private(set) var hashes: [Digest256] = []

    public init() {}

    /// `nil` when the number of hashes does not belong to the size.
    public init?(size: Int64, hashes: [Digest256]) {
        guard size >= 0, size.nonzeroBitCount == hashes.count else { return nil }
        self.size = size
        self.hashes = hashes
    }

    public mutating func append(leaf: Digest256) {
        var hash = leaf
        // Each trailing one of the size is a full subtree as large as the one at hand.
        for _ in 0..<(~size).trailingZeroBitCount {
            hash = MerkleTree.node(hashes.removeLast(), hash)
        }
        hashes.append(hash)
        size += 1
    }

    public var root: Digest256 {
        guard var hash = hashes.last else { return MerkleTree.emptyRoot }
        for left in hashes.dropLast().reversed() { hash = MerkleTree.node(left, hash) }
        return hash
    }

    /// The leaves that stand under the hash at `index`.
    public func leaves(under index: Int) -> Range<Int64> {
        var start: Int64 = 0
        var rest = size
        for _ in 0..<index {
            let width = Int64(1) << (63 - rest.leadingZeroBitCount)
            start += width
            rest -= width
        }
        return start..<start + (Int64(1) << (63 - rest.leadingZeroBitCount))
    }
}
