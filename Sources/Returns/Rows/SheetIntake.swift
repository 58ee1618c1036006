internal import Ledgers
internal import Quantities
internal import Store
internal import Workbooks

/// Takes one sheet of a file row by row: fields, row rules, natural keys, pages. Good rows go to the sink in batches; every fault becomes a finding.
final class SheetIntake {
    let layout: SheetLayout
    let sheet: Sheet
    private(set) var drafts: [PageDraft] = []
    private(set) var findings = Findings()
    private(set) var rows = 0
    private(set) var accepted = 0
    var rejected: Int { rows - accepted }

    private let readers: [FieldReader]
    private let rules: [PreparedRule]
    private let keyIndices: [Int]
    private let pages: PageFinder
    private let city: OwnedBytes
    private let pageBase: Int64
    private let insertsPage: (String) -> Bool
    /// What each column of the file feeds: a field's index, ``districtRole``, ``periodRole`` or ``noRole``.
    private let roles: [Int]
    private var keys: KeyTable
    private var values: UnsafeMutableBufferPointer<ReadValue>
    private var faulty: [Bool]
    private let view: RowView
    private var batch: RowBatch

    static let districtRole = -2
    static let periodRole = -3
    static let noRole = -1
    static let batchRows = 2048

    init(
        _ layout: SheetLayout, sheet: Sheet, regions: Regions, access: Access, pageBase: Int64, expectedRows: Int,
        insertsPage: @escaping (String) -> Bool
    ) {
        self.layout = layout
        self.sheet = sheet
        self.pageBase = pageBase
        self.insertsPage = insertsPage
        readers = sheet.columns.map(FieldReader.init)
        rules = sheet.rules.map { PreparedRule($0, sheet) }
        keyIndices = sheet.keyIndices
        pages = PageFinder(layout, sheet: sheet, regions: regions, access: access)
        city = OwnedBytes(regions.city.code.digits)
        let width = (layout.columns + [layout.districtColumn, layout.periodColumn]).compactMap { $0 }.max() ?? 0
        var roles = Array(repeating: Self.noRole, count: width + 1)
        for (field, column) in layout.columns.enumerated() { if let column { roles[column] = field } }
        if let column = layout.districtColumn { roles[column] = Self.districtRole }
        if let column = layout.periodColumn { roles[column] = Self.periodRole }
        self.roles = roles
        keys = KeyTable(expecting: expectedRows)
        values = .allocate(capacity: sheet.columns.count)
        values.initialize(repeating: .null)
        faulty = Array(repeating: false, count: sheet.columns.count)
        view = RowView(values)
        batch = Self.emptyBatch(sheet)
    }

    deinit { values.deallocate() }

    /// The columns of the table that the batches fill, in order.
    static func tableColumns(_ sheet: Sheet) -> [String] {
        ["city", "page"] + sheet.columns.map { "\"\($0.name)\"" } + ["file_row"]
    }

    /// Reads all rows that are left.
    ///
    /// - Parameter sink: takes a full batch and gives an empty one back, so that two or three serve the whole file.
    func take(_ reader: any RowReader, sink: (consuming RowBatch) throws -> RowBatch) throws {
        var row = RowBuffer()
        while try reader.read(into: &row) {
            try take(row)
            if batch.rowCount >= Self.batchRows { try hand(sink) }
        }
        if !batch.isEmpty { try hand(sink) }
    }

    private func hand(_ sink: (consuming RowBatch) throws -> RowBatch) throws {
        var full = RowBatch(columnCount: 0)
        swap(&full, &batch)
        batch = try sink(full)
    }

    /// An empty batch of the right width.
    static func emptyBatch(_ sheet: Sheet) -> RowBatch {
        RowBatch(columnCount: sheet.columns.count + 3, rows: batchRows, bytesPerRow: 160)
    }

