import Foundation
import Quantities
import Testing
import Workbooks

@testable import Evaluation
@testable import Reports

@Suite("Reading a report back")
struct ReadbackTests {
    /// Makes the report, edits `word/document.xml`, reads it back.
    static func edited(_ change: (String) -> String) throws -> ReadbackReport {
        let result = try Fixture.result()
        return try Fixture.folder { folder in
            let file = DOCXFile(path: folder + "/a.docx")
            try WordReport.write(ReportBuilder.document(from: result), to: file.path)
            return try Readback.compare(try file.edited(to: folder + "/b.docx", change).path, with: result)
        }
    }

    @Test("an untouched report is faithful: every number bound, none missing, none of an editor's own")
    func untouched() throws {
        let report = try Self.edited { $0 }
        let document = ReportBuilder.document(from: try Fixture.result())
        #expect(report.unchanged == document.figures.count)
        #expect(report.isFaithful && report.changed.isEmpty && report.missing.isEmpty && report.unknown.isEmpty && report.restated.isEmpty)
        #expect(report.unbound.filter { !$0.isOriginal }.isEmpty)
    }

    @Test("one digit changed is named, with its paragraph and both numbers")
    func digit() throws {
        let report = try Self.edited { $0.replacingFirst(">81549套<", with: ">81649套<") }
        #expect(report.changed.count == 1)
        let item = try #require(report.changed.first)
        #expect(item.tag == "rental.bonded.raised" && item.found == "81649套" && item.expected.contains("81549套"))
        #expect(item.paragraph.contains("当年实际落实81649套"))
        #expect(!report.isFaithful)
        #expect(report.lines(.chinese).contains { $0.contains("81649套") && $0.contains("应为81549套") })
    }

    @Test("a number is told from its neighbour however the editor splits its runs")
    func splitRuns() throws {
        let report = try Self.edited {
            $0.replacingFirst(
                "<w:t xml:space=\"preserve\">81549套</w:t>",
                with: "<w:t>81</w:t></w:r><w:proofErr w:type=\"gramStart\"/><w:r><w:rPr><w:b/></w:rPr><w:t>549</w:t></w:r><w:r><w:t>套</w:t>"
            )
        }
        #expect(report.isFaithful && report.changed.isEmpty)
    }

    @Test("prose may be rewritten freely")
    func prose() throws {
        let report = try Self.edited { $0.replacingOccurrences(of: "当年实际落实", with: "经各方努力，全年落实房源") }
        #expect(report.isFaithful)
    }

    @Test("spaces, separators and full-width digits are no change; another way of writing the same value is told apart")
    func restated() throws {
        #expect(try Self.edited { $0.replacingFirst(">81549套<", with: ">８１,549 套<") }.isFaithful)
        let restated = try Self.edited { $0.replacingFirst(">81549套<", with: ">8.15万套<") }
        #expect(restated.restated.map(\.found) == ["8.15万套"] && restated.changed.isEmpty && restated.isFaithful)
        let wrong = try Self.edited { $0.replacingFirst(">81549套<", with: ">8.16万套<") }
        #expect(wrong.changed.map(\.found) == ["8.16万套"])
    }

    @Test("a number deleted with its control is missing; deleted from one of its places it is printed less often")
    func deleted() throws {
        let report = try Self.edited { body in
            // Every paragraph and cell that prints the funds' five-year share goes with its control.
            body.removing(control: "rental.goal.year_share")
        }
        let item = try #require(report.missing.first)
        #expect(report.missing.count == 1 && item.tag == "rental.goal.year_share" && item.timesFound == 0)
        #expect(!report.isFaithful)
    }

    @Test("a number copied to another place is no fault")
    func duplicated() throws {
        let report = try Self.edited { body in
            let control = body.control("rental.bonded.raised")
            return body.replacingFirst("<w:sectPr>", with: "<w:p><w:r><w:t>如前所述，筹集</w:t></w:r>\(control)</w:p><w:sectPr>")
        }
        #expect(report.isFaithful && report.missing.isEmpty)
    }

    @Test("a tag that is no figure's is listed")
    func unknown() throws {
        let report = try Self.edited {
            $0.replacingFirst("w:val=\"rental.bonded.raised\"", with: "w:val=\"rental.bonded.rased\"").withoutBookmarks
        }
        #expect(report.unknown.map(\.tag) == ["rental.bonded.rased"])
        #expect(report.missing.contains { $0.tag == "rental.bonded.raised" })
    }

    @Test("a control without its tag is known by its bookmark, as LibreOffice leaves it")
    func bookmarks() throws {
        let report = try Self.edited { body in
            body.components(separatedBy: "<w:tag w:val=\"").enumerated().map { index, piece in
                index == 0 ? piece : piece.components(separatedBy: "\"/>").dropFirst().joined(separator: "\"/>")
            }.joined()
        }
        #expect(report.isFaithful && report.unchanged > 300 && report.missing.isEmpty)
        let control = try Self.edited { body in
            body.replacingFirst("<w:tag w:val=\"rental.bonded.raised\"/>", with: "").replacingFirst(">81549套<", with: ">91549套<")
        }
        #expect(control.changed.map(\.tag) == ["rental.bonded.raised"])
    }

