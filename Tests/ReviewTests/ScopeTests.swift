import Foundation
import Ledgers
import Quantities
import Returns
import Store
import Testing

@testable import Review

@Suite struct ScopeTests {
    @Test("another district's pages, requests and questions do not exist for its neighbour")
    func neighbour() async throws {
        let city = try await City()
        try await city.bring(.progress, to: .submitted)
        let until = try #require(CivilDate("2023-06-30"))
        try await city.write { connection in
            try Requests.askWaiver(connection, city.reporter, .progress, code: "R-PRG-02", until: until, reason: "经核实", at: now)
            try Questions.ask(connection, city.housing, .page(.progress), "请说明", at: now)
        }
        for outsider in [city.neighbour, city.neighbourHead] {
            let found = try await city.read { connection in
                let states = try PageStates.list(connection, outsider, year: 2023).count
                let requests = try Requests.list(connection, outsider).count
                let questions = try Questions.list(connection, outsider).count
                let owed = try Obligations.list(connection, outsider, regions: .beijing, year: 2023, today: today)
                let counts = try Obligations.counts(connection, outsider, regions: .beijing, year: 2023, by: [.district])
                let desk = try Desk(connection, outsider).count
                return (
                    states + requests + questions + desk, Set(owed.map(\.address.district)), counts.map(\.district),
                    counts.map { Set($0.counts.keys) }
                )
            }
            #expect(found.0 == 0)
            #expect(found.1 == [.dongcheng] && found.2 == [.dongcheng] && found.3 == [[.nothing]])
            #expect(await code { _ = try await city.read { try PageStates.status($0, outsider, .progress) } } == "L001")
            #expect(await code { _ = try await city.read { try PageStates.history($0, outsider, .progress) } } == "L001")
            #expect(await code { _ = try await city.read { try Deadlines.lock($0, outsider, of: .progress, on: today) } } == "L001")
            #expect(await code { _ = try await city.read { try Explanations.unexplained($0, outsider, .progress, on: today) } } == "L001")
            #expect(await code { _ = try await city.read { try Requests.request($0, outsider, 1) } } == "W010")
            #expect(await code { _ = try await city.read { try Requests.request($0, outsider, 2) } } == "W010")
            #expect(await code { _ = try await city.read { try Questions.question($0, outsider, 1) } } == "W012")
            #expect(await code { _ = try await city.read { try KeptFindings.list($0, outsider, receipt: 1) } } == "P-15")
            #expect(
                await code {
                    _ = try await city.write {
                        try Requests.askWaiver($0, outsider, .progress, code: "R-PRG-02", until: until, reason: "经核实", at: now)
                    }
                } == "L001")
        }
        #expect(
            await code { _ = try await city.write { try Questions.perform($0, city.neighbour, .answer, 1, "已核实", at: now) } } == "W012")
    }

    @Test(
        "administrators and residents read nothing of the review",
        arguments: [Role.systemAdministrator, .securityAdministrator, .auditAdministrator, .resident])
    func administrators(role: Role) async throws {
        let city = try await City()
        let access = city.access("管理员", role)
        let calls: [@Sendable (any Connection) throws -> Void] = [
            { _ = try PageStates.list($0, access, year: 2023) }, { _ = try Requests.list($0, access) },
            { _ = try Questions.list($0, access) },
            { _ = try Desk($0, access) }, { _ = try Deadlines.list($0, access, year: 2023) },
            { _ = try Obligations.counts($0, access, regions: .beijing, year: 2023, by: []) },
            { _ = try Obligations.list($0, access, regions: .beijing, year: 2023, today: today) },
            { _ = try Signatures.status($0, access, freeze: "2023-1") },
        ]
        for call in calls { #expect(await code { try await city.read(call) } == "L004") }
    }

    @Test("a receipt is seen when all its pages are in scope, or by the one who filed it; otherwise it is as if it did not exist")
    func receipts() async throws {
        let city = try await City()
        let own = try await city.file(city.reporter, Rows.progress([("A1", 1)])).receipt.number
        let both =
            Rows.progress([("A2", 1)], period: "2023-06")
            + (Rows.progress([("A3", 1)], district: "110101").split(separator: "\n").last ?? "") + "\n"
        let mixed = try await city.file(city.housing, both).receipt.number
        let cityOnly = try await city.file(city.housing, Rows.tasks(), ledger: "tasks").receipt.number

        let visible = { (access: Access) in try await city.read { try Receipts.all($0, access).map(\.number) } }
        #expect(try await visible(city.housing) == [own, mixed, cityOnly])
        #expect(try await visible(city.finance) == [own, mixed, cityOnly])
        #expect(try await visible(city.reporter) == [own])
        #expect(try await visible(city.head) == [own])
        #expect(try await visible(city.neighbour) == [])
        #expect(try await visible(city.access("项目单位", .projectUnit)) == [own])
        #expect(try await visible(city.access("审计", .auditAdministrator)) == [])
        // The one who filed it keeps it in sight, with a narrower scope too.
        #expect(try await visible(Role.cityHousing.access(city: .city, districts: [.dongcheng], actor: "住建甲")) == [mixed, cityOnly])
        // Hidden and absent read the same.
        let texts = try await [mixed, 99].asyncMap { number in
            let error = try await #require(throws: ReturnError.self) {
                try await city.read { try Receipts.number(number, $0, city.reporter) }
            }
            return error.description.replacing("R\(number)", with: "R#")
        }
        #expect(Set(texts) == ["P-15 没有回执R# / there is no receipt R#"])
    }

    @Test("the cells behind an entry are shown to those who may see its receipt")
    func cells() async throws {
        let city = try await City()
        try await city.file(city.reporter, Rows.progress([("A1", 1)]))
        let entries = try await city.read { connection in
            try Pages.all(connection, city.housing).flatMap { try Entries.read(connection, city.housing, $0) }
        }
        let cells = { (access: Access) in
            try await ReturnFiles(database: city.store, vault: city.vault, access: access).cells(of: entries, column: "homes")
        }
        #expect(try await cells(city.head).map(\.address) == ["F2"])
        #expect(await code { _ = try await cells(city.neighbour) } == "P-15")
        #expect(await code { _ = try await cells(city.access("系统", .systemAdministrator)) } == "P-15")
    }

    @Test("who may not file is refused before the file is read")
    func filing() async throws {
        let city = try await City()
        #expect(await code { try await city.file(city.head, Rows.progress([("A1", 1)])) } == "L004")
        #expect(await code { try await city.file(city.finance, Rows.progress([("A1", 1)])) } == "L004")
    }
}

extension Array {
    func asyncMap<T>(_ transform: (Element) async throws -> T) async rethrows -> [T] {
        var result: [T] = []
        for element in self { result.append(try await transform(element)) }
        return result
    }
}
