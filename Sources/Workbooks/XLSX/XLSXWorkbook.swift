public struct XLSXSheet: Hashable, Sendable {
    public let name: String
    public let isHidden: Bool
    let part: String
}

/// An XLSX workbook, open for reading.
public final class XLSXWorkbook {
    public let sheets: [XLSXSheet]
    /// Custom document properties (`docProps/custom.xml`).
    public let properties: [String: String]
    public let usesDate1904: Bool
    /// What was left out, for the person who sent it: macros, links to other workbooks.
    public let notices: [WorkbookError]
    public init(path: String, limits: WorkbookLimits = .default) throws(WorkbookError) {
        throw WorkbookError("W200", "尚未实现", "not yet")
    }
    public func rows(of sheet: XLSXSheet) throws(WorkbookError) -> XLSXRowReader { XLSXRowReader() }
}

/// The rows of one sheet, streamed.
public final class XLSXRowReader: RowReader {
    public func read(into row: inout RowBuffer) throws(WorkbookError) -> Bool { false }
}
