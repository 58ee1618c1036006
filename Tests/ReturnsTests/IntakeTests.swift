import Foundation
import Ledgers
import Quantities
import Store
import StoreSQLite
import Testing

@testable import Returns

@Suite struct IntakeTests {
    @Test("every row of a file is accepted or rejected, and the receipt says so")
    func rowsAddUp() async throws {
        let office = try await Office()
        let path = try office.folder.file(
            "补贴.csv",
            Subsidy.csv([
                Subsidy.row("BJ-1"), Subsidy.row("BJ-2", amount: "9999"), "", Subsidy.row("BJ-3", period: "2023-06", paidOn: "2023-06-15"),
                Subsidy.row("BJ-1"),
            ]))
        let outcome = try await office.intake.file(path)
        #expect(outcome.receipt.rows == 4)
        #expect(outcome.receipt.accepted == 2)
        #expect(outcome.receipt.rejected == 2)
        #expect(outcome.receipt.number == 1)
        // Amount above the rent and above the standard; then a household twice on one page, with the row it repeats.
        #expect(outcome.findings.list.map(\.code) == ["R-SUB-01", "R-SUB-02", "P-21"])
        #expect(outcome.findings.list.map(\.address) == ["K3", "K3", "C6"])
        #expect(outcome.findings.list.last?.expected.zh == "同一账页内不得重复，与第2行重复")
        #expect(outcome.pages.map(\.address).sorted() == ["subsidies/110105/2023-05", "subsidies/110105/2023-06"])
        #expect(outcome.pages.map(\.entries).reduce(0, +) == 2)
    }

    @Test("the original is kept byte for byte under its SHA-256")
    func originalKept() async throws {
        let office = try await Office()
        let text = Subsidy.csv([Subsidy.row("BJ-1")])
        let outcome = try await office.intake.file(try office.folder.file("a.csv", text))
        let copy = office.folder.path + "/copy.csv"
        try Originals.copy(outcome.receipt, from: office.vault, to: copy)
        #expect(try Data(contentsOf: URL(fileURLWithPath: copy)) == Data(text.utf8))
    }

    @Test("a value is stored exactly: fen, days, codes, standard identity numbers")
    func storedValues() async throws {
        let office = try await Office()
        let row = "朝阳区,2023年5月,BJ-1, 张某 ,11010519491231002x,一档,3,HT-1,3200,2500.50,2500.5,2023/5/7"
        let outcome = try await office.intake.file(try office.folder.file("a.csv", Subsidy.csv([row])))
        let page = try #require(outcome.pages.first)
        #expect(page.address == "subsidies/110105/2023-05")
        let entry = try #require(try await office.entries(page).first)
        #expect(entry["applicant"] == .text("张某"))
        #expect(entry["identity"] == .text("11010519491231002X"))
        #expect(entry["class"] == .text("1"))
        #expect(entry["rent"] == .integer(320_000))
        #expect(entry["standard"] == .integer(250_050))
        #expect(entry["amount"] == .integer(250_050))
        #expect(entry["paid_on"] == .integer(20_230_507))
        #expect(entry.row == 2)
    }

    @Test("an unchanged file is refused; a corrected month alone gets a new version")
    func correction() async throws {
        let office = try await Office()
        let may = Subsidy.row("BJ-1")
        let june = Subsidy.row("BJ-1", period: "2023-06", paidOn: "2023-06-15")
        _ = try await office.intake.file(try office.folder.file("a.csv", Subsidy.csv([may, june])))
        let again = try office.folder.file("b.csv", Subsidy.csv([may, june]))
        await #expect(throws: Intake.Refusal.self) { try await office.intake.file(again) }
        #expect(try await office.pages().count == 2)

        let corrected = Subsidy.row("BJ-1", period: "2023-06", amount: "1400.00", paidOn: "2023-06-15")
        let outcome = try await office.intake.file(try office.folder.file("c.csv", Subsidy.csv([may, corrected])))
        #expect(outcome.pages.map(\.address) == ["subsidies/110105/2023-06"])
        #expect(outcome.pages.map(\.version) == [2])
        #expect(outcome.unchanged == 1)
        #expect(try await office.entries(outcome.pages[0]).map { $0["amount"] } == [.integer(140_000)])
    }

    @Test("rows that only move down make no new version")
    func movedRows() async throws {
        let office = try await Office()
        _ = try await office.intake.file(try office.folder.file("a.csv", Subsidy.csv([Subsidy.row("BJ-1")])))
        let moved = try office.folder.file("b.csv", Subsidy.csv(["", "", Subsidy.row("BJ-1")]))
        await #expect(throws: Intake.Refusal.self) { try await office.intake.file(moved) }
    }

    @Test("a file whose rows are all faulty changes nothing")
    func allFaulty() async throws {
        let office = try await Office()
        let path = try office.folder.file(
            "a.csv", Subsidy.csv([Subsidy.row("BJ-1", amount: "-3"), Subsidy.row("BJ-2", identity: "110105194912310021")]))
        let refusal = try await #require(throws: Intake.Refusal.self) { try await office.intake.file(path) }
        #expect(refusal.error.code == "P-12")
        #expect(refusal.findings.list.map(\.code) == ["F-06", "F-23"])
        #expect(try await office.pages().isEmpty)
        let access = office.access
        #expect(try await office.store.read { try Receipts.all($0, access) }.isEmpty)
    }

    @Test("the cell behind a value is found again in the original")
    func cells() async throws {
        let office = try await Office()
        let outcome = try await office.intake.file(
            try office.folder.file(
                "朝阳.csv", Subsidy.csv(["", Subsidy.row("BJ-1", amount: "1500.00"), Subsidy.row("BJ-2", amount: "1499.9")])))
        let entries = try await office.entries(outcome.pages[0])
        let cells = try await ReturnFiles(database: office.store, vault: office.vault, access: office.access).cells(
            of: entries, column: "amount")
        #expect(cells.map(\.address) == ["K3", "K4"])
        #expect(cells.map(\.raw) == ["1500.00", "1499.9"])
        #expect(cells.allSatisfy { $0.fileName == "朝阳.csv" && $0.receipt == 1 })
    }

    @Test("a district's officer cannot file for another district")
    func scope() async throws {
        let office = try await Office()
        let east = try #require(RegionCode("110101"))
        let access = Access.program(city: Regions.beijing.city.code, districts: .only([east]), actor: "东城")
        let intake = Intake(database: office.store, vault: office.vault, regions: .beijing, access: access)
        let path = try office.folder.file("a.csv", Subsidy.csv([Subsidy.row("BJ-1")]))
        let refusal = try await #require(throws: Intake.Refusal.self) { try await intake.file(path) }
        #expect(refusal.findings.list.map(\.code) == ["P-33"])
    }

    @Test("a changed receipt is found by its seal")
    func receiptSeal() async throws {
        let office = try await Office()
        _ = try await office.intake.file(try office.folder.file("a.csv", Subsidy.csv([Subsidy.row("BJ-1")])))
        let access = office.access
        let vault = office.vault
        #expect(try await office.store.read { try Receipts.verify($0, access, vault).count } == 0)
        // Negative control: the table refuses changes until its trigger is taken away.
        await #expect(throws: StoreError.self) { try await office.store.write { try $0.execute("UPDATE receipts SET accepted = 2") } }
        try await office.store.write {
            try $0.execute("DROP TRIGGER receipts_no_update")
            try $0.execute("UPDATE receipts SET file_name = 'b.csv'")
        }
        #expect(try await office.store.read { try Receipts.verify($0, access, vault).map(\.place) } == ["receipts R1"])
    }
}
