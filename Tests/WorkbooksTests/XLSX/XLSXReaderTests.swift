import Quantities
import Testing

@testable import Workbooks

@Suite("Reading XLSX")
struct XLSXReaderTests {
    func cells(_ rows: String, shared: [String]? = nil, styles: [String]? = nil) throws -> [String] {
        try HandMadeWorkbook(rows: rows, shared: shared, styles: styles.map(HandMadeWorkbook.styles)).cells()
    }

    @Test("each type of cell gives its text and kind")
    func types() throws {
        let found = try cells(
            "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\"><v>12.5</v></c><c r=\"C2\" t=\"b\"><v>1</v></c><c r=\"D2\" t=\"b\"><v>0</v></c>"
                + "<c r=\"E2\" t=\"e\"><v>#N/A</v></c><c r=\"F2\" t=\"inlineStr\"><is><t>内</t></is></c><c r=\"G2\" t=\"str\"><f>A2</f><v>公式</v></c>"
                + "<c r=\"H2\"><f>1+1</f><v>2</v></c><c r=\"I2\" t=\"d\"><v>2023-07-05T00:00:00Z</v></c><c r=\"J2\" t=\"n\"><v>7</v></c></row>",
            shared: ["<t>零</t>", "<t>一</t>"])
        #expect(
            found == [
                "A2 text 一", "B2 number 12.5", "C2 boolean TRUE", "D2 boolean FALSE", "E2 error #N/A", "F2 text 内", "G2 =text 公式",
                "H2 =number 2", "I2 date 2023-07-05",
                "J2 number 7",
            ])
    }

    @Test("cells without a value are absent, but a formula never is")
    func absent() throws {
        let found = try cells(
            "<row r=\"1\"><c r=\"A1\" s=\"1\"/><c r=\"B1\"><v/></c><c r=\"C1\" t=\"s\"><v>0</v></c><c r=\"D1\"><f>X()</f></c><c r=\"E1\" t=\"str\"><f>\"\"</f><v></v></c></row>"
                + "<row r=\"2\"/><row r=\"3\" spans=\"1:2\"><c r=\"A3\" s=\"1\"/></row><row r=\"9\"><c r=\"B9\"><v>1</v></c></row>",
            shared: ["<t></t>"])
        #expect(found == ["D1 =empty ", "E1 =text ", "B9 number 1"])
    }

    @Test("rows and cells without addresses follow each other")
    func addressless() throws {
        #expect(
            try cells(
                "<row><c><v>1</v></c><c><v>2</v></c></row><row r=\"5\"><c r=\"C5\"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>"
            )
                == ["A1 number 1", "B1 number 2", "C5 number 3", "D5 number 4", "A6 number 5"])
    }

    @Test("runs of rich text are joined, reading aids left out, spaces kept")
    func richText() throws {
        let found = try cells(
            "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><r><t>甲</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> 乙</t></r></is></c></row>",
            shared: ["<r><t>东</t></r><r><rPr><t>no</t></rPr><t>京</t></r><rPh sb=\"0\" eb=\"1\"><t>トウ</t></rPh><phoneticPr fontId=\"1\"/>"])
        #expect(found == ["A1 text 东京", "B1 text 甲 乙"])
    }

    @Test("characters that XML has no place for are decoded")
    func escapes() throws {
        let texts = [
            "a_x000D_b", "_x0041_", "_x005F_x0041_", "_xD83D__xDE00_", "_xD83D_", "_x0000_", "_x41_", "_x004G_", "__x0041__", "_x000a_",
        ]
        let found = try cells(
            "<row r=\"1\">" + texts.indices.map { "<c t=\"s\"><v>\($0)</v></c>" }.joined() + "</row>", shared: texts.map { "<t>\($0)</t>" })
        let expected = ["a\rb", "A", "_x0041_", "😀", "_xD83D_", "_x0000_", "_x41_", "_x004G_", "_A_", "\n"]
        #expect(
            found.map { Array($0.utf8) }
                == zip(["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"], expected).map { Array("\($0)1 text \($1)".utf8) })
    }

    @Test("references, CDATA, comments and line ends are what XML says")
    func markup() throws {
        #expect(
            try cells(
                "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&lt;&amp;&gt;&quot;&apos;&#23433;&#x5C45;<!-- x --><![CDATA[<&>]]>\r\n\r.</t></is></c></row>"
            )
            .map { Array($0.utf8) } == [Array("A1 text <&>\"'安居<&>\n\n.".utf8)])
    }

    @Test("a prefix before every name changes nothing, and other namespaces are passed over")
    func prefixes() throws {
        let sheet =
            "<x:worksheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:y=\"urn:y\"><x:dimension ref=\"A1\"/><x:sheetData>"
            + "<x:row r=\"1\"><y:c r=\"A1\"><x:v>9</x:v></y:c><x:c r=\"A1\"><y:v>8</y:v><x:v>1</x:v></x:c><x:c r=\"B1\" t=\"inlineStr\"><x:is><x:t>t</x:t></x:is></x:c></x:row>"
            + "<y:row/></x:sheetData></x:worksheet>"
        #expect(try HandMadeWorkbook(sheet: sheet).cells() == ["A1 number 1", "B1 text t"])
    }

    @Test(
        "numbers are the decimals a spreadsheet program shows",
        // Left: texts as programs store them; right: the value at fifteen significant digits, by hand.
        arguments: [
            ("0.30000000000000004", "0.3"), ("7.999999999999999", "8"), ("2.9999999999999996", "3"),
            ("1.1010119900101099E+17", "110101199001011000"),
            ("110101199001011234", "110101199001011000"), ("123456789012345", "123456789012345"), ("1234567890123456", "1234567890123460"),
            ("1E-3", "0.001"),
            ("1.5e3", "1500"), ("-0", "0"), ("-0.0", "0"), ("00012.500", "12.5"), ("+5", "5"), (".5", "0.5"), ("5.", "5"),
            ("-12.50", "-12.5"), ("1e-400", "0"),
            ("0.1234567890123445", "0.123456789012345"), ("99999999999999.99", "100000000000000"), ("9999999999999.99", "9999999999999.99"),
            ("38300.250000000000", "38300.25"), ("1E+20", "100000000000000000000"), ("0", "0"), ("100", "100"), ("0.10", "0.1"),
            ("1e0", "1"),
        ])
    func numbers(_ stored: String, _ shown: String) throws {
        #expect(try cells("<row r=\"1\"><c r=\"A1\"><v>\(stored)</v></c></row>") == ["A1 number \(shown)"])
    }

    @Test(
        "what is no number is refused with its cell",
        arguments: ["abc", "1,000", "1e", "1e309", "--1", "1.2.3", "INF", "NaN", " 1", "１", "0x1", "."])
    func notNumbers(_ stored: String) {
        let error = refusal { _ = try cells("<row r=\"7\"><c r=\"B7\"><v>\(stored)</v></c></row>") }
        #expect(error.code == "W405" && error.place?.en == "表1!B7")
    }

    @Test(
        "dates are told from numbers by their format",
        // 45112 is 2023-07-05 (45112 = 44927 for 2023-01-01 plus 185); formats as Excel and WPS store them.
        arguments: [
            ("14", "date 2023-07-05"), ("22", "date 2023-07-05"), ("27", "date 2023-07-05"), ("31", "date 2023-07-05"),
            ("57", "date 2023-07-05"), ("58", "date 2023-07-05"),
            ("0", "number 45112"), ("1", "number 45112"), ("48", "number 45112"), ("49", "number 45112"), ("yyyy-mm-dd", "date 2023-07-05"),
            ("yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@", "date 2023-07-05"), ("[$-804]aaaa", "date 2023-07-05"),
            ("mm", "date 2023-07-05"),
            ("[DBNum1][$-804]yyyy年m月d日", "date 2023-07-05"), ("General", "number 45112"), ("G/通用格式", "number 45112"),
            ("0.00E+00", "number 45112"),
            ("#,##0.00_);[Red]\\(#,##0.00\\)", "number 45112"), ("&quot;day&quot;0", "number 45112"), ("0\\d", "number 45112"),
            ("h:mm", "number 45112"), ("[h]:mm:ss", "number 45112"),
            ("#,##0&quot;元&quot;", "number 45112"),
        ])
    func dates(_ format: String, _ expected: String) throws {
        #expect(try cells("<row r=\"1\"><c r=\"A1\" s=\"0\"><v>45112</v></c></row>", styles: [format]) == ["A1 \(expected)"])
    }

    @Test(
        "serial numbers are days, with their time where they have one",
        arguments: [
            ("1", "date 1900-01-01"), ("59", "date 1900-02-28"), ("60", "number 60"), ("61", "date 1900-03-01"), ("0", "number 0"),
            ("-1", "number -1"), ("45112.5", "date 2023-07-05 12:00:00"),
            ("45112.60416666666", "date 2023-07-05 14:30:00"), ("45112.9999999", "date 2023-07-06"), ("0.354166666666667", "date 08:30:00"),
            ("73415", "date 2100-12-31"), ("73416", "number 73416"),
            ("4.5112E4", "date 2023-07-05"), ("1e300", "number 1" + String(repeating: "0", count: 300)),
        ])
    func serials(_ serial: String, _ expected: String) throws {
        #expect(try cells("<row r=\"1\"><c r=\"A1\" s=\"0\"><v>\(serial)</v></c></row>", styles: ["22"]) == ["A1 \(expected)"])
    }

    @Test("dates of the 1904 system are the same days")
    func date1904() throws {
        // 43650 days after 1904-01-01 is 2023-07-05; day 0 is 1904-01-01.
        var workbook = HandMadeWorkbook(
            rows: "<row><c s=\"0\"><v>43650</v></c><c s=\"0\"><v>1</v></c></row>", styles: HandMadeWorkbook.styles(["14"]))
        workbook.workbookProperties = " date1904=\"1\""
        #expect(try workbook.cells() == ["A1 date 2023-07-05", "B1 date 1904-01-02"])
    }

    @Test("texts past the limit on memory are read back from the disk")
    func spill() throws {
        let count = 50_000
        let texts = (0..<count).map { "<t>第\($0)号-\(String(repeating: "x", count: $0 % 60))</t>" }
        var rows = ""
        var expected: [String] = []
        for row in 1...count {
            let index = (row * 7_919) % count
            rows += "<row r=\"\(row)\"><c r=\"A\(row)\" t=\"s\"><v>\(index)</v></c></row>"
            expected.append("A\(row) text 第\(index)号-\(String(repeating: "x", count: index % 60))")
        }
        let workbook = HandMadeWorkbook(rows: rows, shared: texts)
        #expect(try workbook.cells() == expected)
        #expect(try workbook.cells(limits: WorkbookLimits(sharedStringMemory: 4_096)) == expected)
    }

    @Test("one sheet can be read again, and two at a time")
    func twice() throws {
        let file = TemporaryFile(
            HandMadeWorkbook(rows: "<row><c t=\"s\"><v>0</v></c></row><row><c><v>2</v></c></row>", shared: ["<t>a</t>"]).package.bytes)
        let workbook = try XLSXWorkbook(path: file.path)
        let (first, second) = (try workbook.rows(of: workbook.sheets[0]), try workbook.rows(of: workbook.sheets[0]))
        var row = RowBuffer()
        #expect(try first.read(into: &row) && row.text(column: 0) == "a")
        #expect(try second.read(into: &row) && row.text(column: 0) == "a")
        #expect(try first.read(into: &row) && row.text(column: 0) == "2")
        #expect(try second.read(into: &row) && row.text(column: 0) == "2")
        #expect(try !first.read(into: &row) && !second.read(into: &row) && !first.read(into: &row))
    }
}
