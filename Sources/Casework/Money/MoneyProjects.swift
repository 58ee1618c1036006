internal import Ledgers
public import Quantities

/// What a payment's project is: of which programme, in which years' plans, how large.
public struct MoneyProject: Sendable {
    public let project: String
    public let district: RegionCode
    public let name: String
    public internal(set) var programme: String
    /// The years whose plans it is in.
    public internal(set) var planned: Set<Int> = []
    public internal(set) var homes: Int64 = 0
    public internal(set) var communities: Int64 = 0
    public internal(set) var households: Int64 = 0
    public internal(set) var buildings: Int64 = 0
    /// In hundredths of a square metre.
    public internal(set) var area: Int64 = 0
    /// Homes that reached each milestone, in the years read.
    public internal(set) var reached: [String: Int64] = [:]

    /// Whether a payment of this year may go to it: in the plan of the year or of one of the three before.
    public func isPlanned(in year: Int) -> Bool { planned.contains { $0 <= year && $0 >= year - MoneySource.yearsBack } }
}

enum MoneyProjects {
    /// Every project, community and clearance, by district and code.
    static func all(_ source: MoneySource) throws -> [String: MoneyProject] {
        var all: [String: MoneyProject] = [:]
        for entry in try source.rows(.projects) {
            var project = MoneyProject(
                project: entry.text("project"), district: entry.district, name: entry.text("name"),
                programme: entry.text("housing") == "resettlement" ? "redevelopment" : "rental")
            project.homes = entry.number("homes") ?? 0
            project.area = entry.number("area") ?? 0
            all[name(entry.district, project.project)] = project
        }
        for entry in try source.rows(.clearances) where all[name(entry.district, entry.text("project"))] == nil {
            var project = MoneyProject(
                project: entry.text("project"), district: entry.district, name: entry.text("name"), programme: "redevelopment")
            project.households = entry.number("households") ?? 0
            all[name(entry.district, project.project)] = project
        }
        for year in source.years {
            for entry in try source.rows(.communities, year: year) {
                let key = name(entry.district, entry.text("community"))
                var project = MoneyProject(
                    project: entry.text("community"), district: entry.district, name: entry.text("name"), programme: "renewal")
                project.planned = all[key]?.planned ?? []
                if entry.flag("in_plan") { project.planned.insert(year) }
                project.communities = 1
                project.households = entry.number("households") ?? 0
                project.buildings = entry.number("buildings") ?? 0
                project.area = entry.number("area") ?? 0
                all[key] = project
            }
            for entry in try source.rows(.plans, year: year) { all[name(entry.district, entry.text("project"))]?.planned.insert(year) }
            for entry in try source.rows(.progress, year: year) {
                all[name(entry.district, entry.text("project"))]?.reached[entry.text("milestone"), default: 0] += entry.number("homes") ?? 0
            }
        }
        return all
    }

    static func name(_ district: RegionCode, _ project: String) -> String { "\(district)/\(project)" }
}
