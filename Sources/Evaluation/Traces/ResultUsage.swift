public import Ledgers
public import Quantities

/// What of an evaluation rests on a ledger, a column or one entry: its figures, indicators and sentences.
public struct ResultUsage: Sendable {
    public let usage: Usage
    /// With their values: the district's before the city's, measures before what is made of them.
    public let figures: [Figure]
    public let indicators: [IndicatorUse]
    public let statements: [StatementUse]

    public struct IndicatorUse: Sendable {
        public let programme: String
        public let indicator: IndicatorEvaluation
        /// In the order of ``Part``.
        public let parts: [Part]
    }

    /// What of an indicator it is.
    public enum Part: String, Sendable, Hashable, Codable, CaseIterable {
        case actual
        case target
        case rate
        /// The findings that points are taken off for.
        case findings
        case evidence
        /// Whether it applies, or is vetoed.
        case condition
        /// The cause given for a deviation.
        case explanation
        /// The audited score.
        case audit
    }

    public struct StatementUse: Sendable {
        public let programme: String
        public let statement: Statement
        /// Those of its figures that rest on it.
        public let figures: [FigureReference]
    }
}

extension EvaluationResult {
    /// What rests on a ledger's column (on anything of the ledger, where it is `nil`), in one district or anywhere.
    public func usedBy(ledger: String, column: String? = nil, district: RegionCode? = nil) -> ResultUsage {
        usedBy(model.figures.usedBy(ledger: ledger, column: column), district: district, entry: nil)
    }

    /// What rests on one entry.
    public func usedBy(_ entry: Entry, column: String? = nil) -> ResultUsage {
        usedBy(model.figures.usedBy(entry, column: column), district: entry.page.district, entry: entry)
    }

    private func usedBy(_ usage: Usage, district: RegionCode?, entry: Entry?) -> ResultUsage {
        let ids = Set(usage.figures)
        // What the city files has no value in a district, and a district's entries are in no other district's figures.
        let regions: [RegionCode?]
        if let district, district != city.code {
            regions = [district, nil]
        } else {
            regions = district == nil ? model.regions.districts.map { Optional($0.code) } + [nil] : [nil]
        }
        let figures = usage.figures.flatMap { id in
            regions.compactMap { self.figures[FigureReference(id, $0)] }
        }
        func rests(_ reference: FigureReference) -> Bool { ids.contains(reference.id) && regions.contains(reference.region) }
        var indicators: [ResultUsage.IndicatorUse] = []
        var statements: [ResultUsage.StatementUse] = []
        for programme in programmes {
            let name = programme.scheme.programme
            func say(_ all: [Statement]) {
                for statement in all {
                    let resting = statement.figures.filter(rests)
                    guard !resting.isEmpty else { continue }
                    statements.append(ResultUsage.StatementUse(programme: name, statement: statement, figures: resting))
                }
            }
            for section in programme.sections {
                say(section.statements)
                for indicator in section.indicators {
                    let parts = Self.parts(indicator, ids, usage.ledger, entry)
                    if !parts.isEmpty {
                        indicators.append(ResultUsage.IndicatorUse(programme: name, indicator: indicator, parts: parts))
                    }
                    say(indicator.statements)
                }
            }
        }
        return ResultUsage(usage: usage, figures: figures, indicators: indicators, statements: statements)
    }

    static func parts(_ evaluation: IndicatorEvaluation, _ ids: Set<FigureID>, _ ledger: String, _ entry: Entry?)
        -> [ResultUsage.Part]
    {
        let indicator = evaluation.indicator
        func rests(_ id: FigureID?) -> Bool { id.map(ids.contains) ?? false }
        func isIt(_ other: Entry) -> Bool {
            other.page.ledger == ledger && (entry.map { $0.page == other.page && $0.row == other.row } ?? true)
        }
        return ResultUsage.Part.allCases.filter { part in
            switch part {
            case .actual: rests(indicator.actual)
            case .target: if case .figure(let id) = indicator.target { ids.contains(id) } else { false }
            case .rate: rests(indicator.rate)
            case .findings: if case .findings(let id, _) = indicator.shape { ids.contains(id) } else { false }
            case .evidence: evaluation.evidence.contains { rests($0.figure?.reference.id) || $0.policies.contains(where: isIt) }
            case .condition: [indicator.veto, indicator.notApplicable].contains { !ids.isDisjoint(with: $0?.inputs ?? []) }
            case .explanation: evaluation.explanation.map(isIt) ?? false
            case .audit:
                evaluation.audited != nil && ledger == Sheet.auditedScores.ledger
                    && (entry.map { $0["indicator"].plain == indicator.id } ?? true)
            }
        }
    }
}
