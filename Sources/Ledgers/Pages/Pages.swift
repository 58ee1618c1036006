public import Quantities
public import Store

/// The pages of a city, seen through an ``Access``.
public enum Pages {
    /// The current version of every page of a year that `access` may see, by ledger, district and period.
    public static func current(_ connection: any Connection, _ access: Access, year: Int, ledger: String? = nil) throws -> [PageVersion] {
        let scope = access.condition(district: "v.district", ledger: "v.ledger")
        return try versions(
            connection,
            """
            SELECT \(columns) FROM page_versions v
            WHERE v.city = ? AND (v.period = ? OR v.period LIKE ?) AND \(scope.sql) AND (? = '' OR v.ledger = ?)
            AND v.version = (SELECT max(o.version) FROM page_versions o
                WHERE o.city = v.city AND o.ledger = v.ledger AND o.district = v.district AND o.period = v.period)
            ORDER BY v.ledger, v.district, v.period
            """,
            [.text(access.city.digits), .text(String(year)), .text("\(year)-%")] + scope.arguments.map { .text($0) }
                + [.text(ledger ?? ""), .text(ledger ?? "")])
    }

    /// The current version of one page, or `nil` where nothing has been filed or it is out of scope.
    public static func current(_ connection: any Connection, _ access: Access, ledger: String, district: RegionCode, period: Period) throws
        -> PageVersion?
    {
        try history(connection, access, ledger: ledger, district: district, period: period).last
    }

    /// Every version of one page, oldest first.
    public static func history(_ connection: any Connection, _ access: Access, ledger: String, district: RegionCode, period: Period) throws
        -> [PageVersion]
    {
        guard access.allows(district), access.allows(ledger: ledger) else { return [] }
        return try versions(
            connection,
            """
            SELECT \(columns) FROM page_versions v
            WHERE v.city = ? AND v.ledger = ? AND v.district = ? AND v.period = ? ORDER BY v.version
            """, [.text(access.city.digits), .text(ledger), .text(district.digits), .text(period.description)])
    }

    /// The versions with these numbers that `access` may see.
    public static func numbered(_ connection: any Connection, _ access: Access, _ numbers: [Int64]) throws -> [PageVersion] {
        let wanted = Set(numbers)
        return try all(connection, access).filter { wanted.contains($0.page) }
    }

    /// Every version of every page in scope, in the order they were filed.
    public static func all(_ connection: any Connection, _ access: Access) throws -> [PageVersion] {
        let scope = access.condition(district: "v.district", ledger: "v.ledger")
        return try versions(
            connection, "SELECT \(columns) FROM page_versions v WHERE v.city = ? AND \(scope.sql) ORDER BY v.page",
            [.text(access.city.digits)] + scope.arguments.map { .text($0) })
    }

    /// The highest page number in use; new versions count on from here.
    public static func highestNumber(_ connection: any Connection, _ access: Access) throws -> Int64 {
        try connection.rows("SELECT coalesce(max(page), 0) FROM page_versions WHERE city = ?", [.text(access.city.digits)]).first?.int64(0)
            ?? 0
    }

    /// Adds a version; its entries are inserted beside it in the same transaction.
    ///
    /// - Throws: `L001` where the district is out of scope.
    public static func add(_ connection: any Connection, _ access: Access, _ version: PageVersion) throws {
        guard access.allows(version) else { throw LedgerError.outOfScope(version.address) }
        try connection.execute(
            """
            INSERT INTO page_versions (city, page, ledger, district, period, version, receipt, sheet, entries, rejected, digest, places, filed_at, seal)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(access.city.digits), .integer(version.page), .text(version.ledger), .text(version.district.digits),
                .text(version.period.description), .integer(version.version), .integer(version.receipt), .text(version.sheet),
                .integer(version.entries), .integer(version.rejected), .digest(version.digest), .digest(version.places),
                .text(version.filedAt),
                .digest(version.seal),
            ])
    }

    static let columns =
        "v.page, v.ledger, v.district, v.period, v.version, v.receipt, v.sheet, v.entries, v.rejected, v.digest, v.places, v.filed_at"

    static func versions(_ connection: any Connection, _ sql: String, _ arguments: [SQLValue]) throws -> [PageVersion] {
        try connection.rows(sql, arguments).map { row in
            guard let district = try RegionCode(row.text(2)), let period = try Period(row.text(3))
            else { throw LedgerError.damaged("page_versions", try row.int64(0)) }
            return PageVersion(
                page: try row.int64(0), ledger: try row.text(1), district: district, period: period, version: try row.int64(4),
                receipt: try row.int64(5), sheet: try row.text(6), entries: try row.int64(7), rejected: try row.int64(8),
                digest: try row.digest(9),
                places: try row.digest(10), filedAt: try row.text(11))
        }
    }
}
