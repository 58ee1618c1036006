public import Ledgers
public import Quantities
public import Store

/// 月度发放: computed, reviewed by a second person, sent, closed by the payer's results.
public enum SubsidyBatches {
    public static let machine = Machine<BatchState, BatchAct>(
        "batch", Text("发放批次", "subsidy batch"), initial: .draft,
        [
            Machine.step([.draft], .compute, .computed, [.handleHouseholds]),
            Machine.step([.computed], .review, .reviewed, [.approveSubsidies], [.byAnother]),
            Machine.step([.reviewed], .send, .sent, [.handleHouseholds]),
            Machine.step([.sent], .close, .closed, [.handleHouseholds], [.resultComplete]),
            Machine.step([.draft, .computed, .reviewed], .cancel, .cancelled, [.handleHouseholds, .approveSubsidies], [.reason]),
        ])
    static let register = Register(machine: machine)

    /// Opens the batch of a district's month; one that is not cancelled is the month's only one.
    ///
    /// - Throws: `L004`, `G010`, `G011`, `G024` the month has been paid.
    @discardableResult
    public static func open(_ connection: any Connection, _ access: Access, district: RegionCode, month: Period, at instant: String) throws
        -> SubsidyBatch
    {
        try access.require(.handleHouseholds)
        guard access.allows(district), month.isMonth else { throw HouseholdError.notFound(Text("区", "district"), district.digits) }
        let known = try list(connection, access).filter { $0.district == district && $0.month == month }
        if known.contains(where: { $0.state == .closed }) { throw HouseholdError.thereAlready(machine.title, "\(district) \(month)") }
        let table = HouseholdTables.batches
        let number = try table.nextNumber(connection, access)
        try register.open(
            connection, access, number: number, district: district, subject: "\(district)/\(month)", household: nil, at: instant)
        try table.add(
            connection, access,
            [.integer(number), .text(district.digits), .text(month.description), .text(access.actor), .text(instant)])
        return try batch(connection, access, number)
    }

    /// Computes every household that is paid that month, by its facts and the standards of the month's first day.
    /// Households whose facts do not suffice are left out and told.
    ///
    /// - Returns: the households left out, with the reason.
    @discardableResult
    public static func compute(
        _ connection: any Connection, _ access: Access, _ number: Int64, revision: Int64?, policy: PolicyBook, at instant: String
    ) throws -> [(household: String, reason: Text)] {
        let batch = try batch(connection, access, number)
        let order = Order<BatchAct>(.compute, number, revision: revision)
        let (step, standing) = try allowed(connection, access, order)
        guard let month = batch.month.month, let first = CivilDate(year: batch.month.year, month: month, day: 1) else {
            throw HouseholdError.damaged("subsidy_batches", number)
        }
        let balances = try balances(connection, access)
        let ended = try HouseholdEndings.all(connection, access)
        var rows: [[SQLValue]] = []
        var left: [(String, Text)] = []
        for grant in try SubsidyGrants.list(connection, access, district: batch.district)
        where grant.state == .paying && grant.from <= batch.month {
            if let end = ended[grant.household], end.on < first {
                left.append((grant.household, Text("已于\(end.on.chinese)\(end.kind.title.zh)", "\(end.kind.title.en) on \(end.on)")))
                continue
            }
            do {
                let facts = try HouseholdFiles.facts(connection, access, grant.household)
                let household = try SubsidyCase(facts, district: batch.district, on: first)
                let result = try policy.subsidies.compute(household, on: first)
                guard let paidClass = result.paidClass else {
                    left.append((grant.household, result.reasons.last ?? Text("不予补贴", "no subsidy")))
                    continue
                }
                // What earlier months left: taken back only as far as this month reaches.
                let settled = max(balances[grant.household] ?? 0, -result.amount.fen)
                var reasons = result.reasons.map(\.zh)
                if settled != 0 {
                    let sum = NumberFormat.yuan(Rational(abs(settled), 100)).zh
                    reasons.append(settled > 0 ? "补发以前月份\(sum)" : "追回以前月份多发\(sum)")
                }
                rows.append([
                    .integer(number), .text(grant.household), .integer(paidClass), .integer(household.people), .integer(household.rent.fen),
                    .integer(result.standard.fen), .integer(result.amount.fen), .integer(settled), .integer(result.amount.fen + settled),
                    .text(reasons.joined(separator: "\n")),
                ])
            } catch let error as HouseholdError where error.code == "G005" {
                left.append((grant.household, error.text))
            }
        }
        let digest = try HouseholdTables.items.add(connection, access, all: rows)
        var done = order
        done.detail = ["items": String(rows.count), "digest": digest.hex]
        try register.write(connection, access, done, step, standing, household: nil, at: instant)
        return left
    }

