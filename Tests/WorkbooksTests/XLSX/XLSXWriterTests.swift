import Quantities
import Testing

@testable import Workbooks

@Suite("Writing XLSX")
struct XLSXWriterTests {
    /// Writes a workbook and gives its cells and its first sheet's XML.
    func written(constantMemory: Bool = false, _ body: (XLSXWriter) throws -> Void) throws -> (
        cells: [String], xml: String, workbook: XLSXWorkbook
    ) {
        let file = TemporaryFile(name: "out.xlsx")
        let writer = try XLSXWriter(path: file.path, constantMemory: constantMemory)
        try body(writer)
        try writer.finish()
        let workbook = try XLSXWorkbook(path: file.path)
        let xml = String(decoding: try PackageReader(path: file.path).read("xl/worksheets/sheet1.xml"), as: UTF8.self)
        return (try HandMadeWorkbook.cells(of: workbook, workbook.sheets[0]), xml, workbook)
    }

    @Test("every kind of cell is read back as it was written", arguments: [false, true])
    func kinds(_ constantMemory: Bool) throws {
        let (cells, _, workbook) = try written(constantMemory: constantMemory) { writer in
            let sheet = try writer.addSheet("自评表")
            try writer.write("执行数", sheet, row: 1, column: 0, style: CellStyle(bold: true, fill: 0xDDEEFF, border: true))
            try writer.write(number: "38300.25", sheet, row: 1, column: 1)
            try writer.write(number: Int64(42), sheet, row: 1, column: 2)
            try writer.write(number: Rational(-1, 8), sheet, row: 1, column: 3)
            try writer.write(date: #require(CivilDate(year: 2023, month: 7, day: 5)), sheet, row: 1, column: 4)
            try writer.write(formula: "=B1*2", cached: .number("76600.5"), sheet, row: 1, column: 5)
            try writer.write(formula: "A1&\"x\"", cached: .text("执行数x"), sheet, row: 1, column: 6)
            try writer.writeBlank(sheet, row: 1, column: 7, style: CellStyle(border: true))
            try writer.write("", sheet, row: 1, column: 8)
            try writer.merge(sheet, rows: 2...2, columns: 0...3, text: "合并")
            let hidden = try writer.addSheet("选项", hidden: true)
            try writer.write("公租房", hidden, row: 1, column: 0)
            try writer.setProperty("anju.template", "subsidies/2023")
        }
        #expect(
            cells == [
                "A1 text 执行数", "B1 number 38300.25", "C1 number 42", "D1 number -0.125", "E1 date 2023-07-05", "F1 =number 76600.5",
                "G1 =text 执行数x", "A2 text 合并",
            ])
        #expect(workbook.sheets.map { $0.name } == ["自评表", "选项"] && workbook.sheets.map { $0.isHidden } == [false, true])
        #expect(workbook.properties == ["anju.template": "subsidies/2023"])
    }

    @Test("a text is a text, whatever it begins with", arguments: [false, true])
    func texts(_ constantMemory: Bool) throws {
        let texts = [
            "=1+1", "+1", "-1", "@x", "{=1}", "http://example.org", "12", "2023-07-05", "TRUE", "=\u{301}1", "＝1", "\tx", " two ", "a\r\nb",
            "_x0041_", "_x005F_", "\u{7}", "<&>\"'", "𠮷",
            "#REF!", "'x",
        ]
        let (cells, xml, _) = try written(constantMemory: constantMemory) { writer in
            let sheet = try writer.addSheet("s")
            for (index, text) in texts.enumerated() { try writer.write(text, sheet, row: index + 1, column: 0) }
        }
        let expected = texts.enumerated().map { index, text in Array("A\(index + 1) text \(text)".utf8) }
        #expect(cells.map { Array($0.utf8) } == expected)
        #expect(!xml.contains("<f>") && !xml.contains("hyperlink"))
    }

    @Test("characters no workbook can hold are shown as such, not cut off")
    func forbidden() throws {
        let (cells, _, _) = try written { writer in
            try writer.write("a\0b\u{FFFE}c", writer.addSheet("s"), row: 1, column: 0)
        }
        #expect(cells == ["A1 text a\u{FFFD}b\u{FFFD}c"])
    }

