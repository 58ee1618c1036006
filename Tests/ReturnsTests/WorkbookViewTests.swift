import Foundation
import Ledgers
import Quantities
import Store
import StoreSQLite
import Testing
import Workbooks

@testable import Returns

@Suite("originals on the screen")
struct WorkbookViewTests {
    private func viewer(_ office: Office, _ access: Access? = nil) -> WorkbookViewer {
        WorkbookViewer(database: office.store, vault: office.vault, access: access ?? office.access)
    }

    private func reporter(_ district: String, ledgers: Set<String> = []) -> Access {
        Role.districtReporter.access(city: RegionCode("110000")!, districts: [RegionCode(district)!], ledgers: ledgers, actor: "reader")
    }

    private func file(_ office: Office) async throws -> Intake.Outcome {
        let path = try office.folder.file(
            "补贴.csv",
            Subsidy.csv([
                Subsidy.row("BJ-1"), Subsidy.row("BJ-2", amount: "9999"), "", Subsidy.row("BJ-3", district: "110101"), Subsidy.row("BJ-4"),
            ]))
        return try await office.intake.file(path)
    }

    @Test("a window shows what stands in the file, which column feeds what, and what became of each row")
    func window() async throws {
        let office = try await Office()
        let outcome = try await file(office)
        let view = try await viewer(office).view(1, WorkbookWindow(around: CellAddress("K3")!), findings: outcome.findings.list)
        #expect(view.fileName == "补贴.csv" && view.ledger == "subsidies" && view.headerRow == 1 && view.focus == "K3" && !view.hasMore)
        #expect(view.columns.map(\.letters).joined(separator: " ") == "A B C D E F G H I J K L")
        #expect(view.columns[0].name == "district" && view.columns[2].name == "household" && view.columns[10].name == "amount")
        #expect(view.columns[10].header == "实发金额（元）")
        #expect(view.rows.map(\.row) == [1, 2, 3, 4, 5, 6])
        #expect(view.rows.map(\.mark) == [.header, .accepted, .rejected, .blank, .accepted, .accepted])
        #expect(view.rows.map(\.key) == [nil, "BJ-1", nil, nil, "BJ-3", "BJ-4"])
        #expect(view.rows[2].cells[10] == "9999")
        #expect(view.rows[2].findings.map(\.code) == ["R-SUB-01", "R-SUB-02"])
        // The applicant and the identity number: personal, so masked; the header is not.
        #expect(view.columns.filter(\.isMasked).map(\.name) == ["applicant", "identity"])
        #expect(view.rows[1].cells[3] == "**" && view.rows[1].cells[4] == "3" + String(repeating: "*", count: 15) + "1X")
        #expect(view.rows[0].cells[3] == "申请人")
    }

    @Test("the window ends where it was asked to end, and says that there is more")
    func bounded() async throws {
        let office = try await Office()
        _ = try await file(office)
        let view = try await viewer(office).view(1, WorkbookWindow(sheet: "", rows: 2...3, columns: 2...4))
        #expect(view.rows.map(\.row) == [2, 3] && view.hasMore)
        #expect(view.columns.map(\.name) == ["household", "applicant", "identity"])
        #expect(view.columns.map(\.header) == ["家庭编号", "申请人", "申请人身份证号"])
        #expect(WorkbookWindow(sheet: "", rows: 1...1_000_000).rows.count == WorkbookView.rowLimit)
        #expect(try await viewer(office).sheets(of: 1) == [WorkbookSheet(name: "", rows: 6, ledger: "subsidies")])
    }

    @Test("rows of another district keep their place and show nothing; a receipt without anything in scope is not there")
    func scope() async throws {
        let office = try await Office()
        _ = try await file(office)
        let view = try await viewer(office, reporter("110101")).view(1, WorkbookWindow(sheet: "", rows: 1...9))
        #expect(view.rows.map(\.mark) == [.header, .hidden, .hidden, .blank, .accepted, .hidden])
        #expect(view.rows.filter { $0.mark == .hidden }.allSatisfy { $0.cells.allSatisfy(\.isEmpty) && $0.key == nil })
        #expect(try await viewer(office, reporter("110101")).destination(of: 1, sheet: "", row: 2) == nil)
        for access in [reporter("110102"), reporter("110101", ledgers: ["projects"])] {
            await #expect { _ = try await viewer(office, access).view(1, WorkbookWindow(sheet: "", rows: 1...9)) } throws: {
                ($0 as? ReturnError)?.code == "P-15"
            }
        }
        let administrator = Role.systemAdministrator.access(city: RegionCode("110000")!, districts: [], actor: "root")
        await #expect { _ = try await viewer(office, administrator).sheets(of: 1) } throws: { ($0 as? LedgerError)?.code == "L004" }
    }

    @Test("a row leads up to its entry, and says when a later version took the page's place")
    func destination() async throws {
        let office = try await Office()
        _ = try await file(office)
        let before = try #require(try await viewer(office).destination(of: 1, sheet: "", row: 2))
        #expect(before.entry.key == "BJ-1" && before.isCurrent && before.standing.zh == "现行第1版")
        #expect(try await viewer(office).destination(of: 1, sheet: "", row: 3) == nil)
        let corrected = Subsidy.csv([Subsidy.row("BJ-4"), Subsidy.row("BJ-5")])
        _ = try await office.intake.file(try office.folder.file("更正.csv", corrected))
        let gone = try #require(try await viewer(office).destination(of: 1, sheet: "", row: 2))
        #expect(!gone.isCurrent && gone.current.version == 2 && gone.now == nil)
        #expect(gone.standing.zh == "第1版，已被第2版取代")
        let moved = try #require(try await viewer(office).destination(of: 1, sheet: "", row: 6))
        #expect(moved.entry.key == "BJ-4" && moved.entry.row == 6 && moved.now?.row == 2)
    }

    @Test("a workbook is read sheet by sheet; a sheet of notes has no ledger")
    func workbook() async throws {
        let office = try await Office()
        let path = office.folder.path + "/补贴.xlsx"
        let writer = try XLSXWriter(path: path)
        try writer.write("请勿改动表头", try writer.addSheet("说明"), row: 1, column: 0)
        let sheet = try writer.addSheet("补贴")
        try writer.write("2023年5月", sheet, row: 1, column: 0)
        for (row, line) in [Subsidy.header, Subsidy.row("BJ-1")].enumerated() {
            for (column, text) in line.split(separator: ",").enumerated() {
                try writer.write(String(text), sheet, row: row + 2, column: column)
            }
        }
        try writer.finish()
        _ = try await office.intake.file(path)
        #expect(
            try await viewer(office).sheets(of: 1) == [
                WorkbookSheet(name: "说明", rows: 1, ledger: nil), WorkbookSheet(name: "补贴", rows: 3, ledger: "subsidies"),
            ])
        let view = try await viewer(office).view(1, WorkbookWindow(around: CellAddress("补贴!C3")!))
        #expect(view.headerRow == 2 && view.rows.map(\.mark) == [.note, .header, .accepted])
        #expect(try await viewer(office, reporter("110105")).sheets(of: 1).map(\.name) == ["补贴"])
        await #expect { _ = try await viewer(office).view(1, WorkbookWindow(sheet: "另表", rows: 1...2)) } throws: {
            ($0 as? ReturnError)?.code == "P-19"
        }
        #expect(try await viewer(office).destination(of: 1, sheet: "补贴", row: 3)?.entry.key == "BJ-1")
    }
}
