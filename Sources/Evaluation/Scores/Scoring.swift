import Ledgers
import Quantities

/// Applies a scheme to figures and registers.
struct Scoring {
    let model: YearModel
    let figures: [FigureReference: Figure]
    let registers: Registers
    /// Whether the city's figures may be known at all; without them nothing is scored.
    let districts: [RegionCode]

    func figure(_ id: FigureID?) -> Figure? { id.flatMap { figures[FigureReference($0)] } }

    private var formulas: FormulaComputation {
        FormulaComputation(catalogue: model.figures, districts: districts) { id, region in
            figures[FigureReference(id, region)].map { Outcome($0.value, $0.absence) } ?? .absent(Text("", ""))
        }
    }

    func evaluate(_ scheme: Scheme) -> ProgrammeEvaluation {
        let sections = scheme.sections.map(evaluate)
        let score = Self.total(sections.map { ($0.weight, $0.score) }, of: scheme.total)
        let isAudited = sections.contains { $0.indicators.contains { $0.audited != nil } }
        let audited =
            isAudited
            ? Self.total(sections.map { ($0.weight, Self.sectionScore($0.indicators) { $0.audited ?? $0.score }) }, of: scheme.total) : nil
        return ProgrammeEvaluation(
            scheme: scheme, sections: sections, score: score, auditedScore: audited,
            band: (scheme.bands.first { score >= $0.atLeast } ?? scheme.bands.last)?.name ?? Text("", ""))
    }

    /// The sum, rescaled where a part does not apply, never above the total (a bonus makes up for points lost elsewhere).
    private static func total(_ parts: [(weight: Rational, score: Rational?)], of total: Rational) -> Rational {
        let applicable = parts.filter { $0.score != nil }
        let weight = applicable.reduce(Rational.zero) { $0 + $1.weight }
        let sum = applicable.reduce(Rational.zero) { $0 + ($1.score ?? 0) }
        guard !weight.isZero else { return 0 }
        return min(total, weight == total ? sum : sum * total / weight)
    }

    private func evaluate(_ section: Scheme.Section) -> SectionEvaluation {
        let indicators = section.indicators.map(evaluate)
        return SectionEvaluation(
            section: section,
            statements: statements(
                section.statements, of: section.id,
                hasEvidence: !indicators.isEmpty && indicators.contains { $0.evidence.contains(where: \.isPresent) }),
            indicators: indicators, score: Self.sectionScore(indicators, \.score), weight: section.weight)
    }

    /// Scores of what applies, rescaled to the section's weight; `nil` where nothing applies.
    private static func sectionScore(_ indicators: [IndicatorEvaluation], _ score: (IndicatorEvaluation) -> Rational?) -> Rational? {
        let applicable = indicators.filter(\.isApplicable)
        guard !applicable.isEmpty else { return indicators.isEmpty ? 0 : nil }
        let whole = indicators.reduce(Rational.zero) { $0 + $1.indicator.weight }
        let weight = applicable.reduce(Rational.zero) { $0 + $1.indicator.weight }
        let sum = applicable.reduce(Rational.zero) { $0 + (score($1) ?? 0) }
        return weight == whole || weight.isZero ? sum : sum * whole / weight
    }

    // MARK: - One indicator

    private func evaluate(_ indicator: Scheme.Indicator) -> IndicatorEvaluation {
        let actual = figure(indicator.actual)
        let rateFigure = figure(indicator.rate)
        let target = indicator.target.map { targetValue($0, beside: actual ?? rateFigure) }
        let rate = rateFigure.map(\.value) ?? Self.quotient(actual, target)
        let evidence = indicator.evidence.map(evidenceResult)
        let (score, isApplicable, reason) = score(indicator, actual, rateFigure, target, rate, evidence)
        let audit = registers.audited[indicator.id]
        return IndicatorEvaluation(
            indicator: indicator, actual: actual, target: target, rate: rate, rateFigure: rateFigure, score: score,
            isApplicable: isApplicable,
            audited: isApplicable ? audit?.score : nil, auditReason: isApplicable ? audit?.reason : nil, reason: reason, evidence: evidence,
            statements: statements(indicator.statements, of: indicator.id, hasEvidence: evidence.contains(where: \.isPresent)),
            explanation: registers.explanations[indicator.id])
    }

