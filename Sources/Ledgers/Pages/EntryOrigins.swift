public import Quantities
public import Store

/// Where an entry's row stands: the receipt of the file, the sheet in it, and the row as a person counts.
public struct EntrySource: Sendable, Hashable {
    public let receipt: Int64
    /// Empty for CSV.
    public let sheet: String
    public let row: Int64

    public init(receipt: Int64, sheet: String, row: Int64) {
        self.receipt = receipt
        self.sheet = sheet
        self.row = row
    }
}

/// 条目来源: entries that a page version took over unchanged from the version before it, and where each first came from.
///
/// A return that replaces a page whole needs none: all its rows stand in its own file. A partial return (增量报送) or an act brings only the
/// rows it changes; the others keep the file they came with, so that a figure still leads to the cell a district filled in.
public enum EntryOrigins {
    static let table = """
        CREATE TABLE entry_origins (
            city {text} NOT NULL, page {int} NOT NULL, file_row {int} NOT NULL, origin_page {int} NOT NULL, origin_row {int} NOT NULL,
            PRIMARY KEY (city, page, file_row)
        ) {keyed};

        """

    /// Where the taken-over entries of a page came from, by their row on the page: the page version that brought them, and the row there.
    static func pages(_ connection: any Connection, _ access: Access, _ page: PageVersion) throws -> [Int64: (page: Int64, row: Int64)] {
        guard access.allows(page) else { throw LedgerError.outOfScope(page.address) }
        let rows = try connection.rows(
            "SELECT file_row, origin_page, origin_row FROM entry_origins WHERE city = ? AND page = ?",
            [.text(access.city.digits), .integer(page.page)])
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0.int64(0), (try $0.int64(1), try $0.int64(2))) })
    }

    /// The file rows of the taken-over entries of a page, by their row on the page; empty for a page that was filed whole.
    public static func sources(_ connection: any Connection, _ access: Access, _ page: PageVersion) throws -> [Int64: EntrySource] {
        guard access.allows(page) else { throw LedgerError.outOfScope(page.address) }
        let rows = try connection.rows(
            """
            SELECT o.file_row, v.receipt, v.sheet, o.origin_row FROM entry_origins o
            JOIN page_versions v ON v.city = o.city AND v.page = o.origin_page WHERE o.city = ? AND o.page = ?
            """, [.text(access.city.digits), .integer(page.page)])
        return Dictionary(
            uniqueKeysWithValues: try rows.map { row in
                (try row.int64(0), EntrySource(receipt: try row.int64(1), sheet: try row.text(2), row: try row.int64(3)))
            })
    }

    /// The entries with their sources filled in; pages that were filed whole cost one empty look-up each.
    public static func traced(_ connection: any Connection, _ access: Access, _ entries: [Entry]) throws -> [Entry] {
        var known: [Int64: [Int64: EntrySource]] = [:]
        return try entries.map { entry in
            let sources: [Int64: EntrySource]
            if let found = known[entry.page.page] {
                sources = found
            } else {
                sources = try Self.sources(connection, access, entry.page)
                known[entry.page.page] = sources
            }
            return sources[entry.row].map { entry.from($0) } ?? entry
        }
    }
}

/// What a page version took over from the one before it.
public struct Takeover: Sendable {
    /// The version it took from.
    public let from: PageVersion
    /// The row on the old version → the row on the new one.
    public let rows: [Int64: Int64]
    /// Whether any of the new entries differs from what the old version said.
    public let saysSomethingNew: Bool

    /// Completes a version of which only the changed entries were put in: the entries of `old` whose natural keys are not among them follow,
    /// as they stand, after the highest row.
    ///
    /// - Parameter add: is told each entry taken over, in the order of its new row, for the page's digests.
    public static func complete(
        _ connection: any Connection, _ access: Access, page: Int64, of sheet: Sheet, from old: PageVersion,
        add: (_ row: Int64, _ values: [SQLValue]) -> Void
    ) throws -> Takeover {
        guard access.allows(old) else { throw LedgerError.outOfScope(old.address) }
        let names = sheet.stored.map { "\"\($0.name)\"" }
        func read(_ page: Int64) throws -> [(row: Int64, values: [SQLValue])] {
            try connection.rows(
                "SELECT file_row, \(names.joined(separator: ", ")) FROM \(sheet.table) WHERE city = ? AND page = ? ORDER BY file_row",
                [.text(access.city.digits), .integer(page)]
            ).map { (try $0.int64(0), Array($0.values.dropFirst())) }
        }
        let keys = sheet.keyIndices
        func key(_ values: [SQLValue]) -> [SQLValue] { keys.map { values[$0] } }
        let changed = try read(page)
        let fresh = Dictionary(changed.map { (key($0.values), $0.values) }) { first, _ in first }
        let origins = try EntryOrigins.pages(connection, access, old)
        var next = (changed.last?.row ?? 1) + 1
        var rows: [Int64: Int64] = [:]
        var isSame = 0
        var entries = RowBatch(columnCount: names.count + 3)
        var places = RowBatch(columnCount: 5)
        for (row, values) in try read(old.page) {
            if let new = fresh[key(values)] {
                if new == values { isSame += 1 }
                continue
            }
            entries.append(text: access.city.digits)
            entries.append(int64: page)
            for value in values { entries.append(value) }
            entries.append(int64: next)
            try entries.endRow()
            let origin = origins[row] ?? (old.page, row)
            places.append(text: access.city.digits)
            for number in [page, next, origin.page, origin.row] { places.append(int64: number) }
            try places.endRow()
            add(next, values)
            rows[row] = next
            next += 1
        }
        if !entries.isEmpty {
            try connection.insert(into: sheet.table, columns: ["city", "page"] + names + ["file_row"], batch: entries)
            try connection.insert(
                into: "entry_origins", columns: ["city", "page", "file_row", "origin_page", "origin_row"], batch: places)
        }
        return Takeover(from: old, rows: rows, saysSomethingNew: isSame < changed.count)
    }
}
