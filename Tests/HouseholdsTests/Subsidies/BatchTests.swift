import Foundation
import Ledgers
import Quantities
import Store
import Testing

@testable import Households

@Suite("The monthly run")
struct BatchTests {
    /// Two households with grants: 1600 and 1900 yuan a month (two people; 2500 and 3000 yuan of income a head: classes 3 and 4).
    func city() async throws -> (city: City, first: String, second: String) {
        let city = try await City()
        let head = city.head
        let one = try await city.bring(1, to: .approved)
        let two = try await city.bring(2, to: .approved, facts: [.monthlyIncome: "6000.00"])
        for application in [one, two] {
            try await city.write {
                try SubsidyGrants.grant(
                    $0, head, application.household, from: Period(year: 2023, month: 7), contract: "L-\(application.number)",
                    account: "622200000000000\(application.number)", at: now)
            }
        }
        return (city, one.household, two.household)
    }

    @Test("draft, computed, reviewed by another, sent, closed; paid when the payer says so")
    func run() async throws {
        let (city, first, second) = try await city()
        let (reporter, head) = (city.reporter, city.head)
        let july = Period(year: 2023, month: 7)
        let number = try await city.write { connection in
            let batch = try SubsidyBatches.open(connection, reporter, district: .chaoyang, month: july, at: now)
            #expect(try SubsidyBatches.compute(connection, reporter, batch.number, revision: 0, policy: policy, at: now).isEmpty)
            return batch.number
        }
        let items = try await city.read { try SubsidyBatches.items($0, head, number) }
        #expect(items.map(\.household) == [first, second].sorted())
        #expect(items.map(\.amount.fen) == [190_000, 160_000])
        // Not before the review, and not by the one who computed it.
        #expect(await code { _ = try await city.read { try BankFiles.outgoing($0, reporter, number) } } == "G013")
        let both = Access(
            city: .city, districts: .only([.chaoyang]), ledgers: .all, permissions: Set(Permission.allCases), actor: "朝阳经办")
        #expect(await code { _ = try await city.write { try SubsidyBatches.perform($0, both, Order(.review, number), at: now) } } == "G015")
        try await city.write { try SubsidyBatches.perform($0, head, Order(.review, number), at: now) }
        try await city.write { try SubsidyBatches.perform($0, reporter, Order(.send, number), at: now) }
        let street = city.street
        #expect(await code { _ = try await city.read { try BankFiles.outgoing($0, street, number) } } == "L004")
        let file = try await city.read { try BankFiles.outgoing($0, reporter, number) }
        // 张某某 in GB 18030 (GBK code table: 张 D5C5, 某 C4B3).
        #expect(Data(file).range(of: Data([0xD5, 0xC5, 0xC4, 0xB3, 0xC4, 0xB3])) != nil)
        #expect(String(decoding: file, as: UTF8.self).contains(",1900.00,"))

        #expect(await close(city, number, [first: paid]) == "G016")
        #expect(await close(city, number, [first: paid, second: paid, "JT0": paid]) == "G016")
        #expect(await close(city, number, [first: paid, second: SubsidyResult(isPaid: false, paidOn: nil, note: "账号有误")]) == "ok")
        let rows = try await city.read { try BankFiles.ledgerRows($0, reporter, number) }
        #expect(rows.map { $0["household"] } == [first])
        #expect(rows[0]["amount"] == "1900.00" && rows[0]["identity"] == City.identity(1) && rows[0]["paid_on"] == "2023-07-20")
        // The month is paid: no other batch for it.
        #expect(
            await code { _ = try await city.write { try SubsidyBatches.open($0, reporter, district: .chaoyang, month: july, at: now) } }
                == "G024")
        let payments = try await city.read { try SubsidyBatches.payments($0, head, household: second) }
        #expect(payments.map { $0.item.result?.isPaid } == [false])
    }

    let paid = SubsidyResult(isPaid: true, paidOn: day("2023-07-20"))

    func close(_ city: City, _ number: Int64, _ results: [String: SubsidyResult]) async -> String {
        let reporter = city.reporter
        return await code {
            _ = try await city.write { try SubsidyBatches.close($0, reporter, number, revision: nil, results: results, at: now) }
        }
    }

    func month(_ city: City, _ month: Int, _ results: [String: SubsidyResult] = [:]) async throws -> [SubsidyItem] {
        let (reporter, head) = (city.reporter, city.head)
        let paid = paid
        return try await city.write { connection in
            let number = try SubsidyBatches.open(
                connection, reporter, district: .chaoyang, month: Period(year: 2023, month: month), at: now
            ).number
            try SubsidyBatches.compute(connection, reporter, number, revision: nil, policy: policy, at: now)
            try SubsidyBatches.perform(connection, head, Order(.review, number), at: now)
            try SubsidyBatches.perform(connection, reporter, Order(.send, number), at: now)
            let items = try SubsidyBatches.items(connection, reporter, number)
            let all = Dictionary(uniqueKeysWithValues: items.map { ($0.household, results[$0.household] ?? paid) })
            try SubsidyBatches.close(connection, reporter, number, revision: nil, results: all, at: now)
            return items
        }
    }

    @Test("what the payer could not pay comes with the next month; what was overpaid is taken back as far as a month reaches")
    func settling() async throws {
        let (city, first, second) = try await city()
        let head = city.head
        func amounts(_ items: [SubsidyItem], _ household: String) -> [Int64] {
            items.filter { $0.household == household }.flatMap { [$0.computed.fen, $0.settled.fen, $0.amount.fen] }
        }
        _ = try await month(city, 7, [second: SubsidyResult(isPaid: false, paidOn: nil, note: "账号有误")])
        try await city.write { try SubsidyGrants.adjust($0, head, first, by: Money(fen: -300_000), reason: "多发", at: now) }
        let august = try await month(city, 8)
        #expect(amounts(august, second) == [160_000, 160_000, 320_000])
        #expect(amounts(august, first) == [190_000, -190_000, 0])
        let september = try await month(city, 9)
        #expect(amounts(september, second) == [160_000, 0, 160_000])
        #expect(amounts(september, first) == [190_000, -110_000, 80_000])
        #expect(try await month(city, 10).map(\.amount.fen) == [190_000, 160_000])
    }

    @Test("a paused household is left out, and so is one that left; a cancelled batch frees its month")
    func leavingOut() async throws {
        let (city, first, second) = try await city()
        let (reporter, head) = (city.reporter, city.head)
        let grants = try await city.read { try SubsidyGrants.list($0, head) }
        let grant = try #require(grants.first { $0.household == first }).number
        try await city.write { try SubsidyGrants.perform($0, head, Order(.pause, grant, note: "核查中"), at: now) }
        try await city.write {
            try HouseholdEndings.register(
                $0, reporter, second, HouseholdEnding(kind: .died, on: day("2023-07-15")), source: "死亡证明", at: now)
        }
        // July is the month of the death and still paid; August is not.
        #expect(try await month(city, 7).map(\.household) == [second])
        #expect(try await month(city, 8).isEmpty)
        let other = city.access("朝阳副职", .districtHead)
        try await city.write { try SubsidyGrants.perform($0, other, Order(.resume, grant, note: "核查完毕"), at: now) }
        let cancelled = try await city.write { connection in
            let batch = try SubsidyBatches.open(connection, reporter, district: .chaoyang, month: Period(year: 2023, month: 9), at: now)
            try SubsidyBatches.compute(connection, reporter, batch.number, revision: nil, policy: policy, at: now)
            try SubsidyBatches.perform(connection, head, Order(.cancel, batch.number, note: "重算"), at: now)
            return try SubsidyBatches.batch(connection, head, batch.number)
        }
        #expect(cancelled.state == .cancelled)
        #expect(try await month(city, 9).map(\.household) == [first])
    }

    @Test("the payer's result file is read by the names of its columns, in either encoding; what it lacks is told by row")
    func resultFile() async throws {
        let city = try await City()
        func read(_ text: String) throws -> [String: SubsidyResult] {
            let path = city.path + "/result.csv"
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            return try BankFiles.incoming(path)
        }
        let results = try read("发放日期,结果,家庭编号,原因\n2023-07-20,成功,JT1,\n,失败,JT2,账号有误\n")
        #expect(results["JT1"] == SubsidyResult(isPaid: true, paidOn: day("2023-07-20")))
        #expect(results["JT2"] == SubsidyResult(isPaid: false, paidOn: nil, note: "账号有误"))
        for (text, row) in [
            ("家庭编号,结果\nJT1,成功\n", "第1行"), ("家庭编号,结果,发放日期\nJT1,已付,2023-07-20\n", "第2行"),
            ("家庭编号,结果,发放日期\nJT1,成功,\n", "第2行"), ("家庭编号,结果,发放日期\nJT1,失败,\nJT1,失败,\n", "第3行"),
        ] {
            #expect {
                _ = try read(text)
            } throws: { error in
                (error as? HouseholdError).map { $0.code == "G026" && $0.text.zh.contains(row) } ?? false
            }
        }
    }
}
