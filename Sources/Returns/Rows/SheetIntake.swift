internal import Ledgers
internal import Quantities
internal import Store
internal import Workbooks

/// Takes one sheet of a file row by row: fields, row rules, natural keys, pages. Good rows go to the sink in batches; every fault becomes a finding.
///
/// A value without copies: hundreds of thousands of rows pass through it, and access to a struct's own fields is checked when it is compiled.
struct SheetIntake: ~Copyable {
    let layout: SheetLayout
    let sheet: Sheet
    private(set) var drafts: [PageDraft] = []
    private(set) var findings = Findings()
    private(set) var rows = 0
    private(set) var accepted = 0

    private let readers: UnsafeMutableBufferPointer<FieldReader>
    private let rules: UnsafeMutableBufferPointer<PreparedRule>
    private let keyIndices: [Int]
    private let pages: PageFinder
    private let city: OwnedBytes
    private let pageBase: Int64
    private let insertsPage: (String) -> Bool
    private let isNilReturn: Bool
    /// What each column of the file feeds: a field's index, ``districtRole``, ``periodRole`` or ``noRole``.
    private let roles: UnsafeMutableBufferPointer<Int>
    private let values: UnsafeMutableBufferPointer<StoredValue>
    private let states: UnsafeMutableBufferPointer<FieldState>
    private var keys: KeyTable
    private var batch: RowBatch
    /// Seals the personal values of rows that are taken; `nil` where nothing is stored.
    private let sealer: RowSealer?

    /// What became of a field in the current row.
    private enum FieldState: UInt8 {
        /// The file has no cell here.
        case absent
        case read
        case faulty
    }

    static let districtRole = -2
    static let periodRole = -3
    static let noRole = -1
    static let batchRows = 2048

    init(
        _ layout: SheetLayout, sheet: Sheet, regions: Regions, access: Access, pageBase: Int64, expectedRows: Int,
        insertsPage: @escaping (String) -> Bool, isNilReturn: Bool = false, book: SubjectBook? = nil
    ) {
        sealer = book.flatMap { RowSealer(sheet, $0) }
        self.isNilReturn = isNilReturn
        self.layout = layout
        self.sheet = sheet
        self.pageBase = pageBase
        self.insertsPage = insertsPage
        readers = Self.buffer(sheet.columns.map(FieldReader.init))
        rules = Self.buffer(sheet.rules.indices.map { PreparedRule(sheet.rules[$0], $0, sheet) })
        keyIndices = sheet.keyIndices
        pages = PageFinder(layout, sheet: sheet, regions: regions, access: access)
        city = OwnedBytes(regions.city.code.digits)
        let width = (layout.columns + [layout.districtColumn, layout.periodColumn]).compactMap { $0 }.max() ?? 0
        var roles = Array(repeating: Self.noRole, count: width + 1)
        for (field, column) in layout.columns.enumerated() { if let column { roles[column] = field } }
        if let column = layout.districtColumn { roles[column] = Self.districtRole }
        if let column = layout.periodColumn { roles[column] = Self.periodRole }
        self.roles = Self.buffer(roles)
        keys = KeyTable(expecting: expectedRows)
        // The last ones are the indices beside sealed columns.
        values = Self.buffer(Array(repeating: .null, count: sheet.stored.count))
        states = Self.buffer(Array(repeating: .absent, count: sheet.columns.count))
        batch = Self.emptyBatch(sheet)
    }

    deinit {
        readers.deinitialize().deallocate()
        for rule in rules { rule.indices.deallocate() }
        rules.deinitialize().deallocate()
        roles.deallocate()
        values.deallocate()
        states.deallocate()
    }

    private static func buffer<Element>(_ elements: [Element]) -> UnsafeMutableBufferPointer<Element> {
        let buffer = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
        _ = buffer.initialize(from: elements)
        return buffer
    }

    /// The columns of the table that the batches fill, in order.
    static func tableColumns(_ sheet: Sheet) -> [String] {
        ["city", "page"] + sheet.stored.map { "\"\($0.name)\"" } + ["file_row"]
    }

