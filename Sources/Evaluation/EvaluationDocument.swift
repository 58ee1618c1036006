import Ledgers
public import Quantities

/// An evaluation as one JSON object. Numbers are exact texts (`81549/80000`); beside them stands what is printed.
public struct EvaluationDocument: Sendable, Codable {
    public var year: Int
    public var city: RegionCode
    public var programmes: [Programme]
    /// In the order of the year's file, the city's before those of its districts.
    public var figures: [FigureItem]
    public var overCompletions: [OverCompletionItem]
    public var evidence: EvidenceMeter
    /// Addresses of pages of which rows were refused.
    public var incompletePages: [String]
    public var statistics: EvaluationStatistics

    public struct FigureItem: Sendable, Codable {
        public var figure: String
        public var title: Text
        public var value: Rational?
        public var printed: Text
        public var unit: Unit
        public var absence: Text?
    }

    public struct Programme: Sendable, Codable {
        public var programme: String
        public var title: Text
        public var weightsConfirmed: Bool
        public var total: Rational
        public var score: Rational
        public var auditedScore: Rational?
        public var band: Text
        public var sections: [Section]
    }

    public struct Section: Sendable, Codable {
        public var id: String
        public var title: Text
        public var weight: Rational
        public var score: Rational?
        public var statements: [Statement]
        public var indicators: [Indicator]
    }

    public struct Indicator: Sendable, Codable {
        public var id: String
        public var title: Text
        public var kind: Scheme.Kind
        public var weight: Rational
        public var actual: String?
        public var actualPrinted: Text?
        public var target: Rational?
        public var targetPrinted: Text?
        public var rate: Rational?
        public var applies: Bool
        public var score: Rational?
        public var audited: Rational?
        public var auditReason: String?
        public var reason: Text
        public var evidence: [Evidence]
        public var statements: [Statement]
        public var cause: String?
    }

    public struct Evidence: Sendable, Codable {
        public var title: Text
        public var present: Bool
        public var figure: String?
        /// Numbers or titles of the policies found.
        public var policies: [String]
    }

    public struct OverCompletionItem: Sendable, Codable {
        public var programme: String
        public var indicator: String
        public var title: Text
        public var rate: Rational
        public var printed: String
        /// `null`: none has been given.
        public var cause: String?
    }

    public init(_ result: EvaluationResult) {
        year = result.year
        city = result.city.code
        let regions = [nil] + result.model.regions.districts.map { Optional($0.code) }
        figures = result.model.figures.ids.flatMap { id in
            regions.compactMap { region in
                result.figures[FigureReference(id, region)].map { figure in
                    FigureItem(
                        figure: figure.reference.tag, title: figure.title, value: figure.value,
                        printed: Text(figure.text(.chinese), figure.text(.english)), unit: figure.unit, absence: figure.absence)
                }
            }
        }
        programmes = result.programmes.map(Programme.init)
        overCompletions = result.overCompletions.map { over in
            OverCompletionItem(
                programme: over.programme, indicator: over.indicator.id, title: over.indicator.title, rate: over.rate,
                printed: over.rate.percent,
                cause: over.explanation.map { $0["cause"].plain })
        }
        evidence = result.evidence
        incompletePages = result.incompletePages.map(\.address)
        statistics = result.statistics
    }
}

extension EvaluationDocument.Programme {
    init(_ programme: ProgrammeEvaluation) {
        self.init(
            programme: programme.scheme.programme, title: programme.scheme.title, weightsConfirmed: programme.scheme.weightsConfirmed,
            total: programme.scheme.total, score: programme.score, auditedScore: programme.auditedScore, band: programme.band,
            sections: programme.sections.map { section in
                EvaluationDocument.Section(
                    id: section.section.id, title: section.section.title, weight: section.weight, score: section.score,
                    statements: section.statements, indicators: section.indicators.map(EvaluationDocument.Indicator.init))
            })
    }
}

extension EvaluationDocument.Indicator {
    init(_ indicator: IndicatorEvaluation) {
        self.init(
            id: indicator.indicator.id, title: indicator.indicator.title, kind: indicator.indicator.kind,
            weight: indicator.indicator.weight,
            actual: indicator.actual?.reference.tag, actualPrinted: indicator.actual.map { Text($0.text(.chinese), $0.text(.english)) },
            target: indicator.target?.value, targetPrinted: indicator.target.map { Text($0.text(.chinese), $0.text(.english)) },
            rate: indicator.rate, applies: indicator.isApplicable, score: indicator.score, audited: indicator.audited,
            auditReason: indicator.auditReason, reason: indicator.reason,
            evidence: indicator.evidence.map { evidence in
                EvaluationDocument.Evidence(
                    title: evidence.item.title, present: evidence.isPresent, figure: evidence.figure?.reference.tag,
                    policies: evidence.policies.map { $0["document"].plain.isEmpty ? $0["title"].plain : $0["document"].plain })
            },
            statements: indicator.statements, cause: indicator.explanation.map { $0["cause"].plain })
    }
}
