public import Ledgers
public import Quantities
public import Store

/// 下达→分配→拨付→支出: how far the money of a year has come. The same sums as the evaluation's figures, from the same ledgers.
public struct MoneyOverview: Sendable {
    public let year: Int
    public let programmes: [Flow]
    /// By programme and district; only districts that have anything.
    public let districts: [String: [(district: RegionCode, flow: Flow)]]

    /// The four stages, in fen.
    public struct Flow: Sendable, Hashable {
        public let programme: String
        /// Of a district always 0: the centre allots to the city.
        public internal(set) var allotted: Int64 = 0
        public internal(set) var advance: Int64 = 0
        public internal(set) var formal: Int64 = 0
        public internal(set) var reassigned: Int64 = 0
        public internal(set) var reward: Int64 = 0
        public internal(set) var allocated: Int64 = 0
        public internal(set) var disbursed: Int64 = 0
        public internal(set) var spent: Int64 = 0
        /// Asked for and not yet paid.
        public internal(set) var requested: Int64 = 0

        /// 预算执行率: spent by the treasury, of what was allotted; of a district, of what was allocated to it.
        public func execution(ofCity: Bool) -> Rational? { Rational(spent).divided(by: Rational(ofCity ? allotted : allocated)) }
    }

    /// - Throws: `L004`.
    public init(_ connection: any Connection, _ access: Access, year: Int) throws {
        try self.init(MoneySource(connection, access, year: year), year: year)
    }

    init(_ source: MoneySource, year: Int) throws {
        self.year = year
        let allotments = try source.rows(.allotments, year: year)
        let allocations = try source.rows(.allocations, year: year)
        let disbursements = try source.rows(.disbursements, year: year)
        let expenditures = try source.rows(.expenditures, year: year)
        let open = try source.rows(.paymentRequests, year: year).filter { MoneyNeeds.openStates.contains($0.text("state")) }
        var programmes: [Flow] = []
        var districts: [String: [(RegionCode, Flow)]] = [:]
        for choice in Choices.programme {
            func own(_ entries: [DeskEntry]) -> [DeskEntry] { entries.filter { $0.text("programme") == choice.code } }
            let arrived = own(allotments)
            func kind(_ name: String) -> Int64 { arrived.filter { $0.text("kind") == name }.fen }
            var flow = Flow(programme: choice.code)
            (flow.allotted, flow.advance, flow.formal, flow.reassigned) = (arrived.fen, kind("advance"), kind("formal"), kind("reassigned"))
            flow.reward = arrived.filter { $0.text("fund") == "reward" }.fen
            flow.allocated = own(allocations).fen
            flow.disbursed = own(disbursements).fen
            flow.spent = own(expenditures).fen
            flow.requested = own(open).fen
            programmes.append(flow)
            var each: [RegionCode: Flow] = [:]
            for entry in own(allocations) {
                guard let district = RegionCode(entry.text("recipient")) else { continue }
                each[district, default: Flow(programme: choice.code)].allocated += entry.fen
            }
            for entry in own(disbursements) { each[entry.district, default: Flow(programme: choice.code)].disbursed += entry.fen }
            for entry in own(expenditures) { each[entry.district, default: Flow(programme: choice.code)].spent += entry.fen }
            for entry in own(open) { each[entry.district, default: Flow(programme: choice.code)].requested += entry.fen }
            districts[choice.code] = each.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        }
        self.programmes = programmes
        self.districts = districts
    }
}
