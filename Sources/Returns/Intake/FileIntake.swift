internal import Ledgers
public import Quantities
internal import Store
public import Workbooks

/// What is said of a file from outside, where it does not say itself.
public struct IntakeOptions: Sendable {
    public var ledger: String?
    public var district: RegionCode?
    public var period: Period?
    public var limits: WorkbookLimits
    /// 零报告: a file without rows says that the page it names has nothing to tell. Without this it is taken for a mistake (`P-11`).
    public var isNilReturn = false
    /// 增量报送: the file holds only what is new or changed. Entries of the page whose natural keys it does not name stay as they are.
    public var isPartial = false

    public init(ledger: String? = nil, district: RegionCode? = nil, period: Period? = nil, limits: WorkbookLimits = .default) {
        self.ledger = ledger
        self.district = district
        self.period = period
        self.limits = limits
    }
}

/// One sheet, read to its end.
struct SheetOutcome: Sendable {
    let layout: SheetLayout
    let findings: Findings
    let rows: Int
    let accepted: Int
    var drafts: [PageDraft]
}

/// Reads a whole file, sheet by sheet: finds the layouts, checks the rows, hands good ones on.
struct FileIntake: Sendable {
    let path: String
    let options: IntakeOptions
    let regions: Regions
    let access: Access
    let progress: (@Sendable (_ rows: Int) -> Void)?

    typealias Sink = (_ sheet: Sheet, _ batch: consuming RowBatch) throws -> RowBatch

    /// - Parameters:
    ///   - pageBase: the number the first page gets; the others count on.
    ///   - insertsPage: whether a page's rows go to the sink, by its address.
    ///   - book: asked for the keys that seal personal data, where a sheet of the file has any; `nil` where nothing is stored.
    func run(
        pageBase: Int64, insertsPage: @escaping (String) -> Bool, book: (() throws -> SubjectBook)? = nil, sink: @escaping Sink
    ) throws -> [SheetOutcome] {
        let source = try SourceFile(path: path, limits: options.limits)
        // A workbook is packed; its rows take a few times its size.
        let expectedRows = source.bytes * (source.format == .csv ? 1 : 4) / 60
        var outcomes: [SheetOutcome] = []
        var firstFailure: ReturnError?
        var nextPage = pageBase
        try source.forEachSheet { name, reader in
            let layout: SheetLayout
            do {
                guard let found = try findLayout(reader, sheetName: name) else { return }
                layout = found
            } catch let error as ReturnError where error.code == "P-01" {
                // A sheet of notes beside the ledgers is no fault, unless no sheet is a ledger.
                firstFailure = firstFailure ?? error
                return
            }
            guard let sheet = Sheet.named(layout.ledger) else { throw ReturnError.unknownLedger(layout.ledger) }
            guard access.allows(ledger: layout.ledger) else { throw ReturnError.ledgerOutOfScope(sheet.title) }
            guard !outcomes.contains(where: { $0.layout.ledger == layout.ledger }) else { throw ReturnError.ledgerTwice(layout.ledger) }
            var intake = SheetIntake(
                layout, sheet: sheet, regions: regions, access: access, pageBase: nextPage, expectedRows: expectedRows,
                insertsPage: insertsPage, isNilReturn: options.isNilReturn, book: sheet.hasPersonalData ? try book?() : nil)
            try intake.take(reader) { batch, rows in
                progress?(rows)
                return try sink(sheet, batch)
            }
            nextPage += Int64(intake.drafts.count)
            outcomes.append(intake.outcome())
        }
        if outcomes.isEmpty { throw firstFailure ?? ReturnError.noRows }
        return outcomes
    }

    /// Reads on to the header row and stops there; `nil` for a sheet without any cells.
    private func findLayout(_ reader: any RowReader, sheetName: String) throws -> SheetLayout? {
        let finder = LayoutFinder(ledger: options.ledger, district: options.district, period: options.period)
        var search = finder.search(sheetName: sheetName)
        var row = RowBuffer()
        while search.rowsSeen < LayoutFinder.depth, try reader.read(into: &row) {
            var cells: [String] = []
            for cell in row.cells {
                while cells.count < Int(cell.column) { cells.append("") }
                cells.append(row.text(cell))
            }
            if let layout = try search.next(row: row.row, cells) { return layout }
        }
        if search.rowsSeen == 0 { return nil }
        throw ReturnError.noHeader(sheetName)
    }
}
