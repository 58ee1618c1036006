import Evaluation
import Ledgers
import Quantities
import Store
import Testing

@testable import Casework

@Suite("计划批次") struct PlanTests {
    private func refused(_ code: String, _ body: () async throws -> Void) async {
        do {
            try await body()
            Issue.record("not refused: \(code)")
        } catch let error as CaseworkError {
            #expect(error.code == "K010" && error.text.zh.contains(code), "\(error)")
        } catch { Issue.record("\(error)") }
    }

    private func act(
        _ bureau: Bureau, _ act: String, _ batch: String = "B-1", on day: String = "2023-01-12", _ answers: [String: String] = [:]
    )
        async throws
    {
        try await bureau.act("plan_batch", act, bureau.city, batch, district: .city, on: day, answers)
    }

    @Test("nothing enters a plan without its decision: not without a meeting, not while it is open, not when it said no")
    func decision() async throws {
        let bureau = try await Bureau()
        try await bureau.reserve("P-1")
        try await bureau.reserve("P-2")
        try await bureau.meeting("E-1", "expert", on: "2023-01-20", agenda: ["P-1", "P-2"])
        try await bureau.act(
            "plan_batch", "draft", bureau.city, district: .city, ["batch": "B-1", "programme": "rental", "title": "第一批计划"])
        await refused("N-PLN-06") { try await act(bureau, "submit", "B-1", ["meeting": "J-1"]) }
        try await act(bureau, "choose", "B-1", ["list": "construction", "projects": "P-1、P-2"])
        await refused("N-PLN-07") { try await act(bureau, "submit", "B-1", ["meeting": "J-1"]) }
        try await bureau.act(
            "meeting", "convene", bureau.city, district: .city,
            ["meeting": "J-1", "programme": "rental", "kind": "joint", "held_on": "2023-02-10", "title": "第1次联席会议"])
        try await act(bureau, "submit", "B-1", ["meeting": "J-1"])
        // Both stand on the agenda now.
        #expect(try await bureau.entries(.meetingItems).filter { $0["meeting"] == "J-1" }.map { $0["item"].plain } == ["P-1", "P-2"])
        func meeting(_ act: String, documents: [String] = [], _ answers: [String: String]) async throws {
            try await bureau.act("meeting", act, bureau.city, "J-1", district: .city, on: "2023-02-10", documents: documents, answers)
        }
        await refused("N-MTG-05") { try await meeting("decide", ["items": "*", "ruling": "approve"]) }
        await refused("N-MTG-03") { try await meeting("opine", ["items": "*", "unit": "市财政局", "opinion": "conditional"]) }
        await refused("N-MTG-02") { try await meeting("opine", ["items": "P-9", "unit": "市财政局", "opinion": "agree"]) }
        try await meeting("opine", ["items": "*", "unit": "市财政局", "opinion": "agree"])
        try await meeting("decide", ["items": "P-1", "ruling": "approve"])
        await refused("N-MTG-07") { try await meeting("close", documents: ["minutes"], ["decision": "同意"]) }
        await refused("N-MTG-06") { try await meeting("decide", ["items": "P-2", "ruling": "postpone"]) }
        try await meeting("decide", ["items": "P-2", "ruling": "postpone", "note": "完善方案后再议"])
        // Decided and still open: not yet a decision.
        await refused("N-PLN-09") { try await bureau.act("plan_batch", "approve", bureau.city2, "B-1", district: .city, on: "2023-02-10") }
        try await meeting("close", documents: ["minutes"], ["decision": "P-1同意，P-2缓议"])
        await refused("N-PLN-09") { try await bureau.act("plan_batch", "approve", bureau.city2, "B-1", district: .city, on: "2023-02-11") }
        try await bureau.act(
            "plan_batch", "take", bureau.city, "B-1", district: .city, on: "2023-02-11", reason: "会议缓议",
            ["list": "construction", "projects": "P-2"])
        await expectRefusal("K009") { try await act(bureau, "approve", on: "2023-02-12", [:]) }
        try await bureau.act("plan_batch", "approve", bureau.city2, "B-1", district: .city, on: "2023-02-12")
        let issue = ["document": "京建发〔2023〕12号", "issued_on": "2023-02-09"]
        await refused("N-PLN-10") {
            try await bureau.act(
                "plan_batch", "issue", bureau.city, "B-1", district: .city, on: "2023-02-20", documents: ["issued"], issue)
        }
        #expect(try await bureau.entries(.plans).isEmpty)
        try await bureau.act(
            "plan_batch", "issue", bureau.city, "B-1", district: .city, on: "2023-02-20", documents: ["issued"],
            ["document": "京建发〔2023〕12号", "issued_on": "2023-02-20"])
        #expect(try await bureau.entries(.plans).map { $0["project"].plain } == ["P-1"])
        #expect(try await bureau.view(.project, "P-1").line.state.code == "planned")
        #expect(try await bureau.view(.project, "P-2").line.state.code == "reserve")
    }

