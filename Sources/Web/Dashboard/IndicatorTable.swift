import Evaluation
import Quantities

/// A programme's indicators: actual, target, attainment, forecast, verdict; as bars and as a table.
struct IndicatorTable: Sendable {
    let table: DataTable
    let bars: HTML

    init(_ board: Board, _ scheme: Scheme) {
        let visit = board.visit
        let standings = board.standings(scheme)
        var table = DataTable(
            "\(scheme.programme)-indicators", title: visit.t("\(scheme.title.zh)指标进度", "\(scheme.title.en): indicators"),
            columns: [
                .init("indicator", visit.t("指标", "Indicator")), .init("actual", visit.t("实际", "Actual"), number: true),
                .init("target", visit.t("目标", "Target"), number: true), .init("attainment", visit.t("完成率", "Of target"), number: true),
                .init("forecast", visit.t("全年预测（区间）", "Forecast for the year (range)"), number: true, minor: true),
                .init("verdict", visit.t("进度", "Outlook")), .init("reason", visit.t("依据", "Because"), minor: true),
            ])
        table.rows = standings.map { standing in
            let (outlook, series) = (standing.outlook, standing.series)
            let forecast = board.forecast(series)
            return [
                .link(visit.t(standing.indicator.title), board.indicatorPath(standing.indicator, outlook.region)),
                standing.actual.map { .link(board.text($0, series), board.figurePath(series.reference), value: $0) } ?? .init("—"),
                .init(board.text(outlook.target, series), value: outlook.target),
                .init(board.attainment(standing), value: standing.attainment), .init(forecast, value: series.forecast?.value),
                .init(board.verdict(outlook), html: board.badge(outlook)), .init(visit.t(outlook.reason)),
            ]
        }
        table.empty = visit.empty(visit.t("没有带目标的指标。", "No indicator has a target."))
        self.table = table

        var list = BarList(most: Rational(3, 2))
        list.bars = standings.compactMap { standing in
            guard let attainment = standing.attainment else { return nil }
            let title = visit.t(standing.indicator.title)
            return BarList.Bar(
                label:
                    "<a href=\"\(board.indicatorPath(standing.indicator, standing.outlook.region))\">\(title)</a> \(board.badge(standing.outlook), if: standing.outlook.verdict != nil)",
                name: title, value: attainment,
                printed:
                    "\(board.text(standing.actual, standing.series)) / \(board.text(standing.outlook.target, standing.series))　\(board.percent(attainment))",
                target: 1, isShort: attainment < 1 && (standing.isShort || standing.series.points.isEmpty))
        }
        bars =
            list.bars.isEmpty
            ? visit.empty(visit.t("还没有可与目标相比的数。", "There is no number to hold against a target yet."))
            : "\(list.html())<p class=\"quiet\">\(visit.t("竖线为目标（100%）；超过150%的条在150%处截断；红色为预警、未完成，或按年填报而低于目标。", "The upright mark is the target (100%); bars end at 150%; red is at risk, missed, or filed yearly and below target."))</p>"
    }
}
