public import Quantities
public import Store

/// 条目: one row of a page version, with its values in the sheet's order of columns.
public struct Entry: Sendable {
    public let sheet: Sheet
    public let page: PageVersion
    /// Its row on the page. For an entry that came with the page's own return this is the row of the file.
    public let row: Int64
    /// Personal values are sealed here, unless they were masked (``Entries/masked(_:_:_:)``) or revealed.
    public internal(set) var values: [SQLValue]
    /// The row of the file it was read from: of an earlier return, where the page took the entry over unchanged.
    public private(set) var source: EntrySource

    public init(sheet: Sheet, page: PageVersion, row: Int64, values: [SQLValue]) {
        self.sheet = sheet
        self.page = page
        self.row = row
        self.values = values
        source = EntrySource(receipt: page.receipt, sheet: page.sheet, row: row)
    }

    func from(_ source: EntrySource) -> Entry {
        var copy = self
        copy.source = source
        return copy
    }

    public subscript(column: String) -> SQLValue { sheet.index(of: column).map { values[$0] } ?? .null }

    /// The natural key, joined by `/`.
    public var key: String { sheet.keyIndices.map { values[$0].plain }.joined(separator: "/") }

    /// A value as people read it: money in 元 or 万元, choices by name, personal data masked.
    public func shown(_ column: Int, _ language: Language, masked: Bool = true) -> String {
        sheet.columns[column].shown(values[column], language, masked: masked)
    }
}

/// Reading the entries of pages. Every query takes the ``Access`` it is made for.
public enum Entries {
    /// Streams the entries of one page version in the order of their rows: the row number, then the asked columns.
    ///
    /// The cursor's positions are 0 for the row and 1… for `columns`.
    public static func forEach(
        _ connection: any Connection, _ access: Access, _ page: PageVersion, columns: [String], ordered: Bool = false,
        _ body: (borrowing RowCursor) throws -> Void
    ) throws {
        guard access.allows(page) else { throw LedgerError.outOfScope(page.address) }
        guard let sheet = Sheet.named(page.ledger) else { throw LedgerError.unknownLedger(page.ledger) }
        let stored = Set(sheet.stored.map(\.name))
        let known = columns.filter(stored.contains)
        guard known.count == columns.count else { throw LedgerError.unknownLedger(page.ledger + "." + columns.joined(separator: ",")) }
        let names = columns.isEmpty ? "" : ", " + columns.map { "\"\($0)\"" }.joined(separator: ", ")
        try connection.forEachRow(
            "SELECT file_row\(names) FROM \(sheet.table) WHERE city = ? AND page = ?" + (ordered ? " ORDER BY file_row" : ""),
            [.text(access.city.digits), .integer(page.page)], body)
    }

    /// The entries of one page version, whole.
    public static func read(_ connection: any Connection, _ access: Access, _ page: PageVersion) throws -> [Entry] {
        guard let sheet = Sheet.named(page.ledger) else { throw LedgerError.unknownLedger(page.ledger) }
        guard access.allows(page) else { throw LedgerError.outOfScope(page.address) }
        let names = sheet.columns.map { ", \"\($0.name)\"" }.joined()
        let entries = try connection.rows(
            "SELECT file_row\(names) FROM \(sheet.table) WHERE city = ? AND page = ? ORDER BY file_row",
            [.text(access.city.digits), .integer(page.page)]
        ).map { row in
            Entry(sheet: sheet, page: page, row: try row.int64(0), values: Array(row.values.dropFirst()))
        }
        return try EntryOrigins.traced(connection, access, entries)
    }

    /// The entries of a ledger in a year, page by page, of the current versions in scope.
    public static func current(_ connection: any Connection, _ access: Access, _ sheet: Sheet, year: Int) throws -> [Entry] {
        try Pages.current(connection, access, year: year, ledger: sheet.ledger).flatMap { try read(connection, access, $0) }
    }

    /// Whether the entries of a page version are the ones it was filed with: both digests, computed again.
    public static func areIntact(_ connection: any Connection, _ access: Access, _ page: PageVersion) throws -> Bool {
        let digests = try digests(connection, access, page)
        return digests.content == page.digest && digests.places == page.places
    }

