internal import Ledgers
internal import Quantities
internal import Store

/// What a person may see of one original. A file may hold pages of several districts and ledgers; each row is held against the scope.
struct OriginalScope: Sendable {
    let receipt: Receipt
    let access: Access
    /// Page versions it made that are in scope.
    let pages: [PageVersion]
    /// Whether rows whose district cannot be told, and sheets of notes, are shown: to the whole city, and to who sent the file.
    let seesUnplaced: Bool

    /// - Throws: `L004` without the right to read ledgers; `P-15` where there is no such receipt, or nothing of it is in scope.
    init(_ connection: any Connection, _ access: Access, receipt number: Int64) throws {
        try access.require(.readLedgers)
        self.access = access
        receipt = try Receipts.touching(number, connection, access)
        pages = try Pages.filed(connection, access, receipt: number)
        seesUnplaced = access.districts == .all && access.ledgers == .all || receipt.actor == access.actor
        guard seesUnplaced || !pages.isEmpty else { throw ReturnError.receiptMissing(number) }
    }

    func layout(of sheet: String) -> SheetLayout? { receipt.layouts.first { $0.sheet == sheet } }

    func sees(sheet: String) -> Bool {
        guard let layout = layout(of: sheet) else { return seesUnplaced }
        return access.allows(ledger: layout.ledger)
    }

    /// Rows above the header: titles, and the marker of a template.
    func seesTitles(of layout: SheetLayout) -> Bool { seesUnplaced || layout.district.map(access.allows) ?? false }
}
