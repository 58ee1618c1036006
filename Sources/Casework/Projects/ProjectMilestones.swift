internal import Ledgers
internal import Quantities
internal import Store

/// 节点申报: the acts by which a project reports homes that reached a milestone, each by its statistical definition (docs/casework.md gives the
/// sources). What is reported is an entry of the ledger of progress on the page of the month it was reached in.
struct Milestone: Sendable {
    /// Of the act: `start`, `startMore`.
    let name: String
    let title: Text
    let to: String
    /// The states after the first report in which more may be reported.
    let later: [String]
    let from: [String]
    /// What a reader is asked to confirm.
    let definition: Text
    let photograph: String
    /// The code in the ledger of progress.
    let milestone: @Sendable (_ housing: String) -> String
    /// The groups of projects it is for.
    let groups: Set<ProjectFile.Group>
    /// What is already there, and what it may come to: `nil` where more is reported than that.
    let room: @Sendable (Milestones, _ approved: Int64) -> (there: Int64, most: Int64, Text)

    static let reached = Column(
        "reached", Text("本次套数", "Homes now"), .count(.homes), help: Text("本次新达到节点的套数，不重复计算", "homes that reach it now, none twice"))
    static let reachedOn = Column("reached_on", Text("达到日期", "Reached on"), .date)

    var meets: Column { Column("meets", Text("符合统计口径", "Meets the definition"), .flag, help: definition) }

    /// The act that leads on, and the one for more homes at the same milestone.
    var acts: [CaseAct] {
        [
            act(name, title, from: from, to: to),
            act(name + "More", Text("续报" + title.zh, title.en + ": more homes"), from: later, to: nil),
        ]
    }

    private func act(_ name: String, _ title: Text, from: [String], to: String?) -> CaseAct {
        let milestone = self
        return CaseAct(
            name, title, from: from, to: to, may: .handleCases, asks: [Self.reached, Self.reachedOn, meets], documents: [photograph],
            needs: needs, effect: { try milestone.write($0) })
    }

    private func write(_ work: CaseWork) throws {
        let (housing, project) = (work.text("housing"), work.key)
        guard let day = work.answerDate("reached_on"), let homes = work.answerNumber("reached") else { return }
        let code = milestone(housing)
        let page = work.page(.progress, on: day)
        let there = try work.desk.entry(page, key: "\(project)/\(code)")?.number("homes") ?? 0
        try work.desk.put(
            .progress, page,
            [
                "project": .text(project), "housing": .text(housing), "milestone": .text(code), "homes": .integer(there + homes),
                "reached_on": .integer(day.stored),
            ])
        ProjectFile.refresh(work)
    }

    private var needs: [Need] {
        let (room, groups, to) = (room, groups, to)
        return [
            Need("N-PRJ-10", Text("符合统计口径：" + definition.zh, "the definition is met: " + definition.en)) { work in
                work.answerNumber("meets") == 1 ? nil : Text("未确认符合统计口径", "the definition was not confirmed")
            },
            Need("N-PRJ-11", Text("达到日期在本年度内且不晚于今天", "the day lies in the year and not in the future")) { work in
                guard let day = work.answerDate("reached_on"), day.year == work.year, day <= work.day else {
                    return Text("达到日期应在\(work.year)年内且不晚于\(work.day.chinese)", "the day must lie in \(work.year), not after \(work.day)")
                }
                return nil
            },
            Need("N-PRJ-12", Text("不早于列入计划的日期", "not before it is in the plan")) { work in
                let lists: Set<String> = ["construction", "raising", "redevelopment"]
                guard let day = work.answerDate("reached_on"),
                    let listed = try work.desk.plans(work.key, year: work.year).last(where: { lists.contains($0.text("list")) }),
                    let issued = listed.date("issued_on"), day < issued
                else { return nil }
                return Text("计划\(listed.text("batch"))于\(issued.chinese)印发", "plan \(listed.text("batch")) was issued on \(issued)")
            },
            Need("N-PRJ-13", Text("累计套数不超过上一节点，开工（筹集）不超过批准套数", "no more homes than reached the milestone before, or were approved")) {
                work in
                guard let project = try work.desk.project(work.key, year: work.year) else { return nil }
                let (there, most, what) = room(try work.desk.reached(project, year: work.year), work.number("homes") ?? 0)
                let now = work.answerNumber("reached") ?? 0
                if now == 0 { return Text("套数应大于0", "at least one home") }
                guard there + now > most else { return nil }
                return Text("已报\(there)套，本次\(now)套，超过\(what.zh)\(most)套", "\(there) reported and \(now) now exceed \(most) \(what.en)")
            },
            Need("N-PRJ-14", Text("本节点的材料齐全", "the documents of this milestone are there")) { work in
                let missing = ProjectFile.required(.init(source: work.text("source")), onEntering: to).filter {
                    !work.documents.contains($0.code)
                }
                guard !missing.isEmpty else { return nil }
                return Text(
                    "缺" + missing.map(\.title.zh).joined(separator: "、"), "missing: " + missing.map(\.title.en).joined(separator: ", "))
            },
            Need("N-PRJ-15", Text("节点与房源来源相符", "the milestone fits the way the homes come about")) { work in
                groups.contains(.init(source: work.text("source")))
                    ? nil : Text("该来源的项目请用另一节点申报", "projects of this source report another milestone")
            },
        ]
    }

