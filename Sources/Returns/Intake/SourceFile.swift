internal import Foundation
internal import Store
internal import Workbooks

/// A file of rows, whatever its format: the one sheet of a CSV file (without a name), or the visible sheets of a workbook.
struct SourceFile {
    let path: String
    let format: WorkbookFormat
    let limits: WorkbookLimits
    let bytes: Int
    /// What keeps the path good, where it leads into the vault.
    private var kept: VaultFile?

    /// - Throws: as for a path; `S020`, `S021` where the vault has no such file or it is damaged.
    init(_ kept: VaultFile) throws {
        try self.init(path: kept.path)
        self.kept = kept
    }

    /// - Throws: ``ReturnError`` in the words of the reader of workbooks.
    init(path: String, limits: WorkbookLimits = .default) throws {
        guard FileManager.default.fileExists(atPath: path) else { throw ReturnError.fileMissing(path) }
        self.path = path
        self.limits = limits
        bytes = VaultFile(path: path).size ?? 0
        do {
            format = try WorkbookFormat.detect(path: path, limits: limits)
        } catch {
            throw ReturnError(error)
        }
    }

    func forEachSheet(_ body: (_ name: String, _ reader: any RowReader) throws -> Void) throws {
        do {
            if format == .csv {
                try body("", try CSVReader(path: path, limits: limits))
            } else {
                let workbook = try XLSXWorkbook(path: path, limits: limits)
                for sheet in workbook.sheets where !sheet.isHidden {
                    let reader = try workbook.rows(of: sheet)
                    try body(sheet.name, reader)
                }
            }
        } catch let error as WorkbookError {
            throw ReturnError(error)
        }
    }
}
