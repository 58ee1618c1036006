import Foundation
import Ledgers
import Quantities
import Store
import StoreSQLite
import Testing

@testable import Returns

@Suite("Looking at personal data, and erasing it")
struct RevealTests {
    static let identity = "34052419800101001X"
    let start = Moment(seconds: 1_700_000_000)

    private func access(_ actor: String, _ role: Role, _ district: String = "110105") -> Access {
        role.access(
            city: Regions.beijing.city.code, districts: role.reach == .districts ? [RegionCode(district)!] : [], actor: actor)
    }

    private func filed(_ office: Office, _ households: [String] = ["BJ-1", "BJ-2"]) async throws -> PageVersion {
        try await office.intake.file(try office.folder.file("a.csv", Subsidy.csv(households.map { Subsidy.row($0) }))).pages[0]
    }

    private func code(_ body: () async throws -> Void) async -> String {
        do { try await body() } catch { return (error as? LedgerError)?.code ?? "\(error)" }
        return "ok"
    }

    @Test("a look gives the row as filed, and leaves who, where, why and one journal entry without the data")
    func look() async throws {
        let office = try await Office()
        let page = try await filed(office)
        let (head, at) = (access("u7", .districtHead), start)
        let entries = try await office.store.write { try Entries.reveal($0, head, page, row: 3, purpose: " 核对重复领取 ", at: at) }
        #expect(entries.map { $0["identity"] } == [.text(Self.identity)])
        #expect(entries.map(\.key) == ["BJ-2"])
        let looks = try await office.store.read { try Reveals.recent($0, head) }
        #expect(looks.map { "\($0.actor) \($0.place) \($0.row) \($0.entries) \($0.purpose)" } == ["u7 subsidies/110105/2023-05 3 1 核对重复领取"])
        let journal = try await office.store.read { try $0.rows("SELECT actor, act, subject FROM journal WHERE act = 'personal.reveal'") }
        #expect(try journal.map { "\(try $0.text(0)) \(try $0.text(2))" } == ["u7 subsidies/110105/2023-05#3"])
    }

    @Test("without the right, in another district, without a purpose or for a row that is not there nothing is shown and nothing recorded")
    func refused() async throws {
        let office = try await Office()
        let page = try await filed(office)
        let at = start
        func reveal(_ access: Access, row: Int64 = 2, purpose: String = "核对") async -> String {
            await code { _ = try await office.store.write { try Entries.reveal($0, access, page, row: row, purpose: purpose, at: at) } }
        }
        #expect(await reveal(access("u1", .cityFinance)) == "L004")
        #expect(await reveal(access("u2", .districtHead, "110101")) == "L001")
        #expect(await reveal(access("u3", .districtHead), purpose: "　 ") == "L005")
        #expect(await reveal(access("u3", .districtHead), purpose: String(repeating: "查", count: 201)) == "L005")
        #expect(await reveal(access("u3", .districtHead), row: 9) == "L007")
        #expect(try await office.store.read { try $0.row("SELECT count(*) FROM personal_reveals")?.int64(0) } == 0)
        #expect(await reveal(access("u3", .districtHead)) == "ok")
    }

