internal import Ledgers
internal import Quantities
internal import Store

extension CaseKind {
    /// 棚改项目: four stages, each with planned and real day and amount.
    public static let clearance: CaseKind = CaseKind(
        "clearance", Text("棚改项目", "Redevelopment project"),
        purpose: Text(
            "征收启动签约、征拆收尾净地、安置房回迁建设、土地入市回笼资金四个阶段；应签约、已签约户数由逐户签约台账相加",
            "Signing, clearing, building, land sale; households and signed are counted from the signings"),
        group: .redevelopment, ledger: .clearances, state: "stage", title: "name",
        documents: [
            DocumentKind("decision", "征收决定或实施方案批复", "Decision"), DocumentKind("clear", "净地证明", "Proof of clearing", required: false),
            DocumentKind("acceptance", "安置房竣工材料", "Completion of the homes", required: false),
        ],
        acts: [
            CaseAct(
                "open", Text("启动征收签约", "Open"), to: "signing", may: .handleCases, asks: Sheet.clearances.columns("project", "name"),
                documents: ["decision"], needs: [Redevelopment.isPlanned], effect: Redevelopment.begin),
            CaseAct(
                "planStage", Text("编制阶段计划", "Plan a stage"), from: Redevelopment.stages, may: .handleCases,
                asks: Sheet.clearanceStages.columns("stage", "planned_on", "planned_amount"), bulk: true, effect: Redevelopment.planStage),
            CaseAct(
                "count", Text("统计签约户数", "Count the signings"), from: Redevelopment.stages, may: .handleCases, bulk: true,
                needs: [Redevelopment.hasHouseholds], effect: Redevelopment.count),
            CaseAct(
                "signed", Text("签约阶段完成", "Signing done"), from: ["signing"], to: "clearing", may: .reviewCases,
                asks: [Redevelopment.amount],
                takesDocuments: true,
                needs: [Redevelopment.isStagePlanned, Redevelopment.isCounted, Redevelopment.rateIsReached],
                effect: Redevelopment.finishStage),
            CaseAct(
                "cleared", Text("净地完成", "Cleared"), from: ["clearing"], to: "building", may: .reviewCases, asks: [Redevelopment.amount],
                documents: ["clear"], needs: [Redevelopment.isStagePlanned, Redevelopment.isCounted], effect: Redevelopment.finishStage),
            CaseAct(
                "built", Text("安置房建成", "Homes built"), from: ["building"], to: "land", may: .reviewCases, asks: [Redevelopment.amount],
                documents: ["acceptance"], needs: [Redevelopment.isStagePlanned, Redevelopment.isCounted], effect: Redevelopment.finishStage
            ),
            CaseAct(
                "returned", Text("资金回笼完成", "Money returned"), from: ["land"], may: .reviewCases, asks: [Redevelopment.amount],
                needs: [Redevelopment.isStagePlanned, Redevelopment.landIsReturned], effect: Redevelopment.finishStage),
        ]
            + Choices.clearanceStage.map { stage in
                CaseAct(
                    "carry-\(stage.code)", Text("结转以前年度项目：\(stage.name.zh)", "Carry over from an earlier year: \(stage.name.en)"),
                    to: stage.code,
                    may: .handleCases, asks: Sheet.clearances.columns(except: "stage"), takesDocuments: true)
            })
}

/// What the acts of redevelopment need and do.
enum Redevelopment {
    static let stages = Choices.clearanceStage.map(\.code)
    static let amount = Column("real_amount", Text("本阶段实际金额", "Real amount of the stage"), .money(.wanYuan))

    static let isPlanned: Need = Need("N-CLE-01", Text("项目已经审议列入棚改实施计划", "a decision put the project in a redevelopment plan")) { work in
        let project = work.answers["project"]?.plain ?? work.text("project")
        for past in 0..<4 {
            let listed = try work.desk.entries(.plans, year: work.year - past).first {
                $0.text("project") == project && $0.text("list") == "redevelopment"
            }
            guard let listed else { continue }
            return listed.flag("reviewed") ? nil : Text("项目\(project)列入计划未经审议", "project \(project) was planned without a decision")
        }
        return Text("项目\(project)不在棚改实施计划中", "project \(project) is in no redevelopment plan")
    }

