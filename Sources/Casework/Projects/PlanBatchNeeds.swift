internal import Ledgers
internal import Quantities
internal import Store

/// What the batches of a plan rest on.
extension PlanBatches {
    /// Names the projects of an answer that something is wrong with.
    private static func each(
        _ code: String, _ text: Text, _ wrong: @escaping @Sendable (CaseWork, _ list: String, _ project: DeskEntry) throws -> Text?
    ) -> Need {
        Need(code, text) { work in
            let faults = try CodeList.read(work.answerText("projects")).compactMap { project -> Text? in
                guard let entry = try work.desk.project(project, year: work.year) else { return nil }
                return try wrong(work, work.answerText("list"), entry).map { Text("\(project)：\($0.zh)", "\(project): \($0.en)") }
            }
            return some(faults)
        }
    }

    private static func some(_ faults: [Text]) -> Text? {
        guard !faults.isEmpty else { return nil }
        let more = faults.count > 10 ? Text("等\(faults.count)项", " and \(faults.count - 10) more") : Text("", "")
        return Text(
            faults.prefix(10).map(\.zh).joined(separator: "；") + more.zh, faults.prefix(10).map(\.en).joined(separator: "; ") + more.en)
    }

    private static func state(_ project: DeskEntry) -> String { CaseView.state(.project, project.values) }

    static let choosing: [Need] = [
        Need("N-PLN-01", Text("项目均已登记", "every project is registered")) { work in
            let codes = CodeList.read(work.answerText("projects"))
            if codes.isEmpty { return Text("没有项目", "no project is named") }
            return some(
                try codes.filter { try work.desk.project($0, year: work.year) == nil }.map { Text("\($0)未登记", "\($0) is not registered") })
        },
        each("N-PLN-02", Text("新建、筹集、棚改计划从储备库选取，竣工计划从在建项目选取", "projects come from the reserve; those to complete are under way")) {
            _, list, project in
            let wanted = list == "completion" ? ["planned", "started", "basic"] : ["reserve"]
            let state = CaseView.state(.project, project.values)
            return wanted.contains(state)
                ? nil : Text("状态为“\(CaseKind.project.state(state).name.zh)”", "it is “\(CaseKind.project.state(state).name.en)”")
        },
        each("N-PLN-03", Text("住房类型和来源与计划类别相符", "housing and source fit the list")) { work, list, project in
            let isResettlement = project.text("housing") == "resettlement"
            let isNew = ProjectFile.Group(source: project.text("source")) == .new
            let programme = isResettlement ? "redevelopment" : "rental"
            if work.text("programme") != programme { return Text("不属于本批次的专项", "it is of another programme") }
            switch list {
            case "construction": return isResettlement || !isNew ? Text("不是新建的租赁住房", "not rental housing to be built") : nil
            case "raising": return isResettlement || isNew ? Text("不是改建、收购或长租的租赁住房", "not rental housing to be raised") : nil
            case "redevelopment": return isResettlement ? nil : Text("不是棚改安置房", "not resettlement housing")
            default: return nil
            }
        },
        each("N-PLN-04", Text("同一项目同一年度同一类计划只列一次", "a project stands once in a list and year")) { work, list, project in
            try listed(work, project.text("project"), list).map { Text("已列入\($0)", "it is in \($0)") }
        },
    ]

    /// The other batch a project is listed in, if any.
    private static func listed(_ work: CaseWork, _ project: String, _ list: String) throws -> String? {
        let dropped = Set(try work.entries(.planBatches).filter { $0.text("state") == "dropped" }.map { $0.text("batch") })
        let drafted = try work.entries(.planItems).first {
            $0.text("project") == project && $0.text("list") == list && $0.text("batch") != work.key && $0.text("standing") == "listed"
                && !dropped.contains($0.text("batch"))
        }
        let issued = try work.entries(.plans).first {
            $0.text("project") == project && $0.text("list") == list && $0.text("batch") != work.key
        }
        return (drafted ?? issued)?.text("batch")
    }

