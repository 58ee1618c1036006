import Evaluation
import Ledgers
import Quantities
import Store
import StoreSQLite
import Testing

@testable import Casework

@Suite("工程质量总览") struct QualityOverviewTests {
    private func renewal(_ bureau: Bureau, on day: String) async throws -> (QualityOverview, QualityOverview.Programme) {
        let city = bureau.city
        let today = try #require(CivilDate(day))
        let overview = try await bureau.store.read { try QualityOverview($0, city, year: 2023, on: today) }
        return (overview, try #require(overview.programmes.first { $0.programme == "renewal" }))
    }

    @Test("no problem can only be said with the city's sample, every site reached and every defect closed")
    func objections() async throws {
        let bureau = try await Bureau.withStarted(["2023-05-01", "2023-05-09"])
        try await bureau.inspect("JC-1", "XQ-01")
        try await bureau.find("JC-1", "1")
        var (overview, programme) = try await renewal(bureau, on: "2023-06-20")
        #expect(programme.coverage == Rational(1, 2))
        #expect(programme.uncovered.map(\.site) == ["XQ-02"])
        #expect(programme.objections.count == 3)
        #expect(overview.defects.map(\.daysLate) == [0])
        (overview, programme) = try await renewal(bureau, on: "2023-06-23")
        #expect(overview.defects.map(\.daysLate) == [3])
        #expect(programme.overdueDefects == 1)
        try await bureau.act(
            "defect", "rectify", bureau.reporter, "JC-1/1", on: "2023-06-23", documents: ["after"], ["rectified_on": "2023-06-23"])
        try await bureau.act("defect", "verify", bureau.head, "JC-1/1", on: "2023-06-24")
        try await bureau.inspect("JC-2", "XQ-02")
        try await bureau.act(
            "inspection", "planCity", bureau.city, on: "2023-06-25", reason: "专项检查",
            ["inspection": "SJ-1", "programme": "renewal", "site": "XQ-01", "planned_on": "2023-06-26"])
        (overview, programme) = try await renewal(bureau, on: "2023-06-30")
        #expect(overview.overdueVisits.map(\.site) == ["SJ-1"])
        #expect(programme.objections.map(\.zh) == ["没有市级抽查"])
        try await bureau.act(
            "inspection", "make", bureau.city, "SJ-1", on: "2023-06-30", ["inspected_on": "2023-06-30", "inspector": "市质监总站"])
        (overview, programme) = try await renewal(bureau, on: "2023-06-30")
        #expect(programme.objections.isEmpty)
        try await bureau.act(
            "defect", "find", bureau.city, on: "2023-06-30",
            ["inspection": "SJ-1", "number": "1", "severity": "quality", "field": "quality", "what": "外保温空鼓", "deadline": "2023-07-30"])
        (_, programme) = try await renewal(bureau, on: "2023-06-30")
        #expect(programme.qualityProblems == 1)
        #expect(programme.objections.count == 2)
    }

    @Test("an inspection filed with other numbers than its defects is named")
    func mismatch() async throws {
        let bureau = try await Bureau.withStarted(["2023-05-01"])
        try await bureau.inspect("JC-1", "XQ-01")
        try await bureau.find("JC-1", "1")
        #expect(try await renewal(bureau, on: "2023-06-20").0.mismatches.isEmpty)
        try await bureau.file(
            bureau.reporter,
            "行政区划,所属期,检查编号,专项,项目或小区编号,检查层级,检查日期,一般问题数,已整改数,工程质量问题数\r\n110105,2023-06,JC-1,老旧小区改造,XQ-01,区级检查,2023-06-02,4,4,0\r\n",
            ledger: "inspections")
        let mismatch = try #require(try await renewal(bureau, on: "2023-06-20").0.mismatches.first)
        #expect(mismatch.stated == [4, 4, 0])
        #expect(mismatch.counted == [1, 0, 0])
        #expect(try await bureau.ruleFindings("X-INS-01").map { [$0.left.value, $0.right.value] } == [[4, 1], [4, 0]])
    }
}
