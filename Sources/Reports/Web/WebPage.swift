import Foundation
import Quantities
import Workbooks

/// Writes the page. Everything that comes from data goes through ``XMLWriter``'s escaping.
struct WebPage {
    var xml = XMLWriter(declaration: false)
    let language: Language
    let traceFolder: String?
    /// Before the ids that are the page's own, where it is part of a larger one.
    let prefix: String
    /// Where numbers lead outside the page; `nil` for its own traces.
    var link: (@Sendable (String) -> String)?
    /// The way back into the application.
    var home: (text: String, address: String)?
    /// Figures already printed; the first print of each is where its trace leads back.
    private var printed: Set<String> = []

    init(language: Language, traceFolder: String?, prefix: String = "") {
        self.language = language
        self.traceFolder = traceFolder
        self.prefix = prefix
    }

    func word(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }

    mutating func write(_ document: ReportDocument, _ traces: [String: TraceNote], other: String?) {
        begin(title: document.properties.title)
        writeParts(document, traces, other: other)
        if link != nil { return finish() }
        xml.element(
            "footer", ["class": "page"],
            text: word(
                "本文件不含脚本，可脱机打开；点击任一数字即可查看其来源。", "This file has no scripts and opens offline; follow any number to where it comes from."))
        finish()
    }

    /// The report itself: head, text and traces.
    mutating func writeParts(_ document: ReportDocument, _ traces: [String: TraceNote], other: String? = nil) {
        let notes = WebTraces.notes(document, traces)
        xml.element("a", ["class": "skip", "href": "#\(prefix)main"], text: word("跳到正文", "Skip to the text"))
        xml.start("header", ["class": "page"])
        if let home {
            xml.start("p", ["class": "note language"])
            xml.element("a", ["href": home.address], text: home.text)
            xml.end()
        }
        for case .title(let title) in document.blocks { heading(title) }
        facts(document.properties)
        if let other {
            xml.start("p", ["class": "note language"])
            xml.element(
                "a", ["href": other, "hreflang": word("en", "zh-CN"), "lang": word("en", "zh-CN")], text: word("English version", "中文版"))
            xml.end()
        }
        contents(document)
        xml.end()
        xml.start("main", ["id": prefix + "main"])
        for block in document.blocks { write(block) }
        if traceFolder == nil, link == nil, !notes.isEmpty {
            xml.start("section", ["class": "traces", "id": prefix + "traces"])
            xml.element("h2", text: word("附：数据溯源", "Annex: where the numbers come from"))
            for (note, prints) in notes { write(note, prints) }
            xml.end()
        }
        xml.end()
    }

    mutating func writeTracePage(_ note: TraceNote, _ prints: [String], home: String) {
        begin(title: note.title)
        xml.start("main", ["id": "main"])
        xml.start("p", ["class": "note"])
        xml.element("a", ["href": home], text: word("返回报告", "Back to the report"))
        xml.end()
        write(note, prints)
        xml.end()
        finish()
    }