    /// The digests of a page version's entries as they stand now.
    public static func digests(
        _ connection: any Connection, _ access: Access, _ page: PageVersion
    ) throws -> (content: Digest256, places: Digest256) {
        guard let sheet = Sheet.named(page.ledger) else { throw LedgerError.unknownLedger(page.ledger) }
        var digests = PageHasher()
        let kinds = sheet.stored.map(\.kind)
        var texts: [[UInt8]] = Array(repeating: [], count: kinds.count)
        var values: [StoredValue] = Array(repeating: .null, count: kinds.count)
        try forEach(connection, access, page, columns: sheet.stored.map(\.name), ordered: true) { cursor in
            for index in kinds.indices {
                values[index] = .null
                texts[index].removeAll(keepingCapacity: true)
                if cursor.isNull(index + 1) { continue }
                // The engine's pointer lives until the next column is asked for; the row is hashed whole.
                switch kinds[index] {
                case .number: values[index] = .number(try cursor.int64(index + 1))
                case .text: try cursor.withText(index + 1) { texts[index].append(contentsOf: $0) }
                case .sealed, .index: try cursor.withBlob(index + 1) { texts[index].append(contentsOf: $0) }
                }
            }
            let row = try cursor.int64(0)
            withPointers(to: texts) { pointers in
                for index in kinds.indices where !cursor.isNull(index + 1) {
                    switch kinds[index] {
                    case .number: break
                    case .text: values[index] = .text(pointers[index])
                    case .sealed, .index: values[index] = .blob(pointers[index])
                    }
                }
                values.withUnsafeBufferPointer { digests.add(row: row, $0) }
            }
        }
        return digests.finish()
    }
}

/// Pointers to all texts at once, valid inside `body`.
private func withPointers(to texts: [[UInt8]], _ body: ([UnsafeBufferPointer<UInt8>]) -> Void) {
    var all: [UInt8] = []
    for text in texts { all.append(contentsOf: text) }
    all.withUnsafeBufferPointer { buffer in
        var start = 0
        body(
            texts.map { text in
                defer { start += text.count }
                return UnsafeBufferPointer(rebasing: buffer[start..<start + text.count])
            })
    }
}

extension CivilDate {
    /// A stored day: 20230705. `nil` for a number that is no day.
    public init?(stored number: Int64) {
        self.init(year: Int(number / 10_000), month: Int(number / 100 % 100), day: Int(number % 100))
    }

    public var stored: Int64 { Int64(year * 10_000 + month * 100 + day) }
}

extension SQLValue {
    /// The stored value as plain text; empty for null.
    public var plain: String {
        switch self {
        case .null: ""
        case .integer(let number): String(number)
        case .text(let text): text
        case .blob(let bytes): bytes.map { String($0, radix: 16) }.joined()
        }
    }
}

extension Column {
    /// A stored value as people read it.
    public func shown(_ value: SQLValue, _ language: Language, masked: Bool = true) -> String {
        switch (type, value) {
        case (_, .null): return ""
        case (_, .blob(SubjectKey.erasedMark)): return Text("已删除", "erased")[language]
        // Sealed, and nobody opened it.
        case (_, .blob): return "＊＊＊"
        case (.choice(let choices), .text(let code)): return choices.first { $0.code == code }?.name[language] ?? code
        case (.flag, .integer(let flag)): return flag == 1 ? Text("是", "yes")[language] : Text("否", "no")[language]
        case (.date, .integer(let day)):
            return CivilDate(stored: day)?.description ?? String(day)
        case (.money, .integer(let number)), (.area, .integer(let number)), (.decimal, .integer(let number)):
            return Rational(number, Int64.tenToThe(type.inputExponent)).exactDecimal ?? String(number)
        case (.identity, .text(let text)) where masked: return String(text.prefix(6)) + "********" + text.suffix(4)
        case (.text, .text(let text)) where masked && isPersonal: return text.prefix(1) + "*"
        default: return value.plain
        }
    }
}

extension Int64 {
    /// - Precondition: `exponent` is 0 … 18.
    package static func tenToThe(_ exponent: Int) -> Int64 { (0..<exponent).reduce(1) { power, _ in power * 10 } }
}
