import Evaluation
import Foundation
import Ledgers
import Quantities
import Store
import Testing

@testable import Casework

extension Bureau {
    /// Communities started in the months given, carried over into the ledger; the first is `XQ-01`.
    static func withStarted(_ days: [String]) async throws -> Bureau {
        let bureau = try await Bureau()
        for (index, day) in days.enumerated() {
            let code = "XQ-" + (index < 9 ? "0" : "") + String(index + 1)
            try await bureau.act(
                "community", "carryConstruction", bureau.reporter, on: "2023-12-01",
                [
                    "community": code, "name": "某小区", "street": "某街道", "built": "1985", "buildings": "1", "households": "10", "area": "700",
                    "in_reserve": "是", "in_plan": "是", "started_on": day, "committee": "council", "supervised": "是",
                ])
        }
        return bureau
    }

    func inspect(_ code: String, _ site: String, level: String = "district", on day: String = "2023-06-02") async throws {
        try await act(
            "inspection", "plan", reporter, on: "2023-06-01",
            ["inspection": code, "programme": "renewal", "site": site, "level": level, "planned_on": day])
        try await act("inspection", "make", reporter, code, on: day, ["inspected_on": day, "inspector": "区质监站"])
    }

    func find(_ inspection: String, _ number: String, severity: String = "minor", deadline: String = "2023-06-20") async throws {
        try await act(
            "defect", "find", reporter, on: "2023-06-02",
            [
                "inspection": inspection, "number": number, "severity": severity, "field": "quality", "what": "问题\(number)",
                "deadline": deadline,
            ])
    }
}

@Suite("质量安全检查") struct InspectionTests {
    @Test("an inspection's numbers are the counts of its defects at every step, and reach the year's figures")
    func counts() async throws {
        let bureau = try await Bureau.withStarted(["2023-05-10"])
        try await bureau.inspect("JC-1", "XQ-01")
        func numbers() async throws -> [SQLValue] {
            let entry = try #require(try await bureau.entries(.inspections).first)
            return ["findings", "closed", "quality_problems"].map { entry[$0] }
        }
        #expect(try await numbers() == [.integer(0), .integer(0), .integer(0)])
        try await bureau.find("JC-1", "1")
        try await bureau.find("JC-1", "2")
        try await bureau.find("JC-1", "3", severity: "quality")
        #expect(try await numbers() == [.integer(2), .integer(0), .integer(1)])
        await expectRefusal("K010", "N-INS-06") { try await bureau.act("inspection", "close", bureau.head, "JC-1", on: "2023-06-10") }
        for number in ["1", "2", "3"] {
            await expectRefusal("K008") {
                try await bureau.act(
                    "defect", "rectify", bureau.reporter, "JC-1/\(number)", on: "2023-06-08", ["rectified_on": "2023-06-07"])
            }
            try await bureau.act(
                "defect", "rectify", bureau.reporter, "JC-1/\(number)", on: "2023-06-08", documents: ["after"],
                ["rectified_on": "2023-06-07"])
        }
        try await bureau.act("defect", "reject", bureau.head, "JC-1/2", on: "2023-06-09", reason: "未整改到位", ["deadline": "2023-06-30"])
        try await bureau.act("defect", "verify", bureau.head, "JC-1/1", on: "2023-06-09")
        try await bureau.act("defect", "verify", bureau.head, "JC-1/3", on: "2023-06-09")
        // A quality problem stays counted when it is closed.
        #expect(try await numbers() == [.integer(2), .integer(1), .integer(1)])
        try await bureau.act(
            "defect", "rectify", bureau.reporter, "JC-1/2", on: "2023-06-28", documents: ["after"], ["rectified_on": "2023-06-27"])
        try await bureau.act("defect", "verify", bureau.head, "JC-1/2", on: "2023-06-29")
        try await bureau.act("inspection", "close", bureau.head, "JC-1", on: "2023-06-30")
        let evaluator = Evaluator(
            model: try .load(year: 2023), database: bureau.store, access: .program(city: .city, districts: .all, actor: "t"))
        let result = try await evaluator.evaluate(try await evaluator.current())
        #expect(result.figure("renewal.inspections.district")?.value == 1)
        #expect(result.figure("renewal.inspections.findings")?.value == 2)
        #expect(result.figure("renewal.inspections.closed")?.value == 2)
        #expect(result.figure("renewal.inspections.problems")?.value == 1)
        #expect(result.figure("renewal.inspections.coverage")?.value == 1)
    }

