import Foundation
import Ledgers
import Quantities
import Workbooks

/// A table on a page: sorted and searched by its headings and box, exported as CSV or XLSX, and readable without a script.
///
/// It is a value of text and numbers; how it looks, sorts and exports follows. Parameters in the address carry the table's id:
/// `receipts.sort=rows`, `receipts.q=朝阳`.
struct DataTable: Sendable {
    struct Column: Sendable {
        let id: String
        let title: String
        /// Numbers stand to the right and sort by value.
        let isNumber: Bool
        /// Left out on a narrow screen.
        let isMinor: Bool

        init(_ id: String, _ title: String, number: Bool = false, minor: Bool = false) {
            self.id = id
            self.title = title
            isNumber = number
            isMinor = minor
        }
    }

    struct Cell: Sendable {
        let text: String
        /// What it sorts by, where that is a number.
        let value: Rational?
        /// What is shown in place of the text.
        let html: HTML?

        init(_ text: String, value: Rational? = nil, html: HTML? = nil) {
            self.text = text
            self.value = value
            self.html = html
        }

        init(_ number: some BinaryInteger) { self.init(String(number), value: Rational(number)) }

        /// A link; exported as its text.
        static func link(_ text: String, _ path: String, value: Rational? = nil) -> Cell {
            Cell(text, value: value, html: "<a href=\"\(path)\">\(text)</a>")
        }
    }

    let id: String
    var title: String
    var columns: [Column]
    var rows: [[Cell]] = []
    /// Shown in place of a table without rows.
    var empty: HTML = ""
    /// Boxes before each row, for acts on several: the form's id and each row's value.
    var choices: (form: String, values: [String?])?
    var pageSize = 100

    init(_ id: String, title: String, columns: [Column]) {
        self.id = id
        self.title = title
        self.columns = columns
    }

    // MARK: Showing

    func html(_ visit: Visit) -> HTML {
        if rows.isEmpty { return empty }
        let order = ordered(visit.query)
        let pages = max(1, (order.count + pageSize - 1) / pageSize)
        let page = min(pages, max(1, visit.query[id + ".page"].flatMap(Int.init) ?? 1))
        let shown = order.dropFirst((page - 1) * pageSize).prefix(pageSize)
        let sort = visit.query[id + ".sort"]
        let isDown = visit.query[id + ".down"] == "1"
        let heads = HTML(columns) { head($0, visit, isSorted: $0.id == sort, isDown: isDown) }
        let body = HTML(shown, row)
        return """
            <div class="table" id="\(id)">\(tools(visit, found: order.count))
            <div class="scroll" tabindex="0" role="region" aria-label="\(title)"><table><caption class="hidden">\(title)</caption><thead><tr>\(selectHead(visit))\(heads)</tr></thead><tbody>\(body)</tbody></table></div>
            \(pager(visit, page, pages))</div>
            """
    }

    private func selectHead(_ visit: Visit) -> HTML? {
        choices.map { choices -> HTML in
            "<th class=\"pick\"><input type=\"checkbox\" data-all=\"\(choices.form)\" aria-label=\"\(visit.t("全选", "all"))\"></th>"
        }
    }

    private func head(_ column: Column, _ visit: Visit, isSorted: Bool, isDown: Bool) -> HTML {
        let next = visit.query.query(
            without: [id + ".page", "done"], with: [id + ".sort": column.id, id + ".down": isSorted && !isDown ? "1" : "0"])
        let mark = isSorted ? (isDown ? " ↓" : " ↑") : ""
        let state = isSorted ? (isDown ? "descending" : "ascending") : "none"
        return
            "<th scope=\"col\" class=\"\(style(column))\" aria-sort=\"\(state)\"><a href=\"?\(next)#\(id)\">\(column.title)\(mark)</a></th>"
    }

    private func row(_ index: Int) -> HTML {
        let pick: HTML? = choices.map { choices in
            let value = choices.values.indices.contains(index) ? choices.values[index] : nil
            guard let value else { return "<td class=\"pick\"></td>" }
            let name = rows[index].first?.text ?? value
            return
                "<td class=\"pick\"><input type=\"checkbox\" name=\"pick\" value=\"\(value)\" form=\"\(choices.form)\" aria-label=\"\(name)\"></td>"
        }
        let cells = HTML(zip(columns, rows[index])) { column, cell in
            "<td class=\"\(style(column))\" data-title=\"\(column.title)\">\(cell.html ?? "\(cell.text)")</td>"
        }
        return "<tr>\(pick)\(cells)</tr>"
    }

    private func style(_ column: Column) -> String {
        [column.isNumber ? "n" : "", column.isMinor ? "minor" : ""].filter { !$0.isEmpty }.joined(separator: " ")
    }

