import Evaluation
import Quantities

/// An indicator by month: its line chart and its numbers.
struct MonthTable: Sendable {
    let board: Board
    let standing: Standing
    let table: DataTable

    init(_ board: Board, _ standing: Standing) {
        self.board = board
        self.standing = standing
        let (visit, series) = (board.visit, standing.series)
        var table = DataTable(
            "months-" + standing.indicator.id,
            title: visit.t("\(standing.indicator.title.zh)逐月", "\(standing.indicator.title.en) by month"),
            columns: [
                .init("month", visit.t("月份", "Month"), number: true), .init("in", visit.t("当月", "In the month"), number: true),
                .init("cumulative", visit.t("累计", "Cumulative"), number: true),
                .init("attainment", visit.t("完成率", "Of target"), number: true),
                .init("filed", visit.t("已报/应报区", "Districts filed"), number: true),
            ])
        table.rows = series.points.map { point in
            let share = point.cumulative.flatMap { value in standing.outlook.target.flatMap { value.divided(by: $0) } }
            return [
                .init(point.month), .init(board.text(point.inMonth, series), value: point.inMonth),
                .init(board.text(point.cumulative, series), value: point.cumulative), .init(board.percent(share), value: share),
                .init("\(point.filed)/\(point.expected)", value: Rational(point.filed)),
            ]
        }
        table.empty = visit.empty(
            series.forecastAbsence.map(visit.t) ?? visit.t("还没有逐月数。", "There are no months yet."),
            (visit.t("查看填报情况", "See the returns"), "/returns?year=\(board.result.year)"))
        self.table = table
    }

    var chart: HTML {
        LineChart(
            id: "line-" + standing.indicator.id, title: table.title, series: standing.series, target: standing.outlook.target, board: board
        ).html()
    }

    /// A small chart with what it comes to, and its table folded beneath it.
    func card(_ visit: Visit) -> HTML {
        let outlook = standing.outlook
        let forecast = board.forecast(standing.series)
        let goal: HTML = " / \(board.text(outlook.target, standing.series))　\(board.attainment(standing))"
        let ahead: HTML = "<br>\(visit.t("全年预测", "Forecast")) \(forecast)"
        return """
            <section class="card chart"><h3><a href="\(board.indicatorPath(standing.indicator, outlook.region))">\(visit.t(standing.indicator.title))</a> \(board.badge(outlook))</h3>
            <p class="quiet"><b class="much">\(board.text(standing.actual, standing.series))</b>\(goal, if: outlook.target != nil)\(ahead, if: forecast != "—")</p>
            \(chart)<details\(" open", if: table.isAsked(visit))><summary>\(visit.t("逐月数据", "Numbers by month"))</summary>\(table.html(visit))</details></section>
            """
    }
}