    /// An empty batch of the right width.
    static func emptyBatch(_ sheet: Sheet) -> RowBatch {
        RowBatch(columnCount: sheet.stored.count + 3, rows: batchRows, bytesPerRow: 160)
    }

    /// Reads all rows that are left.
    ///
    /// - Parameter sink: takes a full batch and the number of rows so far; gives an empty batch back, so that a few serve the whole file.
    mutating func take(_ reader: any RowReader, sink: (consuming RowBatch, Int) throws -> RowBatch) throws {
        var row = RowBuffer()
        while try reader.read(into: &row) {
            try row.bytes.withUnsafeBufferPointer { try take(row, $0) }
            if batch.rowCount >= Self.batchRows { try hand(sink) }
        }
        if !batch.isEmpty { try hand(sink) }
        // A nil return names its page by the file's marker or from outside, since it has no row to name it.
        if isNilReturn, rows == 0, case .page(let page) = pages.find(nil, nil, isDate: false) { draft(page) }
    }

    /// Begins a page where its first row is met.
    private mutating func draft(_ index: Int) {
        guard index == drafts.count else { return }
        let (district, period) = pages.known[index]
        let isInserted = insertsPage(PageVersion.address(sheet.ledger, district, period))
        drafts.append(PageDraft(ledger: sheet.ledger, district: district, period: period, isInserted: isInserted))
    }

    private mutating func hand(_ sink: (consuming RowBatch, Int) throws -> RowBatch) throws {
        var full = RowBatch(columnCount: 0)
        swap(&full, &batch)
        batch = try sink(full, rows)
    }