    @Test("a site that is unknown or not begun, the city's inspection ordered by a district, defects of none, days to come are refused")
    func conditions() async throws {
        let bureau = try await Bureau.withStarted(["2023-05-10"])
        let plan = ["inspection": "JC-1", "programme": "renewal", "site": "XQ-01", "level": "district", "planned_on": "2023-06-01"]
        func refused(_ code: String, _ changed: [String: String]) async {
            await expectRefusal("K010", code) { try await bureau.act("inspection", "plan", bureau.reporter, plan.merging(changed) { $1 }) }
        }
        await refused("N-INS-01", ["site": "XQ-77"])
        await refused("N-INS-01", ["programme": "rental"])
        await refused("N-INS-02", ["level": "city"])
        try await bureau.act("community", "reserve", bureau.reporter, ["community": "XQ-50", "name": "旧", "street": "某", "built": "1990"])
        await refused("N-INS-01", ["site": "XQ-50"])
        await expectRefusal("K010", "N-INS-05") { try await bureau.find("JC-1", "1") }
        try await bureau.act("inspection", "plan", bureau.reporter, plan)
        await expectRefusal("K010", "N-INS-05") { try await bureau.find("JC-1", "1") }
        await expectRefusal("K010", "N-INS-03") {
            try await bureau.act(
                "inspection", "make", bureau.reporter, "JC-1", on: "2023-06-01", ["inspected_on": "2023-06-02", "inspector": "甲"])
        }
        try await bureau.act(
            "inspection", "make", bureau.reporter, "JC-1", on: "2023-06-03", ["inspected_on": "2023-06-02", "inspector": "甲"])
        try await bureau.find("JC-1", "1")
        await expectRefusal("K010", "N-INS-07") {
            try await bureau.act(
                "defect", "rectify", bureau.reporter, "JC-1/1", on: "2023-06-08", documents: ["after"], ["rectified_on": "2023-06-01"])
        }
        await expectRefusal("L004") { try await bureau.act("defect", "verify", bureau.reporter, "JC-1/1") }
    }
}

@Suite("抽查抽样") struct SampleTests {
    static let months = ["2023-05-01", "2023-05-09", "2023-05-17", "2023-05-31", "2023-06-01", "2023-04-30", "2023-05-20"]
    static let answers = ["sample": "CY-05", "programme": "renewal", "month": "5", "wanted": "2"]

