import Evaluation
import Ledgers
import Quantities
import Store
import Testing

@testable import Casework

@Suite("建设筹集项目") struct ProjectTests {
    @Test("from the reserve to the year's figure: 620 homes planned, started in two steps, found again in the trace")
    func life() async throws {
        let bureau = try await Bureau()
        try await bureau.reserve("P-1")
        let entry = try #require(try await bureau.entries(.projects).first)
        #expect(entry["state"] == "reserve")
        #expect(entry["maturity"] == "A")
        #expect(entry["in_reserve"] == 1)
        try await bureau.meeting("E-1", "expert", on: "2023-01-20", agenda: ["P-1"])
        try await bureau.plan("BZ-2023-1", "construction", ["P-1"], meeting: "J-1")
        #expect(try await bureau.view(.project, "P-1").events.map(\.act) == ["register", "agree", "admit", "enterPlan"])
        let planned = try #require(try await bureau.entries(.plans).first)
        #expect(planned["homes"] == 620 && planned["reviewed"] == 1 && planned["issued_on"] == 20_230_220)
        try await bureau.milestone("start", "P-1", 300, on: "2023-03-10", documents: ["permit", "photo_start"])
        try await bureau.milestone("startMore", "P-1", 320, on: "2023-05-06")
        try await bureau.milestone("basic", "P-1", 300, on: "2023-11-20", documents: ["structure", "photo_basic"])
        let result = try await bureau.evaluation()
        #expect(result.figure("rental.bonded.raised")?.value == 620)
        #expect(result.figure("rental.bonded.basically_complete")?.value == 300)
        #expect(result.figure("rental.plan.projects")?.value == 1)
        #expect(result.figure("rental.reserve.projects")?.value == 1)
        #expect(result.figure("rental.meetings.joint")?.value == 1)
        #expect(result.figure("rental.meetings.expert")?.value == 1)
        let evaluator = Evaluator(model: result.model, database: bureau.store, access: bureau.city)
        let trace = try await evaluator.trace(try #require(FigureReference(tag: "rental.bonded.raised")), of: result)
        guard case .measure(_, let all) = trace.kind else { throw NoMeasure() }
        let pages = all.filter { !$0.value.isZero }
        #expect(pages.map(\.page.address) == ["progress/110105/2023-03", "progress/110105/2023-05"])
        #expect(pages.map(\.value) == [300, 320])
        let entries = try await evaluator.entries(of: pages[0], in: trace)
        #expect(entries.map(\.entry.key) == ["P-1/raised"])
    }

    private struct NoMeasure: Error {}

    @Test("an incomplete file keeps a project out of the reserve; its grade follows from its documents")
    func file() async throws {
        let bureau = try await Bureau()
        try await bureau.act("project", "register", bureau.builder, documents: ["application"], Bureau.project("P-1"))
        #expect(try await bureau.entries(.projects).first?["maturity"] == "C")
        try await bureau.act("project", "agree", bureau.head, "P-1")
        await expectRefusal("K010") { try await bureau.act("project", "admit", bureau.city, "P-1") }
        try await bureau.act("project", "addDocuments", bureau.builder, "P-1", documents: ["approval", "land"])
        #expect(try await bureau.entries(.projects).first?["maturity"] == "B")
        try await bureau.act("project", "admit", bureau.city, "P-1")
        await expectRefusal("K010") {
            try await bureau.act(
                "project", "register", Bureau.access("东城经办", .districtReporter, [.dongcheng]), district: .dongcheng,
                documents: ["application"], Bureau.project("P-1"))
        }
    }

    @Test("homes are counted once at each milestone, none before its definition, its documents, its plan or the milestone before")
    func needs() async throws {
        let bureau = try await Bureau()
        try await bureau.reserve("P-1")
        await expectRefusal("K003") {
            try await bureau.milestone("start", "P-1", 100, on: "2023-03-10", documents: ["permit", "photo_start"])
        }
        try await bureau.meeting("E-1", "expert", on: "2023-01-20", agenda: ["P-1"])
        try await bureau.plan("BZ-2023-1", "construction", ["P-1"], meeting: "J-1")
        func refused(_ code: String, _ body: () async throws -> Void) async {
            do {
                try await body()
                Issue.record("not refused: \(code)")
            } catch let error as CaseworkError {
                #expect(error.code == "K010" && error.text.zh.contains(code), "\(error)")
            } catch { Issue.record("\(error)") }
        }
        await refused("N-PRJ-10") {
            try await bureau.milestone("start", "P-1", 100, on: "2023-03-10", documents: ["permit", "photo_start"], meets: false)
        }
        await refused("N-PRJ-12") {
            try await bureau.act(
                "project", "start", bureau.builder, "P-1", on: "2023-03-10", documents: ["permit", "photo_start"],
                ["reached": "100", "reached_on": "2023-02-19", "meets": "是"])
        }
        await refused("N-PRJ-11") {
            try await bureau.act(
                "project", "start", bureau.builder, "P-1", on: "2023-03-10", documents: ["permit", "photo_start"],
                ["reached": "100", "reached_on": "2023-03-11", "meets": "是"])
        }
        await refused("N-PRJ-13") {
            try await bureau.milestone("start", "P-1", 621, on: "2023-03-10", documents: ["permit", "photo_start"])
        }
        await refused("N-PRJ-14") { try await bureau.milestone("start", "P-1", 100, on: "2023-03-10", documents: ["photo_start"]) }
        await refused("N-PRJ-15") {
            try await bureau.milestone("raise", "P-1", 100, on: "2023-03-10", documents: ["permit", "photo_start"])
        }
        try await bureau.milestone("start", "P-1", 400, on: "2023-03-10", documents: ["permit", "photo_start"])
        await refused("N-PRJ-13") { try await bureau.milestone("startMore", "P-1", 221, on: "2023-03-11") }
        await refused("N-PRJ-13") {
            try await bureau.milestone("basic", "P-1", 401, on: "2023-06-10", documents: ["structure", "photo_basic"])
        }
        try await bureau.milestone("basic", "P-1", 250, on: "2023-06-10", documents: ["structure", "photo_basic"])
        await refused("N-PRJ-13") {
            try await bureau.milestone("complete", "P-1", 251, on: "2023-09-10", documents: ["acceptance", "photo_completed"])
        }
        // A second report in the same month adds to the entry.
        try await bureau.milestone("basicMore", "P-1", 150, on: "2023-06-20")
        let basic = try await bureau.entries(.progress).filter { $0["milestone"] == "basically_complete" }
        #expect(basic.map { $0["homes"] } == [400])
    }

    @Test("homes of earlier years are not counted again, and carry the milestones after them")
    func carried() async throws {
        let bureau = try await Bureau()
        var answers = Bureau.project("P-7", homes: 500)
        answers["started_before"] = "500"
        await expectRefusal("K007") { [answers] in
            try await bureau.act("project", "bringStarted", bureau.city, documents: ["application"], answers)
        }
        try await bureau.act(
            "project", "bringStarted", bureau.city, reason: "2021年计划项目",
            documents: ["application", "approval", "land", "planning", "design", "permit"], answers)
        try await bureau.milestone("basic", "P-7", 500, on: "2023-06-10", documents: ["structure", "photo_basic"])
        try await bureau.milestone("complete", "P-7", 500, on: "2023-09-10", documents: ["acceptance", "photo_completed"])
        let result = try await bureau.evaluation()
        #expect(result.figure("rental.bonded.completed")?.value == 500)
        #expect(result.figure("rental.bonded.raised")?.value == 0 || result.figure("rental.bonded.raised")?.value == nil)
    }

    @Test("a conversion reports homes raised, resettlement homes started; each is counted in its own figure")
    func kinds() async throws {
        let bureau = try await Bureau()
        try await bureau.reserve("P-2", source: "conversion", homes: 120)
        try await bureau.plan("BZ-2023-1", "raising", ["P-2"], meeting: "J-1")
        try await bureau.milestone("raise", "P-2", 120, on: "2023-04-10", documents: ["permit", "photo_start"])
        try await bureau.reserve("P-3", housing: "resettlement", source: "other", homes: 900)
        try await bureau.plan("PG-2023-1", "redevelopment", ["P-3"], meeting: "J-2", programme: "redevelopment")
        try await bureau.milestone("start", "P-3", 900, on: "2023-04-11", documents: ["permit", "photo_start"])
        let result = try await bureau.evaluation()
        #expect(result.figure("rental.bonded.raised")?.value == 120)
        #expect(result.figure("redevelopment.resettlement.started")?.value == 900)
    }

    @Test("an entry that a file brought can be worked on; a file cannot move a project on")
    func byFile() async throws {
        let bureau = try await Bureau()
        let header = "行政区划,所属期,项目编号,项目名称,住房类型,来源,批准套数（套）,建筑面积（平方米）,建设单位,建设单位信用代码,已入储备库,项目档案齐全,项目状态"
        func row(_ code: String, _ state: String) -> String { "\r\n110105,2023,\(code),某项目,保障性租赁住房,集体土地建设,100,,某公司,,是,否,\(state)" }
        try await bureau.file(bureau.reporter, header + row("P-1", "") + "\r\n", ledger: "projects")
        #expect(try await bureau.view(.project, "P-1").line.state.code == "reserve")
        await expectRefusal("K013") {
            try await bureau.file(bureau.reporter, header + row("P-1", "") + row("P-2", "已列入计划") + "\r\n", ledger: "projects")
        }
    }
}