    @Test("the fifty-first look within an hour is refused and says how long to wait; another person, and the next hour, are not touched")
    func limit() async throws {
        let office = try await Office()
        let page = try await filed(office)
        let (head, other, start) = (access("u7", .districtHead), access("u8", .districtHead), start)
        for index in 0..<50 {
            _ = try await office.store.write {
                try Entries.reveal($0, head, page, row: 2, purpose: "核对", at: start + Int64(index))
            }
        }
        let refusal = await #expect(throws: LedgerError.self) {
            try await office.store.write { _ = try Entries.reveal($0, head, page, row: 2, purpose: "核对", at: start + 100) }
        }
        #expect(refusal?.code == "L006" && refusal?.retryAfter == 3500)
        _ = try await office.store.write { try Entries.reveal($0, other, page, row: 2, purpose: "核对", at: start + 100) }
        _ = try await office.store.write { try Entries.reveal($0, head, page, row: 2, purpose: "核对", at: start + 3600) }
        let count = try await office.store.read { try $0.row("SELECT count(*) FROM personal_reveals")?.int64(0) }
        #expect(count == 52)
    }

    @Test("one asks, another decides; then the household reads as erased, everything still verifies, and its number is linked with nothing")
    func erase() async throws {
        let office = try await Office()
        let page = try await filed(office)
        let (reporter, head, at) = (access("u1", .districtReporter), access("u2", .districtHead), start)
        let before = try await office.store.read { try $0.rows("SELECT * FROM ledger_subsidies ORDER BY household") }
        let number = try await office.store.write { try Erasures.ask($0, reporter, household: "BJ-1", reason: "本人申请", at: at) }
        #expect(try await office.store.read { try Erasures.list($0, head) }.map(\.decision) == [nil])
        try await office.store.write { try Erasures.decide($0, head, request: number, erase: true, reason: "", at: at + 60) }
        try await office.store.read { connection in
            let entries = try Entries.masked(connection, head, Entries.read(connection, head, page))
            #expect(entries.map { $0.shown(2, .chinese) } == ["已删除", "340524********001X"])
            #expect(entries.map { $0.shown(1, .english) } == ["erased", "张*"])
            #expect(try Entries.areIntact(connection, head, page))
            #expect(try connection.rows("SELECT * FROM ledger_subsidies ORDER BY household") == before)
            #expect(try Erasures.list(connection, head).first?.decision?.isErased == true)
            // BJ-2 has the same number, so its token still says which.
            #expect(try connection.row("SELECT count(*) FROM index_tokens")?.int64(0) == 1)
            #expect(try Journal.verify(connection, city: "110000").faults.isEmpty)
        }
        let second = try await office.store.write { try Erasures.ask($0, reporter, household: "BJ-2", reason: "本人申请", at: at) }
        try await office.store.write { try Erasures.decide($0, head, request: second, erase: true, reason: "", at: at + 60) }
        #expect(try await office.store.read { try $0.row("SELECT count(*) FROM index_tokens")?.int64(0) } == 0)
        // Filed again, nothing of it is kept.
        let again = try await office.intake.file(
            try office.folder.file("b.csv", Subsidy.csv([Subsidy.row("BJ-1", amount: "1000.00"), Subsidy.row("BJ-3")])))
        let entries = try await office.store.read { connection in
            try Entries.masked(connection, head, Entries.read(connection, head, again.pages[0]))
        }
        #expect(entries.map { $0.shown(2, .chinese) } == ["已删除", "340524********001X"])
        let tokens = try await office.store.read { try $0.rows("SELECT identity_index FROM ledger_subsidies").map { try $0.blob(0) } }
        #expect(Set(tokens).count == 3)
    }

    @Test("an erasure needs two people, a reason, the right and the district; a refused one erases nothing")
    func fourEyes() async throws {
        let office = try await Office()
        _ = try await filed(office)
        let (reporter, head, at) = (access("u1", .districtReporter), access("u2", .districtHead), start)
        let both = Access(
            city: reporter.city, districts: .all, ledgers: .all, permissions: [.handleHouseholds, .decideHouseholds, .readHouseholds],
            actor: "u9")
        func ask(_ access: Access, _ household: String = "BJ-1", _ reason: String = "本人申请") async -> String {
            await code { _ = try await office.store.write { try Erasures.ask($0, access, household: household, reason: reason, at: at) } }
        }
        #expect(await ask(head) == "L004")
        #expect(await ask(reporter, "BJ-404") == "L008")
        #expect(await ask(access("u4", .districtReporter, "110101")) == "L008")
        #expect(await ask(reporter, "BJ-1", " ") == "L005")
        #expect(await ask(both) == "ok")
        #expect(await ask(reporter) == "L009")
        func decide(_ access: Access, _ erase: Bool = true, _ reason: String = "") async -> String {
            await code {
                try await office.store.write { try Erasures.decide($0, access, request: 1, erase: erase, reason: reason, at: at) }
            }
        }
        #expect(await decide(reporter) == "L004")
        #expect(await decide(both) == "L010")
        #expect(await decide(access("u5", .districtHead, "110101")) == "L008")
        #expect(await decide(head, false) == "L005")
        #expect(await decide(head, false, "仍在保障期内") == "ok")
        #expect(await decide(head) == "L009")
        let subject = Subject.household(city: "110000", "BJ-1")
        #expect(try await office.store.read { try SubjectKeys.erasedAt($0, subject) } == nil)
    }
}
