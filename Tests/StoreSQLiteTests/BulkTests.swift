import Quantities
import Store
import StoreSQLite
import Testing

@Suite("Bulk rows")
struct BulkTests {
    static let columns = ["city", "page", "key", "amount", "note", "mark"]

    /// 3,000 rows with every kind of cell, empty texts and blobs among them.
    static func row(_ number: Int64) -> [SQLValue] {
        [
            "110000", .integer(number % 7), .text("键\(number)"), number % 3 == 0 ? .null : .integer(number * -1_000_000_007),
            number % 4 == 0 ? .null : .text(String(repeating: "字", count: Int(number % 5))),
            number % 5 == 0 ? .null : .blob([UInt8](repeating: 0, count: Int(number % 6))),
        ]
    }

    private func all(_ store: SQLiteStore) async throws -> [SQLRow] {
        try await store.read { try $0.rows("SELECT city, page, key, amount, note, mark FROM entry ORDER BY city, page, key") }
    }

    @Test("a batch stores exactly what its rows would one by one")
    func equalsRowByRow() async throws {
        let (one, other) = (Fixture(), Fixture())
        let (bulk, single) = (try await one.open(), try await other.open())
        try await bulk.write { connection in
            var batch = RowBatch(columnCount: 6)
            for start in stride(from: Int64(0), to: 3000, by: 1000) {
                batch.reset()
                for number in start..<start + 1000 {
                    for value in Self.row(number) { batch.append(value) }
                    try batch.endRow()
                }
                try connection.insert(into: "entry", columns: Self.columns, batch: batch)
            }
        }
        try await single.write { connection in
            for number in Int64(0)..<3000 {
                try connection.execute(
                    "INSERT INTO entry (city, page, key, amount, note, mark) VALUES (?, ?, ?, ?, ?, ?)", Self.row(number))
            }
        }
        let rows = try await all(bulk)
        #expect(rows.count == 3000)
        #expect(try await all(single) == rows)
        #expect(Set(rows.map(\.values)) == Set((Int64(0)..<3000).map(Self.row)))
        try await bulk.close()
        try await single.close()
    }

    @Test("streaming gives the same values as copying, and an inner query may be the same as the outer")
    func streaming() async throws {
        let fixture = Fixture()
        let store = try await fixture.open()
        try await store.write { connection in
            for number in Int64(0)..<20 {
                try connection.execute(
                    "INSERT INTO entry (city, page, key, amount, note, mark) VALUES (?, ?, ?, ?, ?, ?)", Self.row(number))
            }
        }
        try await store.read { connection in
            let sql = "SELECT city, page, key, amount, note, mark FROM entry ORDER BY page, key"
            let copied = try connection.rows(sql)
            var index = 0
            var inner = 0
            try connection.forEachRow(sql) { row in
                #expect(try (0..<row.columnCount).map { try row.value($0) } == copied[index].values)
                #expect(try row.withText(2) { Array($0) } == Array(copied[index].text("key").utf8))
                #expect(try row.optionalInt64(3) == copied[index].optionalInt64("amount"))
                #expect(row.isNull(5) == (try copied[index].optionalBlob("mark") == nil))
                try connection.forEachRow(sql) { _ in inner += 1 }
                index += 1
            }
            #expect(index == 20 && inner == 400)
        }
        try await store.close()
    }

    @Test("a bad row in a batch undoes the whole write")
    func badRow() async throws {
        let fixture = Fixture()
        let store = try await fixture.open()
        await #expect(
            performing: {
                try await store.write { connection in
                    var batch = RowBatch(columnCount: 3)
                    for key in ["a", "b", "a"] {
                        batch.append(text: "110000")
                        batch.append(int64: 1)
                        batch.append(text: key)
                        try batch.endRow()
                    }
                    try connection.insert(into: "entry", columns: ["city", "page", "key"], batch: batch)
                }
            }, throws: isError(.constraintViolated))
        #expect(try await all(store).isEmpty)
        // Types are the table's, not whatever comes.
        await #expect(
            performing: {
                try await store.write { try $0.execute("INSERT INTO entry (city, page, key) VALUES (?, ?, ?)", ["110000", "one", "a"]) }
            }, throws: isError(.constraintViolated))
        try await store.close()
    }

    @Test("a batch can update and upsert as well; a wrong number of columns is refused")
    func batchedStatements() async throws {
        let fixture = Fixture()
        let store = try await fixture.open()
        try await store.write { connection in
            var batch = RowBatch(columnCount: 2)
            for (key, amount) in [("a", 1), ("b", 2), ("a", 3)] {
                batch.append(text: key)
                batch.append(int64: Int64(amount))
                try batch.endRow()
            }
            try connection.execute(
                "INSERT INTO entry (city, page, key, amount) VALUES ('110000', 1, ?, ?) ON CONFLICT (city, page, key) DO UPDATE SET amount = excluded.amount",
                batch: batch)
        }
        let amounts = try await store.read { try $0.rows("SELECT amount FROM entry ORDER BY key").map { try $0.int64("amount") } }
        #expect(amounts == [3, 2])
        await #expect(
            performing: { try await store.write { try $0.insert(into: "entry", columns: ["city"], batch: RowBatch(columnCount: 2)) } },
            throws: isError(.batchMismatch))
        try await store.close()
    }

    @Test("a column read as another type, or one that is not there, is an error with its name")
    func typedReading() async throws {
        let fixture = Fixture()
        let store = try await fixture.open()
        let row = try #require(try await store.read { try $0.row("SELECT 1 AS one, 'x' AS word, NULL AS none") })
        #expect { try row.text("one") } throws: { ($0 as? StoreError)?.text.en.contains("one") == true }
        #expect { try row.int64("none") } throws: { ($0 as? StoreError)?.code == .columnMismatch }
        #expect { try row.int64("other") } throws: { ($0 as? StoreError)?.text.en.contains("other") == true }
        #expect(try row.optionalText("none") == nil)
        #expect(try row.text(1) == "x")
        try await store.close()
    }
}
