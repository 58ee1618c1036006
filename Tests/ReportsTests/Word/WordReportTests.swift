import Foundation
import Quantities
import Testing
import Workbooks

@testable import Reports

@Suite("The Word report")
struct WordReportTests {
    static func sample(_ blocks: [ReportBlock]) -> ReportDocument {
        ReportDocument(
            language: .chinese,
            properties: ReportProperties(
                title: "题目", year: 2023, date: CivilDate("2024-03-28"), freeze: FreezeMark(name: "正式", root: "ab12"), template: .programmes),
            blocks: blocks)
    }

    @Test("the same document gives the same bytes")
    func deterministic() throws {
        let result = try Fixture.result()
        let first = try WordReport.bytes(ReportBuilder.document(from: result))
        let second = try WordReport.bytes(ReportBuilder.document(from: result))
        #expect(first == second)
        #expect(first.count > 20_000)
    }

    @Test("the page is GB/T 9704's: A4, 37/35/28/26 mm, 22 lines of 28 characters")
    func geometry() throws {
        // Millimetres to twentieths of a point by hand: 37 → 2098, 35 → 1984, 28 → 1587, 26 → 1474.
        try Fixture.folder { folder in
            let file = DOCXFile(path: folder + "/a.docx")
            try WordReport.write(Self.sample([.title("题目")]), to: file.path)
            let body = try file.part("word/document.xml")
            #expect(body.contains("<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"))
            #expect(body.contains("<w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1587\""))
            #expect(body.contains("w:type=\"linesAndChars\" w:linePitch=\"579\""))
            // 12756 twips of type area hold 22 lines of 579, and not 23.
            #expect(579 * 22 <= 16_838 - 2_098 - 1_984 && 579 * 23 > 16_838 - 2_098 - 1_984)
            // 28 characters of 16 points less a quarter of a point fit 8845 twips; 29 do not.
            #expect(28 * (320 - 5) <= 11_906 - 1_587 - 1_474 && 29 * (320 - 5) > 11_906 - 1_587 - 1_474)
            let styles = try file.part("word/styles.xml")
            #expect(styles.contains("w:eastAsia=\"仿宋\"") && styles.contains("w:ascii=\"仿宋\"") && styles.contains("w:hAnsi=\"仿宋\""))
            #expect(styles.contains("<w:spacing w:val=\"-5\"/><w:sz w:val=\"32\"/>"))
            #expect(styles.contains("w:eastAsia=\"方正小标宋简体\"") && styles.contains("<w:sz w:val=\"44\"/>"))
            #expect(styles.contains("w:eastAsia=\"zh-CN\""))
        }
    }

    @Test("headings are real styles with outline levels, in 黑体, 楷体 and 仿宋")
    func headings() throws {
        try Fixture.folder { folder in
            let file = DOCXFile(path: folder + "/a.docx")
            let headings = (1...4).map { ReportBlock.heading(ReportHeading(level: $0, number: "", text: "第\($0)级", anchor: "a\($0)")) }
            try WordReport.write(Self.sample(headings), to: file.path)
            let body = try file.part("word/document.xml")
            let styles = try file.part("word/styles.xml")
            for (level, face) in [(1, "黑体"), (2, "楷体"), (3, "仿宋"), (4, "仿宋")] {
                #expect(body.contains("<w:pStyle w:val=\"Heading\(level)\"/>"))
                let style = styles.components(separatedBy: "w:styleId=\"Heading\(level)\"")[1].components(separatedBy: "</w:style>")[0]
                #expect(style.contains("<w:name w:val=\"heading \(level)\"/>"))
                #expect(style.contains("<w:outlineLvl w:val=\"\(level - 1)\"/>"))
                #expect(style.contains("w:eastAsia=\"\(face)\""))
                #expect(style.contains("w:firstLineChars=\"200\""))
            }
        }
    }

    @Test("page numbers stand — 1 — to the right on odd pages and to the left on even ones")
    func pageNumbers() throws {
        try Fixture.folder { folder in
            let file = DOCXFile(path: folder + "/a.docx")
            try WordReport.write(Self.sample([.title("题目")]), to: file.path)
            #expect(try file.part("word/settings.xml").contains("<w:evenAndOddHeaders/>"))
            #expect(try file.part("word/footerOdd.xml").contains("<w:jc w:val=\"right\"/>"))
            #expect(try file.part("word/footerEven.xml").contains("<w:jc w:val=\"left\"/>"))
            for name in ["Odd", "Even"] {
                let footer = try file.part("word/footer\(name).xml")
                #expect(footer.contains("— ") && footer.contains(" —") && footer.contains(" PAGE "))
            }
        }
    }

    @Test("every number stands in a content control with its tag, its title and an id of its own, and nothing is locked")
    func controls() throws {
        try Fixture.folder { folder in
            let file = DOCXFile(path: folder + "/a.docx")
            let document = ReportBuilder.document(from: try Fixture.result())
            try WordReport.write(document, to: file.path)
            let controls = try file.controls()
            #expect(controls.map(\.tag) == document.figures.map(\.tag))
            #expect(controls.map(\.text) == document.figures.map(\.printed))
            let body = try file.part("word/document.xml")
            let ids = body.components(separatedBy: "<w:id w:val=\"").dropFirst().map { $0.components(separatedBy: "\"")[0] }
            #expect(Set(ids).count == controls.count)
            #expect(!body.contains("w:lock"))
            #expect(body.contains("<w:tblHeader/>"))
            #expect(controls.allSatisfy { $0.tag.unicodeScalars.count <= 64 })
        }
    }

    @Test("text from data cannot break the markup, and every part is well-formed")
    func hostile() throws {
        try Fixture.folder { folder in
            let nasty = "</w:t><script>&\"'\u{0}\u{8}\u{FFFE}\u{301}=1+1\r\n第二行"
            let long = String(repeating: "长", count: 90)
            let table = ReportTable(caption: nasty, columns: [.init(nasty)], rows: [.init([[.text(nasty)]]), .init([[]], kind: .section)])
            let file = DOCXFile(path: folder + "/a.docx")
            var document = Self.sample([
                .title(nasty), .paragraph([.text(nasty), .figure(BoundFigure(tag: long, printed: nasty, title: nasty))]), .table(table),
            ])
            document.properties.freeze = FreezeMark(name: nasty, root: nasty)
            try WordReport.write(document, to: file.path)
            let package = try PackageReader(path: file.path)
            for name in package.names {
                let reader = try XMLReader(package.read(name), part: name)
                while try reader.next() != nil {}
            }
            #expect(try !file.part("word/document.xml").contains("<script>"))
            #expect(try file.controls()[0].tag.unicodeScalars.count == 64)
        }
    }

    @Test("the file says what it is and which freeze it prints")
    func properties() throws {
        try Fixture.folder { folder in
            let file = DOCXFile(path: folder + "/a.docx")
            try WordReport.write(Self.sample([.title("题目")]), to: file.path)
            #expect(try file.part("docProps/core.xml").contains("<dc:title>题目</dc:title>"))
            let custom = try file.part("docProps/custom.xml")
            #expect(custom.contains("AnjuFreezeRoot") && custom.contains(">ab12<") && custom.contains(">zh<"))
        }
    }
}
