public import Ledgers
public import Quantities
public import Store

/// 期限: the dates of every ledger and period. Several years can be open at once; a year that was never opened takes no returns.
public enum Deadlines {
    /// Opens a year with the usual dates for every sheet.
    ///
    /// - Throws: `L004`, `W015` not the whole city in scope, `W022` open already.
    @discardableResult
    public static func openYear(_ connection: any Connection, _ access: Access, _ year: Int, at instant: String) throws -> [Cycle] {
        try require(access)
        _ = try Instant.day(instant)
        guard try all(connection, access, year).isEmpty else { throw ReviewError.alreadyOpen(year) }
        let cycles = try Sheet.all.flatMap { sheet in
            try sheet.periods(of: year).map { period in
                guard let dates = CycleDates.usual(for: period) else { throw ReviewError.unknownPage("\(year)") }
                return Cycle(ledger: sheet.ledger, period: period, dates: dates, actor: access.actor, setAt: instant)
            }
        }
        let first = try ReviewTables.cycles.nextNumber(connection, access)
        let digest = try ReviewTables.cycles.add(
            connection, access, all: cycles.enumerated().map { values($1, number: first + Int64($0)) })
        try Journal.append(
            connection, city: access.city.digits, actor: access.actor, act: "cycle.open", subject: String(year), commitment: digest,
            at: instant)
        return cycles
    }

    /// Sets the dates of one ledger and period.
    ///
    /// - Throws: `L004`, `W015`, `W016` dates out of order, `W018` no such ledger or period.
    @discardableResult
    public static func set(
        _ connection: any Connection, _ access: Access, ledger: String, period: Period, _ dates: CycleDates, at instant: String
    ) throws -> Cycle {
        try require(access)
        _ = try Instant.day(instant)
        guard let sheet = Sheet.named(ledger), sheet.periods(of: period.year).contains(period) else {
            throw ReviewError.unknownPage("\(ledger)/\(period)")
        }
        guard dates.shown <= dates.lastNew, dates.lastNew <= dates.lastCorrection else { throw ReviewError.datesOutOfOrder(dates) }
        let cycle = Cycle(ledger: sheet.ledger, period: period, dates: dates, actor: access.actor, setAt: instant)
        let table = ReviewTables.cycles
        try table.add(
            connection, access, values(cycle, number: try table.nextNumber(connection, access)), act: "cycle.set",
            subject: "\(sheet.ledger)/\(period)", at: instant)
        return cycle
    }

    /// The cycles of a year as they stand, by ledger and period; empty for a year that was not opened.
    public static func list(_ connection: any Connection, _ access: Access, year: Int) throws -> [Cycle] {
        try access.require(.readLedgers)
        return try all(connection, access, year).values.filter { access.allows(ledger: $0.ledger) }
            .sorted { ($0.ledger, $0.period) < ($1.ledger, $1.period) }
    }

    /// The years with at least one cycle.
    public static func years(_ connection: any Connection, _ access: Access) throws -> [Int] {
        try access.require(.readLedgers)
        return try connection.rows("SELECT DISTINCT c.year FROM cycles c WHERE c.city = ? ORDER BY c.year", [.text(access.city.digits)]).map
        {
            Int(try $0.int64(0))
        }
    }

    /// The latest dates of each ledger and period.
    static func all(_ connection: any Connection, _ access: Access, _ year: Int) throws -> [Cycle.Key: Cycle] {
        var cycles: [Cycle.Key: Cycle] = [:]
        for row in try connection.rows(
            "SELECT \(ReviewTables.cycles.list("c")) FROM cycles c WHERE c.city = ? AND c.year = ? ORDER BY c.number",
            [.text(access.city.digits), .integer(year)])
        {
            guard let period = Period(try row.text(3)), let shown = CivilDate(try row.text(4)), let lastNew = CivilDate(try row.text(5)),
                let lastCorrection = CivilDate(try row.text(6))
            else { throw ReviewError.damaged("cycles", try row.int64(0)) }
            let cycle = Cycle(
                ledger: try row.text(2), period: period,
                dates: CycleDates(shown: shown, lastNew: lastNew, lastCorrection: lastCorrection), actor: try row.text(7),
                setAt: try row.text(8))
            cycles[cycle.key] = cycle
        }
        return cycles
    }

    private static func values(_ cycle: Cycle, number: Int64) -> [SQLValue] {
        let dates = [cycle.dates.shown, cycle.dates.lastNew, cycle.dates.lastCorrection]
        return [.integer(number), .integer(cycle.year), .text(cycle.ledger), .text(cycle.period.description)]
            + dates.map { .text($0.description) } + [.text(cycle.actor), .text(cycle.setAt)]
    }

    private static func require(_ access: Access) throws {
        try access.require(.grantWaivers)
        guard access.districts == .all, access.ledgers == .all else { throw ReviewError.notWholeCity }
    }
}
