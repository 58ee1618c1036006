/// Writes an XLSX workbook. Rows and columns are counted as in ``CellAddress``: rows from 1, columns from 0.
public final class XLSXWriter {
    public struct Sheet: Hashable, Sendable { let index: Int }
    /// What a formula is known to give.
    public enum Cached: Hashable, Sendable { case number(String), text(String) }
    public struct Page: Hashable, Sendable {
        public var isLandscape = false
        /// Scale to the width of one page.
        public var fitsWidth = false
        /// First and last row repeated on each page.
        public var repeatedRows: ClosedRange<Int>?
        /// In the codes of spreadsheet programs: `&C第 &P 页`.
        public var header: String?
        public var footer: String?
        public init() {}
    }

    /// - Parameter constantMemory: rows must then be written in order, each from left to right.
    public init(path: String, constantMemory: Bool = false) throws(WorkbookError) {
        throw WorkbookError("W200", "尚未实现", "not yet")
    }
    public func addSheet(_ name: String, hidden: Bool = false) throws(WorkbookError) -> Sheet { Sheet(index: 0) }

    public func write(_ text: String, _ sheet: Sheet, row: Int, column: Int, style: CellStyle? = nil) throws(WorkbookError) {}
    /// A number from its decimal text, at most 15 significant digits.
    public func write(number: String, _ sheet: Sheet, row: Int, column: Int, style: CellStyle? = nil) throws(WorkbookError) {}
    public func write(formula: String, cached: Cached, _ sheet: Sheet, row: Int, column: Int, style: CellStyle? = nil) throws(WorkbookError)
    {}
    public func writeBlank(_ sheet: Sheet, row: Int, column: Int, style: CellStyle) throws(WorkbookError) {}
    public func merge(_ sheet: Sheet, rows: ClosedRange<Int>, columns: ClosedRange<Int>, text: String, style: CellStyle? = nil)
        throws(WorkbookError)
    {}
    public func comment(_ text: String, _ sheet: Sheet, row: Int, column: Int, author: String? = nil) throws(WorkbookError) {}
    /// In characters of the default font.
    public func setWidth(_ width: Double, _ sheet: Sheet, columns: ClosedRange<Int>, hidden: Bool = false) throws(WorkbookError) {}
    /// In points.
    public func setHeight(_ height: Double, _ sheet: Sheet, row: Int) throws(WorkbookError) {}
    /// The first row and column that scroll.
    public func freeze(_ sheet: Sheet, row: Int, column: Int = 0) throws(WorkbookError) {}
    public func autofilter(_ sheet: Sheet, rows: ClosedRange<Int>, columns: ClosedRange<Int>) throws(WorkbookError) {}
    public func validate(_ sheet: Sheet, rows: ClosedRange<Int>, columns: ClosedRange<Int>, list: [String], message: String? = nil)
        throws(WorkbookError)
    {}
    public func validate(_ sheet: Sheet, rows: ClosedRange<Int>, columns: ClosedRange<Int>, source: String, message: String? = nil)
        throws(WorkbookError)
    {}
    public func setPage(_ page: Page, _ sheet: Sheet) throws(WorkbookError) {}
    public func setProperty(_ name: String, _ value: String) throws(WorkbookError) {}
    public func setDocument(title: String? = nil, subject: String? = nil, author: String? = nil, comments: String? = nil)
        throws(WorkbookError)
    {}
    /// Writes the file. Nothing may be written afterwards.
    public func finish() throws(WorkbookError) {}
}
