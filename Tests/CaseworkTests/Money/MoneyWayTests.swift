import Evaluation
import Ledgers
import Quantities
import Returns
import Store
import StoreSQLite
import Testing

@testable import Casework

@Suite("Money from the centre to the voucher") struct MoneyWayTests {
    @Test(
        "is drafted by the formula, agreed, issued, asked for, paid and spent; the year's figures and the overview say so, and the trace finds it"
    )
    func way() async throws {
        let bureau = try await Purse.paid()
        try await Purse.spend(bureau, "ZF-1", "150", ["contract": "HT-1"])
        #expect(
            try await bureau.entries(.allocations).map { "\($0["recipient"].plain) \($0["amount"].plain)" }.sorted() == [
                "110101 220000000", "110105 580000000",
            ])
        let paid = try #require(try await bureau.entries(.disbursements).first)
        #expect(paid.page.period == Period(year: 2023, month: 4))
        #expect(paid["contract"] == "HT-1")
        #expect(try await bureau.view(.expenditure, "ZF-1").line.entry.page.period == Period(year: 2023, month: 5))

        let access = bureau.city
        let evaluator = Evaluator(model: try .load(year: 2023), database: bureau.store, access: access)
        let result = try await evaluator.evaluate(try await evaluator.current())
        let overview = try await bureau.store.read { try MoneyOverview($0, access, year: 2023) }
        let flow = try #require(overview.programmes.first { $0.programme == "renewal" })
        for (figure, fen) in [
            ("allotted", 1_000_000_000), ("allocated", 800_000_000), ("disbursed", 200_000_000), ("spent", 150_000_000),
        ] as [(String, Int64)] {
            #expect(result.figure("renewal.funds.\(figure)")?.value == Rational(fen, 100), "\(figure)")
        }
        #expect([flow.allotted, flow.allocated, flow.disbursed, flow.spent] == [1_000_000_000, 800_000_000, 200_000_000, 150_000_000])
        // 150 of 1,000.
        #expect(flow.execution(ofCity: true) == Rational(3, 20))
        #expect(result.figure("renewal.funds.execution")?.value == Rational(3, 20))
        let own = try #require(overview.districts["renewal"]?.first { $0.district == .chaoyang }?.flow)
        #expect(own.execution(ofCity: false) == Rational(15, 58))
    }

    @Test("can be followed from either document to what it paid for, and from the project back")
    func trails() async throws {
        let bureau = try await Purse.paid()
        try await Purse.spend(bureau, "ZF-1", "150", ["contract": "HT-1"])
        try await Purse.spend(bureau, "ZF-2", "20", ["document": ""])
        let access = bureau.city
        for document in [Purse.central, Purse.passed] {
            let trail = try #require(try await bureau.store.read { try MoneyTrail.document($0, access, document, year: 2023) })
            #expect(trail.allocated == 800_000_000)
            #expect(trail.projects.map { "\($0.project) \($0.disbursed) \($0.spent)" } == ["C-1 200000000 150000000"])
            #expect((trail.communities, trail.households, trail.homes) == (1, 30, 0))
        }
        #expect(try await bureau.store.read { try MoneyTrail.document($0, access, "测财〔2022〕10号", year: 2023) } == nil)
        let back = try #require(
            try await bureau.store.read { try MoneyTrail.project($0, access, district: .chaoyang, "C-1", year: 2023) })
        #expect(back.sources.map(\.document) == [Purse.passed])
        #expect(back.sources.map(\.central) == [[Purse.central]])
        #expect((back.disbursed, back.spent, back.contracted) == (200_000_000, 170_000_000, 250_000_000))
    }

    @Test("is seen by a district as far as it is its own: its share of the city's documents, not the others', and no allotments")
    func scope() async throws {
        let bureau = try await Purse.paid()
        let (own, other) = (bureau.reporter, bureau.neighbour)
        let overview = try await bureau.store.read { try MoneyOverview($0, own, year: 2023) }
        let flow = try #require(overview.programmes.first { $0.programme == "renewal" })
        #expect((flow.allotted, flow.allocated, flow.disbursed) == (0, 580_000_000, 200_000_000))
        #expect(try await bureau.store.read { try MoneyTrail.project($0, other, district: .chaoyang, "C-1", year: 2023) } == nil)
        let trail = try #require(try await bureau.store.read { try MoneyTrail.document($0, other, Purse.passed, year: 2023) })
        #expect(trail.allocations.map(\.district) == [.dongcheng])
        #expect(trail.projects.isEmpty)
    }

    @Test("re-assigned between programmes keeps its total; both entries stand under the document of the re-assignment")
    func reassigned() async throws {
        let bureau = try await Purse.city()
        try await Purse.receive(bureau, "renewal", "1000")
        try await Purse.receive(bureau, "rental", "300")
        try await bureau.act(
            "allotment", "reassign", bureau.finance, Purse.central + "/rental/task", district: .city, reason: "任务调整",
            ["reassignment": "测财〔2023〕7号", "to_programme": "renewal", "moved": "100", "moved_on": "2023-02-20"])
        #expect(
            try await bureau.entries(.allotments).map { "\($0["document"].plain) \($0["programme"].plain) \($0["amount"].plain)" }.sorted()
                == [
                    "\(Purse.central) renewal 1000000000", "\(Purse.central) rental 300000000", "测财〔2023〕7号 renewal 100000000",
                    "测财〔2023〕7号 rental -100000000",
                ])
        let access = bureau.city
        let pots = try await bureau.store.read { try MoneyPots.list($0, access, year: 2023) }
        #expect(
            pots.map { "\($0.document) \($0.programme) \($0.rest)" } == [
                "\(Purse.central) renewal 1100000000", "\(Purse.central) rental 200000000",
            ])
        // The clock is that of the money, not of the re-assignment.
        #expect(pots.map(\.due.description) == ["2022-12-20", "2022-12-20"])
        let overview = try await bureau.store.read { try MoneyOverview($0, access, year: 2023) }
        #expect(overview.programmes.map(\.allotted).reduce(0, +) == 1_300_000_000)
        // What was moved can be allocated under either document.
        try await Purse.draft(bureau, "F-1", "1050")
        await expectRefusal("K010") { try await Purse.draft(bureau, "F-2", "60", ["central_document": "测财〔2023〕7号"]) }
        try await Purse.draft(bureau, "F-2", "50", ["central_document": "测财〔2023〕7号"])
    }

    @Test("taken back by a voucher below zero leaves both vouchers and the right sum")
    func reversed() async throws {
        let bureau = try await Purse.paid()
        try await Purse.spend(bureau, "ZF-1", "150")
        try await bureau.act(
            "expenditure", "reverse", bureau.districtFinance, "ZF-1", on: "2023-06-05", reason: "账号有误退回",
            ["reversal": "ZF-1R", "reversed_on": "2023-06-02"])
        let entries = try await bureau.entries(.expenditures)
        #expect(
            entries.map { "\($0.page.period) \($0["voucher"].plain) \($0["amount"].plain) \($0["reverses"].plain)" }.sorted() == [
                "2023-05 ZF-1 150000000 ", "2023-06 ZF-1R -150000000 ZF-1",
            ])
        await expectRefusal("K010") {
            try await bureau.act(
                "expenditure", "reverse", bureau.districtFinance, "ZF-1", on: "2023-06-06", reason: "再次",
                ["reversal": "ZF-1S", "reversed_on": "2023-06-05"])
        }
        await expectRefusal("K010") {
            try await bureau.act(
                "expenditure", "reverse", bureau.districtFinance, "ZF-1R", on: "2023-06-06", reason: "再次",
                ["reversal": "ZF-1S", "reversed_on": "2023-06-05"])
        }
        let access = bureau.city
        let evaluator = Evaluator(model: try .load(year: 2023), database: bureau.store, access: access)
        let result = try await evaluator.evaluate(try await evaluator.current())
        #expect(result.figure("renewal.funds.spent")?.value == 0)
        try await bureau.act(
            "disbursement", "refund", bureau.districtFinance, "S-1", on: "2023-06-10", reason: "项目缓建",
            ["refund_voucher": "BF-1R", "refunded_on": "2023-06-09"])
        #expect(try await bureau.entries(.disbursements).compactMap { Int64($0["amount"].plain) }.reduce(0, +) == 0)
    }

    @Test("a file may not take money back without naming the voucher, nor allot below zero")
    func byFile() async throws {
        let bureau = try await Purse.city()
        let header = "行政区划,所属期,支付凭证号,专项,项目编号,收款单位,支出金额（万元）,支付日期,冲销的凭证号\r\n"
        for (amount, reverses) in [("-5", ""), ("5", "ZF-1")] {
            let outcome = try? await bureau.file(
                bureau.city, header + "110105,2023-05,ZF-9,老旧小区改造,C-1,某公司,\(amount),2023-05-20,\(reverses)\r\n", ledger: "expenditures")
            #expect(outcome?.findings.list.map(\.code) ?? ["R-EXP-02"] == ["R-EXP-02"])
            #expect(outcome?.receipt.rejected ?? 1 == 1)
        }
        let good = try await bureau.file(
            bureau.city, header + "110105,2023-05,ZF-9,老旧小区改造,C-1,某公司,-5.123456,2023-05-20,ZF-1\r\n", ledger: "expenditures")
        #expect((good.receipt.rejected, try await bureau.entries(.expenditures).first?["amount"]) == (0, .integer(-5_123_456)))
        // Elsewhere a number below zero is still refused.
        let bad = try? await bureau.file(
            bureau.city, "行政区划,所属期,区划代码,困难系数,系数依据\r\n110000,2024,110105,-1,办法\r\n", ledger: "difficulty")
        #expect(bad?.receipt.rejected ?? 1 == 1)
    }
}
