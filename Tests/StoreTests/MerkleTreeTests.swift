import Quantities
import Store
import Testing

/// RFC 6962 §2.1 word for word, over entries, without any of the program's shortcuts: the independent answer.
private enum Definition {
    static func hash(_ entries: ArraySlice<[UInt8]>) -> [UInt8] {
        switch entries.count {
        case 0: return Hasher256.hash([]).bytes
        case 1: return Hasher256.hash([0] + entries[entries.startIndex]).bytes
        default:
            let k = half(entries.count)
            return Hasher256.hash([1] + hash(entries.prefix(k)) + hash(entries.dropFirst(k))).bytes
        }
    }

    static func half(_ n: Int) -> Int {
        var k = 1
        while 2 * k < n { k *= 2 }
        return k
    }

    static func path(_ m: Int, _ d: ArraySlice<[UInt8]>) -> [[UInt8]] {
        if d.count == 1 { return [] }
        let k = half(d.count)
        return m < k ? path(m, d.prefix(k)) + [hash(d.dropFirst(k))] : path(m - k, d.dropFirst(k)) + [hash(d.prefix(k))]
    }

    static func proof(_ m: Int, _ d: ArraySlice<[UInt8]>, _ b: Bool) -> [[UInt8]] {
        if m == d.count { return b ? [] : [hash(d)] }
        let k = half(d.count)
        return m <= k ? proof(m, d.prefix(k), b) + [hash(d.dropFirst(k))] : proof(m - k, d.dropFirst(k), false) + [hash(d.prefix(k))]
    }
}

@Suite("Merkle trees")
struct MerkleTreeTests {
    /// The vectors of google/certificate-transparency, `merkle_tree_test.cc`.
    static let entries: [[UInt8]] = [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43], Array(0x50...0x57), Array(0x60...0x6F),
    ]
    static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    @Test("roots of 0 to 8 leaves are those of certificate transparency", arguments: 0...8)
    func knownRoots(size: Int) throws {
        let tree = MerkleTree(leaves: Self.entries.map { MerkleTree.leaf($0) })
        #expect(try tree.root(size: size).hex == Self.roots[size])
        var range = CompactRange()
        for leaf in tree.leaves.prefix(size) { range.append(leaf: leaf) }
        #expect(range.root.hex == Self.roots[size])
        #expect(CompactRange(size: range.size, hashes: range.hashes) == range)
    }

    @Test("every inclusion proof of the sizes 1 to 64 is RFC 6962's and verifies")
    func inclusion() throws {
        let entries = (0..<64).map { [UInt8]("entry \($0)".utf8) }
        let tree = MerkleTree(leaves: entries.map { MerkleTree.leaf($0) })
        for size in 1...64 {
            let root = try #require(Digest256(bytes: Definition.hash(entries.prefix(size))))
            #expect(try tree.root(size: size) == root)
            for index in 0..<size {
                let proof = try tree.inclusionProof(of: index, size: size)
                #expect(proof.map(\.bytes) == Definition.path(index, entries.prefix(size)))
                #expect(MerkleTree.verifyInclusion(of: tree.leaves[index], at: index, size: size, proof: proof, root: root))
                let other = (index + 1) % size
                if size > 1 {
                    #expect(!MerkleTree.verifyInclusion(of: tree.leaves[index], at: other, size: size, proof: proof, root: root))
                }
            }
        }
    }

    @Test("every consistency proof between sizes 0 to 64 is RFC 6962's and verifies, for its own roots only")
    func consistency() throws {
        let entries = (0..<64).map { [UInt8]("entry \($0)".utf8) }
        let tree = MerkleTree(leaves: entries.map { MerkleTree.leaf($0) })
        let roots = try (0...64).map { try #require(Digest256(bytes: Definition.hash(entries.prefix($0)))) }
        for new in 0...64 {
            for old in 0...new {
                let proof = try tree.consistencyProof(from: old, to: new)
                if old > 0 { #expect(proof.map(\.bytes) == Definition.proof(old, entries.prefix(new), true)) }
                #expect(MerkleTree.verifyConsistency(from: old, oldRoot: roots[old], to: new, root: roots[new], proof: proof))
                let wrong = MerkleTree.leaf(roots[old])
                #expect(!MerkleTree.verifyConsistency(from: old, oldRoot: wrong, to: new, root: roots[new], proof: proof))
                if old > 0 { #expect(!MerkleTree.verifyConsistency(from: old, oldRoot: roots[old], to: new, root: wrong, proof: proof)) }
            }
        }
    }

    @Test("any flipped bit, dropped or added step makes a proof fail")
    func damagedProofs() throws {
        let tree = MerkleTree(leaves: (0..<13).map { MerkleTree.leaf([UInt8($0)]) })
        let inclusion = try tree.inclusionProof(of: 5)
        let consistency = try tree.consistencyProof(from: 6)
        let oldRoot = try tree.root(size: 6)
        func holds(_ a: [Digest256], _ b: [Digest256]) -> (Bool, Bool) {
            (
                MerkleTree.verifyInclusion(of: tree.leaves[5], at: 5, size: 13, proof: a, root: tree.root),
                MerkleTree.verifyConsistency(from: 6, oldRoot: oldRoot, to: 13, root: tree.root, proof: b)
            )
        }
        #expect(holds(inclusion, consistency) == (true, true))
        for bit in 0..<256 {
            for step in inclusion.indices {
                var damaged = inclusion
                damaged[step] = flip(damaged[step], bit)
                #expect(!holds(damaged, consistency).0)
            }
            for step in consistency.indices {
                var damaged = consistency
                damaged[step] = flip(damaged[step], bit)
                #expect(!holds(inclusion, damaged).1)
            }
        }
        #expect(holds(inclusion.dropLast(), consistency.dropLast()) == (false, false))
        #expect(holds(inclusion + [tree.root], consistency + [tree.root]) == (false, false))
        #expect(holds([], []) == (false, false))
    }

    private func flip(_ digest: Digest256, _ bit: Int) -> Digest256 {
        var bytes = digest.bytes
        bytes[bit / 8] ^= 1 << (bit % 8)
        return Digest256(bytes: bytes) ?? digest
    }

    @Test("a question outside the tree is refused, not answered")
    func outside() {
        let tree = MerkleTree(leaves: [MerkleTree.emptyRoot])
        #expect(throws: StoreError.self) { try tree.root(size: 2) }
        #expect(throws: StoreError.self) { try tree.inclusionProof(of: 1) }
        #expect(throws: StoreError.self) { try tree.inclusionProof(of: 0, size: 2) }
        #expect(throws: StoreError.self) { try tree.consistencyProof(from: 2, to: 1) }
        #expect(throws: StoreError.self) { try tree.consistencyProof(from: -1) }
    }

    @Test("a compact range knows which leaves stand under each of its hashes")
    func leavesUnder() {
        let leaf = MerkleTree.emptyRoot
        var range = CompactRange()
        for _ in 0..<13 { range.append(leaf: leaf) }
        #expect(range.hashes.indices.map(range.leaves(under:)) == [0..<8, 8..<12, 12..<13])
        #expect(CompactRange(size: 3, hashes: [leaf]) == nil)
        #expect(CompactRange(size: -1, hashes: []) == nil)
    }
}
