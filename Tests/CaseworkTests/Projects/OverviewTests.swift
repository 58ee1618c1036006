import Evaluation
import Ledgers
import Quantities
import Store
import StoreSQLite
import Testing

@testable import Casework

@Suite("进度和预警") struct OverviewTests {
    /// P-1: 620 homes in the plan of 20 February, 300 started on 10 March. P-7: 500 homes of an earlier year, 200 basically complete in June.
    private func year(target: String = "600") async throws -> Bureau {
        let bureau = try await Bureau()
        try await bureau.act(
            "target", "receive", bureau.city, district: .city,
            ["indicator": "bonded_raised", "value": target, "document": "建保〔2023〕1号", "issued_on": "2023-02-15"])
        try await bureau.reserve("P-1")
        try await bureau.meeting("E-1", "expert", on: "2023-01-20", agenda: ["P-1"])
        try await bureau.plan("BZ-2023-1", "construction", ["P-1"], meeting: "J-1")
        try await bureau.milestone("start", "P-1", 300, on: "2023-03-10", documents: ["permit", "photo_start"])
        var answers = Bureau.project("P-7", homes: 500)
        answers["started_before"] = "500"
        try await bureau.act(
            "project", "bringStarted", bureau.city, reason: "2021年计划项目",
            documents: ["application", "approval", "land", "planning", "design", "permit"], answers)
        try await bureau.milestone("basic", "P-7", 200, on: "2023-06-10", documents: ["structure", "photo_basic"])
        return bureau
    }

    private func overview(_ bureau: Bureau) async throws -> ProjectOverview {
        let access = bureau.city
        return try await bureau.store.read { try ProjectOverview.read($0, access, year: 2023) }
    }

    @Test("two cohorts: what this year's plan is to start, and what earlier years started")
    func cohorts() async throws {
        let cohorts = try await overview(try await year()).cohorts(["bonded"])
        #expect(cohorts.starts.map { [$0.due, $0.done] } == [[620, 300], [620, 300]])
        #expect(cohorts.starts.map(\.district) == [nil, .chaoyang])
        #expect(cohorts.carriedBasic.map { [$0.due, $0.done] } == [[500, 200], [500, 200]])
        #expect(cohorts.carriedCompleted.first?.done == 0)
        #expect(cohorts.starts.first?.rate == Rational(300, 620))
    }

    @Test("a project is late from the day after its date: the general one, or its own where it has one")
    func late() async throws {
        let bureau = try await year()
        func codes(_ day: String) async throws -> [String: Int64] {
            let on = try #require(CivilDate(day))
            return Dictionary(
                try await overview(bureau).warnings(on: on).filter { $0.line.code == "P-1" }.map { ($0.code, $0.homes) }
            ) { first, _ in first }
        }
        #expect(try await codes("2023-06-08") == [:])
        // 91 days after 10 March nothing has been heard of it.
        #expect(try await codes("2023-06-09") == ["W-PRJ-04": 0])
        #expect(try await codes("2023-08-31")["W-PRJ-01"] == nil)
        #expect(try await codes("2023-09-01")["W-PRJ-01"] == 320)
        try await bureau.act(
            "project", "schedule", bureau.reporter, "P-1", on: "2023-08-01", reason: "二期延后", ["planned_start": "2023-10-31"])
        #expect(try await codes("2023-09-01")["W-PRJ-01"] == nil)
        #expect(try await codes("2023-11-01")["W-PRJ-01"] == 320)
    }

    // By hand: issued in February, so ten months remain; by the end of August six of them have passed: 620 × 6/10 = 372.
    @Test(
        "what is due by now follows the plan; behind it is a warning, a plan too small for the target another",
        arguments: [
            ("600", "behindPlan"), ("700", "atRisk"), ("300", "reached"),
        ])
    func forecast(_ target: String, _ level: String) async throws {
        let bureau = try await year(target: target)
        let result = try await bureau.evaluation()
        let series = try await Evaluator(model: result.model, database: bureau.store, access: bureau.city).series(of: result)
        let day = try #require(CivilDate("2023-09-15"))
        let forecasts = try await overview(bureau).forecasts(series.outlooks, on: day)
        let city = try #require(forecasts.first { $0.figure == "rental.bonded.raised" && $0.region == nil })
        #expect(city.reached == 300)
        #expect(city.plannedByNow == 372)
        #expect(city.planned == 620)
        #expect(city.level.rawValue == level, "\(city.reason.zh)")
        let chaoyang = try #require(forecasts.first { $0.figure == "rental.bonded.raised" && $0.region == .chaoyang })
        #expect(chaoyang.plannedByNow == 372)
    }

    @Test("with a date of its own a project is due on that day, whole")
    func dated() async throws {
        let bureau = try await year()
        try await bureau.act(
            "project", "schedule", bureau.reporter, "P-1", on: "2023-08-01", reason: "分期", ["planned_start": "2023-09-20"])
        let result = try await bureau.evaluation()
        let series = try await Evaluator(model: result.model, database: bureau.store, access: bureau.city).series(of: result)
        for (day, due) in [("2023-09-19", 0), ("2023-09-20", 620)] {
            let on = try #require(CivilDate(day))
            let forecasts = try await overview(bureau).forecasts(series.outlooks, on: on)
            #expect(forecasts.first { $0.figure == "rental.bonded.raised" && $0.region == nil }?.plannedByNow == Rational(due))
        }
    }

    // 建办保〔2022〕49号: 60 % by the end of 2023. 160300/400000 = 40.075 %, short by 19.925 points: 2 of 5. With 159000: short by 20.175: 0.
    @Test(
        "the five-year goal counts all years and is held against the year's step",
        arguments: [
            ("160000", 2), ("159000", 0), ("239700", 5),
        ])
    func five(_ before: String, _ points: Int) async throws {
        let bureau = try await year()
        try await bureau.act(
            "target", "receive", bureau.city, district: .city,
            ["indicator": "bonded_five_year", "value": "400000", "issued_on": "2021-12-31", "reached_before": before])
        let access = bureau.city
        let goal = try #require(try await bureau.store.read { try FiveYearGoal.read($0, access, year: 2023) })
        #expect(goal.reached == (Rational(before) ?? 0) + 300)
        #expect(goal.points == Rational(points))
    }
}
