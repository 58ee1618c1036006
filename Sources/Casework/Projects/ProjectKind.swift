internal import Ledgers
internal import Quantities
internal import Store

extension CaseKind {
    /// 建设筹集项目: from the reserve through plan, start and completion into use.
    public static let project = CaseKind(
        "project", Text("建设筹集项目", "Housing project"),
        purpose: Text(
            "申报、区级审核、入储备库、列入计划，按统计口径逐月申报开工（筹集）、基本建成、竣工、交付",
            "Registered, reviewed, taken into the reserve and into a plan; then each month's homes started or raised, basically complete, completed, handed over, by the statistical definitions"
        ),
        group: .projects, ledger: .projects, state: "state", title: "name", documents: ProjectFile.kinds,
        needed: { values, state in
            let source = Sheet.projects.index(of: "source").map { values[$0].plain } ?? ""
            return Set(ProjectFile.required(.init(source: source), in: state).map(\.code))
        },
        derived: { _, values in
            let sheet = Sheet.projects
            guard let index = sheet.index(of: "in_reserve"), case .integer(1) = values[index] else { return "proposed" }
            return "reserve"
        },
        acts: Projects.entering + Projects.planning + Milestone.all.flatMap(\.acts))
}

/// What is done with projects beside reporting milestones.
enum Projects {
    private static let description = [
        "project", "name", "housing", "source", "homes", "area", "developer", "developer_code", "address", "planned_start", "planned_basic",
        "planned_completion",
    ].compactMap(Sheet.projects.column)
    private static let editable = description.filter { !["project", "housing", "source"].contains($0.name) }
    private static let dates = description.filter { $0.name.utf8.starts(with: "planned".utf8) }
    /// Asked for where work began before these books.
    private static let before = Column(
        "started_before", Text("以前年度已开工（筹集）套数", "Homes started in earlier years"), .count(.homes),
        help: Text("已在以前年度计入的套数，不再计数", "counted in earlier years, and not again"))

    static let entering: [CaseAct] = [
        CaseAct(
            "register", Text("申报项目", "Register"), to: "proposed", may: .handleCases, asks: description, documents: ["application"],
            needs: [isNew], effect: { begin($0, inReserve: false) }),
        CaseAct(
            "edit", Text("修改", "Edit"), from: ["proposed", "returned", "reviewed", "reserve"], may: .handleCases, asks: editable,
            effect: { ProjectFile.refresh($0) }),
        CaseAct(
            "addDocuments", Text("补充档案", "Add to the file"),
            from: ["proposed", "returned", "reviewed", "reserve", "planned", "started", "basic", "completed", "operating"],
            may: .handleCases,
            takesDocuments: true, effect: { ProjectFile.refresh($0) }
        ),
        CaseAct(
            "agree", Text("区级审核通过", "District agrees"), from: ["proposed"], to: "reviewed", may: .reviewCases, byAnother: true, bulk: true,
            effect: { ProjectFile.refresh($0) }),
        CaseAct(
            "return", Text("退回补正", "Send back"), from: ["proposed", "reviewed"], to: "returned", may: .reviewCases, reason: true),
        CaseAct(
            "sendBack", Text("市级退回", "The city sends back"), from: ["reviewed", "reserve"], to: "returned", may: .decideCases, reason: true
        ) { $0["in_reserve"] = 0 },
        CaseAct(
            "resubmit", Text("补正后再报", "Submit again"), from: ["returned"], to: "proposed", may: .handleCases, takesDocuments: true,
            effect: { ProjectFile.refresh($0) }),
        CaseAct(
            "admit", Text("纳入储备库", "Admit to the reserve"), from: ["reviewed"], to: "reserve", may: .decideCases, bulk: true,
            needs: [hasFile("reserve", "N-PRJ-02")]
        ) { work in
            work["in_reserve"] = 1
            ProjectFile.refresh(work)
        },
        CaseAct(
            "withdraw", Text("退出", "Withdraw"), from: ["proposed", "returned", "reviewed", "reserve", "planned"], to: "withdrawn",
            may: .decideCases, reason: true
        ) { $0["in_reserve"] = 0 },
        CaseAct(
            "bringPlanned", Text("结转登记（以前年度已列计划）", "Bring forward: planned in an earlier year"), to: "planned", may: .decideCases,
            asks: description, takesDocuments: true, reason: true, bulk: false, needs: [isNew], effect: { begin($0, inReserve: true) }),
        CaseAct(
            "bringStarted", Text("结转登记（以前年度已开工）", "Bring forward: started in an earlier year"), to: "started", may: .decideCases,
            asks: description + [before], takesDocuments: true, reason: true, needs: [isNew], effect: { begin($0, inReserve: true) }),
    ]

    static let planning: [CaseAct] = [
        CaseAct(
            "enterPlan", Text("列入年度计划", "Enters the plan"), from: ["reserve"], to: "planned", may: .decideCases, consequence: true,
            effect: { ProjectFile.refresh($0) }),
        CaseAct(
            "listCompletion", Text("列入竣工计划", "Listed for completion"), from: ["planned", "started", "basic"], may: .decideCases,
            consequence: true),
        CaseAct(
            "schedule", Text("调整计划日期", "Change the dates planned"), from: ["reserve", "planned", "started", "basic"], may: .handleCases,
            asks: dates, reason: true),
    ]

    private static func begin(_ work: CaseWork, inReserve: Bool) {
        work["in_reserve"] = .integer(inReserve ? 1 : 0)
        ProjectFile.refresh(work)
    }

    /// A code names one project in the whole city.
    static let isNew = Need("N-PRJ-01", Text("全市没有同编号的项目", "no project of the city has this code")) { work in
        let code = work.answerText("project")
        guard let other = try work.desk.project(code, year: work.year) else { return nil }
        return Text("编号\(code)已用于“\(other.text("name"))”", "\(code) is “\(other.text("name"))”")
    }

    static func hasFile(_ state: String, _ code: String) -> Need {
        Need(code, Text("档案齐全", "the file is complete")) { work in
            let missing = ProjectFile.missing(.init(source: work.text("source")), in: state, has: work.documents)
            guard !missing.isEmpty else { return nil }
            return Text("缺" + missing.map(\.title.zh).joined(separator: "、"), "missing: " + missing.map(\.title.en).joined(separator: ", "))
        }
    }
}
