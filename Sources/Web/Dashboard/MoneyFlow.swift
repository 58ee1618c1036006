import Evaluation
import Ledgers
import Quantities

/// 资金: how far the central money has come — allotted, allocated to districts, disbursed to projects, spent — for each programme.
struct MoneyFlow: Sendable {
    /// The stages in their order, by the last part of their figures' names.
    static let stages: [(name: String, title: Text)] = [
        ("allotted", Text("中央下达", "Allotted")), ("allocated", Text("分配到区", "Allocated to districts")),
        ("disbursed", Text("拨付到项目", "Disbursed to projects")), ("spent", Text("实际支出", "Spent")),
    ]

    private let board: Board
    let table: DataTable

    init(_ board: Board) {
        self.board = board
        let visit = board.visit
        var table = DataTable(
            "money", title: visit.t("资金进度", "Money"),
            columns: [.init("programme", visit.t("专项", "Programme"))]
                + Self.stages.map { .init($0.name, visit.t($0.title), number: true) }
                + [.init("execution", visit.t("预算执行率", "Execution rate"), number: true)])
        table.rows = board.schemes.map { scheme in
            [DataTable.Cell(visit.t(scheme.title))] + Self.stages.map { Self.cell(board, Self.figure(board, scheme, $0.name)) }
                + [Self.cell(board, Self.figure(board, scheme, "execution"))]
        }
        self.table = table
    }

    private static func figure(_ board: Board, _ scheme: Scheme, _ name: String) -> Figure? {
        FigureID("\(scheme.programme).funds.\(name)").flatMap { board.result.figures[FigureReference($0, board.region?.code)] }
    }

    private static func cell(_ board: Board, _ figure: Figure?) -> DataTable.Cell {
        guard let figure, let value = figure.value else {
            let reason = figure?.absence.map(board.visit.t) ?? ""
            return DataTable.Cell("—", html: "<span title=\"\(reason)\">—</span>")
        }
        return .link(board.text(figure), board.figurePath(figure.reference), value: value)
    }

    /// Whether a month has been filed by some and not by all.
    private func isUnderWay(_ scheme: Scheme) -> Bool {
        board.standings(scheme).contains { $0.series.points.count > $0.series.months }
    }

    func execution(_ scheme: Scheme) -> Figure? { Self.figure(board, scheme, "execution") }

    func spent(_ scheme: Scheme) -> Figure? { Self.figure(board, scheme, "spent") }

    /// All programmes of the city together.
    var total: Figure? { board.result.figure("funds.execution" + (board.region.map { "@\($0.code)" } ?? "")) }

    /// One bar a stage, against the largest; a stage without a number says why.
    func bars(_ scheme: Scheme) -> HTML {
        let visit = board.visit
        let figures = Self.stages.map { ($0.title, Self.figure(board, scheme, $0.name)) }
        let known = figures.filter { $0.1?.value != nil }
        guard !known.isEmpty else {
            return visit.empty(
                visit.t("还没有资金台账。", "No ledger of money has been filed."),
                (visit.t("查看填报情况", "See the returns"), "/returns?year=\(board.result.year)"))
        }
        let first = known.first?.1?.value
        var list = BarList()
        list.bars = known.compactMap { title, figure in
            guard let figure, let value = figure.value else { return nil }
            let share = first.flatMap { value.divided(by: $0) }
            return BarList.Bar(
                label: "<a href=\"\(board.figurePath(figure.reference))\">\(visit.t(title))</a>", name: visit.t(title), value: value,
                printed: board.text(figure)
                    + (share.map { $0 == 1 ? "" : visit.t("（\(board.percent($0))）", " (\(board.percent($0)))") } ?? ""))
        }
        let rate = execution(scheme).flatMap { figure in
            figure.value.map { _ -> HTML in
                "<p><span class=\"stat\">\(board.text(figure))</span> <a href=\"\(board.figurePath(figure.reference))\">\(visit.t("预算执行率", "execution rate"))</a></p>"
            }
        }
        let missing = HTML(figures.filter { $0.1?.value == nil }) { title, figure in
            "<li>\(visit.t(title))\(visit.t("：", ": "))\(figure?.absence.map(visit.t) ?? visit.t("没有这个数", "no such figure"))</li>"
        }
        let now: HTML =
            "<p class=\"quiet\">\(visit.t("资金按全部已报账页计，含尚未报齐的月份。", "Money counts every page filed, months under way included."))</p>"
        return
            "\(rate)\(list.html())\(now, if: isUnderWay(scheme))\("<ul class=\"quiet absent\">\(missing)</ul>", if: known.count < figures.count)"
    }
}
