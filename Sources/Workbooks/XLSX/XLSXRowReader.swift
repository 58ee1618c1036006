/// The rows of one sheet, streamed. Rows without a value are left out, and so are cells without one, styled or not;
/// a formula is always there, and one that was never computed has the kind ``CellKind/empty``.
public final class XLSXRowReader: RowReader {
    private var scanner: SheetScanner

    init(_ stream: PackageStream, cells: CellDecoder, limits: WorkbookLimits) throws(WorkbookError) {
        scanner = SheetScanner(stream, cells: cells, limits: limits)
        try scanner.begin()
    }

    public func read(into row: inout RowBuffer) throws(WorkbookError) -> Bool {
        try scanner.read(into: &row)
    }
}

/// Walks `<sheetData>`.
struct SheetScanner: ~Copyable {
    private var xml: XMLScanner
    private var cells: CellDecoder
    private let limits: WorkbookLimits
    /// The text of the `<v>` that is being read.
    private var value = ByteArena(capacity: 1 << 10)
    /// The texts of the row that is being read, and its cells.
    private var arena = ByteArena(capacity: 1 << 12)
    private let spans: UnsafeMutablePointer<CellSpan>
    private var count = 0
    private var row = 0
    private var column = -1
    private var isDone = false

    init(_ stream: PackageStream, cells: CellDecoder, limits: WorkbookLimits) {
        xml = XMLScanner(stream, limits: limits)
        self.cells = cells
        self.limits = limits
        spans = .allocate(capacity: CellAddress.lastColumn + 1)
    }

    deinit { spans.deallocate() }

    /// Goes to `<sheetData>`.
    mutating func begin() throws(WorkbookError) {
        try xml.begin()
        guard xml.isRoot("worksheet") else { throw xml.malformed() }
        while true {
            switch try xml.next() {
            case .start:
                if xml.isNamed("sheetData") { return }
                try xml.skipElement()
            case .done:
                // A sheet may have no rows at all.
                isDone = true
                return
            case .end, .text: continue
            }
        }
    }

    mutating func read(into buffer: inout RowBuffer) throws(WorkbookError) -> Bool {
        guard !isDone else { return false }
        while true {
            switch try xml.next() {
            case .start:
                guard xml.isNamed(.row) else {
                    try xml.skipElement()
                    continue
                }
                try beginRow()
                try readRow()
                if count > 0 {
                    buffer.fill(row: row, arena.base, arena.count, spans, count)
                    return true
                }
            case .end:
                if xml.depth == 1 {
                    // The rest is read for its tags and its checksum alone.
                    while try xml.next() != .done {}
                    isDone = true
                    return false
                }
            case .text: continue
            case .done: throw xml.malformed()
            }
        }
    }

    private mutating func beginRow() throws(WorkbookError) {
        var number = row + 1
        for index in 0..<xml.attributeCount where xml.attributes[index].key == .r && xml.attributes[index].nameLength == 1 {
            guard let given = Self.number(xml.attributes[index].value, xml.attributes[index].length) else { throw beyond(row + 1) }
            number = given
        }
        guard number <= CellAddress.lastRow, number > 0 else { throw beyond(number) }
        guard number > row else {
            throw WorkbookError("W404", "行号重复或倒序，文件已损坏。", "rows repeat or run backwards: the file is damaged", at: cells.place(number, 0))
        }
        row = number
        column = -1
        count = 0
        arena.count = 0
    }

    private mutating func readRow() throws(WorkbookError) {
        while true {
            switch try xml.next() {
            case .start:
                if xml.isNamed(.c) { try readCell() } else { try xml.skipElement() }
            case .end: return
            case .text: continue
            case .done: throw xml.malformed()
            }
        }
    }