    @Test("numbers of fifteen digits come back to the digit")
    func precision() throws {
        var numbers = [
            "0", "-0.01", "999999999999999", "-999999999999999", "0.000000000000001", "9.95", "1.1", "123456789012.345",
            "100000000000000000000", "0.1", "4503599627370.49",
        ]
        // Every tenth of a fen up to a yuan, and random amounts of fifteen digits by a fixed rule.
        var state: UInt64 = 1
        for _ in 0..<3_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let digits = 100_000_000_000_000 + Int(state >> 14) % 899_999_999_999_999
            let decimals = Int(state >> 8) % 10
            numbers.append(Rational(digits, 1).int64.map { Rational($0) * .powerOfTen(-decimals) }?.exactDecimal ?? "0")
        }
        let (cells, _, _) = try written { writer in
            let sheet = try writer.addSheet("s")
            for (index, number) in numbers.enumerated() { try writer.write(number: number, sheet, row: index + 1, column: 0) }
        }
        #expect(cells == numbers.enumerated().map { "A\($0 + 1) number \($1)" })
    }

    @Test(
        "what a spreadsheet would change is refused",
        arguments: [
            "1234567890123456", "0.1234567890123456", "1e5", "1,000", "", "-", "1.", ".5", "+1", "１", " 1", "nan", "inf", "0x10", "1 ",
        ])
    func imprecise(_ number: String) throws {
        let writer = try XLSXWriter(path: TemporaryFile().path)
        let sheet = try writer.addSheet("s")
        let error = refusal { try writer.write(number: number, sheet, row: 3, column: 1) }
        #expect(error.code == "W502" && error.place?.en == "B3")
        #expect(refusal { try writer.write(number: Rational(1, 3), sheet, row: 1, column: 0) }.code == "W502")
    }

    @Test("the same calls give the same bytes")
    func deterministic() throws {
        func bytes() throws -> [UInt8] {
            let file = TemporaryFile()
            let writer = try XLSXWriter(path: file.path)
            let sheet = try writer.addSheet("s")
            try writer.write("a", sheet, row: 1, column: 0, style: CellStyle(bold: true))
            try writer.comment("说明", sheet, row: 1, column: 0, author: "安居")
            try writer.finish()
            return file.bytes
        }
        #expect(try bytes() == bytes())
    }

    @Test(
        "names no sheet can have are refused",
        arguments: ["", "a[b", "a/b", "'a", "a'", "12345678901234567890123456789012", "A", "a:b", "a\u{1}"])
    func sheetNames(_ name: String) throws {
        let writer = try XLSXWriter(path: TemporaryFile().path)
        _ = try writer.addSheet("a")
        #expect(refusal { _ = try writer.addSheet(name) }.code == "W504")
    }

    @Test("limits are kept")
    func limits() throws {
        let writer = try XLSXWriter(path: TemporaryFile().path, constantMemory: true)
        let sheet = try writer.addSheet("s")
        #expect(refusal { try writer.write(String(repeating: "字", count: 32_768), sheet, row: 1, column: 0) }.code == "W501")
        try writer.write(String(repeating: "字", count: 32_767), sheet, row: 2, column: 0)
        #expect(refusal { try writer.write("x", sheet, row: 1, column: 0) }.code == "W510")
        #expect(refusal { try writer.write("x", sheet, row: 1_048_577, column: 0) }.code == "W509")
        #expect(refusal { try writer.write("x", sheet, row: 2, column: 16_384) }.code == "W509")
        #expect(
            refusal { try writer.validate(sheet, rows: 1...2, columns: 0...0, list: [String(repeating: "字", count: 256)]) }.code == "W505")
        #expect(refusal { try writer.validate(sheet, rows: 1...2, columns: 0...0, list: ["a,b"]) }.code == "W505")
        #expect(refusal { try writer.setProperty("a", String(repeating: "字", count: 256)) }.code == "W501")
        try writer.finish()
        #expect(refusal { try writer.write("x", sheet, row: 3, column: 0) }.code == "W508")
        #expect(refusal { try writer.finish() }.code == "W508")
    }

    @Test("a workbook that cannot be written says so and leaves nothing")
    func unwritable() throws {
        let writer = try XLSXWriter(path: "/nowhere/at/all.xlsx")
        _ = try writer.addSheet("s")
        #expect(refusal { try writer.finish() }.code == "W503")
    }

    @Test("layout is stored as spreadsheet programs store it")
    func layout() throws {
        let (_, xml, _) = try written { writer in
            let sheet = try writer.addSheet("s")
            _ = try writer.addSheet("选项", hidden: true)
            try writer.setWidth(20, sheet, columns: 1...2)
            try writer.setHeight(30, sheet, row: 1)
            try writer.freeze(sheet, row: 3, column: 1)
            try writer.autofilter(sheet, rows: 2...9, columns: 0...3)
            try writer.validate(sheet, rows: 3...9, columns: 0...0, list: ["公租房", "市场租房补贴"], message: "请选择")
            try writer.validate(sheet, rows: 3...9, columns: 1...1, source: "选项!$A$1:$A$12")
            try writer.merge(sheet, rows: 1...2, columns: 4...5, text: "合并", style: CellStyle(wrap: true, horizontal: .center))
            var page = XLSXWriter.Page()
            (page.isLandscape, page.fitsWidth, page.repeatedRows, page.footer) = (true, true, 1...2, "&C第 &P 页，共 &N 页")
            try writer.setPage(page, sheet)
        }
        for part in [
            "<col min=\"2\" max=\"3\" width=\"20.7109375\" customWidth=\"1\"/>", "ht=\"30\" customHeight=\"1\"", "topLeftCell=\"B3\"",
            "state=\"frozen\"", "<autoFilter ref=\"A2:D9\"/>",
            "<formula1>\"公租房,市场租房补贴\"</formula1>", "<formula1>选项!$A$1:$A$12</formula1>", "sqref=\"A3:A9\"", "<mergeCell ref=\"E1:F2\"/>",
            "orientation=\"landscape\"",
            "paperSize=\"9\"", "fitToHeight=\"0\"", "<oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter>",
        ] { #expect(xml.contains(part), "\(part)") }
    }
}
