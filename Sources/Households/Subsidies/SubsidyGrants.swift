public import Ledgers
public import Quantities
public import Store

/// 补贴资格状态.
public enum GrantState: String, Titled, Codable {
    case paying
    case paused
    case ended

    public var title: Text {
        switch self {
        case .paying: Text("发放中", "paying")
        case .paused: Text("暂停", "paused")
        case .ended: Text("终止", "ended")
        }
    }
}

public enum GrantAct: String, Titled, Codable {
    case pause
    case resume
    case end

    public var title: Text {
        switch self {
        case .pause: Text("暂停发放", "pause")
        case .resume: Text("恢复发放", "resume")
        case .end: Text("终止发放", "end")
        }
    }
}

/// 补贴资格: a household that is paid month by month, from a month on.
public struct SubsidyGrant: Sendable, Hashable {
    public let number: Int64
    public let household: String
    public let district: RegionCode
    public let from: Period
    /// The lease's number.
    public let contract: String
    public let state: GrantState
    public let revision: Int64
}

public enum SubsidyGrants {
    public static let machine = Machine<GrantState, GrantAct>(
        "grant", Text("补贴资格", "subsidy grant"), initial: .paying,
        [
            Machine.step([.paying], .pause, .paused, [.handleHouseholds, .decideHouseholds], [.reason]),
            Machine.step([.paused], .resume, .paying, [.decideHouseholds], [.reason, .byAnother]),
            Machine.step([.paying, .paused], .end, .ended, [.decideHouseholds], [.reason]),
        ])
    static let register = Register(machine: machine)

    /// Grants the subsidy to a household whose application was approved.
    ///
    /// - Parameter account: the bank account, sealed with the household's key.
    /// - Throws: `L004`, `G010`, `G011` one is open, `G013` no approved application, `G019`.
    @discardableResult
    public static func grant(
        _ connection: any Connection, _ access: Access, _ household: String, from: Period, contract: String, account: String,
        at instant: String
    ) throws -> Int64 {
        try access.require(.decideHouseholds)
        let file = try HouseholdFiles.file(connection, access, household)
        guard let application = try Applications.of(connection, access, household).last,
            [.approved, .guaranteed].contains(application.state)
        else {
            throw HouseholdError("G013", "家庭\(household)没有已批准的申请", "household \(household) has no approved application")
        }
        guard from.isMonth, Homes.isCode(contract), (4...40).contains(account.utf8.count) else {
            throw HouseholdError.unreadable(machine.title, Text("有起始月份、合同号和账号", "a month, a lease and an account"))
        }
        let table = HouseholdTables.grants
        let number = try table.nextNumber(connection, access)
        try register.open(
            connection, access, number: number, district: file.district, subject: household, household: household, at: instant)
        try table.add(
            connection, access,
            [
                .integer(number), .text(household), .text(file.district.digits), .text(from.description), .text(contract),
                try HouseholdFiles.seal(connection, access, account, household: household, column: "subsidy_grants.account"),
                .text(access.actor), .text(instant),
            ])
        return number
    }

    public static func perform(_ connection: any Connection, _ access: Access, _ order: Order<GrantAct>, at instant: String) throws {
        guard let standing = try register.standing(connection, access, order.number) else {
            throw HouseholdError.notFound(machine.title, String(order.number))
        }
        let step = try register.allowed(connection, access, order, standing)
        try register.write(connection, access, order, step, standing, household: standing.subject, at: instant)
    }

    /// The grants of the districts in scope.
    public static func list(_ connection: any Connection, _ access: Access, district: RegionCode? = nil, household: String? = nil) throws
        -> [SubsidyGrant]
    {
        try access.require(.readHouseholds)
        let scope = access.districtCondition("g.district")
        return try connection.rows(
            """
            SELECT g.number, g.household, g.district, g.from_month, g.contract, s.state, s.revision FROM subsidy_grants g
            JOIN household_states s ON s.city = g.city AND s.kind = 'grant' AND s.number = g.number
            WHERE g.city = ? AND \(scope.sql) AND (? = '' OR g.district = ?) AND (? = '' OR g.household = ?) ORDER BY g.household, g.number
            """,
            [.text(access.city.digits)] + scope.arguments.map { .text($0) }
                + [district?.digits ?? "", district?.digits ?? "", household ?? "", household ?? ""].map { .text($0) }
        ).map { row in
            guard let district = RegionCode(try row.text(2)), let from = Period(try row.text(3)),
                let state = GrantState(rawValue: try row.text(5))
            else { throw HouseholdError.damaged("subsidy_grants", try row.int64(0)) }
            return SubsidyGrant(
                number: try row.int64(0), household: try row.text(1), district: district, from: from, contract: try row.text(4),
                state: state, revision: try row.int64(6))
        }
    }

    /// The bank account, opened for the bank's file.
    static func account(_ connection: any Connection, _ access: Access, _ grant: SubsidyGrant) throws -> String {
        guard
            let row = try connection.row(
                "SELECT g.account FROM subsidy_grants g WHERE g.city = ? AND g.number = ?",
                [.text(access.city.digits), .integer(grant.number)])
        else { throw HouseholdError.damaged("subsidy_grants", grant.number) }
        return try HouseholdFiles.open(
            connection, access, try row[0], household: grant.household, column: "subsidy_grants.account")
    }

    /// Notes money to be added (arrears) or taken back (overpaid, negative) with the next months' payments.
    ///
    /// - Throws: `L004`, `G010`, `G014` without a reason, `G019` zero.
    public static func adjust(
        _ connection: any Connection, _ access: Access, _ household: String, by amount: Money, reason: String, at instant: String
    ) throws {
        try access.require(.decideHouseholds)
        _ = try HouseholdFiles.file(connection, access, household)
        guard !reason.isBlank else { throw HouseholdError.noReason(Text("补发或追回", "adjust")) }
        guard amount.fen != 0, abs(amount.fen) <= 100_000_000 else {
            throw HouseholdError.unreadable(Text("补发或追回金额", "amount"), Text("不为零的金额", "an amount other than nothing"))
        }
        let table = HouseholdTables.adjustments
        try table.add(
            connection, access,
            [
                .integer(try table.nextNumber(connection, access)), .text(household), .integer(amount.fen),
                try HouseholdFiles.seal(connection, access, reason, household: household, column: "subsidy_adjustments.reason"),
                .text(access.actor), .text(instant),
            ], act: "subsidy.adjust", subject: household, at: instant)
    }
}
