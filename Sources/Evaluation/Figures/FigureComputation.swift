import Ledgers
import Quantities
import Store

/// What a measure or formula comes to: a value, or why there is none.
enum Outcome: Sendable, Hashable {
    case value(Rational)
    case absent(Text)

    var value: Rational? { if case .value(let value) = self { value } else { nil } }
    var absence: Text? { if case .absent(let reason) = self { reason } else { nil } }

    init(_ value: Rational?, _ absence: Text?) { self = value.map(Outcome.value) ?? .absent(absence ?? Text("", "")) }
}

/// Computes formulas, exactly, from the outcomes of what they name.
struct FormulaComputation {
    let catalogue: FigureCatalogue
    /// The districts whose values district functions look at.
    let districts: [RegionCode]
    /// The outcome of a figure in a district, or in the city (`nil`).
    let outcome: (FigureID, RegionCode?) -> Outcome

    func compute(_ formula: Formula, _ region: RegionCode?) -> Outcome {
        switch formula {
        case .constant(let value, _): return .value(value)
        case .figure(let id):
            let outcome = outcome(id, region)
            guard outcome.value == nil else { return outcome }
            let title = catalogue[id]?.title ?? Text(id.text, id.text)
            return .absent(Text("“\(title.zh)”无数据", "“\(title.en)” has no value"))
        case .negative(let inner):
            let outcome = compute(inner, region)
            return outcome.value.map { .value(-$0) } ?? outcome
        case .operation(let sign, let a, let b): return both(a, b, region) { Self.apply(sign, $0, $1, divisor: b) }
        case .lowest(let a, let b): return both(a, b, region) { .value(min($0, $1)) }
        case .highest(let a, let b): return both(a, b, region) { .value(max($0, $1)) }
        case .districts(let function, let inner):
            let values = (region.map { [$0] } ?? districts).compactMap { compute(inner, $0).value }
            return Self.apply(function, values)
        }
    }

    private func both(_ a: Formula, _ b: Formula, _ region: RegionCode?, _ body: (Rational, Rational) -> Outcome) -> Outcome {
        let first = compute(a, region)
        guard let left = first.value else { return first }
        let second = compute(b, region)
        guard let right = second.value else { return second }
        return body(left, right)
    }

    private static func apply(_ sign: Formula.Operator, _ a: Rational, _ b: Rational, divisor: Formula) -> Outcome {
        switch sign {
        case .add: return .value(a + b)
        case .subtract: return .value(a - b)
        case .multiply: return .value(a * b)
        case .divide:
            return Outcome(a.divided(by: b), Text("除数“\(divisor)”为0", "the divisor “\(divisor)” is 0"))
        }
    }

    private static func apply(_ function: Formula.DistrictFunction, _ values: [Rational]) -> Outcome {
        guard let first = values.first else { return .absent(Text("没有一个区有数据", "no district has a value")) }
        switch function {
        case .mean: return .value(values.reduce(0, +) / Rational(values.count))
        case .lowest: return .value(values.reduce(first) { min($0, $1) })
        case .highest: return .value(values.reduce(first) { max($0, $1) })
        case .countBelow(let limit, _): return .value(Rational(values.count { $0 < limit }))
        }
    }

    /// Whether a condition holds; `nil` where a number it compares is missing.
    func holds(_ condition: SchemeCondition) -> Bool? {
        var isUndecided = false
        for clause in condition.clauses {
            switch clause {
            case .missing(let formula): if compute(formula, nil).value != nil { return false }
            case .present(let formula): if compute(formula, nil).value == nil { return false }
            case .comparison(let a, let relation, let b):
                guard let left = compute(a, nil).value, let right = compute(b, nil).value else {
                    isUndecided = true
                    continue
                }
                if !relation.holds(left, right) { return false }
            }
        }
        return isUndecided ? nil : true
    }
}

extension SchemeCondition.Relation {
    func holds(_ a: Rational, _ b: Rational) -> Bool {
        switch self {
        case .atLeast: a >= b
        case .atMost: a <= b
        case .equal: a == b
        case .different: a != b
        case .above: a > b
        case .below: a < b
        }
    }
}

/// Every figure of the city and of each district in scope.
struct FigureComputation {
    let model: YearModel
    let access: Access
    let totals: MeasureTotals
    let year: Int

    /// The districts in scope.
    var districts: [RegionCode] { model.regions.districts.map(\.code).filter(access.allows) }

    func all() -> [FigureReference: Figure] {
        let scope = districts
        // Districts first: the city's district functions look at them.
        let regions = scope.map(Optional.some) + [nil]
        let period = Period(year: year)
        var figures: [FigureReference: Figure] = [:]
        figures.reserveCapacity((model.figures.measures.count + model.figures.formulas.count) * regions.count)
        func add(_ reference: FigureReference, _ title: Text, _ unit: Unit, _ format: NumberFormat, _ outcome: Outcome) {
            figures[reference] = Figure(
                reference: reference, title: title, period: period, value: outcome.value, unit: unit, format: format,
                absence: outcome.absence)
        }
        for measure in model.figures.measures {
            let isLookup = measure.isLookup
            let scale = measure.scale
            for region in regions {
                add(
                    FigureReference(measure.id, region), measure.title, measure.unit, measure.format,
                    outcome(measure, region, isLookup: isLookup, scale: scale))
            }
        }
        for definition in model.figures.sorted {
            for region in regions {
                let outcome: Outcome
                if region == nil && access.districts != .all {
                    outcome = .absent(Self.outOfScope)
                } else {
                    let formulas = FormulaComputation(catalogue: model.figures, districts: scope) { id, region in
                        figures[FigureReference(id, region)].map { Outcome($0.value, $0.absence) } ?? .absent(Text("", ""))
                    }
                    outcome = formulas.compute(definition.formula, region)
                }
                add(FigureReference(definition.id, region), definition.title, definition.unit, definition.format, outcome)
            }
        }
        return figures
    }

    private func outcome(_ measure: Measure, _ region: RegionCode?, isLookup: Bool, scale: Int64) -> Outcome {
        if region == nil && access.districts != .all { return .absent(Self.outOfScope) }
        if region != nil && measure.isFiledByCity { return .absent(Self.filedByCity) }
        guard let tally = totals.totals[Summaries.Key(region: region?.digits ?? Summaries.city, measure: measure.hash)] else {
            return .absent(Text("“\(measure.sheet.title.zh)”尚无填报", "nothing has been filed in “\(measure.sheet.title.en)”"))
        }
        if isLookup && tally.entries == 0 { return .absent(Self.noEntry) }
        return .value(scale == 1 ? Rational(tally.value) : Rational(tally.value, scale))
    }

    static let outOfScope = Text("当前权限不含全市数据", "the whole city is not in your scope")
    static let filedByCity = Text("该台账由市级填报，没有分区的数", "filed by the city; districts have no value of their own")
    static let noEntry = Text("台账中没有这一条目", "the ledger has no such entry")
}