    @Test("the list and the commitment come first; the draw is what Python makes of them; the drawn are to be inspected by the city")
    func replay() async throws {
        let bureau = try await Bureau.withStarted(Self.months)
        try await bureau.act("sample", "freeze", bureau.city, district: .city, on: "2023-06-05", Self.answers)
        let frozen = try #require(try await bureau.entries(.samples).first)
        // Five of the seven started in May.
        #expect([frozen["frame"], frozen["wanted"], frozen["seed"]] == [.integer(5), .integer(2), .null])
        #expect(try await bureau.entries(.sampleSites).map { $0["site"].plain } == ["XQ-01", "XQ-02", "XQ-03", "XQ-04", "XQ-07"])
        try await bureau.act("sample", "draw", bureau.city, "CY-05", district: .city, on: "2023-06-06")
        let drawn = try #require(try await bureau.entries(.samples).first)
        #expect([drawn["list_hash"], drawn["commitment"]] == [frozen["list_hash"], frozen["commitment"]])
        let sites = try await bureau.entries(.sampleSites)
        let chosen = sites.filter { $0["drawn"] == .integer(1) }.sorted { $0["place"].plain < $1["place"].plain }.map { $0["site"].plain }
        #expect(chosen.count == 2)
        let output = try Python.run(
            Sampling.replayScript, list: Sampling.listFile(sites.map { $0["site"].plain }),
            [drawn["list_hash"].plain, drawn["commitment"].plain, drawn["seed"].plain, "2"])
        #expect(output.status == 0)
        #expect(output.text == "1 \(chosen[0])\n2 \(chosen[1])\n")
        // The controls: another list, another seed.
        let other = try Python.run(
            Sampling.replayScript, list: "XQ-01\nXQ-02\n", [drawn["list_hash"].plain, drawn["commitment"].plain, drawn["seed"].plain, "2"])
        #expect(other.status != 0)
        let seed = String(repeating: "0", count: 64)
        let changed = try Python.run(
            Sampling.replayScript, list: Sampling.listFile(sites.map { $0["site"].plain }),
            [drawn["list_hash"].plain, drawn["commitment"].plain, seed, "2"])
        #expect(changed.status != 0)
        let visits = try await bureau.entries(.visits)
        #expect(Set(visits.map { $0["site"].plain }) == Set(chosen))
        #expect(visits.allSatisfy { $0["level"] == "city" && $0["state"] == "planned" && $0["sample"] == "CY-05" })
        try await bureau.act(
            "inspection", "make", bureau.city, visits[0]["inspection"].plain, on: "2023-06-10",
            ["inspected_on": "2023-06-10", "inspector": "市质监总站"])
        #expect(try await bureau.entries(.inspections).first?["level"] == "city")
    }

    @Test("nothing is drawn on the day of publication, from a list that was changed, or more than there is")
    func conditions() async throws {
        let bureau = try await Bureau.withStarted(Self.months)
        await expectRefusal("K010", "N-SMP-02") {
            try await bureau.act("sample", "freeze", bureau.city, district: .city, Self.answers.merging(["wanted": "6"]) { $1 })
        }
        await expectRefusal("L004") { try await bureau.act("sample", "freeze", bureau.reporterOfCity, district: .city, Self.answers) }
        try await bureau.act("sample", "freeze", bureau.city, district: .city, on: "2023-06-05", Self.answers)
        await expectRefusal("K010", "N-SMP-01") {
            try await bureau.act("sample", "freeze", bureau.city, district: .city, Self.answers.merging(["sample": "CY-05b"]) { $1 })
        }
        await expectRefusal("K010", "N-SMP-03") {
            try await bureau.act("sample", "draw", bureau.city, "CY-05", district: .city, on: "2023-06-05")
        }
        try await bureau.file(
            bureau.city, "行政区划,所属期,名单所属抽样,名单项目或小区,所在地区\r\n110000,2023,CY-05,XQ-99,110105\r\n", ledger: "sample_sites", isPartial: true)
        await expectRefusal("K010", "N-SMP-04") {
            try await bureau.act("sample", "draw", bureau.city, "CY-05", district: .city, on: "2023-06-06")
        }
        try await bureau.act("sample", "void", bureau.city, "CY-05", district: .city, on: "2023-06-06", reason: "名单被改动")
    }
}

/// Another program's word.
enum Python {
    static func run(_ script: String, list: String, _ arguments: [String]) throws -> (status: Int32, text: String) {
        let folder = NSTemporaryDirectory() + "anju-python-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data(script.utf8).write(to: URL(fileURLWithPath: folder + "/replay_sample.py"))
        try Data(list.utf8).write(to: URL(fileURLWithPath: folder + "/list.txt"))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", folder + "/replay_sample.py", folder + "/list.txt"] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = Pipe()
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}
