public import Quantities

/// 轮候规则: who comes before whom, as dated data from `waiting.yaml`; within one rank by the day of the application.
public struct WaitingRules: Sendable, Hashable {
    public let title: Text
    public let orders: [Dated<[Group]>]

    /// What puts a household into a rank: a category, or something its members suffer.
    public enum Group: String, Titled {
        case subsistence
        case lowIncome = "low_income"
        case disabled
        case illness
        case elderly

        public var title: Text {
            switch self {
            case .subsistence: HouseholdCategory.subsistence.title
            case .lowIncome: HouseholdCategory.lowIncome.title
            case .disabled: FactKind.disabled.title
            case .illness: FactKind.illness.title
            case .elderly: FactKind.elderly.title
            }
        }

        func holds(_ facts: HouseholdFacts, on date: CivilDate) -> Bool {
            switch self {
            case .subsistence: facts.category(on: date) == .subsistence
            case .lowIncome: facts.category(on: date) == .lowIncome
            case .disabled: facts.flag(.disabled, on: date) == true
            case .illness: facts.flag(.illness, on: date) == true
            case .elderly: facts.flag(.elderly, on: date) == true
            }
        }
    }

    init(_ root: DataNode) {
        let members = root.members(["title", "sources", "values"])
        title = members["title"]?.text() ?? Text("", "")
        let sources = members["sources"]?.sources() ?? [:]
        orders =
            members["values"]?.dated(sources, ["first"]) { _, members in
                members["first"].map { node in node.elements().compactMap { $0.choice(Group.self) } }
            } ?? []
    }
}

/// One who waits, before the order.
public struct Waiter: Sendable, Hashable {
    public let application: Int64
    public let household: String
    public let appliedOn: CivilDate
    public let facts: HouseholdFacts

    public init(application: Int64, household: String, appliedOn: CivilDate, facts: HouseholdFacts) {
        self.application = application
        self.household = household
        self.appliedOn = appliedOn
        self.facts = facts
    }
}

/// A place in the order, with its reason in plain words.
public struct WaitingPlace: Sendable, Hashable {
    public let place: Int
    public let application: Int64
    public let household: String
    public let appliedOn: CivilDate
    /// What put it into its rank; `nil` for all others.
    public let group: WaitingRules.Group?
    public let reason: Text
}

extension WaitingRules {
    /// The order of a day: by rank, then the day of the application, then its number.
    ///
    /// - Throws: `G003` where no rule was in force.
    public func order(_ waiters: [Waiter], on date: CivilDate) throws(HouseholdError) -> [WaitingPlace] {
        guard let groups = orders.inForce(on: date)?.value else { throw .noRule(title, date) }
        let ranked = waiters.map { waiter in (waiter, rank: groups.firstIndex { $0.holds(waiter.facts, on: date) } ?? groups.count) }
            .sorted { ($0.rank, $0.0.appliedOn, $0.0.application) < ($1.rank, $1.0.appliedOn, $1.0.application) }
        var inRank: [Int: Int] = [:]
        return ranked.enumerated().map { index, ranked in
            let (waiter, rank) = ranked
            let before = inRank[rank, default: 0]
            inRank[rank] = before + 1
            let earlierRanks = index - before
            let group = groups.indices.contains(rank) ? groups[rank] : nil
            let kind = group?.title ?? Text("一般家庭", "other households")
            return WaitingPlace(
                place: index + 1, application: waiter.application, household: waiter.household, appliedOn: waiter.appliedOn, group: group,
                reason: Text(
                    "第\(index + 1)位。属于第\(rank + 1)顺位（\(kind.zh)），前面有\(earlierRanks)户更先的顺位；本顺位中有\(before)户申请更早，申请日期\(waiter.appliedOn.chinese)。",
                    "Place \(index + 1). Rank \(rank + 1) (\(kind.en)): \(earlierRanks) households of earlier ranks come before; in the rank \(before) applied earlier than \(waiter.appliedOn)."
                ))
        }
    }
}
