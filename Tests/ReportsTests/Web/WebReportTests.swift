import Foundation
import Quantities
import Testing
import Workbooks

@testable import Evaluation
@testable import Reports

@Suite("The web report")
struct WebReportTests {
    static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    static func page(_ language: Language = .chinese) throws -> (document: ReportDocument, html: String) {
        let document = ReportBuilder.document(from: try Fixture.result(), options: ReportOptions(language: language, medium: .screen))
        return (document, text(WebReport.page(document)))
    }

    @Test("every number is a link, and every link leads somewhere in the file")
    func links() throws {
        let (document, html) = try Self.page()
        let links = html.components(separatedBy: "<a class=\"figure\"").dropFirst()
        #expect(links.count == document.figures.count)
        let targets = Set(html.components(separatedBy: " id=\"").dropFirst().map { $0.components(separatedBy: "\"")[0] })
        for link in html.components(separatedBy: "href=\"#").dropFirst() {
            let target = link.components(separatedBy: "\"")[0]
            #expect(targets.contains(target), "\(target)")
        }
        // No id twice.
        #expect(html.components(separatedBy: " id=\"").count - 1 == targets.count)
    }

    @Test("the file needs nothing beside itself: no script, no address to fetch")
    func selfContained() throws {
        let (_, html) = try Self.page()
        #expect(!html.contains("<script") && !html.contains("src=") && !html.contains("@import") && !html.contains("url("))
        let addresses = html.components(separatedBy: "http").dropFirst().filter { !$0.hasPrefix("://www.w3.org/2000/svg") }
        #expect(addresses.isEmpty)
        #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"zh-CN\">"))
    }

    @Test("each chart has its numbers in a table beside it")
    func charts() throws {
        let (_, html) = try Self.page()
        let figures = html.components(separatedBy: "<figure").dropFirst().map { $0.components(separatedBy: "</figure>")[0] }
        // Three of attainment, and one for each indicator of quantity with districts: 5 + 4 + 2.
        #expect(figures.count == 14)
        for figure in figures { #expect(figure.contains("<svg") && figure.contains("<table") && figure.contains("<desc")) }
        // 33871/16000 is the longest bar of its chart, and the line of the target stands at 16000/33871 of it.
        let first = figures[0]
        #expect(first.contains("width=\"310\" height=\"13\" rx=\"2\" class=\"bar\""))
        #expect(first.contains("<line x1=\"146\" x2=\"146\""))
    }

    @Test("text from data is escaped, in words, attributes and drawings")
    func hostile() throws {
        let nasty = "\"><img onerror=alert(1)>'&\u{301}</title>"
        var document = WordReportTests.sample([
            .title(nasty), .heading(ReportHeading(level: 1, number: "", text: nasty, anchor: "a")),
            .paragraph([.text(nasty), .strong(nasty), .figure(BoundFigure(tag: "x" + nasty, printed: nasty, title: nasty))]),
            .chart(
                ReportChart(
                    id: "c", title: nasty, bars: [.init(label: nasty, value: 1, printed: nasty)],
                    table: ReportTable(caption: nasty, columns: [.init(nasty)], rows: [.init([[.text(nasty)]], kind: .section)]))),
            .closing([nasty]),
        ])
        document.properties.title = nasty
        let note = TraceNote(
            tag: "x" + nasty, title: nasty, exact: nasty, rule: nasty, inputs: [.init(tag: nasty, title: nasty, printed: nasty)],
            pages: [
                .init(
                    address: nasty, title: nasty, version: 1, receipt: 1, printed: nasty, entryCount: 2,
                    entries: [.init(key: nasty, row: 1, printed: nasty, source: nasty)])
            ])
        let html = Self.text(WebReport.page(document, traces: ["x" + nasty: note]))
        #expect(!html.contains("<img") && !html.contains("'&\u{301}"))
        // Well-formed as XML too, but for the doctype.
        let reader = try XMLReader(Array(html.utf8.dropFirst("<!DOCTYPE html>\n".utf8.count)))
        while try reader.next() != nil {}
    }

    @Test("a trace shows the exact value, the rule, the inputs and the cells, and says what it leaves out")
    func traces() throws {
        let document = WordReportTests.sample([
            .paragraph([.figure(BoundFigure(tag: "rental.bonded.raised", printed: "81549套", title: "筹集"))])
        ])
        let note = TraceNote(
            tag: "rental.bonded.raised", title: "筹集", exact: "81549套", rule: "sum(progress.homes)",
            pages: [
                .init(
                    address: "progress/110105/2023-05", title: "朝阳区", version: 2, receipt: 41, printed: "1204", entryCount: 30,
                    entries: [.init(key: "BZ-001", row: 7, printed: "402", source: "朝阳区.xlsx F17")])
            ])
        let html = Self.text(WebReport.page(document, traces: ["rental.bonded.raised": note]))
        for part in ["81549套", "sum(progress.homes)", "第7行 BZ-001 · 朝阳区.xlsx F17", "另有29条未列出"] { #expect(html.contains(part)) }
        // The same as files of their own.
        let pages = WebReport.tracePages(document, traces: ["rental.bonded.raised": note], home: "../report.html")
        #expect(pages.map(\.name) == ["rental.bonded.raised.html"])
        let linked = Self.text(WebReport.page(document, traces: [:], options: .init(traceFolder: "trace")))
        #expect(linked.contains("href=\"trace/rental.bonded.raised.html\""))
    }

    @Test("the English page says it is English and links back to the Chinese one")
    func english() throws {
        let document = ReportBuilder.document(from: try Fixture.result(), options: ReportOptions(language: .english, medium: .screen))
        let html = Self.text(WebReport.page(document, options: .init(otherLanguage: "绩效评价报告-2023.html")))
        #expect(html.contains("<html lang=\"en\">") && html.contains("hreflang=\"zh-CN\"") && html.contains("中文版"))
    }
}
