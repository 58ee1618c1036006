import Foundation
import Ledgers
import Quantities
import Store
import StoreSQLite
import Testing

@testable import Households

let now = "2023-06-07T09:00:00+08:00"

/// A city's store in a folder that goes away with the test, and the people who work with it.
final class City: Sendable {
    let path: String
    let store: SQLiteStore

    init() async throws {
        path = NSTemporaryDirectory() + "anju-households-" + UUID().uuidString
        store = try await SQLiteStore.open(
            directory: try DataDirectory(path), migrations: Journal.migrations + LedgerSchema.migrations + HouseholdsSchema.migrations)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func access(_ actor: String, _ role: Role, _ districts: Set<RegionCode> = [.chaoyang]) -> Access {
        role.access(city: .city, districts: role.reach == .districts ? districts : [], actor: actor)
    }

    var street: Access { access("朝阳街道", .streetOffice) }
    var reporter: Access { access("朝阳经办", .districtReporter) }
    var head: Access { access("朝阳负责", .districtHead) }
    var neighbour: Access { access("怀柔街道", .streetOffice, [.huairou]) }
    var neighbourHead: Access { access("怀柔负责", .districtHead, [.huairou]) }
    var housing: Access { access("市住建", .cityHousing) }
    var resident: Access { access("居民甲", .resident) }
    var otherResident: Access { access("居民乙", .resident) }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T { try await store.read(body) }
    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T { try await store.write(body) }

    func journal() async throws -> [String] {
        try await store.read { try $0.rows("SELECT act, subject FROM journal ORDER BY seq").map { "\(try $0.text(0)) \(try $0.text(1))" } }
    }

    /// A made-up identity number that passes GB 11643 and belongs to nobody.
    static func identity(_ number: Int) -> String {
        let serial = String(100 + number % 900)
        let digits = Array("990101\(1940 + number / 900 % 50)0101\(serial)".utf8)
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        let sum = zip(digits, weights).reduce(0) { $0 + Int($1.0 - 48) * $1.1 }
        return String(decoding: digits, as: UTF8.self) + String(Array("10X98765432")[sum % 11])
    }

    static let fullFacts: [(FactKind, String)] = [
        (.residentSince, "2010-03-01"), (.people, "2"), (.monthlyIncome, "5000.00"), (.assets, "100000.00"), (.area, "20.00"),
        (.otherSupport, "no"), (.category, "other"), (.rent, "3000.00"),
    ]

    /// A household with an applicant, its facts and a document; number tells the person.
    static func open(
        _ connection: any Connection, _ access: Access, _ number: Int, district: RegionCode = .chaoyang, facts: [FactKind: String] = [:]
    ) throws -> String {
        let household = try HouseholdFiles.open(connection, access, district: district, at: now).household
        try HouseholdMembers.join(
            connection, access, household, relation: .applicant, name: "张某某", identity: identity(number), from: day("2023-01-01"), at: now)
        for (kind, text) in fullFacts {
            try HouseholdFiles.addFact(
                connection, access, household,
                Fact(kind, try FactValue(facts[kind] ?? text, for: kind), from: day("2023-01-01"), source: "材料\(kind.rawValue)"), at: now)
        }
        try HouseholdDocuments.add(
            connection, access, household, application: 0, title: "户口簿", hash: Hasher256.hash(Array("doc\(number)".utf8)), size: 10, at: now
        )
        return household
    }

    /// An application brought to a state by the shortest way, by the street office and the district's head.
    func bring(_ number: Int, to state: ApplicationState, facts: [FactKind: String] = [:], district: RegionCode = .chaoyang) async throws
        -> Application
    {
        let (street, head) = district == .chaoyang ? (street, head) : (neighbour, neighbourHead)
        return try await write { connection in
            let household = try Self.open(connection, street, number, district: district, facts: facts)
            var application = try Applications.enter(connection, street, household, on: day("2023-06-01"), at: now)
            let path: [(ApplicationState, ApplicationAct, Access, String)] = [
                (.submitted, .submit, street, now), (.checked, .check, street, now), (.noticed, .publish, street, now),
                (.approved, .approve, head, "2023-06-20T09:00:00+08:00"), (.guaranteed, .guarantee, head, "2023-06-21T09:00:00+08:00"),
            ]
            for (reached, act, access, at) in path where application.state != state {
                let order = Order(act, application.number, detail: act == .publish ? ["from": "2023-06-08", "until": "2023-06-14"] : [:])
                application = try Applications.perform(connection, access, order, policy: policy, at: at)
                #expect(application.state == reached)
            }
            return application
        }
    }
}
