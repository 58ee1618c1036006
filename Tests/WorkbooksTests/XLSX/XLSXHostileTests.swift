import Quantities
import Testing

@testable import Workbooks

@Suite("Workbooks that lie")
struct XLSXHostileTests {
    func code(_ rows: String, shared: [String]? = nil) -> String {
        refusal { _ = try HandMadeWorkbook(rows: rows, shared: shared).cells() }.code
    }

    func code(sheet: String) -> String { refusal { _ = try HandMadeWorkbook(sheet: sheet).cells() }.code }

    @Test("shared texts that are not there are refused with the cell", arguments: ["2", "-1", "", "1.0", "99999999999999999999", "x"])
    func sharedIndex(_ index: String) {
        let error = refusal {
            _ = try HandMadeWorkbook(rows: "<row r=\"3\"><c r=\"C3\" t=\"s\"><v>\(index) </v></c></row>", shared: ["<t>a</t>", "<t>b</t>"])
                .cells()
        }
        #expect(error.code == "W402" && error.place?.en == "表1!C3")
    }

    @Test("rows and columns outside a sheet are refused")
    func outside() {
        #expect(code("<row r=\"1048577\"><c r=\"A1048577\"><v>1</v></c></row>") == "W403")
        #expect(code("<row r=\"0\"><c><v>1</v></c></row>") == "W403")
        #expect(code("<row r=\"-1\"><c><v>1</v></c></row>") == "W403")
        #expect(code("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>") == "W403")
        #expect(code("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c><c><v>1</v></c></row>") == "W404")
        #expect(code("<row r=\"1048576\"><c><v>1</v></c></row><row><c><v>1</v></c></row>") == "W403")
        #expect(code("<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>") == "W403")
        #expect(code("<row r=\"1\"><c r=\"a1\"><v>1</v></c></row>") == "W403")
        #expect(code("<row r=\"1\"><c r=\"\"><v>1</v></c></row>") == "W403")
    }

    @Test("rows and cells that repeat or run backwards are refused")
    func order() {
        #expect(code("<row r=\"2\"><c><v>1</v></c></row><row r=\"2\"><c><v>1</v></c></row>") == "W404")
        #expect(code("<row r=\"2\"><c><v>1</v></c></row><row r=\"1\"><c><v>1</v></c></row>") == "W404")
        #expect(code("<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>") == "W404")
        #expect(code("<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"B1\"><v>1</v></c></row>") == "W404")
    }

    @Test("fifty thousand elements inside each other, 512 bytes packed, are refused")
    func depth() {
        let levels = 50_000
        let deep = String(repeating: "<a>", count: levels) + String(repeating: "</a>", count: levels)
        #expect(code(sheet: "<worksheet>\(deep)</worksheet>") == "W302")
        #expect(code("<row><c><v>\(deep)</v></c></row>") == "W302")
        #expect(code("<row><c t=\"inlineStr\"><is>\(deep)</is></c></row>") == "W302")
        #expect(refusal { _ = try HandMadeWorkbook(rows: "", shared: [deep]).cells() }.code == "W302")
        // Five levels lead to <v>; 59 more are the limit.
        let most = String(repeating: "<a>", count: 59) + String(repeating: "</a>", count: 59)
        #expect(throws: Never.self) { try HandMadeWorkbook(rows: "<row><c><v>1\(most)</v></c></row>").cells() }
    }

    @Test("a DOCTYPE and entities are refused in every part")
    func doctype() {
        let bomb = "<!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>"
        #expect(code(sheet: bomb + "<worksheet><sheetData/></worksheet>") == "W301")
        #expect(code(sheet: "<worksheet><sheetData/></worksheet>" + bomb) == "W301")
        #expect(code("<row><c t=\"inlineStr\"><is><t>&b;</t></is></c></row>") == "W303")
        #expect(code("<row><c t=\"inlineStr\"><is><t>&nbsp;</t></is></c></row>") == "W303")
        #expect(code("<row><c t=\"inlineStr\"><is><t>&#0;</t></is></c></row>") == "W303")
        #expect(code("<row><c t=\"inlineStr\"><is><t>&#xD800;</t></is></c></row>") == "W303")
        #expect(code("<row><c t=\"inlineStr\"><is><t>& </t></is></c></row>") == "W303")
        var workbook = HandMadeWorkbook(rows: "", shared: ["<t>a</t>"])
        workbook.shared = bomb + (workbook.shared ?? "")
        #expect(refusal { _ = try workbook.cells() }.code == "W301")
        workbook = HandMadeWorkbook(rows: "", styles: bomb + HandMadeWorkbook.styles(["0"]))
        #expect(refusal { _ = try workbook.cells() }.code == "W301")
    }

