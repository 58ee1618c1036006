public import Ledgers
public import Quantities
public import Store

/// 家庭档案: a household of a district, its members, what is known of it.
public struct HouseholdFile: Sendable, Hashable {
    /// `JT11010500012`: a code, never personal data.
    public let household: String
    public let district: RegionCode
    /// The resident's account that opened it; empty where the street office did.
    public let owner: String
    public let openedBy: String
    public let openedAt: String
}

/// Opening and reading the files of households. Every query takes the ``Access`` it is made for: an official sees the districts of their
/// scope, a resident the household their own account opened.
public enum HouseholdFiles {
    static let title = Text("家庭档案", "household file")

    /// Opens the file of a household, without anybody in it yet.
    ///
    /// - Parameter owner: the resident's account, where the household applies online; such a person opens a file for themselves alone.
    /// - Throws: `L004`; `G010` no such district in scope; `G011` the resident has a file already.
    @discardableResult
    public static func open(_ connection: any Connection, _ access: Access, district: RegionCode, at instant: String) throws
        -> HouseholdFile
    {
        let isOwn = !access.may(.handleHouseholds)
        if isOwn {
            try access.require(.applyForHousing)
            if let known = try own(connection, access).first { throw HouseholdError.alreadyOpen(title, known.household, 0) }
        } else if !access.allows(district) {
            throw HouseholdError.notFound(Text("区", "district"), district.digits)
        }
        _ = try HouseholdInstant.day(instant)
        let count = try connection.row(
            "SELECT count(*) FROM household_files WHERE city = ? AND district = ?", [.text(access.city.digits), .text(district.digits)])
        let serial = String(try (count?.int64(0) ?? 0) + 1)
        let code = "JT\(district.digits)" + String(repeating: "0", count: max(0, 6 - serial.utf8.count)) + serial
        let file = HouseholdFile(
            household: code, district: district, owner: isOwn ? access.actor : "", openedBy: access.actor, openedAt: instant)
        try HouseholdTables.opened.add(
            connection, access,
            [.text(code), .text(district.digits), .text(file.owner), .text(access.actor), .text(instant)],
            act: "household.open", subject: code, at: instant)
        return file
    }

    /// One file. Throws `G010` where there is none in scope, and where it is another's.
    public static func file(_ connection: any Connection, _ access: Access, _ household: String) throws -> HouseholdFile {
        guard let file = try rows(connection, access, "f.household = ?", [.text(household)]).first,
            access.may(.readHouseholds) && access.allows(file.district) || access.may(.applyForHousing) && file.owner == access.actor
        else { throw HouseholdError.notFound(title, household) }
        return file
    }

    /// The files of the districts in scope.
    public static func list(_ connection: any Connection, _ access: Access, district: RegionCode? = nil) throws -> [HouseholdFile] {
        try access.require(.readHouseholds)
        let scope = access.districtCondition("f.district")
        return try rows(
            connection, access, "\(scope.sql) AND (? = '' OR f.district = ?)",
            scope.arguments.map { .text($0) } + [.text(district?.digits ?? ""), .text(district?.digits ?? "")])
    }

    /// A resident's own.
    public static func own(_ connection: any Connection, _ access: Access) throws -> [HouseholdFile] {
        try access.require(.applyForHousing)
        return try rows(connection, access, "f.owner = ?", [.text(access.actor)])
    }

    private static func rows(_ connection: any Connection, _ access: Access, _ condition: String, _ arguments: [SQLValue]) throws
        -> [HouseholdFile]
    {
        try connection.rows(
            "SELECT f.household, f.district, f.owner, f.actor, f.done_at FROM household_files f WHERE f.city = ? AND \(condition) ORDER BY f.household",
            [.text(access.city.digits)] + arguments
        ).map { row in
            guard let district = RegionCode(try row.text(1)) else { throw HouseholdError.damaged("household_files", 0) }
            return HouseholdFile(
                household: try row.text(0), district: district, owner: try row.text(2), openedBy: try row.text(3),
                openedAt: try row.text(4))
        }
    }

    /// A file this person may write to: the official's with ``Permission/handleHouseholds``, or the resident's own.
    static func writable(_ connection: any Connection, _ access: Access, _ household: String) throws -> HouseholdFile {
        if !access.may(.handleHouseholds) { try access.require(.applyForHousing) }
        return try file(connection, access, household)
    }

    // MARK: - Facts

    /// Writes down something known of a household. Once an application has been decided, only ``HouseholdChanges`` may.
    ///
    /// - Throws: `G010`, `L004`, `G021` after the decision.
    public static func addFact(_ connection: any Connection, _ access: Access, _ household: String, _ fact: Fact, at instant: String)
        throws
    {
        let file = try writable(connection, access, household)
        guard try !Applications.wasDecided(connection, access, household) else { throw HouseholdError.onlyByRequest(household) }
        try add(connection, access, file, fact, request: 0, at: instant)
    }

    static func add(
        _ connection: any Connection, _ access: Access, _ file: HouseholdFile, _ fact: Fact, request: Int64, at instant: String
    ) throws {
        let table = HouseholdTables.facts
        let value = try seal(
            connection, access, fact.value.plain, household: file.household, column: "household_facts.\(fact.kind.rawValue)")
        try table.add(
            connection, access,
            [
                .integer(try table.nextNumber(connection, access)), .text(file.household), .text(fact.kind.rawValue), value,
                .text(fact.from.description), .text(fact.source), .integer(request), .text(access.actor), .text(instant),
            ], act: "household.fact", subject: "\(file.household) \(fact.kind.rawValue)", at: instant)
    }

    /// What is known of a household, opened. Facts of an erased household are gone.
    public static func facts(_ connection: any Connection, _ access: Access, _ household: String) throws -> HouseholdFacts {
        _ = try file(connection, access, household)
        let personal = try connection.personal(city: access.city.digits)
        let subject = Subject.household(city: access.city.digits, household)
        var facts = HouseholdFacts()
        for row in try connection.rows(
            "SELECT f.fact, f.value, f.from_day, f.source FROM household_facts f WHERE f.city = ? AND f.household = ? ORDER BY f.number",
            [.text(access.city.digits), .text(household)])
        {
            guard let kind = FactKind(rawValue: try row.text(0)), let from = CivilDate(try row.text(2)) else {
                throw HouseholdError.damaged("household_facts", 0)
            }
            guard case .text(let text) = try personal.open(try row[1], of: subject, column: "household_facts.\(kind.rawValue)") else {
                continue
            }
            facts.add(Fact(kind, try FactValue(text, for: kind), from: from, source: try row.text(3)))
        }
        return facts
    }

    // MARK: - Sealing

    static func seal(_ connection: any Connection, _ access: Access, _ text: String, household: String, column: String) throws -> SQLValue {
        try connection.personal(city: access.city.digits)
            .seal(text, of: .household(city: access.city.digits, household), column: column)
    }

    static func open(_ connection: any Connection, _ access: Access, _ value: SQLValue, household: String, column: String) throws -> String
    {
        let opened = try connection.personal(city: access.city.digits)
            .open(value, of: .household(city: access.city.digits, household), column: column)
        return if case .text(let text) = opened { text } else { "已删除" }
    }
}

extension HouseholdError {
    static func onlyByRequest(_ household: String) -> HouseholdError {
        HouseholdError(
            "G021", "家庭\(household)的申请已经办结，情况变化须凭材料申请变更",
            "household \(household) has been decided on; changes are made by request with evidence")
    }
}
