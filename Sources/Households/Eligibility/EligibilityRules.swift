public import Quantities

/// 准入条件: typed conditions with dated limits, read from `eligibility.yaml`.
public struct EligibilityRules: Sendable, Hashable {
    public let title: Text
    public let conditions: [Condition]

    /// One condition. What it compares is its kind's; how much is its limit's.
    public struct Condition: Sendable, Hashable {
        public let id: String
        public let kind: Kind
        public let title: Text
        public let limits: [Dated<Limit>]
    }

    /// What a condition looks at.
    public enum Kind: String, Sendable, CaseIterable {
        /// Full years since the applicant was registered in the city; at least.
        case residenceYears = "residence_years"
        /// Income a month ÷ people, in 元; at most.
        case incomePerHead = "income_per_head"
        /// Net assets of the household, in 元; at most, by number of people.
        case assets
        /// Floor area ÷ people, in 平方米; at most.
        case areaPerHead = "area_per_head"
        /// Number of people; at least and at most.
        case people
        /// The applicant's age where the household is one person; at least.
        case singleAge = "single_age"
        /// No guaranteed home already; has no number.
        case noOtherSupport = "no_other_support"
    }

    public struct Limit: Sendable, Hashable {
        public let atLeast: Rational?
        public let atMost: Rational?
        /// In rising order of people: the limit of the last step whose `people` the household reaches.
        public let steps: [Step]

        public struct Step: Sendable, Hashable {
            public let people: Int
            public let atMost: Rational
        }
    }

    init(_ root: DataNode) {
        let members = root.members(["title", "sources", "conditions"])
        title = members["title"]?.text() ?? Text("", "")
        let sources = members["sources"]?.sources() ?? [:]
        var seen: Set<String> = []
        conditions = (members["conditions"]?.elements() ?? []).compactMap { node in
            let members = node.members(["id", "kind", "title", "values"])
            guard let id = members["id"]?.string(), let kind = members["kind"]?.choice(Kind.self) else { return nil }
            if !seen.insert(id).inserted { node.problem("“\(id)”重复", "“\(id)” comes twice") }
            let limits =
                members["values"]?.dated(sources, [], optional: ["at_least", "at_most", "by_people"]) { Self.limit($0, $1, kind) } ?? []
            return Condition(id: id, kind: kind, title: members["title"]?.text() ?? Text(id, id), limits: limits)
        }
    }

    private static func limit(_ node: DataNode, _ members: [String: DataNode], _ kind: Kind) -> Limit? {
        let needed: Set<String> =
            switch kind {
            case .residenceYears, .singleAge: ["at_least"]
            case .incomePerHead, .areaPerHead: ["at_most"]
            case .assets: ["by_people"]
            case .people: ["at_least", "at_most"]
            case .noOtherSupport: []
            }
        let given = Set(members.keys).intersection(["at_least", "at_most", "by_people"])
        guard given == needed else {
            let list = needed.isEmpty ? "—" : needed.sorted().joined(separator: "、")
            node.problem("条件“\(kind.rawValue)”应给出：\(list)", "a condition “\(kind.rawValue)” takes: \(list)")
            return nil
        }
        var steps: [Limit.Step] = []
        for (key, value) in members["by_people"]?.entries() ?? [] {
            guard let people = Int(key), (1...15).contains(people), people > (steps.last?.people ?? 0), let atMost = value.number() else {
                value.problem("人数应为1至15、由小到大", "people go from 1 to 15, rising")
                continue
            }
            steps.append(Limit.Step(people: people, atMost: atMost))
        }
        if kind == .assets, steps.first?.people != 1 { node.problem("by_people应从1人开始", "by_people begins with 1") }
        return Limit(atLeast: members["at_least"]?.number(), atMost: members["at_most"]?.number(), steps: steps)
    }
}
