import Foundation
import Ledgers
import Quantities
import Store
import Testing

@testable import Households

@Suite("Homes, tenancies and doubts on record")
struct HomeTests {
    static func project(_ connection: any Connection, _ access: Access, homes: Int64) throws {
        try Homes.addProject(
            connection, access, "P1", district: .chaoyang, name: "一号项目", housing: "public", homes: homes, operatorName: "运营公司",
            operatorKind: .enterprise, isOnPlatform: true, at: now)
    }

    static func home(_ connection: any Connection, _ access: Access, _ home: String, unit: String, area: Int64 = 6_000) throws {
        try Homes.add(connection, access, home, project: "P1", unit: unit, area: Area(raw: area), rent: Money(fen: 200_000), at: now)
    }

    static func let_(_ connection: any Connection, _ access: Access, _ home: String, _ household: String, from: String = "2023-07-01")
        throws -> Int64
    {
        try Tenancies.begin(
            connection, access, home: home, household: household, from: day(from), until: day("2026-06-30"),
            terms: LeaseTerms(rent: Money(fen: 200_000)), at: now)
    }

    @Test(
        "a project takes no more homes than it has, a unit is one home, a home has one tenant and a tenant one home; of twenty at once one")
    func constraints() async throws {
        let city = try await City()
        let street = city.street
        let households = try await city.write { connection in
            try Self.project(connection, street, homes: 2)
            try Self.home(connection, street, "A1", unit: "U-1", area: 7_000)
            return try (1...20).map { try City.open(connection, street, $0) }
        }
        #expect(await code { _ = try await city.write { try Self.home($0, street, "A9", unit: "U-1") } } == "G024")
        try await city.write { try Self.home($0, street, "A2", unit: "U-2", area: 7_001) }
        #expect(await code { _ = try await city.write { try Self.home($0, street, "A3", unit: "U-3") } } == "G025")
        let outcomes = await withTaskGroup(of: String.self) { group in
            for household in households {
                group.addTask { await code { _ = try await city.write { try Self.let_($0, street, "A1", household) } } }
            }
            return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        #expect(outcomes == ["ok": 1, "G011": 19])
        let tenancy = try #require(try await city.read { try Tenancies.list($0, street) }.first)
        #expect(await code { _ = try await city.write { try Self.let_($0, street, "A2", tenancy.household) } } == "G011")
        let project = try #require(try await city.read { try Homes.projects($0, street) }.first)
        #expect(project.occupied == 1 && project.entered == 2 && project.small == 1)
        // Renewed, left, and let again.
        try await city.write {
            try Tenancies.perform($0, street, .renew, tenancy.number, until: day("2027-06-30"), at: now)
            try Tenancies.perform($0, street, .leave, tenancy.number, until: day("2024-06-30"), reason: "购房", at: now)
            _ = try Self.let_($0, street, "A1", households[5], from: "2024-07-01")
            _ = try Self.let_($0, street, "A2", tenancy.household, from: "2024-07-01")
        }
        let ended = try #require(try await city.read { try Tenancies.list($0, street) }.first)
        #expect(ended.state == .ended && ended.until == day("2024-06-30"))
        let head = city.head
        #expect(try await city.read { try HouseholdsSchema.verify($0, head) }.isEmpty)
    }

    @Test(
        "signs of a sale in a lease, at and above each threshold",
        arguments: [
            (LeaseTerms(rent: Money(fen: 1), prepaidMonths: 12, leaseMonths: 240), 0),
            (LeaseTerms(rent: Money(fen: 1), prepaidMonths: 13), 1),
            (LeaseTerms(rent: Money(fen: 1), leaseMonths: 241), 1), (LeaseTerms(rent: Money(fen: 1), transferFee: Money(fen: 1)), 1),
            (LeaseTerms(rent: Money(fen: 1), prepaidMonths: 240, leaseMonths: 840, transferFee: Money(fen: 30_000_000)), 3),
        ])
    func signs(terms: LeaseTerms, count: Int) {
        #expect(policy.supervision.signs(terms, on: day("2023-07-01")).count == count)
        #expect(policy.supervision.smallArea.inForce(on: day("2023-07-01"))?.value == Area(raw: 7_000))
    }

    @Test("a doubt opens a task; explained, it stays so until its facts change; both districts see it, a third does not")
    func tasks() async throws {
        let city = try await City()
        let (street, head, housing) = (city.street, city.head, city.housing)
        // One unit, typed in two ways, in two districts.
        let neighbour = city.neighbour
        try await city.write { connection in
            try Self.project(connection, street, homes: 5)
            try Self.home(connection, street, "A1", unit: "110105-001-F0001")
            try Homes.addProject(
                connection, neighbour, "P2", district: .huairou, name: "二号", housing: "public", homes: 5, operatorName: "乙",
                operatorKind: .institution, isOnPlatform: false, at: now)
            try Homes.add(
                connection, neighbour, "B1", project: "P2", unit: "110105 001 ｆ0001", area: Area(raw: 5_000), rent: Money(fen: 1), at: now)
        }
        let run = { (year: Int) in try await city.write { try Doubts.run($0, housing, year: year, policy: policy, at: now) } }
        #expect(try await run(2023).doubts == 1)
        let task = try #require(try await city.read { try Doubts.list($0, street) }.first)
        #expect(task.doubt.kind == .homeTwice && Set([task.doubt.one.district, task.doubt.other.district]) == ["110105", "110116"])
        #expect(try await city.read { try Doubts.list($0, neighbour) }.count == 1)
        let third = city.access("海淀", .streetOffice, [RegionCode("110108")!])
        #expect(try await city.read { try Doubts.list($0, third) }.isEmpty)
        #expect(await code { _ = try await city.write { try Doubts.run($0, head, year: 2023, policy: policy, at: now) } } == "L004")

        try await city.write { try Doubts.perform($0, street, Order(.assign, task.number), at: now) }
        #expect(await code { _ = try await city.write { try Doubts.perform($0, street, Order(.explain, task.number), at: now) } } == "G014")
        try await city.write { try Doubts.perform($0, street, Order(.explain, task.number, note: "两处共用编号"), at: now) }
        #expect(try await run(2023).reopened == 0)
        #expect(try await city.read { try Doubts.list($0, street) }.map(\.state) == [.explained])
        #expect(try await city.read { try Doubts.list($0, street) }.map(\.owner) == ["朝阳街道"])
        // A third project counts it too, before the others by name: other facts.
        try await city.write { connection in
            try Homes.addProject(
                connection, neighbour, "P0", district: .huairou, name: "零号", housing: "public", homes: 5, operatorName: "丙",
                operatorKind: .institution, isOnPlatform: false, at: now)
            try Homes.add(
                connection, neighbour, "C1", project: "P0", unit: "１１０１０５-001F0001", area: Area(raw: 5_000), rent: Money(fen: 1), at: now)
        }
        #expect(try await run(2023).reopened == 1)
        #expect(try await city.read { try Doubts.list($0, street) }.map(\.state) == [.open])
    }

    @Test("coverage counts those of the frozen list who applied, by the ledger's outcomes")
    func coverage() throws {
        func household(_ outcome: ListedHousehold.Outcome?, applied: Bool = true) -> ListedHousehold {
            ListedHousehold(
                household: "x", district: .chaoyang, category: .illness, outcome: outcome, appliedOn: applied ? day("2023-01-01") : nil,
                decidedOn: nil)
        }
        let coverage = Coverage([
            household(.home), household(.subsidy), household(.declined), household(.waiting), household(nil, applied: false),
            household(.waiting, applied: false),
        ])
        #expect(coverage.listed == 6 && coverage.applied == 4 && coverage.guaranteed == 2 && coverage.missing == 1)
        #expect(coverage.rate == Rational(1, 2))
        #expect(Coverage([household(.waiting, applied: false)]).rate == nil)
    }

    @Test("a list is frozen whole: its hash is Python's, its versions stand beside each other, districts see their own")
    func lists() async throws {
        let city = try await City()
        let (housing, street) = (city.housing, city.street)
        let rows: [(household: String, district: RegionCode, category: ListedHousehold.Category)] = [
            ("JT2", .huairou, .illness), ("JT1", .chaoyang, .subsistence), ("JT10", .chaoyang, .lowIncome),
        ]
        let list = try await city.write { try FrozenLists.freeze($0, housing, year: 2023, on: day("2023-01-31"), rows, at: now) }
        // sha256("JT1\t110105\tsubsistence\nJT10\t110105\tlow_income\nJT2\t110116\tillness") by Python.
        #expect(list.hash.hex == "e0857b01aad3aaf5ef876ed47defab1fcd7ab59ca1c35b5fb2d08e22fbe6c483")
        #expect(try await city.read { try FrozenLists.households($0, street, list) }.map(\.household) == ["JT1", "JT10"])
        #expect(
            await code {
                _ = try await city.write {
                    try FrozenLists.freeze($0, housing, year: 2023, on: day("2023-01-31"), rows + [rows[0]], at: now)
                }
            } == "G019")
        #expect(try await city.write { try FrozenLists.freeze($0, housing, year: 2023, on: day("2023-02-28"), rows, at: now) }.version == 2)
    }
}
