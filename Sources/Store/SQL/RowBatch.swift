import Quantities

/// A packed block of rows for bulk work: all texts and blobs lie in one arena of bytes, cells are 16-byte records that
/// point into it. It is a value: fill it on one thread, hand it over, `reset()` and fill again without allocating.
///
///     var batch = RowBatch(columnCount: 2)
///     batch.append(text: nameBytes)
///     batch.append(int64: 12)
///     try batch.endRow()
///     try connection.insert(into: "project", columns: ["name", "homes"], batch: batch)
public struct RowBatch: Sendable {
    public enum Kind: UInt8, Sendable {
        case null, integer, text, blob
    }

    /// An integer, or a slice of the arena (`payload` is then its offset).
    public struct Cell: Sendable {
        public var payload: Int64
        public var length: UInt32
        public var kind: Kind

        @inlinable init(_ kind: Kind, _ payload: Int64, _ length: UInt32 = 0) {
            self.kind = kind
            self.payload = payload
            self.length = length
        }
    }

    public let columnCount: Int
    /// The finished rows.
    @inlinable public var rowCount: Int { finished }

    @usableFromInline var arena: [UInt8] = []
    /// Row after row; those of finished rows come first.
    @usableFromInline var cells: [Cell] = []
    @usableFromInline var finished = 0
    /// Where the unfinished row's bytes begin.
    @usableFromInline var rowStart = 0

    public init(columnCount: Int, rows: Int = 0, bytesPerRow: Int = 0) {
        self.columnCount = columnCount
        cells.reserveCapacity(rows * columnCount)
        arena.reserveCapacity(rows * bytesPerRow)
    }

    @inlinable public var isEmpty: Bool { rowCount == 0 }

    @inlinable public mutating func append(int64 value: Int64) { cells.append(Cell(.integer, value)) }

    @inlinable public mutating func append(null: Void = ()) { cells.append(Cell(.null, 0)) }

    /// UTF-8 bytes of a text.
    @inlinable public mutating func append(text: UnsafeBufferPointer<UInt8>) { append(.text, text) }

    @inlinable public mutating func append(blob: UnsafeBufferPointer<UInt8>) { append(.blob, blob) }

    @inlinable mutating func append(_ kind: Kind, _ slice: UnsafeBufferPointer<UInt8>) {
        cells.append(Cell(kind, Int64(arena.count), UInt32(clamping: slice.count)))
        arena.append(contentsOf: slice)
    }

    public mutating func append(text: String) {
        var text = text
        text.withUTF8 { append(.text, $0) }
    }

    public mutating func append(blob: [UInt8]) {
        blob.withUnsafeBufferPointer { append(.blob, $0) }
    }

    public mutating func append(_ value: SQLValue) {
        switch value {
        case .null: append(null: ())
        case .integer(let value): append(int64: value)
        case .text(let value): append(text: value)
        case .blob(let value): append(blob: value)
        }
    }

    /// Ends the row. Throws ``StoreError/Code/batchMismatch`` when it has more or fewer cells than the batch has columns.
    @inlinable public mutating func endRow() throws {
        guard cells.count == (rowCount + 1) * columnCount else { throw unevenRow() }
        finished += 1
        rowStart = arena.count
    }

    /// Forgets the unfinished row: a line that turned out to be refused half way.
    @inlinable public mutating func cancelRow() {
        cells.removeSubrange((rowCount * columnCount)...)
        arena.removeSubrange(rowStart...)
    }

    /// Empties the batch and keeps its memory.
    public mutating func reset() {
        arena.removeAll(keepingCapacity: true)
        cells.removeAll(keepingCapacity: true)
        finished = 0
        rowStart = 0
    }

    /// One value, for checks and slow paths.
    public func value(row: Int, column: Int) -> SQLValue {
        let cell = cells[row * columnCount + column]
        let slice = cell.kind == .text || cell.kind == .blob ? arena[Int(cell.payload)..<Int(cell.payload) + Int(cell.length)] : []
        switch cell.kind {
        case .null: return .null
        case .integer: return .integer(cell.payload)
        case .text: return .text(String(decoding: slice, as: UTF8.self))
        case .blob: return .blob(Array(slice))
        }
    }

    /// For engines: the finished rows' cells and the arena, neither pointer ever nil, valid inside `body` only.
    public func withUnsafeCells<R>(_ body: (UnsafePointer<Cell>, UnsafePointer<UInt8>) throws -> R) throws -> R {
        try cells.withUnsafeBufferPointer { cells in
            try arena.withUnsafeBufferPointer { bytes in
                guard rowCount > 0, let cell = cells.baseAddress else {
                    return try withUnsafePointer(to: Cell(.null, 0)) { cell in
                        try withUnsafePointer(to: UInt8(0)) { try body(cell, $0) }
                    }
                }
                // An arena of empty texts only has no address of its own.
                return try withUnsafePointer(to: UInt8(0)) { try body(cell, bytes.baseAddress ?? $0) }
            }
        }
    }

    @usableFromInline func unevenRow() -> StoreError {
        let found = cells.count - rowCount * columnCount
        return StoreError(
            .batchMismatch,
            Text("第 \(rowCount + 1) 行有 \(found) 列，应为 \(columnCount) 列", "row \(rowCount + 1) has \(found) cells, not \(columnCount)"))
    }
}
