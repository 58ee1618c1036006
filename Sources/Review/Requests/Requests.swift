public import Ledgers
public import Quantities
public import Store

/// 豁免和延期的申请和批准. Every query takes the ``Access`` it is made for.
public enum Requests {
    /// Asks that a rule, or the rows that were not taken (``Request/rejectedRows``), be waived for one page.
    ///
    /// - Throws: `L001`, `L004`, `W005` without a reason, `W021` where the last day has passed.
    @discardableResult
    public static func askWaiver(
        _ connection: any Connection, _ access: Access, _ page: PageAddress, code: String, until: CivilDate, reason: String,
        at instant: String
    ) throws -> Request {
        let code = try Name.require(code, limit: 20)
        return try ask(
            connection, access, .waiver, year: page.period.year, page.district, page.ledger, page.period, code, until, reason, instant)
    }

    /// Asks for more time for a district: for a year, for one ledger of it, or for one page.
    ///
    /// - Throws: `L001`, `L004`, `W005`, `W018` no such ledger or period, `W021`.
    @discardableResult
    public static func askExtension(
        _ connection: any Connection, _ access: Access, year: Int, district: RegionCode, ledger: String? = nil, period: Period? = nil,
        until: CivilDate, reason: String, at instant: String
    ) throws -> Request {
        if let period, period.year != year { throw ReviewError.unknownPage("\(year) \(period)") }
        return try ask(connection, access, .extension, year: year, district, ledger, period, "", until, reason, instant)
    }

    private static func ask(
        _ connection: any Connection, _ access: Access, _ kind: Request.Kind, year: Int, _ district: RegionCode, _ ledger: String?,
        _ period: Period?, _ code: String, _ until: CivilDate, _ reason: String, _ instant: String
    ) throws -> Request {
        // The city asks for itself too; another person of it decides.
        if !access.may(.grantWaivers) { try access.require(.requestWaivers) }
        try access.require(PageAddress(ledger ?? "", district, period ?? Period(year: year)))
        if let ledger {
            guard let sheet = Sheet.named(ledger), sheet.ledger == ledger, period.map(sheet.periods(of: year).contains) ?? true else {
                throw ReviewError.unknownPage("\(ledger)/\(period?.description ?? String(year))")
            }
        }
        let reason = try Instant.reason(reason, for: kind.title)
        guard try until >= Instant.day(instant) else { throw ReviewError.untilPassed(until) }
        let table = ReviewTables.requests
        let request = Request(
            number: try table.nextNumber(connection, access), kind: kind, year: year, district: district, ledger: ledger, period: period,
            code: code, until: until, reason: reason, actor: access.actor, askedAt: instant, decision: nil)
        try table.add(
            connection, access,
            [
                .integer(request.number), .text(kind.rawValue), .integer(year), .text(district.digits), .text(ledger ?? ""),
                .text(period?.description ?? ""), .text(code), .text(until.description), .text(reason), .text(access.actor), .text(instant),
            ], act: "\(kind.rawValue).ask", subject: subject(request), at: instant)
        return request
    }

    /// Grants or refuses a request; another person than the one who asked, once.
    ///
    /// - Throws: `L004`, `W003` the same person, `W010` none such in scope, `W011` decided already, `W021` its last day has passed.
    @discardableResult
    public static func decide(
        _ connection: any Connection, _ access: Access, _ number: Int64, grant: Bool, note: String = "", at instant: String
    ) throws -> Request {
        try access.require(.grantWaivers)
        let request = try self.request(connection, access, number)
        guard request.decision == nil else { throw ReviewError.decided(request) }
        guard request.actor != access.actor else { throw ReviewError.fourEyes(Text("\(request.kind.title.zh)的批准", "the decision")) }
        let day = try Instant.day(instant)
        if grant, day > request.until { throw ReviewError.untilPassed(request.until) }
        let note = grant ? note : try Instant.reason(note, for: Text("不予批准", "refuse"))
        try ReviewTables.decisions.add(
            connection, access, [.integer(number), .integer(grant ? 1 : 0), .text(note), .text(access.actor), .text(instant)],
            act: "\(request.kind.rawValue).\(grant ? "grant" : "refuse")", subject: subject(request), at: instant)
        return try self.request(connection, access, number)
    }

