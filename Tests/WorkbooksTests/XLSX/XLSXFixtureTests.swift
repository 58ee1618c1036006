import Quantities
import Testing

@testable import Workbooks

/// Files made by other programs; `Fixtures/make.py` says how.
@Suite("Workbooks of other programs")
struct XLSXFixtureTests {
    @Test("openpyxl's workbook is read as openpyxl was told to write it")
    func openpyxl() throws {
        let workbook = try XLSXWorkbook(path: fixture("openpyxl.xlsx"))
        #expect(workbook.sheets.map(\.name) == ["补贴台账", "选项"])
        #expect(workbook.sheets.map(\.isHidden) == [false, true])
        #expect(workbook.properties == ["anju.template": "subsidies/2023"])
        #expect(workbook.notices.map(\.code) == ["W411"])
        #expect(!workbook.usesDate1904)
        #expect(
            try HandMadeWorkbook.cells(of: workbook, workbook.sheets[0]) == [
                "A1 text 姓名", "B1 text 金额", "C1 text 日期", "D1 text 有效", "E1 text 备注",
                "A2 text 张三", "B2 number 1234.5", "C2 date 2023-07-05", "D2 boolean TRUE", "E2 text =not a formula",
                "A3 text 李四", "B3 number 0.3", "C3 date 2023-12-31 23:59:59", "D3 boolean FALSE", "E3 text 两\n行",
                "A4 text 王五", "B4 number -3", "E4 =empty ", "B6 number 110101199001011000", "D9 =empty ",
            ])
        #expect(try HandMadeWorkbook.cells(of: workbook, workbook.sheets[1]) == ["A1 text 公租房"])
    }

    @Test("XlsxWriter's workbook is read as XlsxWriter was told to write it, to the last cell a sheet has")
    func xlsxwriter() throws {
        let workbook = try XLSXWorkbook(path: fixture("xlsxwriter.xlsx"))
        #expect(
            try HandMadeWorkbook.cells(of: workbook, workbook.sheets[0]) == [
                "A1 text 东城区", "B1 =number 2", "C1 =text ab", "D1 =error #DIV/0!", "E1 text control \u{7} and _x0041_ and CR \r end",
                "F1 date 1900-03-01",
                "XFD1048576 number 7",
            ])
    }

    @Test("LibreOffice's workbook is read as LibreOffice saw the CSV file")
    func libreOffice() throws {
        let workbook = try XLSXWorkbook(path: fixture("libreoffice.xlsx"))
        #expect(
            try HandMadeWorkbook.cells(of: workbook, workbook.sheets[0]) == [
                "A1 text 项目", "B1 text 开工日期", "C1 text 投资", "A2 text 甲", "B2 date 2023-03-01", "C2 number 1234.56", "A3 text 乙",
                "B3 date 2022-12-31", "C3 number 0.1",
            ])
    }
}
