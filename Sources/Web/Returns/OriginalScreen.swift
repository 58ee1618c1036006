import Evaluation
import Ledgers
import Quantities
import Returns
import Review
import Store
import Workbooks

/// An original on the screen, around a cell; and from there up: the entry it became, the figures that count it, the sentences that print them.
enum OriginalScreen {
    static func show(_ visit: Visit) async throws -> Reply {
        let number = try visit.number("receipt")
        let viewer = WorkbookViewer(
            database: visit.office.database, vault: visit.office.vault, access: visit.access, regions: visit.office.regions)
        let sheets = try await viewer.sheets(of: number)
        let name = visit.query["name"] ?? sheets.first?.name ?? ""
        let row = max(1, visit.query["row"].flatMap(Int.init) ?? visit.query["cell"].flatMap(CellAddress.init)?.row ?? 1)
        let view = try await viewer.view(number, WorkbookWindow(sheet: name, rows: max(1, row - 10)...(row + 25)))
        // The column is named by the ledger's column, or by the cell.
        let position =
            visit.query.text("column").flatMap { column in view.columns.first { $0.name == column }?.position }
            ?? visit.query["cell"].flatMap(CellAddress.init)?.column
        let destination = try await viewer.destination(of: number, sheet: name, row: row)
        let column = visit.query.text("column") ?? position.flatMap { place in view.columns.first { $0.position == place }?.name }
        let tabs = HTML(sheets.filter { $0.name != name }) {
            "<a href=\"/receipts/\(number)/sheet?name=\(path: $0.name)\">\($0.name)</a> "
        }
        return .html(
            visit.page(
                visit.t("原件：\(view.fileName)", "Original: \(view.fileName)"),
                trail: [(visit.t("回执", "Receipts"), "/receipts"), ("R\(number)", "/receipts/\(number)")], isWide: true,
                """
                <p class="quiet">SHA-256 <code>\(view.fileHash)</code>　\(visit.t("工作表", "Sheet"))：\(name.isEmpty ? "CSV" : name)　\(tabs)</p>
                \(try await upward(visit, destination, column: column))\(grid(visit, view, number, row: row, position: position))
                """))
    }

    private static func grid(_ visit: Visit, _ view: WorkbookView, _ number: Int64, row: Int, position: Int?) -> HTML {
        // Who came from a freeze's figures goes back up to them.
        let freeze = visit.query.text("freeze").map { name -> HTML in "&amp;freeze=\(path: name)" }
        let letters = HTML(view.columns) { "<th class=\"r\" title=\"\($0.title.map { visit.t($0) } ?? "")\">\($0.letters)</th>" }
        // The header of the file, above whatever rows are shown.
        let names = HTML(view.columns) { "<th title=\"\($0.title.map { visit.t($0) } ?? visit.t("未读取", "not read"))\">\($0.header)</th>" }
        let rows = HTML(view.rows) { line in
            let cells = HTML(zip(view.columns, line.cells)) { column, text in
                let isAt = line.row == row && column.position == position
                let link: HTML =
                    line.mark == .accepted && column.name != nil && !column.isMasked
                    ? "<a href=\"?name=\(path: view.sheet)&amp;row=\(line.row)&amp;column=\(path: column.name ?? "")\(freeze)\">\(text)</a>"
                    : "\(text)"
                return "<td\(" class=\"at\" id=\"here\"", if: isAt)>\(link)</td>"
            }
            let style = line.mark == .rejected ? "bad" : line.row == row ? "at" : ""
            return
                "<tr class=\"\(style)\"><th class=\"r\" scope=\"row\" title=\"\(visit.t(line.mark.title))\">\(line.row)</th>\(cells)</tr>"
        }
        let first = view.rows.first?.row ?? 1
        let last = view.rows.last?.row ?? 1
        let up: HTML = "<a href=\"?name=\(path: view.sheet)&amp;row=\(max(1, first - 25))\(freeze)\">↑ \(visit.t("往上", "Up"))</a>"
        let down: HTML = "<a href=\"?name=\(path: view.sheet)&amp;row=\(last + 10)\(freeze)\">↓ \(visit.t("往下", "Down"))</a>"
        return """
            <div class="pager">\(up, if: first > 1) \(down, if: view.hasMore)</div>
            <div class="scroll sheet" tabindex="0" role="region" aria-label="\(visit.t("原件", "Original"))"><table><thead><tr><th class="r"></th>\(letters)</tr><tr><th class="r"></th>\(names)</tr></thead><tbody>\(rows)</tbody></table></div>
            """
    }

    /// What the row became, and what counts it.
    private static func upward(_ visit: Visit, _ destination: RowDestination?, column: String?) async throws -> HTML {
        guard let destination, let address = PageAddress(destination.entry.page.address) else { return HTML.nothing }
        let sheet = destination.entry.sheet
        let isCurrent: HTML = destination.isCurrent ? HTML.nothing : "<p class=\"warn\">\(visit.t(destination.standing))</p>"
        var counted: HTML = ""
        var banner: HTML = ""
        if visit.may(.readEvaluation) {
            let basis: Basis
            if let freeze = visit.query.text("freeze") {
                basis = try await Basis.frozen(visit.office, visit.access, freeze)
                banner =
                    "<p class=\"hint\">\(visit.t("封账 ", "Freeze "))<a href=\"/freezes/\(freeze)\">\(freeze)</a> \(visit.t("的数据。", ": its numbers."))</p>"
            } else {
                basis = try await Basis.current(visit.office, visit.access, address.period.year)
            }
            counted = figures(visit, basis, destination, address, column)
        }
        let name = column.flatMap { sheet.column($0) }.map { visit.t($0.title) } ?? ""
        return """
            <section class="card"><h2>\(visit.t("第\(destination.entry.row)行成为条目", "Row \(destination.entry.row) became the entry")) <code>\(destination.entry.key)</code></h2>\(isCurrent)\(banner)
            <p><a href="\(ReturnPages.path(address))?version=\(destination.entry.page.version)">\(ReturnPages.title(address, visit))</a> \(visit.t("第\(destination.entry.page.version)版", "version \(destination.entry.page.version)"))　\(name)</p>\(counted)</section>
            """
    }

    /// The figures that count the row, where its page's version is among what they go by.
    private static func figures(_ visit: Visit, _ basis: Basis, _ destination: RowDestination, _ address: PageAddress, _ column: String?)
        -> HTML
    {
        let page = destination.entry.page
        guard basis.result.snapshot.pages.contains(where: { $0.address == page.address && $0.version == page.version }) else {
            return "<p class=\"quiet\">\(visit.t("这些数不用账页的这一版。", "The figures do not go by this version of the page."))</p>"
        }
        let usage = basis.result.model.figures.usedBy(destination.entry, column: column)
        let isDistrict = !basis.isWholeCity && address.district != visit.office.regions.city.code
        let items = HTML(usage.figures.prefix(40)) { id in
            guard let figure = basis.result.figures[FigureReference(id, isDistrict ? address.district : nil)] else { return HTML.nothing }
            return "<li><a href=\"\(basis.path(figure.reference))\">\(visit.t(figure.title))</a> <b>\(figure.text(visit.language))</b></li>"
        }
        return usage.figures.isEmpty
            ? "<p class=\"quiet\">\(visit.t("没有指标用到它。", "No figure counts it."))</p>"
            : "<h3>\(visit.t("用到它的数", "Figures that count it"))</h3><ul class=\"tree\">\(items)</ul>"
    }
}
