public import Quantities

/// 评价方案: a programme's indicator table as data — weights, scoring shapes, bands, evidence, sentences.
public struct Scheme: Sendable {
    /// `rental`, `renewal`, `redevelopment`.
    public let programme: String
    public let year: Int
    public let title: Text
    /// Where the indicators' names come from.
    public let source: Text
    /// The rule it follows: 财综〔2020〕19号.
    public let document: String
    /// `false` where the weights are an example and not the official ones; printed wherever a score is.
    public let weightsConfirmed: Bool
    public let total: Rational
    /// Highest first.
    public let bands: [Band]
    /// The share above target from which a cause is asked for.
    public let overCompletion: Rational?
    public let sections: [Section]

    /// 等次: the name of scores from here up.
    public struct Band: Sendable, Hashable {
        public let name: Text
        public let atLeast: Rational
    }

    /// 一级指标.
    public struct Section: Sendable {
        public let id: String
        public let title: Text
        public let indicators: [Indicator]
        /// Its own sentences, before its indicators'.
        public let statements: [StatementTemplate]

        public var weight: Rational { indicators.reduce(0) { $0 + $1.weight } }
    }

    /// One indicator: what is compared, how it is scored, what it rests on, what is said of it.
    public struct Indicator: Sendable {
        public let id: String
        /// The heading it shares with its neighbours: consecutive indicators of one item stand under one number in the report.
        public let item: Text?
        public let title: Text
        public let weight: Rational
        public let kind: Kind
        public let actual: FigureID?
        public let target: Target?
        /// The completion, where it is a figure of its own.
        public let rate: FigureID?
        public let shape: Shape
        /// Where this holds, the score is 0.
        public let veto: SchemeCondition?
        /// Where this holds, the indicator is left out and its section is rescaled.
        public let notApplicable: SchemeCondition?
        public let evidence: [EvidenceItem]
        public let statements: [StatementTemplate]
    }

    /// Where the official form lists an indicator.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case funds
        case outputQuantity = "output.quantity"
        case outputQuality = "output.quality"
        case outputTime = "output.time"
        case outputCost = "output.cost"
        case benefitSocial = "benefit.social"
        case benefitSustainable = "benefit.sustainable"
        case satisfaction

        public var title: Text {
            switch self {
            case .funds: Text("资金管理", "Funds")
            case .outputQuantity: Text("数量指标", "Quantity")
            case .outputQuality: Text("质量指标", "Quality")
            case .outputTime: Text("时效指标", "Timeliness")
            case .outputCost: Text("成本指标", "Cost")
            case .benefitSocial: Text("社会效益指标", "Social benefit")
            case .benefitSustainable: Text("可持续影响指标", "Lasting effect")
            case .satisfaction: Text("服务对象满意度指标", "Satisfaction of those served")
            }
        }
    }

    public enum Target: Sendable, Hashable {
        case figure(FigureID)
        /// A number written in the scheme; `isPercent` where it was written `88%`.
        case constant(Rational, isPercent: Bool)
    }

    public var indicators: [Indicator] { sections.flatMap(\.indicators) }
}

/// 评分方法: how an indicator's score comes about.
///
/// `completion` is the rate figure, else actual ÷ target.
public enum ScoringShape: Sendable, Hashable {
    /// Weight × min(1, completion), and never below 0.
    case proportional
    /// Weight × the share of the first step whose bound the completion reaches; below all of them 0. Highest first.
    case banded([Step])
    /// Weight − `perPoint` for each percentage point (fractions count) the rate is short of its target; never below `floor`.
    case deduction(perPoint: Rational, floor: Rational)
    /// Weight − `each` for each finding; never below 0.
    case findings(FigureID, each: Rational)
    /// All items of evidence present: the weight. Some: weight × 0.8 × their share. None: 0. (达成 / 部分达成 / 未达成: what is
    /// only partly reached stays under 80 %.)
    case evidence
    /// Proportional, and `each` for every whole `per` the completion is above 1, at most `cap` more than the weight.
    case bonus(each: Rational, per: Rational, cap: Rational)

    public struct Step: Sendable, Hashable {
        public let atLeast: Rational
        public let share: Rational
    }
}

extension Scheme {
    public typealias Shape = ScoringShape

    /// 佐证: one thing an assertion rests on.
    public struct EvidenceItem: Sendable, Hashable {
        public let title: Text
        public let source: Source

        public enum Source: Sendable, Hashable {
            /// A figure with at least this value.
            case figure(FigureID, atLeast: Rational)
            /// A row of the ledger of policies with this topic.
            case policy(topic: String)
        }
    }
}

/// A sentence of the report, with figures to be filled in.
public struct StatementTemplate: Sendable {
    /// Stated only where this holds.
    public let when: SchemeCondition?
    public let zh: [Piece]
    public let en: [Piece]

    public enum Piece: Sendable, Hashable {
        case text(String)
        /// `digitsOnly`: the unit word stands in the sentence itself.
        case figure(FigureReference, format: NumberFormat?, digitsOnly: Bool)
    }
}