    // MARK: - The milestones

    static let all = [start, raise, basic, complete, deliver]
    private static let everything: Set<ProjectFile.Group> = [.new, .converted, .existing]
    private static let approved = Text("批准套数", "homes approved")

    static let start = Milestone(
        name: "start", title: Text("申报开工", "Report the start"), to: "started", later: ["started", "basic", "completed"], from: ["planned"],
        definition: Text(
            "永久性结构工程已进入基础结构施工；仅设置围挡或仅开挖基坑的不计", "the permanent structure has entered foundation works; hoarding or a pit alone do not count"),
        photograph: "photo_start",
        // Of rental homes the start of building is counted as raised (建设筹集); of resettlement homes as started.
        milestone: { $0 == "resettlement" ? "started" : "raised" }, groups: [.new]
    ) { ($0.started, $1, approved) }

    static let raise = Milestone(
        name: "raise", title: Text("申报筹集", "Report homes raised"), to: "started", later: ["started", "basic", "completed"],
        from: ["planned"],
        definition: Text(
            "改建、收购、长期租赁的房源已落实（合同签订或改建开工）", "homes to be converted, bought or leased are secured by contract or by the works' start"),
        photograph: "photo_start", milestone: { $0 == "resettlement" ? "started" : "raised" }, groups: [.converted, .existing]
    ) { ($0.started, $1, approved) }

    static let basic = Milestone(
        name: "basic", title: Text("申报基本建成", "Report basic completion"), to: "basic", later: ["basic", "completed", "operating"],
        from: ["started"],
        definition: Text("主体结构按批准的设计完成，基本具备使用条件", "the main structure is done as designed and basically usable"),
        photograph: "photo_basic", milestone: { _ in "basically_complete" }, groups: everything
    ) { milestones, _ in (milestones.basic, milestones.started, Text("已开工（筹集）套数", "homes started or raised")) }

    static let complete = Milestone(
        name: "complete", title: Text("申报竣工", "Report completion"), to: "completed", later: ["completed", "operating"], from: ["basic"],
        definition: Text("已完成竣工验收备案", "acceptance has been filed"), photograph: "photo_completed", milestone: { _ in "completed" },
        groups: everything
    ) { milestones, _ in (milestones.completed, milestones.basic, Text("基本建成套数", "homes basically complete")) }

    static let deliver = Milestone(
        name: "deliver", title: Text("申报交付", "Report delivery"), to: "operating", later: ["operating"], from: ["completed"],
        definition: Text("已交付使用或投入运营", "handed over or in use"), photograph: "photo_completed", milestone: { _ in "delivered" },
        groups: everything
    ) { milestones, _ in (milestones.delivered, milestones.completed, Text("竣工套数", "homes completed")) }
}
