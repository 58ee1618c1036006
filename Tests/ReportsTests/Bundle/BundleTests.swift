import Foundation
import Ledgers
import Quantities
import Store
import Testing

@testable import Evaluation
@testable import Reports

@Suite("The offline bundle")
struct BundleTests {
    /// The fixture's evaluation, frozen by hand: two pages, one material.
    static func contents(_ change: (inout OfflineBundle.Contents) -> Void = { _ in }) throws -> OfflineBundle.Contents {
        let result = try Fixture.result()
        let results = FrozenResults(result)
        let leaves = FreezeLeaves(
            pages: [1, 2].map { number in
                FreezeLeaves.Page(
                    page: number, seal: Hasher256.hash([UInt8(number)]), address: "progress/110105/2023-0\(number)", version: 1)
            },
            materials: [FreezeLeaves.Material(name: "years/2023/figures.yaml", digest: Hasher256.hash([9]))], results: results.digest)
        let freeze = Freeze(
            year: 2023, number: 1, root: leaves.root, previous: nil, results: results.digest, template: "programmes", actor: "tester",
            madeAt: "2024-02-20T08:30:00Z", note: "</script><b>")
        var contents = OfflineBundle.Contents(
            result: result, freeze: freeze, leaves: leaves, results: results,
            attachments: [OfflineBundle.Attachment(name: "报告.docx", type: "application/octet-stream", bytes: [1, 2, 3])])
        change(&contents)
        return contents
    }

    static func page(_ change: (inout OfflineBundle.Contents) -> Void = { _ in }) throws -> String {
        String(decoding: try OfflineBundle.page(contents(change)), as: UTF8.self)
    }

    private struct Data0: Decodable {
        let root: String
        let leaves: [String]
        let stated: [String: [String]]
        let said: [String: [Int64]]
        let quotients: [String: [String]]
    }

    private func data(_ html: String) throws -> Data0 {
        let block = html.components(separatedBy: "<script type=\"application/json\" id=\"data\">")[1].components(separatedBy: "</script>")[
            0]
        return try JSONDecoder().decode(Data0.self, from: Data(block.utf8))
    }

    @Test("the file needs nothing beside itself, and runs no script but its own")
    func selfContained() throws {
        let html = try Self.page()
        #expect(!html.contains("src=") && !html.contains("@import") && !html.contains("url(") && !html.contains("fetch("))
        let addresses = html.components(separatedBy: "http").dropFirst().filter {
            !$0.hasPrefix("://www.w3.org/2000/svg") && !$0.hasPrefix("-equiv")
        }
        #expect(addresses.isEmpty)
        // The policy names the digest of the one script there is; what comes from data cannot end the data's block.
        let script = html.components(separatedBy: "<script>")[1].components(separatedBy: "</script>")[0]
        #expect(html.contains("script-src 'sha256-\(Data(Hasher256.hash(Array(script.utf8)).bytes).base64EncodedString())'"))
        #expect(html.components(separatedBy: "</script>").count == 3)
        #expect(script.split(separator: "\n").count < 300)
    }

    @Test("both languages are in it under names of their own, and every link leads somewhere")
    func links() throws {
        let html = try Self.page().components(separatedBy: "<script type=\"application/json\"")[0]
        let ids = html.components(separatedBy: " id=\"").dropFirst().map { $0.components(separatedBy: "\"")[0] }
        #expect(Set(ids).count == ids.count)
        for link in html.components(separatedBy: "href=\"#").dropFirst() {
            let target = link.components(separatedBy: "\"")[0]
            #expect(Set(ids).contains(target), "\(target)")
        }
        #expect(html.contains("id=\"zh-main\"") && html.contains("id=\"en-main\"") && html.contains("id=\"zh-form\""))
    }

    @Test("the data hold the freeze: root, leaves, every sentence said; and what no freeze holds is listed as such")
    func dataBlock() throws {
        let contents = try Self.contents()
        let data = try data(Self.page())
        #expect(data.root == contents.freeze.root.hex && data.leaves == contents.leaves.hashes.map(\.hex) && data.leaves.count == 4)
        #expect(data.said["zh"]?.count == contents.results.statements.count)
        #expect(data.quotients["rental.output.bonded_raised/attainment"] == ["rental.bonded.raised", "target.bonded_raised"])
        #expect(data.stated["rental.output.bonded_raised/weight"] != nil)
        #expect(data.stated.keys.allSatisfy { $0.contains("/") && !$0.hasSuffix("/score") })
    }

    @Test("the file carried along is the file, with its digest beside it")
    func attachment() throws {
        let html = try Self.page()
        #expect(html.contains("href=\"data:application/octet-stream;base64,AQID\""))
        // SHA-256 of 01 02 03, by sha256sum.
        #expect(html.contains("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81"))
    }

    @Test("an evaluation that is not the frozen one makes no bundle")
    func refused() throws {
        #expect { try Self.page { $0.result = (try? Fixture.result(["rental.bonded.raised": 1])) ?? $0.result } } throws: {
            ($0 as? ReportError)?.code == "D501"
        }
        #expect {
            try Self.page { contents in
                let leaves = contents.leaves
                contents.leaves = FreezeLeaves(pages: Array(leaves.pages.dropLast()), materials: leaves.materials, results: leaves.results)
            }
        } throws: {
            ($0 as? ReportError)?.code == "D501"
        }
    }

    @Test("a journal's proof holds for its entry and for no other")
    func journalProof() throws {
        let leaves = (0..<11).map {
            Journal.leaf(
                city: "110000", seq: Int64($0), time: "t", actor: "a", act: "x", subject: "s", commitment: Hasher256.hash([UInt8($0)]))
        }
        let tree = MerkleTree(leaves: leaves)
        func proof(_ seq: Int64, _ commitment: UInt8) throws -> JournalProof {
            JournalProof(
                city: "110000", seq: seq, time: "t", actor: "a", act: "x", subject: "s", commitment: Hasher256.hash([commitment]),
                path: try tree.inclusionProof(of: Int(seq)), checkpoint: Checkpoint(origin: "o", size: 11, root: tree.root).text)
        }
        #expect(try proof(7, 7).holds && proof(10, 10).holds)
        #expect(try !proof(7, 8).holds)
    }
}
