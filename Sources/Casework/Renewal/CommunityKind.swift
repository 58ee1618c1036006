internal import Ledgers
internal import Quantities
internal import Store

extension CaseKind {
    /// 老旧小区改造: a community from the reserve to lasting management.
    public static let community: CaseKind = CaseKind(
        "community", Text("改造小区", "Community"),
        purpose: Text(
            "入库、申报、列入计划、方案表决、施工、完工到长效管理；楼栋、户数、面积由楼栋台账相加",
            "From the reserve through plan, vote and works to lasting management; buildings, households and area are summed from its buildings"
        ),
        group: .renewal, ledger: .communities, state: "state", title: "name",
        documents: [
            DocumentKind("survey", "居民意愿征询结果", "What residents wish", required: false),
            DocumentKind("ballots", "书面表决票统计", "Written votes"), DocumentKind("scheme", "改造方案", "Scheme"),
            DocumentKind("acceptance", "竣工验收材料", "Acceptance"), DocumentKind("photo", "照片", "Photographs", required: false),
        ], derived: Renewal.stage,
        acts: [
            CaseAct(
                "reserve", Text("入储备库", "Into the reserve"), to: "reserve", may: .handleCases,
                asks: Sheet.communities.columns("community", "name", "street", "built") + Renewal.basics, needs: [Renewal.isOldEnough],
                effect: Renewal.begin),
            CaseAct(
                "recount", Text("按楼栋重算户数面积", "Count from the buildings"),
                from: ["reserve", "declared", "planned", "voted", "construction"],
                may: .handleCases, bulk: true, needs: [Renewal.hasBuildings], effect: Renewal.recount),
            CaseAct(
                "declare", Text("申报改造", "Declare"), from: ["reserve"], to: "declared", may: .handleCases, takesDocuments: true, bulk: true,
                needs: [Renewal.isOldEnough, Renewal.isConsistent, Renewal.hasBasicWorks]),
            CaseAct(
                "return", Text("退回储备库", "Back to the reserve"), from: ["declared"], to: "reserve", may: .reviewCases, reason: true,
                bulk: true),
            CaseAct(
                "plan", Text("列入年度计划", "Into the year's plan"), from: ["declared"], to: "planned", may: .decideCases,
                asks: [Renewal.meeting], bulk: true, needs: [Renewal.isConsistent, Renewal.isOldEnough, Renewal.hasDecision]
            ) { $0["in_plan"] = .integer(1) },
            CaseAct(
                "withdraw", Text("移出年度计划", "Out of the plan"), from: ["planned", "voted"], to: "declared", may: .decideCases, reason: true
            ) { $0["in_plan"] = .integer(0) },
            CaseAct(
                "vote", Text("登记方案表决通过", "Record the vote that passed"), from: ["planned"], to: "voted", may: .handleCases,
                asks: Renewal.ballot, documents: ["ballots"], needs: [Renewal.isConsistent, Renewal.isBallotSound, Renewal.votePassed]),
            CaseAct(
                "voteFailed", Text("登记方案表决未通过", "Record the vote that failed"), from: ["planned"], may: .handleCases,
                asks: Renewal.ballotKept,
                takesDocuments: true),
            CaseAct(
                "start", Text("开工", "Start"), from: ["voted"], to: "construction", may: .handleCases,
                asks: [Renewal.day(.communities, "started_on")] + Sheet.communities.columns("supervised"), takesDocuments: true, bulk: true,
                needs: [
                    Renewal.isConsistent, Renewal.hasVote, Renewal.hasOwners, Renewal.hasPlannedPipes, Renewal.hasHeads, Renewal.isAwarded,
                    Renewal.startsThisYear,
                ], effect: Renewal.start),
            CaseAct(
                "supervise", Text("纳入质量监管", "Under supervision"), from: ["construction"], may: .handleCases, bulk: true
            ) { $0["supervised"] = .integer(1) },
            CaseAct(
                "complete", Text("完工", "Complete"), from: ["construction"], to: "completed", may: .handleCases,
                asks: [Renewal.day(.communities, "completed_on")], documents: ["acceptance"], byFile: true,
                needs: [
                    Renewal.isOwnYear, Renewal.isConsistent, Renewal.isCompletionSound, Renewal.worksAreDone, Renewal.defectsAreClosed,
                    Renewal.linesAreKept, Renewal.isManaged,
                ], effect: Renewal.takeManagement),
            CaseAct(
                "handOver", Text("转入长效管理", "Hand over"), from: ["completed"], to: "managed", may: .reviewCases, bulk: true, byFile: true,
                needs: [Renewal.isOwnYear, Renewal.isConsistent, Renewal.isManaged], effect: Renewal.takeManagement),
            CaseAct(
                "remove", Text("移出储备库", "Out of the reserve"), from: ["reserve", "declared"], to: "removed", may: .reviewCases, reason: true
            ) { $0["in_reserve"] = .integer(0) },
            CaseAct("restore", Text("重新入库", "Into the reserve again"), from: ["removed"], to: "reserve", may: .handleCases, reason: true) {
                $0["in_reserve"] = .integer(1)
            },
            Renewal.carryOver("Planned", "planned", "已列入计划的", "planned"),
            Renewal.carryOver("Construction", "construction", "在建", "under construction"),
            Renewal.carryOver("Completed", "completed", "已完工", "completed"),
        ])
}

