import Foundation
import Store
import Testing

@testable import anju

@Suite("One byte changed in the store is named", .serialized)
struct VerifyTests {
    /// Texts that stand once in the database file: a household of a subsidy entry, a receipt's file, a journal act, a freeze's page.
    @Test(
        "in an entry, a receipt, the journal, a freeze",
        arguments: [
            ("ledger_", ""), ("receipts", "西城区-月度填报-2023.xlsx"), ("journal", "return.filed"), ("freeze", "resettlement_homes"),
        ])
    func flipped(_ table: String, _ needle: String) async throws {
        try await ExampleOffice.withCopy { directory in
            let isEntry = needle.isEmpty
            let needle = isEntry ? try await Self.household(directory) : needle
            let file = URL(fileURLWithPath: directory + "/anju.db")
            var bytes = try Data(contentsOf: file)
            // The schema names tables too, so the last occurrence is data; a household stands in the tallies' keys last, in its entry first.
            let range = try #require(bytes.range(of: Data(needle.utf8), options: isEntry ? [] : .backwards))
            bytes[range.upperBound - 1] ^= 1
            try bytes.write(to: file)
            var places: [String] = []
            do {
                let report = try await Workplace.with(directory) { try await VerifyCommand.verify($0, year: 2023) }
                #expect(!report.isSound)
                places = report.all.map(\.place)
            } catch {
                // Text that is no longer UTF-8 may stop a reader earlier; that is an answer too, and says where.
                places = ["\(error)"]
            }
            #expect(!places.isEmpty)
            #expect(places.contains { $0.contains(table) || $0.contains("anju.db") }, "\(places)")
        }
    }

    /// The household of the first subsidy entry.
    private static func household(_ directory: String) async throws -> String {
        try await Workplace.with(directory) { workplace in
            try await workplace.store.read { try $0.row("SELECT household FROM ledger_subsidies ORDER BY page LIMIT 1")?.text(0) ?? "" }
        }
    }

    @Test("and an original: its file is named")
    func original() async throws {
        try await ExampleOffice.withCopy { directory in
            let files = try FileManager.default.subpathsOfDirectory(atPath: directory + "/files").filter {
                $0.hasSuffix(".sealed") || $0.utf8.count == 67
            }.sorted()
            let file = URL(fileURLWithPath: directory + "/files/" + (try #require(files.first)))
            var bytes = try Data(contentsOf: file)
            bytes[bytes.count / 2] ^= 1
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
            try bytes.write(to: file)
            let report = try await Workplace.with(directory) { try await VerifyCommand.verify($0, year: 2023) }
            #expect(report.all.map(\.code) == ["V102"])
        }
    }

    @Test("nothing changed, nothing named")
    func sound() async throws {
        try await ExampleOffice.withCopy { directory in
            let report = try await Workplace.with(directory) { try await VerifyCommand.verify($0, year: 2023) }
            #expect(report.isSound)
            #expect(report.receipts > 50 && report.files == report.receipts)
        }
    }
}
