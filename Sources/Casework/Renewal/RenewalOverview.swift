public import Ledgers
public import Quantities
public import Store

/// 老旧小区改造总览: where communities stand, whether their numbers agree, what is done to them, and what lapses.
public struct RenewalOverview: Sendable {
    /// 小区、楼栋、户、面积 of communities that stand in one stage.
    public struct StageTotals: Sendable, Hashable {
        public var communities = 0
        public var buildings: Int64 = 0
        public var households: Int64 = 0
        /// Hundredths of a square metre.
        public var area: Int64 = 0

        public init() {}
    }

    /// A community whose ledger and buildings disagree.
    public struct Mismatch: Sendable, Hashable {
        public let district: RegionCode
        public let community: String
        /// What the ledger of communities says, and what the buildings add up to: `2栋、100户、7500.50平方米`.
        public let stated: Text
        public let summed: Text
        /// No building is registered at all: nothing to compare with.
        public let hasNoBuildings: Bool
    }

    /// Works of one item of the menu.
    public struct ItemTotals: Sendable, Hashable {
        public let item: String
        public let name: String
        public let tier: String
        public let isPriority: Bool
        /// By state of the works.
        public var counts: [String: Int] = [:]
        /// Fen.
        public var amount: Int64 = 0
        public var communities: Int { counts.filter { $0.key != "dropped" }.values.reduce(0, +) }
    }

    /// A pipeline that is not planned together with its community.
    public struct PipelineNote: Sendable, Hashable {
        public let district: RegionCode
        public let community: String
        public let item: String
        public let name: String
        public let fault: Fault

        public enum Fault: Sendable, Hashable {
            /// No utility plan is named.
            case unplanned
            /// The utility digs in another year than the community's works.
            case otherYear(utility: Int, works: Int)
        }
    }

    /// 失管提醒.
    public struct Lapse: Sendable, Hashable {
        public let district: RegionCode
        public let community: String
        public let fault: Fault

        public enum Fault: Sendable, Hashable {
            /// Completed so many months ago, and nobody manages it.
            case unmanaged(since: CivilDate, months: Int)
            /// The contract's term is over and nothing followed.
            case contractOver(String, CivilDate)
            /// It will be over within three months.
            case contractEnding(String, CivilDate)
            /// The owners' body's term is over.
            case bodyOver(String, CivilDate)
        }
    }

    public let stages: [String: StageTotals]
    public let districts: [RegionCode: [String: StageTotals]]
    public let mismatches: [Mismatch]
    public let items: [ItemTotals]
    public let pipelines: [PipelineNote]
    public let lapses: [Lapse]
    public let forbiddenOpen: Int
    public let forbiddenAll: Int

    /// How many months after completion a community may be without management before it is listed. Anju's own; the published report only asks
    /// that there be no 失管.
    public static let monthsWithoutManagement = 3

    /// - Parameter day: the day it is looked at.
    /// - Throws: `L004` without ``Permission/readLedgers``.
    public init(_ connection: any Connection, _ access: Access, year: Int, on day: CivilDate) throws {
        try access.require(.readLedgers)
        let communities = try Shelf.entries(connection, access, .communities, year: year)
        let earlier = try Shelf.latest(connection, access, .communities, year: year)
        let place = { (entry: DeskEntry) in Place(district: entry.page.district, community: entry.text("community")) }
        let buildings = Dictionary(grouping: try Shelf.latest(connection, access, .buildings, year: year), by: place)
        var (stages, districts): ([String: StageTotals], [RegionCode: [String: StageTotals]]) = ([:], [:])
        var mismatches: [Mismatch] = []
        for entry in communities {
            let stage = CaseView.state(.community, entry.values)
            let own = CommunityTotals(entry)
            stages[stage, default: StageTotals()].add(own)
            districts[entry.page.district, default: [:]][stage, default: StageTotals()].add(own)
            let sums = CommunityTotals(summing: buildings[place(entry)] ?? [])
            if sums != own, stage != "removed" {
                mismatches.append(
                    Mismatch(
                        district: entry.page.district, community: entry.key, stated: own.text, summed: sums.text,
                        hasNoBuildings: sums.buildings == 0))
            }
        }
        (self.stages, self.districts, self.mismatches) = (stages, districts, mismatches)
        let works = try Shelf.latest(connection, access, .renewalWorks, year: year)
        items = Self.items(works)
        let years = Dictionary(communities.map { (place($0), $0.date("started_on")?.year ?? year) }) { first, _ in first }
        pipelines = works.compactMap { Self.note($0, worksIn: years[place($0)]) }
        lapses = try Self.lapses(connection, access, earlier, year: year, on: day)
        let forbidden = try Shelf.latest(connection, access, .forbiddenActs, year: year)
        forbiddenAll = forbidden.count
        forbiddenOpen = forbidden.count { $0.text("state") != "closed" }
    }