/// What the acts of renewal ask for and do.
enum Renewal {
    static let basics = [
        Column("ownership", Text("产权情况", "Ownership"), .text(max: 100), required: false),
        Column("space", Text("空间资源", "Space to use"), .text(max: 200), required: false),
        Column("manager_now", Text("现有管理情况", "Managed now by"), .text(max: 100), required: false),
    ]
    static let meeting = Column(
        "meeting", Text("会议编号", "Meeting"), .code(), help: Text("联席会议和联审台账中的编号", "as in the ledger of meetings"))
    static let areas = [
        Column("area_cast", Text("参与表决面积", "Area voting"), .area(.squareMetres)),
        Column("area_for", Text("同意面积", "Area in favour"), .area(.squareMetres)),
        Column(
            "matter", Text("表决事项", "Matter"),
            .choice([
                Choice("ordinary", "一般事项（过半数）", "Ordinary: more than half"),
                Choice("rebuilding", "改建重建（四分之三）", "Rebuilding: three quarters"),
            ]), help: Text("民法典第278条", "Civil Code, art. 278")),
        Column("poll", Text("线上表决编号", "Poll"), .code(), required: false),
    ]
    static let ballot = Sheet.communities.columns("votes_cast", "votes_for").map { Column($0.name, $0.title, $0.type) } + areas
    /// The same of a vote that failed: kept with the act, since the ledger holds the vote that passed.
    static let ballotKept = [
        Column("failed_cast", Text("参与表决户数", "Households voting"), .count(.households)),
        Column("failed_for", Text("同意户数", "Households in favour"), .count(.households)),
    ]

    /// A day that the ledger may leave empty and an act may not.
    static func day(_ sheet: Sheet, _ name: String) -> Column {
        Column(name, sheet.column(name)?.title ?? Text(name, name), .date)
    }

    /// The stage of a community kept in a file without the column.
    static let stage: @Sendable (CaseKind, [SQLValue]) -> String = { kind, values in
        func number(_ name: String) -> Int64? {
            guard let index = kind.ledger.index(of: name), case .integer(let number) = values[index] else { return nil }
            return number
        }
        if number("completed_on") != nil { return "completed" }
        if number("started_on") != nil { return "construction" }
        return number("in_plan") == 1 ? "planned" : "reserve"
    }

    /// 并入: communities whose earlier steps were taken before this program was there; their ledger's own rules hold.
    static func carryOver(_ name: String, _ state: String, _ zh: String, _ en: String) -> CaseAct {
        CaseAct(
            "carry" + name, Text("并入\(zh)小区", "Take over one \(en)"), to: state, may: .handleCases,
            asks: Sheet.communities.columns(except: "state"), takesDocuments: true, needs: [isOldEnough])
    }

    static func begin(_ work: CaseWork) {
        for name in ["buildings", "households", "area", "in_plan", "supervised"] { work[name] = .integer(0) }
        work["in_reserve"] = .integer(1)
        work["committee"] = .text("none")
    }

    static func start(_ work: CaseWork) throws {
        if let body = try work.known(.ownerBodies, "community", is: work.key).first(where: { $0.text("state") == "serving" }) {
            work["committee"] = body["kind"]
        }
        try takeManagement(work)
    }

    static func takeManagement(_ work: CaseWork) throws {
        if let running = try running(work, work.key) { work["management"] = running["model"] }
    }

    static func running(_ work: CaseWork, _ community: String) throws -> DeskEntry? {
        try work.known(.management, "community", is: community).first { $0.text("state") == "running" }
    }
}
