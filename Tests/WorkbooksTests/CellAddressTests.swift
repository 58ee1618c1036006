import Testing

@testable import Workbooks

@Suite("Addresses of cells")
struct CellAddressTests {
    @Test(
        "letters and numbers of columns agree",
        arguments: [(0, "A"), (1, "B"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")])
    func letters(_ column: Int, _ letters: String) {
        #expect(CellAddress.letters(column) == letters)
        #expect(CellAddress(letters + "1")?.column == column)
    }

    @Test("an address is written as spreadsheet programs write it, and read back")
    func description() {
        #expect(CellAddress(row: 7, column: 1).description == "B7")
        #expect(CellAddress(sheet: "表1", row: 7, column: 1).description == "表1!B7")
        #expect(CellAddress(sheet: "2023年 表1", row: 7, column: 1).description == "'2023年 表1'!B7")
        #expect(CellAddress(sheet: "it's", row: 1, column: 0).description == "'it''s'!A1")
        #expect(CellAddress(sheet: "B7", row: 1, column: 0).description == "'B7'!A1")
        for text in ["B7", "表1!B7", "'2023年 表1'!B7", "'it''s'!A1", "XFD1048576"] { #expect(CellAddress(text)?.description == text) }
        #expect(CellAddress("$B$7") == CellAddress(row: 7, column: 1))
    }

    @Test(
        "what is no address is none",
        arguments: ["", "B", "7", "B0", "XFE1", "A1048577", "b7", "AAAA1", "A99999999", "A-1", "A1 ", "!A1", "'a!A1", "Ａ1", "A１"])
    func none(_ text: String) { #expect(CellAddress(text) == nil) }
}
