import Evaluation
import Ledgers
import Quantities
import Store
import StoreSQLite
import Testing

@testable import Casework

@Suite("老旧小区改造总览") struct RenewalOverviewTests {
    private func overview(_ bureau: Bureau, year: Int = 2023, on day: String, as access: Access? = nil) async throws -> RenewalOverview {
        let access = access ?? bureau.city
        let today = try #require(CivilDate(day))
        return try await bureau.store.read { try RenewalOverview($0, access, year: year, on: today) }
    }

    @Test("counts communities, buildings, households and area by stage, and names those whose buildings say otherwise")
    func totals() async throws {
        let bureau = try await Bureau.withCommunity()
        try await bureau.act(
            "community", "reserve", bureau.reporter, ["community": "XQ-2", "name": "另一小区", "street": "某", "built": "1990"])
        var seen = try await overview(bureau, on: "2023-03-02")
        let reserve = try #require(seen.stages["reserve"])
        #expect([Int64(reserve.communities), reserve.buildings, reserve.households, reserve.area] == [2, 2, 100, 750_050])
        #expect(seen.mismatches.isEmpty)
        #expect(seen.items.map(\.item) == ["J03"])
        #expect(seen.items.first?.counts == ["proposed": 1])
        // A file adds a building; the community's totals are not counted from it.
        try await bureau.file(
            bureau.reporter, "行政区划,所属期,所属小区编号,楼号,楼栋建成年份,单元数,楼栋户数,楼栋建筑面积,是否列入改造\r\n110105,2023,XQ-2,1号楼,1990,3,36,2400,列入\r\n",
            ledger: "buildings",
            isPartial: true)
        seen = try await overview(bureau, on: "2023-03-02")
        #expect(seen.mismatches.map(\.community) == ["XQ-2"])
        #expect(seen.mismatches.first?.summed.zh == "1栋、36户、2400.00平方米")
        // The year's rules say so too, number by number.
        let findings = try await bureau.ruleFindings("X-COM-02")
        #expect(findings.map { [$0.left.value, $0.right.value] } == [[0, 1], [0, 36], [0, 2400]])
        // Nothing of it is seen from another district.
        #expect(try await overview(bureau, on: "2023-03-02", as: bureau.neighbour).stages.isEmpty)
    }

    @Test("lists pipes that are planned for another year or not at all")
    func pipelines() async throws {
        let bureau = try await Bureau.withCommunity()
        try await bureau.act("work", "propose", bureau.reporter, ["community": "XQ-1", "item": "J04", "utility_year": "2025"])
        try await bureau.act("work", "propose", bureau.reporter, ["community": "XQ-1", "item": "J02"])
        try await bureau.act("work", "propose", bureau.reporter, ["community": "XQ-1", "item": "W02"])
        let notes = try await overview(bureau, on: "2023-03-02").pipelines
        #expect(
            Dictionary(uniqueKeysWithValues: notes.map { ($0.item, $0.fault) }) == [
                "J04": .otherYear(utility: 2025, works: 2023), "J02": .unplanned,
            ])
    }

    @Test("flags a completed community that nobody manages, a contract that is over or will be, a body whose term is over")
    func lapses() async throws {
        let bureau = try await Bureau.withStarted(["2023-02-01", "2023-02-02", "2023-02-03"])
        for (community, end) in [("XQ-01", "2023-11-30"), ("XQ-02", "2024-02-28"), ("XQ-03", "2025-10-01")] {
            try await bureau.act(
                "management", "settle", bureau.reporter, on: "2023-10-01", documents: ["contract"],
                ["community": community, "contract": "WY-1", "model": "unit", "manager": "某单位", "begins_on": "2023-10-01", "ends_on": end])
            try await bureau.act(
                "building", "add", bureau.reporter, on: "2023-10-01",
                ["community": community, "building": "1", "built": "1985", "staircases": "1", "households": "10", "area": "700"])
            try await bureau.act(
                "community", "complete", bureau.reporter, community, on: "2023-10-20", documents: ["acceptance"],
                ["completed_on": "2023-10-15"])
        }
        try await bureau.act(
            "owner-body", "form", bureau.reporter, documents: ["filing"],
            ["community": "XQ-03", "body": "W", "kind": "council", "formed_on": "2020-12-01", "term_ends": "2023-11-30", "members": "7"]
        )
        var seen = try await overview(bureau, on: "2023-12-01").lapses
        let day = { (text: String) in try #require(CivilDate(text)) }
        #expect(
            Set(seen.map(\.fault)) == [
                .contractOver("WY-1", try day("2023-11-30")), .contractEnding("WY-1", try day("2024-02-28")),
                .bodyOver("W", try day("2023-11-30")),
            ])
        try await bureau.act("management", "end", bureau.reporter, "XQ-03/WY-1", on: "2023-12-01", reason: "撤管", ["ended_on": "2023-12-01"])
        // Completed on 15 October: two whole months until 14 January, three from the 15th.
        seen = try await overview(bureau, on: "2024-01-14").lapses.filter { $0.community == "XQ-03" }
        #expect(seen.allSatisfy { if case .unmanaged = $0.fault { false } else { true } })
        seen = try await overview(bureau, on: "2024-01-15").lapses.filter { $0.community == "XQ-03" }
        #expect(seen.contains { $0.fault == .unmanaged(since: CivilDate(year: 2023, month: 10, day: 15)!, months: 3) })
    }
}

extension Bureau {
    /// What a rule across ledgers finds in 2023.
    func ruleFindings(_ code: String) async throws -> [CrossFinding] {
        let evaluator = Evaluator(
            model: try .load(year: 2023), database: store, access: .program(city: .city, districts: .all, actor: "t"))
        return try await evaluator.rules(try await evaluator.current()).findings.filter { $0.code == code }
    }

    @discardableResult
    func act(_ kind: String, _ act: String, _ access: Access, documents: [String], _ answers: [String: String]) async throws -> CaseOutcome
    {
        try await self.act(kind, act, access, "", on: "2023-03-01", documents: documents, answers)
    }
}
