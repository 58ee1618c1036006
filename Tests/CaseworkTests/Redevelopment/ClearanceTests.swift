import Evaluation
import Ledgers
import Quantities
import Store
import Testing

@testable import Casework

extension Bureau {
    /// A redevelopment project in the plan of the year, at signing, with its stage planned and five households listed.
    static func withClearance() async throws -> Bureau {
        let bureau = try await Bureau(open: [2023, 2024])
        try await bureau.file(
            bureau.city, "行政区划,所属期,计划批次,项目编号,计划类别,计划套数（套）,印发日期,经联审或联席会议审议\r\n110105,2023,PG-1,P-1,棚改实施计划,500,2023-02-10,是\r\n",
            ledger: "plans")
        try await bureau.act(
            "clearance", "open", bureau.reporter, on: "2023-03-01", documents: ["decision"], ["project": "P-1", "name": "某棚改项目"])
        for number in 1...5 {
            try await bureau.act("signing", "list", bureau.reporter, on: "2023-03-02", ["project": "P-1", "household": "H\(number)"])
        }
        return bureau
    }

    func sign(_ household: String, _ way: String = "home") async throws {
        try await act(
            "signing", "sign", reporter, "P-1/\(household)", on: "2023-04-10", ["way": way, "signed_on": "2023-04-08", "amount": "300.5"])
    }
}

@Suite("棚户区改造") struct ClearanceTests {
    @Test("from the plan through four stages, its numbers counted from the households, to the year's signing rate")
    func way() async throws {
        let bureau = try await Bureau.withClearance()
        for household in ["H1", "H2", "H3"] { try await bureau.sign(household) }
        var entry = try #require(try await bureau.entries(.clearances).first)
        #expect([entry["households"], entry["signed"]] == [.integer(5), .integer(3)])
        let done = ["real_amount": "9000"]
        func finish(_ act: String, _ documents: [String] = [], on day: String = "2023-06-01") async throws {
            try await bureau.act("clearance", act, bureau.head, "P-1", on: day, documents: documents, done)
        }
        func plan(_ stage: String) async throws {
            try await bureau.act(
                "clearance", "planStage", bureau.reporter, "P-1", on: "2023-03-05",
                ["stage": stage, "planned_on": "2023-06-30", "planned_amount": "10000"])
        }
        await expectRefusal("K010", "N-CLE-02") { try await finish("signed") }
        try await plan("signing")
        // Three of five are 60 %, four are exactly 80 %.
        await expectRefusal("K010", "N-CLE-05") { try await finish("signed") }
        try await bureau.sign("H4", "money")
        try await finish("signed")
        let stage = try #require(try await bureau.entries(.clearanceStages).first)
        #expect(
            [stage["done_on"], stage["real_amount"], stage["planned_amount"]] == [
                .integer(20_230_601), .integer(9_000_000_000), .integer(10_000_000_000),
            ])
        try await bureau.sign("H5")
        try await plan("clearing")
        await expectRefusal("K008") { try await finish("cleared") }
        await expectRefusal("K010", "N-LND-01") {
            try await bureau.act("land-return", "register", bureau.reporter, ["project": "P-1", "parcel": "D-1", "land": "12000"])
        }
        try await finish("cleared", ["clear"])
        try await plan("building")
        try await finish("built", ["acceptance"])
        entry = try #require(try await bureau.entries(.clearances).first)
        #expect(entry["stage"] == "land")

        let evaluator = Evaluator(
            model: try .load(year: 2023), database: bureau.store, access: .program(city: .city, districts: .all, actor: "t"))
        let result = try await evaluator.evaluate(try await evaluator.current())
        #expect(result.figure("redevelopment.signing.households")?.value == 5)
        #expect(result.figure("redevelopment.signing.mean")?.value == 1)
        #expect(result.figure("redevelopment.stage.land")?.value == 1)

