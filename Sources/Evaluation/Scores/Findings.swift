import Ledgers
import Quantities

/// What an evaluation says of itself beside the scores: targets far exceeded, and how much rests on the books.
struct ResultFindings {
    let model: YearModel
    let figures: [FigureReference: Figure]
    let snapshot: Snapshot

    /// Indicators whose actual value passes their target by more than the scheme's share.
    func overCompletions(_ programmes: [ProgrammeEvaluation]) -> [OverCompletion] {
        programmes.flatMap { programme -> [OverCompletion] in
            guard let share = programme.scheme.overCompletion else { return [] }
            return programme.indicators.compactMap { indicator in
                guard indicator.isApplicable, let rate = Self.overRate(indicator), rate > 1 + share else { return nil }
                return OverCompletion(
                    programme: programme.scheme.programme, indicator: indicator.indicator, actual: indicator.actual,
                    target: indicator.target,
                    rate: rate, explanation: indicator.explanation)
            }
        }
    }

    /// Actual ÷ target in one unit; where a rate is held against a target that is a rate, rate ÷ target.
    private static func overRate(_ indicator: IndicatorEvaluation) -> Rational? {
        guard let target = indicator.target, let bound = target.value, !bound.isZero else { return nil }
        if target.unit == .percent {
            let shown = indicator.actual.flatMap { $0.unit == .percent ? $0 : nil } ?? indicator.rateFigure
            return shown?.value.flatMap { $0.divided(by: bound) }
        }
        return indicator.actual?.value.flatMap { $0.divided(by: bound) }
    }

    func evidence(_ programmes: [ProgrammeEvaluation]) -> EvidenceMeter {
        var named: Set<FigureReference> = []
        var assertions = 0
        var bare = 0
        func count(_ statement: Statement) {
            named.formUnion(statement.figures)
            guard statement.figures.isEmpty else { return }
            assertions += 1
            if statement.isAssertionWithoutEvidence { bare += 1 }
        }
        for programme in programmes {
            for section in programme.sections {
                section.statements.forEach(count)
                for indicator in section.indicators {
                    indicator.statements.forEach(count)
                    for figure in [indicator.actual, indicator.target?.figure, indicator.rateFigure] {
                        if let figure { named.insert(figure.reference) }
                    }
                }
            }
        }
        let incomplete = incomplete
        return EvidenceMeter(
            assertions: assertions, assertionsWithEvidence: assertions - bare, figures: named.count,
            figuresWithWholeChain: named.count { isWhole($0, incomplete) })
    }

    /// The districts of incomplete pages, by ledger.
    private var incomplete: [String: Set<RegionCode>] {
        snapshot.pages.reduce(into: [:]) { if $1.rejected > 0 { $0[$1.ledger, default: []].insert($1.district) } }
    }

    /// A figure with a value, whose measures all have one and rest on pages none of whose rows were refused.
    private func isWhole(_ reference: FigureReference, _ incomplete: [String: Set<RegionCode>]) -> Bool {
        guard figures[reference]?.value != nil else { return false }
        return model.figures.measures(under: reference.id).allSatisfy { measure in
            guard figures[FigureReference(measure.id, reference.region)]?.value != nil else { return false }
            guard let districts = incomplete[measure.ledger] else { return true }
            return reference.region.map { !districts.contains($0) } ?? false
        }
    }
}