    @Test("a number typed into the prose is listed with its sentence")
    func typed() throws {
        let report = try Self.edited {
            $0.replacingFirst(
                "<w:sectPr>",
                with: "<w:p><w:r><w:t>2024年1月，第2批项目按京建发〔2022〕84号文件开工。另有空置房源1,200套，涉及三个区。</w:t></w:r></w:p><w:sectPr>")
        }
        let own = report.unbound.filter { !$0.isOriginal }
        #expect(own.map(\.numeral) == ["1,200套", "三个"])
        #expect(own.first?.sentence == "另有空置房源1,200套，涉及三个区。")
        #expect(!report.isFaithful)
    }

    @Test("a deletion under revision marks is no longer text, an insertion is")
    func revisions() throws {
        let report = try Self.edited {
            $0.replacingFirst(
                "<w:sectPr>",
                with:
                    "<w:p><w:del w:id=\"9\"><w:r><w:delText>旧数99套</w:delText></w:r></w:del><w:ins w:id=\"8\"><w:r><w:t>新数77套</w:t></w:r></w:ins></w:p><w:sectPr>"
            )
        }
        #expect(report.unbound.filter { !$0.isOriginal }.map(\.numeral) == ["77套"])
    }

    @Test("a report of another freeze is told")
    func otherFreeze() throws {
        let result = try Fixture.result()
        try Fixture.folder { folder in
            let path = folder + "/a.docx"
            try WordReport.write(
                ReportBuilder.document(from: result, options: ReportOptions(freeze: FreezeMark(name: "一", root: "aa"))), to: path)
            let report = try Readback.compare(path, with: result, options: ReportOptions(freeze: FreezeMark(name: "二", root: "bb")))
            #expect(report.freezeRoot == "aa" && report.expectedRoot == "bb")
            #expect(report.lines(.english).contains { $0.contains("aa") && $0.contains("bb") })
        }
    }

    @Test("a file that is no Word document gives an error and nothing else")
    func noDocument() throws {
        try Fixture.folder { folder in
            let path = folder + "/a.docx"
            try Data("不是压缩包".utf8).write(to: URL(fileURLWithPath: path))
            #expect { try Readback.compare(path, with: [:]) } throws: { ($0 as? ReportError)?.code == "D301" }
        }
    }

    @Test(
        "numbers are told from names",
        arguments: [
            ("2023年，全市建设筹集81549套。", ["81549套"]), ("截至2023 年12 月31 日", []), ("2021—2023年累计40万套（间）", ["40万套（间）"]),
            ("（京建发〔2022〕155 号）", []), ("《关于2023年27项任务的通知》", []), ("“十四五”期间", []), ("第三批、第2批", []), ("三批计划、四家银行", ["三批", "四家"]),
            ("1.保障性租赁住房", []), ("（1）一是规范项目认定", []), ("提高了0.71个百分点", ["0.71个百分点"]), ("满意度95.88%，", ["95.88%"]), ("增长１２％", ["１２"]),
            ("按GB/T 9704-2012排版", []), ("民法典第278条", []), ("编号R-EXP-01", []), ("2023-07-05完成", []), ("一个项目", []), ("1—7月完成30户", ["30户"]),
        ])
    func numerals(text: String, expected: [String]) {
        let scalars = Array(text.unicodeScalars)
        let found = NumeralScanner.numerals(scalars, isBound: scalars.map { _ in false }, language: .chinese)
        #expect(found.map { String(String.UnicodeScalarView(scalars[$0])) } == expected)
    }
}

extension String {
    func replacingFirst(_ old: String, with new: String) -> String {
        guard let range = range(of: old) else {
            Issue.record("the report has no \(old)")
            return self
        }
        return replacingCharacters(in: range, with: new)
    }

    /// The first content control with this tag, without the bookmark round it.
    func control(_ tag: String) -> String {
        let pieces = components(separatedBy: "<w:sdt>").dropFirst()
        let piece = pieces.first { $0.contains("w:val=\"\(tag)\"/>") } ?? ""
        return "<w:sdt>" + piece.components(separatedBy: "</w:sdt>")[0] + "</w:sdt>"
    }

    /// Without any control of this tag, nor its bookmark.
    func removing(control tag: String) -> String {
        var text = self
        while text.contains("<w:tag w:val=\"\(tag)\"/>") { text = text.replacingFirst(text.control(tag), with: "") }
        return text
    }

    var withoutBookmarks: String {
        components(separatedBy: "<w:bookmarkStart ").enumerated().map { index, piece in
            index == 0 ? piece : piece.components(separatedBy: "/>").dropFirst().joined(separator: "/>")
        }.joined()
    }
}