    private mutating func readCell() throws(WorkbookError) {
        var stored = CellDecoder.Stored.number
        var style = -1
        var place = column &+ 1
        for index in 0..<xml.attributeCount {
            let attribute = xml.attributes[index]
            guard attribute.nameLength == 1 else { continue }
            if attribute.key == .r {
                let address = CellAddress.parse(UnsafeBufferPointer(start: attribute.value, count: attribute.length))
                guard let address, address.row == row else { throw badAddress(attribute) }
                place = address.column
            } else if attribute.key == .s {
                style = Self.number(attribute.value, attribute.length) ?? -1
            } else if attribute.key == .t {
                stored = CellDecoder.stored(attribute.value, attribute.length)
            }
        }
        guard place > column, place <= CellAddress.lastColumn else {
            throw WorkbookError(
                "W404", "同一行内单元格重复、倒序或越界，文件已损坏。", "cells of a row repeat, run backwards or leave the sheet: the file is damaged",
                at: cells.place(row, place))
        }
        column = place
        var isFormula = false
        var hasValue = false
        let start = arena.count
        value.count = 0
        var kind = CellKind.empty
        let level = xml.depth
        while true {
            let token = try xml.next()
            if token == .end {
                if xml.depth < level { break }
                continue
            }
            guard token == .start else {
                if token == .done { throw xml.malformed() }
                continue
            }
            if xml.isNamed(.v) {
                hasValue = true
                try readValue(level)
            } else if xml.isNamed(.f) {
                isFormula = true
                try xml.skipElement()
            } else if xml.isNamed(.is), stored == .inline {
                try RichText.read(&xml, into: &value, limits: limits)
                hasValue = true
            } else {
                try xml.skipElement()
            }
        }
        // `<v/>` without text is no value, but for a text that a formula gave.
        if hasValue, value.count > 0 || stored == .formulaText {
            kind = try cells.append(value.base, value.count, stored, style: style, row: row, column: column, to: &arena)
        }
        let length = arena.count &- start
        if length == 0, !isFormula { return }
        guard arena.count <= limits.rowBytes else {
            throw WorkbookError(
                "W105", "一行超过 \(limits.rowBytes) 字节。", "a row of over \(limits.rowBytes) bytes", at: cells.place(row, column))
        }
        (spans + count).initialize(
            to: CellSpan(
                column: Int32(truncatingIfNeeded: column), offset: Int32(truncatingIfNeeded: start),
                length: Int32(truncatingIfNeeded: length), kind: kind,
                isFormula: isFormula))
        count &+= 1
    }

    /// The text of `<v>`, to its end.
    private mutating func readValue(_ level: Int) throws(WorkbookError) {
        while true {
            switch try xml.next() {
            case .text:
                guard value.count + xml.textLength <= limits.cellBytes else {
                    throw WorkbookError(
                        "W407", "一个单元格的文字超过 \(limits.cellBytes) 字节。", "the text of a cell has over \(limits.cellBytes) bytes",
                        at: cells.place(row, column))
                }
                value.append(xml.text, xml.textLength)
            case .start: try xml.skipElement()
            case .end: if xml.depth == level { return }
            case .done: throw xml.malformed()
            }
        }
    }

    @inline(__always)
    private static func number(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int? {
        guard count > 0, count <= 9 else { return nil }
        var value = 0
        for index in 0..<count {
            let digit = bytes[index] &- 0x30
            if digit > 9 { return nil }
            value = value &* 10 &+ Int(digit)
        }
        return value
    }

    private func beyond(_ number: Int) -> WorkbookError {
        WorkbookError("W403", "行号超出工作表范围，文件已损坏。", "a row lies outside the sheet: the file is damaged", at: "\(cells.sheet)!\(number)")
    }

    private func badAddress(_ attribute: XMLScanner.Attribute) -> WorkbookError {
        let text = String(decoding: UnsafeBufferPointer(start: attribute.value, count: min(attribute.length, 20)), as: UTF8.self)
        return WorkbookError(
            "W403", "单元格地址有误或越界，文件已损坏。", "a cell's address is wrong or outside the sheet: the file is damaged", at: "\(cells.sheet)!\(text)"
        )
    }
}