        try await plan("land")
        await expectRefusal("K010", "N-CLE-06") { try await finish("returned") }
        try await bureau.act(
            "land-return", "register", bureau.reporter, on: "2023-07-01", ["project": "P-1", "parcel": "D-1", "land": "12000"])
        try await bureau.act("land-return", "offer", bureau.reporter, "P-1/D-1", on: "2023-08-01", ["offered_on": "2023-08-01"])
        try await bureau.act(
            "land-return", "sell", bureau.reporter, "P-1/D-1", on: "2023-09-01", ["sold_on": "2023-09-01", "price": "50000"])
        try await bureau.act("land-return", "receive", bureau.reporter, "P-1/D-1", on: "2023-10-01", ["received": "20000"])
        await expectRefusal("K010", "N-LND-02") { try await bureau.act("land-return", "close", bureau.head, "P-1/D-1", on: "2023-10-02") }
        await expectRefusal("K010", "N-LND-03") {
            try await bureau.act("land-return", "receive", bureau.reporter, "P-1/D-1", on: "2023-10-01", ["received": "30000.01"])
        }
        try await bureau.act("land-return", "receive", bureau.reporter, "P-1/D-1", on: "2023-11-01", ["received": "30000"])
        try await bureau.act("land-return", "close", bureau.head, "P-1/D-1", on: "2023-11-02")
        try await finish("returned", on: "2023-11-03")
    }

    @Test("who withdraws or annuls is counted out again; a file that says otherwise stops the next stage")
    func counts() async throws {
        let bureau = try await Bureau.withClearance()
        func numbers() async throws -> [SQLValue] {
            let entry = try #require(try await bureau.entries(.clearances).first)
            return [entry["households"], entry["signed"]]
        }
        try await bureau.sign("H1")
        try await bureau.act("signing", "withdraw", bureau.head, "P-1/H5", reason: "房屋不在红线内")
        #expect(try await numbers() == [.integer(4), .integer(1)])
        try await bureau.act("signing", "annul", bureau.head, "P-1/H1", reason: "协议解除")
        #expect(try await numbers() == [.integer(4), .integer(0)])
        for household in ["H1", "H2", "H3", "H4"] { try await bureau.sign(household) }
        try await bureau.act(
            "clearance", "planStage", bureau.reporter, "P-1", ["stage": "signing", "planned_on": "2023-06-30", "planned_amount": "1"])
        try await bureau.file(
            bureau.reporter, "行政区划,所属期,项目编号,项目名称,所处阶段,应签约户数,已签约户数,统计日期\r\n110105,2023,P-1,某棚改项目,征收启动签约,9,9,2023-05-01\r\n",
            ledger: "clearances")
        await expectRefusal("K010", "N-CLE-04") {
            try await bureau.act("clearance", "signed", bureau.head, "P-1", on: "2023-06-01", ["real_amount": "1"])
        }
        try await bureau.act("clearance", "count", bureau.reporter, "P-1", on: "2023-06-01")
        try await bureau.act("clearance", "signed", bureau.head, "P-1", on: "2023-06-01", ["real_amount": "1"])
    }

    @Test("a project outside the plan is not opened, a household of no project not listed, a day to come not signed on")
    func conditions() async throws {
        let bureau = try await Bureau.withClearance()
        await expectRefusal("K010", "N-CLE-01") {
            try await bureau.act("clearance", "open", bureau.reporter, documents: ["decision"], ["project": "P-2", "name": "无计划"])
        }
        await expectRefusal("K010", "N-SGN-01") {
            try await bureau.act("signing", "list", bureau.reporter, ["project": "P-2", "household": "H1"])
        }
        await expectRefusal("K010", "N-SGN-02") {
            try await bureau.act(
                "signing", "sign", bureau.reporter, "P-1/H1", on: "2023-04-01", ["way": "home", "signed_on": "2023-04-02"])
        }
        try await bureau.act(
            "clearance", "carry-building", bureau.reporter,
            ["project": "P-3", "name": "往年项目", "households": "100", "signed": "95", "reported_on": "2023-01-01"])
        await expectRefusal("K010", "N-CLE-03") { try await bureau.act("clearance", "count", bureau.reporter, "P-3") }
    }

    @Test("money signed for and paid out counts as a start in its month; a home does not, nor a project that is no resettlement housing")
    func starts() async throws {
        let bureau = try await Bureau.withClearance()
        for household in ["H1", "H2", "H3"] { try await bureau.sign(household, household == "H3" ? "home" : "money") }
        func settle(_ household: String) async throws {
            try await bureau.act("signing", "settle", bureau.reporter, "P-1/\(household)", on: "2023-05-20", ["settled_on": "2023-05-18"])
        }
        try await settle("H1")
        #expect(try await bureau.entries(.progress).isEmpty)
        try await bureau.file(
            bureau.reporter,
            "行政区划,所属期,项目编号,项目名称,住房类型,来源,批准套数（套）,建设单位,已入储备库,项目档案齐全\r\n110105,2023,P-1,某棚改项目,棚改安置房,其他,500,某公司,是,是\r\n", ledger: "projects")
        try await settle("H2")
        try await settle("H3")
        let progress = try #require(try await bureau.entries(.progress).first)
        #expect([progress["homes"], progress["milestone"], progress["reached_on"]] == [.integer(1), "started", .integer(20_230_518)])
        #expect(progress.page.period.description == "2023-05")
    }

    @Test("homes are not allocated before they are ready")
    func homes() async throws {
        let bureau = try await Bureau()
        try await bureau.act("resettlement", "register", bureau.reporter, ["project": "AF-1", "name": "某安置房"])
        try await bureau.act("resettlement", "ready", bureau.reporter, "AF-1", documents: ["acceptance"], ["more_ready": "100"])
        try await bureau.act("resettlement", "allocate", bureau.reporter, "AF-1", ["more_allocated": "60"])
        await expectRefusal("K010", "N-RES-01") {
            try await bureau.act("resettlement", "allocate", bureau.reporter, "AF-1", ["more_allocated": "41"])
        }
        try await bureau.act("resettlement", "allocate", bureau.reporter, "AF-1", ["more_allocated": "40"])
        let entry = try #require(try await bureau.entries(.resettlementHomes).first)
        #expect([entry["ready"], entry["allocated"]] == [.integer(100), .integer(100)])
    }
}