    @Test(
        "a sheet that is not well-formed is refused",
        arguments: [
            "<worksheet><sheetData><row><c><v>1</c></v></row></sheetData></worksheet>", "<worksheet><sheetData>",
            "<worksheet><sheetData><row", "<worksheet>", "",
            "<worksheet><sheetData/></worksheet><worksheet/>", "<worksheet><sheetData/></worksheet>x", "x<worksheet/>",
            "<worksheet><sheetData/></Worksheet>",
            "<worksheet><sheetData><row r=1><c><v>1</v></c></row></sheetData></worksheet>",
            "<worksheet><sheetData><row r='1' r='2'/></sheetData></worksheet>",
            "<worksheet><sheetData><row r='1'><c><v>1</v></c></row></sheetData><a></worksheet>", "<worksheet a='<'/>", "<worksheet a/>",
            "<worksheet a='1'b='2'/>",
            "<worksheet / >", "< worksheet/>", "<worksheet><!ELEMENT a></worksheet>", "<worksheet><!-- </worksheet>",
            "<worksheet>\u{1}</worksheet>", "<worksheet>\u{FFFE}</worksheet>",
            "<worksheet>\u{0}</worksheet>", "<chartsheet/>", "<![CDATA[x]]><worksheet/>",
            "<worksheet><sheetData><row></c></row></sheetData></worksheet>",
        ])
    func malformed(_ sheet: String) { #expect(code(sheet: sheet) == "W305") }

    @Test("a sheet in another encoding than UTF-8 is refused")
    func encoding() {
        #expect(code(sheet: "<?xml version=\"1.0\" encoding=\"GBK\"?><worksheet/>") == "W304")
        var package = HandMadeWorkbook(rows: "").package
        package.entries[4].content =
            Array("<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>".utf8) + [0xB0, 0xB2]
            + Array("</t></is></c></row></sheetData></worksheet>".utf8)
        #expect(refusal { try read(package) }.code == "W304")
        package.entries[4].content = "<worksheet/>".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        #expect(["W304", "W305"].contains(refusal { try read(package) }.code))
    }

    func read(_ package: RawPackage) throws {
        let file = TemporaryFile(package.bytes)
        let workbook = try XLSXWorkbook(path: file.path)
        _ = try HandMadeWorkbook.cells(of: workbook, workbook.sheets[0])
    }

    @Test("a text of two megabytes and a tag of ten are refused")
    func long() {
        #expect(code("<row><c t=\"inlineStr\"><is><t>\(String(repeating: "a", count: 2 << 20))</t></is></c></row>") == "W407")
        #expect(code("<row><c><v>\(String(repeating: "1", count: 2 << 20))</v></c></row>") == "W407")
        #expect(code("<row><c r=\"\(String(repeating: "A", count: 10 << 20))\"/></row>") == "W306")
        #expect(code("<!--\(String(repeating: "-a", count: 5 << 20))-->") == "W306")
    }

    @Test(
        "unknown types, truth values and dates are refused",
        arguments: ["t=\"x\"><v>1", "t=\"b\"><v>2", "t=\"b\"><v>true", "t=\"d\"><v>yesterday", "t=\"d\"><v>2023-02-30"])
    func types(_ cell: String) { #expect(code("<row><c \(cell)</v></c></row>") == "W405") }

    @Test("parts that are missing or lead astray are errors")
    func missing() {
        for index in [1, 2, 3, 4] {
            var package = HandMadeWorkbook(rows: "").package
            package.entries.remove(at: index)
            #expect(["W401", "W209", "W201"].contains(refusal { try read(package) }.code))
        }
        var package = HandMadeWorkbook(rows: "").package
        package.entries[1].content = Array(
            String(decoding: package.entries[1].content, as: UTF8.self).replacing("xl/workbook.xml", with: "../../../etc/passwd").utf8)
        #expect(refusal { try read(package) }.code == "W209")
    }

    @Test("macros are told of, not run and not in the way")
    func macros() throws {
        var package = HandMadeWorkbook(rows: "<row><c><v>1</v></c></row>").package
        package.add("xl/vbaProject.bin", [1, 2, 3])
        let file = TemporaryFile(package.bytes)
        let workbook = try XLSXWorkbook(path: file.path)
        #expect(workbook.notices.map(\.code) == ["W408"])
        #expect(try HandMadeWorkbook.cells(of: workbook, workbook.sheets[0]) == ["A1 number 1"])
    }

    @Test("any byte changed in a workbook gives rows or an error, never a crash")
    func flipped() {
        let whole = HandMadeWorkbook(
            rows: "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"0\"><v>45112.5</v></c></row>",
            shared: ["<t>安_x000D_&amp;</t>"],
            styles: HandMadeWorkbook.styles(["yyyy"])
        ).package
        // Checksums are made anew, so that the change reaches the parsers.
        for part in whole.entries.indices {
            for index in whole.entries[part].content.indices {
                var package = whole
                package.entries[part].content[index] ^= [0x01, 0x20, 0x80][index % 3]
                do { try read(package) } catch { #expect(error is WorkbookError) }
            }
        }
    }
}
