import Evaluation
import Quantities

/// Districts × indicators of a programme: the share of its own target each district has reached.
struct DistrictTable: Sendable {
    let scheme: Scheme
    let table: DataTable

    init(_ board: Board, _ scheme: Scheme) {
        self.scheme = scheme
        let visit = board.visit
        let byDistrict = visit.districts.map { ($0, board.all.at(scheme.programme, $0.code)) }
        let shown = scheme.indicators.filter { indicator in
            byDistrict.contains { $0.1.contains { $0.indicator.id == indicator.id && $0.attainment != nil } }
        }
        var table = DataTable(
            "\(scheme.programme)-districts", title: visit.t("\(scheme.title.zh)分区完成率", "\(scheme.title.en): share of target by district"),
            columns: [.init("district", visit.t("行政区划", "District"))] + shown.map { .init($0.id, visit.t($0.title), number: true) })
        if !shown.isEmpty {
            table.rows = byDistrict.map { region, standings in
                [.link(region.name[visit.language], board.districtPath(region.code))]
                    + shown.map { indicator in
                        guard let standing = standings.first(where: { $0.indicator.id == indicator.id }), let share = standing.attainment
                        else {
                            return .init("—")
                        }
                        return .link(board.percent(share), board.indicatorPath(indicator, region.code), value: share)
                    }
            }
        }
        self.table = table
    }

    func html(_ visit: Visit) -> HTML {
        return table.rows.isEmpty
            ? HTML.nothing
            : "<details class=\"card\"\(" open", if: table.isAsked(visit))><summary>\(table.title)</summary>\(table.html(visit))</details>"
    }
}
