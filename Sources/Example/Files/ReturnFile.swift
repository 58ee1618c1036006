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
        /// Calls its argument with each row.
        let forEach: ((BookRow) throws -> Void) throws -> Void

        init(_ book: Book) {
            sheet = Self.used(book)
            let count = sheet.columns.count
            forEach = { body in
                for row in book.rows {
                    var row = row
                    row.cells = Array(row.cells.prefix(count))
                    try body(row)
                }
            }
        }

        /// The sheet without what stands empty at its end: people leave out columns they have nothing for.
        private static func used(_ book: Book) -> Sheet {
            let sheet = book.sheet
            var count = sheet.columns.count
            while count > 1, !sheet.columns[count - 1].isRequired,
                book.rows.allSatisfy({ $0.cells.count < count || $0.cells[count - 1] == .blank })
            {
                count -= 1
            }
            return Sheet(
                sheet.ledger, sheet.title, purpose: sheet.purpose, filedBy: sheet.filedBy, cycle: sheet.cycle, key: sheet.key,
                columns: Array(sheet.columns.prefix(count)), version: sheet.version)
        }

        init(_ sheet: Sheet, forEach: @escaping ((BookRow) throws -> Void) throws -> Void) {
            self.sheet = sheet
            self.forEach = forEach
        }
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
            try file.write(section.sheet.returnHeader)
            try section.forEach { row in
                rows += 1
                try file.write(pageCells(row) + zip(row.cells, section.sheet.columns).map { habits.text($0, $1) })
            }
        }
        try file.close()
        return rows
    }

    private func writeWorkbook(_ path: String) throws -> Int {
        let workbook = try WorkbookFile(path: path)
        var rows = 0
        for section in sections {
            try workbook.beginSheet(section.sheet, marker: markerCells(section.sheet))
            try section.forEach { row in
                rows += 1
                try workbook.write(pageCells(row), row.cells, habits)
            }
        }
        try workbook.close()
        return rows
    }
}
