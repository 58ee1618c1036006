import Foundation
import Quantities
import Store
import StoreSQLite
import Testing

@Suite("Migrations")
struct MigrationTests {
    static let first = Migration("test/0001", "CREATE TABLE a (id {int} NOT NULL PRIMARY KEY) {rows}")
    static let second = Migration("test/0002", "CREATE TABLE b (id {int} NOT NULL PRIMARY KEY) {keyed}; INSERT INTO b SELECT id FROM a;")

    /// The bytes of the main file and the log.
    private func files(_ fixture: Fixture) throws -> [Data?] {
        ["anju.db", "anju.db-wal"].map { FileManager.default.contents(atPath: fixture.path + "/" + $0) }
    }

    @Test("steps are applied once, in order, and later ones on top")
    func order() async throws {
        let fixture = Fixture()
        let store = try await fixture.open([Self.first])
        try await store.write { try $0.execute("INSERT INTO a (id) VALUES (7)") }
        #expect(try await Migrator([Self.first]).migrate(store) == [])
        #expect(try await Migrator([Self.first, Self.second]).migrate(store) == ["test/0002"])
        #expect(try await store.read { try $0.rows("SELECT id FROM b").map { try $0.int64(0) } } == [7])
        try await store.close()
    }

    @Test("a store of a newer program is refused and not a byte of its tables changes")
    func superseded() async throws {
        let fixture = Fixture()
        try await fixture.open([Self.first, Self.second]).close()
        let before = try files(fixture)
        await #expect(performing: { _ = try await fixture.open([Self.first]) }, throws: isError(.superseded))
        #expect(try files(fixture)[0] == before[0])
        // The refusal has let the directory go.
        try await fixture.open([Self.first, Self.second]).close()
    }

    @Test("a step that reads otherwise than when it was applied is refused")
    func changed() async throws {
        let fixture = Fixture()
        try await fixture.open([Self.first]).close()
        let other = Migration("test/0001", "CREATE TABLE a (id {int} NOT NULL PRIMARY KEY, more {text}) {rows}")
        await #expect(performing: { _ = try await fixture.open([other, Self.second]) }, throws: isError(.migrationChanged))
    }

    @Test("a step that fails takes the others of its run with it")
    func failing() async throws {
        let fixture = Fixture()
        let broken = Migration("test/0003", "CREATE TABLE c (id {int} NOT NULL PRIMARY KEY) {rows}; CREATE TABLE nonsense (")
        await #expect(throws: StoreError.self) { _ = try await fixture.open([Self.first, Self.second, broken]) }
        let store = try await fixture.open([])
        #expect(try await store.read { try $0.rows("SELECT name FROM sqlite_master WHERE name IN ('a', 'b', 'c')").count } == 0)
        try await store.close()
    }

    @Test("both dialects know every word, and leave other braces alone")
    func words() {
        let sql = "{int} {text} {bytes} {rows} {keyed} {other}"
        #expect(Dialect.sqlite.translate(sql) == "INTEGER TEXT BLOB STRICT STRICT, WITHOUT ROWID {other}")
        #expect(Dialect.postgres.translate(sql) == "BIGINT TEXT COLLATE \"C\" BYTEA   {other}")
    }
}
