import Testing

@testable import Workbooks

@Suite("Writing CSV")
struct CSVWriterTests {
    @Test("fields are quoted where they must be, and nowhere else")
    func quotes() {
        var csv = CSVWriter(byteOrderMark: false)
        csv.write(["a", "b,c", "d\"e", "f\ng", "h", ""])
        csv.write([""])
        #expect(String(decoding: csv.bytes, as: UTF8.self) == "a,\"b,c\",\"d\"\"e\",\"f\ng\",h,\r\n\"\"\r\n")
    }

    @Test("Excel is told that it is UTF-8")
    func mark() {
        #expect(CSVWriter().bytes == [0xEF, 0xBB, 0xBF])
    }

    @Test(
        "no text is left that a spreadsheet would run",
        arguments: [
            "=1+1", "+1", "@SUM(A1)", "\tx", "\rx", "\0x", "-1+cmd|' /C calc'!A0", "＝1+1", "＋1", "－1", "＠x", "\u{FEFF}=1", " =1",
            "\u{301}=1", "\u{200B}=1", "\u{3000}=1",
            "=\u{301}1+1", "'=1", "-", "-１", "-1.", "-1e5", "--1", "''=1", "'-5", "\n=1",
        ])
    func risky(_ text: String) {
        let guarded = FormulaGuard.guarded(text)
        #expect(Array(guarded.utf8) == Array(("'" + text).utf8))
        #expect(Array(FormulaGuard.restored(guarded).utf8) == Array(text.utf8))
    }

    @Test(
        "texts that are harmless stay as they are",
        arguments: ["", "a=b", "-5", "-12.50", "0", "张三", "'quoted'", "'", "it's", "1-2", "a@b.c", "#REF!", "'5"])
    func harmless(_ text: String) {
        #expect(FormulaGuard.guarded(text) == text)
        #expect(FormulaGuard.restored(text) == text)
    }

    @Test("what is written is read back")
    func roundTrip() throws {
        let rows = [["a", "=1", "x\"y", "安居\r\n工程"], ["-5", " ", "\t", "'=x"]]
        var csv = CSVWriter()
        for row in rows { csv.write(row) }
        let file = TemporaryFile(csv.bytes)
        let reader = try CSVReader(path: file.path)
        var row = RowBuffer()
        for expected in rows {
            #expect(try reader.read(into: &row))
            #expect(row.cells.map { FormulaGuard.restored(row.text($0)) } == expected)
        }
    }
}
