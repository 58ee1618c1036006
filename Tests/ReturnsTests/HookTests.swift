import Foundation
import Ledgers
import Quantities
import Store
import StoreSQLite
import Testing

@testable import Returns

@Suite struct HookTests {
    struct No: Error {}

    /// Rows of the projects' progress; more than 5,000 homes in a month are to be confirmed.
    static func progress(_ rows: [(String, Int)]) -> String {
        (["行政区划,所属期,项目编号,住房类型,节点,当月套数（套）,达到日期"] + rows.map { "110105,2023-05,\($0.0),公租房,新开工,\($0.1),2023-05-15" })
            .joined(separator: "\n") + "\n"
    }

    @Test("a gate is asked about the pages that would get a new version, and its refusal leaves nothing")
    func gate() async throws {
        let office = try await Office()
        let may = Subsidy.row("BJ-1")
        _ = try await office.intake.file(try office.folder.file("a.csv", Subsidy.csv([may])))
        let both = try office.folder.file("b.csv", Subsidy.csv([may, Subsidy.row("BJ-1", period: "2023-06", paidOn: "2023-06-15")]))
        var intake = office.intake
        intake.gate = { _, _, pages, _ in
            // May is in the file too, and says what it said before.
            #expect(pages.map(\.description) == ["subsidies/110105/2023-06"])
            throw No()
        }
        await #expect(throws: No.self) { try await intake.file(both) }
        #expect(try await office.pages().map(\.address) == ["subsidies/110105/2023-05"])
        let count = try await office.store.read { try $0.row("SELECT count(*) FROM ledger_subsidies")?.int64(0) }
        #expect(count == 1)
        intake.gate = { _, _, _, instant in #expect(instant == "2023-07-01T08:00:00+08:00") }
        #expect(try await intake.file(both, at: Date(timeIntervalSince1970: 1_688_169_600)).pages.count == 1)
    }

    @Test("what is told of a filing stands in its transaction: when it fails, nothing was filed")
    func hook() async throws {
        let office = try await Office()
        var intake = office.intake
        intake.onFiled = { connection, access, outcome in
            // The receipt and its pages are there already.
            #expect(try Receipts.number(outcome.receipt.number, connection, access) == outcome.receipt)
            #expect(try Pages.all(connection, access) == outcome.pages)
            throw No()
        }
        await #expect(throws: No.self) { try await intake.file(try office.folder.file("a.csv", Subsidy.csv([Subsidy.row("BJ-1")]))) }
        let access = office.access
        #expect(try await office.store.read { try Receipts.all($0, access) }.isEmpty)
        #expect(try await office.pages().isEmpty)
        let entries = try await office.store.read { try $0.row("SELECT count(*) FROM journal")?.int64(0) }
        #expect(entries == 0)
    }

    @Test("a finding knows its page; one to confirm has the same fingerprint for the same row, and another for any other")
    func fingerprints() async throws {
        let office = try await Office()
        func find(_ rows: [(String, Int)]) throws -> [Finding] {
            let path = try office.folder.file("p.csv", Self.progress(rows))
            return try Intake.check(path, regions: .beijing, access: office.access, options: IntakeOptions(ledger: "progress")).findings
                .list
        }
        let first = try find([("A1", 6000), ("A2", 6000), ("A3", -1)])
        #expect(first.map(\.page) == Array(repeating: "progress/110105/2023-05", count: 3))
        #expect(first.map(\.tier) == [.confirm, .confirm, .error])
        #expect(first[0].fingerprint != first[1].fingerprint)
        #expect(first[2].fingerprint.isEmpty)
        let moved = try find([("A0", 1), ("A2", 6000), ("A1", 6001)])
        #expect(moved.map(\.row) == [3, 4])
        #expect(moved[0].fingerprint == first[1].fingerprint)
        #expect(moved[1].fingerprint != first[0].fingerprint)
    }
}
