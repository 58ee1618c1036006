public import Ledgers
public import Quantities

/// 评价: a year's schemes applied to a snapshot — figures, scores, reasons, evidence, sentences.
public struct EvaluationResult: Sendable {
    public let year: Int
    public let city: Region
    public let access: Access
    public let snapshot: Snapshot
    public let model: YearModel
    public let figures: [FigureReference: Figure]
    public let programmes: [ProgrammeEvaluation]
    public let overCompletions: [OverCompletion]
    public let evidence: EvidenceMeter
    /// Pages of the snapshot of which rows were refused.
    public let incompletePages: [PageVersion]
    public let statistics: EvaluationStatistics

    /// By its tag: `rental.bonded.raised`, `rental.bonded.raised@110105`.
    public func figure(_ tag: String) -> Figure? { FigureReference(tag: tag).flatMap { figures[$0] } }
}

/// A scheme with its scores.
public struct ProgrammeEvaluation: Sendable {
    public let scheme: Scheme
    public let sections: [SectionEvaluation]
    /// Out of the scheme's total. Indicators without a score count 0; those that do not apply are left out and the rest is rescaled.
    public let score: Rational
    /// The same with audited scores in place of the city's own, where there is at least one.
    public let auditedScore: Rational?
    /// 等次.
    public let band: Text

    public var indicators: [IndicatorEvaluation] { sections.flatMap(\.indicators) }
}

/// A section with its sentences and scores.
public struct SectionEvaluation: Sendable {
    public let section: Scheme.Section
    /// Its own sentences; those of its indicators stand with them.
    public let statements: [Statement]
    public let indicators: [IndicatorEvaluation]
    /// Rescaled to the section's weight; `nil` where none of its indicators applies.
    public let score: Rational?
    public let weight: Rational
}

/// One indicator with its score and how it came about.
public struct IndicatorEvaluation: Sendable {
    public let indicator: Scheme.Indicator
    public let actual: Figure?
    public let target: TargetValue?
    /// The completion: the rate figure's value, else actual ÷ target.
    public let rate: Rational?
    /// The rate's figure, where the scheme names one.
    public let rateFigure: Figure?
    /// Not rescaled. `nil` where it does not apply or a number it needs is missing; ``reason`` says which.
    public let score: Rational?
    public let isApplicable: Bool
    public let audited: Rational?
    public let auditReason: String?
    /// How the score came about, in a sentence.
    public let reason: Text
    public let evidence: [EvidenceResult]
    public let statements: [Statement]
    /// What the ledger of explanations says of this indicator.
    public let explanation: Entry?
}

/// What an indicator is held against.
public struct TargetValue: Sendable, Hashable {
    public let value: Rational?
    /// `nil` where the target is a number of the scheme.
    public let figure: Figure?
    public let unit: Unit
    public let format: NumberFormat

    /// As prose prints it: `80000套`, `100%`.
    public func text(_ language: Language) -> String {
        value.map { format.text($0, unit: unit, language: language) } ?? Figure.nothing[language]
    }
}

/// One item of evidence and whether the ledgers hold it.
public struct EvidenceResult: Sendable {
    public let item: Scheme.EvidenceItem
    public let isPresent: Bool
    public let figure: Figure?
    public let policies: [Entry]
}

/// 超额完成: an indicator far above its target, which asks for a cause.
public struct OverCompletion: Sendable {
    public let programme: String
    public let indicator: Scheme.Indicator
    public let actual: Figure?
    public let target: TargetValue?
    /// Actual ÷ target.
    public let rate: Rational
    /// `nil`: no cause has been given.
    public let explanation: Entry?
}

/// How much of the report rests on the books.
public struct EvidenceMeter: Sendable, Hashable, Codable {
    /// Sentences stated without a number.
    public let assertions: Int
    /// Of these, those whose indicator has evidence in the ledgers.
    public let assertionsWithEvidence: Int
    /// Figures that sentences and indicators name, each once.
    public let figures: Int
    /// Of these, those that have a value and rest on complete pages down to the entries.
    public let figuresWithWholeChain: Int

    /// `nil` where there is no assertion.
    public var shareWithEvidence: Rational? { Rational(assertionsWithEvidence).divided(by: Rational(assertions)) }
    public var shareWithWholeChain: Rational? { Rational(figuresWithWholeChain).divided(by: Rational(figures)) }
}

/// What an evaluation had to read.
public struct EvaluationStatistics: Sendable, Hashable, Codable {
    /// Pages of the ledgers that measures read.
    public var pages = 0
    /// Of these, those whose entries were read.
    public var pagesRead = 0
    /// Of these, those known from earlier tallies.
    public var pagesFromTallies = 0
    public var entriesRead: Int64 = 0
    /// Sums of a district's or the city's year that were still good.
    public var summariesReused = 0
    public var summariesMade = 0

    public init() {}
}
