import Example
import Foundation
import Ledgers
import Quantities
import Workbooks

/// The files of an example as the tests read them: by the floor of workbooks, and by nothing of the generator.
struct ReturnFolder {
    /// A row of a page, by the title of its columns (without unit).
    typealias Row = [String: String]

    struct Place: Hashable {
        var ledger: String
        var district: String
        var period: String
    }

    /// The last version of each page.
    private(set) var pages: [Place: [Row]] = [:]

    init(_ files: [String]) throws {
        for file in files { try read(file) }
    }

    func rows(_ ledger: String, _ conditions: (column: String, values: [String])...) -> [(district: String, row: Row)] {
        pages.filter { $0.key.ledger == ledger }.flatMap { page in page.value.map { (page.key.district, $0) } }
            .filter { entry in conditions.allSatisfy { $0.values.contains(entry.1[$0.column] ?? "") } }
    }

    func sum(_ ledger: String, _ column: String, _ conditions: (column: String, values: [String])...) -> Rational {
        pages.filter { $0.key.ledger == ledger }.values.joined()
            .filter { row in conditions.allSatisfy { $0.values.contains(row[$0.column] ?? "") } }
            .reduce(0) { $0 + (Rational($1[column] ?? "") ?? 0) }
    }

    // MARK: - Reading

    static func sheets(of path: String) throws -> [[[String]]] {
        var sheets: [[[String]]] = []
        switch try WorkbookFormat.detect(path: path) {
        case .csv: sheets = [try rows(try CSVReader(path: path))]
        case .xlsx:
            let workbook = try XLSXWorkbook(path: path)
            for sheet in workbook.sheets { sheets.append(try rows(try workbook.rows(of: sheet))) }
        }
        return sheets
    }

    private static func rows(_ reader: any RowReader) throws -> [[String]] {
        var result: [[String]] = []
        var row = RowBuffer()
        while try reader.read(into: &row) {
            let width = Int(row.cells.last?.column ?? -1) + 1
            result.append((0..<width).map { row.text(column: $0) })
        }
        return result
    }

    private mutating func read(_ path: String) throws {
        for var rows in try Self.sheets(of: path) {
            var marker: [String]?
            if rows.first?.first == "#anju" { marker = rows.removeFirst() }
            let header = rows.removeFirst().map(Self.bare)
            let ledger = marker?[1] ?? Self.ledger(of: header)
            var fresh: [Place: [Row]] = [:]
            for cells in rows {
                let row = Row(zip(header, cells)) { first, _ in first }
                let named = row["行政区划"].flatMap { $0.isEmpty ? nil : $0 } ?? marker?[3] ?? ""
                let period = row["所属期"].flatMap { $0.isEmpty ? nil : $0 } ?? marker?[4] ?? ""
                let district = Regions.beijing.named(named)?.code.digits ?? named
                fresh[Place(ledger: ledger, district: district, period: Self.plain(period)), default: []].append(row)
            }
            pages.merge(fresh) { _, new in new }
        }
    }

    /// The header without its unit.
    private static func bare(_ header: String) -> String {
        guard header.hasSuffix("）"), let bracket = header.lastIndex(of: "（") else { return header }
        return String(header[..<bracket])
    }

    private static func plain(_ period: String) -> String {
        let parts = period.replacingOccurrences(of: "月", with: "").split(whereSeparator: { $0 == "年" || $0 == "-" })
        return parts.enumerated().map { $0.offset > 0 && $0.element.count == 1 ? "0" + $0.element : String($0.element) }.joined(
            separator: "-")
    }

    /// The sheet all of whose columns that must be there the header has; the one with most of the header, where several do.
    private static func ledger(of header: [String]) -> String {
        func count(_ sheet: Sheet) -> Int { sheet.columns.count { header.contains(bare($0.title.zh)) } }
        return Sheet.all.filter { sheet in
            sheet.columns.allSatisfy { column in
                !(column.isRequired || sheet.key.contains(column.name)) || header.contains(bare(column.title.zh))
            }
        }.max { count($0) < count($1) }?.ledger ?? ""
    }
}

/// One example, written once for all tests that only read it.
enum SharedExample {
    static let folder = NSTemporaryDirectory() + "anju-example-\(ProcessInfo.processInfo.processIdentifier)"
    static let files = Result { try ExampleCity().write(to: folder) }
    static let corrected = Result { try ReturnFolder(files.get().map(\.path)) }
    static let asFirstSent = Result { try ReturnFolder(files.get().filter { !$0.isCorrection }.map(\.path)) }

    /// `Examples/beijing-2023` of this checkout.
    static var committed: String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Examples/beijing-2023").path
    }
}
