/// Proofs of RFC 6962 §2.1.1 and §2.1.2, and their verification as RFC 9162 §2.1.3.2 and §2.1.4.2 spell it out.
extension MerkleTree {
    /// The hashes that lead from leaf `index` to the root of the first `size` leaves.
    public func inclusionProof(of index: Int, size: Int? = nil) throws -> [Digest256] {
        let size = size ?? leaves.count
        guard (0...leaves.count).contains(size) else { throw Self.outside(size, leaves.count) }
        guard (0..<size).contains(index) else { throw Self.outside(index, size) }
        return Self.path(index, leaves[..<size])
    }

    private static func path(_ index: Int, _ leaves: ArraySlice<Digest256>) -> [Digest256] {
        guard leaves.count > 1 else { return [] }
        let middle = leaves.startIndex + split(leaves.count)
        return index < middle
            ? path(index, leaves[..<middle]) + [root(leaves[middle...])]
            : path(index, leaves[middle...]) + [root(leaves[..<middle])]
    }

    /// The hashes that show that the first `old` leaves are a beginning of the first `size`.
    public func consistencyProof(from old: Int, to size: Int? = nil) throws -> [Digest256] {
        let size = size ?? leaves.count
        guard (0...leaves.count).contains(size) else { throw Self.outside(size, leaves.count) }
        guard (0...size).contains(old) else { throw Self.outside(old, size) }
        return old == 0 || old == size ? [] : Self.subproof(old, leaves[..<size], isWhole: true)
    }

    private static func subproof(_ old: Int, _ leaves: ArraySlice<Digest256>, isWhole: Bool) -> [Digest256] {
        if old == leaves.count { return isWhole ? [] : [root(leaves)] }
        let width = split(leaves.count)
        let middle = leaves.startIndex + width
        return old <= width
            ? subproof(old, leaves[..<middle], isWhole: isWhole) + [root(leaves[middle...])]
            : subproof(old - width, leaves[middle...], isWhole: false) + [root(leaves[..<middle])]
    }

    /// Whether `leaf` is entry `index` of the tree with this size and root.
    public static func verifyInclusion(of leaf: Digest256, at index: Int, size: Int, proof: [Digest256], root: Digest256) -> Bool {
        guard (0..<size).contains(index) else { return false }
        var position = index
        var last = size - 1
        var hash = leaf
        for step in proof {
            guard last != 0 else { return false }
            if position & 1 == 1 || position == last {
                hash = node(step, hash)
                while position & 1 == 0 && position != 0 {
                    position >>= 1
                    last >>= 1
                }
            } else {
                hash = node(hash, step)
            }
            position >>= 1
            last >>= 1
        }
        return last == 0 && hash == root
    }

    /// Whether the tree of size `old` and root `oldRoot` is a beginning of the tree of size `size` and root `root`.
    public static func verifyConsistency(from old: Int, oldRoot: Digest256, to size: Int, root: Digest256, proof: [Digest256]) -> Bool {
        guard old >= 0, old <= size else { return false }
        if old == size { return proof.isEmpty && oldRoot == root }
        if old == 0 { return proof.isEmpty && oldRoot == emptyRoot }
        // A complete old tree is itself the first hash.
        var steps = (old & (old - 1) == 0 ? [oldRoot] : []) + proof
        guard !steps.isEmpty else { return false }
        var position = old - 1
        var last = size - 1
        while position & 1 == 1 {
            position >>= 1
            last >>= 1
        }
        var before = steps.removeFirst()
        var after = before
        for step in steps {
            guard last != 0 else { return false }
            if position & 1 == 1 || position == last {
                before = node(step, before)
                after = node(step, after)
                while position & 1 == 0 && position != 0 {
                    position >>= 1
                    last >>= 1
                }
            } else {
                after = node(after, step)
            }
            position >>= 1
            last >>= 1
        }
        return last == 0 && before == oldRoot && after == root
    }
}
