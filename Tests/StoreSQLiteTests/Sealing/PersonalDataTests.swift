import Foundation
import Quantities
import Store
import StoreSQLite
import Testing

@Suite("Personal data in a store")
struct PersonalDataTests {
    let fixture = Fixture()
    static let city = "110000"
    static let household = Subject.household(city: city, "JT1101010001")
    static let migrations = Journal.migrations + SealingSchema.migrations + [Fixture.schema]

    @Test("what one transaction seals the next opens, single values and whole files with the same key")
    func bothWays() async throws {
        let store = try await fixture.open(Self.migrations)
        let first = try await store.write { try $0.personal(city: Self.city).seal("王小明", of: Self.household, column: "test.name") }
        let bulk = try await store.write { connection in
            let book = try SubjectBook(connection, city: Self.city)
            let rows = [("JT1101010001", "王小明"), ("JT2", "李四"), ("JT1101010001", "王小明")]
            let sealed = try rows.map { try Self.seal(book, $0.0, $0.1) }
            try book.keepNew(connection)
            return sealed
        }
        #expect(bulk[0].value == first && bulk[2].value == first && bulk[1].value != first)
        #expect(bulk[0].token == bulk[2].token && bulk[0].token != bulk[1].token)
        try await store.read { connection in
            let personal = try connection.personal(city: Self.city)
            #expect(try personal.open(first, of: Self.household, column: "test.name") == .text("王小明"))
            let other = Subject.household(city: Self.city, "JT2")
            #expect(try personal.open(bulk[1].value, of: other, column: "test.name") == .text("李四"))
            #expect(try connection.row("SELECT count(*) FROM subject_keys")?.int64(0) == 2)
        }
        try await store.close()
    }

    @Test("a transaction that fails leaves no key; the next makes one and all is well")
    func rolledBack() async throws {
        struct Stop: Error {}
        let store = try await fixture.open(Self.migrations)
        await #expect(throws: Stop.self) {
            try await store.write { connection in
                _ = try connection.personal(city: Self.city).seal("王小明", of: Self.household, column: "test.name")
                throw Stop()
            }
        }
        #expect(try await store.read { try SubjectKeys.isKnown($0, Self.household) } == false)
        let sealed = try await store.write { try $0.personal(city: Self.city).seal("王小明", of: Self.household, column: "test.name") }
        let opened = try await store.read { try $0.personal(city: Self.city).open(sealed, of: Self.household, column: "test.name") }
        #expect(opened == .text("王小明"))
        try await store.close()
    }

    @Test("the same value has the same index, however it is written; a value never sealed has none; kinds do not mix")
    func index() async throws {
        let store = try await fixture.open(Self.migrations)
        let made = try await store.write { try $0.personal(city: Self.city).index("identity", "11010119900307001X") }
        try await store.write { connection in
            let personal = try connection.personal(city: Self.city)
            #expect(try personal.index("identity", "11010119900307001x") == made)
            #expect(try personal.knownIndex("identity", " 110101-19900307001x") == made)
            #expect(try personal.knownIndex("phone", "11010119900307001X") == nil)
            #expect(try personal.knownIndex("identity", "110101199003070011") == nil)
        }
        try await store.close()
    }

    @Test("an erased subject's values say so, nothing new of it is kept, and its index is linked with nothing")
    func erased() async throws {
        let store = try await fixture.open(Self.migrations)
        let (name, index) = try await store.write { connection in
            let personal = try connection.personal(city: Self.city)
            return (
                try personal.seal("王小明", of: Self.household, column: "test.name"), try personal.index("identity", "11010119900307001X")
            )
        }
        guard case .blob(let token) = index else { throw StoreError(.sealBroken, Text("", "")) }
        let erasures = try await store.write { connection in
            let first = try SubjectKeys.erase(connection, Self.household, tokens: [token], at: "2026-11-24T20:00:00+08:00")
            return [first, try SubjectKeys.erase(connection, Self.household, tokens: [], at: "2026-11-25T20:00:00+08:00")]
        }
        #expect(erasures == [true, false])
        let again = try await store.write { connection in
            let personal = try connection.personal(city: Self.city)
            #expect(try personal.open(name, of: Self.household, column: "test.name") == .erased)
            #expect(try personal.knownIndex("identity", "11010119900307001X") == nil)
            #expect(try SubjectKeys.erasedAt(connection, Self.household) == "2026-11-24T20:00:00+08:00")
            let book = try SubjectBook(connection, city: Self.city)
            let bulk = try Self.seal(book, "JT1101010001", "王小明")
            #expect(bulk.value == .blob(SubjectKey.erasedMark) && bulk.token.count == BlindIndex.byteCount && bulk.token != token)
            return try personal.seal("王小明", of: Self.household, column: "test.name")
        }
        #expect(again == .blob(SubjectKey.erasedMark))
        try await store.close()
    }

    @Test("the wrapped key is gone from the database file and its log after an erasure")
    func destroyed() async throws {
        let store = try await fixture.open(Self.migrations)
        let wrapped = try await store.write { connection in
            // Among others, so that the page stays.
            for number in 0..<50 {
                let subject = Subject.household(city: Self.city, "JT\(number)")
                _ = try connection.personal(city: Self.city).seal("王小明", of: subject, column: "test.name")
            }
            return try connection.row("SELECT wrapped FROM subject_keys WHERE subject = 'household/JT17'")?.blob(0) ?? []
        }
        #expect(wrapped.count == 60)
        try await store.close()
        func isThere() throws -> Bool {
            try FileManager.default.contentsOfDirectory(atPath: fixture.path).filter { $0.hasPrefix("anju.db") }.contains { name in
                try Data(contentsOf: URL(fileURLWithPath: fixture.path + "/" + name)).range(of: Data(wrapped)) != nil
            }
        }
        #expect(try isThere())
        let reopened = try await fixture.open(Self.migrations)
        _ = try await reopened.write { try SubjectKeys.erase($0, .household(city: Self.city, "JT17"), tokens: [], at: "2026-11-24") }
        try await reopened.close()
        #expect(try !isThere())
    }

    @Test("with another key file nothing is opened, and nothing is sealed beside what it cannot open")
    func otherKey() async throws {
        let store = try await fixture.open(Self.migrations)
        let sealed = try await store.write { try $0.personal(city: Self.city).seal("王小明", of: Self.household, column: "test.name") }
        try await store.close()
        try FileManager.default.removeItem(atPath: fixture.path + "/key")
        let other = try await fixture.open(Self.migrations)
        await #expect(
            performing: {
                try await other.read { _ = try $0.personal(city: Self.city).open(sealed, of: Self.household, column: "test.name") }
            }, throws: isError(.keyMismatch))
        await #expect(
            performing: {
                try await other.write {
                    _ = try $0.personal(city: Self.city).seal("李四", of: .household(city: Self.city, "JT2"), column: "test.name")
                }
            }, throws: isError(.keyMismatch))
        await #expect(performing: { try await other.write { _ = try SubjectBook($0, city: Self.city) } }, throws: isError(.keyMismatch))
        try await other.close()
    }

    private static func seal(_ book: SubjectBook, _ code: String, _ name: String) throws -> (value: SQLValue, token: [UInt8]) {
        var result: (SQLValue, [UInt8]) = (.null, [])
        try Array(code.utf8).withUnsafeBufferPointer { code in
            try Array(name.utf8).withUnsafeBufferPointer { name in
                try book.seal("household/", code, [.init("test.name", indexKind: "name")], plain: { _ in name }) { _, sealed, token in
                    result = (.blob(Array(sealed)), Array(token))
                }
            }
        }
        return result
    }
}
