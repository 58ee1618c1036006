internal import CXLSXWriter
public import Quantities

/// Writes an XLSX workbook, by libxlsxwriter. Rows and columns are counted as in ``CellAddress``: rows from 1, columns from 0.
///
///     let writer = try XLSXWriter(path: "自评表.xlsx")
///     let sheet = try writer.addSheet("自评表")
///     try writer.write("执行数", sheet, row: 1, column: 0, style: CellStyle(bold: true))
///     try writer.write(number: "38300.25", sheet, row: 1, column: 1)
///     try writer.finish()
///
/// Texts are always written as texts, never as formulas, whatever they begin with. The same calls give the same bytes on every day.
/// Spreadsheet numbers are binary with fifteen decimal digits to rely on: a longer number is refused (W502), write it as text.
public final class XLSXWriter {
    /// A sheet of the workbook being written.
    public struct Sheet: Hashable, Sendable {
        let index: Int
    }

    /// What a formula is known to give, for programs that do not compute.
    public enum Cached: Hashable, Sendable {
        /// A plain decimal.
        case number(String)
        case text(String)
    }

    let constantMemory: Bool
    private let path: String
    private let partial: String
    private var workbook: UnsafeMutablePointer<lxw_workbook>?
    private var sheets: [UnsafeMutablePointer<lxw_worksheet>] = []
    private var names: Set<String> = []
    private var lastRows: [Int] = []
    private var formats: [CellStyle: UnsafeMutablePointer<lxw_format>] = [:]
    private var hasProperties = false
    /// 2000-01-01 00:00 UTC: some fixed day, or the bytes would depend on the clock.
    private static let created = 946_684_800

    /// - Parameter constantMemory: rows go to a temporary file as they are left. They must then be written in order, and merges of several rows are
    ///   not possible; column widths, row heights and merges come before the row's cells.
    public init(path: String, constantMemory: Bool = false) throws(WorkbookError) {
        self.path = path
        self.constantMemory = constantMemory
        partial = path + ".partial"
        var options = lxw_workbook_options()
        options.constant_memory = constantMemory ? 1 : 0
        options.use_zip64 = 0
        workbook = workbook_new_opt(partial, &options)
        guard workbook != nil else { throw Self.noMemory }
    }

    deinit {
        if let workbook {
            lxw_workbook_free(workbook)
            OutputFile.remove(partial)
        }
    }

    /// Adds a sheet behind those before it. The first sheet must not be hidden.
    ///
    /// - Throws: W504 for a name spreadsheet programs refuse: over 31 characters, one of `[]:*?/\`, an apostrophe at either end, or used before.
    public func addSheet(_ name: String, hidden: Bool = false) throws(WorkbookError) -> Sheet {
        let book = try open()
        let scalars = name.unicodeScalars
        let isGood =
            !scalars.isEmpty && name.utf16.count <= 31 && !scalars.contains { "[]:*?/\\".unicodeScalars.contains($0) || $0.value < 0x20 }
            && scalars.first != "'" && scalars.last != "'"
        guard isGood, names.insert(name.lowercased()).inserted, !(hidden && sheets.isEmpty) else {
            throw WorkbookError(
                "W504", "工作表名称不可用：空、过长、重名或含有 []:*?/\\。", "not a name for a sheet: empty, too long, used before, or with []:*?/\\", at: name)
        }
        guard let sheet = workbook_add_worksheet(book, name) else { throw Self.noMemory }
        if hidden { worksheet_hide(sheet) }
        sheets.append(sheet)
        lastRows.append(0)
        return Sheet(index: sheets.count - 1)
    }

    // MARK: - Cells

    /// A text, always as text. NUL and U+FFFE/FFFF, which no workbook can hold, become U+FFFD.
    ///
    /// - Throws: W501 over 32,767 UTF-16 units, the limit of a cell.
    public func write(_ text: String, _ sheet: Sheet, row: Int, column: Int, style: CellStyle? = nil) throws(WorkbookError) {
        let (target, line, place) = try cell(sheet, row, column)
        let safe = CellText.safe(text)
        guard safe.utf8.count <= CellText.longest || safe.utf16.count <= CellText.longest else { throw CellText.tooLong(row, column) }
        let format = try self.format(style)
        if safe.isEmpty {
            if let format { try check(worksheet_write_blank(target, line, place, format), row, column) }
        } else {
            try check(worksheet_write_string(target, line, place, safe, format), row, column)
        }
    }

