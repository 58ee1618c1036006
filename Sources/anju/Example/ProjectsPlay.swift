import Casework
import Example
import Foundation
import Ledgers
import Quantities
import Store

extension ExamplePlay {
    /// Targets, reserve, meetings, plans, certificates and the months' progress of the example city, act by act and day by day.
    static let projectsPlay = Play(
        ledgers: [.targets, .districtTargets, .projects, .planBatches, .planItems, .plans, .progress, .meetings, .meetingItems, .opinions]
    ) { play in
        try await ProjectsPlay(play).run()
    }
}

/// The year of the example's housing projects. What the ledgers hold at its end is what the example's files would have held.
struct ProjectsPlay {
    let play: ExamplePlay
    private let rows: [ExampleRow]
    private let plans: [ExampleRow]
    private let progress: [ExampleRow]
    let meetings: [ExampleRow]
    private let planned: [String: ExampleRow]
    private let year = ExampleCity.year

    init(_ play: ExamplePlay) {
        self.play = play
        rows = play.city.rows(of: .projects)
        plans = play.city.rows(of: .plans)
        progress = play.city.rows(of: .progress)
        meetings = play.city.rows(of: .meetings).sorted {
            ($0.answers["held_on"] ?? "", $0.answers["meeting"] ?? "") < ($1.answers["held_on"] ?? "", $1.answers["meeting"] ?? "")
        }
        planned = Dictionary(plans.map { ($0.answers["project"] ?? "", $0) }) { first, _ in first }
    }

    private var city: RegionCode { play.workplace.regions.city.code }
    private var office: Access { play.staff.access("city") }

    func run() async throws {
        try await reserve()
        try await targets()
        // What happens on a day happens in this order: meetings, then plans, then certificates, then progress.
        let days = Set(meetings.compactMap { day($0, "held_on") } + batches.flatMap { [$0.issuedOn] } + certificateDays + monthEnds)
            .sorted()
        for day in days {
            for meeting in meetings where self.day(meeting, "held_on") == day { try await hold(meeting, on: day) }
            for batch in batches where batch.issuedOn == day { try await issue(batch) }
            for batch in batches { try await certify(batch, on: day) }
            if monthEnds.contains(day) { try await report(day.month) }
        }
    }

    private func day(_ row: ExampleRow, _ column: String) -> CivilDate? { row.answers[column].flatMap { CivilDate($0) } }
    private func later(_ day: CivilDate, _ days: Int) -> CivilDate { CivilDate(dayNumber: day.dayNumber + days) ?? day }
    private var monthEnds: [CivilDate] {
        (1...12).compactMap { CivilDate(year: year, month: $0, day: CivilDate.days(inMonth: $0, of: year)) }
    }

    private func order(
        _ kind: String, _ act: String, _ district: RegionCode, _ key: String = "", reason: String = "", documents: [String] = [],
        _ answers: [String: String] = [:]
    ) -> CaseOrder {
        CaseOrder(
            kind, act, district: district, year: year, key: key, answers: answers, reason: reason,
            documents: documents.map { play.attachment($0, of: kind) })
    }

    /// Orders by district, each by that district's own person.
    private func byDistrict(_ role: Role, _ orders: [CaseOrder], on day: CivilDate) async throws {
        for (district, its) in Dictionary(grouping: orders, by: \.district).sorted(by: { $0.key < $1.key }) {
            guard let region = play.workplace.regions[district] else { continue }
            try await play.act(its, as: play.staff.access(role, of: region), on: day)
        }
    }

    // MARK: - Targets

    private func targets() async throws {
        let shares = Dictionary(grouping: play.city.rows(of: .districtTargets)) { $0.answers["indicator"] ?? "" }
        let targets = play.city.rows(of: .targets)
        try await play.act(targets.map { order("target", "receive", city, $0.answers) }, as: office, on: ExamplePlay.day(2, 16))
        try await play.act(
            targets.map { target in
                let indicator = target.answers["indicator"] ?? ""
                let list = (shares[indicator] ?? []).map { "\($0.district.digits)=\($0.answers["value"] ?? "0")" }
                return order("target", "split", city, indicator, ["shares": list.joined(separator: "、")])
            }, as: office, on: ExamplePlay.day(2, 24))
    }

    private func order(_ kind: String, _ act: String, _ district: RegionCode, _ answers: [String: String]) -> CaseOrder {
        order(kind, act, district, "", answers)
    }

    // MARK: - The reserve

    /// What a new project of this year's lists is; all others were planned or begun before.
    private func isNew(_ row: ExampleRow) -> Bool {
        let list = planned[row.answers["project"] ?? ""]?.answers["list"]
        return list != nil && list != "completion"
    }

    private func documents(_ row: ExampleRow) -> [String] {
        let isComplete = row.answers["file_complete"] == "是"
        return switch row.answers["source"] {
        case "conversion": ["application", "approval", "title", "consent"] + (isComplete ? ["safety"] : [])
        case "existing": ["application", "approval", "title", "contract"] + (isComplete ? ["safety"] : [])
        default: ["application", "approval", "land", "design"] + (isComplete ? ["planning"] : [])
        }
    }

