import Ledgers
import Store
import StoreSQLite
import Testing

@testable import Returns

@Suite("增量报送: a return of changes only") struct PartialReturnTests {
    private func file(_ office: Office, _ name: String, _ rows: [String], isPartial: Bool = true) async throws -> Intake.Outcome {
        var intake = office.intake
        intake.options.isPartial = isPartial
        return try await intake.file(try office.folder.file(name, Subsidy.csv(rows)))
    }

    @Test("what the file does not name stays, and still leads to the cell it came from, through any number of changes")
    func takesOver() async throws {
        let office = try await Office()
        _ = try await file(office, "全部.csv", [Subsidy.row("BJ-1"), Subsidy.row("BJ-2"), Subsidy.row("BJ-3")], isPartial: false)
        _ = try await file(office, "改一户.csv", [Subsidy.row("BJ-2", amount: "1200.00")])
        let last = try await file(office, "加一户.csv", [Subsidy.row("BJ-4", amount: "900.00")])
        let page = try #require(last.pages.first)
        #expect((page.version, page.entries, last.receipt.rows) == (3, 4, 1))
        let entries = try await office.entries(page).sorted { $0.key < $1.key }
        #expect(entries.map(\.key) == ["BJ-1", "BJ-2", "BJ-3", "BJ-4"])
        #expect(entries.map { $0["amount"] } == [.integer(150_000), .integer(120_000), .integer(150_000), .integer(90_000)])
        // The rows as the three files have them: 2, then 2 of the second file, then 4, then 2 of the third.
        #expect(entries.map { [$0.source.receipt, $0.source.row] } == [[1, 2], [2, 2], [1, 4], [3, 2]])
        let cells = try await ReturnFiles(database: office.store, vault: office.vault, access: office.access)
            .cells(of: entries, column: "amount")
        #expect(cells.map(\.fileName) == ["全部.csv", "改一户.csv", "全部.csv", "加一户.csv"])
        #expect(cells.map(\.raw) == ["1500.00", "1200.00", "1500.00", "900.00"])
        let access = office.access
        #expect(try await office.store.read { try Entries.areIntact($0, access, page) })
    }

    @Test("changes that change nothing are refused, like a file filed twice")
    func nothingNew() async throws {
        let office = try await Office()
        _ = try await file(office, "a.csv", [Subsidy.row("BJ-1"), Subsidy.row("BJ-2")], isPartial: false)
        await #expect(throws: Intake.Refusal.self) { try await file(office, "b.csv", [Subsidy.row("BJ-2")]) }
        #expect(try await office.pages().count == 1)
    }

    @Test("a change of a row that was refused before leaves the page incomplete until it is filed whole")
    func stillIncomplete() async throws {
        let office = try await Office()
        let first = try await file(office, "a.csv", [Subsidy.row("BJ-1"), Subsidy.row("BJ-2", amount: "9999")], isPartial: false)
        #expect(first.pages.first?.rejected == 1)
        let second = try await file(office, "b.csv", [Subsidy.row("BJ-2")])
        #expect((second.pages.first?.entries, second.pages.first?.rejected) == (2, 1))
    }
}
