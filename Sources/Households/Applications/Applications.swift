public import Ledgers
public import Quantities
public import Store

/// 住房保障申请: one of a household, from entering to its outcome.
public struct Application: Sendable, Hashable {
    public let number: Int64
    public let household: String
    public let district: RegionCode
    public let channel: Channel
    public let appliedOn: CivilDate
    public let state: ApplicationState
    public let revision: Int64
    public let actor: String
    public let changedAt: String

    public var name: String { "S\(number)" }

    /// 申请渠道.
    public enum Channel: String, Titled, Codable {
        case online
        case street

        public var title: Text { self == .online ? Text("网上", "online") : Text("窗口", "street office") }
    }
}

/// Applications: entering, acts, reading.
public enum Applications {
    static let register = Register(machine: machine)

    /// Enters an application of a household that has its applicant on file.
    ///
    /// - Throws: `G010`, `L004`, `G011` where one is open, `G005` without an applicant.
    @discardableResult
    public static func enter(_ connection: any Connection, _ access: Access, _ household: String, on date: CivilDate, at instant: String)
        throws
        -> Application
    {
        let file = try HouseholdFiles.writable(connection, access, household)
        guard try HouseholdMembers.list(connection, access, household).contains(where: { $0.relation == .applicant }) else {
            throw HouseholdError("G005", "家庭\(household)还没有登记申请人", "household \(household) has no applicant yet")
        }
        let channel: Application.Channel = access.may(.handleHouseholds) ? .street : .online
        let table = HouseholdTables.applications
        let number = try table.nextNumber(connection, access)
        try register.open(
            connection, access, number: number, district: file.district, subject: household, household: household, at: instant)
        try table.add(
            connection, access,
            [
                .integer(number), .text(household), .text(file.district.digits), .text(channel.rawValue), .text(date.description),
                .text(access.actor), .text(instant),
            ])
        return try application(connection, access, number)
    }

    /// Does one act. Checks first, then writes; a refusal has written nothing.
    ///
    /// - Parameter policy: what eligibility is decided by.
    /// - Throws: `G010`, `L004`, `G012`–`G016`.
    @discardableResult
    public static func perform(
        _ connection: any Connection, _ access: Access, _ order: Order<ApplicationAct>, policy: PolicyBook, at instant: String
    ) throws -> Application {
        let application = try application(connection, access, order.number)
        guard let standing = try register.standings(connection, access, "s.number = ?", [.integer(order.number)], unscoped: true).first
        else { throw HouseholdError.damaged("household_states", order.number) }
        var order = order
        let step = try register.allowed(connection, access, order, standing)
        let today = try HouseholdInstant.day(instant)
        for need in step.needs {
            try check(connection, access, need, &order, application, policy, today)
        }
        try register.write(connection, access, order, step, standing, household: application.household, at: instant)
        return try self.application(connection, access, order.number)
    }

    private static func check(
        _ connection: any Connection, _ access: Access, _ need: Need, _ order: inout Order<ApplicationAct>, _ application: Application,
        _ policy: PolicyBook, _ today: CivilDate
    ) throws {
        let title = order.act.title
        switch need {
        case .documents:
            guard try !HouseholdDocuments.list(connection, access, application.household).isEmpty else {
                throw HouseholdError.unmet(need, title)
            }
        case .factsComplete, .eligible:
            let facts = try HouseholdFiles.facts(connection, access, application.household)
            let decision = policy.eligibility.decide(facts, on: today)
            let open = decision.conditions.filter { $0.verdict == .unknown || need == .eligible && $0.verdict == .notMet }
            guard open.isEmpty else {
                throw HouseholdError.unmet(
                    need, title,
                    Text(open.map(\.title.zh).joined(separator: "、"), open.map(\.title.en).joined(separator: ", ")))
            }
            // So that the decision can be computed again by what it was made by.
            order.detail["decided_for"] = today.description
            for material in policy.materials { order.detail["policy." + material.name] = material.digest.hex }
        case .noticeDates:
            guard let from = order.detail["from"].flatMap({ CivilDate($0) }), let until = order.detail["until"].flatMap({ CivilDate($0) }),
                from >= today, until >= from
            else {
                throw HouseholdError.unmet(need, title, Text("自今日或以后，止日不早于起日", "from today on, the end not before the start"))
            }
        case .noticeOver:
            guard let notice = try Notices.current(connection, access, application.number), today > notice.until else {
                throw HouseholdError.unmet(need, title)
            }
        case .reason, .byAnother, .resultComplete: break
        }
    }

