internal import Foundation
public import Ledgers
public import Quantities
internal import Workbooks

/// Where a file's columns stand: what each one feeds, found from its header row.
public struct SheetLayout: Sendable, Codable, Hashable {
    public let ledger: String
    /// The sheet of the workbook; empty for CSV.
    public let sheet: String
    /// The row of the header, as a person counts.
    public let headerRow: Int
    /// The file's column (from 0) of each of the sheet's columns; `nil` where the file has none.
    public let columns: [Int?]
    public let districtColumn: Int?
    public let periodColumn: Int?
    /// What a template's marker row says of the page.
    public let district: RegionCode?
    public let period: Period?
    /// Headers that belong to no column of the sheet; their cells are not read.
    public let ignored: [String]
}

/// The first row of a file made from a template: `#anju`, ledger, version, district, period.
struct Marker {
    var ledger: String
    var version: Int
    var district: RegionCode?
    var period: Period?

    static let mark = "#anju"

    init?(_ cells: [String]) {
        guard cells.first == Self.mark, cells.count >= 3, let version = Int(cells[2]) else { return nil }
        ledger = cells[1]
        self.version = version
        district = cells.count > 3 ? RegionCode(cells[3]) : nil
        period = cells.count > 4 ? Period(cells[4]) : nil
    }
}

/// Finds the header row of a sheet and what ledger it is.
struct LayoutFinder {
    /// What the caller says of the file, where it does not say itself.
    var ledger: String?
    var district: RegionCode?
    var period: Period?

    /// How many rows may stand above the header.
    static let depth = 20

    /// Looks at the rows of one sheet, one after the other, until the header is found.
    struct Search {
        let finder: LayoutFinder
        let sheetName: String
        private(set) var rowsSeen = 0
        private var marker: Marker?

        init(_ finder: LayoutFinder, _ sheetName: String) {
            self.finder = finder
            self.sheetName = sheetName
        }

        /// The layout, where this row is the header.
        mutating func next(row: Int, _ cells: [String]) throws(ReturnError) -> SheetLayout? {
            rowsSeen += 1
            let cells = cells.map { $0.trimmingCharacters(in: LayoutFinder.spaces) }
            if marker == nil, let found = Marker(cells) {
                marker = found
                return nil
            }
            if let named = marker?.ledger ?? finder.ledger ?? Sheet.named(sheetName)?.ledger {
                guard let sheet = Sheet.named(named) else { throw ReturnError.unknownLedger(named) }
                return LayoutFinder.matches(cells, sheet) >= 2 ? try finder.layout(cells, row, sheet, sheetName, marker) : nil
            }
            return try LayoutFinder.bestMatch(cells).map { sheet throws(ReturnError) in
                try finder.layout(cells, row, sheet, sheetName, marker)
            }
        }
    }

    func search(sheetName: String) -> Search { Search(self, sheetName) }

    static let spaces = CharacterSet.whitespacesAndNewlines.union(CharacterSet(charactersIn: "\u{FEFF}\u{A0}\u{3000}"))

    fileprivate func layout(_ cells: [String], _ row: Int, _ sheet: Sheet, _ sheetName: String, _ marker: Marker?) throws(ReturnError)
        -> SheetLayout
    {
        if let marker, marker.version != sheet.version {
            throw ReturnError.templateVersion(sheet, found: marker.version)
        }
        var positions: [String: Int] = [:]
        var ignored: [String] = []
        for (index, cell) in cells.enumerated() where !cell.isEmpty {
            guard let name = Self.columnName(cell, sheet) else {
                ignored.append(cell)
                continue
            }
            if let earlier = positions[name] { throw ReturnError.duplicateHeader(cell, earlier, index, row: row, sheet: sheetName) }
            positions[name] = index
        }
        let missing = sheet.columns.filter { positions[$0.name] == nil && ($0.isRequired || sheet.key.contains($0.name)) }
        guard missing.isEmpty else { throw ReturnError.missingColumns(missing, sheet, row: row, sheetName: sheetName) }
        let district = marker?.district ?? self.district
        let period = marker?.period ?? self.period
        guard positions[PageColumn.district.rawValue] != nil || district != nil else { throw ReturnError.pageUnknown(.district, sheetName) }
        guard positions[PageColumn.period.rawValue] != nil || period != nil else { throw ReturnError.pageUnknown(.period, sheetName) }
        return SheetLayout(
            ledger: sheet.ledger, sheet: sheetName, headerRow: row, columns: sheet.columns.map { positions[$0.name] },
            districtColumn: positions[PageColumn.district.rawValue], periodColumn: positions[PageColumn.period.rawValue],
            district: district, period: period, ignored: ignored)
    }

    fileprivate static func bestMatch(_ cells: [String]) -> Sheet? {
        let scored = Sheet.all.map { ($0, matches(cells, $0)) }
        guard let best = scored.max(by: { $0.1 < $1.1 }), best.1 >= 3 else { return nil }
        // Several ledgers share columns; one must fit better than all others.
        let filled = cells.count { !$0.isEmpty }
        guard best.1 * 2 >= filled, scored.count(where: { $0.1 == best.1 }) == 1 else {
            return scored.filter { $0.1 == best.1 }.map(\.0).first { sheet in sheet.columns.count + 2 == filled }
        }
        return best.0
    }

    fileprivate static func matches(_ cells: [String], _ sheet: Sheet) -> Int {
        Set(cells.compactMap { columnName($0, sheet) }).count
    }

    /// The column a header names: by its title in either language, with or without its unit and a star, or by its name in code.
    private static func columnName(_ header: String, _ sheet: Sheet) -> String? {
        let marks = spaces.union(CharacterSet(charactersIn: "*＊"))
        var text = header.trimmingCharacters(in: marks)
        for (open, close) in [("（", "）"), ("(", ")")] where text.hasSuffix(close) {
            guard let range = text.range(of: open, options: .backwards) else { continue }
            let bare = String(text[..<range.lowerBound]).trimmingCharacters(in: marks)
            if sheet.columns.contains(where: { $0.title.zh == bare || $0.title.en == bare }) { text = bare }
        }
        if let page = PageColumn.allCases.first(where: { $0.title.zh == text || $0.title.en == text || $0.rawValue == text }) {
            return page.rawValue
        }
        return sheet.columns.first { $0.title.zh == text || $0.title.en == text || $0.name == text }?.name
    }
}