    /// A number from its plain decimal text: `-38300.25`.
    ///
    /// - Throws: W502 for anything but a plain decimal, and past fifteen significant digits.
    public func write(number: String, _ sheet: Sheet, row: Int, column: Int, style: CellStyle? = nil) throws(WorkbookError) {
        let (target, line, place) = try cell(sheet, row, column)
        guard let value = CellNumber.double(number) else { throw CellNumber.imprecise(row, column) }
        try check(worksheet_write_number(target, line, place, value, try format(style)), row, column)
    }

    /// A whole number. Throws W502 past fifteen significant digits.
    public func write(number: some BinaryInteger, _ sheet: Sheet, row: Int, column: Int, style: CellStyle? = nil) throws(WorkbookError) {
        try write(number: String(number, radix: 10), sheet, row: row, column: column, style: style)
    }

    /// An exact number. Throws W502 where its decimals do not end, or past fifteen significant digits: round it first.
    public func write(number: Rational, _ sheet: Sheet, row: Int, column: Int, style: CellStyle? = nil) throws(WorkbookError) {
        guard let text = number.exactDecimal else { throw CellNumber.imprecise(row, column) }
        try write(number: text, sheet, row: row, column: column, style: style)
    }

    /// A date, shown as `2023-07-05` unless the style says otherwise.
    public func write(date: CivilDate, _ sheet: Sheet, row: Int, column: Int, style: CellStyle? = nil) throws(WorkbookError) {
        let (target, line, place) = try cell(sheet, row, column)
        var shown = style ?? CellStyle()
        if shown.numberFormat == nil { shown.numberFormat = "yyyy-mm-dd" }
        try check(worksheet_write_number(target, line, place, Double(CellNumber.serial(date)), try format(shown)), row, column)
    }

    /// A formula, with or without `=`, in the English function names files are stored with.
    public func write(formula: String, cached: Cached, _ sheet: Sheet, row: Int, column: Int, style: CellStyle? = nil) throws(WorkbookError)
    {
        let (target, line, place) = try cell(sheet, row, column)
        let format = try self.format(style)
        let safe = CellText.safe(formula)
        switch cached {
        case .number(let number):
            guard let value = CellNumber.double(number) else { throw CellNumber.imprecise(row, column) }
            try check(worksheet_write_formula_num(target, line, place, safe, format, value), row, column)
        case .text(let text):
            try check(worksheet_write_formula_str(target, line, place, safe, format, CellText.safe(text)), row, column)
        }
    }

    /// A cell without value that has a look.
    public func writeBlank(_ sheet: Sheet, row: Int, column: Int, style: CellStyle) throws(WorkbookError) {
        let (target, line, place) = try cell(sheet, row, column)
        try check(worksheet_write_blank(target, line, place, try format(style)), row, column)
    }

    /// One cell over several, with a text.
    public func merge(_ sheet: Sheet, rows: ClosedRange<Int>, columns: ClosedRange<Int>, text: String, style: CellStyle? = nil)
        throws(WorkbookError)
    {
        if rows.count == 1, columns.count == 1 {
            return try write(text, sheet, row: rows.lowerBound, column: columns.lowerBound, style: style)
        }
        guard !constantMemory || rows.count == 1 else { throw outOfOrder(rows.lowerBound, columns.lowerBound) }
        let (target, line, place) = try cell(sheet, rows.lowerBound, columns.lowerBound)
        let (_, lastLine, lastPlace) = try cell(sheet, rows.upperBound, columns.upperBound)
        let safe = CellText.safe(text)
        guard safe.utf16.count <= CellText.longest else { throw CellText.tooLong(rows.lowerBound, columns.lowerBound) }
        try check(
            worksheet_merge_range(target, line, place, lastLine, lastPlace, safe, try format(style)), rows.lowerBound, columns.lowerBound)
    }

    // MARK: - The file

    /// Writes the file, replacing what is there only once it is whole. Nothing may be written afterwards.
    public func finish() throws(WorkbookError) {
        let book = try open()
        if !hasProperties { try setDocument() }
        workbook = nil
        let code = workbook_close(book)
        guard code == LXW_NO_ERROR else {
            OutputFile.remove(partial)
            throw WorkbookError(
                "W503", "工作簿写不成：\(String(cString: lxw_strerror(code)))。",
                "the workbook cannot be written: \(String(cString: lxw_strerror(code)))")
        }
        try OutputFile.move(partial, to: path)
    }

