internal import Foundation
public import Quantities

/// 改造菜单: what can be done to a community, in the three tiers (`Data/renewal-menu.tsv`).
public struct RenewalMenu: Sendable {
    public struct Item: Sendable, Hashable {
        public let code: String
        public let name: String
        /// `basic`, `better`, `upgrade`.
        public let tier: String
        public let isPriority: Bool
        /// The utility whose plan it goes with; `nil` for what is the community's own.
        public let pipeline: String?
        public let source: String
    }

    public let items: [Item]

    public static let current = RenewalMenu(
        items: DataFile.rows("renewal-menu").compactMap { row in
            guard row.count == 6 else { return nil }
            return Item(
                code: row[0], name: row[1], tier: row[2], isPriority: row[3] == "yes", pipeline: row[4] == "-" ? nil : row[4],
                source: row[5])
        })

    public func item(_ code: String) -> Item? { items.first { $0.code == code } }
}

/// 改造对象的建成年份, by year of the plan (`Data/renewal-age.tsv`).
public struct AgeRule: Sendable, Hashable {
    public let planYears: ClosedRange<Int>
    /// The last year of building that is taken.
    public let builtBy: Int
    public let source: String

    public static let all: [AgeRule] = DataFile.rows("renewal-age").compactMap { row in
        guard row.count == 4, let first = Int(row[0]), let last = Int(row[1]), first <= last, let built = Int(row[2]) else { return nil }
        return AgeRule(planYears: first...last, builtBy: built, source: row[3])
    }

    /// The rule of a plan's year; beyond the years that are known the latest one before it holds.
    public static func rule(_ year: Int) -> AgeRule? {
        all.filter { $0.planYears.lowerBound <= year }.max { $0.planYears.lowerBound < $1.planYears.lowerBound }
    }

    /// Why a year of building is not taken; `nil` where it is.
    static func fault(built: Int64?, year: Int) -> Text? {
        guard let rule = rule(year), let built, built > Int64(rule.builtBy) else { return nil }
        return Text(
            "建成于\(built)年，\(year)年度的改造对象应建成于\(rule.builtBy)年底前（\(rule.source)）",
            "built in \(built); plans of \(year) take what was built by \(rule.builtBy) (\(rule.source))")
    }
}
