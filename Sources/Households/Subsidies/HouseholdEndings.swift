public import Ledgers
public import Quantities
public import Store

/// 退出和死亡: from the month after, nothing is paid.
public struct HouseholdEnding: Sendable, Hashable {
    public let kind: Kind
    public let on: CivilDate

    public init(kind: Kind, on date: CivilDate) {
        self.kind = kind
        on = date
    }

    public enum Kind: String, Titled, Codable {
        case left
        case died

        public var title: Text { self == .left ? Text("退出保障", "left") : Text("申请人死亡", "the applicant died") }
    }
}

public enum HouseholdEndings {
    /// Registers that a household left, or that its applicant died and nobody applies in their place.
    ///
    /// - Throws: `L004`, `G010`, `G024`.
    public static func register(
        _ connection: any Connection, _ access: Access, _ household: String, _ ending: HouseholdEnding, source: String, at instant: String
    ) throws {
        try access.require(.handleHouseholds)
        _ = try HouseholdFiles.file(connection, access, household)
        guard try all(connection, access)[household] == nil else { throw HouseholdError.thereAlready(ending.kind.title, household) }
        guard !source.isBlank else { throw HouseholdError.noReason(ending.kind.title) }
        try HouseholdTables.endings.add(
            connection, access,
            [
                .text(household), .text(ending.kind.rawValue), .text(ending.on.description), .text(source), .text(access.actor),
                .text(instant),
            ], act: "household.end", subject: household, at: instant)
    }

    static func all(_ connection: any Connection, _ access: Access) throws -> [String: HouseholdEnding] {
        var endings: [String: HouseholdEnding] = [:]
        for row in try connection.rows(
            "SELECT e.household, e.kind, e.ended_on FROM household_endings e WHERE e.city = ?", [.text(access.city.digits)])
        {
            guard let kind = HouseholdEnding.Kind(rawValue: try row.text(1)), let day = CivilDate(try row.text(2)) else { continue }
            endings[try row.text(0)] = HouseholdEnding(kind: kind, on: day)
        }
        return endings
    }
}
