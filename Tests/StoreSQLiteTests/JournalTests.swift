import Foundation
import Quantities
import Store
import StoreSQLite
import Testing

@Suite("Journal")
struct JournalTests {
    static let city = "110000"

    /// A store with `count` acts.
    private func journal(_ fixture: Fixture, _ count: Int) async throws -> SQLiteStore {
        let store = try await fixture.open()
        try await store.write { connection in
            for number in 0..<count { try Self.act(connection, number) }
        }
        return store
    }

    @discardableResult
    private static func act(_ connection: any Connection, _ number: Int, city: String = city) throws -> Journal.Receipt {
        try Journal.append(
            connection, city: city, actor: "u-\(number % 3)", act: "page.lock", subject: "110101/2023-05/\(number)",
            commitment: Hasher256.hash([UInt8(number)]), at: "2023-06-05T08:30:0\(number % 10)Z")
    }

    private func verify(_ store: SQLiteStore, _ checkpoints: [Checkpoint] = []) async throws -> JournalReport {
        try await store.read { try Journal.verify($0, city: Self.city, checkpoints: checkpoints) }
    }

    private func checkpoint(_ store: SQLiteStore) async throws -> Checkpoint {
        try await store.read { try Journal.checkpoint($0, city: Self.city, origin: "test/110000") }
    }

    /// What an administrator with a file editor can do: the triggers are dropped first.
    private func tamper(_ store: SQLiteStore, _ work: @escaping @Sendable (any Connection) throws -> Void) async throws {
        try await store.write { connection in
            try connection.script("DROP TRIGGER IF EXISTS journal_no_update; DROP TRIGGER IF EXISTS journal_no_delete;")
            try work(connection)
        }
    }

    @Test("the leaf is SHA-256 of the documented bytes")
    func documentedLeaf() async throws {
        // Built by hand from docs/store.md: 00, then tag, length, bytes.
        func text(_ value: String) -> [UInt8] { [2, 0, 0, 0, 0, 0, 0, 0, UInt8(value.utf8.count)] + value.utf8 }
        let commitment = Hasher256.hash([0])
        var entry: [UInt8] = [0] + text("110000") + [1, 0, 0, 0, 0, 0, 0, 0, 0]
        entry += text("2023-06-05T08:30:00Z") + text("u-0") + text("page.lock") + text("110101/2023-05/0")
        entry += [3, 0, 0, 0, 0, 0, 0, 0, 32] + commitment.bytes
        let fixture = Fixture()
        let store = try await fixture.open()
        let receipt = try await store.write { try Self.act($0, 0) }
        #expect(receipt.city == "110000" && receipt.seq == 0 && receipt.leaf == Hasher256.hash(entry))
        #expect(try await checkpoint(store).root == Hasher256.hash(entry))
        try await store.close()
    }

