internal import CXLSXWriter

/// How a sheet looks and behaves, beside its cells.
extension XLSXWriter {
    /// How a sheet is printed; A4.
    public struct Page: Hashable, Sendable {
        public var isLandscape = false
        /// Scaled to the width of one page, as many pages long as it needs.
        public var fitsWidth = false
        /// Rows printed at the top of each page.
        public var repeatedRows: ClosedRange<Int>?
        /// In the codes of spreadsheet programs: `&C第 &P 页，共 &N 页`. At most 255 characters.
        public var header: String?
        public var footer: String?

        public init() {}
    }

    /// A comment that shows when the pointer is on the cell.
    public func comment(_ text: String, _ sheet: Sheet, row: Int, column: Int, author: String? = nil) throws(WorkbookError) {
        let target = try worksheet(sheet)
        guard row >= 1, row <= CellAddress.lastRow, column >= 0, column <= CellAddress.lastColumn else {
            _ = try cell(sheet, row, column); return
        }
        let safe = CellText.safe(text)
        guard safe.utf16.count <= CellText.longest else { throw CellText.tooLong(row, column) }
        let name = CString(CellText.safe(author ?? ""))
        defer { name.free() }
        var options = lxw_comment_options()
        options.visible = UInt8(LXW_COMMENT_DISPLAY_DEFAULT.rawValue)
        if author != nil { options.author = name.base }
        // A box of the usual width, high enough for what it says: some 18 Chinese characters a line of 20 pixels.
        let lines = safe.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) { $0 + $1.count / 18 + 1 }
        options.width = 260
        options.height = UInt16(min(max(lines * 20 + 10, 60), 400))
        try check(worksheet_write_comment_opt(target, lxw_row_t(row - 1), lxw_col_t(column), safe, &options), row, column)
    }

    /// The width of columns, in characters of the default font.
    public func setWidth(_ width: Double, _ sheet: Sheet, columns: ClosedRange<Int>, hidden: Bool = false) throws(WorkbookError) {
        let target = try worksheet(sheet)
        var options = lxw_row_col_options()
        options.hidden = hidden ? 1 : 0
        guard columns.lowerBound >= 0, columns.upperBound <= CellAddress.lastColumn else {
            _ = try cell(sheet, 1, columns.upperBound); return
        }
        try check(
            worksheet_set_column_opt(target, lxw_col_t(columns.lowerBound), lxw_col_t(columns.upperBound), width, nil, &options), 0, 0)
    }

    /// The height of a row, in points.
    public func setHeight(_ height: Double, _ sheet: Sheet, row: Int) throws(WorkbookError) {
        let (target, line, _) = try cell(sheet, row, 0)
        try check(worksheet_set_row(target, line, height, nil), row, 0)
    }

    /// Keeps the rows above `row` and the columns left of `column` in sight.
    public func freeze(_ sheet: Sheet, row: Int, column: Int = 0) throws(WorkbookError) {
        worksheet_freeze_panes(try worksheet(sheet), lxw_row_t(max(row - 1, 0)), lxw_col_t(max(column, 0)))
    }

    /// Puts filter arrows on the first of `rows`.
    public func autofilter(_ sheet: Sheet, rows: ClosedRange<Int>, columns: ClosedRange<Int>) throws(WorkbookError) {
        let (target, first, last) = try range(sheet, rows, columns)
        try check(worksheet_autofilter(target, first.row, first.column, last.row, last.column), rows.lowerBound, columns.lowerBound)
    }

    /// Lets cells take one of a few words only.
    ///
    /// - Throws: W505 where the words with their commas have over 255 characters, or one holds a comma: put them on a hidden sheet.
    public func validate(
        _ sheet: Sheet, rows: ClosedRange<Int>, columns: ClosedRange<Int>, list: [String], message: String? = nil
    ) throws(WorkbookError) {
        // The format allows 255 characters; libxlsxwriter 1.1.4 joins them in a buffer of 255 bytes and aborts past it.
        let length = list.reduce(list.count - 1) { $0 + $1.utf8.count }
        guard !list.isEmpty, length <= 255, !list.contains(where: { $0.utf8.contains(UInt8(ascii: ",")) }) else {
            throw WorkbookError(
                "W505", "下拉选项过长或含有逗号，请改用隐藏工作表上的区域。", "a list of over 255 bytes or with commas; use a range of a hidden sheet")
        }
        let words = list.map { CString(CellText.safe($0)) }
        defer { words.forEach { $0.free() } }
        var pointers: [UnsafePointer<CChar>?] = words.map { UnsafePointer($0.base) }
        pointers.append(nil)
        var validation = lxw_data_validation()
        validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
        try pointers.withUnsafeMutableBufferPointer { list throws(WorkbookError) in
            validation.value_list = unsafeBitCast(list.baseAddress, to: type(of: validation.value_list))
            try apply(&validation, sheet, rows, columns, message)
        }
    }

    /// Lets cells take the values of a range only: `选项!$A$1:$A$12`.
    public func validate(
        _ sheet: Sheet, rows: ClosedRange<Int>, columns: ClosedRange<Int>, source: String, message: String? = nil
    ) throws(WorkbookError) {
        let formula = CString("=" + CellText.safe(source))
        defer { formula.free() }
        var validation = lxw_data_validation()
        validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
        validation.value_formula = formula.base
        try apply(&validation, sheet, rows, columns, message)
    }

    private func apply(
        _ validation: inout lxw_data_validation, _ sheet: Sheet, _ rows: ClosedRange<Int>, _ columns: ClosedRange<Int>, _ message: String?
    ) throws(WorkbookError) {
        let (target, first, last) = try range(sheet, rows, columns)
        let words = message.map { CString(String(CellText.safe($0).unicodeScalars.prefix(250))) }
        defer { words?.free() }
        if let words {
            validation.error_message = words.base
            validation.input_message = words.base
        }
        try check(
            worksheet_data_validation_range(target, first.row, first.column, last.row, last.column, &validation), rows.lowerBound,
            columns.lowerBound)
    }

    /// How the sheet is printed.
    public func setPage(_ page: Page, _ sheet: Sheet) throws(WorkbookError) {
        let target = try worksheet(sheet)
        worksheet_set_paper(target, 9)
        if page.isLandscape { worksheet_set_landscape(target) }
        if page.fitsWidth { worksheet_fit_to_pages(target, 1, 0) }
        if let rows = page.repeatedRows, rows.lowerBound >= 1, rows.upperBound <= CellAddress.lastRow {
            try check(worksheet_repeat_rows(target, lxw_row_t(rows.lowerBound - 1), lxw_row_t(rows.upperBound - 1)), rows.lowerBound, 0)
        }
        for text in [page.header, page.footer] where (text ?? "").utf16.count > 255 { throw CellText.tooLong(0, 0) }
        if let header = page.header { try check(worksheet_set_header(target, CellText.safe(header)), 0, 0) }
        if let footer = page.footer { try check(worksheet_set_footer(target, CellText.safe(footer)), 0, 0) }
    }

    /// Lets only cells be changed whose style is not locked. No password: this guards against slips, not against people.
    public func protect(_ sheet: Sheet) throws(WorkbookError) {
        worksheet_protect(try worksheet(sheet), nil, nil)
    }

    private typealias Corner = (row: lxw_row_t, column: lxw_col_t)

    private func range(
        _ sheet: Sheet, _ rows: ClosedRange<Int>, _ columns: ClosedRange<Int>
    ) throws(WorkbookError) -> (UnsafeMutablePointer<lxw_worksheet>, Corner, Corner) {
        let target = try worksheet(sheet)
        guard rows.lowerBound >= 1, rows.upperBound <= CellAddress.lastRow, columns.lowerBound >= 0,
            columns.upperBound <= CellAddress.lastColumn
        else {
            throw WorkbookError("W509", "区域在工作表之外。", "the range lies outside a sheet")
        }
        return (
            target, (lxw_row_t(rows.lowerBound - 1), lxw_col_t(columns.lowerBound)),
            (lxw_row_t(rows.upperBound - 1), lxw_col_t(columns.upperBound))
        )
    }
}