    private func tools(_ visit: Visit, found: Int) -> HTML {
        let kept = HTML(visit.query.pairs.filter { $0.name != id + ".q" && $0.name != id + ".page" && $0.name != "done" }) {
            "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">"
        }
        let search = visit.query[id + ".q"] ?? ""
        let count =
            found == rows.count
            ? visit.t("共\(found)行", "\(found) rows") : visit.t("\(rows.count)行中的\(found)行", "\(found) of \(rows.count) rows")
        let base = visit.query.query(without: ["done"])
        return """
            <div class="tabletools"><form class="filter" action="#\(id)">\(kept)<input type="search" name="\(id).q" value="\(search)" placeholder="\(visit.t("筛选", "Filter"))" aria-label="\(visit.t("筛选", "Filter")) \(title)"></form><span class="quiet">\(count)</span>
            <span class="exports"><a href="?\(base)&amp;export=\(id)&amp;format=xlsx">XLSX</a> <a href="?\(base)&amp;export=\(id)&amp;format=csv">CSV</a></span></div>
            """
    }

    private func pager(_ visit: Visit, _ page: Int, _ pages: Int) -> HTML {
        if pages == 1 { return HTML.nothing }
        func link(_ number: Int, _ text: String) -> HTML {
            "<a href=\"?\(visit.query.query(without: ["done"], with: [id + ".page": String(number)]))#\(id)\">\(text)</a>"
        }
        return """
            <nav class="pager" aria-label="\(visit.t("分页", "Pages"))">\(link(page - 1, visit.t("上一页", "Previous")), if: page > 1) <span>\(page) / \(pages)</span> \(link(page + 1, visit.t("下一页", "Next")), if: page < pages)</nav>
            """
    }

    // MARK: Order

    /// The rows that hold the search, in the order asked for; equal ones keep theirs.
    func ordered(_ query: Fields) -> [Int] {
        var order = Array(rows.indices)
        if let search = query.text(id + ".q")?.lowercased() {
            order = order.filter { row in rows[row].contains { $0.text.lowercased().contains(search) } }
        }
        guard let sort = query[id + ".sort"], let column = columns.firstIndex(where: { $0.id == sort }) else { return order }
        let isDown = query[id + ".down"] == "1"
        let isNumber = columns[column].isNumber
        return order.sorted { a, b in
            let (x, y) = (rows[a][column], rows[b][column])
            let (first, second) = isDown ? (y, x) : (x, y)
            if isNumber {
                switch (first.value, second.value) {
                case (let p?, let q?) where p != q: return p < q
                case (nil, _?): return !isDown ? false : true
                case (_?, nil): return !isDown ? true : false
                default: return a < b
                }
            }
            return first.text == second.text ? a < b : first.text < second.text
        }
    }

    // MARK: Export

    /// The download, where the address asks for this table's.
    func export(_ visit: Visit) throws -> Reply? {
        guard visit.query["export"] == id else { return nil }
        try visit.office.limits.take(.export, "export", visit.access.actor)
        let order = ordered(visit.query)
        let isWorkbook = visit.query["format"] != "csv"
        let bytes = try visit.office.bytes { try isWorkbook ? writeWorkbook(order, to: $0) : writeCSV(order, to: $0) }
        return .download(
            .bytes(bytes), name: title + (isWorkbook ? ".xlsx" : ".csv"), type: isWorkbook ? Reply.xlsx : Reply.csv)
    }

    private func writeWorkbook(_ order: [Int], to path: String) throws {
        let writer = try XLSXWriter(path: path)
        let sheet = try writer.addSheet(Self.sheetName(title))
        var bold = CellStyle()
        bold.isBold = true
        for (column, head) in columns.enumerated() { try writer.write(head.title, sheet, row: 1, column: column, style: bold) }
        for (line, row) in order.enumerated() {
            for (column, cell) in rows[row].enumerated() where !cell.text.isEmpty {
                if columns[column].isNumber, let number = cell.value?.exactDecimal, number == cell.text {
                    try writer.write(number: number, sheet, row: line + 2, column: column)
                } else {
                    try writer.write(cell.text, sheet, row: line + 2, column: column)
                }
            }
        }
        try writer.freeze(sheet, row: 1)
        try writer.finish()
    }

    private func writeCSV(_ order: [Int], to path: String) throws {
        var csv = CSVWriter()
        csv.write(columns.map(\.title))
        for row in order { csv.write(rows[row].map(\.text)) }
        try csv.finish(path: path)
    }

    private static func sheetName(_ title: String) -> String {
        let kept = title.unicodeScalars.filter { !"[]:*?/\\'".unicodeScalars.contains($0) }.prefix(28)
        return kept.isEmpty ? "1" : String(String.UnicodeScalarView(kept))
    }
}