    private mutating func take(_ row: borrowing RowBuffer, _ bytes: UnsafeBufferPointer<UInt8>) throws {
        var districtCell: CellSpan?
        var periodCell: CellSpan?
        var errors = 0
        let firstFinding = findings.list.count
        var isBlank = true
        for index in values.indices { values[index] = .null }
        for index in states.indices { states[index] = .absent }
        row.cells.withUnsafeBufferPointer { cells in
            for cell in cells {
                let column = Int(cell.column)
                guard column < roles.count else { break }
                let role = roles[column]
                if role == Self.noRole { continue }
                if cell.length > 0 { isBlank = false }
                if role == Self.districtRole {
                    districtCell = cell
                } else if role == Self.periodRole {
                    periodCell = cell
                } else if cell.isFormula && cell.kind == .empty {
                    report(.neverComputed, field: role, row: row.row, column: column, bytes: Self.nothing, &errors)
                } else {
                    let raw = UnsafeBufferPointer(rebasing: bytes[cell.range])
                    states[role] = .read
                    if let fault = readers[role].read(raw, cell.kind, &values[role]) {
                        report(fault, field: role, row: row.row, column: column, bytes: raw, &errors)
                    }
                }
            }
        }
        if isBlank { return }
        rows += 1
        for field in states.indices where states[field] == .absent && sheet.columns[field].isRequired {
            report(.missing, field: field, row: row.row, column: layout.columns[field] ?? 0, bytes: Self.nothing, &errors)
        }
        let page = findPage(row.row, bytes, districtCell, periodCell, &errors)
        if let page {
            check(rulesOf: row.row, page, &errors)
            if errors == 0 { checkKey(row.row, page, &errors) }
            // Before the findings get their fingerprints, so that those are made of sealed values.
            if errors == 0, let sealer { try sealer.seal(values) }
            if findings.list.count > firstFinding { place(from: firstFinding, page, isTaken: errors == 0) }
        }
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
            case .blob: batch.append(blob: value.bytes)
            }
        }
        batch.append(int64: Int64(row.row))
        try batch.endRow()
    }

    private static var nothing: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: nil, count: 0) }

    // MARK: - Pages

    private mutating func findPage(
        _ row: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ district: CellSpan?, _ period: CellSpan?, _ errors: inout Int
    ) -> Int? {
        let raw = { (cell: CellSpan?) in cell.map { UnsafeBufferPointer(rebasing: bytes[$0.range]) } }
        switch pages.find(raw(district), raw(period), isDate: period?.kind == .date) {
        case .page(let index):
            draft(index)
            return index
        case .fault(let fault):
            errors += 1
            let isDistrict = fault.column == .district
            add(
                code: fault.code, tier: .error, row: row, column: isDistrict ? layout.districtColumn : layout.periodColumn,
                title: fault.column.title,
                read: raw(isDistrict ? district : period).map(ByteText.excerpt) ?? "", expected: fault.expected)
            return nil
        }
    }

    // MARK: - Rules

    private mutating func check(rulesOf row: Int, _ page: Int, _ errors: inout Int) {
        for index in rules.indices {
            let indices = rules[index].indices
            var isReadable = true
            for column in indices where states[column] == .faulty { isReadable = false }
            guard isReadable, let base = indices.baseAddress, let all = values.baseAddress else { continue }
            if rules[index].holds(RowValues(values: all, indices: base, period: drafts[page].period)) { continue }
            let rule = sheet.rules[rules[index].number]
            if rule.tier == .error { errors += 1 }
            let field = indices[0]
            add(
                code: rule.code, tier: rule.tier, row: row, column: layout.columns[field], title: sheet.columns[field].title,
                read: sheet.columns[field].shown(values[field].sql, .chinese), expected: rule.text)
        }
    }

    private mutating func checkKey(_ row: Int, _ page: Int, _ errors: inout Int) {
        var hash = KeyTable.fold(keys.start, Int64(page))
        for index in keyIndices {
            let value = values[index]
            hash = value.kind == .text ? KeyTable.fold(hash, value.bytes) : KeyTable.fold(hash, value.number)
        }
        guard let first = keys.firstRow(of: hash, row: row) else { return }
        errors += 1
        let field = keyIndices[0]
        add(
            code: "P-21", tier: .error, row: row, column: layout.columns[field], title: sheet.columns[field].title,
            read: sheet.columns[field].shown(values[field].sql, .chinese),
            expected: Text("同一账页内不得重复，与第\(first)行重复", "unique within the page; it repeats row \(first)"))
    }

    // MARK: - Findings

    private mutating func report(
        _ fault: FieldFault, field: Int, row: Int, column: Int, bytes: UnsafeBufferPointer<UInt8>, _ errors: inout Int
    ) {
        if fault.tier == .error {
            errors += 1
            states[field] = .faulty
        }
        let declared = sheet.columns[field]
        let excerpt = ByteText.excerpt(bytes)
        add(
            code: fault.ruleCode, tier: fault.tier, row: row, column: column, title: declared.title,
            read: declared.isPersonal ? ByteText.masked(excerpt) : excerpt, expected: fault.expected(declared))
    }

    private mutating func place(from start: Int, _ page: Int, isTaken: Bool) {
        let values = UnsafeBufferPointer(values)
        findings.place(from: start, page: drafts[page].address) { finding in
            guard isTaken, finding.tier == .confirm else { return "" }
            var bytes = CanonicalBytes()
            bytes.append(text: finding.code)
            bytes.append(text: finding.column.zh)
            for value in values { bytes.append(value.sql) }
            return bytes.digest().hex
        }
    }

    private mutating func add(code: String, tier: Tier, row: Int, column: Int?, title: Text, read: String, expected: Text) {
        findings.add(
            Finding(
                code: code, tier: tier, ledger: sheet.ledger, sheet: layout.sheet, row: row,
                address: column.map { CellAddress(row: row, column: $0).description } ?? "", column: title, read: read, expected: expected))
    }

    consuming func outcome() -> SheetOutcome {
        SheetOutcome(layout: layout, findings: findings, rows: rows, accepted: accepted, drafts: drafts)
    }
}

/// A row rule with its columns looked up.
struct PreparedRule {
    let holds: @Sendable (RowValues) -> Bool
    let indices: UnsafeMutableBufferPointer<Int>
    /// Its place among the sheet's rules.
    let number: Int

    init(_ rule: RowRule, _ number: Int, _ sheet: Sheet) {
        holds = rule.holds
        self.number = number
        let columns = rule.columns.compactMap(sheet.index(of:))
        indices = .allocate(capacity: columns.count)
        _ = indices.initialize(from: columns)
    }
}