    struct Place: Hashable {
        let district: RegionCode
        let community: String
    }

    private static func items(_ works: [DeskEntry]) -> [ItemTotals] {
        var totals: [String: ItemTotals] = [:]
        for work in works {
            let code = work.text("item")
            var item =
                totals[code]
                ?? ItemTotals(item: code, name: work.text("name"), tier: work.text("tier"), isPriority: work.flag("priority"))
            item.counts[work.text("state"), default: 0] += 1
            if work.text("state") != "dropped" { item.amount += work.number("amount") ?? 0 }
            totals[code] = item
        }
        let order = Dictionary(uniqueKeysWithValues: RenewalMenu.current.items.enumerated().map { ($1.code, $0) })
        return totals.values.sorted { (order[$0.item] ?? .max, $0.item) < (order[$1.item] ?? .max, $1.item) }
    }

    private static func note(_ work: DeskEntry, worksIn year: Int?) -> PipelineNote? {
        guard !work.text("pipeline").isEmpty, !["dropped", "done"].contains(work.text("state")), let year else { return nil }
        let fault: PipelineNote.Fault
        if let utility = work.number("utility_year") {
            if utility == Int64(year) { return nil }
            fault = .otherYear(utility: Int(utility), works: year)
        } else {
            fault = .unplanned
        }
        return PipelineNote(
            district: work.page.district, community: work.text("community"), item: work.text("item"), name: work.text("name"), fault: fault)
    }

    private static func lapses(_ connection: any Connection, _ access: Access, _ communities: [DeskEntry], year: Int, on day: CivilDate)
        throws
        -> [Lapse]
    {
        let place = { (entry: DeskEntry) in Place(district: entry.page.district, community: entry.text("community")) }
        let contracts = Dictionary(grouping: try Shelf.latest(connection, access, .management, year: year), by: place)
        let bodies = Dictionary(grouping: try Shelf.latest(connection, access, .ownerBodies, year: year), by: place)
        var lapses: [Lapse] = []
        for community in communities {
            let stage = CaseView.state(.community, community.values)
            func add(_ fault: Lapse.Fault) {
                lapses.append(Lapse(district: community.page.district, community: community.key, fault: fault))
            }
            if ["completed", "managed"].contains(stage) {
                let running = (contracts[place(community)] ?? []).filter { $0.text("state") == "running" }
                if let end = running.first?.date("ends_on"), let contract = running.first?.text("contract") {
                    if end < day {
                        add(.contractOver(contract, end))
                    } else if let soon = day.adding(months: 3), end <= soon {
                        add(.contractEnding(contract, end))
                    }
                }
                // A settled model in a ledger kept before contracts were registered counts as management.
                let isSettled = ["market", "unit", "street"].contains(community.text("management")) && contracts[place(community)] == nil
                if running.isEmpty, !isSettled, let end = community.date("completed_on") {
                    let months = (day.year - end.year) * 12 + day.month - end.month - (day.day < end.day ? 1 : 0)
                    if months >= monthsWithoutManagement { add(.unmanaged(since: end, months: months)) }
                }
            }
            for body in bodies[place(community)] ?? [] where body.text("state") == "serving" {
                if let end = body.date("term_ends"), end < day { add(.bodyOver(body.text("body"), end)) }
            }
        }
        return lapses
    }
}

extension RenewalOverview.StageTotals {
    mutating func add(_ totals: CommunityTotals) {
        communities += 1
        buildings += totals.buildings
        households += totals.households
        area += totals.area
    }
}