    /// Properties every office program shows.
    public func setDocument(title: String? = nil, subject: String? = nil, author: String? = nil, comments: String? = nil)
        throws(WorkbookError)
    {
        let book = try open()
        let texts = try [title, subject, author, comments].map { text throws(WorkbookError) in text.map { CString(CellText.safe($0)) } }
        defer { texts.forEach { $0?.free() } }
        for text in [title, subject, author, comments] where (text ?? "").utf16.count > 255 { throw CellText.tooLong(0, 0) }
        var properties = lxw_doc_properties()
        properties.title = texts[0]?.base
        properties.subject = texts[1]?.base
        properties.author = texts[2]?.base
        properties.comments = texts[3]?.base
        properties.created = Self.created
        try check(workbook_set_properties(book, &properties), 0, 0)
        hasProperties = true
    }

    /// A property of our own, which ``XLSXWorkbook/properties`` reads back: at most 255 characters each.
    public func setProperty(_ name: String, _ value: String) throws(WorkbookError) {
        let book = try open()
        let (key, text) = (CellText.safe(name), CellText.safe(value))
        guard !key.isEmpty, key.utf16.count <= 255, text.utf16.count <= 255 else { throw CellText.tooLong(0, 0) }
        try check(workbook_set_custom_property_string(book, key, text), 0, 0)
    }

    // MARK: - Inside

    func open() throws(WorkbookError) -> UnsafeMutablePointer<lxw_workbook> {
        guard let workbook else { throw WorkbookError("W508", "工作簿已写完，不能再写。", "the workbook is finished; nothing more can be written") }
        return workbook
    }

    func worksheet(_ sheet: Sheet) throws(WorkbookError) -> UnsafeMutablePointer<lxw_worksheet> {
        _ = try open()
        guard sheets.indices.contains(sheet.index) else { throw WorkbookError("W504", "没有这个工作表。", "there is no such sheet") }
        return sheets[sheet.index]
    }

    /// The cell in libxlsxwriter's counting. In constant memory a row that was left is gone, and libxlsxwriter would drop its cells in silence.
    func cell(_ sheet: Sheet, _ row: Int, _ column: Int) throws(WorkbookError) -> (
        UnsafeMutablePointer<lxw_worksheet>, lxw_row_t, lxw_col_t
    ) {
        let target = try worksheet(sheet)
        guard row >= 1, row <= CellAddress.lastRow, column >= 0, column <= CellAddress.lastColumn else {
            throw WorkbookError(
                "W509", "单元格在工作表之外。", "the cell lies outside a sheet", at: CellAddress(row: row, column: column).description)
        }
        if constantMemory {
            guard row >= lastRows[sheet.index] else { throw outOfOrder(row, column) }
            lastRows[sheet.index] = row
        }
        return (target, lxw_row_t(row - 1), lxw_col_t(column))
    }

    func format(_ style: CellStyle?) throws(WorkbookError) -> UnsafeMutablePointer<lxw_format>? {
        guard let style else { return nil }
        if let known = formats[style] { return known }
        guard let format = workbook_add_format(try open()) else { throw Self.noMemory }
        style.apply(to: format)
        formats[style] = format
        return format
    }

    func check(_ code: lxw_error, _ row: Int, _ column: Int) throws(WorkbookError) {
        guard code != LXW_NO_ERROR else { return }
        let place = row > 0 ? CellAddress(row: row, column: column).description : ""
        let words = String(cString: lxw_strerror(code))
        throw WorkbookError("W503", "工作簿写不成：\(words)。", "the workbook cannot be written: \(words)", at: place)
    }

    private func outOfOrder(_ row: Int, _ column: Int) -> WorkbookError {
        WorkbookError(
            "W510", "按行写出时不能回头写前面的行。", "rows must be written in order in constant memory",
            at: CellAddress(row: row, column: column).description)
    }

    private static var noMemory: WorkbookError { WorkbookError("W503", "内存不足。", "out of memory") }
}

/// A C string that lives until it is freed.
struct CString {
    let base: UnsafeMutablePointer<CChar>

    init(_ text: String) {
        let bytes = text.utf8CString
        base = .allocate(capacity: bytes.count)
        bytes.withUnsafeBufferPointer { base.initialize(from: $0.baseAddress!, count: $0.count) }
    }

    func free() { base.deallocate() }
}
