import Testing

@testable import Workbooks

@Suite("Reading DOCX")
struct DOCXTextTests {
    static let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    /// A document with this body, and parts by their kind.
    func document(_ body: String, parts: KeyValuePairs<String, String> = [:]) throws -> DOCXText {
        let namespaces =
            "xmlns:w=\"\(Self.word)\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" xmlns:x=\"urn:x\""
        let writer = PackageWriter()
        let relationships = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        writer.add("[Content_Types].xml", Array("<Types/>".utf8))
        writer.add(
            "_rels/.rels",
            Array(
                "\(relationships)<Relationship Id=\"a\" Type=\"\(Self.office)/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
                    .utf8))
        writer.add("word/document.xml", Array("<w:document \(namespaces)><w:body>\(body)</w:body></w:document>".utf8))
        var links = ""
        for (index, (kind, content)) in parts.enumerated() {
            let root = ["header": "hdr", "footer": "ftr"][kind] ?? kind
            links += "<Relationship Id=\"r\(index)\" Type=\"\(Self.office)/\(kind)\" Target=\"\(kind)\(index).xml\"/>"
            writer.add("word/\(kind)\(index).xml", Array("<w:\(root) \(namespaces)>\(content)</w:\(root)>".utf8))
        }
        writer.add("word/_rels/document.xml.rels", Array("\(relationships)\(links)</Relationships>".utf8))
        let file = TemporaryFile()
        try writer.finish(path: file.path)
        return try DOCXText(path: file.path)
    }

    func p(_ inner: String) -> String { "<w:p>\(inner)</w:p>" }
    func r(_ text: String) -> String { "<w:r><w:t xml:space=\"preserve\">\(text)</w:t></w:r>" }
    func sdt(_ tag: String, _ inner: String) -> String {
        "<w:sdt><w:sdtPr><w:tag w:val=\"\(tag)\"/></w:sdtPr><w:sdtContent>\(inner)</w:sdtContent></w:sdt>"
    }

    /// `text[outer/inner]`, one run after the other.
    func shown(_ paragraph: DOCXText.Paragraph) -> String {
        paragraph.runs.map { run in
            run.text + (run.controls.isEmpty ? "" : "[" + run.controls.map { $0.tag ?? "-" }.joined(separator: "/") + "]")
        }.joined()
    }

