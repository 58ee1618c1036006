public import Ledgers
public import Quantities
public import Store
internal import Workbooks

/// 原件阅览: shows the files behind the entries as they arrived, and leads from a row of a file to the entry it became.
///
///     let viewer = WorkbookViewer(database: store, vault: vault, access: access)
///     let view = try await viewer.view(17, WorkbookWindow(around: CellAddress("补贴!F17")!))
///     let up = try await viewer.destination(of: 17, sheet: "补贴", row: 17)
///
/// A window reads the file no further than its last row and keeps nothing but the window.
public struct WorkbookViewer: Sendable {
    let database: any Database
    let vault: FileVault
    let access: Access
    let regions: Regions

    public init(database: any Database, vault: FileVault, access: Access, regions: Regions = .beijing) {
        self.database = database
        self.vault = vault
        self.access = access
        self.regions = regions
    }

    /// The sheets of a receipt's file that are in scope, in the order of their tabs. Each is read through once to count its rows.
    ///
    /// - Throws: `L004`, `P-15` as for ``view(_:_:findings:)``; `S020` where the file is missing from the vault.
    public func sheets(of receipt: Int64) async throws -> [WorkbookSheet] {
        let scope = try await scope(receipt)
        var sheets: [WorkbookSheet] = []
        try file(scope).forEachSheet { name, reader in
            guard scope.sees(sheet: name) else { return }
            var row = RowBuffer()
            var last = 0
            while try reader.read(into: &row) { last = row.row }
            sheets.append(WorkbookSheet(name: name, rows: last, ledger: scope.layout(of: name)?.ledger))
        }
        return sheets
    }

    /// A window of one sheet.
    ///
    /// - Parameter findings: what a check found in the file; each row gets its own.
    /// - Throws: `L004` without the right to read ledgers; `P-15` where there is no such receipt, or nothing of it is in scope; `P-19` where
    ///   the file has no such sheet; `S020` where the file is missing from the vault.
    public func view(_ receipt: Int64, _ window: WorkbookWindow, findings: [Finding] = []) async throws -> WorkbookView {
        let scope = try await scope(receipt)
        var found: WindowReading?
        if scope.sees(sheet: window.sheet) {
            let regions = regions
            try file(scope).forEachSheet { name, reader in
                guard name == window.sheet else { return }
                var reading = WindowReading(scope, window, regions)
                try reading.take(reader)
                found = reading
            }
        }
        guard let reading = found else { throw ReturnError.sheetMissing(window.sheet) }
        let entries = try await entries(reading, scope)
        return reading.view(entries, findings)
    }

    /// What a row of a file became; `nil` where it became no entry of this return (refused, unchanged, no data) or is out of scope.
    public func destination(of receipt: Int64, sheet: String, row: Int) async throws -> RowDestination? {
        let view = try await view(receipt, WorkbookWindow(sheet: sheet, rows: row...row, columns: 0...0))
        guard let shown = view.rows.first(where: { $0.row == row }), shown.mark == .accepted, let address = shown.page else { return nil }
        let access = access
        return try await database.read { connection in
            guard let page = try Pages.filed(connection, access, receipt: receipt).first(where: { $0.address == address }),
                let entry = try Entries.read(connection, access, page, rows: Int64(row)...Int64(row)).first,
                let current = try Pages.current(connection, access, ledger: page.ledger, district: page.district, period: page.period)
            else { return nil }
            let now = current.page == page.page ? entry : try Entries.read(connection, access, current, like: entry)
            return RowDestination(entry: entry, current: current, now: now)
        }
    }

    private func scope(_ receipt: Int64) async throws -> OriginalScope {
        let access = access
        return try await database.read { try OriginalScope($0, access, receipt: receipt) }
    }

    private func file(_ scope: OriginalScope) throws -> SourceFile {
        guard let digest = Digest256(hex: scope.receipt.fileHash) else { throw ReturnError.receiptMissing(scope.receipt.number) }
        return try SourceFile(vault.open(digest))
    }

    /// The keys of the entries that the window's rows became, by row.
    private func entries(_ reading: WindowReading, _ scope: OriginalScope) async throws -> [Int: String] {
        guard let rows = reading.rowsRead else { return [:] }
        let access = access
        let addresses = reading.addresses
        let pages = scope.pages.filter { addresses.contains($0.address) }
        return try await database.read { connection in
            var keys: [Int: String] = [:]
            for page in pages {
                for entry in try Entries.read(connection, access, page, rows: rows) { keys[Int(entry.row)] = entry.key }
            }
            return keys
        }
    }
}

/// The entry that a row of a file became, and where it stands today.
public struct RowDestination: Sendable {
    /// With the page version this return made.
    public let entry: Entry
    /// The page's version of today.
    public let current: PageVersion
    /// The entry with the same natural key in it; `nil` where a correction left it out.
    public let now: Entry?

    /// `false` once the page has been corrected: superseded by ``current``.
    public var isCurrent: Bool { entry.page.page == current.page }

    /// `现行第1版`, `已被第3版取代`.
    public var standing: Text {
        isCurrent
            ? Text("现行第\(current.version)版", "current, version \(current.version)")
            : Text(
                "第\(entry.page.version)版，已被第\(current.version)版取代",
                "version \(entry.page.version), superseded by version \(current.version)")
    }
}
