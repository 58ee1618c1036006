public import Quantities

/// 表决规则: what a law asks for on a day. Dated data: a poll is decided by the rule in force on the day it opened.
///
/// All shares are exact fractions; 以上 includes the number (民法典 第一千二百五十九条), 过半数 does not.
public struct VotingRule: Sendable, Hashable, Codable {
    /// `civil-code-278`.
    public let id: String
    public let from: CivilDate
    /// The last day; `nil` for the law in force.
    public let until: CivilDate?
    public let source: Text
    /// The share of area and of heads that must take part; `nil` where a law asks for none.
    public let participation: Threshold?
    /// What most matters need, of ``base``.
    public let ordinary: Threshold
    /// What the weighty ones need.
    public let special: Threshold
    public let specialKinds: [MatterKind]
    public let base: Base

    /// A share that must be reached by area and by heads alike.
    public struct Threshold: Sendable, Hashable, Codable {
        public let share: Rational
        /// 以上: the share itself is enough. Otherwise there must be more.
        public let isInclusive: Bool

        public init(_ share: Rational, inclusive: Bool) {
            self.share = share
            isInclusive = inclusive
        }

        /// - Parameter whole: nothing is a share of nothing.
        public func isMet(_ part: Int64, of whole: Int64) -> Bool {
            guard whole > 0 else { return false }
            let found = Rational(part, whole)
            return isInclusive ? found >= share : found > share
        }

        public var text: Text {
            let fraction = share.description
            return isInclusive ? Text("\(fraction)以上", "at least \(fraction)") : Text("超过\(fraction)", "more than \(fraction)")
        }
    }

    /// Of whom the share is taken.
    public enum Base: String, Sendable, Hashable, Codable {
        /// 参与表决的业主.
        case participants
        /// 全体业主.
        case all
    }

    public func threshold(_ kind: MatterKind) -> Threshold { specialKinds.contains(kind) ? special : ordinary }

    /// The rule in force on a day; `nil` before there was any.
    public static func on(_ day: CivilDate) -> VotingRule? { all.last { $0.from <= day && ($0.until.map { day <= $0 } ?? true) } }

    /// Every rule, oldest first.
    public static let all: [VotingRule] = [
        VotingRule(
            id: "property-law-76", from: day(2007, 10, 1), until: day(2020, 12, 31),
            source: Text(
                "中华人民共和国物权法第七十六条（2007年10月1日施行，2021年1月1日废止）",
                "Property Law art. 76, in force 2007-10-01 to 2020-12-31"),
            participation: nil, ordinary: Threshold(Rational(1, 2), inclusive: false), special: Threshold(Rational(2, 3), inclusive: true),
            // Item (5) of that law was 筹集和使用维修资金 in one.
            specialKinds: [.useFund, .raiseFund, .rebuild], base: .all),
        VotingRule(
            id: "civil-code-278", from: day(2021, 1, 1), until: nil,
            source: Text("中华人民共和国民法典第二百七十八条（2021年1月1日施行）", "Civil Code art. 278, in force since 2021-01-01"),
            participation: Threshold(Rational(2, 3), inclusive: true), ordinary: Threshold(Rational(1, 2), inclusive: false),
            special: Threshold(Rational(3, 4), inclusive: true), specialKinds: [.raiseFund, .rebuild, .commonUse], base: .participants),
    ]

    private static func day(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
        CivilDate(year: year, month: month, day: day) ?? CivilDate(spreadsheetSerial: 1)!
    }
}
