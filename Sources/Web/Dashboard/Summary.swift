import Evaluation
import Ledgers
import Quantities

/// The year in four cards: outlook, money, returns, findings.
struct Summary: Sendable {
    let html: HTML

    init(_ board: Board, _ returns: ReturnProgress, _ rules: RuleReport, _ money: MoneyFlow) {
        let visit = board.visit
        html =
            "<div class=\"grid four\">\(Self.outlook(board))\(Self.money(board, money))\(Self.returns(visit, returns))\(Self.rules(board, rules))</div>"
    }

    private static func outlook(_ board: Board) -> HTML {
        let visit = board.visit
        let outlooks = board.schemes.flatMap(board.standings).map(\.outlook)
        let counts = HTML(IndicatorOutlook.Verdict.allCases) { verdict in
            let count = outlooks.count { $0.verdict == verdict }
            let style =
                switch verdict {
                case .ahead: "good"
                case .onCourse: "info"
                case .atRisk: "warn"
                case .missed: "bad"
                }
            return "<li><span class=\"state \(style)\">\(visit.t(verdict.title))</span> <b>\(count)</b></li>"
        }
        let months = outlooks.map(\.series.months).max() ?? 0
        let without = outlooks.count { $0.verdict == nil }
        let until: HTML =
            "<p class=\"quiet\">\(months == 0 ? visit.t("还没有可用的月份。", "No month counts yet.") : visit.t("按1—\(months)月计；另有\(without)项按年填报或尚无数据，不预警。", "Months 1–\(months) count; \(without) more are filed yearly or have no value, and get no verdict."))</p>"
        return
            "<section class=\"card\"><h2>\(visit.t("指标进度", "Outlook"))</h2><ul class=\"counts\">\(counts)</ul>\(until)</section>"
    }

    private static func money(_ board: Board, _ money: MoneyFlow) -> HTML {
        let visit = board.visit
        let rates = HTML(board.schemes) { scheme in
            "<li><a href=\"#\(scheme.programme)\">\(visit.t(scheme.title))</a> <b>\(board.text(board.region == nil ? money.execution(scheme) : money.spent(scheme)))</b></li>"
        }
        let total: HTML? =
            board.schemes.count < board.result.model.schemes.count
            ? nil
            : money.total.flatMap { figure in
                figure.value.map { _ in
                    "<p><span class=\"stat\">\(board.text(figure))</span> <a href=\"\(board.figurePath(figure.reference))\">\(visit.t("预算执行率", "execution rate"))</a></p>"
                }
            }
        let spent: HTML =
            "<p class=\"quiet\">\(visit.t("各专项本区实际支出；预算执行率按全市计算。", "What was spent of each programme; the execution rate is reckoned for the city."))</p>"
        return
            "<section class=\"card\"><h2>\(visit.t("资金执行", "Money"))</h2>\(total)<ul class=\"counts\">\(rates)</ul>\(spent, if: board.region != nil)</section>"
    }

    private static func returns(_ visit: Visit, _ returns: ReturnProgress) -> HTML {
        let total = returns.total
        let body: HTML =
            !returns.isOpen
            ? returns.notOpen(visit)
            : """
            <p><span class="stat">\(total.handedIn)</span> / \(total.owed) \(visit.t("页已提交", "pages handed in"))</p>
            <ul class="counts"><li>\(visit.t("未提交", "outstanding")) <b>\(total.outstanding)</b></li><li><span class="state \(total.overdue > 0 ? "overdue" : "")">\(visit.t("逾期", "overdue"))</span> <b>\(total.overdue)</b></li></ul>
            <p><a href="\(returns.path(visit))&amp;due=1">\(visit.t("到期和逾期的账页", "Pages due and overdue"))</a></p>
            """
        return "<section class=\"card\"><h2>\(visit.t("填报", "Returns"))</h2>\(body)</section>"
    }

    /// Of a district, only what the rules find in it.
    private static func rules(_ board: Board, _ report: RuleReport) -> HTML {
        let visit = board.visit
        let findings = report.findings.filter { board.region == nil || $0.district == board.region?.code }
        let counts = HTML([(Tier.error, "bad"), (.confirm, "warn"), (.information, "info")]) { tier, style in
            let found = findings.filter { $0.tier == tier }
            let bare = found.count { $0.explanation == nil }
            let note: HTML = "<span class=\"quiet\">\(visit.t("（\(bare)项未说明）", "(\(bare) unexplained)"))</span>"
            return
                "<li><span class=\"state \(found.isEmpty ? "" : style)\">\(visit.t(tier.title))</span> <b>\(found.count)</b> \(note, if: tier == .confirm && !found.isEmpty)</li>"
        }
        let idle = report.rules.count { $0.tier == .notRun }
        let notRun: HTML = "<li><span class=\"state\">\(visit.t(Tier.notRun.title))</span> <b>\(idle)</b></li>"
        let district = board.region.map { "&district=\($0.code)" } ?? ""
        return """
            <section class="card"><h2>\(visit.t("跨台账校核", "Checks across ledgers"))</h2><ul class="counts">\(counts)\(notRun, if: idle > 0)</ul>
            <p><a href="/rules?year=\(board.result.year)\(district)">\(visit.t("查看校核结果", "See the findings"))</a></p></section>
            """
    }
}
