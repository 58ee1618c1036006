import Evaluation
import Ledgers
import Quantities
import Testing

@testable import Casework

/// The steps of a project's life, as tests play them.
extension Bureau {
    /// A second person of the city's housing commission.
    var city2: Access { Self.access("市住建丙", .cityHousing) }

    static func project(
        _ code: String, housing: String = "bonded", source: String = "collective_land", homes: Int = 620
    ) -> [String: String] {
        [
            "project": code, "name": "某租赁住房项目\(code)", "housing": housing, "source": source, "homes": String(homes), "area": "32000.00",
            "developer": "某建设公司", "address": "朝阳区某乡某村",
        ]
    }

    /// Into the reserve, with a file that makes it A.
    func reserve(_ code: String, housing: String = "bonded", source: String = "collective_land", homes: Int = 620) async throws {
        let documents =
            switch ProjectFile.Group(source: source) {
            case .new: ["application", "approval", "land", "planning", "design"]
            case .converted: ["application", "approval", "title", "consent"]
            case .existing: ["application", "approval", "title", "contract"]
            }
        try await act(
            "project", "register", reporter, on: "2023-01-05", documents: documents,
            Self.project(code, housing: housing, source: source, homes: homes))
        try await act("project", "agree", head, code, on: "2023-01-06")
        try await act("project", "admit", city, code, on: "2023-01-09")
    }

    /// A meeting that decides on all its items.
    func meeting(
        _ code: String, _ kind: String, programme: String = "rental", on day: String, agenda: [String] = [], ruling: String = "approve",
        before: (() async throws -> Void)? = nil
    ) async throws {
        try await act(
            "meeting", "convene", city, district: .city, on: "2023-01-10",
            [
                "meeting": code, "programme": programme, "kind": kind, "held_on": day, "title": "会议\(code)",
                "agenda": agenda.joined(separator: "、"),
            ])
        try await before?()
        try await act("meeting", "opine", city, code, district: .city, on: day, ["items": "*", "unit": "市规划自然资源委", "opinion": "agree"])
        try await act("meeting", "decide", city, code, district: .city, on: day, ["items": "*", "ruling": ruling, "note": "见纪要"])
        try await act("meeting", "close", city, code, district: .city, on: day, documents: ["minutes"], ["decision": "原则同意"])
    }

    /// A batch of the plan, from draft to issue.
    func plan(_ batch: String, _ list: String, _ projects: [String], meeting code: String, programme: String = "rental") async throws {
        let name = ["batch": batch, "programme": programme, "title": "年度计划\(batch)"]
        try await act("plan_batch", "draft", city, district: .city, on: "2023-01-11", name)
        try await act(
            "plan_batch", "choose", city, batch, district: .city, on: "2023-01-11",
            ["list": list, "projects": projects.joined(separator: "、")])
        try await meeting(code, "joint", programme: programme, on: "2023-02-10") {
            try await self.act("plan_batch", "submit", self.city, batch, district: .city, on: "2023-01-12", ["meeting": code])
        }
        try await act("plan_batch", "approve", city2, batch, district: .city, on: "2023-02-13")
        try await act(
            "plan_batch", "issue", city, batch, district: .city, on: "2023-02-20", documents: ["issued"],
            ["document": "京建发〔2023〕12号", "issued_on": "2023-02-20"])
    }

    func milestone(
        _ act: String, _ code: String, _ homes: Int, on day: String, documents: [String] = [], meets: Bool = true
    ) async throws {
        try await self.act(
            "project", act, builder, code, on: day, documents: documents,
            ["reached": String(homes), "reached_on": day, "meets": meets ? "是" : "否"])
    }

    func evaluation() async throws -> EvaluationResult {
        let evaluator = Evaluator(model: try YearModel.load(year: Self.year), database: store, access: city)
        return try await evaluator.evaluate(try await evaluator.current())
    }
}
