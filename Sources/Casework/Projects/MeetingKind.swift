internal import Ledgers
internal import Quantities
internal import Store

extension CaseKind {
    /// 联席会议、联审、专家评审: convened with an agenda, opinions by member, a decision on each item, closed. Plans rest on them.
    public static let meeting = CaseKind(
        "meeting", Text("联席会议和评审", "Meeting or review"),
        purpose: Text(
            "联席会议、联审和专家评审：召集并列出议题，登记各成员单位（专家）意见，逐项作出决定，形成决定后闭会",
            "Joint meetings, joint and expert reviews: convened with an agenda; each member's opinion; a decision on each item; then closed"
        ),
        group: .projects, ledger: .meetings, state: "state", title: "title",
        documents: [
            DocumentKind("notice", "会议通知", "Notice", required: false), DocumentKind("minutes", "会议纪要", "Minutes"),
            DocumentKind("opinion", "书面意见", "Written opinions", required: false),
        ],
        // An entry of a file is a meeting that was held and has decided.
        derived: { _, _ in "closed" },
        acts: [
            CaseAct(
                "convene", Text("召集会议", "Convene"), to: "convened", may: .decideCases,
                asks: Sheet.meetings.columns("meeting", "programme", "kind", "held_on") + [Meetings.title]
                    + Sheet.meetings.columns("chair") + [Meetings.agenda(required: false)], takesDocuments: true,
                needs: [Meetings.areKnown], effect: { try Meetings.add($0, CodeList.read($0.answerText("agenda"))) }),
            CaseAct(
                "addItems", Text("增加议题", "Add items"), from: ["convened"], may: .decideCases, asks: [Meetings.agenda(required: true)],
                needs: [Meetings.areKnown], effect: { try Meetings.add($0, CodeList.read($0.answerText("agenda"))) }),
            CaseAct(
                "addMatter", Text("增加其他事项", "Add another matter"), from: ["convened"], may: .decideCases,
                asks: [
                    Column("item", Text("事项编号", "Matter"), .code(max: 60)), Column("matter", Text("事项名称", "What it is"), .text(max: 120)),
                ]
            ) { work in
                try Meetings.write(
                    work, work.answerText("item"), ["subject": "other", "title": .text(work.answerText("matter"))])
            },
            CaseAct(
                "opine", Text("登记意见", "Register an opinion"), from: ["convened"], may: .handleCases,
                asks: [Meetings.items] + Sheet.opinions.columns("unit", "opinion", "text"), takesDocuments: true,
                needs: [Meetings.areOnAgenda, Meetings.saysWhy], effect: Meetings.opine),
            CaseAct(
                "decide", Text("作出决定", "Decide"), from: ["convened"], may: .decideCases,
                asks: [Meetings.items, Meetings.ruling] + Sheet.meetingItems.columns("note"),
                needs: [Meetings.areOnAgenda, Meetings.isHeld, Meetings.areHeard, Meetings.isReasoned], effect: Meetings.decide),
            CaseAct(
                "close", Text("形成决定并闭会", "Close with the decision"), from: ["convened"], to: "closed", may: .decideCases,
                asks: [Meetings.decision], documents: ["minutes"], needs: [Meetings.isHeld, Meetings.areDecided]),
            CaseAct("cancel", Text("取消会议", "Cancel"), from: ["convened"], to: "cancelled", may: .decideCases, reason: true),
            CaseAct(
                "addBatch", Text("提交计划批次", "A plan batch is submitted"), from: ["convened"], may: .decideCases,
                asks: [Meetings.agenda(required: true)], consequence: true,
                effect: { try Meetings.add($0, CodeList.read($0.answerText("agenda"))) }),
        ])
}

/// What meetings ask for and rest on.
enum Meetings {
    static let title = Column("title", Text("会议名称", "Title"), .text(max: 100))
    static let decision = Column("decision", Text("决定摘要", "The decision in short"), .text(max: 300))
    static let items = Column(
        "items", Text("议题编号", "Items"), .text(max: 4000),
        help: Text("一个或多个编号，以顿号分隔；全部议题填“*”", "one or more codes parted by commas; * for all"))
    static let ruling = Column("ruling", Text("决定", "Decision"), Sheet.meetingItems.column("decision")?.type ?? .text())

    static func agenda(required: Bool) -> Column {
        Column(
            "agenda", Text("议题", "Agenda"), .text(max: 20_000), required: required,
            help: Text("项目、小区或计划批次的编号，以顿号或换行分隔", "codes of projects, communities or plan batches, parted by commas or lines"))
    }

    /// The agenda of a meeting.
    static func agenda(_ desk: LedgerDesk, _ meeting: String, year: Int) throws -> [DeskEntry] {
        try desk.entries(.meetingItems, year: year).filter { $0.text("meeting") == meeting }
    }

    /// The items an answer names.
    static func named(_ work: CaseWork) throws -> [DeskEntry] {
        let all = try agenda(work.desk, work.key, year: work.year)
        let answer = CodeList.read(work.answerText("items"))
        return answer == ["*"] ? all : all.filter { answer.contains($0.text("item")) }
    }

