public import Ledgers
public import Quantities
public import Store

/// 家庭成员, as shown: the name and number masked unless they were revealed.
public struct HouseholdMember: Sendable, Hashable {
    public let member: Int64
    public let relation: Relation
    /// `张**`, or the whole name once revealed; 已删除 once erased.
    public let name: String
    /// `1101**********0014`, or the whole number once revealed.
    public let identity: String
    public let from: CivilDate

    /// 与申请人关系.
    public enum Relation: String, Titled, Codable {
        case applicant
        case spouse
        case child
        case parent
        case other

        public var title: Text {
            switch self {
            case .applicant: Text("申请人", "Applicant")
            case .spouse: Text("配偶", "Spouse")
            case .child: Text("子女", "Child")
            case .parent: Text("父母", "Parent")
            case .other: Text("其他", "Other")
            }
        }
    }
}

/// Members: joining, leaving, showing, revealing.
public enum HouseholdMembers {
    /// Enters a person. The database refuses a person who is in another household.
    ///
    /// - Throws: `G010`, `L004`; `G019` a name or number that cannot be one; `G020` in another household, or in this one already.
    @discardableResult
    public static func join(
        _ connection: any Connection, _ access: Access, _ household: String, relation: HouseholdMember.Relation, name: String,
        identity: String, from: CivilDate, at instant: String
    ) throws -> Int64 {
        _ = try HouseholdFiles.writable(connection, access, household)
        let number: IdentityNumber
        do { number = try IdentityNumber(identity) } catch {
            // The number itself is personal and not repeated.
            throw HouseholdError.unreadable(Text("身份证号", "identity number"), Text("有效的18位身份证号", "a valid number of 18 characters"))
        }
        guard !name.isBlank, name.unicodeScalars.count <= 40 else {
            throw HouseholdError.unreadable(Text("姓名", "name"), Text("1至40字", "1 to 40 characters"))
        }
        let index = try connection.personal(city: access.city.digits).index("identity", number.text)
        if let known = try connection.row(
            "SELECT household FROM household_people WHERE city = ? AND identity_index = ?", [.text(access.city.digits), index])
        {
            // Whose household it is, is told to those alone who may see it.
            let other = try known.text(0)
            let isVisible = (try? HouseholdFiles.file(connection, access, other)) != nil
            throw HouseholdError.personElsewhere(isVisible ? other : "")
        }
        let last = try connection.row(
            "SELECT coalesce(max(m.member), 0) FROM household_members m WHERE m.city = ? AND m.household = ?",
            [.text(access.city.digits), .text(household)])
        let member = try (last?.int64(0) ?? 0) + 1
        if relation == .applicant, try rows(connection, access, household).contains(where: { $0.relation == .applicant }) {
            throw HouseholdError.unreadable(Text("与申请人关系", "relation"), Text("一个家庭只有一名申请人", "one applicant a household"))
        }
        try record(
            connection, access, household, member, "join", relation, name: name, identity: number.text, index, from: from, at: instant)
        try connection.execute(
            "INSERT INTO household_people (city, identity_index, household, member) VALUES (?, ?, ?, ?)",
            [.text(access.city.digits), index, .text(household), .integer(member)])
        return member
    }

    /// Takes a person out, so that they may be in another household.
    public static func leave(
        _ connection: any Connection, _ access: Access, _ household: String, member: Int64, on date: CivilDate, at instant: String
    ) throws {
        try access.require(.handleHouseholds)
        _ = try HouseholdFiles.writable(connection, access, household)
        guard let row = try rows(connection, access, household).first(where: { $0.member == member }) else {
            throw HouseholdError.notFound(Text("家庭成员", "member"), "\(household)/\(member)")
        }
        try record(
            connection, access, household, member, "leave", row.relation, name: "", identity: "", .blob([]), from: date, at: instant)
        try connection.execute(
            "DELETE FROM household_people WHERE city = ? AND household = ? AND member = ?",
            [.text(access.city.digits), .text(household), .integer(member)])
    }