    private func description(_ row: ExampleRow) -> [String: String] {
        row.answers.filter { !["in_reserve", "file_complete"].contains($0.key) }
    }

    private func reserve() async throws {
        let fresh = rows.filter(isNew)
        func december(_ day: Int) -> CivilDate { CivilDate(year: year - 1, month: 12, day: day) ?? ExamplePlay.day(1, 3) }
        try await byDistrict(
            .districtReporter, fresh.map { order("project", "register", $0.district, documents: documents($0), description($0)) },
            on: december(5))
        try await byDistrict(
            .districtHead, fresh.map { order("project", "agree", $0.district, $0.answers["project"] ?? "") }, on: december(12))
        try await play.act(
            fresh.map { order("project", "admit", $0.district, $0.answers["project"] ?? "") }, as: office, on: december(20))
        let begun = Set(
            progress.filter { ["raised", "started"].contains($0.answers["milestone"] ?? "") }.compactMap { $0.answers["project"] })
        let before = rows.filter { !isNew($0) }
        try await play.act(
            before.map { row in
                var answers = description(row)
                let startsThisYear = begun.contains(row.answers["project"] ?? "")
                if !startsThisYear { answers["started_before"] = row.answers["homes"] }
                return order(
                    "project", startsThisYear ? "bringPlanned" : "bringStarted", row.district, reason: "样例：以前年度计划项目，启用系统时结转登记",
                    documents: documents(row) + (startsThisYear ? [] : ["permit"]), answers)
            }, as: office, on: december(26))
    }

    // MARK: - Meetings

    /// The batches with what they hold and where they are decided.
    private struct Batch {
        let code: String
        let programme: String
        let issuedOn: CivilDate
        let rows: [ExampleRow]
        let meeting: String
        let previous: CivilDate?
    }

    private var batches: [Batch] {
        let groups = Dictionary(grouping: plans) { $0.answers["batch"] ?? "" }.sorted { $0.key < $1.key }
        let issues = groups.compactMap { code, rows in rows.first.flatMap { day($0, "issued_on") }.map { (code, $0) } }
        return groups.compactMap { code, rows -> Batch? in
            guard let issued = rows.first.flatMap({ day($0, "issued_on") }) else { return nil }
            let programme = rows.contains { $0.answers["list"] == "redevelopment" } ? "redevelopment" : "rental"
            let meeting = meetings.last {
                $0.answers["programme"] == programme && $0.answers["kind"] == "joint" && (day($0, "held_on") ?? issued) < issued
            }
            let family = code.prefix { $0 != "-" }
            let previous = issues.filter { $0.0.prefix { $0 != "-" } == family && $0.1 < issued }.map(\.1).max()
            return Batch(
                code: code, programme: programme, issuedOn: issued, rows: rows, meeting: meeting?.answers["meeting"] ?? "",
                previous: previous)
        }
    }

    /// The designs an expert review sees: those of the next batch, dealt out over the reviews before it.
    private func designs(_ meeting: ExampleRow) -> [String] {
        let code = meeting.answers["meeting"] ?? ""
        let housing = Dictionary(rows.map { ($0.answers["project"] ?? "", $0.answers["housing"] ?? "") }) { first, _ in first }
        for batch in batches where batch.programme == "rental" {
            let reviews = meetings.filter { row in
                guard row.answers["kind"] == "expert", let day = day(row, "held_on") else { return false }
                return day < batch.issuedOn && day >= (batch.previous ?? ExamplePlay.day(1, 1))
            }.map { $0.answers["meeting"] ?? "" }
            guard let place = reviews.firstIndex(of: code) else { continue }
            let projects = batch.rows.filter { $0.answers["list"] == "construction" }.compactMap { $0.answers["project"] }
                .filter { housing[$0] == "bonded" }
            return projects.enumerated().filter { $0.offset % reviews.count == place }.map(\.element)
        }
        return []
    }

    private static let members = ["市规划自然资源委", "市财政局", "市发展改革委"]
    private static let experts = ["规划专家甲", "建筑专家乙", "结构专家丙"]

    private func hold(_ meeting: ExampleRow, on day: CivilDate) async throws {
        let (code, kind) = (meeting.answers["meeting"] ?? "", meeting.answers["kind"] ?? "")
        let agenda = kind == "expert" ? designs(meeting) : []
        let title = Sheet.meetings.column("kind").map { $0.shown(.text(kind), .chinese) } ?? kind
        var answers = meeting.answers.filter { ["meeting", "programme", "kind", "held_on"].contains($0.key) }
        answers["title"] = "\(title)（样例\(code)）"
        answers["agenda"] = agenda.joined(separator: "、")
        let convened = max(later(day, -7), ExamplePlay.day(1, 3))
        try await play.act([order("meeting", "convene", city, answers)], as: office, on: min(convened, day))
        for batch in batches where batch.meeting == code { try await submit(batch, on: day) }
        let hasAgenda = !agenda.isEmpty || batches.contains { $0.meeting == code }
        var orders: [CaseOrder] = []
        if !hasAgenda { orders.append(order("meeting", "addMatter", city, code, ["item": code + "-1", "matter": "年度工作事项（样例）"])) }
        for unit in kind == "expert" ? Self.experts : Self.members {
            orders.append(order("meeting", "opine", city, code, ["items": "*", "unit": unit, "opinion": "agree"]))
        }
        orders.append(order("meeting", "decide", city, code, ["items": "*", "ruling": "approve"]))
        orders.append(order("meeting", "close", city, code, documents: ["minutes"], ["decision": meeting.answers["decision"] ?? "原则同意"]))
        try await play.act(orders, as: office, on: day)
    }

