import Casework
import Ledgers
import Quantities
import Store

extension Overview {
    static let renewal = Overview(
        name: "renewal", group: .renewal, title: Text("老旧小区改造总览", "Renewal"),
        purpose: Text(
            "各阶段的小区、楼栋、户数和面积从同一台账统计；与楼栋台账不一致的、管线未统筹的、改造后失管的自动列出",
            "Communities, buildings, households and area by stage, counted from one ledger; disagreements, pipes planned apart and lapsed management list themselves"
        )
    ) { visit in
        let (access, year, today) = (visit.access, visit.year, visit.now.date)
        let overview = try await visit.office.database.read { try RenewalOverview($0, access, year: year, on: today) }
        return Content(
            head: RenewalScreen.head(visit, overview),
            tables: [
                RenewalScreen.stages(visit, overview), RenewalScreen.districts(visit, overview), RenewalScreen.mismatches(visit, overview),
                RenewalScreen.lapses(visit, overview), RenewalScreen.pipelines(visit, overview), RenewalScreen.items(visit, overview),
            ])
    }
}

enum RenewalScreen {
    /// Stages in which work has begun.
    static let begun: Set<String> = ["construction", "completed", "managed"]

    static func head(_ visit: Visit, _ overview: RenewalOverview) -> HTML {
        let started = overview.stages.filter { begun.contains($0.key) }.values.reduce(into: RenewalOverview.StageTotals()) { sum, next in
            sum.communities += next.communities
            sum.buildings += next.buildings
            sum.households += next.households
            sum.area += next.area
        }
        let wrong = overview.mismatches.count { !$0.hasNoBuildings }
        let bare = overview.mismatches.count { $0.hasNoBuildings }
        return """
            <div class="grid tight">\(visit.stat(visit.t("已开工小区", "Communities started"), String(started.communities)))\(visit.stat(visit.t("楼栋", "Buildings"), String(started.buildings)))\(visit.stat(visit.t("户数", "Households"), String(started.households)))\(visit.stat(visit.t("面积（万平方米）", "Area (10,000 m²)"), visit.wanMetres(started.area).text))\(visit.stat(visit.t("与楼栋台账不一致", "Disagreeing with their buildings"), String(wrong), wrong == 0 ? "good" : "bad"))\(visit.stat(visit.t("尚无楼栋台账", "Without buildings on record"), String(bare), bare == 0 ? "good" : "warn"))\(visit.stat(visit.t("失管提醒", "Lapses"), String(overview.lapses.count), overview.lapses.isEmpty ? "good" : "warn"))\(visit.stat(visit.t("底线行为（未办结/全部）", "Forbidden acts (open/all)"), "\(overview.forbiddenOpen) / \(overview.forbiddenAll)", overview.forbiddenOpen == 0 ? "good" : "bad"))</div>
            """
    }

    static func stages(_ visit: Visit, _ overview: RenewalOverview) -> DataTable {
        var table = DataTable(
            "stages", title: visit.t("各阶段小区", "Communities by stage"),
            columns: [
                .init("stage", visit.t("阶段", "Stage")), .init("communities", visit.t("小区", "Communities"), number: true),
                .init("buildings", visit.t("楼栋", "Buildings"), number: true),
                .init("households", visit.t("户数", "Households"), number: true),
                .init("area", visit.t("面积（万平方米）", "Area (10,000 m²)"), number: true),
            ])
        table.rows = CaseKind.community.states.compactMap { state in
            guard let totals = overview.stages[state.code] else { return nil }
            return [
                .link(visit.t(state.name), "/cases/community?year=\(visit.year)&state=\(state.code)"), .init(totals.communities),
                .init(totals.buildings), .init(totals.households), visit.wanMetres(totals.area),
            ]
        }
        table.empty = visit.empty(
            visit.t("本年度没有小区。", "No communities this year."), (visit.t("入储备库", "Add one"), "/cases/community/new/reserve"))
        return table
    }

    static func districts(_ visit: Visit, _ overview: RenewalOverview) -> DataTable {
        let states = CaseKind.community.states.filter { overview.stages[$0.code] != nil }
        var table = DataTable(
            "districts", title: visit.t("各区小区", "By district"),
            columns: [.init("district", visit.t("区", "District"))] + states.map { .init($0.code, visit.t($0.name), number: true) }
                + [.init("started_households", visit.t("已开工户数", "Households started"), number: true)])
        table.rows = overview.districts.sorted { $0.key < $1.key }.map { district, stages in
            [visit.districtName(district)] + states.map { DataTable.Cell(stages[$0.code]?.communities ?? 0) }
                + [.init(stages.filter { begun.contains($0.key) }.values.reduce(0) { $0 + $1.households })]
        }
        return table
    }

