/// What a cell holds, as far as the file says. Everything in a CSV file is text or empty.
public enum CellKind: UInt8, Sendable {
    case empty
    case text
    /// The cell's text is a plain decimal: an optional minus, digits, an optional fraction; never an exponent.
    case number
    /// The cell's text is `2023-07-05`, or `2023-07-05 14:30:00` where the cell has a time of day, or `14:30:00` alone.
    case date
    /// `TRUE` or `FALSE`.
    case boolean
    /// An error value of the spreadsheet: `#N/A`, `#REF!` …
    case error
}

/// One cell of a ``RowBuffer``.
public struct CellSpan: Hashable, Sendable {
    /// Counted from 0: column B is 1.
    public var column: Int32
    /// Where its text starts in ``RowBuffer/bytes``.
    public var offset: Int32
    /// The length of its text in UTF-8 bytes.
    public var length: Int32
    public var kind: CellKind
    /// The value is what the spreadsheet program last computed. A formula that was never computed has the kind ``CellKind/empty``.
    public var isFormula: Bool

    @inlinable
    public init(column: Int32, offset: Int32, length: Int32, kind: CellKind, isFormula: Bool = false) {
        self.column = column
        self.offset = offset
        self.length = length
        self.kind = kind
        self.isFormula = isFormula
    }

    /// Where its text lies in ``RowBuffer/bytes``.
    @inlinable
    public var range: Range<Int> { Int(offset)..<Int(offset) + Int(length) }
}

/// One row. Handed to ``RowReader/read(into:)`` again and again, so that a million rows cost one allocation.
///
///     let reader = try CSVReader(path: path)
///     var row = RowBuffer()
///     while try reader.read(into: &row) {
///         for cell in row.cells { print(row.row, cell.column, row.text(cell)) }
///     }
public struct RowBuffer: Sendable {
    /// Holds the texts of the cells, in UTF-8. Between and behind them lie bytes that belong to no cell (delimiters, rests of earlier rows):
    /// only ``cells`` says what counts.
    public var bytes: [UInt8] = []
    /// In the order of columns, each column at most once. A cell that is not in an XLSX file is absent; a CSV row has all of its own.
    public var cells: [CellSpan] = []
    /// The row of the sheet, or the record of a CSV file counted from 1 with its blank lines: the number a spreadsheet program shows.
    public var row = 0

    public init() {}

    /// The text of a cell.
    public func text(_ cell: CellSpan) -> String {
        String(decoding: bytes[cell.range], as: UTF8.self)
    }

    /// The cell in a column counted from 0, if the row has one.
    @inlinable
    public func cell(column: Int) -> CellSpan? {
        if column >= 0, column < cells.count, cells[column].column == column { return cells[column] }
        return cells.first { $0.column == column }
    }

    /// The text in a column counted from 0; empty where there is no cell.
    public func text(column: Int) -> String {
        cell(column: column).map { text($0) } ?? ""
    }

    /// The bytes of a cell, without a copy.
    @inlinable
    public func withBytes<Result>(_ cell: CellSpan, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        try bytes.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[cell.range])) }
    }
}

extension RowBuffer {
    /// Takes over a row: the texts from `source`, the cells from `spans`. Its memory only ever grows, so that a row costs two copies and no more.
    @inline(__always)
    mutating func fill(row: Int, _ source: UnsafePointer<UInt8>, _ length: Int, _ spans: UnsafePointer<CellSpan>, _ count: Int) {
        self.row = row
        if bytes.count < length { bytes.append(contentsOf: repeatElement(0, count: Swift.max(2 * length, 1_024) - bytes.count)) }
        if length > 0 { bytes.withUnsafeMutableBufferPointer { $0.baseAddress!.update(from: source, count: length) } }
        if cells.count == count {
            if count > 0 { cells.withUnsafeMutableBufferPointer { $0.baseAddress!.update(from: spans, count: count) } }
        } else {
            cells.removeAll(keepingCapacity: true)
            cells.append(contentsOf: UnsafeBufferPointer(start: spans, count: count))
        }
    }
}

/// Rows, one after the other, in bounded memory.
public protocol RowReader: AnyObject {
    /// Replaces the content of `row` with the next row; `false` at the end, and again ever after.
    ///
    /// After an error the reader stands nowhere: do not read on.
    func read(into row: inout RowBuffer) throws(WorkbookError) -> Bool
}
