public import Ledgers
public import Quantities
public import Store

/// 租赁合同状态.
public enum TenancyState: String, Titled, Codable {
    case current
    case ended

    public var title: Text { self == .current ? Text("在租", "current") : Text("已退出", "ended") }
}

public enum TenancyAct: String, Titled, Codable {
    case renew
    case leave

    public var title: Text { self == .renew ? Text("续租", "renew") : Text("退出", "leave") }
}

/// 租赁: a household in a home, from a day on.
public struct Tenancy: Sendable, Hashable {
    public let number: Int64
    public let home: String
    public let household: String
    public let district: RegionCode
    public let from: CivilDate
    /// The last day of the lease, as it was agreed or renewed; of the tenancy, once it has ended.
    public let until: CivilDate
    public let terms: LeaseTerms
    public let state: TenancyState
    public let revision: Int64
}

/// Tenancies: at most one a home and one a household at a time, by the database.
public enum Tenancies {
    public static let machine = Machine<TenancyState, TenancyAct>(
        "tenancy", Text("租赁合同", "tenancy"), initial: .current,
        [
            Machine.step([.current], .renew, .current, [.handleHouseholds]),
            Machine.step([.current], .leave, .ended, [.handleHouseholds], [.reason]),
        ])
    static let register = Register(machine: machine)
    /// A second thing opened with each tenancy, so that the constraint on open things holds for the household as well.
    static let households = Register(
        machine: Machine<TenancyState, TenancyAct>(
            "tenant", Text("租住家庭", "tenant household"), initial: .current,
            [Machine.step([.current], .leave, .ended, [.handleHouseholds])]))

    /// Lets a home to a household.
    ///
    /// - Throws: `L004`, `G010`, `G011` the home is let, or the household has one; `G019`.
    @discardableResult
    public static func begin(
        _ connection: any Connection, _ access: Access, home: String, household: String, from: CivilDate, until: CivilDate,
        terms: LeaseTerms, at instant: String
    ) throws -> Int64 {
        try access.require(.handleHouseholds)
        guard let known = try Homes.list(connection, access, home: home).first else { throw HouseholdError.notFound(Homes.homeTitle, home) }
        _ = try HouseholdFiles.file(connection, access, household)
        guard until > from, terms.rent.fen >= 0, (0...1200).contains(terms.prepaidMonths), (1...1200).contains(terms.leaseMonths),
            terms.transferFee.fen >= 0
        else {
            throw HouseholdError.unreadable(machine.title, Text("止日晚于起日，月数和金额合理", "an end after the start, sensible months and amounts"))
        }
        let table = HouseholdTables.tenancies
        let number = try table.nextNumber(connection, access)
        try register.open(connection, access, number: number, district: known.district, subject: home, household: nil, at: instant)
        try households.open(connection, access, number: number, district: known.district, subject: household, household: nil, at: instant)
        try table.add(
            connection, access,
            [
                .integer(number), .text(home), .text(household), .text(from.description), .text(until.description),
                .integer(terms.rent.fen), .integer(terms.prepaidMonths), .integer(terms.leaseMonths), .integer(terms.transferFee.fen),
                .text(access.actor), .text(instant),
            ])
        return number
    }

    /// Renews to a later day, or ends on a day.
    public static func perform(
        _ connection: any Connection, _ access: Access, _ act: TenancyAct, _ number: Int64, until: CivilDate, reason: String = "",
        at instant: String
    ) throws {
        guard let standing = try register.standing(connection, access, number),
            let tenancy = try list(connection, access).first(where: { $0.number == number })
        else { throw HouseholdError.notFound(machine.title, String(number)) }
        let order = Order(act, number, note: reason, detail: ["until": until.description])
        let step = try register.allowed(connection, access, order, standing)
        guard act == .renew ? until > tenancy.until : until >= tenancy.from else {
            throw HouseholdError.unreadable(
                machine.title, Text("续租晚于原止日，退出不早于起租日", "a renewal after the end, an exit not before the start"))
        }
        try register.write(connection, access, order, step, standing, household: nil, at: instant)
        if act == .leave, let tenant = try households.standing(connection, access, number) {
            let order = Order<TenancyAct>(.leave, number)
            try households.write(
                connection, access, order, try households.allowed(connection, access, order, tenant), tenant, household: nil, at: instant)
        }
    }

    /// The tenancies of the districts in scope, or of one household or home.
    public static func list(_ connection: any Connection, _ access: Access, household: String? = nil, home: String? = nil) throws
        -> [Tenancy]
    {
        try access.require(.readHouseholds)
        var ends: [Int64: CivilDate] = [:]
        for row in try connection.rows(
            "SELECT a.number, a.detail FROM household_acts a WHERE a.city = ? AND a.kind = 'tenancy' AND a.revision > 0 ORDER BY a.number, a.revision",
            [.text(access.city.digits)])
        {
            ends[try row.int64(0)] = CivilDate(String(try row.text(1).split(separator: "=").last ?? ""))
        }
        let scope = access.districtCondition("s.district")
        return try connection.rows(
            """
            SELECT t.number, t.home, t.household, s.district, t.from_day, t.until_day, t.rent, t.prepaid_months, t.lease_months,
                t.transfer_fee, s.state, s.revision FROM tenancies t
            JOIN household_states s ON s.city = t.city AND s.kind = 'tenancy' AND s.number = t.number
            WHERE t.city = ? AND \(scope.sql) AND (? = '' OR t.household = ?) AND (? = '' OR t.home = ?) ORDER BY t.number
            """,
            [.text(access.city.digits)] + scope.arguments.map { .text($0) }
                + [household ?? "", household ?? "", home ?? "", home ?? ""].map { .text($0) }
        ).map { row in
            let number = try row.int64(0)
            guard let district = RegionCode(try row.text(3)), let from = CivilDate(try row.text(4)), let until = CivilDate(try row.text(5)),
                let state = TenancyState(rawValue: try row.text(10))
            else { throw HouseholdError.damaged("tenancies", number) }
            return Tenancy(
                number: number, home: try row.text(1), household: try row.text(2), district: district, from: from,
                until: ends[number] ?? until,
                terms: LeaseTerms(
                    rent: Money(fen: try row.int64(6)), prepaidMonths: Int(try row.int64(7)), leaseMonths: Int(try row.int64(8)),
                    transferFee: Money(fen: try row.int64(9))), state: state, revision: try row.int64(11))
        }
    }
}
