import Evaluation
import Ledgers
import Quantities

/// The reporting units as tiles, about where they lie in Beijing: north on top, the old city in the middle. Coloured by one measure, with
/// its number in each tile.
struct TileMap: Sendable {
    /// Columns count from the west in half tiles, rows from the north.
    static let places: [String: (column: Int, row: Int)] = [
        "110119": (3, 0), "110116": (5, 0), "110118": (7, 0),  // 延庆 怀柔 密云
        "110114": (3, 1), "110113": (5, 1), "110117": (7, 1),  // 昌平 顺义 平谷
        "110109": (0, 2), "110108": (2, 2), "110102": (4, 2), "110101": (6, 2), "110105": (8, 2),  // 门头沟 海淀 西城 东城 朝阳
        "110111": (0, 3), "110107": (2, 3), "110106": (4, 3), "110191": (6, 3), "110112": (8, 3),  // 房山 石景山 丰台 经开区 通州
        "110115": (5, 4),  // 大兴
    ]

    /// Lowest share of each colour; the first is “below”.
    private static let steps: [(least: Rational, title: Text)] = [
        (0, Text("低于60%", "under 60%")), (Rational(3, 5), Text("60%以上", "from 60%")), (Rational(4, 5), Text("80%以上", "from 80%")),
        (1, Text("100%以上", "from 100%")),
    ]

    private let board: Board
    private let choices: [(id: String, title: String)]
    private let chosen: String
    private let shares: [RegionCode: Rational]
    private let title: String
    let table: DataTable

    init(_ board: Board, _ returns: ReturnProgress) {
        self.board = board
        let visit = board.visit
        var shares: [String: [RegionCode: Rational]] = [:]
        for scheme in board.schemes {
            for region in visit.districts {
                for standing in board.all.at(scheme.programme, region.code) {
                    if let share = standing.attainment { shares[standing.indicator.id, default: [:]][region.code] = share }
                }
            }
        }
        let indicators = board.schemes.flatMap(\.indicators).filter { shares[$0.id] != nil }
        choices =
            [("returns", visit.t("账页接收率", "Pages accepted"))]
            + indicators.map { ($0.id, visit.t("\($0.title.zh)（占本区目标）", "\($0.title.en) (of the district's target)")) }
        let choices = choices
        let asked = visit.query["measure"].flatMap { asked in choices.first { $0.id == asked } }
        let shown = asked ?? choices.first { $0.id == "rental.output.bonded_raised" } ?? choices.first { $0.id != "returns" } ?? choices[0]
        chosen = shown.id
        title = shown.title
        self.shares = shown.id == "returns" ? returns.byDistrict.compactMapValues(\.acceptedShare) : shares[shown.id] ?? [:]
        var table = DataTable(
            "map", title: visit.t("分区：\(shown.title)", "By district: \(shown.title)"),
            columns: [
                .init("district", visit.t("行政区划", "District")),
                .init("share", shown.id == "returns" ? shown.title : visit.t("占本区目标", "Of its target"), number: true),
            ])
        for region in visit.districts {
            let share = self.shares[region.code]
            table.rows.append([
                .link(region.name[visit.language], board.districtPath(region.code)), .init(board.percent(share), value: share),
            ])
        }
        self.table = table
    }

    func html(_ visit: Visit) -> HTML {
        let options = HTML(choices) { "<option value=\"\($0.id)\"\(" selected", if: $0.id == chosen)>\($0.title)</option>" }
        let kept = HTML(["year", "programme"].compactMap { name in visit.query[name].map { (name, $0) } }) {
            "<input type=\"hidden\" name=\"\($0.0)\" value=\"\($0.1)\">"
        }
        let tiles = HTML(visit.districts) { tile($0) }
        let legend = HTML(Self.steps.indices) {
            "<span><svg class=\"key\" viewBox=\"0 0 14 14\" aria-hidden=\"true\"><rect class=\"t\($0)\" width=\"14\" height=\"14\"/></svg> \(visit.t(Self.steps[$0].title))</span>"
        }
        let none: HTML =
            "<span><svg class=\"key\" viewBox=\"0 0 14 14\" aria-hidden=\"true\"><rect class=\"tn\" width=\"14\" height=\"14\"/></svg> \(visit.t("无数据", "no value"))</span>"
        return """
            <h2 id="districts">\(visit.t("分区", "Districts"))</h2><section class="card"><form class="acts" action="#districts">\(kept)<label>\(visit.t("颜色表示", "Coloured by")) <select name="measure" data-go>\(options)</select></label><button class="plain">\(visit.t("查看", "Show"))</button></form>
            <p><b>\(title)</b></p><div class="beside"><div><svg class="tiles" viewBox="0 0 380 290" role="group" aria-labelledby="map-t map-d"><title id="map-t">\(table.title)</title><desc id="map-d">\(visit.t("方块按各区的大致方位排列", "Tiles lie about where the districts lie"))</desc>\(tiles)</svg>
            <p class="legend">\(legend)\(none)</p></div><details open><summary>\(visit.t("数据表", "As a table"))</summary>\(table.html(visit))</details></div></section>
            """
    }

    private func tile(_ region: Region) -> HTML {
        guard let place = Self.places[region.code.digits] else { return HTML.nothing }
        let (x, y) = (place.column * 38, place.row * 58)
        let share = shares[region.code]
        let step = share.map { share in Self.steps.lastIndex { share >= $0.least } ?? 0 }
        let style = step.map { "t\($0)" } ?? "tn"
        let printed = board.percent(share, decimals: 1)
        return """
            <a href="\(board.districtPath(region.code))" aria-label="\(region.name[board.language]) \(printed)"><rect class="\(style)" x="\(x + 1)" y="\(y + 1)" width="74" height="56" rx="4"/><text x="\(x + 38)" y="\(y + 24)">\(region.shortName[board.language])</text><text class="v" x="\(x + 38)" y="\(y + 44)">\(printed)</text></a>
            """
    }
}
