import Ledgers
import Quantities
import Store
import StoreSQLite
import Testing

@testable import Casework

/// The codes of the conditions that were not met; empty where it was done.
func unmet(_ body: () async throws -> Void) async throws -> Set<String> {
    do {
        try await body()
        return []
    } catch let error as CaseworkError where error.code == "K010" {
        let parts = error.text.en.split(separator: "(").dropFirst().compactMap { $0.split(separator: ")").first.map(String.init) }
        return Set(parts.filter { $0.hasPrefix("N-") })
    }
}

@Suite("Every condition on money is refused once, with its code") struct MoneyNeedTests {
    @Test("allotments")
    func allotments() async throws {
        let bureau = try await Purse.issued()
        let key = Purse.central + "/renewal/task"
        func move(
            _ to: String, _ amount: String, year: Int = 2023, key: String = key, document: String = "测财〔2023〕7号", on: String = "2023-02-20"
        )
            async throws -> Set<String>
        {
            try await unmet {
                try await bureau.act(
                    "allotment", "reassign", bureau.finance, key, district: .city, year: year, reason: "调整",
                    ["reassignment": document, "to_programme": to, "moved": amount, "moved_on": on])
            }
        }
        #expect(try await move("renewal", "10") == ["N-ALT-03"])
        #expect(try await move("rental", "201") == ["N-ALT-04"])
        #expect(try await move("rental", "0") == ["N-ALT-04"])
        #expect(try await move("rental", "10", year: 2024) == ["N-ALT-02"])
        #expect(try await move("rental", "10", on: "2023-03-02") == ["N-ALT-01"])
        #expect(try await move("rental", "200") == [])
        #expect(try await move("rental", "1") == ["N-ALT-04", "N-ALT-05"])
        func correct(_ amount: String, _ key: String) async throws -> Set<String> {
            try await unmet {
                try await bureau.act(
                    "allotment", "correct", bureau.finance, key, district: .city, reason: "笔误",
                    ["amount": amount, "received_on": "2022-11-21"])
            }
        }
        #expect(try await correct("999", key) == ["N-ALT-07"])
        #expect(try await correct("1001", key) == [])
        #expect(try await correct("5", "测财〔2023〕7号/rental/task") == ["N-ALT-06"])
        await expectRefusal("L004") {
            try await bureau.act(
                "allotment", "correct", bureau.city, key, district: .city, reason: "笔误", ["amount": "1", "received_on": "2022-11-21"])
        }
    }