    private static func record(
        _ connection: any Connection, _ access: Access, _ household: String, _ member: Int64, _ act: String,
        _ relation: HouseholdMember.Relation, name: String, identity: String, _ index: SQLValue, from: CivilDate, at instant: String
    ) throws {
        let table = HouseholdTables.members
        try table.add(
            connection, access,
            [
                .integer(try table.nextNumber(connection, access)), .text(household), .integer(member), .text(act),
                .text(relation.rawValue),
                try HouseholdFiles.seal(connection, access, name, household: household, column: "household_members.name"),
                try HouseholdFiles.seal(connection, access, identity, household: household, column: "household_members.identity"), index,
                .text(from.description), .text(access.actor), .text(instant),
            ], act: "household.\(act)", subject: "\(household)/\(member)", at: instant)
    }

    /// The members, masked.
    public static func list(_ connection: any Connection, _ access: Access, _ household: String) throws -> [HouseholdMember] {
        _ = try HouseholdFiles.file(connection, access, household)
        return try rows(connection, access, household).map { row in
            HouseholdMember(
                member: row.member, relation: row.relation, name: Masking.name(row.name), identity: Masking.identity(row.identity),
                from: row.from)
        }
    }

    /// The members in full: with a purpose, and an entry in the journal. A resident sees their own without.
    ///
    /// - Throws: `L004`, `G010`, `G014` without a purpose.
    public static func reveal(_ connection: any Connection, _ access: Access, _ household: String, purpose: String, at instant: String)
        throws
        -> [HouseholdMember]
    {
        let file = try HouseholdFiles.file(connection, access, household)
        if file.owner != access.actor || !access.may(.applyForHousing) {
            try access.require(.revealPersonalData)
            guard !purpose.isBlank else { throw HouseholdError.noReason(Permission.revealPersonalData.title) }
            let table = HouseholdTables.reveals
            try table.add(
                connection, access,
                [
                    .integer(try table.nextNumber(connection, access)), .text(household),
                    try HouseholdFiles.seal(connection, access, purpose, household: household, column: "household_reveals.purpose"),
                    .text(access.actor), .text(instant),
                ], act: "household.reveal", subject: household, at: instant)
        }
        return try full(connection, access, household)
    }

    /// In full, for what the machine itself needs: the bank's file and the ledger's page.
    static func full(_ connection: any Connection, _ access: Access, _ household: String) throws -> [HouseholdMember] {
        try rows(connection, access, household).map { row in
            HouseholdMember(member: row.member, relation: row.relation, name: row.name, identity: row.identity, from: row.from)
        }
    }

    private struct Row {
        let member: Int64
        let relation: HouseholdMember.Relation
        let name: String
        let identity: String
        let from: CivilDate
    }

    private static func rows(_ connection: any Connection, _ access: Access, _ household: String) throws -> [Row] {
        let personal = try connection.personal(city: access.city.digits)
        let subject = Subject.household(city: access.city.digits, household)
        func text(_ value: SQLValue, _ column: String) throws -> String {
            if case .text(let text) = try personal.open(value, of: subject, column: column) { text } else { "已删除" }
        }
        return try connection.rows(
            """
            SELECT m.number, m.member, m.relation, m.name, m.identity, m.from_day FROM household_members m
            JOIN household_people p ON p.city = m.city AND p.household = m.household AND p.member = m.member
            WHERE m.city = ? AND m.household = ? AND m.act = 'join' ORDER BY m.member
            """, [.text(access.city.digits), .text(household)]
        ).map { row in
            guard let relation = HouseholdMember.Relation(rawValue: try row.text(2)), let from = CivilDate(try row.text(5)) else {
                throw HouseholdError.damaged("household_members", try row.int64(0))
            }
            return Row(
                member: try row.int64(1), relation: relation, name: try text(try row[3], "household_members.name"),
                identity: try text(try row[4], "household_members.identity"), from: from)
        }
    }
}

/// What is shown of a person to whoever has no reason to see more.
public enum Masking {
    /// `张**`: the first character, and two stars however long the name is.
    public static func name(_ name: String) -> String {
        name == "已删除" ? name : name.unicodeScalars.first.map { String($0) + "**" } ?? ""
    }

    /// `1101**********0014`.
    public static func identity(_ number: String) -> String {
        number.utf8.count == 18 ? String(number.prefix(4)) + "**********" + String(number.suffix(4)) : number == "已删除" ? number : "****"
    }
}
