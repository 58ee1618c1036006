import Evaluation
import Ledgers
import Quantities
import Store

/// 比较: what differs between two freezes, or between one and the books as they stand.
enum ComparisonPages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/freezes/:freeze/compare/:after", may: .may(.readEvaluation), Text("比较", "Comparison"), show)
    }

    private static func show(_ visit: Visit) async throws -> Reply {
        let before = try await FreezePages.freeze(visit)
        let access = visit.access
        let comparison: FreezeComparison
        let (first, second): (Basis, Basis)
        if try visit.parameter("after") == "now" {
            let result = try await visit.office.evaluation(before.year, access)
            comparison = try await visit.office.database.read { try Freezes.compare($0, access, before, result) }
            (first, second) = (
                try await Basis.frozen(visit.office, access, before.name), try await Basis.current(visit.office, access, before.year)
            )
        } else {
            let after = try await FreezePages.freeze(visit, "after")
            comparison = try await visit.office.database.read { try Freezes.compare($0, access, before, after) }
            (first, second) = (
                try await Basis.frozen(visit.office, access, before.name), try await Basis.frozen(visit.office, access, after.name)
            )
        }
        let tables = [figures(visit, comparison, first, second), scores(visit, comparison, first, second), pages(visit, comparison)]
        for table in tables { if let file = try table.export(visit) { return file } }
        let name = second.freeze?.name ?? visit.t("当前", "now")
        let title = visit.t("比较 \(before.name) → \(name)", "Comparison \(before.name) → \(name)")
        let nothing = visit.empty(
            visit.t("没有变化：账页、材料、数、得分和语句都相同。", "Nothing changed: pages, materials, figures, scores and sentences are the same."),
            (visit.t("回到封账", "Back to the freeze"), "/freezes/\(before.name)"))
        let parts = HTML(tables.filter { !$0.rows.isEmpty }) {
            "<h2>\($0.title)　<span class=\"state warn\">\($0.rows.count)</span></h2>\($0.html(visit))"
        }
        return .html(
            visit.page(
                title,
                trail: [
                    (visit.t("封账与报告", "Freezes and reports"), "/freezes?year=\(before.year)"), (before.name, "/freezes/\(before.name)"),
                ],
                isWide: true,
                "\(summary(visit, comparison), if: !comparison.isEmpty)\(parts)\(materials(visit, comparison))\(statements(visit, comparison))\(nothing, if: comparison.isEmpty)"
            ))
    }

    private static func summary(_ visit: Visit, _ comparison: FreezeComparison) -> HTML {
        """
        <p class="hint">\(visit.t("变动：账页\(comparison.pages.count)个，材料\(comparison.materials.count)份，数\(comparison.figures.count)个，得分\(comparison.scores.count)项，语句\(comparison.statements.count)句。", "Changed: \(comparison.pages.count) pages, \(comparison.materials.count) materials, \(comparison.figures.count) figures, \(comparison.scores.count) scores, \(comparison.statements.count) sentences."))</p>
        """
    }

    private static func heads(_ visit: Visit, _ title: String) -> [DataTable.Column] {
        [
            .init("what", title), .init("before", visit.t("之前", "Before"), number: true),
            .init("after", visit.t("之后", "After"), number: true),
            .init("difference", visit.t("差", "Difference"), number: true, minor: true),
        ]
    }

    private static func figures(_ visit: Visit, _ comparison: FreezeComparison, _ first: Basis, _ second: Basis) -> DataTable {
        var table = DataTable("figures", title: visit.t("变动的数", "Figures"), columns: heads(visit, visit.t("数", "Figure")))
        table.pageSize = 50
        table.rows = comparison.figures.map { change in
            let figure = second.result.figure(change.figure) ?? first.result.figure(change.figure)
            let title = figure.map { second.title($0, visit.language) } ?? change.figure
            let (old, new) = (first.result.figure(change.figure), second.result.figure(change.figure))
            let difference = change.before.flatMap { before in change.after.map { $0 - before } }.map {
                $0 * (figure?.unit.displayFactor ?? 1)
            }
            // The difference of two rates is in percentage points.
            let unit = figure?.unit == .percent ? Unit.percentagePoints : figure?.unit ?? .none
            let shown =
                difference.map {
                    ($0 > 0 ? "+" : "") + ($0.exactDecimal ?? $0.decimalText(decimals: 6)) + visit.t("", " ") + visit.t(unit.word)
                } ?? ""
            func side(_ basis: Basis, _ own: Figure?, _ printed: String, _ value: Rational?) -> DataTable.Cell {
                own.map { basis.cell($0, visit.language) } ?? .init(printed, value: value)
            }
            return [
                .init(title, html: "\(title)<span class=\"minor\"><br><code class=\"quiet\">\(change.figure)</code></span>"),
                side(first, old, change.printedBefore, change.before),
                side(second, new, change.printedAfter, change.after), .init(shown, value: difference),
            ]
        }
        return table
    }

    private static func scores(_ visit: Visit, _ comparison: FreezeComparison, _ first: Basis, _ second: Basis) -> DataTable {
        var table = DataTable("scores", title: visit.t("变动的得分", "Scores"), columns: heads(visit, visit.t("对象", "Subject")))
        table.rows = comparison.scores.map { change in
            let (title, programme, anchor) = name(change.subject, visit, second)
            func side(_ score: Rational?, _ audited: Rational?, _ basis: Basis) -> DataTable.Cell {
                let text = (score?.points ?? "—") + (audited.map { visit.t("（审核", " (audited ") + $0.points + visit.t("）", ")") } ?? "")
                let path = programme.map { "/evaluation/\(HTML.encoded($0))?\(basis.query)\(anchor)" }
                return .init(text, value: score, html: path.map { "<a class=\"figure\" href=\"\($0)\">\(text)</a>" })
            }
            let difference = change.before.flatMap { before in change.after.map { $0 - before } }
            return [
                .init(title), side(change.before, change.auditedBefore, first), side(change.after, change.auditedAfter, second),
                .init(difference.map { ($0 > 0 ? "+" : "") + $0.points } ?? "", value: difference),
            ]
        }
        return table
    }

    /// A subject's title, its programme, and its place on that page.
    private static func name(_ subject: String, _ visit: Visit, _ basis: Basis) -> (title: String, programme: String?, anchor: String) {
        for programme in basis.result.programmes {
            let scheme = programme.scheme
            if scheme.programme == subject { return (visit.t(scheme.title), scheme.programme, "") }
            for section in programme.sections {
                if "\(scheme.programme)/\(section.section.id)" == subject {
                    return ("\(visit.t(scheme.title)) · \(visit.t(section.section.title))", scheme.programme, "")
                }
                for indicator in section.indicators where indicator.indicator.id == subject {
                    return (visit.t(indicator.indicator.title), scheme.programme, "#" + subject)
                }
            }
        }
        return (subject, nil, "")
    }

    private static func pages(_ visit: Visit, _ comparison: FreezeComparison) -> DataTable {
        var table = DataTable("pages", title: visit.t("变动的账页", "Pages"), columns: Array(heads(visit, visit.t("账页", "Page")).prefix(3)))
        table.rows = comparison.pages.map { change in
            let address = PageAddress(change.address)
            func side(_ version: Int64?) -> DataTable.Cell {
                guard let version else { return .init(visit.t("无", "none")) }
                let text = visit.t("第\(version)版", "version \(version)")
                return address.map { .link(text, "\(ReturnPages.path($0))?version=\(version)", value: Rational(version)) } ?? .init(text)
            }
            return [
                address.map { .link(ReturnPages.title($0, visit), ReturnPages.path($0)) } ?? .init(change.address), side(change.before),
                side(change.after),
            ]
        }
        return table
    }

    private static func materials(_ visit: Visit, _ comparison: FreezeComparison) -> HTML {
        if comparison.materials.isEmpty { return HTML.nothing }
        let items = HTML(comparison.materials) { "<li><code>\($0)</code></li>" }
        return
            "<h2>\(visit.t("变动的规则、方案和目标文件", "Rules, schemes and files"))　<span class=\"state warn\">\(comparison.materials.count)</span></h2><ul>\(items)</ul>"
    }

    private static func statements(_ visit: Visit, _ comparison: FreezeComparison) -> HTML {
        if comparison.statements.isEmpty { return HTML.nothing }
        let rows = HTML(comparison.statements) { change in
            let none: HTML = "<span class=\"quiet\">\(visit.t("（没有这句）", "(not stated)"))</span>"
            let before: HTML = change.before.map { "\(visit.t($0))" } ?? none
            let after: HTML = change.after.map { "\(visit.t($0))" } ?? none
            return
                "<div class=\"pair\"><p class=\"before\"><b>\(visit.t("之前", "Before"))</b> \(before)</p><p class=\"after\"><b>\(visit.t("之后", "After"))</b> \(after)</p></div>"
        }
        return
            "<h2>\(visit.t("变动的语句", "Sentences"))　<span class=\"state warn\">\(comparison.statements.count)</span></h2>\(rows)"
    }
}
