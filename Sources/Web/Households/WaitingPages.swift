import Households
import Ledgers
import Quantities
import Store

/// 轮候: a district's order with the reason for each place.
enum WaitingPages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/waiting", may: HouseholdsFrame.readers, Text("轮候", "Waiting list"), list)
    }

    private static func list(_ visit: Visit) async throws -> Reply {
        guard let district = visit.query["district"].flatMap(RegionCode.init) ?? visit.districts.first?.code, visit.access.allows(district)
        else {
            throw Refusal.notFound
        }
        let (policy, today) = (try HouseholdsFrame.policy(visit), visit.now.date)
        let (places, _) = try await visit.reading { try WaitingLists.order($0, $1, district: district, policy: policy, on: today) }
        var table = DataTable(
            "waiting", title: visit.t("轮候名单", "Waiting list"),
            columns: [
                .init("place", visit.t("位次", "Place"), number: true), .init("application", visit.t("申请号", "Application")),
                .init("group", visit.t("顺位", "Rank")), .init("applied", visit.t("申请日期", "Applied on")),
                .init("reason", visit.t("为什么在这里", "Why here")),
            ])
        table.rows = places.map { place in
            [
                .init(place.place), .link("S\(place.application)", "/applications/\(place.application)"),
                .init(place.group.map { visit.t($0.title) } ?? visit.t("一般家庭", "others")), .init(place.appliedOn.description),
                .init(visit.t(place.reason)),
            ]
        }
        table.empty = visit.empty(visit.t("没有轮候的家庭。", "Nobody waits."))
        if let file = try table.export(visit) { return file }
        let options = HTML(visit.districts) {
            "<option value=\"\($0.code.digits)\"\(" selected", if: $0.code == district)>\($0.name[visit.language])</option>"
        }
        let filter: HTML = """
            <form class="inline"><select name="district" data-go aria-label="\(visit.t("行政区划", "District"))">\(options)</select> <button class="plain">\(visit.t("查看", "Show"))</button></form>
            """
        let source = policy.waiting.orders.first { $0.holds(on: today) }?.source
        let note = source.map { source -> HTML in "<p class=\"quiet\">\(visit.t("排序依据", "Order by"))：\(visit.t(source.shown))</p>" }
        return .html(
            HouseholdsFrame.page(visit, visit.t("轮候名单", "Waiting list"), isWide: true, aside: filter, "\(table.html(visit))\(note)"))
    }
}