    @Test("a project stands once in a list and year, in the list that fits it, out of the reserve")
    func once() async throws {
        let bureau = try await Bureau()
        try await bureau.reserve("P-1")
        try await bureau.reserve("P-2", source: "conversion", homes: 100)
        try await bureau.act("project", "register", bureau.reporter, documents: ["application"], Bureau.project("P-3"))
        for batch in ["B-1", "B-2"] {
            try await bureau.act(
                "plan_batch", "draft", bureau.city, district: .city, ["batch": batch, "programme": "rental", "title": "计划\(batch)"])
        }
        await refused("N-PLN-01") { try await act(bureau, "choose", "B-1", ["list": "construction", "projects": "P-1、P-9"]) }
        await refused("N-PLN-02") { try await act(bureau, "choose", "B-1", ["list": "construction", "projects": "P-3"]) }
        await refused("N-PLN-03") { try await act(bureau, "choose", "B-1", ["list": "construction", "projects": "P-2"]) }
        await refused("N-PLN-03") { try await act(bureau, "choose", "B-1", ["list": "raising", "projects": "P-1"]) }
        try await act(bureau, "choose", "B-1", ["list": "construction", "projects": "P-1"])
        await refused("N-PLN-04") { try await act(bureau, "choose", "B-2", ["list": "construction", "projects": "P-1"]) }
        // Without its expert review new rental housing is not approved.
        try await bureau.meeting("J-1", "joint", on: "2023-02-10") {
            try await bureau.act("plan_batch", "submit", bureau.city, "B-1", district: .city, on: "2023-01-12", ["meeting": "J-1"])
        }
        await refused("N-PLN-08") { try await bureau.act("plan_batch", "approve", bureau.city2, "B-1", district: .city, on: "2023-02-12") }
        await expectRefusal("K015") { try await bureau.act("project", "enterPlan", bureau.city, "P-1") }
    }

    @Test("a meeting counts in the year when it has decided, and knows only registered items")
    func meetings() async throws {
        let bureau = try await Bureau()
        let name = ["meeting": "J-1", "programme": "rental", "kind": "joint", "held_on": "2023-02-10", "title": "第1次联席会议"]
        await refused("N-MTG-01") {
            try await bureau.act(
                "meeting", "convene", bureau.city, district: .city, name.merging(["agenda": "P-1"]) { first, _ in first })
        }
        try await bureau.act("meeting", "convene", bureau.city, district: .city, name)
        try await bureau.act("meeting", "addMatter", bureau.city, "J-1", district: .city, ["item": "Q-1", "matter": "支持政策落实情况"])
        #expect(try await bureau.evaluation().figure("rental.meetings.joint")?.value == 0)
        await refused("N-MTG-04") {
            try await bureau.act(
                "meeting", "close", bureau.city, "J-1", district: .city, on: "2023-02-09", documents: ["minutes"], ["decision": "同意"])
        }
        func later(_ act: String, documents: [String] = [], _ answers: [String: String]) async throws {
            try await bureau.act("meeting", act, bureau.city, "J-1", district: .city, on: "2023-02-10", documents: documents, answers)
        }
        try await later("opine", ["items": "*", "unit": "市发展改革委", "opinion": "agree"])
        try await later("decide", ["items": "*", "ruling": "approve"])
        try await later("close", documents: ["minutes"], ["decision": "同意"])
        #expect(try await bureau.evaluation().figure("rental.meetings.joint")?.value == 1)
    }
}

@Suite("绩效目标") struct TargetTests {
    @Test("is split over districts so that the shares add up, or not at all")
    func split() async throws {
        let bureau = try await Bureau()
        try await bureau.act(
            "target", "receive", bureau.city, district: .city,
            ["indicator": "bonded_raised", "value": "80000", "document": "建保〔2023〕1号", "issued_on": "2023-02-15"])
        await expectRefusal("K010") {
            try await bureau.act("target", "split", bureau.city, "bonded_raised", district: .city, ["shares": "110101=30000、110105=49999"])
        }
        await expectRefusal("K010") {
            try await bureau.act("target", "split", bureau.city, "bonded_raised", district: .city, ["shares": "110101=30000、朝阳=50000"])
        }
        #expect(try await bureau.entries(.districtTargets).isEmpty)
        try await bureau.act(
            "target", "split", bureau.city, "bonded_raised", district: .city, ["shares": "110101=30000.5、110105=49999.5"])
        #expect(try await bureau.entries(.districtTargets).map { $0["value"] } == [3_000_050, 4_999_950])
    }
}
