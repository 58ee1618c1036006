public import Quantities

/// 市场租房补贴标准: classes × areas × household size, with the ways into each class; dated, read from `subsidies.yaml`.
public struct SubsidyStandards: Sendable, Hashable {
    public let title: Text
    /// Areas with standards of their own, the last for every district not named.
    public let areas: [Area]
    public let tables: [Dated<Table>]

    public struct Area: Sendable, Hashable {
        public let id: String
        public let title: Text
        /// Empty for “all others”.
        public let districts: Set<RegionCode>
    }

    public struct Table: Sendable, Hashable {
        public let classes: [Class]
        /// Households of so many people and more get the second amount.
        public let largeFrom: Int
        /// Never more than the rent.
        public let isRentCapped: Bool
        /// What lifts a household by one class, where it is below the first.
        public let raises: Set<Raise>
    }

    public enum Raise: String, Sendable, Hashable, CaseIterable {
        case disabled
        case illness
        case elderly

        public var fact: FactKind {
            switch self {
            case .disabled: .disabled
            case .illness: .illness
            case .elderly: .elderly
            }
        }
    }

    /// One class: who is in it, and what it gets by area: small and large households.
    public struct Class: Sendable, Hashable {
        public let number: Int
        public let category: HouseholdCategory?
        /// Income per head a month, at most; for classes without a category.
        public let incomePerHead: Money?
        public let amounts: [String: Amounts]

        public struct Amounts: Sendable, Hashable {
            public let small: Money
            public let large: Money
        }

        public var title: Text {
            let names = ["一", "二", "三", "四", "五", "六", "七", "八", "九"]
            return Text("\(names.indices.contains(number - 1) ? names[number - 1] : String(number))档", "class \(number)")
        }
    }

    public func area(of district: RegionCode) -> Area? {
        areas.first { $0.districts.contains(district) } ?? areas.first { $0.districts.isEmpty }
    }

    init(_ root: DataNode) {
        let members = root.members(["title", "sources", "areas", "values"])
        title = members["title"]?.text() ?? Text("", "")
        let sources = members["sources"]?.sources() ?? [:]
        let areas = (members["areas"]?.elements() ?? []).compactMap { node -> Area? in
            let members = node.members(["id", "title"], optional: ["districts"])
            guard let id = members["id"]?.string() else { return nil }
            let districts = (members["districts"]?.elements() ?? []).compactMap { node -> RegionCode? in
                guard let text = node.string() else { return nil }
                guard let code = RegionCode(text) else {
                    node.problem("“\(text)”不是行政区划代码", "“\(text)” is not a region code")
                    return nil
                }
                return code
            }
            return Area(id: id, title: members["title"]?.text() ?? Text(id, id), districts: Set(districts))
        }
        if areas.filter({ $0.districts.isEmpty }).count != 1 {
            members["areas"]?.problem("应有且只有一个不列区的片区（其余各区）", "exactly one area names no districts (all others)")
        }
        self.areas = areas
        tables =
            members["values"]?.dated(sources, ["classes", "large_from", "rent_cap", "raised_by"]) { node, members in
                let raises = (members["raised_by"]?.elements() ?? []).compactMap { $0.choice(Raise.self) }
                guard let classes = members["classes"].map({ Self.classes($0, areas) }), !classes.isEmpty,
                    let large = members["large_from"]?.integer(in: 2...15), let cap = members["rent_cap"]?.flag()
                else { return nil }
                return Table(classes: classes, largeFrom: large, isRentCapped: cap, raises: Set(raises))
            } ?? []
    }

    private static func classes(_ node: DataNode, _ areas: [Area]) -> [Class] {
        var result: [Class] = []
        for element in node.elements() {
            let members = element.members(["class"] + areas.map(\.id), optional: ["category", "income_per_head"])
            guard let number = members["class"]?.integer(in: 1...9) else { continue }
            if number != result.count + 1 { element.problem("档次应从1起依次排列", "classes go from 1 on, in order") }
            if (members["category"] == nil) == (members["income_per_head"] == nil) {
                element.problem("category和income_per_head须给且只给一个", "give either category or income_per_head")
            }
            let income = members["income_per_head"]?.money()
            if let income, let last = result.last?.incomePerHead, income <= last {
                element.problem("收入上限应逐档升高", "income limits rise from class to class")
            }
            var amounts: [String: Class.Amounts] = [:]
            for area in areas {
                guard let pair = members[area.id]?.elements() else { continue }
                guard pair.count == 2, let small = pair[0].money(), let large = pair[1].money() else {
                    members[area.id]?.problem("应为两个金额：小户、大户", "two amounts are expected: small and large households")
                    continue
                }
                amounts[area.id] = Class.Amounts(small: small, large: large)
            }
            result.append(
                Class(
                    number: number, category: members["category"]?.choice(HouseholdCategory.self), incomePerHead: income, amounts: amounts))
        }
        return result
    }
}
