public import Ledgers
public import Quantities
public import Store

/// 棚改总览: projects by stage against their plans, the signing rate of each district against 80 %, homes and land.
public struct RedevelopmentOverview: Sendable {
    public struct Stage: Sendable, Hashable {
        public let stage: String
        public let plannedOn: CivilDate?
        public let doneOn: CivilDate?
        /// Fen.
        public let plannedAmount: Int64?
        public let realAmount: Int64?

        /// Whether it was to be done by now and is not, or was done later than planned.
        public func isLate(on day: CivilDate) -> Bool { plannedOn.map { (doneOn ?? day) > $0 } ?? false }
    }

    public struct Project: Sendable, Hashable {
        public let district: RegionCode
        public let project: String
        public let name: String
        public let stage: String
        public let households: Int64
        public let signed: Int64
        public let stages: [Stage]
        /// 应签约 and 已签约 counted from the signings, where households are listed one by one.
        public let counted: [Int64]?

        /// `nil` where nobody is to sign.
        public var rate: Rational? { households > 0 ? Rational(signed, households) : nil }
        /// Whether its numbers are those of its households; `nil` where none is listed.
        public var agrees: Bool? { counted.map { $0 == [households, signed] } }
    }

    /// 各区签约率.
    public struct DistrictRate: Sendable, Hashable {
        public let district: RegionCode
        public let households: Int64
        public let signed: Int64
        public var rate: Rational { households > 0 ? Rational(signed, households) : 0 }
        /// 单项均高于80%: the report's bound, which a district must exceed or reach.
        public var isEnough: Bool { signed * 5 >= households * 4 }
    }

    public struct Homes: Sendable, Hashable {
        public let district: RegionCode
        public let project: String
        public let name: String
        public let ready: Int64
        public let allocated: Int64
    }

    public struct Parcel: Sendable, Hashable {
        public let district: RegionCode
        public let project: String
        public let parcel: String
        public let state: String
        public let soldOn: CivilDate?
        /// Fen.
        public let price: Int64?
        public let returned: Int64?
    }

    public let projects: [Project]
    public let rates: [DistrictRate]
    public let homes: [Homes]
    public let parcels: [Parcel]
    /// 货币化安置已兑付: households paid out, and those of projects that stand in no ledger of projects, so that they count as no start.
    public let paidOut: Int
    public let paidOutUncounted: Int

    /// The mean of the districts' rates, as the report takes it; `nil` where nobody signs.
    public var mean: Rational? {
        rates.isEmpty ? nil : rates.reduce(Rational(0)) { $0 + $1.rate } / Rational(rates.count)
    }

    /// - Throws: `L004` without ``Permission/readLedgers``.
    public init(_ connection: any Connection, _ access: Access, year: Int) throws {
        try access.require(.readLedgers)
        struct Place: Hashable {
            let district: RegionCode
            let project: String
        }
        let place = { (entry: DeskEntry) in Place(district: entry.page.district, project: entry.text("project")) }
        let plans = Dictionary(grouping: try Shelf.latest(connection, access, .clearanceStages, year: year), by: place)
        let signings = Dictionary(grouping: try Shelf.latest(connection, access, .signings, year: year), by: place)
        let order = Choices.clearanceStage.map(\.code)
        projects = try Shelf.entries(connection, access, .clearances, year: year).map { entry in
            let stages = (plans[place(entry)] ?? []).map { stage in
                Stage(
                    stage: stage.text("stage"), plannedOn: stage.date("planned_on"), doneOn: stage.date("done_on"),
                    plannedAmount: stage.number("planned_amount"), realAmount: stage.number("real_amount"))
            }.sorted { order.firstIndex(of: $0.stage) ?? 0 < order.firstIndex(of: $1.stage) ?? 0 }
            let count = signings[place(entry)].map(SigningCount.init)
            return Project(
                district: entry.page.district, project: entry.key, name: entry.text("name"), stage: entry.text("stage"),
                households: entry.number("households") ?? 0, signed: entry.number("signed") ?? 0, stages: stages,
                counted: count.map { [$0.households, $0.signed] })
        }
        rates = Dictionary(grouping: projects, by: \.district).map { district, projects in
            DistrictRate(
                district: district, households: projects.reduce(0) { $0 + $1.households }, signed: projects.reduce(0) { $0 + $1.signed })
        }.filter { $0.households > 0 }.sorted { $0.district < $1.district }
        homes = try Shelf.entries(connection, access, .resettlementHomes, year: year).map { entry in
            Homes(
                district: entry.page.district, project: entry.key, name: entry.text("name"), ready: entry.number("ready") ?? 0,
                allocated: entry.number("allocated") ?? 0)
        }
        parcels = try Shelf.latest(connection, access, .landReturns, year: year).map { entry in
            Parcel(
                district: entry.page.district, project: entry.text("project"), parcel: entry.text("parcel"), state: entry.text("state"),
                soldOn: entry.date("sold_on"), price: entry.number("price"), returned: entry.number("returned"))
        }
        let counted = Set(
            try Shelf.latest(connection, access, .projects, year: year).filter { $0.text("housing") == "resettlement" }.map(place))
        let paid = signings.values.joined().filter { $0.text("state") == "settled" && $0.text("way") == "money" }
        paidOut = paid.count
        paidOutUncounted = paid.count { !counted.contains(place($0)) }
    }
}
