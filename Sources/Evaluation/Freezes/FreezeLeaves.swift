public import Ledgers
import Quantities
public import Store

/// What a freeze's root is made of, so that anybody can make it again.
public struct FreezeLeaves: Sendable, Hashable {
    /// By number.
    public let pages: [Page]
    /// By name.
    public let materials: [Material]
    public let results: Digest256

    public struct Page: Sendable, Hashable {
        public let page: Int64
        public let seal: Digest256
        public let address: String
        public let version: Int64
    }

    public struct Material: Sendable, Hashable {
        public let name: String
        public let digest: Digest256
    }

    /// The leaves' hashes in the order of the tree.
    public var hashes: [Digest256] {
        func leaf(_ body: (inout CanonicalBytes) -> Void) -> Digest256 {
            var bytes = CanonicalBytes()
            body(&bytes)
            return MerkleTree.leaf(bytes.bytes)
        }
        return pages.map { page in
            leaf {
                $0.append(text: "page")
                $0.append(int64: page.page)
                $0.append(digest: page.seal)
            }
        }
            + materials.map { material in
                leaf {
                    $0.append(text: "material")
                    $0.append(text: material.name)
                    $0.append(digest: material.digest)
                }
            }
            + [
                leaf {
                    $0.append(text: "results")
                    $0.append(digest: results)
                }
            ]
    }

    public var root: Digest256 { MerkleTree(leaves: hashes).root }
}

extension Freezes {
    /// The leaves of a freeze as they are stored.
    ///
    /// - Throws: `E010` where not the whole city is in scope; `E008` where a page is gone.
    public static func leaves(_ connection: any Connection, _ access: Access, of freeze: Freeze) throws -> FreezeLeaves {
        guard access.districts == .all else { throw EvaluationError.notWholeCity }
        let versions = Dictionary(try snapshot(connection, access, of: freeze).pages.map { ($0.page, $0) }) { first, _ in first }
        let pages = try FreezeRows.pages(connection, access, freeze).map { number, seal in
            FreezeLeaves.Page(page: number, seal: seal, address: versions[number]?.address ?? "", version: versions[number]?.version ?? 0)
        }
        let materials = try FreezeRows.materials(connection, access, freeze).map {
            FreezeLeaves.Material(name: $0.name, digest: $0.digest)
        }
        return FreezeLeaves(
            pages: pages.sorted { $0.page < $1.page }, materials: materials.sorted { $0.name < $1.name }, results: freeze.results)
    }

    /// The proof that the journal tells of a freeze.
    public static func journalProof(_ connection: any Connection, _ access: Access, of freeze: Freeze, origin: String) throws
        -> JournalProof?
    {
        try Journal.proof(connection, city: access.city.digits, act: act, subject: freeze.name, origin: origin)
    }
}
