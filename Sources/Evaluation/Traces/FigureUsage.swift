internal import Ledgers
internal import Quantities

/// What is made of one figure: the formulas that name it, the indicators it is part of, the sentences that print it.
public struct FigureUsage: Sendable {
    /// Those that name it themselves, not through another.
    public let formulas: [Figure]
    public let indicators: [ResultUsage.IndicatorUse]
    public let statements: [ResultUsage.StatementUse]

    public var isEmpty: Bool { formulas.isEmpty && indicators.isEmpty && statements.isEmpty }
}

extension EvaluationResult {
    /// What is made of a figure, one step up. A district's figure also enters the city's through district functions.
    public func usedBy(_ reference: FigureReference) -> FigureUsage {
        let isWholeCity = access.districts == .all
        let formulas = model.figures.formulas.flatMap { definition -> [Figure] in
            var places: [RegionCode?] = []
            let isInDistrictFunction = definition.formula.districtExpressions.contains { $0.inputs.contains(reference.id) }
            if definition.formula.directInputs.contains(reference.id) || isInDistrictFunction && reference.region != nil {
                places.append(reference.region)
            }
            if isInDistrictFunction, isWholeCity, reference.region != nil { places.append(nil) }
            return places.compactMap { figures[FigureReference(definition.id, $0)] }
        }
        var indicators: [ResultUsage.IndicatorUse] = []
        var statements: [ResultUsage.StatementUse] = []
        for programme in programmes {
            let name = programme.scheme.programme
            func say(_ all: [Statement]) {
                for statement in all where statement.figures.contains(reference) {
                    statements.append(ResultUsage.StatementUse(programme: name, statement: statement, figures: [reference]))
                }
            }
            for section in programme.sections {
                say(section.statements)
                for indicator in section.indicators {
                    let parts = reference.region == nil ? Self.parts(indicator, [reference.id], "", nil) : []
                    if !parts.isEmpty { indicators.append(ResultUsage.IndicatorUse(programme: name, indicator: indicator, parts: parts)) }
                    say(indicator.statements)
                }
            }
        }
        return FigureUsage(formulas: formulas, indicators: indicators, statements: statements)
    }
}