    private mutating func begin(title: String) {
        xml.raw("<!DOCTYPE html>\n<html lang=\"\(word("zh-CN", "en"))\"><head><meta charset=\"utf-8\"/>")
        xml.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/><meta name=\"generator\" content=\"Anju\"/>")
        xml.element("title", text: title)
        if home != nil { xml.empty("link", ["rel": "icon", "href": "/assets/anju.svg"]) }
        xml.raw("<style>\(WebStyle.css)</style></head><body>")
    }

    private mutating func finish() { xml.raw("</body></html>\n") }

    private mutating func heading(_ title: String) {
        xml.start("h1")
        for (index, line) in title.utf8.split(separator: 10).enumerated() {
            if index > 0 { xml.raw("<br/>") }
            xml.text(String(decoding: line, as: UTF8.self))
        }
        xml.end()
    }

    private mutating func facts(_ properties: ReportProperties) {
        xml.start("ul", ["class": "facts"])
        if let freeze = properties.freeze {
            xml.element("li", text: word("封账：", "Freeze: ") + freeze.name)
            xml.start("li")
            xml.text(word("封账根值：", "Root: "))
            xml.element("code", text: freeze.root)
            xml.end()
        } else {
            xml.element("li", text: word("未封账的草稿", "Draft, not frozen"))
        }
        if let date = properties.date { xml.element("li", text: word("生成日期：", "Made on: ") + date.description) }
        xml.end()
    }

    private mutating func contents(_ document: ReportDocument) {
        xml.start("nav", ["aria-label": word("目录", "Contents")])
        xml.raw("<details>")
        xml.element("summary", text: word("目录", "Contents"))
        xml.start("ol")
        var isOpen = false
        var inner = false
        for case .heading(let heading) in document.blocks where heading.level <= 2 {
            if heading.level == 1 {
                if inner { xml.raw("</ol>") }
                if isOpen { xml.raw("</li>") }
                xml.raw("<li>")
                isOpen = true
                inner = false
            } else {
                if !inner { xml.raw("<ol>") }
                inner = true
                xml.raw("<li>")
            }
            xml.element("a", ["href": "#" + heading.anchor], text: heading.number + heading.text)
            if heading.level == 2 { xml.raw("</li>") }
        }
        if inner { xml.raw("</ol>") }
        if isOpen { xml.raw("</li>") }
        xml.end()
        xml.raw("</details>")
        xml.end()
    }

    private mutating func write(_ block: ReportBlock) {
        switch block {
        case .title: break
        case .heading(let heading):
            xml.element("h\(heading.level + 1)", ["id": heading.anchor], text: heading.number + heading.text)
        case .paragraph(let spans): paragraph("p", [:], spans)
        case .note(let spans): paragraph("p", ["class": "note"], spans)
        case .table(let table): write(table)
        case .chart(let chart):
            xml.start("figure", ["id": chart.id])
            xml.element("figcaption", text: chart.title)
            ChartSVG.write(chart, &xml, language)
            write(chart.table, isWide: false)
            xml.end()
        case .closing(let lines):
            for line in lines { xml.element("p", ["class": "closing"], text: line) }
        case .picture(let picture):
            xml.empty("img", ["alt": picture.title, "src": "data:image/png;base64," + Data(picture.png).base64EncodedString()])
        }
    }

    private mutating func paragraph(_ name: String, _ attributes: KeyValuePairs<String, String>, _ spans: [ReportSpan]) {
        xml.start(name, attributes)
        write(spans)
        xml.end()
    }

    private mutating func write(_ spans: [ReportSpan]) {
        for span in spans {
            switch span {
            case .text(let text): xml.text(text)
            case .strong(let text): xml.element("strong", text: text)
            case .figure(let figure):
                let href = link?(figure.tag) ?? WebTraces.href(figure.tag, folder: traceFolder, prefix: prefix)
                if printed.insert(figure.tag).inserted {
                    xml.element(
                        "a", ["class": "figure", "id": prefix + "at-" + figure.tag, "href": href, "title": figure.title],
                        text: figure.printed)
                } else {
                    xml.element("a", ["class": "figure", "href": href, "title": figure.title], text: figure.printed)
                }
            }
        }
    }

    private mutating func write(_ table: ReportTable, isWide: Bool? = nil) {
        xml.start("div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": table.caption])
        xml.start("table", isWide ?? (table.columns.count > 4) ? ["class": "wide"] : [:])
        if !table.caption.isEmpty { xml.element("caption", text: table.caption) }
        xml.raw("<thead><tr>")
        for column in table.columns { xml.element("th", ["scope": "col", "class": mark(column.alignment)], text: column.title) }
        xml.raw("</tr></thead><tbody>")
        for row in table.rows {
            switch row.kind {
            case .section:
                xml.raw("<tr class=\"section\">")
                paragraph("th", ["colspan": String(table.columns.count), "scope": "rowgroup"], row.cells.first ?? [])
            case .body, .total:
                xml.raw(row.kind == .total ? "<tr class=\"total\">" : "<tr>")
                for (index, column) in table.columns.enumerated() {
                    paragraph("td", ["class": mark(column.alignment)], index < row.cells.count ? row.cells[index] : [])
                }
            }
            xml.raw("</tr>")
        }
        xml.raw("</tbody>")
        xml.end()
        xml.end()
    }

    private func mark(_ alignment: ReportTable.Column.Alignment) -> String {
        switch alignment {
        case .left: "l"
        case .center: "c"
        case .right: "r"
        }
    }
}
