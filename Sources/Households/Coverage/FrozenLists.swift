public import Ledgers
public import Quantities
public import Store

/// 重点保障家庭名单: the city's list of four categories, frozen on a day under a hash, dealt out to districts.
public struct FrozenList: Sendable, Hashable {
    public let number: Int64
    public let year: Int
    public let version: Int64
    public let frozenOn: CivilDate
    /// SHA-256 over the lines `household TAB district TAB category`, sorted by bytes and joined by line feeds.
    public let hash: Digest256
    public let households: Int64
    public let actor: String
}

/// One household of the list, with what the ledger says of it.
public struct ListedHousehold: Sendable, Hashable {
    public let household: String
    public let district: RegionCode
    public let category: Category
    /// `nil` where the ledger has no entry of it yet.
    public let outcome: Outcome?
    public let appliedOn: CivilDate?
    public let decidedOn: CivilDate?

    /// 四类家庭, as the ledger `households` names them.
    public enum Category: String, Titled, Codable {
        case subsistence
        case lowIncome = "low_income"
        case disabled
        case illness

        public var title: Text {
            switch self {
            case .subsistence: Text("低保", "subsistence")
            case .lowIncome: Text("低收入", "low income")
            case .disabled: Text("重残", "severe disability")
            case .illness: Text("大病", "serious illness")
            }
        }
    }

    public enum Outcome: String, Titled, Codable {
        case home
        case subsidy
        case declined
        case waiting

        public var title: Text {
            switch self {
            case .home: Text("实物配租", "given a home")
            case .subsidy: Text("租赁补贴", "given a subsidy")
            case .declined: Text("放弃", "declined")
            case .waiting: Text("待保障", "waiting")
            }
        }
    }

    public var hasApplied: Bool { appliedOn != nil }
    public var isGuaranteed: Bool { outcome == .home || outcome == .subsidy }
}

/// 保障率: guaranteed ÷ those of the list who applied.
public struct Coverage: Sendable, Hashable {
    public var listed = 0
    public var applied = 0
    public var guaranteed = 0
    public var declined = 0
    /// On the list, and not in the ledger.
    public var missing = 0

    /// `nil` where nobody applied.
    public var rate: Rational? { applied == 0 ? nil : Rational(Int64(guaranteed), Int64(applied)) }

    public init(_ households: some Sequence<ListedHousehold>) {
        for household in households {
            listed += 1
            if household.outcome == nil { missing += 1 }
            guard household.hasApplied else { continue }
            applied += 1
            if household.isGuaranteed { guaranteed += 1 }
            if household.outcome == .declined { declined += 1 }
        }
    }
}

public enum FrozenLists {
    static let title = Text("重点保障家庭名单", "list of households to be guaranteed")

    /// Freezes the year's list as it is given. A list is never changed; a later version stands beside it.
    ///
    /// - Throws: `L004`, `G019` where it is empty or a household comes twice.
    @discardableResult
    public static func freeze(
        _ connection: any Connection, _ access: Access, year: Int, on date: CivilDate,
        _ rows: [(household: String, district: RegionCode, category: ListedHousehold.Category)], at instant: String
    ) throws -> FrozenList {
        try access.require(.decideCases)
        guard access.districts == .all else { throw HouseholdError.notWholeCity }
        guard !rows.isEmpty, Set(rows.map(\.household)).count == rows.count,
            rows.allSatisfy({ (1...24).contains($0.household.utf8.count) && $0.household.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } })
        else {
            throw HouseholdError.unreadable(title, Text("每户一行、家庭编号不重复", "one row a household, each code once"))
        }
        let hash = hash(rows)
        let table = HouseholdTables.lists
        let number = try table.nextNumber(connection, access)
        let version = try (lists(connection, access, year: year).last?.version ?? 0) + 1
        try table.add(
            connection, access,
            [
                .integer(number), .integer(year), .integer(version), .text(date.description), .text(hash.hex), .integer(rows.count),
                .text(access.actor), .text(instant),
            ], act: "list.freeze", subject: "\(year)-\(version)", at: instant)
        try HouseholdTables.listRows.add(
            connection, access,
            all: rows.sorted { $0.household.utf8.lexicographicallyPrecedes($1.household.utf8) }.map { row in
                [.integer(number), .text(row.household), .text(row.district.digits), .text(row.category.rawValue)]
            })
        return FrozenList(
            number: number, year: year, version: version, frozenOn: date, hash: hash, households: Int64(rows.count), actor: access.actor)
    }

    static func hash(_ rows: [(household: String, district: RegionCode, category: ListedHousehold.Category)]) -> Digest256 {
        let lines = rows.map { Array("\($0.household)\t\($0.district)\t\($0.category.rawValue)".utf8) }
            .sorted { $0.lexicographicallyPrecedes($1) }
        return Hasher256.hash(Array(lines.joined(separator: [0x0A])))
    }

    /// The frozen lists of a year, oldest first.
    public static func lists(_ connection: any Connection, _ access: Access, year: Int) throws -> [FrozenList] {
        try access.require(.readHouseholds)
        return try connection.rows(
            """
            SELECT l.number, l.year, l.version, l.frozen_on, l.hash, l.households, l.actor FROM household_lists l
            WHERE l.city = ? AND l.year = ? ORDER BY l.version
            """, [.text(access.city.digits), .integer(year)]
        ).map { row in
            guard let frozen = CivilDate(try row.text(3)), let hash = Digest256(hex: try row.text(4)) else {
                throw HouseholdError.damaged("household_lists", try row.int64(0))
            }
            return FrozenList(
                number: try row.int64(0), year: Int(try row.int64(1)), version: try row.int64(2), frozenOn: frozen, hash: hash,
                households: try row.int64(5), actor: try row.text(6))
        }
    }

    /// The households of a list in the districts in scope, each with its outcome in the year's ledger.
    public static func households(_ connection: any Connection, _ access: Access, _ list: FrozenList) throws -> [ListedHousehold] {
        try access.require(.readHouseholds)
        var known: [String: (outcome: ListedHousehold.Outcome?, applied: CivilDate?, decided: CivilDate?)] = [:]
        let pages = try Pages.current(connection, access, year: list.year, ledger: Sheet.households.ledger)
        for page in pages {
            try Entries.forEach(connection, access, page, columns: ["household", "applied_on", "outcome", "decided_on"]) { row in
                let day = { (value: Int64?) in value.flatMap { CivilDate(String($0)) } }
                known[try row.text(1)] = (
                    ListedHousehold.Outcome(rawValue: try row.text(3)), day(try row.optionalInt64(2)), day(try row.optionalInt64(4))
                )
            }
        }
        let scope = access.districtCondition("r.district")
        return try connection.rows(
            "SELECT r.household, r.district, r.category FROM household_list_rows r WHERE r.city = ? AND r.list = ? AND \(scope.sql) ORDER BY r.household",
            [.text(access.city.digits), .integer(list.number)] + scope.arguments.map { .text($0) }
        ).map { row in
            guard let district = RegionCode(try row.text(1)), let category = ListedHousehold.Category(rawValue: try row.text(2)) else {
                throw HouseholdError.damaged("household_list_rows", list.number)
            }
            let entry = known[try row.text(0)]
            return ListedHousehold(
                household: try row.text(0), district: district, category: category, outcome: entry?.outcome ?? nil,
                appliedOn: entry?.applied ?? nil, decidedOn: entry?.decided ?? nil)
        }
    }
}

extension HouseholdError {
    static let notWholeCity = HouseholdError("G023", "该事项需要全市范围的权限", "this needs the whole city in scope")
}
