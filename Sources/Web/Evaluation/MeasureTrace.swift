import Evaluation
import Ledgers
import Quantities
import Store

/// A measure: what it counts, the pages that add up to it, and their entries with the cells they stand in.
struct MeasureTrace: Sendable {
    let figure: Figure
    let measure: Measure
    /// Every page that adds something, with what it adds.
    var pages: DataTable
    var entries: DataTable
    /// The page whose entries are listed; `nil` where they all are, or none.
    let opened: PageAddress?
    private let count: Int
    private let sum: Rational
    private let isListed: Bool

    /// So many pages' entries are listed at once; beyond that, one page's.
    static let mostPages = 120
    static let mostEntries: Int64 = 2_000

    /// - Throws: `E004` where entries, pages and figure do not agree.
    init(_ visit: Visit, _ basis: Basis, _ figure: Figure, _ measure: Measure) async throws {
        self.figure = figure
        self.measure = measure
        let trace = try await basis.evaluator.trace(figure.reference, of: basis.result)
        var all: [PageContribution] = []
        if case .measure(_, let pages) = trace.kind { all = pages.filter { $0.entries > 0 } }
        count = all.count
        sum = all.reduce(Rational.zero) { $0 + $1.value }
        let asked = visit.query.text("open").flatMap(PageAddress.init)
        let one = all.first { $0.page.pageAddress == asked }
        let isFew = all.count <= Self.mostPages && all.reduce(0) { $0 + $1.entries } <= Self.mostEntries
        let shown = one.map { [$0] } ?? (isFew ? all : [])
        opened = one?.page.pageAddress
        isListed = !shown.isEmpty
        let base = basis.path(figure.reference)
        pages = Self.pages(visit, figure, all) { "\(base)&open=\(HTML.encoded($0.page.address))#listed" }
        var lines: [EntryContribution] = []
        for page in shown { lines += try await basis.evaluator.entries(of: page, in: trace) }
        entries = Self.entries(visit, basis, figure, lines)
    }

    func html(_ visit: Visit) -> HTML {
        if count == 0 {
            return """
                <section class="card" id="source"><h2>\(visit.t("数据来源", "Where it comes from"))</h2>\(definition(visit))<p class="quiet">\(figure.absence.map { visit.t($0) } ?? visit.t("没有符合条件的条目。", "No entry fits."))</p></section>
                """
        }
        let factor = figure.unit.displayFactor
        let unit = visit.t(figure.unit.word)
        let check: HTML = """
            <p class="flash">✓ \(visit.t("\(count)个账页合计", "\(count) pages add up to")) <b>\((sum * factor).exact)</b> \(unit)，\(visit.t("与本数相符；每一账页已逐条重新读取。", "which is the figure; each page was read again, entry by entry."))</p>
            """
        let title: HTML =
            opened.map { "<a href=\"\(ReturnPages.path($0))\">\(ReturnPages.title($0, visit))</a>" } ?? "\(visit.t("全部账页", "all pages"))"
        let listed: HTML = "<h2 id=\"listed\">\(visit.t("条目：", "Entries: "))\(title)</h2>\(entries.html(visit))"
        let hint: HTML =
            "<p class=\"hint\">\(visit.t("条目较多，点一个账页的“条目”数即列出该账页的条目。", "There are many entries; follow a page's number of entries to list them."))</p>"
        return """
            <section id="source"><h2>\(visit.t("数据来源", "Where it comes from"))</h2>\(definition(visit))\(check)</section>\(pages.html(visit))\(listed, if: isListed)\(hint, if: !isListed)
            """
    }

    // MARK: In words

    /// What is counted: `保障性租赁住房进度台账，“套数”合计；住房类型为保障性租赁住房`.
    private func definition(_ visit: Visit) -> HTML {
        let sheet = measure.sheet
        let column = measure.column.flatMap { sheet.column($0) }.map { visit.t($0.title) } ?? ""
        let what: String
        switch measure.aggregate {
        case .sum: what = visit.t("“\(column)”合计", "the sum of “\(column)”")
        case .count: what = visit.t("条目数", "the number of entries")
        case .distinct:
            what = visit.t(
                "不同“\(column)”的个数（重复的只计在最先出现的账页）", "the number of different “\(column)” (each counted on the first page it occurs on)")
        }
        let conditions = measure.conditions.map { words($0, visit) }.joined(separator: visit.t("；", "; "))
        let only = conditions.isEmpty ? "" : visit.t("，其中", ", where ") + conditions
        return
            "<p><b>\(visit.t(sheet.title))</b>\(visit.t("：", ": "))\(what)\(only)。 <code class=\"quiet\">\(measure.aggregate.rawValue)(\(measure.ledger)\(measure.column.map { "." + $0 } ?? ""))</code></p>"
    }