    static let isStagePlanned: Need = Need("N-CLE-02", Text("本阶段有计划", "the stage was planned")) { work in
        try work.known(.clearanceStages, key: work.key + "/" + work.state) == nil
            ? Text("“\(work.kind.state(work.state).name.zh)”阶段没有计划，请先编制", "the stage “\(work.kind.state(work.state).name.en)” has no plan")
            : nil
    }

    static let hasHouseholds: Need = Need("N-CLE-03", Text("逐户签约台账有该项目的户", "its households are listed")) { work in
        try work.known(.signings, "project", is: work.key).isEmpty
            ? Text("逐户签约台账中没有项目\(work.key)的户", "no household of \(work.key) is listed") : nil
    }

    static let isCounted: Need = Need("N-CLE-04", Text("应签约、已签约户数与逐户签约台账一致", "its numbers are those of the signings")) { work in
        let households = try work.known(.signings, "project", is: work.key)
        // A project carried over may have been counted before households were listed one by one.
        if households.isEmpty, work.history.first.map({ $0.act != "open" }) ?? true { return nil }
        let counted = SigningCount(households)
        if counted.households == work.number("households") ?? 0, counted.signed == work.number("signed") ?? 0 { return nil }
        return Text(
            "项目台账应签约\(work.number("households") ?? 0)户、已签约\(work.number("signed") ?? 0)户，逐户台账\(counted.households)户、\(counted.signed)户",
            "the project says \(work.number("signed") ?? 0) of \(work.number("households") ?? 0), its households \(counted.signed) of \(counted.households)"
        )
    }

    /// The report's own bound for a district, asked of each project: 单项均高于80%.
    static let rateIsReached: Need = Need("N-CLE-05", Text("签约率不低于80%", "80 % have signed")) { work in
        let (signed, households) = (work.number("signed") ?? 0, work.number("households") ?? 0)
        if households > 0, signed * 5 >= households * 4 { return nil }
        return Text("已签约\(signed)户，应签约\(households)户，不足80%", "\(signed) of \(households) is below 80 %")
    }

    static let landIsReturned: Need = Need("N-CLE-06", Text("各地块资金已回笼", "the money of all parcels has returned")) { work in
        let parcels = try work.known(.landReturns, "project", is: work.key)
        let open = parcels.filter { $0.text("state") != "returned" }.map { $0.text("parcel") }
        if !parcels.isEmpty, open.isEmpty { return nil }
        return parcels.isEmpty
            ? Text("土地入市台账中没有该项目的地块", "no parcel of the project is registered")
            : Text("未回笼：" + open.joined(separator: "、"), "not returned: " + open.joined(separator: ", "))
    }

    static func begin(_ work: CaseWork) {
        work["households"] = .integer(0)
        work["signed"] = .integer(0)
        work.set("reported_on", day: work.day)
    }

    static func planStage(_ work: CaseWork) throws {
        let stage = work.answerText("stage")
        let page = try work.known(.clearanceStages, key: work.key + "/" + stage)?.page ?? work.page(.clearanceStages)
        try work.desk.put(
            .clearanceStages, page,
            [
                "project": .text(work.key), "stage": .text(stage), "planned_on": work.answer("planned_on"),
                "planned_amount": work.answer("planned_amount"),
            ])
    }

    static func finishStage(_ work: CaseWork) throws {
        guard let stage = try work.known(.clearanceStages, key: work.key + "/" + work.state) else { return }
        try work.change(stage, ["done_on": .integer(work.day.stored), "real_amount": work.answer("real_amount")])
    }

    static func count(_ work: CaseWork) throws {
        let counted = SigningCount(try work.known(.signings, "project", is: work.key))
        work["households"] = .integer(counted.households)
        work["signed"] = .integer(counted.signed)
        work.set("reported_on", day: work.day)
    }
}

/// 应签约和已签约户数, over the households of a project.
struct SigningCount: Hashable {
    private(set) var households: Int64 = 0
    private(set) var signed: Int64 = 0

    init(_ entries: [DeskEntry]) {
        for entry in entries { add(entry.text("state")) }
    }

    mutating func add(_ state: String) {
        if state != "withdrawn" { households += 1 }
        if state == "signed" || state == "settled" { signed += 1 }
    }
}