    private func take(_ row: RowBuffer) throws {
        try row.bytes.withUnsafeBufferPointer { bytes in
            var districtCell: CellSpan?
            var periodCell: CellSpan?
            var errors = 0
            var isBlank = true
            for index in values.indices {
                values[index] = .null
                faulty[index] = true
            }
            for cell in row.cells {
                let column = Int(cell.column)
                guard column < roles.count else { break }
                let role = roles[column]
                if cell.length > 0 && role != Self.noRole { isBlank = false }
                switch role {
                case Self.noRole: continue
                case Self.districtRole: districtCell = cell
                case Self.periodRole: periodCell = cell
                default:
                    if cell.isFormula && cell.length == 0 && cell.kind == .empty {
                        report(
                            .neverComputed, field: role, row: row.row, column: column, bytes: UnsafeBufferPointer(start: nil, count: 0),
                            &errors)
                        continue
                    }
                    let raw = UnsafeBufferPointer(rebasing: bytes[cell.range])
                    faulty[role] = false
                    if let fault = readers[role].read(raw, cell.kind, &values[role]) {
                        report(fault, field: role, row: row.row, column: column, bytes: raw, &errors)
                    }
                }
            }
            if isBlank { return }
            rows += 1
            for (field, column) in layout.columns.enumerated() where faulty[field] && values[field].kind == .null {
                // The file has no cell here: blank.
                if row.cell(column: column ?? -1) != nil { continue }
                faulty[field] = false
                if readers[field].column.isRequired {
                    report(
                        .missing, field: field, row: row.row, column: column ?? 0, bytes: UnsafeBufferPointer(start: nil, count: 0), &errors
                    )
                }
            }
            let page = findPage(row, bytes, districtCell, periodCell, &errors)
            check(rulesOf: row.row, page, &errors)
            if let page, errors == 0 { checkKey(row.row, page, &errors) }
            guard let page, errors == 0 else {
                if let page { drafts[page].rejected += 1 }
                return
            }
            accepted += 1
            drafts[page].add(row.row, UnsafeBufferPointer(values))
            guard drafts[page].isInserted else { return }
            batch.append(text: city.buffer)
            batch.append(int64: pageBase + Int64(page))
            for value in values {
                switch value.kind {
                case .null: batch.append(null: ())
                case .number: batch.append(int64: value.number)
                case .text: batch.append(text: value.bytes)
                }
            }
            batch.append(int64: Int64(row.row))
            try batch.endRow()
        }
    }

    // MARK: - Pages

    private func findPage(
        _ row: RowBuffer, _ bytes: UnsafeBufferPointer<UInt8>, _ district: CellSpan?, _ period: CellSpan?, _ errors: inout Int
    ) -> Int? {
        let raw = { (cell: CellSpan?) in cell.map { UnsafeBufferPointer(rebasing: bytes[$0.range]) } }
        switch pages.find(raw(district), raw(period), isDate: period?.kind == .date) {
        case .page(let index):
            if index == drafts.count {
                let (district, period) = pages.known[index]
                let isInserted = insertsPage(PageVersion.address(sheet.ledger, district, period))
                drafts.append(PageDraft(ledger: sheet.ledger, district: district, period: period, isInserted: isInserted))
            }
            return index
        case .fault(let fault):
            errors += 1
            let column = fault.column == .district ? layout.districtColumn : layout.periodColumn
            let cell = fault.column == .district ? district : period
            findings.add(
                Finding(
                    code: fault.code, tier: .error, ledger: sheet.ledger, sheet: layout.sheet, row: row.row,
                    address: column.map { CellAddress(row: row.row, column: $0).description } ?? "", column: fault.column.title,
                    read: raw(cell).map(ByteText.excerpt) ?? "", expected: fault.expected))
            return nil
        }
    }

    // MARK: - Rules

