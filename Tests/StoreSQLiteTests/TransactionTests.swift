import Foundation
import Quantities
import Store
import StoreSQLite
import Testing

@Suite("Transactions")
struct TransactionTests {
    struct Refusal: Error, Equatable {}

    private static let insert = "INSERT INTO entry (city, page, key, amount) VALUES ('110000', ?, ?, ?)"

    private func count(_ store: SQLiteStore) async throws -> Int64 {
        try await store.read { try $0.row("SELECT COUNT(*) AS n FROM entry")?.int64("n") ?? -1 }
    }

    @Test("a write that throws leaves nothing behind and passes the error on")
    func rollback() async throws {
        let fixture = Fixture()
        let store = try await fixture.open()
        await #expect(throws: Refusal()) {
            try await store.write { connection in
                try connection.execute(Self.insert, [1, "a", 5])
                throw Refusal()
            }
        }
        #expect(try await count(store) == 0)
        try await store.close()
    }

    @Test("every commit is synced: the writer runs with synchronous = FULL in WAL mode, and so it does after reopening")
    func durability() async throws {
        let fixture = Fixture()
        for _ in 0..<2 {
            let store = try await fixture.open()
            // On the very connection that writes; a reader's setting tells nothing.
            let row = try await store.write { try $0.row("PRAGMA synchronous") }
            #expect(try row?.int64(0) == 2)
            let condition = try await store.condition()
            #expect(condition.isDurable && condition.journalMode == "wal" && condition.pageSize == 8192)
            try await store.close()
        }
    }

    @Test("an acknowledged write is in the files: a copy of them taken at once, without closing, has it")
    func acknowledgedIsWritten() async throws {
        let fixture = Fixture()
        let copy = Fixture()
        let store = try await fixture.open()
        try await store.write { try $0.execute(Self.insert, [1, "a", 5]) }
        try FileManager.default.createDirectory(atPath: copy.path, withIntermediateDirectories: true)
        for name in ["anju.db", "anju.db-wal"] {
            try FileManager.default.copyItem(atPath: fixture.path + "/" + name, toPath: copy.path + "/" + name)
        }
        let second = try await copy.open()
        #expect(try await count(second) == 1)
        #expect(try await second.checkIntegrity() == [])
        try await second.close()
        try await store.close()
    }

    @Test("after closing, the main file alone holds everything")
    func closedFileIsWhole() async throws {
        let fixture = Fixture()
        let copy = Fixture()
        let store = try await fixture.open()
        try await store.write { try $0.execute(Self.insert, [1, "a", 5]) }
        #expect(try await count(store) == 1)
        try await store.close()
        let log = try? FileManager.default.attributesOfItem(atPath: fixture.path + "/anju.db-wal")[.size] as? Int
        #expect(log == nil || log == 0)
        try FileManager.default.createDirectory(atPath: copy.path, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: fixture.path + "/anju.db", toPath: copy.path + "/anju.db")
        let second = try await copy.open()
        #expect(try await count(second) == 1)
        try await second.close()
    }

    @Test("readers see one snapshot while a writer commits beside them")
    func snapshots() async throws {
        let fixture = Fixture()
        let store = try await fixture.open()
        try await store.write { try $0.execute(Self.insert, [1, "sum", 100]) }
        try await store.write { try $0.execute(Self.insert, [2, "sum", 0]) }
        // Money moves between two rows; no reader may ever see another total than 100.
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for amount in 0..<300 {
                    try await store.write { connection in
                        try connection.execute("UPDATE entry SET amount = ? WHERE page = 1", [.integer(amount % 100)])
                        try connection.execute("UPDATE entry SET amount = ? WHERE page = 2", [.integer(100 - amount % 100)])
                    }
                }
            }
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<150 {
                        let sum = try await store.read { connection in
                            try connection.rows("SELECT amount FROM entry WHERE page = 1")[0].int64(0)
                                + connection.rows("SELECT amount FROM entry WHERE page = 2")[0].int64(0)
                        }
                        #expect(sum == 100)
                    }
                }
            }
            try await group.waitForAll()
        }
        try await store.close()
    }

    /// Every third write fails after its insert, in one of three ways.
    private func attempt(_ store: SQLiteStore, _ number: Int) async throws -> String {
        do {
            try await store.write { connection in
                try connection.execute(Self.insert, [1, .text("k\(number)"), .integer(number)])
                switch number % 9 {
                case 0: throw Refusal()
                case 3: try connection.execute(Self.insert, [1, .text("k\(number)"), 0])
                case 6: try connection.execute("INSERT INTO child (id, parent) VALUES (?, 77)", [.integer(number)])
                default: break
                }
            }
            return "written"
        } catch is Refusal {
            return "refused"
        } catch let error as StoreError {
            return error.code.rawValue
        }
    }

    @Test("of many writes at once each stands or falls by itself")
    func groupsKeepWritesApart() async throws {
        let fixture = Fixture()
        let store = try await fixture.open()
        let outcomes = try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for number in 0..<400 {
                group.addTask { (number, try await self.attempt(store, number)) }
            }
            return try await group.reduce(into: [Int: String]()) { $0[$1.0] = $1.1 }
        }
        for number in 0..<400 {
            let expected =
                switch number % 9 {
                case 0: "refused"
                case 3, 6: "S002"
                default: "written"
                }
            #expect(outcomes[number] == expected)
        }
        let keys = try await store.read { try $0.rows("SELECT amount FROM entry ORDER BY amount").map { try $0.int64(0) } }
        #expect(keys == (Int64(0)..<400).filter { $0 % 3 != 0 })
        #expect(try await store.checkIntegrity() == [])
        try await store.close()
    }

    @Test("a read cannot write, and a closed store says so")
    func refusals() async throws {
        let fixture = Fixture()
        let store = try await fixture.open()
        await #expect(throws: StoreError.self) { try await store.read { try $0.execute(Self.insert, [1, "a", 5]) } }
        #expect(try await count(store) == 0)
        try await store.close()
        await #expect(performing: { try await store.write { _ in } }, throws: isError(.closed))
        await #expect(performing: { try await store.read { _ in } }, throws: isError(.closed))
    }

    @Test("a second store on the same directory is refused, and works once the first is closed")
    func oneProcess() async throws {
        let fixture = Fixture()
        let store = try await fixture.open()
        await #expect(performing: { _ = try await fixture.open() }, throws: isError(.inUse))
        try await store.close()
        try await fixture.open().close()
    }

    @Test("an error tells the SQL and the number of arguments, never an argument")
    func errorsKeepSecrets() async throws {
        let fixture = Fixture()
        let store = try await fixture.open()
        let secret = "110101199001011237"
        for sql in [Self.insert, "INSERT INTO entry (city, page, key, amount) VALUES (?, ?, ?, 'x')", "SELECT nothing(?, ?, ?)"] {
            do {
                try await store.write { connection in
                    try connection.execute(sql, [1, .text(secret), .text(secret)])
                    try connection.execute(sql, [1, .text(secret), .text(secret)])
                }
                Issue.record("should have failed: \(sql)")
            } catch let error as StoreError {
                #expect(!error.description.contains(secret))
                #expect(error.sql == sql)
            }
        }
        try await store.close()
    }

    @Test("the defect's range is the one SQLite's release notes give")
    func defectRange() {
        for (version, has) in [
            (3_006_023, false), (3_007_000, true), (3_040_001, true), (3_044_005, true), (3_044_006, false), (3_045_000, true),
            (3_050_006, true), (3_050_007, false), (3_051_002, true), (3_051_003, false),
        ] {
            #expect(SQLiteCondition.hasResetDefect(version: version) == has)
        }
    }
}
