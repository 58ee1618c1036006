import Quantities
import Workbooks

/// Where the numbers' links lead.
enum WebTraces {
    /// A note for each figure printed, in reading order, then for inputs that other notes name; with each figure's distinct prints.
    static func notes(_ document: ReportDocument, _ traces: [String: TraceNote]) -> [(note: TraceNote, prints: [String])] {
        var order: [String] = []
        var titles: [String: String] = [:]
        var prints: [String: [String]] = [:]
        func add(_ tag: String, _ title: String, _ printed: String) {
            if titles[tag] == nil {
                order.append(tag)
                titles[tag] = title
            }
            if prints[tag]?.contains(printed) != true { prints[tag, default: []].append(printed) }
        }
        for figure in document.figures { add(figure.tag, figure.title, figure.printed) }
        var index = 0
        while index < order.count {
            for input in traces[order[index]]?.inputs ?? [] { add(input.tag, input.title, input.printed) }
            index += 1
        }
        return order.map { tag in
            (traces[tag] ?? TraceNote(tag: tag, title: titles[tag] ?? tag, exact: "", rule: ""), prints[tag] ?? [])
        }
    }

    static func href(_ tag: String, folder: String?, prefix: String = "") -> String {
        guard let folder else { return "#" + prefix + "trace-" + tag }
        return (folder.isEmpty ? "" : folder + "/") + fileName(tag)
    }

    /// A tag is letters, digits, dots, `@`, `_` and `/`; the last cannot stand in a file's name.
    static func fileName(_ tag: String) -> String {
        var name = String.UnicodeScalarView()
        for scalar in tag.unicodeScalars { name.append(scalar == "/" || scalar == "\\" ? "~" : scalar) }
        return String(name) + ".html"
    }
}

extension WebPage {
    /// One figure's note: its prints, its exact value, its rule, its inputs and its pages.
    mutating func write(_ note: TraceNote, _ prints: [String]) {
        xml.start("article", ["class": "trace", "id": prefix + "trace-" + note.tag])
        xml.element("h3", text: note.title)
        xml.start("dl")
        term(word("编号", "Figure")) { $0.element("code", text: note.tag) }
        term(word("报告所载", "As printed")) { $0.text(prints.joined(separator: " · ")) }
        if !note.exact.isEmpty { term(word("精确值", "Exact value")) { $0.text(note.exact) } }
        if !note.rule.isEmpty { term(word("算法", "Rule")) { $0.element("code", text: note.rule) } }
        if !note.inputs.isEmpty {
            let (folder, prefix) = (traceFolder, prefix)
            term(word("由以下数计算", "Computed from")) { xml in
                for (index, input) in note.inputs.enumerated() {
                    if index > 0 { xml.raw("<br/>") }
                    xml.element("a", ["href": WebTraces.href(input.tag, folder: folder, prefix: prefix)], text: input.title)
                    xml.text(" " + input.printed)
                }
            }
        }
        xml.end()
        if !note.pages.isEmpty { write(note.pages) }
        if traceFolder == nil {
            xml.start("p", ["class": "note"])
            xml.element("a", ["href": "#" + prefix + "at-" + note.tag], text: word("↑ 回到正文", "↑ back to the text"))
            xml.end()
        }
        xml.end()
    }

    private mutating func term(_ name: String, _ content: (inout XMLWriter) -> Void) {
        xml.element("dt", text: name)
        xml.start("dd")
        content(&xml)
        xml.end()
    }

    private mutating func write(_ pages: [TraceNote.Page]) {
        xml.raw("<details>")
        xml.element("summary", text: word("来自\(pages.count)个账页", "From \(pages.count) pages"))
        xml.raw("<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>")
        for title in [word("账页", "Page"), word("版本", "Version"), word("回执", "Receipt"), word("条目", "Entries"), word("数值", "Value")] {
            xml.element("th", ["scope": "col"], text: title)
        }
        xml.raw("</tr></thead><tbody>")
        for page in pages {
            xml.raw("<tr>")
            xml.element("td", ["title": page.address], text: page.title)
            xml.element("td", ["class": "r"], text: String(page.version))
            xml.element("td", ["class": "r"], text: String(page.receipt))
            xml.element("td", ["class": "r"], text: String(page.entryCount))
            xml.element("td", ["class": "r"], text: page.printed)
            xml.raw("</tr>")
            for entry in page.entries {
                xml.raw("<tr>")
                let source = entry.source.map { " · " + $0 } ?? ""
                xml.element(
                    "td", ["colspan": "4"], text: "　" + word("第\(entry.row)行 ", "row \(entry.row) ") + entry.key + source)
                xml.element("td", ["class": "r"], text: entry.printed)
                xml.raw("</tr>")
            }
            if !page.entries.isEmpty, page.entries.count < page.entryCount {
                let left = page.entryCount - page.entries.count
                xml.raw("<tr>")
                xml.element("td", ["colspan": "5"], text: word("　另有\(left)条未列出", "　\(left) more not listed"))
                xml.raw("</tr>")
            }
        }
        xml.raw("</tbody></table></div></details>")
    }
}