    static let countOnce = Need("N-PLN-05", Text("同一项目同一年度同一类计划只列一次", "a project stands once in a list and year")) { work in
        some(
            try items(work).compactMap { item in
                try listed(work, item.text("project"), item.text("list")).map {
                    Text("\(item.text("project"))已列入\($0)", "\(item.text("project")) is in \($0)")
                }
            })
    }

    static let hasItems = Need("N-PLN-06", Text("批次中有项目", "there are projects in the batch")) { work in
        try items(work).isEmpty ? Text("批次中没有项目", "the batch is empty") : nil
    }

    static let isConvened = Need(
        "N-PLN-07", Text("会议已召集、尚未闭会，专项一致，且不是专家评审", "the meeting is convened, not closed, of the programme, and no expert review")
    ) { work in
        let code = work.answerText("meeting")
        guard let meeting = try work.entries(.meetings).first(where: { $0.text("meeting") == code }) else {
            return Text("没有会议\(code)", "there is no meeting \(code)")
        }
        let isFit = meeting.text("programme") == work.text("programme") && meeting.text("kind") != "expert"
        guard isFit, CaseView.state(.meeting, meeting.values) == "convened" else {
            return Text("会议\(code)不能审议本批次", "meeting \(code) cannot decide on this batch")
        }
        return nil
    }

    /// Items of a kind of meeting that approved a project, in a meeting that has closed.
    private static func approvals(_ work: CaseWork) throws -> [(item: DeskEntry, meeting: DeskEntry)] {
        var result: [(DeskEntry, DeskEntry)] = []
        for past in 0..<3 {
            let meetings = Dictionary(
                try work.desk.entries(.meetings, year: work.year - past).map { ($0.text("meeting"), $0) },
                uniquingKeysWith: { first, _ in first })
            for item in try work.desk.entries(.meetingItems, year: work.year - past) where item.text("decision") == "approve" {
                guard let meeting = meetings[item.text("meeting")], CaseView.state(.meeting, meeting.values) == "closed" else { continue }
                result.append((item, meeting))
            }
        }
        return result
    }

    /// 新建保障性租赁住房规划设计建设方案专家评审制度 (as the report of 2023 says).
    static let areReviewed = Need("N-PLN-08", Text("新建保障性租赁住房的方案已经专家评审同意", "designs of new rental housing have passed expert review")) {
        work in
        let passed = Set(try approvals(work).filter { $0.meeting.text("kind") == "expert" }.map { $0.item.text("item") })
        return some(
            try items(work).compactMap { item in
                let code = item.text("project")
                guard item.text("list") == "construction", !passed.contains(code),
                    try work.desk.project(code, year: work.year)?.text("housing") == "bonded"
                else { return nil }
                return Text("\(code)未经专家评审同意", "\(code) has not passed expert review")
            })
    }

    static let areApproved = Need(
        "N-PLN-09", Text("每个项目都有审议会议的同意决定，且会议已闭会", "every project has the approving decision of a meeting that has closed")
    ) {
        work in
        let meeting = work.text("meeting")
        let passed = Set(try approvals(work).filter { $0.meeting.text("meeting") == meeting }.map { $0.item.text("item") })
        return some(
            try items(work).map { $0.text("project") }.filter { !passed.contains($0) }
                .map { Text("\($0)没有\(meeting)的同意决定", "\($0) has no approval of \(meeting)") })
    }

    static let isInOrder = Need(
        "N-PLN-10", Text("印发日期不早于会议决定，不晚于今天，且在本年度内", "issued after the decision, not in the future, and in the year")
    ) { work in
        guard let day = work.answerDate("issued_on") else { return nil }
        let meeting = try work.entries(.meetings).first { $0.text("meeting") == work.text("meeting") }
        if let held = meeting?.date("held_on"), day < held { return Text("会议日期为\(held.chinese)", "the meeting was on \(held)") }
        return day > work.day || day.year != work.year ? Text("印发日期\(day.chinese)不可用", "\(day) cannot be") : nil
    }
}
