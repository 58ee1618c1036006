import Quantities
import Store
import Testing

@Suite("Batches of rows")
struct RowBatchTests {
    @Test("what goes in comes out, and a cancelled row leaves nothing")
    func values() throws {
        var batch = RowBatch(columnCount: 3)
        for value in [SQLValue.text("甲"), 7, .null] { batch.append(value) }
        try batch.endRow()
        batch.append(text: "refused")
        batch.append(int64: 1)
        batch.cancelRow()
        for value in [SQLValue.text(""), .blob([1, 2]), .blob([])] { batch.append(value) }
        try batch.endRow()
        #expect(batch.rowCount == 2)
        let read = (0..<2).map { row in (0..<3).map { batch.value(row: row, column: $0) } }
        #expect(read == [[.text("甲"), 7, .null], [.text(""), .blob([1, 2]), .blob([])]])
        batch.reset()
        #expect(batch.isEmpty)
        batch.append(int64: 1)
        #expect { try batch.endRow() } throws: { ($0 as? StoreError)?.code == .batchMismatch }
    }
}