    private func check(rulesOf row: Int, _ page: Int?, _ errors: inout Int) {
        // A row without a page has no period to be checked against; it is refused already.
        guard !rules.isEmpty, let page else { return }
        view.period = drafts[page].period
        for rule in rules {
            if rule.indices.contains(where: { faulty[$0] }) { continue }
            view.indices = rule.indices
            if rule.rule.holds(view) { continue }
            let field = rule.indices[0]
            if rule.rule.tier == .error { errors += 1 }
            findings.add(
                Finding(
                    code: rule.rule.code, tier: rule.rule.tier, ledger: sheet.ledger, sheet: layout.sheet, row: row,
                    address: layout.columns[field].map { CellAddress(row: row, column: $0).description } ?? "",
                    column: sheet.columns[field].title,
                    read: sheet.columns[field].shown(stored(field), .chinese), expected: rule.rule.text))
        }
    }

    private func checkKey(_ row: Int, _ page: Int, _ errors: inout Int) {
        var hash = KeyTable.fold(keys.start, Int64(page))
        for index in keyIndices {
            let value = values[index]
            hash = value.kind == .text ? KeyTable.fold(hash, value.bytes) : KeyTable.fold(hash, value.number)
        }
        guard let first = keys.firstRow(of: hash, row: row) else { return }
        errors += 1
        let field = keyIndices[0]
        findings.add(
            Finding(
                code: "P-21", tier: .error, ledger: sheet.ledger, sheet: layout.sheet, row: row,
                address: layout.columns[field].map { CellAddress(row: row, column: $0).description } ?? "",
                column: sheet.columns[field].title,
                read: sheet.columns[field].shown(stored(field), .chinese),
                expected: Text("同一账页内不得重复，与第\(first)行重复", "unique within the page; it repeats row \(first)")))
    }

    private func stored(_ field: Int) -> SQLValue {
        let value = values[field]
        switch value.kind {
        case .null: return .null
        case .number: return .integer(value.number)
        case .text: return .text(String(decoding: value.bytes, as: UTF8.self))
        }
    }

    // MARK: - Findings

    private func report(_ fault: FieldFault, field: Int, row: Int, column: Int, bytes: UnsafeBufferPointer<UInt8>, _ errors: inout Int) {
        if fault.tier == .error {
            errors += 1
            faulty[field] = true
        }
        let declared = sheet.columns[field]
        let excerpt = ByteText.excerpt(bytes)
        findings.add(
            Finding(
                code: fault.ruleCode, tier: fault.tier, ledger: sheet.ledger, sheet: layout.sheet, row: row,
                address: CellAddress(row: row, column: column).description, column: declared.title,
                read: declared.isPersonal ? ByteText.masked(excerpt) : excerpt, expected: fault.expected(declared)))
    }
}

/// A row rule with its columns looked up.
struct PreparedRule {
    let rule: RowRule
    let indices: [Int]

    init(_ rule: RowRule, _ sheet: Sheet) {
        self.rule = rule
        indices = rule.columns.compactMap(sheet.index(of:))
    }
}

/// The values of the current row as a rule sees them.
final class RowView: RowValues {
    private let values: UnsafeMutableBufferPointer<ReadValue>
    var indices: [Int] = []
    var period = Period(year: 2000)

    init(_ values: UnsafeMutableBufferPointer<ReadValue>) { self.values = values }

    func number(_ column: Int) -> Int64? {
        let value = values[indices[column]]
        return value.kind == .number ? value.number : nil
    }

    func text(_ column: Int) -> String? {
        let value = values[indices[column]]
        return value.kind == .text ? String(decoding: value.bytes, as: UTF8.self) : nil
    }

    func isText(_ column: Int, _ code: StaticString) -> Bool {
        let value = values[indices[column]]
        guard value.kind == .text, value.count == code.utf8CodeUnitCount else { return false }
        return value.bytes.elementsEqual(UnsafeBufferPointer(start: code.utf8Start, count: code.utf8CodeUnitCount))
    }
}
