import Evaluation
import Quantities

/// A figure by month: what was reached, the target, and how the year may end. Its numbers stand in the table beside it.
struct LineChart: Sendable {
    let id: String
    let title: String
    let series: FigureSeries
    let target: Rational?
    let board: Board

    private static let (left, right, top, bottom) = (8.0, 312.0, 26.0, 146.0)

    /// The highest value the chart has to hold.
    private let most: Double

    init(id: String, title: String, series: FigureSeries, target: Rational?, board: Board) {
        self.id = id
        self.title = title
        self.series = series
        self.target = target
        self.board = board
        let values = series.points.compactMap(\.cumulative) + [target, series.forecast?.high].compactMap { $0 }
        most = values.map(\.approximation).max() ?? 0
    }

    func html() -> HTML {
        let counted = series.points.filter { $0.month <= series.months }
        let open = series.points.filter { $0.month >= series.months }
        return """
            <svg class="lines" viewBox="0 0 320 170" role="img" aria-labelledby="\(id)-t \(id)-d"><title id="\(id)-t">\(title)</title><desc id="\(id)-d">\(description)</desc>
            \(band)\(axis)\(line(counted, "actual"))\(line(open, "open"), if: open.count > 1)\(goal)\(dash)\(dots)\(last)</svg>
            """
    }

    // MARK: Parts

    private var axis: HTML {
        let months = HTML(1...12) { "<text class=\"mid\" x=\"\(x($0))\" y=\"162\">\($0)</text>" }
        return "<line class=\"axis\" x1=\"0\" x2=\"320\" y1=\"\(at(Self.bottom))\" y2=\"\(at(Self.bottom))\"/>\(months)"
    }

    private func line(_ points: [FigureSeries.Point], _ style: String) -> HTML {
        let places = points.compactMap { point in point.cumulative.map { "\(x(point.month)),\(y($0))" } }
        return places.count > 1 ? "<polyline class=\"\(style)\" points=\"\(places.joined(separator: " "))\"/>" : HTML.nothing
    }

    /// Full circles for months that count, empty ones for a month under way.
    private var dots: HTML {
        HTML(series.points) { point in
            point.cumulative.map { value -> HTML in
                "<circle class=\"\(point.month <= series.months ? "dot" : "dot open")\" cx=\"\(x(point.month))\" cy=\"\(y(value))\" r=\"2.5\"/>"
            } ?? HTML.nothing
        }
    }

    private var goal: HTML? {
        guard let target else { return nil }
        let height = y(target)
        return """
            <line class="goal" x1="0" x2="320" y1="\(height)" y2="\(height)"/><text class="aim" x="\(at(Self.left))" y="\(at(place(target) - 5))">\(board.visit.t("目标", "target")) \(board.text(target, series))</text>
            """
    }

    private var band: HTML? {
        guard let (month, value, forecast) = ahead else { return nil }
        return "<polygon class=\"band\" points=\"\(x(month)),\(y(value)) \(x(12)),\(y(forecast.high)) \(x(12)),\(y(forecast.low))\"/>"
    }

    private var dash: HTML? {
        guard let (month, value, forecast) = ahead else { return nil }
        return "<line class=\"forecast\" x1=\"\(x(month))\" y1=\"\(y(value))\" x2=\"\(x(12))\" y2=\"\(y(forecast.value))\"/>"
    }

    /// The number that counts so far, with its month: near the axis, where a line that rises leaves room, else above its point.
    private var last: HTML? {
        guard let point = series.points.last(where: { $0.month <= series.months }) ?? series.points.last, let value = point.cumulative
        else {
            return nil
        }
        let isRight = point.month > 8
        let height = place(value) < Self.bottom - 40 ? Self.bottom - 7 : place(value) - 8
        let month = board.visit.t("\(point.month)月 ", "month \(point.month): ")
        return
            "<text class=\"now\(isRight ? " end" : "")\" x=\"\(x(point.month))\" y=\"\(at(height))\">\(month)\(board.text(value, series))</text>"
    }

    private var ahead: (Int, Rational, Forecast)? {
        guard series.months < 12, let forecast = series.forecast, let value = series.reached else { return nil }
        return (series.months, value, forecast)
    }

    private var description: String {
        let visit = board.visit
        let months = series.points.map {
            visit.t("\($0.month)月\(board.text($0.cumulative, series))", "month \($0.month): \(board.text($0.cumulative, series))")
        }
        let goal = target.map { visit.t("目标\(board.text($0, series))", "target \(board.text($0, series))") }
        let end = ahead.map { _ in visit.t("全年预测\(board.forecast(series))", "forecast for the year \(board.forecast(series))") }
        return ([goal, end].compactMap { $0 } + months).joined(separator: visit.t("，", ", "))
    }

    // MARK: Drawing

    private func x(_ month: Int) -> String { at(Self.left + Double(month - 1) * (Self.right - Self.left) / 11) }
    private func y(_ value: Rational) -> String { at(place(value)) }

    private func place(_ value: Rational) -> Double {
        let share = most > 0 ? max(0, value.approximation) / most : 0
        return Self.bottom - share * (Self.bottom - Self.top)
    }

    private func at(_ place: Double) -> String { String((place * 10).rounded() / 10) }
}