    /// What earlier months still owe a household (above nothing) or are owed (below): adjustments, months that were computed and not paid,
    /// less what paid items have settled. Months under way count as settled.
    static func balances(_ connection: any Connection, _ access: Access) throws -> [String: Int64] {
        var balances: [String: Int64] = [:]
        let city: [SQLValue] = [.text(access.city.digits)]
        for row in try connection.rows(
            "SELECT a.household, sum(a.amount) FROM subsidy_adjustments a WHERE a.city = ? GROUP BY a.household", city)
        {
            balances[try row.text(0), default: 0] += try row.int64(1)
        }
        for row in try connection.rows(
            """
            SELECT i.household, sum(CASE WHEN r.paid = 0 THEN i.computed ELSE -i.settled END) FROM subsidy_items i
            JOIN household_states s ON s.city = i.city AND s.kind = 'batch' AND s.number = i.batch AND s.state <> 'cancelled'
            LEFT JOIN subsidy_results r ON r.city = i.city AND r.batch = i.batch AND r.household = i.household
            WHERE i.city = ? GROUP BY i.household
            """, city)
        {
            balances[try row.text(0), default: 0] += try row.int64(1)
        }
        return balances
    }

    /// Reviews, sends or cancels.
    ///
    /// - Throws: `G010`, `L004`, `G012`–`G015`.
    public static func perform(_ connection: any Connection, _ access: Access, _ order: Order<BatchAct>, at instant: String) throws {
        guard [.review, .send, .cancel].contains(order.act) else {
            throw HouseholdError.notPossible(machine.title, order.number, order.act.title, Text("—", "—"))
        }
        let (step, standing) = try allowed(connection, access, order)
        if order.act == .review {
            // Whoever opened or computed it is not the second pair of eyes.
            let history = try register.history(connection, access, order.number)
            guard !history.contains(where: { $0.actor == access.actor }) else { throw HouseholdError.fourEyes(order.act.title) }
        }
        try register.write(connection, access, order, step, standing, household: nil, at: instant)
    }

    /// Takes the payer's results in and closes: a household is paid when they say so, and not before.
    ///
    /// - Throws: `G016` where a household has no result, or one is not of the batch.
    public static func close(
        _ connection: any Connection, _ access: Access, _ number: Int64, revision: Int64?, results: [String: SubsidyResult],
        at instant: String
    ) throws {
        let order = Order<BatchAct>(.close, number, revision: revision)
        let (step, standing) = try allowed(connection, access, order)
        let items = try items(connection, access, number)
        let due = Set(items.filter { $0.amount.fen > 0 }.map(\.household))
        let missing = due.subtracting(results.keys).sorted()
        let foreign = Set(results.keys).subtracting(items.map(\.household)).sorted()
        if let first = missing.first ?? foreign.first {
            throw HouseholdError.unmet(
                .resultComplete, BatchAct.close.title,
                Text(
                    "缺少\(missing.count)户，多出\(foreign.count)户，如\(first)",
                    "\(missing.count) missing, \(foreign.count) not in the batch, such as \(first)"))
        }
        let rows = items.map { item -> [SQLValue] in
            // Nothing to pay out is settled without the bank.
            let result = results[item.household] ?? SubsidyResult(isPaid: true, paidOn: nil, note: "")
            return [
                .integer(number), .text(item.household), .integer(result.isPaid ? 1 : 0), .text(result.paidOn?.description ?? ""),
                .text(result.note),
            ]
        }
        let digest = try HouseholdTables.results.add(connection, access, all: rows)
        var done = order
        done.detail = ["results": String(rows.count), "digest": digest.hex]
        try register.write(connection, access, done, step, standing, household: nil, at: instant)
    }