    private func score(
        _ indicator: Scheme.Indicator, _ actual: Figure?, _ rateFigure: Figure?, _ target: TargetValue?, _ rate: Rational?,
        _ evidence: [EvidenceResult]
    ) -> (Rational?, Bool, Text) {
        if let condition = indicator.notApplicable, formulas.holds(condition) == true {
            let words = words(condition)
            return (
                nil, false, Text("不适用（\(words.zh)），分值在本部分内重新折算", "does not apply (\(words.en)); its points are spread over the section")
            )
        }
        if let veto = indicator.veto {
            let words = words(veto)
            switch formulas.holds(veto) {
            case true?: return (0, true, Text("触发否决条件（\(words.zh)），得0分", "vetoed (\(words.en)): 0 points"))
            case nil:
                return (nil, true, Text("缺少判断否决条件（\(words.zh)）的数据，暂不得分", "a number of the veto (\(words.en)) is missing; no points yet"))
            case false?: break
            }
        }
        let inputs = ScoringShape.Inputs(
            weight: indicator.weight, completion: rate, shortfall: Self.shortfall(actual, rateFigure, target),
            findings: findings(indicator.shape), evidencePresent: evidence.count(where: \.isPresent), evidenceAsked: evidence.count)
        let (score, reason) = indicator.shape.score(inputs)
        guard score == nil else { return (score, true, reason) }
        let absent = [actual, target?.figure, rateFigure].compactMap { $0 }.filter { $0.value == nil }
        let zh = absent.map { "“\($0.title.zh)”\($0.absence?.zh ?? "无数据")" }.joined(separator: "；")
        let en = absent.map { "“\($0.title.en)”: \($0.absence?.en ?? "no value")" }.joined(separator: "; ")
        return (nil, true, absent.isEmpty ? reason : Text(reason.zh + "：" + zh, reason.en + ": " + en))
    }

    private func findings(_ shape: ScoringShape) -> Rational? {
        if case .findings(let id, _) = shape { figure(id)?.value } else { nil }
    }

    private static func quotient(_ actual: Figure?, _ target: TargetValue?) -> Rational? {
        guard let value = actual?.value, let bound = target?.value else { return nil }
        return value.divided(by: bound)
    }

    /// A rate is held against a target that is a rate; where the target counts things, the rate is already the completion and 1 is asked.
    private static func shortfall(_ actual: Figure?, _ rateFigure: Figure?, _ target: TargetValue?) -> Rational? {
        if let shown = rateFigure ?? actual, shown.unit == .percent {
            guard let value = shown.value else { return nil }
            guard let target, target.unit == .percent else { return max(0, 1 - value) }
            return target.value.map { max(0, $0 - value) }
        }
        return quotient(actual, target).map { max(0, 1 - $0) }
    }

    private func targetValue(_ target: Scheme.Target, beside figure: Figure?) -> TargetValue {
        switch target {
        case .figure(let id):
            let figure = self.figure(id)
            return TargetValue(value: figure?.value, figure: figure, unit: figure?.unit ?? .none, format: figure?.format ?? .whole)
        case .constant(let value, let isPercent):
            let unit: Unit = isPercent ? .percent : figure?.unit ?? .none
            let shown = (value * unit.displayFactor).exactDecimal ?? ""
            let decimals =
                shown.utf8.firstIndex(of: UInt8(ascii: ".")).map { shown.utf8.distance(from: $0, to: shown.utf8.endIndex) - 1 } ?? 0
            return TargetValue(value: value, figure: nil, unit: unit, format: NumberFormat(decimals: min(decimals, 9)))
        }
    }

    private func evidenceResult(_ item: Scheme.EvidenceItem) -> EvidenceResult {
        switch item.source {
        case .figure(let id, let bound):
            let figure = figure(id)
            return EvidenceResult(item: item, isPresent: figure?.value.map { $0 >= bound } ?? false, figure: figure, policies: [])
        case .policy(let topic):
            let policies = registers.policies[topic] ?? []
            return EvidenceResult(item: item, isPresent: !policies.isEmpty, figure: nil, policies: policies)
        }
    }

    /// A condition with the figures' titles in place of their names.
    private func words(_ condition: SchemeCondition) -> Text {
        Text(
            condition.written { "“\(model.figures[$0]?.title.zh ?? $0.text)”" }.replacing(" missing", with: "未填报"),
            condition.written { "“\(model.figures[$0]?.title.en ?? $0.text)”" })
    }

    // MARK: - Sentences

    private func statements(_ templates: [StatementTemplate], of indicator: String, hasEvidence: Bool) -> [Statement] {
        templates.compactMap { template in
            if let when = template.when, formulas.holds(when) != true { return nil }
            let zh = template.zh.map { span($0, .chinese) }
            let en = template.en.map { span($0, .english) }
            let hasFigure = zh.contains { if case .figure = $0 { true } else { false } }
            return Statement(zh: zh, en: en, indicator: indicator, isAssertionWithoutEvidence: !hasFigure && !hasEvidence)
        }
    }

    private func span(_ piece: StatementTemplate.Piece, _ language: Language) -> Span {
        switch piece {
        case .text(let text): return .text(text)
        case .figure(let reference, let format, let digitsOnly):
            guard let figure = figures[reference] else {
                return .figure(reference, printed: Figure.nothing[language], format: format ?? .whole)
            }
            let printed = digitsOnly ? figure.digits(language, format: format) : figure.text(language, format: format)
            return .figure(reference, printed: printed, format: format ?? figure.format)
        }
    }
}
