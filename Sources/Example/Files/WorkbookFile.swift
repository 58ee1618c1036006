import Ledgers
import Quantities
import Workbooks

/// An XLSX workbook written row by row, a sheet for each ledger.
final class WorkbookFile {
    private let writer: XLSXWriter
    private var current: (sheet: XLSXWriter.Sheet, columns: [Column])?
    private var row = 1
    private static let headerStyle = CellStyle(bold: true)

    init(path: String) throws(WorkbookError) {
        writer = try XLSXWriter(path: path, constantMemory: true)
    }

    func beginSheet(_ sheet: Sheet, header: [String], marker: [String]?) throws(WorkbookError) {
        let added = try writer.addSheet(sheet.title.zh)
        current = (added, sheet.columns)
        row = 1
        if let marker {
            for (column, text) in marker.enumerated() { try writer.write(text, added, row: row, column: column) }
            row += 1
        }
        for (column, text) in header.enumerated() {
            try writer.write(text, added, row: row, column: column, style: Self.headerStyle)
        }
        row += 1
    }

    func write(_ page: [String], _ cells: [BookCell], _ habits: CellHabits) throws(WorkbookError) {
        guard let (sheet, columns) = current else { return }
        for (column, text) in page.enumerated() where !text.isEmpty { try writer.write(text, sheet, row: row, column: column) }
        for (index, (cell, column)) in zip(cells, columns).enumerated() {
            let place = page.count + index
            switch cell {
            case .blank: continue
            case .date(let day) where habits.hasDateCells:
                try writer.write(date: day, sheet, row: row, column: place)
            case .count, .money, .area, .decimal:
                try writer.write(number: habits.text(cell, column), sheet, row: row, column: place)
            case .text, .date, .flag: try writer.write(habits.text(cell, column), sheet, row: row, column: place)
            }
        }
        row += 1
    }

    func close() throws(WorkbookError) { try writer.finish() }
}
