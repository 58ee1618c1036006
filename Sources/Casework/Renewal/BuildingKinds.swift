internal import Ledgers
internal import Quantities
internal import Store

extension CaseKind {
    /// 楼栋: the community's totals follow each act.
    public static let building: CaseKind = CaseKind(
        "building", Text("改造楼栋", "Building"),
        purpose: Text("登记小区的楼栋；每次变动同时重算小区的楼栋数、户数、面积", "A community's buildings; each change counts the community's totals again"),
        group: .renewal, ledger: .buildings, state: "state", title: "building",
        acts: [
            CaseAct(
                "add", Text("登记楼栋", "Add"), to: "included", may: .handleCases, asks: Sheet.buildings.columns(except: "state"),
                needs: [Renewal.knowsCommunity, Renewal.isBeforeCompletion, Renewal.isBuildingOldEnough], effect: Renewal.countBuilding),
            CaseAct(
                "correct", Text("更正", "Correct"), from: ["included", "excluded"], may: .handleCases,
                asks: Sheet.buildings.columns("built", "staircases", "households", "area"), reason: true,
                needs: [Renewal.isBeforeCompletion, Renewal.isBuildingOldEnough], effect: Renewal.countBuilding),
            CaseAct(
                "exclude", Text("不列入改造", "Leave out"), from: ["included"], to: "excluded", may: .handleCases, reason: true, byFile: true,
                needs: [Renewal.isBeforeCompletion], effect: Renewal.countBuilding),
            CaseAct(
                "include", Text("列入改造", "Take in"), from: ["excluded"], to: "included", may: .handleCases, byFile: true,
                needs: [Renewal.isBeforeCompletion], effect: Renewal.countBuilding),
        ])

    /// 改造内容: items of the menu.
    public static let renewalWork: CaseKind = CaseKind(
        "work", Text("改造内容", "Item of works"),
        purpose: Text("从改造菜单中确定的内容，管线与专业管线计划统筹，实施到完工", "Items of the menu: confirmed, planned together with the utilities, done"),
        group: .renewal, ledger: .renewalWorks, state: "state", title: "name",
        documents: [DocumentKind("photo", "施工照片", "Photographs", required: false)],
        acts: [
            CaseAct(
                "propose", Text("列入拟改造内容", "Propose"), to: "proposed", may: .handleCases,
                asks: Sheet.renewalWorks.columns("community", "item", "utility_year", "amount"),
                needs: [Renewal.isOnMenu, Renewal.knowsCommunity, Renewal.isBeforeCompletion], effect: Renewal.takeFromMenu),
            CaseAct(
                "coordinate", Text("统筹专业管线计划", "Plan with the utility"), from: ["proposed", "confirmed"], may: .handleCases,
                asks: [Column("utility_year", Text("专业管线计划年度", "Year of the utility's plan"), .year)], takesDocuments: true, bulk: true,
                needs: [Renewal.isPipeline]),
            CaseAct(
                "confirm", Text("确定改造", "Confirm"), from: ["proposed"], to: "confirmed", may: .reviewCases, bulk: true, byFile: true),
            CaseAct(
                "begin", Text("开始实施", "Begin"), from: ["confirmed"], to: "underway", may: .handleCases,
                asks: [Renewal.day(.renewalWorks, "begun_on")], bulk: true, byFile: true, needs: [Renewal.isUnderConstruction]),
            CaseAct(
                "finish", Text("该项完工", "Done"), from: ["underway"], to: "done", may: .handleCases,
                asks: [Renewal.day(.renewalWorks, "done_on"), Column("amount", Text("改造投资", "Cost"), .money(.wanYuan))],
                takesDocuments: true,
                bulk: true, byFile: true),
            CaseAct("drop", Text("不再改造", "Drop"), from: ["proposed", "confirmed"], to: "dropped", may: .reviewCases, reason: true),
        ])

