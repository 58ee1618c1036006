import Ledgers
import Quantities
import Workbooks

/// One file of the example before it is written.
struct ReturnFile {
    enum Format {
        case xlsx
        case csv(CSVFile.Encoding)
    }

    /// What a template says of itself in its first row.
    struct Marker {
        var district: RegionCode
        var period: Period
        /// Whether every row's period is the marker's, so that its cell may stay blank.
        var coversPeriod: Bool
    }

    var name: String
    var format: Format
    var habits: CellHabits
    var marker: Marker?
    var isCorrection = false
    var sections: [Section]

    /// One ledger of a file. Rows are asked for one after the other, so that a long one need not be held.
    struct Section {
        let sheet: Sheet
        /// How many of the sheet's columns it has: files that offices send leave out columns that nobody fills.
        let width: Int
        /// Calls its argument with each row.
        let forEach: ((BookRow) throws -> Void) throws -> Void

        init(_ book: Book) {
            sheet = book.sheet
            let filled = book.rows.map { ($0.cells.lastIndex { $0 != .blank } ?? -1) + 1 }.max() ?? book.sheet.columns.count
            let needed = (book.sheet.columns.lastIndex { $0.isRequired || book.sheet.key.contains($0.name) } ?? -1) + 1
            width = max(filled, needed)
            forEach = { body in for row in book.rows { try body(row) } }
        }

        init(_ sheet: Sheet, forEach: @escaping ((BookRow) throws -> Void) throws -> Void) {
            self.sheet = sheet
            width = sheet.columns.count
            self.forEach = forEach
        }

        var header: [String] { Array(sheet.returnHeader.prefix(PageColumn.allCases.count + width)) }
    }

    /// Writes the file into a folder.
    func write(in folder: String) throws(ExampleError) -> WrittenFile {
        let path = folder + "/" + name
        var rows = 0
        do {
            switch format {
            case .xlsx: rows = try writeWorkbook(path)
            case .csv(let encoding): rows = try writeCSV(path, encoding)
            }
        } catch let error as ExampleError {
            throw error
        } catch {
            throw ExampleError(path, "\(error)")
        }
        return WrittenFile(path: path, ledgers: sections.map(\.sheet.ledger), rows: rows, isCorrection: isCorrection)
    }

    private func markerCells(_ sheet: Sheet) -> [String]? {
        marker.map { ["#anju", sheet.ledger, String(sheet.version), $0.district.digits, $0.period.description] }
    }

    private func pageCells(_ row: BookRow) -> [String] {
        guard let marker else { return [habits.district(row.district), habits.period(row.period)] }
        return ["", marker.coversPeriod ? "" : habits.period(row.period)]
    }

    private func writeCSV(_ path: String, _ encoding: CSVFile.Encoding) throws -> Int {
        let file = try CSVFile(path: path, encoding)
        var rows = 0
        for section in sections {
            if let cells = markerCells(section.sheet) { try file.write(cells) }
            try file.write(section.header)
            try section.forEach { row in
                rows += 1
                try file.write(pageCells(row) + zip(row.cells.prefix(section.width), section.sheet.columns).map { habits.text($0, $1) })
            }
        }
        try file.close()
        return rows
    }

    private func writeWorkbook(_ path: String) throws -> Int {
        let workbook = try WorkbookFile(path: path)
        var rows = 0
        for section in sections {
            try workbook.beginSheet(section.sheet, header: section.header, marker: markerCells(section.sheet))
            try section.forEach { row in
                rows += 1
                try workbook.write(pageCells(row), row.cells, habits)
            }
        }
        try workbook.close()
        return rows
    }
}