    private static func subject(_ request: Request) -> String {
        "\(request.number) \(request.place)" + (request.code.isEmpty ? "" : " \(request.code)")
    }

    /// One request. Throws `W010` where there is none in scope.
    public static func request(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> Request {
        try require(access)
        guard let found = try rows(connection, access, "q.number = ?", [.integer(number)]).first else {
            throw ReviewError.noRequest(number)
        }
        return found
    }

    /// The requests of a year in scope, oldest first: for the report those granted, for a desk those that wait.
    public static func list(
        _ connection: any Connection, _ access: Access, year: Int? = nil, kind: Request.Kind? = nil, granted: Bool? = nil,
        waiting: Bool = false
    ) throws -> [Request] {
        try require(access)
        return try rows(
            connection, access, "(? = 0 OR q.year = ?) AND (? = '' OR q.kind = ?)",
            [.integer(year ?? 0), .integer(year ?? 0), .text(kind?.rawValue ?? ""), .text(kind?.rawValue ?? "")]
        ).filter { (granted == nil || $0.decision?.isGranted == granted) && (!waiting || $0.decision == nil) }
    }

    private static func require(_ access: Access) throws { try access.require(.readLedgers) }

    /// The rules waived for a page on a day.
    static func waivedCodes(_ connection: any Connection, _ access: Access, _ page: PageAddress, on day: CivilDate) throws -> Set<String> {
        Set(
            try rows(
                connection, access,
                "q.kind = 'waiver' AND q.year = ? AND q.district = ? AND q.ledger = ? AND q.period = ? AND d.granted = 1",
                [.integer(page.period.year), .text(page.district.digits), .text(page.ledger), .text(page.period.description)]
            ).filter { day <= $0.until }.map(\.code))
    }

    static func granted(_ connection: any Connection, _ access: Access, _ kind: Request.Kind, year: Int) throws -> [Request] {
        // Whether a page is locked does not hang on who asks: a project unit's pages are opened by the extension of its whole district.
        let open = Access(city: access.city, districts: access.districts, ledgers: .all, permissions: [], actor: access.actor)
        return try rows(connection, open, "q.kind = ? AND q.year = ? AND d.granted = 1", [.text(kind.rawValue), .integer(year)])
    }

    private static func rows(_ connection: any Connection, _ access: Access, _ condition: String, _ arguments: [SQLValue]) throws
        -> [Request]
    {
        let scope = access.condition(district: "q.district", ledger: "q.ledger")
        return try connection.rows(
            """
            SELECT \(ReviewTables.requests.list("q")), d.granted, d.note, d.actor, d.done_at FROM requests q
            LEFT JOIN request_decisions d ON d.city = q.city AND d.request = q.number
            WHERE q.city = ? AND \(scope.sql) AND \(condition) ORDER BY q.number
            """, [.text(access.city.digits)] + scope.arguments.map { .text($0) } + arguments
        ).map { row in
            let number = try row.int64(0)
            let (ledger, period) = (try row.text(4), try row.text(5))
            guard let kind = Request.Kind(rawValue: try row.text(1)), let district = RegionCode(try row.text(3)),
                let until = CivilDate(try row.text(7))
            else { throw ReviewError.damaged("requests", number) }
            let decision = try row.optionalInt64(11).map {
                Request.Decision(isGranted: $0 == 1, note: try row.text(12), actor: try row.text(13), decidedAt: try row.text(14))
            }
            return Request(
                number: number, kind: kind, year: Int(try row.int64(2)), district: district, ledger: ledger.isEmpty ? nil : ledger,
                period: Period(period), code: try row.text(6), until: until, reason: try row.text(8), actor: try row.text(9),
                askedAt: try row.text(10), decision: decision)
        }
    }
}