    private static func allowed(_ connection: any Connection, _ access: Access, _ order: Order<BatchAct>) throws -> (
        Step<BatchState, BatchAct>, Standing<BatchState>
    ) {
        guard let standing = try register.standing(connection, access, order.number) else {
            throw HouseholdError.notFound(machine.title, String(order.number))
        }
        return (try register.allowed(connection, access, order, standing), standing)
    }

    // MARK: - Reading

    public static func batch(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> SubsidyBatch {
        guard let batch = try list(connection, access, number: number).first else {
            throw HouseholdError.notFound(machine.title, String(number))
        }
        return batch
    }

    /// The batches of the districts in scope.
    public static func list(_ connection: any Connection, _ access: Access, number: Int64? = nil) throws -> [SubsidyBatch] {
        try access.require(.readHouseholds)
        return try register.standings(connection, access, "(? = 0 OR s.number = ?)", [.integer(number ?? 0), .integer(number ?? 0)]).map {
            guard let month = Period(String($0.subject.split(separator: "/").last ?? "")) else {
                throw HouseholdError.damaged("subsidy_batches", $0.number)
            }
            return SubsidyBatch(
                number: $0.number, district: $0.district, month: month, state: $0.state, revision: $0.revision, actor: $0.actor,
                changedAt: $0.changedAt)
        }
    }

    /// The households of a batch.
    public static func items(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> [SubsidyItem] {
        _ = try batch(connection, access, number)
        return try items(connection, access, "i.batch = ?", [.integer(number)]).map(\.item)
    }

    private static func items(_ connection: any Connection, _ access: Access, _ condition: String, _ arguments: [SQLValue]) throws -> [(
        batch: Int64, item: SubsidyItem
    )] {
        try connection.rows(
            """
            SELECT i.household, i.class, i.people, i.rent, i.standard, i.computed, i.settled, i.amount, i.reasons, r.paid, r.paid_on, r.note,
                i.batch
            FROM subsidy_items i
            LEFT JOIN subsidy_results r ON r.city = i.city AND r.batch = i.batch AND r.household = i.household
            WHERE i.city = ? AND \(condition) ORDER BY i.batch, i.household
            """, [.text(access.city.digits)] + arguments
        ).map { row in
            let result = try row.optionalInt64(9).map {
                SubsidyResult(isPaid: $0 == 1, paidOn: CivilDate(try row.text(10)), note: try row.text(11))
            }
            return (
                try row.int64(12),
                SubsidyItem(
                    household: try row.text(0), paidClass: Int(try row.int64(1)), people: Int(try row.int64(2)),
                    rent: Money(fen: try row.int64(3)), standard: Money(fen: try row.int64(4)), computed: Money(fen: try row.int64(5)),
                    settled: Money(fen: try row.int64(6)), amount: Money(fen: try row.int64(7)),
                    reasons: try row.text(8).split(separator: "\n").map(String.init), result: result)
            )
        }
    }

    public static func history(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> [DoneAct] {
        _ = try batch(connection, access, number)
        return try register.history(connection, access, number)
    }

    /// What was paid to a household, month by month.
    public static func payments(_ connection: any Connection, _ access: Access, household: String) throws -> [(
        month: Period, item: SubsidyItem
    )] {
        _ = try HouseholdFiles.file(connection, access, household)
        let batches = Dictionary(uniqueKeysWithValues: try list(connection, access).map { ($0.number, $0) })
        return try items(connection, access, "i.household = ?", [.text(household)]).compactMap { number, item in
            batches[number].flatMap { $0.state == .cancelled ? nil : ($0.month, item) }
        }
    }
}