    @Test("a document of python-docx is read with the controls that were put into it")
    func pythonDocx() throws {
        let report = try DOCXText(path: fixture("python-docx.docx"))
        #expect(
            report.paragraphs.map(shown) == [
                "自评报告", "发放补贴3.83亿元[f.amount]，惠及约[f.outer]2.91万户[f.outer/f.households]。", "区", "户数", "东城区", "1234[f.dongcheng]",
                "末段\t制表\n换行",
            ])
        #expect(report.paragraphs.map(\.position) == Array(1...7))
        #expect(report.paragraphs[0].style == "Heading1")
        #expect(report.tables.map { $0.rows.map { $0.map(\.text) } } == [[["区", "户数"], ["东城区", "1234"]]])
        #expect(report.controls.map(\.tag) == ["f.amount", "f.outer", "f.households", "f.dongcheng"])
        #expect(report.controls.first?.alias == "发放金额")
        #expect(report.controls.map { report.text(of: $0) } == ["3.83亿元", "约2.91万户", "2.91万户", "1234"])
        #expect(report.headers.map(\.text) == ["页眉"] && report.footers.map(\.text) == ["页脚"])
    }

    @Test("controls round runs, paragraphs, rows and cells are all seen")
    func controls() throws {
        let report = try document(
            sdt("block", p(r("a") + sdt("run", r("b"))) + p(r("c"))) + "<w:tbl>"
                + sdt("row", "<w:tr>" + sdt("cell", "<w:tc>" + p(r("d")) + "</w:tc>") + "<w:tc>" + p(r("e")) + "</w:tc></w:tr>")
                + "</w:tbl>" + p(sdt("empty", "") + r("f")))
        #expect(report.paragraphs.map(shown) == ["a[block]b[block/run]", "c[block]", "d[row/cell]", "e[row]", "f"])
        #expect(
            report.controls.map { "\($0.number)\($0.tag ?? "")=\(report.text(of: $0))" } == [
                "1block=ab\nc", "2run=b", "3row=d\ne", "4cell=d", "5empty=",
            ])
    }

    @Test("two controls side by side stay two, runs of one become one")
    func neighbours() throws {
        let report = try document(p(sdt("a", r("1") + r("2")) + sdt("a", r("3"))))
        #expect(report.paragraphs[0].runs.map(\.text) == ["12", "3"])
        #expect(report.paragraphs[0].runs.map { $0.controls.map(\.number) } == [[1], [2]])
    }

    @Test("changes are read as accepted")
    func changes() throws {
        let report = try document(
            p(
                "<w:ins>\(r("new"))</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:moveFrom>\(r("from"))</w:moveFrom><w:moveTo>\(r("to"))</w:moveTo>"
            )
                + "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>\(p(r("gone")))</w:tc></w:tr><w:tr><w:tc>\(p(r("kept")))</w:tc></w:tr></w:tbl>"
        )
        #expect(report.blocks.count == 2)
        #expect(report.tables[0].rows.map { $0.map(\.text) } == [["kept"]])
        #expect(report.paragraphs.first?.text == "newto")
    }

    @Test("tabs, breaks, hyphens and symbols are characters; field codes, marks and reading aids are not")
    func characters() throws {
        let report = try document(
            p(
                "<w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:br/><w:cr/><w:noBreakHyphen/><w:softHyphen/><w:sym w:char=\"00B2\"/></w:r>"
                    + "<w:r><w:instrText>PAGE</w:instrText></w:r><w:fldSimple w:instr=\"x\">\(r("7"))</w:fldSimple><w:hyperlink>\(r("link"))</w:hyperlink><w:r><w:footnoteReference w:id=\"2\"/></w:r>"
                    + "<w:r><w:ruby><w:rt>\(r("ān"))</w:rt><w:rubyBase>\(r("安"))</w:rubyBase></w:ruby></w:r><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath><x:y>\(r("no"))</x:y>"
            ))
        #expect(report.paragraphs.map(\.text) == ["a\t\n\n-²7link安x=1"])
    }

    @Test("hidden text is marked and not on paper")
    func hidden() throws {
        let report = try document(
            p(r("a") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>b</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>c</w:t></w:r>"))
        #expect(report.paragraphs[0].text == "ac")
        #expect(report.paragraphs[0].runs.map(\.isHidden) == [false, true, false])
    }

    @Test("a text box follows its paragraph, once")
    func textBox() throws {
        let box = "<w:txbxContent>\(p(r("box")))</w:txbxContent>"
        let report = try document(
            p(
                r("a")
                    + "<w:r><mc:AlternateContent><mc:Choice Requires=\"x\"><w:drawing><x:shape>\(box)</x:shape></w:drawing></mc:Choice><mc:Fallback><w:pict>\(box)</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
                    + r("b"))
                + p(r("c")))
        #expect(report.paragraphs.map(\.text) == ["ab", "box", "c"])
    }

    @Test("merged cells say so, and tables may stand in cells")
    func tables() throws {
        let report = try document(
            "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/><w:vMerge w:val=\"restart\"/></w:tcPr>\(p(r("a")))</w:tc></w:tr>"
                + "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>\(p(""))</w:tc><w:tc>\(p(r("b")))<w:tbl><w:tr><w:tc>\(p(r("in")))</w:tc></w:tr></w:tbl>\(p(""))</w:tc></w:tr></w:tbl>"
        )
        let rows = report.tables[0].rows
        #expect(rows.map { $0.map(\.span) } == [[2], [1, 1]])
        #expect(rows.map { $0.map(\.continuesAbove) } == [[false], [true, false]])
        #expect(rows[1][1].text == "b\nin\n")
        #expect(report.tables.count == 2)
        #expect(report.paragraphs.map(\.position) == Array(1...5))
    }

    @Test("notes come last, without the lines above them; headers and footers by themselves")
    func notes() throws {
        let report = try document(
            p(r("a")),
            parts: [
                "footnotes":
                    "<w:footnote w:type=\"separator\" w:id=\"0\">\(p(r("---")))</w:footnote><w:footnote w:id=\"2\">\(p(r("注")))</w:footnote>",
                "endnotes": "<w:endnote w:id=\"1\">\(p(sdt("n", r("尾"))))</w:endnote>", "header": p(r("眉")), "footer": p(r("脚")),
            ])
        #expect(report.paragraphs.map(\.text) == ["a", "注", "尾"])
        #expect(report.headers.map(\.text) == ["眉"] && report.footers.map(\.text) == ["脚"])
        #expect(report.controls.map { report.text(of: $0) } == ["尾"])
    }

    @Test("a document that is none, or that nests without end, is refused")
    func hostile() throws {
        let deep = String(repeating: "<w:sdt><w:sdtContent>", count: 5_000) + String(repeating: "</w:sdtContent></w:sdt>", count: 5_000)
        #expect(refusal { _ = try document(deep) }.code == "W302")
        #expect(refusal { _ = try document("<w:p>") }.code == "W305")
        #expect(refusal { _ = try DOCXText(path: fixture("openpyxl.xlsx")) }.code == "W601")
    }
}
