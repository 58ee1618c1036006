internal import Ledgers
internal import Quantities
internal import Store

extension CaseKind {
    /// 年度计划批次: drafted from the reserve, put before a joint meeting, approved, issued. Nothing enters a plan without its decision.
    public static let planBatch = CaseKind(
        "plan_batch", Text("年度计划批次", "Batch of the annual plan"),
        purpose: Text(
            "从储备库选取项目，分别列入新建、筹集、竣工、棚改计划，经联席会议逐项审议同意后印发；未经审议的项目不能列入",
            "Projects chosen from the reserve for the lists to build, raise, complete or redevelop; issued when a joint meeting has approved each: nothing enters without"
        ),
        group: .projects, ledger: .planBatches, state: "state", title: "title",
        documents: [
            DocumentKind("draft", "计划草案", "Draft", required: false), DocumentKind("issued", "印发文件", "The plan as issued"),
            DocumentKind("approval", "批准文件", "Approval", required: false),
        ],
        acts: [
            CaseAct(
                "draft", Text("拟定批次", "Draft"), to: "draft", may: .decideCases,
                asks: Sheet.planBatches.columns("batch", "programme", "title"), takesDocuments: true),
            CaseAct(
                "choose", Text("选入项目", "Choose projects"), from: ["draft"], may: .decideCases,
                asks: [PlanBatches.list, PlanBatches.projects],
                needs: PlanBatches.choosing, effect: PlanBatches.choose),
            CaseAct(
                "take", Text("调出项目", "Take projects out"), from: ["draft", "submitted"], may: .decideCases,
                asks: [PlanBatches.list, PlanBatches.projects], reason: true, effect: PlanBatches.drop),
            CaseAct(
                "submit", Text("提交会议审议", "Put before a meeting"), from: ["draft"], to: "submitted", may: .decideCases,
                asks: [PlanBatches.meeting], needs: [PlanBatches.hasItems, PlanBatches.isConvened]
            ) { work in
                work.bring(
                    "meeting", "addBatch", district: work.desk.city, key: work.answerText("meeting"),
                    ["agenda": try PlanBatches.items(work).map { $0.text("project") }.joined(separator: "、")])
            },
            CaseAct(
                "reconsider", Text("退回拟定", "Back to draft"), from: ["submitted", "approved"], to: "draft", may: .decideCases, reason: true
            ) { $0["meeting"] = .null },
            CaseAct(
                "approve", Text("审定", "Approve"), from: ["submitted"], to: "approved", may: .decideCases, byAnother: true,
                needs: [PlanBatches.hasItems, PlanBatches.areReviewed, PlanBatches.areApproved]),
            CaseAct(
                "issue", Text("印发", "Issue"), from: ["approved"], to: "issued", may: .decideCases,
                asks: [PlanBatches.document, PlanBatches.issuedOn], documents: ["issued"],
                needs: [PlanBatches.hasItems, PlanBatches.areApproved, PlanBatches.isInOrder, PlanBatches.countOnce],
                effect: PlanBatches.issue),
            CaseAct("drop", Text("撤销批次", "Drop the batch"), from: ["draft", "submitted"], to: "dropped", may: .decideCases, reason: true),
        ])
}

/// What plan batches ask for and do.
enum PlanBatches {
    static let list = Column("list", Text("计划类别", "List"), .choice(Choices.planList))
    static let projects = Column(
        "projects", Text("项目编号", "Projects"), .text(max: 12_000), help: Text("以顿号或换行分隔", "parted by commas or lines"))
    static let meeting = Column("meeting", Text("审议会议", "Meeting"), .code())
    static let document = Column("document", Text("印发文号", "Document"), .documentNumber)
    static let issuedOn = Column("issued_on", Text("印发日期", "Issued on"), .date)

    /// The items of the batch that are still in it.
    static func items(_ work: CaseWork) throws -> [DeskEntry] {
        try work.entries(.planItems).filter { $0.text("batch") == work.key && $0.text("standing") == "listed" }
    }

    static func choose(_ work: CaseWork) throws {
        let list = work.answerText("list")
        for code in CodeList.read(work.answerText("projects")) {
            guard let project = try work.desk.project(code, year: work.year) else { continue }
            let done = list == "completion" ? try work.desk.reached(project, year: work.year).completed : 0
            try work.write(
                .planItems,
                [
                    "batch": .text(work.key), "project": .text(code), "list": .text(list), "place": .text(project.page.district.digits),
                    "homes": .integer(max(0, (project.number("homes") ?? 0) - done)), "standing": "listed",
                ])
        }
    }

    static func drop(_ work: CaseWork) throws {
        let codes = Set(CodeList.read(work.answerText("projects")))
        for item in try items(work) where codes.contains(item.text("project")) && item.text("list") == work.answerText("list") {
            try work.write(
                .planItems, ["batch": item["batch"], "project": item["project"], "list": item["list"], "standing": "dropped"])
        }
    }

    /// Writes the plan and moves the projects.
    static func issue(_ work: CaseWork) throws {
        for item in try items(work) {
            guard let district = RegionCode(item.text("place")) else { continue }
            try work.desk.put(
                .plans, PageAddress(Sheet.plans.ledger, district, Period(year: work.year)),
                [
                    "batch": .text(work.key), "project": item["project"], "list": item["list"], "homes": item["homes"],
                    "issued_on": work.answer("issued_on"), "reviewed": 1,
                ])
            work.bring(
                "project", item.text("list") == "completion" ? "listCompletion" : "enterPlan", district: district, key: item.text("project")
            )
        }
    }
}