    // MARK: - Plans

    private func submit(_ batch: Batch, on day: CivilDate) async throws {
        let lists = Dictionary(grouping: batch.rows) { $0.answers["list"] ?? "" }.sorted { $0.key < $1.key }
        var orders = [
            order(
                "plan_batch", "draft", city,
                [
                    "batch": batch.code, "programme": batch.programme,
                    "title": "\(year)年\(batch.programme == "rental" ? "保障性住房建设筹集计划" : "棚户区改造实施计划")\(batch.code)（样例）",
                ])
        ]
        for (list, rows) in lists {
            orders.append(
                order(
                    "plan_batch", "choose", city, batch.code,
                    ["list": list, "projects": rows.compactMap { $0.answers["project"] }.joined(separator: "、")]))
        }
        orders.append(order("plan_batch", "submit", city, batch.code, ["meeting": batch.meeting]))
        try await play.act(orders, as: office, on: day)
    }

    private func issue(_ batch: Batch) async throws {
        try await play.act(
            [order("plan_batch", "approve", city, batch.code)], as: play.staff.access("city2"), on: later(batch.issuedOn, -1))
        // The number is made up, and says so by its word.
        let number = "样例保障发〔\(year)〕\(batch.issuedOn.month)号"
        try await play.act(
            [
                order(
                    "plan_batch", "issue", city, batch.code, documents: ["issued"],
                    ["document": number, "issued_on": batch.issuedOn.description])
            ], as: office, on: batch.issuedOn)
    }

    // MARK: - Certificates

    private var certificateDays: [CivilDate] { batches.filter { $0.programme == "rental" }.map { later($0.issuedOn, 4) } }

    private func certify(_ batch: Batch, on day: CivilDate) async throws {
        guard batch.programme == "rental", later(batch.issuedOn, 4) == day else { return }
        let wanted = Set(batch.rows.filter { $0.answers["list"] != "completion" }.compactMap { $0.answers["project"] })
        let its = rows.filter { wanted.contains($0.answers["project"] ?? "") && $0.answers["housing"] == "bonded" }
        func application(_ row: ExampleRow) -> String { "RD-" + (row.answers["project"] ?? "") }
        try await byDistrict(
            .districtReporter,
            its.map { row in
                let answers = [
                    "application": application(row), "project": row.answers["project"] ?? "", "name": row.answers["name"] ?? "",
                    "source": row.answers["source"] ?? "", "address": "样例地址", "applicant": row.answers["developer"] ?? "",
                    "applicant_code": row.answers["developer_code"] ?? "", "operator": row.answers["developer"] ?? "",
                    "area": row.answers["area"] ?? "", "homes": row.answers["homes"] ?? "",
                ]
                return order("certificate", "apply", row.district, documents: ["application", "approval", "land"], answers)
            }, on: day)
        try await byDistrict(
            .districtHead, its.map { order("certificate", "agree", $0.district, application($0), ["opinion": "符合认定条件，同意（样例）"]) },
            on: later(day, 1))
        try await play.act(
            its.map { order("certificate", "issue", $0.district, application($0)) }, as: office, on: later(day, 4))
    }

    // MARK: - Progress

    private static let acts = [
        "raised": "raise", "started": "start", "basically_complete": "basic", "completed": "complete", "delivered": "deliver",
    ]

    private func report(_ month: Int) async throws {
        let source = Dictionary(rows.map { ($0.answers["project"] ?? "", $0.answers["source"] ?? "") }) { first, _ in first }
        let its = progress.filter { self.day($0, "reached_on")?.month == month }
            .sorted {
                ($0.answers["reached_on"] ?? "", $0.answers["milestone"] ?? "") < (
                    $1.answers["reached_on"] ?? "", $1.answers["milestone"] ?? ""
                )
            }
        let orders = its.map { row -> CaseOrder in
            let project = row.answers["project"] ?? ""
            let isRaised = ["conversion", "existing"].contains(source[project] ?? "")
            var act = Self.acts[row.answers["milestone"] ?? ""] ?? ""
            if act == "raise", !isRaised { act = "start" }
            let documents =
                switch act {
                case "start", "raise": ["permit", "photo_start"]
                case "basic": ["structure", "photo_basic"]
                default: ["acceptance", "photo_completed"]
                }
            return order(
                "project", act, row.district, project, documents: documents,
                ["reached": row.answers["homes"] ?? "", "reached_on": row.answers["reached_on"] ?? "", "meets": "是"])
        }
        let day = ExamplePlay.day(month, CivilDate.days(inMonth: month, of: year))
        try await byDistrict(.districtReporter, orders, on: day)
    }
}
