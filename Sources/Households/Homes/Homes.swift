public import Ledgers
public import Quantities
public import Store

/// 租赁住房项目: who runs it, how many homes it has, how many are lived in.
public struct HomeProject: Sendable, Hashable {
    public let project: String
    public let district: RegionCode
    public let name: String
    public let homes: Int64
    public let operatorName: String
    public let operatorKind: OperatorKind
    public let isOnPlatform: Bool
    public let entered: Int64
    public let small: Int64
    public let occupied: Int64

    public enum OperatorKind: String, Titled, Codable {
        case enterprise
        case institution
        case government

        public var title: Text {
            switch self {
            case .enterprise: Text("企业", "company")
            case .institution: Text("其他机构", "other body")
            case .government: Text("住房保障部门直管", "run by the authority")
            }
        }
    }
}

/// 房源: one home, known by its unit in the property register, which no two homes share.
public struct Home: Sendable, Hashable {
    public let home: String
    public let project: String
    public let district: RegionCode
    public let unit: String
    public let area: Area
    public let rent: Money
    /// The tenancy that lasts; `nil` where it stands empty.
    public let tenancy: Int64?
}

/// Projects and homes.
public enum Homes {
    static let projectTitle = Text("项目", "project")
    static let homeTitle = Text("房源", "home")

    /// - Throws: `L004`, `G010` out of scope, `G019`, `G024` where it is there already.
    public static func addProject(
        _ connection: any Connection, _ access: Access, _ project: String, district: RegionCode, name: String, housing: String,
        homes: Int64, operatorName: String, operatorKind: HomeProject.OperatorKind, isOnPlatform: Bool, at instant: String
    ) throws {
        try access.require(.handleHouseholds)
        guard access.allows(district) else { throw HouseholdError.notFound(Text("区", "district"), district.digits) }
        guard isCode(project), !name.isBlank, (1...100_000).contains(homes), ["public", "bonded"].contains(housing) else {
            throw HouseholdError.unreadable(projectTitle, Text("有编号、名称、住房类型和套数", "a code, a name, a kind and a number of homes"))
        }
        _ = try HouseholdInstant.day(instant)
        guard try self.project(connection, access, project) == nil else { throw HouseholdError.thereAlready(projectTitle, project) }
        try HouseholdTables.projects.add(
            connection, access,
            [
                .text(project), .text(district.digits), .text(name), .text(housing), .integer(homes), .text(operatorName),
                .text(operatorKind.rawValue), .integer(isOnPlatform ? 1 : 0), .text(access.actor), .text(instant),
            ], act: "project.add", subject: project, at: instant)
    }

    /// Enters a home of a project. The database refuses a unit that is another home's already; a project takes no more homes than it has.
    ///
    /// - Throws: `L004`, `G010`, `G019`, `G024` the home or its unit is there, `G025` more than the project's homes.
    public static func add(
        _ connection: any Connection, _ access: Access, _ home: String, project: String, unit: String, area: Area, rent: Money,
        at instant: String
    ) throws {
        try access.require(.handleHouseholds)
        guard let known = try self.project(connection, access, project) else { throw HouseholdError.notFound(projectTitle, project) }
        guard isCode(home), !unit.isBlank, area.raw > 0, rent.fen >= 0 else {
            throw HouseholdError.unreadable(homeTitle, Text("有编号、不动产单元、面积和租金", "a code, a unit, an area and a rent"))
        }
        _ = try HouseholdInstant.day(instant)
        if let other = try connection.row(
            "SELECT h.home FROM homes h WHERE h.city = ? AND (h.home = ? OR h.unit = ?)",
            [.text(access.city.digits), .text(home), .text(unit)])
        {
            throw HouseholdError.thereAlready(homeTitle, try other.text(0))
        }
        guard known.entered < known.homes else {
            throw HouseholdError(
                "G025", "项目\(project)登记了\(known.homes)套，不能再增加房源", "project \(project) has \(known.homes) homes; no more are taken")
        }
        try HouseholdTables.homes.add(
            connection, access,
            [
                .text(home), .text(project), .text(known.district.digits), .text(unit), .integer(area.raw), .integer(rent.fen),
                .text(access.actor), .text(instant),
            ], act: "home.add", subject: home, at: instant)
    }

    static func project(_ connection: any Connection, _ access: Access, _ project: String) throws -> HomeProject? {
        try projects(connection, access).first { $0.project == project }
    }

    /// The projects of the districts in scope, with their occupancy; `small` counts homes within the small-area standard of 70 平方米.
    public static func projects(_ connection: any Connection, _ access: Access, smallUpTo: Area = Area(raw: 7_000)) throws -> [HomeProject]
    {
        try access.require(.readHouseholds)
        let scope = access.districtCondition("p.district")
        return try connection.rows(
            """
            SELECT p.project, p.district, p.name, p.homes, p.operator, p.operator_kind, p.on_platform,
                (SELECT count(*) FROM homes h WHERE h.city = p.city AND h.project = p.project),
                (SELECT count(*) FROM homes h WHERE h.city = p.city AND h.project = p.project AND h.area <= ?),
                (SELECT count(*) FROM homes h JOIN household_states s ON s.city = h.city AND s.kind = 'tenancy' AND s.subject = h.home
                    AND s.is_open = 1 WHERE h.city = p.city AND h.project = p.project)
            FROM home_projects p WHERE p.city = ? AND \(scope.sql) ORDER BY p.project
            """, [.integer(smallUpTo.raw), .text(access.city.digits)] + scope.arguments.map { .text($0) }
        ).map { row in
            guard let district = RegionCode(try row.text(1)), let kind = HomeProject.OperatorKind(rawValue: try row.text(5)) else {
                throw HouseholdError.damaged("home_projects", 0)
            }
            return HomeProject(
                project: try row.text(0), district: district, name: try row.text(2), homes: try row.int64(3), operatorName: try row.text(4),
                operatorKind: kind, isOnPlatform: try row.int64(6) == 1, entered: try row.int64(7), small: try row.int64(8),
                occupied: try row.int64(9))
        }
    }

    /// The homes of the districts in scope, or of one project.
    public static func list(_ connection: any Connection, _ access: Access, project: String? = nil, home: String? = nil) throws -> [Home] {
        try access.require(.readHouseholds)
        let scope = access.districtCondition("h.district")
        return try connection.rows(
            """
            SELECT h.home, h.project, h.district, h.unit, h.area, h.rent, s.number FROM homes h
            LEFT JOIN household_states s ON s.city = h.city AND s.kind = 'tenancy' AND s.subject = h.home AND s.is_open = 1
            WHERE h.city = ? AND \(scope.sql) AND (? = '' OR h.project = ?) AND (? = '' OR h.home = ?) ORDER BY h.home
            """,
            [.text(access.city.digits)] + scope.arguments.map { .text($0) }
                + [project ?? "", project ?? "", home ?? "", home ?? ""].map { .text($0) }
        ).map { row in
            guard let district = RegionCode(try row.text(2)) else { throw HouseholdError.damaged("homes", 0) }
            return Home(
                home: try row.text(0), project: try row.text(1), district: district, unit: try row.text(3),
                area: Area(raw: try row.int64(4)),
                rent: Money(fen: try row.int64(5)), tenancy: try row.optionalInt64(6))
        }
    }

    static func isCode(_ text: String) -> Bool { (1...24).contains(text.utf8.count) && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } }
}

extension HouseholdError {
    static func thereAlready(_ what: Text, _ name: String) -> HouseholdError {
        HouseholdError("G024", "\(what.zh)\(name)已经登记", "\(what.en) \(name) is there already", kind: .conflict)
    }
}
