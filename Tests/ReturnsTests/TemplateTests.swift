import Foundation
import Ledgers
import Quantities
import Testing
import Workbooks

@testable import Returns

@Suite struct TemplateTests {
    private let access = Access.program(city: Regions.beijing.city.code, districts: .all, actor: "tester")

    @Test("a template made for any ledger is recognised as that ledger's", arguments: Sheet.all.map(\.ledger))
    func recognised(_ ledger: String) throws {
        let folder = try Folder()
        let sheet = try #require(Sheet.named(ledger))
        let region = sheet.filedBy == .city ? Regions.beijing.city : Regions.beijing.districts[2]
        let path = folder.path + "/t.xlsx"
        try TemplateWriter(
            sheet: sheet, district: region, period: sheet.cycle == .monthly ? Period(year: 2023, month: 5) : Period(year: 2023)
        ).write(to: path)
        let outcome = try Intake.check(path, regions: .beijing, access: access)
        #expect(outcome.rows == 0)
        #expect(outcome.layouts.map(\.ledger) == [ledger])
        #expect(outcome.layouts.first?.district == region.code)
    }

    @Test("a template filled with what is known can be filed as it is, and is then unchanged")
    func prefilled() async throws {
        let office = try await Office()
        let outcome = try await office.intake.file(
            try office.folder.file("a.csv", Subsidy.csv([Subsidy.row("BJ-1"), Subsidy.row("BJ-2", amount: "1499.99")])))
        var writer = TemplateWriter(sheet: .subsidies, district: Regions.beijing.districts[2], period: Period(year: 2023, month: 5))
        writer.known = try await office.entries(outcome.pages[0])
        let path = office.folder.path + "/t.xlsx"
        try writer.write(to: path)
        let refusal = try await #require(throws: Intake.Refusal.self) { try await office.intake.file(path) }
        #expect(refusal.error.code == "P-10")
        #expect(refusal.rows == 2)
    }

    @Test("the error workbook gives every row back, marks the bad cells and says why")
    func errorWorkbook() throws {
        let folder = try Folder()
        let path = try folder.file(
            "a.csv", Subsidy.csv([Subsidy.row("BJ-1"), Subsidy.row("BJ-2", amount: "\"1,500\""), Subsidy.row("BJ-3", people: "")]))
        let outcome = try Intake.check(path, regions: .beijing, access: access)
        let errors = folder.path + "/errors.xlsx"
        #expect(try ErrorWorkbook().write(outcome.findings, in: path, to: errors) == 2)
        let workbook = try XLSXWorkbook(path: errors)
        #expect(workbook.sheets.map(\.name) == ["a", "校核汇总"])
        let reader = try workbook.rows(of: workbook.sheets[0])
        var row = RowBuffer()
        var texts: [Int: String] = [:]
        var rows = 0
        while try reader.read(into: &row) {
            rows += 1
            texts[row.row] = row.text(column: 12)
        }
        #expect(rows == 4)
        #expect(texts[2] == "")
        #expect(texts[3]?.utf8.starts(with: "[F-04]".utf8) == true)
        #expect(texts[4]?.utf8.starts(with: "[F-01]".utf8) == true)
    }
}
