import Ledgers
import Quantities
import Workbooks

/// One pass over a sheet, down to the last row of a window.
struct WindowReading {
    private let scope: OriginalScope
    private let window: WorkbookWindow
    private let layout: SheetLayout?
    private let sheet: Sheet?
    private let finder: PageFinder?
    private var header: [String] = []
    private var kept: [Kept] = []
    private var width = 0
    private var hasMore = false

    private struct Kept {
        let row: Int
        var mark: WorkbookView.Mark
        let cells: [String]
        let page: String?
    }

    init(_ scope: OriginalScope, _ window: WorkbookWindow, _ regions: Regions) {
        self.scope = scope
        self.window = window
        layout = scope.layout(of: window.sheet)
        sheet = layout.flatMap { Sheet.named($0.ledger) }
        finder = layout.flatMap { layout in
            Sheet.named(layout.ledger).map { PageFinder(layout, sheet: $0, regions: regions, access: scope.access) }
        }
    }

    /// Pages that rows of the window belong to.
    var addresses: Set<String> { Set(kept.compactMap(\.page)) }

    var rowsRead: ClosedRange<Int64>? {
        guard let first = kept.first, let last = kept.last else { return nil }
        return Int64(first.row)...Int64(last.row)
    }

    mutating func take(_ reader: any RowReader) throws {
        var row = RowBuffer()
        while try reader.read(into: &row) {
            if row.row == layout?.headerRow { header = window.columns.map { row.text(column: $0) } }
            guard row.row <= window.rows.upperBound else {
                hasMore = true
                break
            }
            guard row.row >= window.rows.lowerBound else { continue }
            // Readers skip rows without cells; on the screen they keep their place.
            for blank in (kept.last?.row ?? row.row) + 1..<max(row.row, (kept.last?.row ?? row.row) + 1) {
                kept.append(Kept(row: blank, mark: .blank, cells: [], page: nil))
            }
            width = max(width, (row.cells.last { $0.length > 0 }.map { Int($0.column) } ?? -1) + 1)
            kept.append(keep(row))
        }
        width = max(width, window.columns.lowerBound + (header.lastIndex { !$0.isEmpty } ?? -1) + 1)
    }

    private func keep(_ row: RowBuffer) -> Kept {
        let (mark, page) = place(row)
        let cells = mark == .hidden ? [] : window.columns.map { row.text(column: $0) }
        return Kept(row: row.row, mark: mark, cells: cells, page: page)
    }

    /// Where a row belongs. Whether it was taken is known once the entries are.
    private func place(_ row: RowBuffer) -> (WorkbookView.Mark, String?) {
        if row.cells.allSatisfy({ $0.length == 0 }) { return (.blank, nil) }
        guard let layout, let sheet, let finder else { return (.note, nil) }
        if row.row == layout.headerRow { return (.header, nil) }
        if row.row < layout.headerRow { return (scope.seesTitles(of: layout) ? .note : .hidden, nil) }
        let period = layout.periodColumn.flatMap { row.cell(column: $0) }
        let answer = row.bytes.withUnsafeBufferPointer { bytes in
            let district = layout.districtColumn.flatMap { row.cell(column: $0) }
            func raw(_ cell: CellSpan?) -> UnsafeBufferPointer<UInt8>? { cell.map { UnsafeBufferPointer(rebasing: bytes[$0.range]) } }
            return finder.find(raw(district), raw(period), isDate: period?.kind == .date)
        }
        switch answer {
        case .page(let index):
            let (district, period) = finder.known[index]
            return (.rejected, PageVersion.address(sheet.ledger, district, period))
        case .fault(let fault) where fault.code == "P-33": return (.hidden, nil)
        case .fault(let fault):
            let isPlaced = fault.column == .period || fault.code == "P-34"
            return (isPlaced || scope.seesUnplaced ? .rejected : .hidden, nil)
        }
    }

    // MARK: - The view

    /// - Parameter keys: of the entries that rows became.
    func view(_ keys: [Int: String], _ findings: [Finding]) -> WorkbookView {
        let columns = columns
        let made = Set(scope.pages.map(\.address))
        let about = Dictionary(grouping: findings.filter { $0.sheet == window.sheet }, by: \.row)
        let rows = kept.map { kept in
            var mark = kept.mark
            let findings = mark == .hidden ? [] : about[kept.row] ?? []
            if let page = kept.page {
                if keys[kept.row] != nil {
                    mark = .accepted
                } else if !made.contains(page), !findings.contains(where: { $0.tier == .error }) {
                    mark = .unchanged
                }
            }
            let cells = columns.enumerated().map { index, column in
                let text = kept.cells.indices.contains(index) ? kept.cells[index] : ""
                let isData = ![.header, .note].contains(mark) || layout == nil
                return column.isMasked && isData ? ByteText.masked(text) : text
            }
            return WorkbookView.Row(
                row: kept.row, mark: mark, cells: cells, page: kept.page, key: keys[kept.row], findings: findings)
        }
        return WorkbookView(
            receipt: scope.receipt.number, fileName: scope.receipt.fileName, fileHash: scope.receipt.fileHash, sheet: window.sheet,
            ledger: layout?.ledger, headerRow: layout?.headerRow, columns: columns, rows: rows, hasMore: hasMore,
            focus: window.focus.map { CellAddress(row: $0.row, column: $0.column).description })
    }

    private var columns: [WorkbookView.Column] {
        let holdsPeople = sheet?.columns.contains(where: \.isPersonal) ?? false
        return window.columns.prefix { $0 < width }.enumerated().map { index, position in
            let text = header.indices.contains(index) ? header[index] : ""
            if let layout, let sheet {
                if let page = position == layout.districtColumn ? PageColumn.district : position == layout.periodColumn ? .period : nil {
                    return column(position, text, page.rawValue, page.title, isMasked: false)
                }
                if let field = layout.columns.firstIndex(of: position) {
                    let declared = sheet.columns[field]
                    return column(position, text, declared.name, declared.title, isMasked: declared.isPersonal)
                }
            }
            // Nobody can say what a column that was not read holds; beside personal data it may hold more of it.
            return column(position, text, nil, nil, isMasked: holdsPeople)
        }
    }

    private func column(_ position: Int, _ header: String, _ name: String?, _ title: Text?, isMasked: Bool) -> WorkbookView.Column {
        WorkbookView.Column(
            position: position, letters: CellAddress.letters(position), header: header, name: name, title: title, isMasked: isMasked)
    }
}
