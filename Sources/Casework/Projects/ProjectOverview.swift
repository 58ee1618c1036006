public import Ledgers
public import Quantities
public import Store

/// One project as the overviews show it: its entry, what it is planned for, and how far its homes have come.
public struct ProjectLine: Sendable {
    public let entry: Entry
    public let district: RegionCode
    public let state: Choice
    /// This year's listings: list and homes, with the day of issue.
    public let listings: [Listing]
    /// Earlier years' listings to build or raise.
    public let earlier: [Listing]
    /// All years up to this one.
    public let milestones: Milestones
    /// Homes of this year by milestone's code, January to December.
    public let months: [String: [Int64]]
    public let lastReport: CivilDate?
    /// Of the file, by the documents on record.
    public let missing: [DocumentKind]

    public struct Listing: Sendable, Hashable {
        public let batch: String
        public let list: String
        public let homes: Int64
        public let issuedOn: CivilDate?
    }

    public var code: String { entry["project"].plain }
    public var name: String { entry["name"].plain }
    public var housing: String { entry["housing"].plain }
    public var maturity: String { entry["maturity"].plain }
    public var homes: Int64 { number("homes") ?? 0 }
    public func date(_ column: String) -> CivilDate? { number(column).flatMap(CivilDate.init(stored:)) }
    private func number(_ column: String) -> Int64? { if case .integer(let number) = entry[column] { number } else { nil } }

    /// Homes of this year at a milestone up to a month.
    public func reached(_ milestone: String, through month: Int = 12) -> Int64 { months[milestone]?.prefix(month).reduce(0, +) ?? 0 }

    /// The milestone its start is counted at.
    public var startMilestone: String { housing == "resettlement" ? "started" : "raised" }
    public var startedInYear: Int64 { reached(startMilestone) }

    /// What of this year's plan is to start: homes listed to build, raise or redevelop.
    public var startsPlanned: Int64 { listings.filter { $0.list != "completion" }.reduce(0) { $0 + $1.homes } }

    /// Homes that were under way before the year began.
    public var carried: Int64 { max(0, milestones.started - startedInYear) }
}

/// The projects of a year: those of its pages, and those of earlier years that are not at their end.
public struct ProjectOverview: Sendable {
    public let year: Int
    public let lines: [ProjectLine]
    /// Last year's homes by housing and milestone, January to December, where there were any: the curve of a plan without dates.
    public let lastYear: [String: [Int64]]

    public init(year: Int, lines: [ProjectLine], lastYear: [String: [Int64]]) {
        self.year = year
        self.lines = lines
        self.lastYear = lastYear
    }

    /// - Throws: `L004` without ``Permission/readLedgers``.
    public static func read(_ connection: any Connection, _ access: Access, year: Int) throws -> ProjectOverview {
        try access.require(.readLedgers)
        func each(_ sheet: Sheet, _ year: Int) throws -> [Entry] {
            try Entries.current(connection, access, sheet, year: year)
        }
        var found: [String: Entry] = [:]
        var milestones: [String: [(String, Int64)]] = [:]
        var months: [String: [String: [Int64]]] = [:]
        var reports: [String: CivilDate] = [:]
        var listings: [String: [ProjectLine.Listing]] = [:]
        var earlier: [String: [ProjectLine.Listing]] = [:]
        var lastYear: [String: [Int64]] = [:]
        for past in 0..<6 {
            let its = year - past
            for entry in try each(.projects, its) {
                let code = entry["project"].plain
                if found[code] != nil { continue }
                if past > 0, ["operating", "withdrawn"].contains(entry["state"].plain) { continue }
                found[code] = entry
            }
            for entry in try each(.progress, its) {
                guard case .integer(let homes) = entry["homes"], let month = entry.page.period.months?.lowerBound else { continue }
                let (code, milestone) = (entry["project"].plain, entry["milestone"].plain)
                milestones[code, default: []].append((milestone, homes))
                if case .integer(let day) = entry["reached_on"], let date = CivilDate(stored: day) {
                    reports[code] = max(reports[code] ?? date, date)
                }
                if past == 0 { months[code, default: [:]][milestone, default: Array(repeating: 0, count: 12)][month - 1] += homes }
                if past == 1 {
                    lastYear[entry["housing"].plain + "/" + milestone, default: Array(repeating: 0, count: 12)][month - 1] += homes
                }
            }
            for entry in try each(.plans, its) {
                guard case .integer(let homes) = entry["homes"] else { continue }
                var issued: CivilDate?
                if case .integer(let day) = entry["issued_on"] { issued = CivilDate(stored: day) }
                let listing = ProjectLine.Listing(
                    batch: entry["batch"].plain, list: entry["list"].plain, homes: homes, issuedOn: issued)
                if past == 0 { listings[entry["project"].plain, default: []].append(listing) }
                if past > 0, listing.list != "completion" { earlier[entry["project"].plain, default: []].append(listing) }
            }
        }
        let documents = try documents(connection, access)
        let lines = found.sorted { ($0.value.page.district, $0.key) < ($1.value.page.district, $1.key) }.map { code, entry in
            var before: Int64 = 0
            if case .integer(let number) = entry["started_before"] { before = number }
            var sums = Milestones(before: before)
            for (milestone, homes) in milestones[code] ?? [] { sums.add(milestone, homes) }
            let state = CaseKind.project.state(CaseView.state(.project, entry.values))
            return ProjectLine(
                entry: entry, district: entry.page.district, state: state, listings: listings[code] ?? [], earlier: earlier[code] ?? [],
                milestones: sums, months: months[code] ?? [:], lastReport: reports[code],
                missing: ProjectFile.missing(
                    .init(source: entry["source"].plain), in: state.code,
                    has: documents["\(entry.page.district.digits)/\(code)"] ?? []))
        }
        return ProjectOverview(year: year, lines: lines, lastYear: lastYear)
    }

