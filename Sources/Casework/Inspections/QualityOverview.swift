public import Ledgers
public import Quantities
public import Store

/// “未发现工程质量问题”: what stands behind the sentence, programme by programme.
public struct QualityOverview: Sendable {
    /// A site that was to be inspected.
    public struct Site: Sendable, Hashable {
        public let district: RegionCode
        public let site: String
        public let startedOn: CivilDate?
    }

    public struct Programme: Sendable {
        public let programme: String
        /// By level: `self`, `district`, `city`.
        public let inspections: [String: Int]
        public let sitesStarted: Int
        /// Started, and inspected by nobody of the district.
        public let uncovered: [Site]
        public let findings: Int64
        public let closed: Int64
        public let qualityProblems: Int64
        /// Registered defects that are not closed.
        public let openDefects: Int
        public let overdueDefects: Int

        /// The share of sites the district inspected; `nil` where none has started.
        public var coverage: Rational? { sitesStarted > 0 ? Rational(sitesStarted - uncovered.count, sitesStarted) : nil }

        /// Why it cannot be said that no problem was found; empty where it can.
        public var objections: [Text] {
            var list: [Text] = []
            if qualityProblems > 0 { list.append(Text("发现工程质量问题\(qualityProblems)个", "\(qualityProblems) quality problems were found")) }
            if inspections["city"] ?? 0 == 0 { list.append(Text("没有市级抽查", "the city has inspected nothing")) }
            if !uncovered.isEmpty {
                list.append(Text("已开工的\(uncovered.count)处未经区级检查", "\(uncovered.count) sites were not inspected by their districts"))
            }
            if openDefects > 0 { list.append(Text("\(openDefects)个问题尚未销号", "\(openDefects) defects are open")) }
            return list
        }
    }

    /// An inspection whose numbers are not those of its defects.
    public struct Mismatch: Sendable, Hashable {
        public let district: RegionCode
        public let inspection: String
        /// 一般问题、已整改、质量问题 as the ledger of inspections says, and as its defects count.
        public let stated: [Int64]
        public let counted: [Int64]
    }

    /// 问题清单 with what is late.
    public struct Defect: Sendable, Hashable {
        public let district: RegionCode
        public let key: String
        public let severity: String
        public let field: String
        public let what: String
        public let deadline: CivilDate?
        public let state: String
        /// Days past the deadline; 0 where it is not late, or closed.
        public let daysLate: Int
    }

    public let programmes: [Programme]
    public let defects: [Defect]
    public let mismatches: [Mismatch]
    /// Inspections ordered and not made by the day they were planned for.
    public let overdueVisits: [Site]

    /// - Parameter day: the day it is looked at.
    /// - Throws: `L004` without ``Permission/readLedgers``.
    public init(_ connection: any Connection, _ access: Access, year: Int, on day: CivilDate) throws {
        try access.require(.readLedgers)
        let inspections = try Shelf.entries(connection, access, .inspections, year: year)
        let visits = try Shelf.entries(connection, access, .visits, year: year)
        let rows = try Shelf.latest(connection, access, .defects, year: year)
        let programmeOf = Dictionary((inspections + visits).map { ($0.key, $0.text("programme")) }) { first, _ in first }
        let list = rows.map { row in
            let deadline = row.date("deadline")
            let isOpen = row.text("state") == "open"
            return Defect(
                district: row.page.district, key: row.key, severity: row.text("severity"), field: row.text("field"), what: row.text("what"),
                deadline: deadline, state: row.text("state"),
                daysLate: isOpen ? max(0, day.dayNumber - (deadline?.dayNumber ?? day.dayNumber)) : 0)
        }
        defects = list.sorted { ($0.daysLate, $1.key) > ($1.daysLate, $0.key) }
        let started = try Self.started(connection, access, year: year)
        programmes = Choices.programme.map { choice in
            let own = inspections.filter { $0.text("programme") == choice.code }
            let sites = started[choice.code] ?? []
            let reached = Set(own.filter { $0.text("level") == "district" }.map { $0.text("site") })
            let open = list.filter { $0.state != "closed" && programmeOf[Self.inspection($0.key)] == choice.code }
            return Programme(
                programme: choice.code, inspections: own.reduce(into: [:]) { $0[$1.text("level"), default: 0] += 1 },
                sitesStarted: sites.count, uncovered: sites.filter { !reached.contains($0.site) },
                findings: own.reduce(0) { $0 + ($1.number("findings") ?? 0) }, closed: own.reduce(0) { $0 + ($1.number("closed") ?? 0) },
                qualityProblems: own.reduce(0) { $0 + ($1.number("quality_problems") ?? 0) }, openDefects: open.count,
                overdueDefects: open.count { $0.daysLate > 0 })
        }
        mismatches = Self.mismatches(inspections, rows)
        overdueVisits = visits.filter { $0.text("state") == "planned" && ($0.date("planned_on") ?? day) < day }.map {
            Site(district: $0.page.district, site: $0.key, startedOn: $0.date("planned_on"))
        }
    }

    private static func inspection(_ key: String) -> String {
        String(decoding: key.utf8.prefix { $0 != 0x2F }, as: UTF8.self)
    }

    /// Communities and projects that started, or whose homes were raised, in the year.
    private static func started(_ connection: any Connection, _ access: Access, year: Int) throws -> [String: [Site]] {
        var sites: [String: [Site]] = [:]
        sites["renewal"] = try Shelf.entries(connection, access, .communities, year: year).compactMap { entry in
            entry.date("started_on").map { Site(district: entry.page.district, site: entry.key, startedOn: $0) }
        }
        var seen: Set<String> = []
        for entry in try Shelf.entries(connection, access, .progress, year: year)
        where ["started", "raised"].contains(entry.text("milestone")) && seen.insert(entry.text("project")).inserted {
            let programme = entry.text("housing") == "resettlement" ? "redevelopment" : "rental"
            sites[programme, default: []].append(
                Site(district: entry.page.district, site: entry.text("project"), startedOn: entry.date("reached_on")))
        }
        return sites
    }

    /// Only inspections with registered defects are held against them: what was filed before the register existed has none.
    private static func mismatches(_ inspections: [DeskEntry], _ defects: [DeskEntry]) -> [Mismatch] {
        let groups = Dictionary(grouping: defects) { $0.text("inspection") }
        return inspections.compactMap { inspection in
            guard let own = groups[inspection.key] else { return nil }
            var count = DefectCount()
            for defect in own { count.add(defect.text("severity"), defect.text("state")) }
            let counted = [count.minor, count.minorClosed, count.quality]
            let stated = ["findings", "closed", "quality_problems"].map { inspection.number($0) ?? 0 }
            return counted == stated
                ? nil : Mismatch(district: inspection.page.district, inspection: inspection.key, stated: stated, counted: counted)
        }
    }
}
