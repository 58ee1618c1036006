import Quantities
import Workbooks

/// One sheet of a form while it is written: a current row, and cells that span.
struct FormSheet {
    let writer: XLSXWriter
    let sheet: XLSXWriter.Sheet
    let name: String
    /// From 1.
    var row = 1

    init(_ writer: XLSXWriter, _ name: String, widths: [Double], isLandscape: Bool = false) throws(WorkbookError) {
        self.writer = writer
        self.name = name
        sheet = try writer.addSheet(name)
        for (column, width) in widths.enumerated() { try writer.setWidth(width, sheet, columns: column...column) }
        var page = XLSXWriter.Page()
        page.isLandscape = isLandscape
        page.fitsWidth = true
        page.footer = "&C— &P —"
        try writer.setPage(page, sheet)
    }

    static let label = CellStyle(bold: true, border: true, wrap: true, horizontal: .center, fontSize: 10)
    static let head = CellStyle(bold: true, fill: 0xF2F2F2, border: true, wrap: true, horizontal: .center, fontSize: 10)
    static let text = CellStyle(border: true, wrap: true, horizontal: .left, fontSize: 10)
    static let centred = CellStyle(border: true, wrap: true, horizontal: .center, fontSize: 10)
    static let title = CellStyle(bold: true, horizontal: .center, fontSize: 16)
    static let note = CellStyle(wrap: true, horizontal: .left, vertical: .top, fontSize: 9)
    static func number(_ format: String, bold: Bool = false) -> CellStyle {
        CellStyle(bold: bold, border: true, horizontal: .right, numberFormat: format, fontSize: 10)
    }

    /// Text in one cell or across several of this row, `rows` deep.
    func text(_ text: String, _ columns: ClosedRange<Int>, rows: Int = 1, style: CellStyle = FormSheet.text) throws(WorkbookError) {
        if columns.count == 1, rows == 1 {
            try writer.write(text, sheet, row: row, column: columns.lowerBound, style: style)
        } else {
            try writer.merge(sheet, rows: row...(row + rows - 1), columns: columns, text: text, style: style)
        }
    }

    func number(_ value: Rational, _ column: Int, format: String, bold: Bool = false) throws(WorkbookError) {
        try writer.write(number: value.cell, sheet, row: row, column: column, style: Self.number(format, bold: bold))
    }

    func formula(_ formula: String, cached: Rational, _ column: Int, format: String, bold: Bool = false) throws(WorkbookError) {
        try writer.write(
            formula: formula, cached: .number(cached.cell), sheet, row: row, column: column, style: Self.number(format, bold: bold))
    }

    func formula(_ formula: String, text: String, _ column: Int, style: CellStyle = FormSheet.centred) throws(WorkbookError) {
        try writer.write(formula: formula, cached: .text(text), sheet, row: row, column: column, style: style)
    }

    func blank(_ columns: ClosedRange<Int>, style: CellStyle = FormSheet.text) throws(WorkbookError) {
        for column in columns { try writer.writeBlank(sheet, row: row, column: column, style: style) }
    }

    /// A number as documents print it, as a number: `853.09` shown as 853.09万平方米.
    func printed(_ value: Rational, unit: Unit, format: NumberFormat, _ column: Int) throws(WorkbookError) {
        let word = format.scale.word.zh + unit.word.zh
        let digits = format.digits(value, unit: unit)
        let pattern =
            (format.decimals == 0 ? "0" : "0." + String(repeating: "0", count: format.decimals)) + (word.isEmpty ? "" : "\"\(word)\"")
        try writer.write(number: digits, sheet, row: row, column: column, style: Self.number(pattern))
    }

    /// Height for a wrapped text: lines of `characters` Chinese characters, 13 points each.
    func height(_ text: String, characters: Int, atLeast: Double = 18) throws(WorkbookError) {
        try height([(text, characters)], atLeast: atLeast)
    }

    /// The same for the highest of several texts of this row.
    func height(_ texts: [(text: String, characters: Int)], atLeast: Double = 18) throws(WorkbookError) {
        let lines = texts.map { Self.lines($0.text, $0.characters) }.max() ?? 1
        try writer.setHeight(max(atLeast, Double(lines) * 13.5 + 5), sheet, row: row)
    }

    private static func lines(_ text: String, _ characters: Int) -> Int {
        text.utf8.split(separator: 10, omittingEmptySubsequences: false).reduce(0) { lines, line in
            let width = String(decoding: line, as: UTF8.self).unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 1 : 2) }
            return lines + max(1, (width + characters * 2 - 1) / (characters * 2))
        }
    }
}

extension Rational {
    /// A spreadsheet's number: fifteen significant digits, which is all it keeps.
    var cell: String {
        if let exact = exactDecimal, exact.utf8.count(where: { $0 != 46 && $0 != 45 }) <= 15 { return exact }
        let whole = magnitude.decimalText(decimals: 0).utf8.count
        return decimalText(decimals: max(0, 15 - whole))
    }
}