    @Test("allocations")
    func allocations() async throws {
        let bureau = try await Purse.city()
        try await Purse.receive(bureau, "renewal", "1000")
        try await Purse.receive(bureau, "renewal", "100", fund: "reward")
        func draft(_ plan: String, _ amount: String, _ changes: [String: String] = [:]) async throws -> Set<String> {
            try await unmet { try await Purse.draft(bureau, plan, amount, changes) }
        }
        #expect(try await draft("F-1", "1101") == ["N-ALL-01"])
        #expect(try await draft("F-1", "101", ["fund": "reward"]) == ["N-ALL-01"])
        #expect(try await draft("F-1", "100", ["rule": "2024-rental"]) == ["N-ALL-02"])
        #expect(try await draft("F-1", "100", ["weights": "area-x"]) == ["N-ALL-02"])
        #expect(try await draft("F-1", "100", ["rule": "2024-renewal"]) == ["N-ALL-02"], "no performance is registered")
        #expect(try await draft("F-1", "100", ["central_document": "测财〔2022〕1号"]) == ["N-ALL-01"])
        #expect(try await draft("F-1", "1000") == [])
        // What one plan holds another cannot have.
        #expect(try await draft("F-2", "101") == ["N-ALL-01"])
        #expect(try await draft("F-2", "100", ["fund": "reward"]) == [])
        await expectRefusal("L004") { try await bureau.act("allocation", "agree", bureau.finance, "F-1", district: .city) }
        #expect(
            try await unmet {
                try await bureau.act(
                    "allocation", "adjust", bureau.finance, "F-1", district: .city, reason: "结余较多", ["recipient": "110108", "share": "1"])
            } == ["N-ALL-03"])
        // 725 and 275 by the formula.
        try await bureau.act(
            "allocation", "adjust", bureau.finance, "F-1", district: .city, reason: "结余较多", ["recipient": "110105", "share": "700"])
        #expect(try await unmet { try await bureau.act("allocation", "agree", bureau.city, "F-1", district: .city) } == ["N-ALL-04"])
        try await bureau.act(
            "allocation", "adjust", bureau.finance, "F-1", district: .city, reason: "相应增加", ["recipient": "110101", "share": "300"])
        #expect(
            try await bureau.entries(.allocationLines).filter { $0["plan"] == "F-1" }.map {
                "\($0["computed"].plain) \($0["amount"].plain)"
            }
            .sorted() == ["275000000 300000000", "725000000 700000000"])
        try await bureau.act("allocation", "agree", bureau.city, "F-1", district: .city)
        func issue(_ plan: String, on day: String = "2023-02-28") async throws -> Set<String> {
            try await unmet {
                try await bureau.act(
                    "allocation", "issue", bureau.finance, plan, district: .city, ["document": Purse.passed, "issued_on": day])
            }
        }
        #expect(try await issue("F-1", on: "2023-03-02") == ["N-ALL-06"])
        #expect(try await issue("F-1") == [])
        try await bureau.act("allocation", "agree", bureau.city, "F-2", district: .city)
        #expect(try await issue("F-2") == ["N-ALL-05"])
        #expect(try await bureau.entries(.allocations).count == 2)
    }

    @Test("disbursements")
    func disbursements() async throws {
        let bureau = try await Purse.issued()
        try await Purse.contract(bureau)
        func ask(_ changes: [String: String]) async throws -> Set<String> {
            try await unmet { try await bureau.act("disbursement", "request", bureau.reporter, "", Purse.request.merging(changes) { $1 }) }
        }
        #expect(try await ask(["amount": "581"]) == ["N-DIS-01"])
        #expect(try await ask(["document": "测京财〔2023〕6号"]) == ["N-DIS-01"])
        #expect(try await ask(["project": "P-1"]) == ["N-DIS-02", "N-DIS-03"])
        #expect(try await ask(["project": "C-9"]) == ["N-DIS-02"])
        #expect(try await ask(["project": "C-2"]) == ["N-DIS-03"])
        #expect(try await ask(["contract": "HT-9"]) == ["N-DIS-04"])
        #expect(try await ask(["contract": "HT-1", "amount": "251"]) == ["N-DIS-04"])
        #expect(try await ask(["contract": "HT-1"]) == [])
        // What is under way counts.
        #expect(try await ask(["request": "S-2", "contract": "HT-1", "amount": "51"]) == ["N-DIS-04"])
        #expect(try await ask(["request": "S-2", "amount": "381"]) == ["N-DIS-01"])
        #expect(try await ask(["request": "S-2", "amount": "380"]) == [])
        await expectRefusal("L004") { try await bureau.act("disbursement", "approve", bureau.reporter, "S-1") }
        try await bureau.act("disbursement", "approve", bureau.head, "S-1")
        func pay(_ request: String, _ voucher: String, on day: String = "2023-03-01") async throws -> Set<String> {
            try await unmet {
                try await bureau.act("disbursement", "pay", bureau.districtFinance, request, ["voucher": voucher, "paid_on": day])
            }
        }
        #expect(try await pay("S-1", "BF-1", on: "2023-03-02") == ["N-DIS-06"])
        #expect(try await pay("S-1", "BF-1") == [])
        try await bureau.act("disbursement", "approve", bureau.head, "S-2")
        #expect(try await pay("S-2", "BF-1") == ["N-DIS-05"])
        #expect(try await pay("S-2", "BF-2") == [])
        #expect(try await ask(["request": "S-3", "amount": "0.01"]) == ["N-DIS-01"])
        // What was paid under the contract keeps it from shrinking.
        #expect(
            try await unmet {
                try await bureau.act(
                    "contract", "amend", bureau.reporter, "HT-1", reason: "核减", documents: ["supplement"], ["amount": "199"])
            } == ["N-CON-03"])
        try await bureau.act("contract", "amend", bureau.reporter, "HT-1", reason: "核减", documents: ["supplement"], ["amount": "200"])
        await expectRefusal("K003") { try await bureau.act("disbursement", "cancel", bureau.reporter, "S-1", reason: "撤回") }
    }

    @Test("one person does not ask and agree")
    func fourEyes() async throws {
        let bureau = try await Purse.issued()
        let both = Access(
            city: .city, districts: .only([.chaoyang]), ledgers: .all, permissions: [.readLedgers, .handleCases, .reviewCases, .payMoney],
            actor: "一人")
        try await bureau.act("disbursement", "request", both, "", Purse.request)
        await expectRefusal("K009") { try await bureau.act("disbursement", "approve", both, "S-1") }
        try await bureau.act("disbursement", "approve", bureau.head, "S-1")
        try await bureau.act("disbursement", "pay", both, "S-1", ["voucher": "BF-1", "paid_on": "2023-03-01"])
    }

    @Test("of 20 payments of one request at once one is made")
    func race() async throws {
        let bureau = try await Purse.issued()
        try await bureau.act("disbursement", "request", bureau.reporter, "", Purse.request)
        try await bureau.act("disbursement", "approve", bureau.head, "S-1")
        let done = await withTaskGroup(of: Int.self) { group in
            for index in 0..<20 {
                group.addTask {
                    let outcome = try? await bureau.act(
                        "disbursement", "pay", bureau.districtFinance, "S-1", ["voucher": "BF-\(index)", "paid_on": "2023-03-01"])
                    return outcome == nil ? 0 : 1
                }
            }
            return await group.reduce(0, +)
        }
        #expect(done == 1)
        #expect(try await bureau.entries(.disbursements).count == 1)
    }

    @Test("expenditures, contracts, loans and agreements")
    func others() async throws {
        let bureau = try await Purse.issued()
        func spend(_ changes: [String: String]) async throws -> Set<String> {
            try await unmet { try await Purse.spend(bureau, "ZF-1", "1", changes) }
        }
        #expect(try await spend(["paid_on": "2023-05-23"]) == ["N-EXP-01"])
        #expect(try await spend(["document": "测京财〔2023〕6号"]) == ["N-EXP-02"])
        #expect(try await spend(["contract": "HT-1"]) == ["N-EXP-03"])
        #expect(try await spend([:]) == [])
        await expectRefusal("K005") { try await Purse.spend(bureau, "ZF-1", "1", ["paid_on": "2023-05-01"]) }
        #expect(
            try await unmet {
                try await bureau.act(
                    "expenditure", "reverse", bureau.districtFinance, "ZF-1", on: "2023-06-01", reason: "退回",
                    ["reversal": "ZF-1", "reversed_on": "2023-06-01"])
            } == ["N-EXP-05"])
        let contract = [
            "contract": "HT-2", "project": "P-1", "programme": "rental", "subject": "施工", "payee": "某公司", "amount": "10",
            "signed_on": "2023-02-01",
        ]
        func sign(_ changes: [String: String]) async throws -> Set<String> {
            try await unmet { try await bureau.act("contract", "sign", bureau.reporter, "", contract.merging(changes) { $1 }) }
        }
        #expect(try await sign(["programme": "renewal"]) == ["N-CON-01"])
        #expect(try await sign(["project": "P-9"]) == ["N-CON-01"])
        #expect(try await sign(["signed_on": "2023-03-02"]) == ["N-CON-02"])
        #expect(try await sign([:]) == [])

        #expect(
            try await unmet {
                try await bureau.act(
                    "agreement", "sign", bureau.city, district: .city, ["agreement": "XY-1", "bank": "某银行", "signed_on": "2023-03-02"])
            } == ["N-AGR-01"])
        try await bureau.act(
            "agreement", "sign", bureau.city, district: .city,
            ["agreement": "XY-1", "bank": "某银行", "signed_on": "2022-01-20", "credit": "1000", "until": "2023-12-31"])
        let loan = [
            "loan": "DK-1", "agreement": "XY-1", "project": "P-1", "borrower": "某公司", "amount": "600", "approved_on": "2023-02-01",
            "due_on": "2033-02-01",
        ]
        func lend(_ changes: [String: String]) async throws -> Set<String> {
            try await unmet { try await bureau.act("loan", "approve", bureau.reporter, "", loan.merging(changes) { $1 }) }
        }
        #expect(try await lend(["agreement": "XY-2"]) == ["N-LOA-01"])
        #expect(try await lend(["approved_on": "2024-01-01"]) == ["N-LOA-01"])
        #expect(try await lend(["amount": "1001"]) == ["N-LOA-02"])
        #expect(try await lend([:]) == [])
        #expect(try await lend(["loan": "DK-2", "amount": "401"]) == ["N-LOA-02"])
        func act(_ name: String, _ answers: [String: String] = [:]) async throws -> Set<String> {
            try await unmet { try await bureau.act("loan", name, bureau.reporter, "DK-1", answers) }
        }
        #expect(try await act("draw", ["part": "601", "drawn_on": "2023-03-01"]) == ["N-LOA-03"])
        #expect(try await act("draw", ["part": "1", "drawn_on": "2023-03-02"]) == ["N-LOA-04"])
        #expect(try await act("draw", ["part": "500", "drawn_on": "2023-02-27"]) == [])
        #expect(try await act("draw", ["part": "101", "drawn_on": "2023-02-28"]) == ["N-LOA-03"])
        #expect(try await act("repay", ["part": "501"]) == ["N-LOA-05"])
        #expect(try await act("repay", ["part": "200"]) == [])
        #expect(try await act("close") == ["N-LOA-06"])
        #expect(try await act("repay", ["part": "300"]) == [])
        #expect(try await act("close") == [])
        // What is repaid can be lent again.
        #expect(try await lend(["loan": "DK-2", "amount": "1000"]) == [])
    }
}