    /// What an item of the agenda is: its kind, name and district.
    private static func subject(_ desk: LedgerDesk, _ code: String, year: Int) throws -> [String: SQLValue]? {
        if let project = try desk.project(code, year: year) {
            return ["subject": "project", "title": .text(project.text("name")), "place": .text(project.page.district.digits)]
        }
        for past in 0..<LedgerDesk.yearsBack {
            if let found = try desk.entries(.communities, year: year - past).first(where: { $0.text("community") == code }) {
                return ["subject": "community", "title": .text(found.text("name")), "place": .text(found.page.district.digits)]
            }
        }
        if let batch = try desk.entries(.planBatches, year: year).first(where: { $0.text("batch") == code }) {
            return ["subject": "batch", "title": .text(batch.text("title"))]
        }
        return nil
    }

    static func add(_ work: CaseWork, _ codes: [String]) throws {
        let there = Set(try agenda(work.desk, work.key, year: work.year).map { $0.text("item") })
        for code in codes where !there.contains(code) {
            if let subject = try subject(work.desk, code, year: work.year) { try write(work, code, subject) }
        }
    }

    static func write(_ work: CaseWork, _ item: String, _ values: [String: SQLValue]) throws {
        try work.write(.meetingItems, values.merging(["meeting": .text(work.key), "item": .text(item)]) { first, _ in first })
    }

    static func opine(_ work: CaseWork) throws {
        for item in try named(work) {
            try work.write(
                .opinions,
                [
                    "meeting": .text(work.key), "item": item["item"], "unit": work.answer("unit"), "opinion": work.answer("opinion"),
                    "text": work.answer("text"), "given_on": .integer(work.day.stored),
                ])
        }
    }

    static func decide(_ work: CaseWork) throws {
        for item in try named(work) {
            try write(
                work, item.text("item"),
                ["decision": work.answer("ruling"), "decided_on": .integer(work.day.stored), "note": work.answer("note")])
        }
    }

    // MARK: - Needs

    static let areKnown = Need("N-MTG-01", Text("议题都是已登记的项目、小区或计划批次", "every item is a registered project, community or batch")) { work in
        let unknown = try CodeList.read(work.answerText("agenda")).filter { try subject(work.desk, $0, year: work.year) == nil }
        guard !unknown.isEmpty else { return nil }
        return Text("没有登记：" + unknown.joined(separator: "、"), "not registered: " + unknown.joined(separator: ", "))
    }

    static let areOnAgenda = Need("N-MTG-02", Text("议题在会议议程中", "the items stand on the agenda")) { work in
        let answer = CodeList.read(work.answerText("items"))
        let there = Set(try agenda(work.desk, work.key, year: work.year).map { $0.text("item") })
        let unknown = answer == ["*"] ? [] : answer.filter { !there.contains($0) }
        if there.isEmpty { return Text("会议没有议题", "the agenda is empty") }
        guard !unknown.isEmpty else { return nil }
        return Text("不在议程中：" + unknown.joined(separator: "、"), "not on the agenda: " + unknown.joined(separator: ", "))
    }

    static let saysWhy = Need("N-MTG-03", Text("有条件同意或不同意的须写明意见", "conditions and objections are put in words")) { work in
        let isPlain = ["agree", "abstain"].contains(work.answerText("opinion"))
        return isPlain || !work.answerText("text").isEmpty ? nil : Text("未写明意见内容", "the words are missing")
    }

    static let isHeld = Need("N-MTG-04", Text("会议日期已到", "the day of the meeting has come")) { work in
        guard let day = work.date("held_on"), work.day < day else { return nil }
        return Text("会议定于\(day.chinese)", "the meeting is on \(day)")
    }

    static let areHeard = Need("N-MTG-05", Text("每个议题至少有一份意见", "every item has at least one opinion")) { work in
        let heard = Set(
            try work.entries(.opinions).filter { $0.text("meeting") == work.key }.map { $0.text("item") })
        let silent = try named(work).map { $0.text("item") }.filter { !heard.contains($0) }
        guard !silent.isEmpty else { return nil }
        return Text("没有意见：" + silent.joined(separator: "、"), "no opinion on " + silent.joined(separator: ", "))
    }

    static let isReasoned = Need("N-MTG-06", Text("缓议或不同意的须写明说明", "a postponement or rejection has its reason")) { work in
        work.answerText("ruling") == "approve" || !work.answerText("note").isEmpty ? nil : Text("未写明说明", "the note is missing")
    }

    static let areDecided = Need("N-MTG-07", Text("议题均已作出决定", "every item is decided")) { work in
        let all = try agenda(work.desk, work.key, year: work.year)
        if all.isEmpty { return Text("会议没有议题", "the agenda is empty") }
        let open = all.filter { $0.text("decision").isEmpty }.map { $0.text("item") }
        guard !open.isEmpty else { return nil }
        return Text("未决定：" + open.joined(separator: "、"), "undecided: " + open.joined(separator: ", "))
    }
}
