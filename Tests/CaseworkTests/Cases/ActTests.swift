import Ledgers
import Quantities
import Review
import Store
import StoreSQLite
import Testing

@testable import Casework

@Suite("An act") struct ActTests {
    static let task = [
        "task": "RW-01", "area": "改造内容", "title": "出台加装电梯指引", "lead": "市住房城乡建设委", "deadline": "2023-09-30",
    ]

    @Test("changes the ledger by a return, leads its cell back to a file, and stands in the journal with its record")
    func oneStore() async throws {
        let bureau = try await Bureau()
        let added = try await bureau.act("task", "add", bureau.city, district: .city, Self.task)
        #expect(added.key == "RW-01")
        #expect(added.state == "running")
        _ = try await bureau.act("task", "finish", bureau.city, "RW-01", district: .city, on: "2023-09-20", ["result": "已印发"])
        let entry = try #require(try await bureau.entries(.tasks).first)
        #expect(entry["state"] == "done")
        #expect(entry["lead"] == "市住房城乡建设委")
        let view = try await bureau.view(.task, "RW-01", district: .city)
        #expect(view.events.map(\.act) == ["add", "finish"])
        #expect(view.events.last?.answers["result"] == "已印发")
        let city = bureau.city
        let journal = try await bureau.store.read { connection in
            try connection.rows("SELECT act FROM journal WHERE city = ? ORDER BY seq", [.text(city.city.digits)]).map { try $0.text(0) }
        }
        #expect(journal.suffix(4) == ["return.filed", "case.task.add", "return.filed", "case.task.finish"])
        #expect(try await bureau.store.read { try CaseworkSchema.verify($0, city) }.isEmpty)
    }

    @Test("that the state does not know is refused with what is possible instead, and writes nothing")
    func notPossible() async throws {
        let bureau = try await Bureau()
        _ = try await bureau.act("task", "add", bureau.city, district: .city, Self.task)
        await expectRefusal("K003") { try await bureau.act("task", "reopen", bureau.city, "RW-01", district: .city, reason: "再办") }
        await expectRefusal("L004") { try await bureau.act("task", "finish", bureau.reporter, "RW-01", district: .city, ["result": "完"]) }
        await expectRefusal("K006") { try await bureau.act("task", "finish", bureau.city, "RW-01", district: .city) }
        await expectRefusal("K007") {
            try await bureau.act("task", "postpone", bureau.city, "RW-01", district: .city, ["deadline": "2023-10-31"])
        }
        await expectRefusal("K010") { try await bureau.act("task", "markLate", bureau.city, "RW-01", district: .city, on: "2023-09-30") }
        await expectRefusal("K005") { try await bureau.act("task", "add", bureau.city, district: .city, Self.task) }
        #expect(try await bureau.view(.task, "RW-01", district: .city).events.count == 1)
        #expect(try await bureau.act("task", "markLate", bureau.city, "RW-01", district: .city, on: "2023-10-01").state == "late")
    }

    @Test("on what somebody else has changed meanwhile is a conflict, whether they acted or filed a file")
    func stale() async throws {
        let bureau = try await Bureau()
        _ = try await bureau.act("task", "add", bureau.city, district: .city, Self.task)
        let seen = try await bureau.view(.task, "RW-01", district: .city).mark
        let header = "行政区划,所属期,任务编号,所属方面,任务内容,牵头单位,完成时限,进展"
        try await bureau.file(bureau.city, header + "\r\n110000,2023,RW-01,改造内容,出台加装电梯指引,市规划自然资源委,2023-09-30,推进中\r\n", ledger: "tasks")
        await expectRefusal("K004") {
            try await bureau.act("task", "finish", bureau.city, "RW-01", district: .city, mark: seen, ["result": "完"])
        }
        let now = try await bureau.view(.task, "RW-01", district: .city).mark
        try await bureau.act("task", "finish", bureau.city, "RW-01", district: .city, mark: now, ["result": "完"])
    }

    @Test("of 40 at once on one case is done once; the others are told of the conflict")
    func race() async throws {
        let bureau = try await Bureau()
        _ = try await bureau.act("task", "add", bureau.city, district: .city, Self.task)
        let mark = try await bureau.view(.task, "RW-01", district: .city).mark
        let results = await withTaskGroup(of: String.self) { group in
            for index in 0..<40 {
                group.addTask {
                    do {
                        try await bureau.act(
                            "task", "report", bureau.reporterOfCity, "RW-01", district: .city, mark: mark, ["note": "第\(index)次"])
                        return "done"
                    } catch let error as CaseworkError { return error.code } catch { return "\(error)" }
                }
            }
            return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        #expect(results == ["done": 1, "K004": 39])
    }

    @Test("of many is done all or none, or each that can be")
    func many() async throws {
        let bureau = try await Bureau()
        var orders: [CaseOrder] = []
        for number in 1...5 {
            var answers = Self.task
            answers["task"] = "RW-0\(number)"
            orders.append(CaseOrder("task", "add", district: .city, year: 2023, answers: answers))
        }
        orders.append(orders[0])
        let moment = try Bureau.moment("2023-03-01")
        await expectRefusal("K005") { [orders] in _ = try await bureau.casework.perform(orders, as: bureau.city, at: moment) }
        #expect(try await bureau.entries(.tasks).isEmpty)
        let outcome = try await bureau.casework.performEach(orders, as: bureau.city, at: moment)
        #expect(outcome.done.count == 5)
        #expect(outcome.refused.map(\.code) == ["K005"])
        // One return for all of them.
        #expect(Set(outcome.done.compactMap { $0.receipts["tasks"] }).count == 1)
    }
}

extension Bureau {
    /// A clerk of the city's own.
    var reporterOfCity: Access {
        Access(city: .city, districts: .all, ledgers: .all, permissions: [.readLedgers, .handleCases], actor: "市住建乙")
    }
}

@Suite("A file") struct ByFileTests {
    static let header = "行政区划,所属期,任务编号,所属方面,任务内容,牵头单位,完成时限,进展"

    @Test("may add cases in a first state and make the changes that may come by file; each is on record as an act")
    func takes() async throws {
        let bureau = try await Bureau()
        try await bureau.file(bureau.city, Self.header + "\r\n110000,2023,RW-01,工作机制,甲,市住建委,2023-09-30,推进中\r\n", ledger: "tasks")
        try await bureau.file(bureau.city, Self.header + "\r\n110000,2023,RW-01,工作机制,甲,市住建委,2023-09-30,已完成\r\n", ledger: "tasks")
        #expect(
            try await bureau.view(.task, "RW-01", district: .city).events.map { [$0.act, $0.before, $0.after] } == [
                ["file", "", "running"], ["file", "running", "done"],
            ])
    }

    @Test("cannot put a case where no act leads, nor leave out one that was worked on; nothing of it is taken")
    func refuses() async throws {
        let bureau = try await Bureau()
        await expectRefusal("K013") {
            try await bureau.file(bureau.city, Self.header + "\r\n110000,2023,RW-01,工作机制,甲,市住建委,2023-09-30,已完成\r\n", ledger: "tasks")
        }
        #expect(try await bureau.entries(.tasks).isEmpty)
        _ = try await bureau.act("task", "add", bureau.city, district: .city, ActTests.task)
        await expectRefusal("K013") {
            try await bureau.file(bureau.city, Self.header + "\r\n110000,2023,RW-02,工作机制,甲,市住建委,2023-09-30,推进中\r\n", ledger: "tasks")
        }
        #expect(try await bureau.entries(.tasks).map(\.key) == ["RW-01"])
    }
}
