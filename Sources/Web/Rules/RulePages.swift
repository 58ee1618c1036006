import Evaluation
import Ledgers
import Quantities
import Store

/// 校核: what the rules across ledgers found, with both sides. A rule that was not run is never shown as passed.
enum RulePages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/rules", may: .may(.readEvaluation), Text("校核", "Checks"), show)
    }

    private static func show(_ visit: Visit) async throws -> Reply {
        let year = visit.year
        let title = visit.t("\(year)年跨台账校核", "Checks across ledgers, \(year)")
        let report: RuleReport
        do { report = try await visit.office.rules(year, visit.access) } catch let error as EvaluationError where error.code == "E002" {
            return .html(visit.page(title, aside: try await ReturnPages.years(visit), visit.empty(visit.t(error.text))))
        }
        let tables = [rules(visit, report), findings(visit, report)]
        for table in tables { if let file = try table.export(visit) { return file } }
        let unexplained = report.findings.count { $0.explanation == nil && $0.tier != .information }
        let notRun = report.rules.count { $0.tier == .notRun }
        let passed = report.rules.count { $0.tier != .notRun && $0.findings == 0 }
        func stat(_ number: Int, _ text: String, _ style: String) -> HTML {
            "<section class=\"card\"><p class=\"stat\">\(number)</p><p><span class=\"state \(style)\">\(text)</span></p></section>"
        }
        let scope: HTML =
            "<p class=\"hint\">\(visit.t("只在您权限内的区之间校核；跨区的重复等由市级校核。", "Checked within your districts only; what spans others is the city's to check."))</p>"
        return .html(
            visit.page(
                title, isWide: true, aside: try await ReturnPages.years(visit),
                """
                \(scope, if: visit.access.districts != .all)<div class="grid tight">\(stat(passed, visit.t("条规则通过", "rules passed"), "good"))\(stat(report.errors, visit.t("条错误", "errors"), report.errors > 0 ? "bad" : ""))\(stat(unexplained, visit.t("条未说明", "unexplained"), unexplained > 0 ? "warn" : ""))\(stat(notRun, visit.t("条规则未执行", "rules not run"), notRun > 0 ? "warn" : ""))</div>
                <h2>\(visit.t("规则", "Rules"))</h2>\(tables[0].html(visit))<h2 id="found">\(visit.t("发现", "Findings"))</h2>\(tables[1].html(visit))
                <p class="quiet">\(visit.t("要说明的事项在台账“偏差与校核情况说明”中填写：编号写规则编号（或规则编号/区划代码）。", "Causes are given in the ledger of explanations, under the rule's code (or code/district)."))</p>
                """))
    }

    private static func rules(_ visit: Visit, _ report: RuleReport) -> DataTable {
        var table = DataTable(
            "rules", title: visit.t("规则", "Rules"),
            columns: [
                .init("code", visit.t("编号", "Code")), .init("title", visit.t("规则", "Rule")),
                .init("tier", visit.t("级别", "Tier"), minor: true),
                .init("state", visit.t("结果", "Outcome")), .init("findings", visit.t("发现", "Findings"), number: true),
                .init("ledgers", visit.t("所用台账", "Ledgers"), minor: true),
            ])
        table.rows = report.rules.map { status in
            let rule = CrossRule.all.first { $0.code == status.code }
            let outcome: DataTable.Cell
            if let reason = status.reason {
                let text = visit.t("未执行：", "not run: ") + visit.t(reason)
                outcome = .init(text, html: "<span class=\"state warn\">\(visit.t("未执行", "not run"))</span> \(visit.t(reason))")
            } else if status.findings == 0 {
                outcome = .init(visit.t("通过", "passed"), html: "<span class=\"state good\">\(visit.t("通过", "passed"))</span>")
            } else {
                outcome = .init(
                    visit.t("有发现", "findings"),
                    html:
                        "<a class=\"state \(status.tier == .error ? "bad" : "warn")\" href=\"?year=\(visit.year)&amp;findings.q=\(path: status.code)#findings\">\(visit.t("有发现", "findings"))</a>"
                )
            }
            let tier = rule?.tier ?? status.tier
            let ledgers = (rule?.ledgers ?? []).compactMap { Sheet.named($0).map { visit.t($0.title) } }.joined(
                separator: visit.t("、", ", "))
            return [
                .init(status.code, html: "<code class=\"nowrap\">\(status.code)</code>"), .init(visit.t(status.title)),
                .init(visit.t(tier.title)), outcome,
                status.reason == nil ? .init(status.findings) : .init("—"), .init(ledgers),
            ]
        }
        return table
    }

    private static func findings(_ visit: Visit, _ report: RuleReport) -> DataTable {
        var table = DataTable(
            "findings", title: visit.t("发现", "Findings"),
            columns: [
                .init("code", visit.t("规则", "Rule")), .init("district", visit.t("行政区划", "District")),
                .init("text", visit.t("发现", "Finding")),
                .init("left", visit.t("一方", "One side"), number: true), .init("right", visit.t("另一方", "The other"), number: true),
                .init("difference", visit.t("差", "Difference"), number: true, minor: true), .init("cause", visit.t("说明", "Explanation")),
            ])
        table.pageSize = 50
        table.rows = report.findings.map { finding in
            let district = finding.district.flatMap { visit.office.regions[$0] } ?? visit.office.regions.city
            let style = finding.tier == .error ? "bad" : finding.tier == .confirm ? "warn" : "info"
            return [
                .init(finding.code, html: "<span class=\"state \(style)\">\(finding.code)</span>"), .init(visit.t(district.name)),
                .init(visit.t(finding.text)),
                side(finding.left, finding, visit), side(finding.right, finding, visit),
                .init(finding.difference?.exact ?? "", value: finding.difference),
                .init(
                    finding.explanation ?? visit.t("未说明", "none"),
                    html: finding.explanation == nil ? "<span class=\"state warn\">\(visit.t("未说明", "none"))</span>" : nil),
            ]
        }
        table.empty = visit.empty(visit.t("已执行的规则都没有发现问题。", "The rules that were run found nothing."))
        return table
    }

    /// One side: its number, what it is, and where to look.
    private static func side(_ side: CrossFinding.Side, _ finding: CrossFinding, _ visit: Visit) -> DataTable.Cell {
        let value = side.value.map { $0.exactDecimal ?? $0.decimalText(decimals: 4) } ?? "—"
        let label = visit.t(side.label)
        let shown: HTML = path(side.place, finding, visit).map { "<a class=\"figure\" href=\"\($0)\">\(value)</a>" } ?? "\(value)"
        return .init(label + " " + value, value: side.value, html: "\(shown)<br><span class=\"quiet\">\(label)</span>")
    }

    /// A page's address, a figure's tag, or the name of a ledger, as a link.
    private static func path(_ place: String, _ finding: CrossFinding, _ visit: Visit) -> String? {
        if let address = PageAddress(place) { return visit.access.allows(address) ? ReturnPages.path(address) : nil }
        if let reference = FigureReference(tag: place), let model = try? visit.office.model(visit.year), model.figures[reference.id] != nil
        {
            return "/figures/\(HTML.encoded(reference.tag))?year=\(visit.year)"
        }
        let ledger = String(decoding: place.utf8.prefix { $0 != 0x2F }, as: UTF8.self)
        guard let sheet = Sheet.named(ledger) else { return nil }
        let district = finding.district.map { "&district=\($0.digits)" } ?? ""
        return "/returns/list?year=\(visit.year)&ledger=\(sheet.ledger)\(sheet.filedBy == .city ? "" : district)"
    }
}
