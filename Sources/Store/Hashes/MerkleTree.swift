import Quantities

/// A Merkle tree as RFC 6962 §2.1 builds it: leaves hashed as SHA-256(`00` ‖ entry), nodes as SHA-256(`01` ‖ left ‖ right), a list of n leaves
/// split at the largest power of two below n. It serves the journal and the freezes.
///
///     let tree = MerkleTree(entries: pageDigests)
///     let proof = try tree.inclusionProof(of: 3)
///     MerkleTree.verifyInclusion(of: tree.leaves[3], at: 3, size: tree.size, proof: proof, root: tree.root)   // true
public struct MerkleTree: Sendable {
    /// The hashes of the leaves, in order.
    public private(set) var leaves: [Digest256]

    public init(leaves: [Digest256] = []) { self.leaves = leaves }

    /// A tree whose entries are digests themselves (pages, rules, templates): each is the 32-byte content of a leaf.
    public init(entries: [Digest256]) { leaves = entries.map { Self.leaf($0) } }

    public mutating func append(leaf: Digest256) { leaves.append(leaf) }

    public var size: Int { leaves.count }

    public var root: Digest256 { Self.root(leaves[...]) }

    /// The root the tree had when it had `size` leaves. Throws when it never had so many.
    public func root(size: Int) throws -> Digest256 {
        guard (0...leaves.count).contains(size) else { throw Self.outside(size, leaves.count) }
        return Self.root(leaves[..<size])
    }

    // MARK: Hashing

    /// SHA-256 of nothing.
    public static let emptyRoot = Hasher256().finalize()

    public static func leaf(_ entry: [UInt8]) -> Digest256 {
        var hasher = Hasher256()
        hasher.update([0])
        hasher.update(entry)
        return hasher.finalize()
    }

    public static func leaf(_ entry: Digest256) -> Digest256 {
        withUnsafeTemporaryAllocation(byteCount: 33, alignment: 8) { buffer in
            buffer[0] = 0
            entry.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: buffer[1...]).copyMemory(from: $0) }
            var hasher = Hasher256()
            hasher.update(UnsafeRawBufferPointer(buffer))
            return hasher.finalize()
        }
    }

    public static func node(_ left: Digest256, _ right: Digest256) -> Digest256 {
        withUnsafeTemporaryAllocation(byteCount: 65, alignment: 8) { buffer in
            buffer[0] = 1
            left.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: buffer[1..<33]).copyMemory(from: $0) }
            right.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: buffer[33...]).copyMemory(from: $0) }
            var hasher = Hasher256()
            hasher.update(UnsafeRawBufferPointer(buffer))
            return hasher.finalize()
        }
    }

    static func root(_ leaves: ArraySlice<Digest256>) -> Digest256 {
        var range = CompactRange()
        for leaf in leaves { range.append(leaf: leaf) }
        return range.root
    }

    /// The largest power of two below `count` (which is at least 2).
    static func split(_ count: Int) -> Int { 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) }

    static func outside(_ asked: Int, _ size: Int) -> StoreError {
        StoreError(.journalBroken, Text("树只有 \(size) 个叶，无法回答位置 \(asked)", "the tree has \(size) leaves; position \(asked) is outside"))
    }
}