    /// One application. Throws `G010` where there is none in scope.
    public static func application(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> Application {
        guard let found = try rows(connection, access, "a.number = ?", [.integer(number)]).first,
            (try? HouseholdFiles.file(connection, access, found.household)) != nil
        else { throw HouseholdError.notFound(machine.title, String(number)) }
        return found
    }

    /// The applications of the districts in scope, narrowed to states or a district.
    public static func list(
        _ connection: any Connection, _ access: Access, states: Set<ApplicationState> = [], district: RegionCode? = nil
    ) throws -> [Application] {
        try access.require(.readHouseholds)
        let scope = access.districtCondition("a.district")
        let found = try rows(
            connection, access, "\(scope.sql) AND (? = '' OR a.district = ?)",
            scope.arguments.map { .text($0) } + [.text(district?.digits ?? ""), .text(district?.digits ?? "")])
        return states.isEmpty ? found : found.filter { states.contains($0.state) }
    }

    /// The applications of one household, oldest first.
    public static func of(_ connection: any Connection, _ access: Access, _ household: String) throws -> [Application] {
        _ = try HouseholdFiles.file(connection, access, household)
        return try rows(connection, access, "a.household = ?", [.text(household)])
    }

    /// All that was done with an application.
    public static func history(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> [DoneAct] {
        _ = try application(connection, access, number)
        return try register.history(connection, access, number)
    }

    /// Whether any application of the household has been approved: from then on its facts change by request only.
    static func wasDecided(_ connection: any Connection, _ access: Access, _ household: String) throws -> Bool {
        try connection.row(
            """
            SELECT 1 FROM household_states s WHERE s.city = ? AND s.kind = 'application' AND s.subject = ?
            AND s.state IN ('approved', 'guaranteed')
            """, [.text(access.city.digits), .text(household)]) != nil
    }

    private static func rows(_ connection: any Connection, _ access: Access, _ condition: String, _ arguments: [SQLValue]) throws
        -> [Application]
    {
        try connection.rows(
            """
            SELECT a.number, a.household, a.district, a.channel, a.applied_on, s.state, s.revision, s.actor, s.done_at
            FROM household_applications a
            JOIN household_states s ON s.city = a.city AND s.kind = 'application' AND s.number = a.number
            WHERE a.city = ? AND \(condition) ORDER BY a.number
            """, [.text(access.city.digits)] + arguments
        ).map { row in
            guard let district = RegionCode(try row.text(2)), let channel = Application.Channel(rawValue: try row.text(3)),
                let applied = CivilDate(try row.text(4)), let state = ApplicationState(rawValue: try row.text(5))
            else { throw HouseholdError.damaged("household_applications", try row.int64(0)) }
            return Application(
                number: try row.int64(0), household: try row.text(1), district: district, channel: channel, appliedOn: applied,
                state: state, revision: try row.int64(6), actor: try row.text(7), changedAt: try row.text(8))
        }
    }
}

/// 公示: the notice of an application, from one day to the end of another.
public struct Notice: Sendable, Hashable {
    public let application: Int64
    public let household: String
    public let district: RegionCode
    public let from: CivilDate
    public let until: CivilDate
    /// `张**`: notices show no more, and no number.
    public let applicant: String
    public let people: Int
    public let objections: Int
}

public enum Notices {
    /// The dates of the last notice of an application.
    static func current(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> (from: CivilDate, until: CivilDate)? {
        let acts = try Applications.register.history(connection, access, number)
        guard let last = acts.last(where: { $0.act == ApplicationAct.publish.rawValue }), let from = CivilDate(last.detail["from"] ?? ""),
            let until = CivilDate(last.detail["until"] ?? "")
        else { return nil }
        return (from, until)
    }

    /// 公示名单: the applications under notice in scope, with masked names.
    public static func list(_ connection: any Connection, _ access: Access, district: RegionCode? = nil) throws -> [Notice] {
        let open = try Applications.list(connection, access, states: [.noticed, .objected], district: district)
        return try open.compactMap { application in
            guard let dates = try current(connection, access, application.number) else { return nil }
            let members = try HouseholdMembers.list(connection, access, application.household)
            let objections = try Applications.register.history(connection, access, application.number)
                .count { $0.act == ApplicationAct.object.rawValue }
            return Notice(
                application: application.number, household: application.household, district: application.district, from: dates.from,
                until: dates.until, applicant: members.first { $0.relation == .applicant }?.name ?? "", people: members.count,
                objections: objections)
        }
    }
}
