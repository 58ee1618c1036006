/// Reads a CSV file (RFC 4180) record by record, in bounded memory.
///
/// Encoding and delimiter are found, not asked for. Lines end in LF, CR LF or CR; blank lines are skipped but counted.
/// A quote inside an unquoted field is kept, as spreadsheet programs do; text after a closing quote is refused, because readers disagree on it.
///
///     let reader = try CSVReader(path: "台账.csv")
///     var row = RowBuffer()
///     while try reader.read(into: &row) { print(row.row, row.text(column: 0)) }
public final class CSVReader: RowReader {
    public var encoding: TextEncoding { source.encoding }
    /// `,`, `;` or TAB.
    public let delimiter: UInt8

    private let source: TextSource
    private let limits: WorkbookLimits
    private var memory: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private var start = 0
    private var end = 0
    private var isAtEnd = false
    private var row = 0
    private let cells: UnsafeMutablePointer<CellSpan>
    /// Fields of the current record with doubled quotes inside.
    private var doubled: [Int] = []

    /// Room past the last byte, so that eight bytes can be loaded anywhere.
    private static let slack = 16
    static let chunk = 1 << 17

    /// Reads the whole file once to find its encoding, then stands before the first record.
    public init(path: String, limits: WorkbookLimits = .default) throws(WorkbookError) {
        let source = try TextSource(path: path, limits: limits)
        let capacity = Self.chunk
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + Self.slack)
        memory.initialize(repeating: 0, count: capacity + Self.slack)
        do throws(WorkbookError) {
            while end < capacity, !isAtEnd {
                let got = try source.read(into: memory + end, count: capacity - end)
                if got == 0 { isAtEnd = true }
                end += got
                if capacity - end < 64 { break }
            }
        } catch {
            memory.deallocate()
            throw error
        }
        self.source = source
        self.limits = limits
        self.memory = memory
        self.capacity = capacity
        delimiter = DelimiterGuess.find(UnsafeBufferPointer(start: memory, count: end))
        cells = .allocate(capacity: limits.columns + 1)
    }

    deinit {
        memory.deallocate()
        cells.deallocate()
    }

    public func read(into row: inout RowBuffer) throws(WorkbookError) -> Bool {
        while true {
            let first = start
            let record = try scan(memory + first, end - first)
            if record.isPartial {
                try refill()
                continue
            }
            if record.next == 0 { return false }
            self.row += 1
            start = first + record.next
            if record.length == 0 { continue }
            if !doubled.isEmpty { undouble(memory + first) }
            row.fill(row: self.row, memory + first, record.length, cells, record.cells)
            return true
        }
    }

    private struct Record {
        /// Bytes of the record without its line end.
        var length = 0
        var cells = 0
        /// Where the next record starts; 0 at the end of the file.
        var next = 0
        /// More bytes are needed to see the record's end.
        var isPartial = false
    }

    /// Finds the fields of the record that begins at `base`.
    private func scan(_ base: UnsafeMutablePointer<UInt8>, _ count: Int) throws(WorkbookError) -> Record {
        let raw = UnsafeRawPointer(base)
        let columns = limits.columns
        let cellBytes = limits.cellBytes
        let delimiter = self.delimiter
        let ones: UInt64 = 0x0101_0101_0101_0101
        let sevens: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        let delimiters = UInt64(delimiter) &* ones
        let quotes = 0x22 &* ones
        let feeds = 0x0A &* ones
        let returns = 0x0D &* ones
        let cells = self.cells
        if !doubled.isEmpty { doubled.removeAll(keepingCapacity: true) }
        var fields = 0
        /// Where the current field starts.
        var field = 0
        /// Where the next word is loaded.
        var place = 0

        while place < count {
            let word = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian
            // High bit of each byte that equals one of the four: exact, without borrows from byte to byte.
            let a = word ^ delimiters
            let b = word ^ feeds
            let c = word ^ quotes
            let d = word ^ returns
            let a7 = ((a & sevens) &+ sevens) | a
            let b7 = ((b & sevens) &+ sevens) | b
            let c7 = ((c & sevens) &+ sevens) | c
            let d7 = ((d & sevens) &+ sevens) | d
            var marks = ~(a7 & b7 & c7 & d7) & ~sevens
            while marks != 0 {
                let at = place &+ (marks.trailingZeroBitCount &>> 3)
                if at >= count { break }
                marks &= marks &- 1
                let byte = base[at]
                if byte == delimiter {
                    let length = at &- field
                    if fields >= columns { throw tooManyColumns() }
                    if length > cellBytes { throw tooLong(isQuoted: false) }
                    cells[fields] = CellSpan(
                        column: Int32(truncatingIfNeeded: fields), offset: Int32(truncatingIfNeeded: field),
                        length: Int32(truncatingIfNeeded: length), kind: length == 0 ? .empty : .text)
                    fields &+= 1
                    field = at &+ 1
                } else if byte == 0x22 {
                    if at != field { continue }
                    let close = try closingQuote(base, from: at &+ 1, count, field: fields)
                    guard let close else { return Record(isPartial: true) }
                    let after = close &+ 1
                    let follower = after < count ? base[after] : 0x0A
                    if after >= count, !isAtEnd { return Record(isPartial: true) }
                    guard follower == delimiter || follower == 0x0A || follower == 0x0D else {
                        throw WorkbookError(
                            "W107", "引号结束之后还有文字，请检查该行的引号。", "text after a closing quote; check the quotes of this row", at: .row(row + 1))
                    }
                    if fields >= columns { throw tooManyColumns() }
                    let length = close &- at &- 1
                    cells[fields] = CellSpan(
                        column: Int32(truncatingIfNeeded: fields), offset: Int32(truncatingIfNeeded: at &+ 1),
                        length: Int32(truncatingIfNeeded: length), kind: length == 0 ? .empty : .text)
                    fields &+= 1
                    if after >= count { return Record(length: count, cells: fields, next: count) }
                    if follower != delimiter {
                        guard let next = lineEnd(base, after, count) else { return Record(isPartial: true) }
                        return Record(length: after, cells: fields, next: next)
                    }
                    field = after &+ 1
                    place = field &- 8
                    break
                } else {
                    if fields >= columns { throw tooManyColumns() }
                    guard let next = lineEnd(base, at, count) else { return Record(isPartial: true) }
                    let length = at &- field
                    if length > cellBytes { throw tooLong(isQuoted: false) }
                    cells[fields] = CellSpan(
                        column: Int32(truncatingIfNeeded: fields), offset: Int32(truncatingIfNeeded: field),
                        length: Int32(truncatingIfNeeded: length), kind: length == 0 ? .empty : .text)
                    return Record(length: at, cells: fields &+ 1, next: next)
                }
            }
            place &+= 8
        }
        guard isAtEnd else {
            if count - field > cellBytes { throw tooLong(isQuoted: false) }
            return Record(isPartial: true)
        }
        if count == 0 { return Record(next: 0) }
        if fields >= columns { throw tooManyColumns() }
        let length = count - field
        if length > cellBytes { throw tooLong(isQuoted: false) }
        cells[fields] = CellSpan(column: Int32(fields), offset: Int32(field), length: Int32(length), kind: length == 0 ? .empty : .text)
        return Record(length: count, cells: fields + 1, next: count)
    }

    /// The quote that ends a field, or `nil` where the buffer ends first.
    private func closingQuote(_ base: UnsafeMutablePointer<UInt8>, from first: Int, _ count: Int, field: Int) throws(WorkbookError) -> Int?
    {
        var index = first
        var hasDoubled = false
        while true {
            index = ByteSearch.first(0x22, in: base, from: index, to: count)
            if index - first > limits.cellBytes { throw tooLong(isQuoted: true) }
            if index >= count { break }
            if index + 1 >= count, !isAtEnd { return nil }
            if index + 1 < count, base[index + 1] == 0x22 {
                hasDoubled = true
                index += 2
                continue
            }
            if hasDoubled { doubled.append(field) }
            return index
        }
        if isAtEnd {
            throw WorkbookError("W106", "引号没有结束，直到文件末尾。", "a quoted field is never closed before the file ends", at: .row(row + 1))
        }
        return nil
    }

    /// Where the line after the line end at `at` starts; `nil` if CR is the last byte so far and LF may follow.
    @inline(__always)
    private func lineEnd(_ base: UnsafeMutablePointer<UInt8>, _ at: Int, _ count: Int) -> Int? {
        if base[at] == 0x0A { return at &+ 1 }
        if at &+ 1 < count { return base[at &+ 1] == 0x0A ? at &+ 2 : at &+ 1 }
        return isAtEnd ? count : nil
    }

    /// Turns `""` into `"` in the fields that have it; they only get shorter.
    private func undouble(_ bytes: UnsafeMutablePointer<UInt8>) {
        for field in doubled {
            let span = cells[field]
            var target = Int(span.offset)
            var index = target
            let end = target + Int(span.length)
            while index < end {
                bytes[target] = bytes[index]
                index += bytes[index] == 0x22 ? 2 : 1
                target += 1
            }
            cells[field].length = Int32(target) - span.offset
        }
    }

    /// Moves the record's beginning to the front and reads on behind it.
    private func refill() throws(WorkbookError) {
        let count = end - start
        if count > limits.rowBytes {
            throw WorkbookError(
                "W105", "一行超过 \(limits.rowBytes) 字节，可能是引号没有结束。", "a row of over \(limits.rowBytes) bytes; perhaps a quote is not closed",
                at: .row(row + 1))
        }
        if count + Self.chunk / 2 > capacity {
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: 2 * capacity + Self.slack)
            larger.initialize(repeating: 0, count: 2 * capacity + Self.slack)
            larger.update(from: memory + start, count: count)
            memory.deallocate()
            memory = larger
            capacity *= 2
        } else {
            memory.update(from: memory + start, count: count)
        }
        start = 0
        let got = try source.read(into: memory + count, count: capacity - count)
        if got == 0 { isAtEnd = true }
        end = count + got
    }

    private func tooManyColumns() -> WorkbookError {
        WorkbookError("W108", "超过 \(limits.columns) 列。", "more than \(limits.columns) columns", at: .row(row + 1))
    }

    private func tooLong(isQuoted: Bool) -> WorkbookError {
        WorkbookError(
            "W109", "一个单元格超过 \(limits.cellBytes) 字节" + (isQuoted ? "，可能是引号没有结束。" : "。"),
            "a cell of over \(limits.cellBytes) bytes" + (isQuoted ? "; perhaps a quote is not closed" : ""), at: .row(row + 1))
    }
}