    /// 底线行为.
    public static let forbiddenAct: CaseKind = CaseKind(
        "forbidden-act", Text("改造底线行为", "Forbidden act"),
        purpose: Text(
            "严禁随意拆除老建筑、砍伐老树，绿化覆盖率不得降低；发现的逐件处理",
            "No old building pulled down, no old tree felled, no greenery lost: each finding is dealt with"),
        group: .renewal, ledger: .forbiddenActs, state: "state", title: "what",
        documents: [DocumentKind("photo", "现场照片", "Photographs"), DocumentKind("order", "责令改正通知", "Order", required: false)],
        acts: [
            CaseAct(
                "report", Text("登记发现", "Report"), to: "found", may: .handleCases,
                asks: Sheet.forbiddenActs.columns("record", "community", "kind", "found_on", "what"), takesDocuments: true,
                needs: [Renewal.knowsCommunity]),
            CaseAct(
                "order", Text("责令改正", "Order"), from: ["found"], to: "ordered", may: .reviewCases, takesDocuments: true),
            CaseAct(
                "close", Text("处理办结", "Close"), from: ["ordered"], to: "closed", may: .reviewCases,
                asks: [Column("remedy", Text("处理结果", "Remedy"), .text(max: 300))], documents: ["photo"]
            ) { $0.set("closed_on", day: $0.day) },
        ])
}

extension Renewal {
    static func community(_ work: CaseWork) throws -> DeskEntry? {
        let code = work.answers["community"]?.plain ?? work.text("community")
        return try work.known(.communities, key: code)
    }

    static let knowsCommunity: Need = Need("N-REN-01", Text("小区已入储备库", "the community is registered")) { work in
        try community(work) == nil
            ? Text("小区台账中没有\(work.answerText("community"))", "no community \(work.answerText("community")) is registered") : nil
    }

    static let isBeforeCompletion: Need = Need("N-REN-02", Text("小区尚未完工", "the community is not completed")) { work in
        guard let community = try community(work) else { return nil }
        let state = CaseView.state(.community, community.values)
        guard ["completed", "managed", "removed"].contains(state) else { return nil }
        let name = CaseKind.community.state(state).name
        return Text("小区\(community.key)的阶段是“\(name.zh)”", "community \(community.key) is “\(name.en)”")
    }

    static let isBuildingOldEnough: Need = Need("N-REN-03", Text("楼栋建成年份符合改造对象的规定", "the building was built early enough")) { work in
        AgeRule.fault(built: work.answerNumber("built"), year: work.year)
    }

    static let isOnMenu: Need = Need("N-REN-04", Text("属于改造菜单", "it is on the menu")) { work in
        let item = work.answerText("item")
        return RenewalMenu.current.item(item) == nil
            ? Text(
                "菜单中没有\(item)；可选：" + RenewalMenu.current.items.map { $0.code + $0.name }.joined(separator: "、"),
                "\(item) is not on the menu: " + RenewalMenu.current.items.map(\.code).joined(separator: ", ")) : nil
    }

    static let isPipeline: Need = Need("N-REN-05", Text("属于管线改造", "it is a pipeline")) { work in
        work.text("pipeline").isEmpty ? Text("“\(work.text("name"))”不是管线改造", "“\(work.text("item"))” is no pipeline") : nil
    }

    static let isUnderConstruction: Need = Need("N-REN-06", Text("小区已开工", "the community's works have begun")) { work in
        guard let community = try community(work), CaseView.state(.community, community.values) != "construction" else { return nil }
        return Text("小区\(community.key)不在施工阶段", "community \(community.key) is not under construction")
    }

    static func takeFromMenu(_ work: CaseWork) {
        guard let item = RenewalMenu.current.item(work.text("item")) else { return }
        work["name"] = .text(item.name)
        work["tier"] = .text(item.tier)
        work["priority"] = .integer(item.isPriority ? 1 : 0)
        work["pipeline"] = .optional(item.pipeline)
    }

    /// The community's totals, counted anew over all its buildings with this one as it will be.
    static func countBuilding(_ work: CaseWork) throws {
        guard let community = try community(work) else { return }
        var sums = CommunityTotals(summing: try work.known(.buildings, "community", is: community.key).filter { $0.key != work.key })
        if work.text("state") == "included" { sums.add(work.number("households"), work.number("area")) }
        try work.change(community, sums.columns)
    }

    static func recount(_ work: CaseWork) throws {
        let sums = CommunityTotals(summing: try work.known(.buildings, "community", is: work.key))
        for (name, value) in sums.columns { work[name] = value }
    }
}