    static func mismatches(_ visit: Visit, _ overview: RenewalOverview) -> DataTable {
        var table = DataTable(
            "mismatches", title: visit.t("与楼栋台账不一致的小区", "Communities that disagree with their buildings"),
            columns: [
                .init("district", visit.t("区", "District")), .init("community", visit.t("小区", "Community")),
                .init("stated", visit.t("小区台账", "The ledger says")), .init("summed", visit.t("楼栋台账合计", "Its buildings add up to")),
            ])
        table.rows = overview.mismatches.map { mismatch in
            [
                visit.districtName(mismatch.district), visit.caseLink(.community, mismatch.district, mismatch.community),
                .init(visit.t(mismatch.stated)),
                mismatch.hasNoBuildings ? visit.label(visit.t("无楼栋", "no buildings"), "warn") : .init(visit.t(mismatch.summed)),
            ]
        }
        table.empty = "<p class=\"quiet\">\(visit.t("全部一致。", "All agree."))</p>"
        return table
    }

    static func lapses(_ visit: Visit, _ overview: RenewalOverview) -> DataTable {
        var table = DataTable(
            "lapses", title: visit.t("失管和届满提醒", "Lapses"),
            columns: [
                .init("district", visit.t("区", "District")), .init("community", visit.t("小区", "Community")),
                .init("what", visit.t("情况", "What")), .init("since", visit.t("日期", "Date")),
            ])
        table.rows = overview.lapses.map { lapse in
            let (text, style, day): (String, String, CivilDate) =
                switch lapse.fault {
                case .unmanaged(let since, let months):
                    (visit.t("完工\(months)个月未落实管理", "no management \(months) months after completion"), "bad", since)
                case .contractOver(let contract, let end): (visit.t("管理合同\(contract)已期满", "contract \(contract) is over"), "bad", end)
                case .contractEnding(let contract, let end):
                    (visit.t("管理合同\(contract)三个月内期满", "contract \(contract) ends within 3 months"), "warn", end)
                case .bodyOver(let body, let end): (visit.t("业主组织\(body)任期已满", "the term of \(body) is over"), "warn", end)
                }
            return [
                visit.districtName(lapse.district), visit.caseLink(.community, lapse.district, lapse.community), visit.label(text, style),
                visit.date(day),
            ]
        }
        table.empty =
            "<p class=\"quiet\">\(visit.t("没有。完工\(RenewalOverview.monthsWithoutManagement)个月未落实管理、合同期满或三个月内期满、业主组织届满的列在这里。", "None. Communities without management \(RenewalOverview.monthsWithoutManagement) months after completion, contracts that are over or soon will be, and bodies whose term is over stand here."))</p>"
        return table
    }

    static func pipelines(_ visit: Visit, _ overview: RenewalOverview) -> DataTable {
        var table = DataTable(
            "pipelines", title: visit.t("未与专业管线计划统筹的改造", "Pipes not planned with the utilities"),
            columns: [
                .init("district", visit.t("区", "District")), .init("community", visit.t("小区", "Community")),
                .init("item", visit.t("改造内容", "Item")), .init("what", visit.t("情况", "What")),
            ])
        table.rows = overview.pipelines.map { note in
            let text =
                switch note.fault {
                case .unplanned: visit.t("未写明专业管线计划年度", "names no plan of the utility")
                case .otherYear(let utility, let works):
                    visit.t("管线计划\(utility)年，小区施工\(works)年", "the utility in \(utility), the works in \(works)")
                }
            return [
                visit.districtName(note.district), visit.caseLink(.community, note.district, note.community),
                .link(note.name, CasePages.path(.renewalWork, note.district, "\(note.community)/\(note.item)", year: visit.year)),
                .init(text),
            ]
        }
        table.empty = "<p class=\"quiet\">\(visit.t("没有冲突。", "No conflicts."))</p>"
        return table
    }

    static func items(_ visit: Visit, _ overview: RenewalOverview) -> DataTable {
        let states = CaseKind.renewalWork.states
        var table = DataTable(
            "items", title: visit.t("改造内容（基础、完善、提升）", "Works by tier"),
            columns: [
                .init("tier", visit.t("类别", "Tier")), .init("item", visit.t("项目", "Item")), .init("priority", visit.t("优先", "Priority")),
                .init("communities", visit.t("小区", "Communities"), number: true),
            ] + states.map { .init($0.code, visit.t($0.name), number: true, minor: true) }
                + [.init("amount", visit.t("投资（万元）", "Cost (10,000 yuan)"), number: true)])
        table.rows = overview.items.map { item in
            [
                .init(visit.t(Choices.tier.first { $0.code == item.tier }?.name ?? Text(item.tier, item.tier))),
                .init("\(item.item) \(item.name)"),
                .init(item.isPriority ? visit.t("优先", "priority") : ""), .init(item.communities),
            ] + states.map { .init(item.counts[$0.code] ?? 0) } + [visit.wan(item.amount)]
        }
        table.empty = visit.empty(
            visit.t("还没有登记改造内容。", "No works are registered."), (visit.t("列入拟改造内容", "Propose"), "/cases/work/new/propose?year=\(visit.year)")
        )
        return table
    }
}
