public import Quantities

public enum Verdict: String, Sendable, Codable, CaseIterable {
    /// True as printed.
    case consistent
    /// True for some of the values that print as these.
    case rounding
    /// No reading makes it true.
    case inconsistent
    /// A careful reader would ask.
    case question
    /// Nothing in the text to check it by.
    case unchecked

    public var text: Text {
        switch self {
        case .consistent: Text("一致", "consistent")
        case .rounding: Text("舍入内一致", "within rounding")
        case .inconsistent: Text("不一致", "inconsistent")
        case .question: Text("存疑", "question")
        case .unchecked: Text("未核", "unchecked")
        }
    }
}

/// A number found in a report.
public struct ReportNumber: Sendable, Hashable {
    /// As printed, digits to unit.
    public let text: String
    /// In the unit's natural size, 元 or 平方米; a per cent as a ratio.
    public let value: Rational
    /// As reports write it: 元, 套, %, 个百分点; empty where none is.
    public let unit: String
    /// The same, where it is a unit of the evaluation's figures.
    public let measured: Unit?
    /// Offsets of Unicode scalars in the report's text.
    public let range: Range<Int>
    public let role: NumberRole
    /// Words that stand where a number would: a grade, 超额完成. Their value says nothing.
    public let isWording: Bool
    /// The values that print so.
    public let interval: Interval
    /// 约, 以上, 不超过: how the words around bound it.
    public let bound: Bound
    /// The words just before it in its clause.
    public let label: String
    /// The worst verdict of the claims that rest on it; `unchecked` where none does.
    public internal(set) var verdict: Verdict
}

/// A relation between numbers that the report states or implies, and whether it holds.
public struct Claim: Sendable, Hashable {
    public let kind: ClaimKind
    /// From the first number concerned to the last, in the report's text.
    public let range: Range<Int>
    public let sentenceRange: Range<Int>
    public let sentence: String
    public let inputs: [ReportNumber]
    public let stated: ReportNumber
    /// What the formula gives for the printed inputs, and for all that they may stand for; in natural units.
    public let computed: Rational?
    public let interval: Interval?
    /// The unit of ``computed`` and ``interval``.
    public let computedUnit: String
    /// `2.91万户 ÷ 2.7万户 = 107.78%`.
    public let formula: String
    public let verdict: Verdict
    public let note: Note
    public var reason: Text { note.text }
}

/// All that was found in a report.
public struct ClaimReport: Sendable {
    public let text: ReportText
    public let numbers: [ReportNumber]
    /// In the order of the text.
    public let claims: [Claim]

    /// Claims by verdict; numbers that no claim rests on count as unchecked.
    public var summary: [Verdict: Int] {
        var counts: [Verdict: Int] = [:]
        for verdict in Verdict.allCases { counts[verdict] = 0 }
        for claim in claims { counts[claim.verdict, default: 0] += 1 }
        let used = Set(claims.flatMap { $0.inputs.map(\.range.lowerBound) + [$0.stated.range.lowerBound] })
        counts[.unchecked, default: 0] += numbers.filter { $0.role == .claim && !used.contains($0.range.lowerBound) }.count
        return counts
    }

    public var hasInconsistency: Bool { claims.contains { $0.verdict == .inconsistent } }
}
