import Evaluation
import Ledgers
import Quantities
import Store
import StoreSQLite
import Testing

@testable import Casework

@Suite("Lists of money that make themselves") struct MoneyFindingTests {
    @Test("are empty while everything is in order")
    func control() async throws {
        let bureau = try await Purse.paid()
        try await Purse.spend(bureau, "ZF-1", "150", ["contract": "HT-1"])
        // Of 1,000 and 300 万元, 200 and 300 wait since 20 December.
        #expect(try await Purse.findings(bureau, on: "2022-12-20").isEmpty)
        #expect(
            Set(try await Purse.findings(bureau, on: "2023-06-01").map(\.list)) == [.notPassedOn])
    }

    @Test("name what is not passed on within 30 days, and what was passed on late, with the days")
    func notPassedOn() async throws {
        let bureau = try await Purse.city()
        try await Purse.receive(bureau, "renewal", "1000")
        #expect(try await Purse.findings(bureau, on: "2023-01-01").map(\.short) == ["M-30D - 1000 12"])
        try await Purse.draft(bureau, "F-1", "800")
        try await bureau.act("allocation", "agree", bureau.city, "F-1", district: .city)
        try await bureau.act(
            "allocation", "issue", bureau.finance, "F-1", district: .city, ["document": Purse.passed, "issued_on": "2023-02-01"])
        let findings = try await Purse.findings(bureau, on: "2023-02-01")
        // 20 November + 30 days = 20 December; 1 February is 43 days later.
        #expect(findings.map(\.short) == ["M-30D - 800 43", "M-30D - 200 43"])
        #expect(findings.map(\.left.value) == [73, 10_000_000])
        #expect(findings.map(\.right.value) == [30, 8_000_000])
    }

    @Test("name what lies idle for over a year: allocated and not disbursed, disbursed and not spent")
    func idle() async throws {
        let bureau = try await Purse.paid()
        try await Purse.spend(bureau, "ZF-1", "150")
        func idle(_ day: String) async throws -> [String] {
            try await Purse.findings(bureau, on: day).filter { $0.list == .idle }.map(\.short)
        }
        // Issued on 15 December 2022; 580 less 200 disbursed.
        #expect(try await idle("2023-12-15") == [])
        #expect(try await idle("2023-12-16") == ["M-IDL 110101 220 1", "M-IDL 110105 380 1"])
        // Disbursed on 10 April 2023, 366 days before 10 April 2024 (a leap year); 200 less 150 spent.
        #expect(try await idle("2024-04-09") == ["M-IDL 110101 220 116", "M-IDL 110105 380 116"])
        #expect(try await idle("2024-04-10") == ["M-IDL 110101 220 117", "M-IDL 110105 380 117", "M-IDL 110105 50 1"])
    }

    @Test("name payments beyond the contract, by contract and by payee")
    func beyondContract() async throws {
        let bureau = try await Purse.paid()
        try await Purse.spend(bureau, "ZF-1", "200", ["contract": "HT-1"])
        func list() async throws -> [String] {
            try await Purse.findings(bureau, on: "2023-12-01").filter { $0.list == .beyondContract }.map(\.short)
        }
        #expect(try await list() == [])
        // 50 more to the payee without a contract is all the contract allows.
        try await Purse.spend(bureau, "ZF-2", "50")
        #expect(try await list() == [])
        try await Purse.spend(bureau, "ZF-3", "1.5")
        #expect(try await list() == ["M-CON 110105 1.5 -"])
        try await Purse.spend(bureau, "ZF-4", "60", ["contract": "HT-1"])
        #expect(try await list() == ["M-CON 110105 10 -"])
    }

    @Test("name payments outside their programme, to projects in no plan, without a project, and more spent than disbursed")
    func misplaced() async throws {
        let bureau = try await Purse.paid()
        try await Purse.spend(bureau, "ZF-1", "10", ["project": "P-1"])
        try await Purse.spend(bureau, "ZF-2", "20", ["project": "C-2"])
        try await Purse.spend(bureau, "ZF-3", "30", ["project": "C-9"])
        try await Purse.spend(bureau, "ZF-4", "40", ["project": ""])
        try await Purse.spend(bureau, "ZF-5", "201")
        let findings = try await Purse.findings(bureau, on: "2023-12-01").filter { $0.list != .notPassedOn }
        #expect(
            findings.map { "\($0.short) \($0.project)" } == [
                "M-PRG 110105 10 - P-1", "M-PLN 110105 30 - C-9", "M-PLN 110105 20 - C-2", "M-OVR 110105 40 - ", "M-OVR 110105 30 - C-9",
                "M-OVR 110105 20 - C-2", "M-OVR 110105 10 - P-1", "M-OVR 110105 1 - C-1", "M-UNL 110105 40 - ",
            ])
        #expect(findings.first?.left.place == "expenditures/110105/2023-05")
        // The neighbour sees none of it.
        #expect(try await Purse.findings(bureau, on: "2023-12-01", as: bureau.neighbour).isEmpty)
        #expect(Set(MoneyList.allCases.map(\.code)).count == MoneyList.allCases.count)
    }
}
