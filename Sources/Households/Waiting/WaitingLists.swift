public import Ledgers
public import Quantities
public import Store

/// 轮候名单 of a district, and one's own place.
public enum WaitingLists {
    public static func order(
        _ connection: any Connection, _ access: Access, district: RegionCode, policy: PolicyBook, on date: CivilDate
    ) throws -> [WaitingPlace] {
        guard access.allows(district) else { throw HouseholdError.notFound(Text("区", "district"), district.digits) }
        return try compute(connection, access, district, policy, date)
    }

    /// The place of one application; `nil` where it does not wait. A resident sees their own, and nothing of the others but how many.
    public static func place(
        _ connection: any Connection, _ access: Access, of number: Int64, policy: PolicyBook, on date: CivilDate
    ) throws -> WaitingPlace? {
        let application = try Applications.application(connection, access, number)
        guard application.state == .approved else { return nil }
        let machine = Access(
            city: access.city, districts: .only([application.district]), ledgers: .only([]), permissions: [.readHouseholds],
            actor: access.actor)
        return try compute(connection, machine, application.district, policy, date).first { $0.application == number }
    }

    private static func compute(
        _ connection: any Connection, _ access: Access, _ district: RegionCode, _ policy: PolicyBook, _ date: CivilDate
    ) throws -> [WaitingPlace] {
        let waiting = try Applications.list(connection, access, states: [.approved], district: district)
        return try policy.waiting.order(
            try waiting.map {
                Waiter(
                    application: $0.number, household: $0.household, appliedOn: $0.appliedOn,
                    facts: try HouseholdFiles.facts(connection, access, $0.household))
            }, on: date)
    }
}