    private func words(_ condition: Measure.Condition, _ visit: Visit) -> String {
        guard let column = measure.sheet.column(condition.column) else { return condition.column }
        let name = visit.t(column.title)
        func list(_ values: [SQLValue]) -> String {
            values.map { column.shown($0, visit.language) }.joined(separator: visit.t("、", " or "))
        }
        switch condition.test {
        case .isOneOf(let values): return visit.t("\(name)为\(list(values))", "\(name) is \(list(values))")
        case .isNoneOf(let values): return visit.t("\(name)不为\(list(values))", "\(name) is not \(list(values))")
        case .isPresent: return visit.t("\(name)已填", "\(name) is filled")
        case .isAbsent: return visit.t("\(name)为空", "\(name) is empty")
        case .isAtLeast(let bound): return "\(name) ≥ \(column.shown(.integer(bound), visit.language))"
        case .isAtMost(let bound): return "\(name) ≤ \(column.shown(.integer(bound), visit.language))"
        }
    }

    // MARK: Tables

    private static func pages(_ visit: Visit, _ figure: Figure, _ pages: [PageContribution], _ open: (PageContribution) -> String)
        -> DataTable
    {
        let unit = visit.t(figure.unit.word)
        var table = DataTable(
            "pages", title: visit.t("账页", "Pages"),
            columns: [
                .init("page", visit.t("账页", "Page")), .init("district", visit.t("行政区划", "District")),
                .init("period", visit.t("所属期", "Period"), minor: true),
                .init("version", visit.t("版本", "Version"), number: true, minor: true),
                .init("receipt", visit.t("回执", "Receipt"), number: true, minor: true),
                .init("entries", visit.t("条目", "Entries"), number: true),
                .init("value", visit.t("数值", "Value") + (unit.isEmpty ? "" : "（\(unit)）"), number: true),
            ])
        table.pageSize = 50
        table.rows = pages.map { contribution in
            let page = contribution.page
            let value = contribution.value * figure.unit.displayFactor
            return [
                .link(visit.t(page.pageAddress.title), "\(ReturnPages.path(page.pageAddress))?version=\(page.version)"),
                .init(visit.office.regions[page.district]?.name[visit.language] ?? page.district.digits), .init(page.period.description),
                .init(page.version), .link("R\(page.receipt)", "/receipts/\(page.receipt)", value: Rational(page.receipt)),
                .link(String(contribution.entries), open(contribution), value: Rational(contribution.entries)),
                .init(value.exact, value: value),
            ]
        }
        return table
    }

    private static func entries(_ visit: Visit, _ basis: Basis, _ figure: Figure, _ entries: [EntryContribution]) -> DataTable {
        let unit = visit.t(figure.unit.word)
        var table = DataTable(
            "entries", title: visit.t("条目", "Entries"),
            columns: [
                .init("key", visit.t("条目", "Entry")), .init("district", visit.t("行政区划", "District")),
                .init("period", visit.t("所属期", "Period"), minor: true),
                .init("row", visit.t("行", "Row"), number: true, minor: true),
                .init("value", visit.t("数值", "Value") + (unit.isEmpty ? "" : "（\(unit)）"), number: true),
                .init("cell", visit.t("原件单元格", "Cell of the original")),
            ])
        table.pageSize = 50
        table.rows = entries.map { contribution in
            let entry = contribution.entry
            let value = contribution.value * figure.unit.displayFactor
            let column =
                (contribution.column.map { "&column=" + HTML.encoded($0) } ?? "") + (basis.freeze.map { "&freeze=\($0.name)" } ?? "")
            let cell = "/receipts/\(entry.source.receipt)/sheet?name=\(HTML.encoded(entry.source.sheet))&row=\(entry.source.row)\(column)"
            return [
                .init(entry.key, html: "<code>\(entry.key)</code>"),
                .init(visit.office.regions[entry.page.district]?.name[visit.language] ?? ""), .init(entry.page.period.description),
                .init(entry.row), .init(value.exact, value: value, html: "<a class=\"figure\" href=\"\(cell)\">\(value.exact)</a>"),
                .link(visit.t("R\(entry.source.receipt) 第\(entry.source.row)行", "R\(entry.source.receipt) row \(entry.source.row)"), cell),
            ]
        }
        return table
    }
}
