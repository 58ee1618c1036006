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
    /// Of a district: what the city's ledger says it was given.
    private let allocation: DistrictAllocation
    let table: DataTable

    init(_ board: Board, _ allocation: DistrictAllocation) {
        self.board = board
        self.allocation = allocation
        let visit = board.visit
        var table = DataTable(
            "money", title: visit.t("资金进度", "Money"),
            columns: [.init("programme", visit.t("专项", "Programme"))]
                + Self.stages.map { .init($0.name, visit.t($0.title), number: true) }
                + [.init("execution", visit.t("预算执行率", "Execution rate"), number: true)])
        table.rows = board.schemes.map { scheme in
            [DataTable.Cell(visit.t(scheme.title))]
                + Self.stages.map { stage in
                    stage.name == "allocated" && allocation.amounts[scheme.programme] != nil
                        ? .link(
                            Self.text(board, allocation.amounts[scheme.programme] ?? 0), allocation.address.map(ReturnPages.path) ?? "",
                            value: allocation.amounts[scheme.programme]) : Self.cell(board, Self.figure(board, scheme, stage.name))
                } + [Self.rate(board, scheme, allocation)]
        }
        self.table = table
    }

    private static func figure(_ board: Board, _ scheme: Scheme, _ name: String) -> Figure? {
        FigureID("\(scheme.programme).funds.\(name)").flatMap { board.result.figures[FigureReference($0, board.region?.code)] }
    }

    private static func text(_ board: Board, _ amount: Rational) -> String {
        NumberFormat(scale: .wan, decimals: 2).text(amount, unit: .yuan, language: board.language)
    }

    /// Of the city its figure; of a district what it spent of what it was given.
    private static func rate(_ board: Board, _ scheme: Scheme, _ allocation: DistrictAllocation) -> DataTable.Cell {
        guard let given = allocation.amounts[scheme.programme] else { return cell(board, figure(board, scheme, "execution")) }
        let share = figure(board, scheme, "spent")?.value.flatMap { $0.divided(by: given) }
        return DataTable.Cell(board.percent(share), value: share)
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
        let stages = Self.stages.map { stage -> (title: Text, value: Rational?, printed: String, path: String, absence: Text?) in
            if stage.name == "allocated", let given = allocation.amounts[scheme.programme] {
                return (stage.title, given, Self.text(board, given), allocation.address.map(ReturnPages.path) ?? "", nil)
            }
            let figure = Self.figure(board, scheme, stage.name)
            return (stage.title, figure?.value, board.text(figure), figure.map { board.figurePath($0.reference) } ?? "", figure?.absence)
        }
        let known = stages.filter { $0.value != nil }
        guard let first = known.first?.value else {
            return visit.empty(
                visit.t("还没有资金台账。", "No ledger of money has been filed."),
                (visit.t("查看填报情况", "See the returns"), "/returns?year=\(board.result.year)"))
        }
        var list = BarList()
        list.bars = known.map { stage in
            let share = stage.value.flatMap { $0.divided(by: first) }
            let part = share.map { $0 == 1 ? "" : visit.t("（\(board.percent($0))）", " (\(board.percent($0)))") } ?? ""
            return BarList.Bar(
                label: "<a href=\"\(stage.path)\">\(visit.t(stage.title))</a>", name: visit.t(stage.title), value: stage.value,
                printed: stage.printed + part)
        }
        let share = Self.rate(board, scheme, allocation)
        let isGiven = allocation.amounts[scheme.programme] != nil
        let words = isGiven ? visit.t("支出占分配到本区资金", "spent of what was allocated") : visit.t("预算执行率", "execution rate")
        let link = execution(scheme).flatMap { figure -> HTML? in
            isGiven || figure.value == nil ? nil : "<a href=\"\(board.figurePath(figure.reference))\">\(words)</a>"
        }
        let rate: HTML = "<p><span class=\"stat\">\(share.text)</span> \(link ?? "\(words)")</p>"
        let missing = HTML(stages.filter { $0.value == nil }) { stage in
            "<li>\(visit.t(stage.title))\(visit.t("：", ": "))\(stage.absence.map(visit.t) ?? visit.t("没有这个数", "no such figure"))</li>"
        }
        let now: HTML =
            "<p class=\"quiet\">\(visit.t("资金按全部已报账页计，含尚未报齐的月份。", "Money counts every page filed, months under way included."))</p>"
        return
            "\(rate, if: share.value != nil)\(list.html())\(now, if: isUnderWay(scheme))\("<ul class=\"quiet absent\">\(missing)</ul>", if: known.count < stages.count)"
    }
}