    /// The kinds of documents on record, by `district/project`.
    private static func documents(_ connection: any Connection, _ access: Access) throws -> [String: Set<String>] {
        var result: [String: Set<String>] = [:]
        let rows = try connection.rows(
            "SELECT DISTINCT district, case_key, document FROM case_documents WHERE city = ? AND kind = ?",
            [.text(access.city.digits), .text(CaseKind.project.name)])
        for row in rows {
            guard let district = try RegionCode(row.text(0)), access.allows(district) else { continue }
            result["\(district.digits)/\(try row.text(1))", default: []].insert(try row.text(2))
        }
        return result
    }
}

// MARK: - Cohorts

/// 两个批次: this year's starts and what was under way before, each with what was due and what was done.
public struct ProjectCohorts: Sendable, Hashable {
    public struct Row: Sendable, Hashable {
        /// `nil` for the city.
        public let district: RegionCode?
        public let projects: Int
        public let due: Int64
        public let done: Int64
        public var rate: Rational? { Rational(done).divided(by: Rational(due)) }
    }

    /// 当年开工（筹集）: homes of this year's lists to build, raise or redevelop, and how many of them have started.
    public let starts: [Row]
    /// 以前年度开工: homes under way when the year began, and how many were basically complete by now.
    public let carriedBasic: [Row]
    /// The same, and how many were completed.
    public let carriedCompleted: [Row]
}

extension ProjectOverview {
    /// - Parameter housings: kinds of housing; `nil` for all.
    public func cohorts(_ housings: Set<String>? = nil) -> ProjectCohorts {
        let lines = lines.filter { housings?.contains($0.housing) ?? true }
        func rows(_ lines: [ProjectLine], _ due: (ProjectLine) -> Int64, _ done: (ProjectLine) -> Int64) -> [ProjectCohorts.Row] {
            func row(_ district: RegionCode?, _ some: [ProjectLine]) -> ProjectCohorts.Row {
                .init(
                    district: district, projects: some.count, due: some.reduce(0) { $0 + due($1) }, done: some.reduce(0) { $0 + done($1) })
            }
            let groups = Dictionary(grouping: lines, by: \.district)
            return [row(nil, lines)] + groups.keys.sorted().map { row($0, groups[$0] ?? []) }
        }
        let planned = lines.filter { $0.startsPlanned > 0 }
        let carried = lines.filter { $0.carried > 0 }
        return ProjectCohorts(
            starts: rows(planned, \.startsPlanned) { min($0.startedInYear, $0.startsPlanned) },
            carriedBasic: rows(carried, \.carried) { min($0.milestones.basic, $0.carried) },
            carriedCompleted: rows(carried, \.carried) { min($0.milestones.completed, $0.carried) })
    }
}
