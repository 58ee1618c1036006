import Evaluation
import Foundation
import Ledgers
import Quantities
import Reports
import Review
import Store

/// 评价: the year's programmes with their scores; for a district, its own figures.
enum EvaluationPages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/evaluation", may: .may(.readEvaluation), Text("评价", "Evaluation"), show)
        ProgrammePage.add(to: &routes)
        YearForms.add(to: &routes)
    }

    private static func show(_ visit: Visit) async throws -> Reply {
        guard let basis = try await basis(visit) else { return .html(without(visit)) }
        if !basis.isWholeCity { return try await DistrictFigures.show(visit, basis) }
        let open = try await unaccepted(visit, basis.year)
        let cards = HTML(basis.result.programmes) { card(visit, basis, $0) }
        let frozen: HTML = basis.freeze == nil ? await states(visit, open, basis) : HTML.nothing
        return .html(
            visit.page(
                visit.t("\(basis.year)年绩效评价", "Evaluation of \(basis.year)"), isWide: true, aside: try await ReturnPages.years(visit),
                """
                \(basis.banner(visit))\(weights(visit, basis.result.programmes.map(\.scheme)))<div class="grid">\(cards)</div>
                <div class="grid spaced">\(frozen)\(meter(visit, basis))\(forms(visit, basis))</div>\(deviations(visit, basis))
                """))
    }

    /// The basis; `nil` where the year has no data, which is no fault.
    private static func basis(_ visit: Visit) async throws -> Basis? {
        do { return try await Basis.of(visit) } catch let error as EvaluationError where error.code == "E002" { return nil }
    }

    private static func without(_ visit: Visit) -> HTML {
        visit.page(
            visit.t("\(visit.year)年绩效评价", "Evaluation of \(visit.year)"),
            visit.empty(
                visit.t(
                    "\(visit.year)年还没有指标和评价方案。把年度数据放进数据目录的 years/\(visit.year) 后即可评价。",
                    "There are no figures and schemes for \(visit.year) yet. Put them into years/\(visit.year) of the data directory."),
                (
                    visit.t("看\(visit.office.defaultYear)年", "Show \(visit.office.defaultYear)"),
                    "/evaluation?year=\(visit.office.defaultYear)"
                )))
    }

    /// Said wherever a score is shown, while the weights are not the official ones.
    static func weights(_ visit: Visit, _ schemes: [Scheme]) -> HTML {
        let unconfirmed = schemes.filter { !$0.weightsConfirmed }
        if unconfirmed.isEmpty { return HTML.nothing }
        let names = unconfirmed.map { visit.t($0.title) }.joined(separator: visit.t("、", ", "))
        return
            "<p class=\"warn\">\(visit.t("\(names)的分值是占位数，未经主管部门确认，得分只供演示和核对计算，不是正式评分。", "The weights of \(names) are placeholders that no authority has confirmed; the scores show how the computation works and are not official."))</p>"
    }

    // MARK: Cards

    private static func card(_ visit: Visit, _ basis: Basis, _ programme: ProgrammeEvaluation) -> HTML {
        let scheme = programme.scheme
        let without = programme.indicators.count { $0.isApplicable && $0.score == nil }
        let audited = programme.auditedScore.map { score -> HTML in
            "<dt>\(visit.t("审核得分", "Audited"))</dt><dd><b>\(score.points)</b></dd>"
        }
        let missing: HTML =
            "<p class=\"problem\">\(visit.t("\(without)项指标缺数据，暂不得分。", "\(without) indicators lack a number and earn nothing yet."))</p>"
        return """
            <section class="card"><h2><a href="/evaluation/\(path: scheme.programme)?\(basis.query)">\(visit.t(scheme.title))</a></h2>
            <p><span class="stat">\(programme.score.points)</span> / \(scheme.total.short) \(visit.t("分", "points"))　<span class="state info">\(visit.t(programme.band))</span></p>
            <dl class="facts">\(audited)<dt>\(visit.t("指标", "Indicators"))</dt><dd>\(programme.indicators.count)</dd><dt>\(visit.t("依据", "By"))</dt><dd>\(scheme.document)</dd></dl>\(missing, if: without > 0)</section>
            """
    }

    /// How many of the year's pages the city has not accepted.
    static func unaccepted(_ visit: Visit, _ year: Int) async throws -> (open: Int, total: Int) {
        let (access, regions) = (visit.access, visit.office.regions)
        let counts = try await visit.office.database.read {
            try Obligations.counts($0, access, regions: regions, year: year, by: [])
        }
        let total = counts.reduce(0) { $0 + $1.total }
        return (total - counts.reduce(0) { $0 + ($1.counts[.accepted] ?? 0) }, total)
    }

    private static func states(_ visit: Visit, _ pages: (open: Int, total: Int), _ basis: Basis) async -> HTML {
        let statistics = basis.result.statistics
        let open: HTML =
            pages.open == 0
            ? "<p class=\"flash\">\(visit.t("应报账页\(pages.total)个，全部已接收。", "All \(pages.total) pages are accepted."))</p>"
            : "<p class=\"warn\">\(visit.t("应报账页\(pages.total)个，\(pages.open)个尚未接收；得分按已报的账页计算。", "\(pages.open) of \(pages.total) pages are not accepted; scores go by what has been filed.")) <a href=\"/returns?year=\(basis.year)\">\(visit.t("去看", "See them"))</a></p>"
        let incomplete: HTML =
            "<dt>\(visit.t("不完整的账页", "Incomplete pages"))</dt><dd>\(basis.result.incompletePages.count) \(visit.t("个（有退回的行）", "(rows were sent back)"))</dd>"
        return """
            <section class="card"><h2>\(visit.t("数据情况", "The data"))</h2>\(open)<dl class="facts"><dt>\(visit.t("参与计算的账页", "Pages counted"))</dt><dd>\(statistics.pages)</dd>
            <dt>\(visit.t("本次重新读取", "Read just now"))</dt><dd>\(visit.t("账页\(statistics.pagesRead)个，条目\(statistics.entriesRead)条", "\(statistics.pagesRead) pages, \(statistics.entriesRead) entries"))</dd>\(incomplete, if: !basis.result.incompletePages.isEmpty)</dl>
            <p><a class="button plain" href="/rules?year=\(basis.year)">\(visit.t("跨台账校核", "Rules across ledgers"))</a> <a class="button plain" href="/freezes?year=\(basis.year)">\(visit.t("封账与报告", "Freezes and reports"))</a></p></section>
            """
    }

    private static func meter(_ visit: Visit, _ basis: Basis) -> HTML {
        let meter = basis.result.evidence
        func line(_ title: String, _ part: Int, _ whole: Int, _ share: Rational?) -> HTML {
            """
            <dt>\(title)</dt><dd>\(part) / \(whole)\(share.map { "　\($0.percent)" } ?? "")<br><progress max="\(max(whole, 1))" value="\(part)" aria-label="\(title)"></progress></dd>
            """
        }
        return """
            <section class="card"><h2>\(visit.t("佐证计", "Evidence meter"))</h2><dl class="facts">\(line(visit.t("有台账佐证的定性表述", "Assertions with evidence"), meter.assertionsWithEvidence, meter.assertions, meter.shareWithEvidence))
            \(line(visit.t("可追溯到条目的数", "Figures followed to entries"), meter.figuresWithWholeChain, meter.figures, meter.shareWithWholeChain))</dl></section>
            """
    }

    private static func forms(_ visit: Visit, _ basis: Basis) -> HTML {
        let months = HTML(1...12) { "<option value=\"\($0)\">\(visit.t("1—\($0)月", "through month \($0)"))</option>" }
        let carried: HTML =
            basis.freeze.map { "<input type=\"hidden\" name=\"freeze\" value=\"\($0.name)\">" }
            ?? "<input type=\"hidden\" name=\"year\" value=\"\(basis.year)\">"
        return """
            <section class="card"><h2>\(visit.t("表格", "Forms"))</h2><div class="acts"><a class="button plain" href="/forms/target?\(basis.query)">\(visit.t("绩效目标申报表", "Target form"))</a> <a class="button plain" href="/forms/self?\(basis.query)">\(visit.t("绩效自评表（草稿）", "Self-evaluation form, draft"))</a></div>
            <form action="/forms/monitoring" class="row">\(carried)<label>\(visit.t("绩效运行监控表", "Monitoring form"))<select name="month">\(months)</select></label><button class="plain">\(visit.t("下载", "Download"))</button></form></section>
            """
    }

    private static func deviations(_ visit: Visit, _ basis: Basis) -> HTML {
        let items = basis.result.overCompletions
        if items.isEmpty { return HTML.nothing }
        let open = items.count { $0.explanation == nil }
        let rows = HTML(items) { item in
            let cause = item.explanation.map { entry -> HTML in "\(entry["cause"].plain)" }
            let none: HTML = "<span class=\"state warn\">\(visit.t("未说明原因", "no cause given"))</span>"
            return """
                <tr><td>\(visit.t(item.indicator.title))</td><td class="n">\(item.target?.text(visit.language) ?? "—")</td><td class="n">\(basis.link(item.actual, visit.language))</td><td class="n">\(item.rate.percent)</td><td>\(cause ?? none)</td></tr>
                """
        }
        return """
            <h2>\(visit.t("超额完成较多的指标", "Far above target"))　<span class="state \(open > 0 ? "warn" : "good")">\(visit.t("\(open)项未说明", "\(open) without a cause"))</span></h2>
            <div class="scroll" tabindex="0"><table><thead><tr><th>\(visit.t("指标", "Indicator"))</th><th class="n">\(visit.t("目标", "Target"))</th><th class="n">\(visit.t("实际", "Actual"))</th><th class="n">\(visit.t("完成率", "Rate"))</th><th>\(visit.t("原因", "Cause"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
            """
    }
}
