import Evaluation
import Foundation
import Reports
import Store
import Testing

@testable import anju

@Suite("the bundle of the example city")
struct BundleOfExampleTests {
    @Test("a freeze's leaves give its root, the journal's proof holds, and the bundle carries every number down to cells")
    func example() async throws {
        try await ExampleOffice.withCopy { path in
            try await Workplace.with(path) { workplace in
                let access = workplace.access
                let (freeze, leaves, proof) = try await workplace.store.read { connection in
                    let freeze = try Freezes.find(connection, access, "2023-1")
                    return (
                        freeze, try Freezes.leaves(connection, access, of: freeze),
                        try Freezes.journalProof(connection, access, of: freeze, origin: "anju/110000")
                    )
                }
                #expect(leaves.root == freeze.root)
                let told = try #require(proof)
                #expect(told.holds && told.commitment == freeze.root && told.subject == freeze.name)
                let (bytes, _) = try await BundleMaker(workplace: workplace, rows: 3).make("2023-1")
                let page = String(decoding: bytes, as: UTF8.self)
                #expect(page.contains(freeze.root.hex) && page.contains(told.path[0].hex))
                // A cell's address of an original, in both languages' traces.
                #expect(page.contains(".csv D") || page.contains(".xlsx "))
            }
        }
    }
}
