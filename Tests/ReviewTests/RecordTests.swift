import Ledgers
import Quantities
import Store
import Testing

@testable import Review

@Suite struct RecordTests {
    @Test("records are only ever added, and a byte changed past the engine's triggers is found by its seal")
    func sealed() async throws {
        let city = try await City()
        try await city.bring(.progress, to: .accepted)
        #expect(try await city.read { try ReviewSchema.verify($0, city.housing).map(\.place) } == [])
        for table in ReviewTables.all {
            let hasRows = try await city.read { try $0.row("SELECT count(*) FROM \(table.name)")?.int64(0) ?? 0 > 0 }
            guard hasRows else { continue }
            #expect(await code { _ = try await city.write { try $0.execute("DELETE FROM \(table.name)") } } != "ok", "\(table.name)")
        }
        try await city.write { connection in
            try connection.execute("DROP TRIGGER page_acts_no_update")
            try connection.execute("UPDATE page_acts SET actor = '他人' WHERE number = 2")
            try connection.execute("UPDATE page_states SET state = 'approved'")
        }
        #expect(
            try await city.read { try ReviewSchema.verify($0, city.housing).map(\.place) } == [
                "page_acts 2", "page_states progress/110105/2023-05",
            ])
    }

    @Test("an act that is undone leaves no entry in the journal and no record")
    func rollback() async throws {
        struct Undone: Error {}
        let city = try await City()
        try await city.bring(.progress, to: .submitted)
        let before = try await city.journal()
        await #expect(throws: Undone.self) {
            try await city.write { connection in
                try PageStates.perform(connection, city.head, PageOrder(.approve, .progress, revision: 2), at: now)
                try Questions.ask(connection, city.head, .page(.progress), "？", at: now)
                throw Undone()
            }
        }
        #expect(try await city.journal() == before)
        #expect(try await city.status().state == .submitted)
        #expect(try await city.read { try Questions.list($0, city.head).count } == 0)
    }

    @Test("the database itself refuses a second act on the same revision")
    func onceInTheDatabase() async throws {
        let city = try await City()
        try await city.bring(.progress, to: .submitted)
        let copy: @Sendable (any Connection) throws -> Void = { connection in
            let row = try connection.row("SELECT \(ReviewTables.acts.list("a")) FROM page_acts a")!
            try ReviewTables.acts.add(connection, city.housing, [.integer(99)] + row.values.dropFirst())
        }
        #expect(await code { try await city.write(copy) }.contains("S002"))
    }

    @Test("the journal's commitment is the seal of the record, and no name or reason stands in its subject")
    func commitment() async throws {
        let city = try await City()
        try await city.bring(.progress, to: .returned)
        let same = try await city.read { connection in
            try connection.rows(
                "SELECT a.act FROM page_acts a JOIN journal j ON j.city = a.city AND j.commitment = a.seal AND j.act = 'page.' || a.act ORDER BY a.number"
            ).map { try $0.text(0) }
        }
        #expect(same == ["submit", "return"])
        // Codes, tags and names stand in subjects; sentences do not pass for them.
        let until = CivilDate("2023-06-30")!
        let root = String(repeating: "ab", count: 32)
        let wrong: [@Sendable (any Connection) throws -> Void] = [
            { _ = try Requests.askWaiver($0, city.reporter, .progress, code: "张某", until: until, reason: "停工", at: now) },
            { _ = try Requests.askWaiver($0, city.reporter, .progress, code: "", until: until, reason: "停工", at: now) },
            { _ = try Questions.ask($0, city.housing, .figure("张某 的", .city), "？", at: now) },
            { _ = try Signatures.sign($0, city.housing, freeze: "张某", root: root, as: .housing, at: now) },
        ]
        for call in wrong { #expect(await code { try await city.write(call) } == "W018") }
        #expect(try await city.journal().allSatisfy { !$0.contains("朝阳") && !$0.contains("核对") })
    }
}
