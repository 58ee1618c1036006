public import Quantities
public import Store

extension Entries {
    /// The same entries with personal values masked: `110101********7777`, `张*`, or 已删除 where the household was erased.
    ///
    /// Masks are made in memory from the opened value and kept nowhere: what a mask leaves of an identity number are some ten thousand
    /// candidates.
    public static func masked(_ connection: any Connection, _ access: Access, _ entries: [Entry]) throws -> [Entry] {
        try opened(connection, access, entries) { column, text in column.mask(text) }
    }

    /// The entries of a page version with their personal values as they were filed: of one row, or of all. To be called within a write: the
    /// look, its purpose and the number of entries are recorded, and the journal commits to the record.
    ///
    /// - Throws: `L004` without the right, `L001` out of scope, `L005` without a purpose, `L006` past ``Reveals/singleLimit`` rows or
    ///   ``Reveals/pageLimit`` pages an hour, `L007` where there is no such row.
    public static func reveal(
        _ connection: any Connection, _ access: Access, _ page: PageVersion, row: Int64? = nil, purpose: String, at now: Moment
    ) throws -> [Entry] {
        try access.require(.revealPersonalData)
        let entries = try row.map { try read(connection, access, page, rows: $0...$0) } ?? read(connection, access, page)
        guard row == nil || !entries.isEmpty else { throw LedgerError.rowMissing(page.address, row ?? 0) }
        try Reveals.record(connection, access, page, row: row, entries: entries.count, purpose: purpose, at: now)
        return try opened(connection, access, entries) { _, text in text }
    }

    private static func opened(
        _ connection: any Connection, _ access: Access, _ entries: [Entry], _ show: (Column, String) -> String
    ) throws -> [Entry] {
        guard entries.contains(where: \.sheet.hasPersonalData) else { return entries }
        let city = access.city.digits
        let personal = try connection.personal(city: city)
        return try entries.map { entry in
            guard access.allows(entry.page) else { throw LedgerError.outOfScope(entry.page.address) }
            guard let subject = entry.subject(city: city) else { return entry }
            var entry = entry
            for (index, column) in entry.sheet.columns.enumerated() where column.isPersonal {
                guard case .blob = entry.values[index] else { continue }
                switch try personal.open(entry.values[index], of: subject, column: entry.sheet.sealedPlace(column)) {
                case .text(let text): entry.values[index] = .text(show(column, text))
                case .erased: entry.values[index] = .blob(SubjectKey.erasedMark)
                }
            }
            return entry
        }
    }
}

extension Entry {
    /// Whom its personal values are about.
    func subject(city: String) -> Subject? {
        guard let column = sheet.subject, case .text(let code) = self[column] else { return nil }
        return .household(city: city, code)
    }
}

extension Column {
    /// What is shown of a personal value to those who did not ask to see it.
    public func mask(_ text: String) -> String { shown(.text(text), .chinese, masked: true) }
}
