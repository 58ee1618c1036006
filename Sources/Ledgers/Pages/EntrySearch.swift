import Quantities
public import Store

extension Entries {
    /// Entries of some pages in which one of the text columns is like a pattern (`%朝阳%`, with `\` before a `%` or `_` that is meant),
    /// at most `most` of them. Pages out of scope throw.
    public static func matching(
        _ connection: any Connection, _ access: Access, _ pages: [PageVersion], columns: [String], like pattern: String, most: Int
    ) throws -> [Entry] {
        guard let sheet = pages.first.flatMap({ Sheet.named($0.ledger) }), most > 0 else { return [] }
        for page in pages where !access.allows(page) || page.ledger != sheet.ledger { throw LedgerError.outOfScope(page.address) }
        let known = columns.filter { sheet.column($0) != nil }
        let byNumber = Dictionary(pages.map { ($0.page, $0) }) { first, _ in first }
        let names = sheet.columns.map { ", \"\($0.name)\"" }.joined()
        let condition = known.map { "\"\($0)\" LIKE ? ESCAPE '\\'" }.joined(separator: " OR ")
        var found: [Entry] = []
        // In pieces, so that the list of pages stays within what engines take.
        for start in stride(from: 0, to: pages.count, by: 400) {
            let some = pages[start..<min(start + 400, pages.count)]
            let marks = some.map { _ in "?" }.joined(separator: ", ")
            let rows = try connection.rows(
                "SELECT page, file_row\(names) FROM \(sheet.table) WHERE city = ? AND page IN (\(marks)) AND (\(condition)) LIMIT \(most - found.count)",
                [.text(access.city.digits)] + some.map { .integer($0.page) } + known.map { _ in .text(pattern) })
            for row in rows {
                guard let page = byNumber[try row.int64(0)] else { continue }
                found.append(Entry(sheet: sheet, page: page, row: try row.int64(1), values: Array(row.values.dropFirst(2))))
            }
            if found.count >= most { break }
        }
        return try EntryOrigins.traced(connection, access, found)
    }
}
