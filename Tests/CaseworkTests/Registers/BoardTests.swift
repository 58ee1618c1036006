import Evaluation
import Ledgers
import Quantities
import Store
import StoreSQLite
import Testing

@testable import Casework

@Suite("政策和任务") struct BoardTests {
    @Test("a policy shows the indicators and checks that rest on it; a repealed one leaves them without")
    func citations() async throws {
        let bureau = try await Bureau()
        try await bureau.act("policy", "register", bureau.city, district: .city, PolicyTests.first)
        try await bureau.act(
            "policy", "register", bureau.city, district: .city,
            [
                "policy": "ZC-23", "title": "全面推进城镇老旧小区改造工作的指导意见", "document": "国办发〔2020〕23号", "programme": "renewal",
                "topic": "renewal_state",
            ])
        let (model, city) = (try YearModel.load(year: 2023), bureau.city)
        var board = try await bureau.store.read { try PolicyBoard($0, city, model: model) }
        let management = try #require(board.policies.first { $0.key == "ZC-1" })
        #expect(management.citations.contains { $0.kind == .indicator && $0.code == "renewal.output.management_policy" })
        let opinion = try #require(board.policies.first { $0.key == "ZC-23" })
        #expect(opinion.citations.contains { $0.kind == .rule && $0.code == "R-COM-03" })
        #expect(!board.unregistered.contains { $0.names == "renewal_management" })
        #expect(board.unregistered.contains { $0.names == "renewal_lift" })
        try await bureau.act("policy", "repeal", bureau.city, "ZC-1", district: .city, reason: "清理", ["ended_on": "2023-09-01"])
        board = try await bureau.store.read { try PolicyBoard($0, city, model: model) }
        #expect(board.unregistered.contains { $0.names == "renewal_management" })
    }

    @Test(
        "document numbers are found in a source's text",
        arguments: [
            ("国办发〔2020〕23号", ["国办发〔2020〕23号"]), ("京建发〔2022〕84号第三条、京政办发〔2022〕28号", ["京建发〔2022〕84号", "京政办发〔2022〕28号"]), ("民法典第278条", []),
        ])
    func documents(_ text: String, _ found: [String]) {
        #expect(DocumentNumbers.found(in: text) == found)
    }

    @Test("tasks stand by area with what was last reported; what is late is late by days")
    func tasks() async throws {
        let bureau = try await Bureau()
        try await bureau.act("task", "add", bureau.city, district: .city, ActTests.task)
        try await bureau.act(
            "task", "add", bureau.city, district: .city,
            ActTests.task.merging(["task": "RW-02", "area": "长效管理", "deadline": "2023-12-31"]) { $1 })
        try await bureau.act("task", "report", bureau.city, "RW-01", district: .city, on: "2023-09-10", ["note": "征求意见"])
        let (city, day) = (bureau.city, try #require(CivilDate("2023-10-04")))
        let board = try await bureau.store.read { try TaskBoard($0, city, year: 2023, on: day) }
        #expect(board.areas.map(\.name) == ["改造内容", "长效管理"])
        let task = try #require(board.areas.first?.tasks.first)
        #expect([task.lastReport, task.reportedOn?.description] == ["征求意见", "2023-09-10"])
        #expect(board.tasks.map(\.daysLate) == [4, 0])
    }
}

extension Bureau {
    @discardableResult
    func act(_ kind: String, _ act: String, _ access: Access, district: RegionCode, _ answers: [String: String]) async throws -> CaseOutcome
    {
        try await self.act(kind, act, access, "", district: district, on: "2023-03-01", answers)
    }
}