    @Test("roots and proofs come from the stored leaves, for every size")
    func proofs() async throws {
        let fixture = Fixture()
        let store = try await fixture.open()
        var checkpoints: [Checkpoint] = []
        for number in 0..<20 {
            checkpoints.append(try await checkpoint(store))
            try await store.write { connection in
                try Self.act(connection, number)
                try Self.act(connection, number, city: "120000")
            }
        }
        let tree = try await store.read { try Journal.tree($0, city: Self.city) }
        let now = try await checkpoint(store)
        for old in checkpoints {
            #expect(try tree.root(size: Int(old.size)) == old.root)
            let proof = try tree.consistencyProof(from: Int(old.size))
            #expect(MerkleTree.verifyConsistency(from: Int(old.size), oldRoot: old.root, to: 20, root: now.root, proof: proof))
        }
        let report = try await verify(store, checkpoints + [now])
        #expect(report.faults == [] && report.size == 20 && report.root == now.root)
        #expect(try await store.read { try Journal.cities($0) } == ["110000", "120000"])
        await #expect(
            performing: { try await store.read { try Journal.tree($0, city: Self.city, size: 21).root } }, throws: isError(.journalBroken))
        try await store.close()
    }

    @Test("an act rolled back leaves no entry, and the next takes its number")
    func rollback() async throws {
        struct Refusal: Error {}
        let fixture = Fixture()
        let store = try await journal(fixture, 3)
        await #expect(throws: Refusal.self) {
            try await store.write { connection in
                try Self.act(connection, 3)
                throw Refusal()
            }
        }
        #expect(try await verify(store).size == 3)
        #expect(try await store.write { try Self.act($0, 9) }.seq == 3)
        #expect(try await verify(store).faults == [])
        try await store.close()
    }

    @Test("64 acts at once get 64 numbers, without a gap")
    func concurrent() async throws {
        let fixture = Fixture()
        let store = try await fixture.open()
        try await withThrowingTaskGroup(of: Int64.self) { group in
            for number in 0..<64 { group.addTask { try await store.write { try Self.act($0, number) }.seq } }
            var numbers: [Int64] = []
            for try await number in group { numbers.append(number) }
            #expect(numbers.sorted() == Array(0..<64))
        }
        #expect(try await verify(store).faults == [])
        try await store.close()
    }

    @Test("SQL cannot change or remove an entry", arguments: ["UPDATE journal SET actor = 'other'", "DELETE FROM journal WHERE seq = 2"])
    func appendOnly(sql: String) async throws {
        let fixture = Fixture()
        let store = try await journal(fixture, 3)
        await #expect(performing: { try await store.write { try $0.execute(sql) } }, throws: isError(.constraintViolated))
        #expect(try await verify(store).faults == [])
        try await store.close()
    }

    @Test("every byte of every column of a journal, flipped, is found at its entry")
    func everyByte() async throws {
        let fixture = Fixture()
        let store = try await journal(fixture, 5)
        for column in ["time", "actor", "act", "subject", "commitment", "leaf"] {
            let isText = column != "commitment" && column != "leaf"
            for seq in Int64(0)..<5 {
                let sql = "SELECT CAST(\(column) AS BLOB) AS bytes FROM journal WHERE city = ? AND seq = ?"
                let bytes = try await store.read { try $0.row(sql, [.text(Self.city), .integer(seq)])?.blob("bytes") ?? [] }
                #expect(!bytes.isEmpty)
                for index in bytes.indices {
                    var flipped = bytes
                    flipped[index] ^= UInt8(1 << (index % 8))
                    let damaged = flipped
                    let update = "UPDATE journal SET \(column) = \(isText ? "CAST(? AS TEXT)" : "?") WHERE seq = ?"
                    try await tamper(store) { try $0.execute(update, [.blob(damaged), .integer(seq)]) }
                    let fault = try await verify(store).firstFault
                    #expect(fault == JournalFault(city: Self.city, kind: .altered, entries: seq..<seq + 1), "\(column) \(index)")
                    try await tamper(store) { try $0.execute(update, [.blob(bytes), .integer(seq)]) }
                }
            }
        }
        #expect(try await verify(store).faults == [])
        try await store.close()
    }

    @Test("every byte of the right edge, flipped, is found")
    func edgeBytes() async throws {
        let fixture = Fixture()
        let store = try await journal(fixture, 5)
        let hashes = try await store.read { try $0.row("SELECT hashes FROM journal_edge")?.blob("hashes") ?? [] }
        #expect(hashes.count == 64)
        for index in hashes.indices {
            var flipped = hashes
            flipped[index] ^= 4
            let damaged = flipped
            try await tamper(store) { try $0.execute("UPDATE journal_edge SET hashes = ?", [.blob(damaged)]) }
            let expected: Range<Int64> = index < 32 ? 0..<4 : 4..<5
            #expect(try await verify(store).faults == [JournalFault(city: Self.city, kind: .edgeDiffers, entries: expected)])
        }
        for size in [0, 1, 3, 4, 6, 7, -5] {
            try await tamper(store) { try $0.execute("UPDATE journal_edge SET hashes = ?, size = ?", [.blob(hashes), .integer(size)]) }
            #expect(try await verify(store).faults.isEmpty == false, "size \(size)")
        }
        try await store.close()
    }

    @Test("edits, deletions, insertions, swaps and cuts are found, at the first wrong entry")
    func attacks() async throws {
        let attacks: [(String, String, JournalFault.Kind, Int64)] = [
            ("edit", "UPDATE journal SET act = 'page.unlock' WHERE seq = 6", .altered, 6),
            ("delete", "DELETE FROM journal WHERE seq = 4", .missing, 4),
            ("delete the first", "DELETE FROM journal WHERE seq = 0", .missing, 0),
            (
                "delete and renumber", "DELETE FROM journal WHERE seq = 4; UPDATE journal SET seq = seq - 1 WHERE seq > 4;", .altered, 4
            ),
            (
                "swap",
                "UPDATE journal SET seq = 99 WHERE seq = 2; UPDATE journal SET seq = 2 WHERE seq = 7; UPDATE journal SET seq = 7 WHERE seq = 99;",
                .altered, 2
            ),
            (
                "insert by renumbering",
                """
                UPDATE journal SET seq = -seq WHERE seq >= 3; UPDATE journal SET seq = 1 - seq WHERE seq < 0;
                INSERT INTO journal SELECT city, 3, time, actor, act, subject, commitment, leaf FROM journal WHERE seq = 2;
                """, .altered, 3
            ),
            (
                "duplicate at the end",
                "INSERT INTO journal SELECT city, 10, time, actor, act, subject, commitment, leaf FROM journal WHERE seq = 9", .altered, 10
            ),
            ("cut", "DELETE FROM journal WHERE seq >= 8", .truncated, 8),
            ("move to another city", "UPDATE journal SET city = '120000' WHERE seq = 5", .missing, 5),
            ("empty", "DELETE FROM journal", .truncated, 0),
            ("drop the edge", "DELETE FROM journal_edge", .edgeDamaged, 0),
        ]
        for (name, sql, kind, seq) in attacks {
            let fixture = Fixture()
            let store = try await journal(fixture, 10)
            try await tamper(store) { try $0.script(sql) }
            let fault = try await verify(store).firstFault
            #expect(fault?.kind == kind && fault?.entries.lowerBound == seq, "\(name): \(String(describing: fault))")
            try await store.close()
        }
    }

    @Test("a history rewritten without a seam, or cut with its edge, differs from the checkpoint kept elsewhere")
    func rewriting() async throws {
        let honest = Fixture()
        let store = try await journal(honest, 6)
        let six = try await checkpoint(store)
        try await store.write { for number in 6..<10 { try Self.act($0, number) } }
        let ten = try await checkpoint(store)
        try await store.close()

        // Another log, made by the same program: entry 7 differs, everything after it is consistent.
        let forged = Fixture()
        let rewritten = try await journal(forged, 7)
        try await rewritten.write { for number in [77, 8, 9] { try Self.act($0, number) } }
        #expect(try await verify(rewritten).faults == [])
        #expect(
            try await verify(rewritten, [ten, six]).faults
                == [JournalFault(city: Self.city, kind: .checkpointDiffers, entries: 6..<10)])
        try await rewritten.close()

        // Rolled back to an older state.
        let old = Fixture()
        let cut = try await journal(old, 8)
        #expect(try await verify(cut, [six]).faults == [])
        #expect(try await verify(cut, [six, ten]).faults == [JournalFault(city: Self.city, kind: .truncated, entries: 8..<10)])
        try await cut.close()
    }
}
