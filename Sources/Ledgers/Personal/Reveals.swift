public import Quantities
public import Store

/// 查看个人信息: who looked at what personal data, when and why. The record holds the purpose and never the data.
public struct Reveal: Sendable, Hashable {
    public let number: Int64
    public let actor: String
    public let at: String
    /// The page's address.
    public let place: String
    public let version: Int64
    /// 0 for the whole page.
    public let row: Int64
    public let entries: Int64
    public let purpose: String
}

public enum Reveals {
    /// Rows a person may reveal one by one in an hour.
    public static let singleLimit: Int64 = 50
    /// Whole pages a person may open in an hour, to edit them or to fetch their originals.
    public static let pageLimit: Int64 = 10

    /// Records a look at a page or a row of it, where it is within the limits.
    ///
    /// - Throws: `L004`, `L001`, `L005`, `L006`.
    public static func record(
        _ connection: any Connection, _ access: Access, _ page: PageVersion, row: Int64?, entries: Int, purpose: String, at now: Moment
    ) throws {
        guard access.allows(page) else { throw LedgerError.outOfScope(page.address) }
        try record(
            connection, access, place: page.address, version: page.version, row: row ?? 0, entries: entries, purpose: purpose, at: now)
    }

    /// The same for what is no page: an original file, a household's own record.
    ///
    /// - Parameter place: what was looked at, as the journal names it; never personal data itself.
    public static func record(
        _ connection: any Connection, _ access: Access, place: String, version: Int64 = 0, row: Int64 = 0, entries: Int, purpose: String,
        at now: Moment
    ) throws {
        try access.require(.revealPersonalData)
        let purpose = purpose.trimmed
        guard !purpose.isEmpty, purpose.unicodeScalars.count <= 200 else { throw LedgerError.purposeMissing }
        let table = PersonalTables.reveals
        let isWhole = row == 0
        let recent = try connection.row(
            """
            SELECT count(*), coalesce(min(seconds), 0) FROM personal_reveals
            WHERE city = ? AND actor = ? AND seconds > ? AND \(isWhole ? "file_row = 0" : "file_row > 0")
            """, [.text(access.city.digits), .text(access.actor), .integer(now.seconds - 3600)])
        let limit = isWhole ? pageLimit : singleLimit
        if let recent, try recent.int64(0) >= limit {
            throw LedgerError.tooManyReveals(limit, wait: max(1, try recent.int64(1) + 3600 - now.seconds))
        }
        try table.add(
            connection, access,
            [
                .integer(try table.nextNumber(connection, access)), .text(access.actor), .integer(now.seconds), .text(now.description),
                .text(place), .integer(version), .integer(row), .integer(entries), .text(purpose),
            ], act: "personal.reveal", subject: isWhole ? place : "\(place)#\(row)", at: now.description)
    }

    /// The latest looks, newest first; for those who read the journal, and everybody's own.
    public static func recent(_ connection: any Connection, _ access: Access, most: Int = 200) throws -> [Reveal] {
        let all = access.may(.readJournal)
        return try connection.rows(
            """
            SELECT number, actor, at, place, version, file_row, entries, purpose FROM personal_reveals
            WHERE city = ? AND (? = 1 OR actor = ?) ORDER BY number DESC LIMIT \(most)
            """, [.text(access.city.digits), .integer(all ? 1 : 0), .text(access.actor)]
        ).map { row in
            Reveal(
                number: try row.int64(0), actor: try row.text(1), at: try row.text(2), place: try row.text(3), version: try row.int64(4),
                row: try row.int64(5), entries: try row.int64(6), purpose: try row.text(7))
        }
    }
}

extension String {
    /// Without the spaces around it.
    var trimmed: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }
}
