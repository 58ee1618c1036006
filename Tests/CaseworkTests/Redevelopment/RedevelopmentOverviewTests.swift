import Evaluation
import Ledgers
import Quantities
import Store
import StoreSQLite
import Testing

@testable import Casework

@Suite("棚改总览") struct RedevelopmentOverviewTests {
    @Test("takes each district's rate over its projects, the mean over districts, and says who is below 80 %")
    func rates() async throws {
        let bureau = try await Bureau()
        let header = "行政区划,所属期,项目编号,项目名称,所处阶段,应签约户数,已签约户数,统计日期\r\n"
        let chaoyang = header + "110105,2023,P-1,甲,征收启动签约,100,80,2023-12-31\r\n110105,2023,P-2,乙,征拆收尾净地,300,300,2023-12-31\r\n"
        try await bureau.file(bureau.reporter, chaoyang, ledger: "clearances")
        try await bureau.file(bureau.neighbour, header + "110101,2023,P-3,丙,征收启动签约,1000,799,2023-12-31\r\n", ledger: "clearances")
        let city = bureau.city
        let overview = try await bureau.store.read { try RedevelopmentOverview($0, city, year: 2023) }
        // 380 of 400 are 95 %, 799 of 1,000 are 79.9 %; their mean is 87.45 %.
        #expect(overview.rates.map(\.rate) == [Rational(799, 1000), Rational(19, 20)])
        #expect(overview.rates.map(\.isEnough) == [false, true])
        #expect(overview.mean == Rational(8745, 10_000))
        #expect(overview.projects.allSatisfy { $0.agrees == nil })
    }

    @Test("shows a stage that is late, a project whose households say otherwise, and money paid out that counts as no start")
    func faults() async throws {
        let bureau = try await Bureau.withClearance()
        try await bureau.act(
            "clearance", "planStage", bureau.reporter, "P-1", ["stage": "signing", "planned_on": "2023-06-30", "planned_amount": "1"])
        try await bureau.sign("H1", "money")
        try await bureau.act("signing", "settle", bureau.reporter, "P-1/H1", on: "2023-05-20", ["settled_on": "2023-05-18"])
        let city = bureau.city
        var overview = try await bureau.store.read { try RedevelopmentOverview($0, city, year: 2023) }
        let project = try #require(overview.projects.first)
        #expect(project.agrees == true)
        let stage = try #require(project.stages.first)
        #expect(!stage.isLate(on: CivilDate(year: 2023, month: 6, day: 30)!))
        #expect(stage.isLate(on: CivilDate(year: 2023, month: 7, day: 1)!))
        #expect([overview.paidOut, overview.paidOutUncounted] == [1, 1])
        try await bureau.file(
            bureau.reporter, "行政区划,所属期,签约项目编号,户编码,签约状态\r\n110105,2023,P-1,H9,应签约\r\n", ledger: "signings", isPartial: true)
        overview = try await bureau.store.read { try RedevelopmentOverview($0, city, year: 2023) }
        #expect(overview.projects.first?.agrees == false)
        #expect(try await bureau.ruleFindings("X-SIG-02").map { [$0.left.value, $0.right.value] } == [[5, 6]])
    }
}
