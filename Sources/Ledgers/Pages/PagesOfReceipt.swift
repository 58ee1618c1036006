internal import Quantities
public import Store

extension Pages {
    /// The page versions that came with one return, as far as they are in scope, by number.
    public static func filed(_ connection: any Connection, _ access: Access, receipt: Int64) throws -> [PageVersion] {
        let scope = access.condition(district: "v.district", ledger: "v.ledger")
        return try versions(
            connection,
            "SELECT \(columns) FROM page_versions v WHERE v.city = ? AND v.receipt = ? AND \(scope.sql) ORDER BY v.page",
            [.text(access.city.digits), .integer(receipt)] + scope.arguments.map { .text($0) })
    }
}

extension Entries {
    /// The entries of one page version that stand in these rows of its file, in their order.
    public static func read(_ connection: any Connection, _ access: Access, _ page: PageVersion, rows: ClosedRange<Int64>) throws -> [Entry]
    {
        guard let sheet = Sheet.named(page.ledger) else { throw LedgerError.unknownLedger(page.ledger) }
        guard access.allows(page) else { throw LedgerError.outOfScope(page.address) }
        let names = sheet.columns.map { ", \"\($0.name)\"" }.joined()
        let entries = try connection.rows(
            "SELECT file_row\(names) FROM \(sheet.table) WHERE city = ? AND page = ? AND file_row BETWEEN ? AND ? ORDER BY file_row",
            [.text(access.city.digits), .integer(page.page), .integer(rows.lowerBound), .integer(rows.upperBound)]
        ).map { row in
            Entry(sheet: sheet, page: page, row: try row.int64(0), values: Array(row.values.dropFirst()))
        }
        return try EntryOrigins.traced(connection, access, entries)
    }

    /// The entry of a page version with this natural key, or `nil`.
    public static func read(_ connection: any Connection, _ access: Access, _ page: PageVersion, like entry: Entry) throws -> Entry? {
        guard let sheet = Sheet.named(page.ledger) else { throw LedgerError.unknownLedger(page.ledger) }
        guard access.allows(page) else { throw LedgerError.outOfScope(page.address) }
        let names = sheet.columns.map { ", \"\($0.name)\"" }.joined()
        let key = sheet.key.map { " AND \"\($0)\" = ?" }.joined()
        let found = try connection.row(
            "SELECT file_row\(names) FROM \(sheet.table) WHERE city = ? AND page = ?\(key)",
            [.text(access.city.digits), .integer(page.page)] + sheet.key.map { entry[$0] }
        ).map { row in
            Entry(sheet: sheet, page: page, row: try row.int64(0), values: Array(row.values.dropFirst()))
        }
        return try found.map { try EntryOrigins.traced(connection, access, [$0])[0] }
    }
}
