public import Ledgers
public import Quantities
internal import Returns
public import Store

/// 说明: a written reason for what a rule asks to confirm, instead of putting it right.
///
/// A reason is given for one finding, or for all findings of one rule in one receipt. It holds for a later version of the page where the
/// same row says the same thing: a finding's fingerprint is a digest of the rule's code, the column it points at and all values of the row,
/// so a row may move in the file and keep its explanation, and loses it when any of its values changes.
public enum Explanations {
    static let title = Text("说明", "explanation")

    /// Explains one finding of a receipt.
    ///
    /// - Parameter finding: its number in the receipt, as ``KeptFindings/Kept/number`` says.
    /// - Throws: `P-15` no such receipt, `L004`, `W005` without a reason, `W017` nothing to explain there.
    public static func explain(
        _ connection: any Connection, _ access: Access, receipt: Int64, finding: Int64, reason: String, at instant: String
    ) throws {
        try access.require(.fileReturns)
        _ = try Receipts.number(receipt, connection, access)
        let reason = try Instant.reason(reason, for: title)
        _ = try Instant.day(instant)
        let row = try connection.row(
            """
            SELECT f.ledger, f.district, f.period, f.code, f.fingerprint FROM receipt_findings f
            WHERE f.city = ? AND f.receipt = ? AND f.number = ? AND f.fingerprint <> ''
            """, [.text(access.city.digits), .integer(receipt), .integer(finding)])
        guard let row else { throw ReviewError.nothingToExplain("R\(receipt) #\(finding)") }
        try require(access, try row.text(0), try row.text(1))
        try add(connection, access, [.integer(receipt)] + row.values + [.text(reason)], subject: "R\(receipt)#\(finding)", at: instant)
    }

    /// Explains all findings of one rule in a receipt at once, listed or not.
    public static func explain(
        _ connection: any Connection, _ access: Access, receipt: Int64, code: String, reason: String, at instant: String
    ) throws {
        try access.require(.fileReturns)
        _ = try Receipts.number(receipt, connection, access)
        let reason = try Instant.reason(reason, for: title)
        _ = try Instant.day(instant)
        let row = try connection.row(
            "SELECT CAST(coalesce(sum(c.to_explain), 0) AS BIGINT) FROM receipt_finding_counts c WHERE c.city = ? AND c.receipt = ? AND c.code = ?",
            [.text(access.city.digits), .integer(receipt), .text(code)])
        guard try row?.int64(0) ?? 0 > 0 else { throw ReviewError.nothingToExplain("R\(receipt) \(code)") }
        // A receipt can be seen by the one who filed it with a wider scope than is left; its pages cannot be explained then.
        for page in try connection.rows(
            "SELECT DISTINCT v.ledger, v.district FROM page_versions v WHERE v.city = ? AND v.receipt = ?",
            [.text(access.city.digits), .integer(receipt)])
        { try require(access, try page.text(0), try page.text(1)) }
        try add(
            connection, access, [.integer(receipt), "", "", "", .text(code), "", .text(reason)], subject: "R\(receipt) \(code)", at: instant
        )
    }

    private static func require(_ access: Access, _ ledger: String, _ district: String) throws {
        guard let district = RegionCode(district) else { throw ReviewError.unknownPage("\(ledger)/\(district)") }
        try access.require(PageAddress(ledger, district, Period(year: 2000)))
    }

    private static func add(
        _ connection: any Connection, _ access: Access, _ values: [SQLValue], subject: String, at instant: String
    ) throws {
        let table = ReviewTables.explanations
        try table.add(
            connection, access,
            [.integer(try table.nextNumber(connection, access))] + values + [.text(access.actor), .text(instant)],
            act: "finding.explain", subject: subject, at: instant)
    }

    /// How many findings of the current version still want an explanation, by rule; waived rules do not.
    ///
    /// - Throws: `L001`, `L004`.
    public static func unexplained(_ connection: any Connection, _ access: Access, _ address: PageAddress, on day: CivilDate) throws
        -> [String: Int]
    {
        let status = try PageStates.status(connection, access, address)
        return try unexplained(connection, access, status, on: day)
    }

    static func unexplained(_ connection: any Connection, _ access: Access, _ status: PageStatus, on day: CivilDate) throws -> [String: Int]
    {
        let address = status.address
        let place: [SQLValue] = [
            .text(access.city.digits), .integer(status.receipt), .text(address.ledger), .text(address.district.digits),
            .text(address.period.description),
        ]
        var open: [String: Int] = [:]
        // Findings without a page ask every page of the receipt.
        for row in try connection.rows(
            """
            SELECT c.code, CAST(sum(c.to_explain) AS BIGINT) FROM receipt_finding_counts c
            WHERE c.city = ? AND c.receipt = ? AND (c.ledger = ? AND c.district = ? AND c.period = ? OR c.ledger = '') AND c.to_explain > 0
            GROUP BY c.code
            """, place)
        { open[try row.text(0)] = Int(try row.int64(1)) }
        if open.isEmpty { return [:] }
        for code in try Requests.waivedCodes(connection, access, address, on: day) { open[code] = nil }
        for row in try connection.rows(
            "SELECT DISTINCT e.code FROM explanations e WHERE e.city = ? AND e.receipt = ? AND e.fingerprint = ''",
            Array(place.prefix(2)))
        { open[try row.text(0)] = nil }
        if open.isEmpty { return [:] }
        for row in try connection.rows(
            """
            SELECT f.code, count(*) FROM receipt_findings f
            WHERE f.city = ? AND f.receipt = ? AND f.ledger = ? AND f.district = ? AND f.period = ? AND f.fingerprint <> ''
            AND (\(reasonOfFinding)) IS NOT NULL GROUP BY f.code
            """, place)
        {
            let code = try row.text(0)
            guard let count = open[code] else { continue }
            let rest = count - Int(try row.int64(1))
            open[code] = rest > 0 ? rest : nil
        }
        return open
    }

    /// The latest reason that holds for the finding `f`: for it, for its rule in its receipt, or for the same row of the same page in
    /// another receipt.
    static let reasonOfFinding = """
        SELECT x.reason FROM explanations x WHERE x.city = f.city AND x.number = (
            SELECT max(n.number) FROM (
                SELECT max(e.number) AS number FROM explanations e WHERE e.city = f.city AND e.ledger = f.ledger
                    AND e.district = f.district AND e.period = f.period AND e.code = f.code AND e.fingerprint = f.fingerprint
                    AND f.fingerprint <> ''
                UNION ALL
                SELECT max(e.number) FROM receipt_findings g
                    JOIN explanations e ON e.city = g.city AND e.receipt = g.receipt AND e.code = g.code AND e.fingerprint = ''
                    WHERE g.city = f.city AND g.ledger = f.ledger AND g.district = f.district AND g.period = f.period AND g.code = f.code
                    AND g.fingerprint = f.fingerprint AND f.fingerprint <> '') n)
        """
}
