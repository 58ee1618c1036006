import Foundation
import Testing

@testable import anju

@Suite("One byte changed in the store is named", .serialized)
struct VerifyTests {
    /// Texts that stand in the database file: an entry's project code, a page's address, a receipt's file name, a journal act.
    @Test(
        "in an entry, a page, a receipt, the journal",
        arguments: [
            ("ledger_", "银行"), ("page_versions", "resettlement_homes"), ("receipts", "西城区-月度填报-2023.xlsx"), ("journal", "return.filed"),
        ])
    func flipped(_ table: String, _ needle: String) async throws {
        try await ExampleOffice.withCopy { directory in
            let file = URL(fileURLWithPath: directory + "/anju.db")
            var bytes = try Data(contentsOf: file)
            // The schema names tables too; the last occurrence is data.
            let range = try #require(bytes.range(of: Data(needle.utf8), options: .backwards))
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

    @Test("and an original: its file is named")
    func original() async throws {
        try await ExampleOffice.withCopy { directory in
            let files = try FileManager.default.subpathsOfDirectory(atPath: directory + "/files").filter { $0.utf8.count == 67 }.sorted()
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
