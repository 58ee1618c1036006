import Ledgers
import Quantities
import Store

/// Computes series: measures from their monthly totals, formulas from those, yearly inputs as the evaluation has them.
struct SeriesComputation {
    let result: EvaluationResult
    let access: Access
    let totals: MonthlyTotals

    /// An indicator and the figure held against its target.
    struct Watch {
        let programme: String
        let indicator: Scheme.Indicator
        let figure: FigureID
        let target: Scheme.Target
    }

    /// Every indicator with an actual and a target; the rate stands in for an actual that is no rate where the target is one.
    static func watched(_ model: YearModel) -> [Watch] {
        model.schemes.flatMap { scheme in
            scheme.indicators.compactMap { indicator -> Watch? in
                guard let actual = indicator.actual, let target = indicator.target else { return nil }
                var isRate = false
                switch target {
                case .constant(_, let isPercent): isRate = isPercent
                case .figure(let id): isRate = model.figures[id]?.unit == .percent
                }
                let figure = isRate && model.figures[actual]?.unit != .percent ? indicator.rate ?? actual : actual
                return Watch(programme: scheme.programme, indicator: indicator, figure: figure, target: target)
            }
        }
    }

    private var catalogue: FigureCatalogue { result.model.figures }
    private var districts: [RegionCode] { result.model.regions.districts.map(\.code).filter(access.allows) }

    // MARK: - Series

    func series(_ reference: FigureReference) -> FigureSeries? {
        guard let definition = catalogue[reference.id] else { return nil }
        let isMonthly = catalogue.measures(under: reference.id).contains { $0.sheet.cycle == .monthly }
        let region = reference.region
        let (last, months) = (totals.filing.last(region), totals.filing.complete(region))
        let expected = region == nil ? totals.filing.reached.count : 1
        func made(_ points: [FigureSeries.Point], _ months: Int, _ forecast: Forecast?, _ absence: Text?) -> FigureSeries {
            FigureSeries(
                reference: reference, title: definition.title, unit: definition.unit, format: definition.format, points: points,
                months: months, forecast: forecast, forecastAbsence: forecast == nil ? absence : nil)
        }
        guard isMonthly else { return made([], 0, nil, Forecast.yearly) }
        guard last > 0 else { return made([], 0, nil, Forecast.noValue) }
        let points = (1...last).map { month in
            FigureSeries.Point(
                month: month, cumulative: value(reference) { $0.cumulative[month - 1] },
                inMonth: value(reference) { $0.inMonth[month - 1] },
                filed: totals.filing.filed(month, region), expected: expected)
        }
        guard months >= Forecast.fewest else { return made(points, months, nil, Forecast.tooFew) }
        let forecast = forecast(reference, months: months)
        return made(points, months, forecast, Forecast.noValue)
    }

    /// A figure where each monthly measure is what `pick` takes from its line.
    private func value(_ reference: FigureReference, _ pick: (MonthlyTotals.Line) -> Int64) -> Rational? {
        compute(reference) { measure, line in Rational(pick(line), measure.scale) }
    }

    private func forecast(_ reference: FigureReference, months: Int) -> Forecast? {
        // Each measure's forecast once, whatever the number of formulas over it.
        var made: [FigureReference: Forecast?] = [:]
        func at(_ pick: (Forecast) -> Rational) -> Rational? {
            compute(reference) { measure, line in
                let key = FigureReference(measure.id, line.region)
                if let known = made[key] { return known.map(pick) }
                let levels = line.cumulative[..<months].map { Rational($0, measure.scale) }
                let forecast = Forecast(cumulative: levels, startsFull: measure.aggregate == .distinct)
                made[key] = .some(forecast)
                return forecast.map(pick)
            }
        }
        guard let value = at(\.value), let a = at(\.low), let b = at(\.high) else { return nil }
        // A quotient of two moving numbers may turn the range round, or leave the value outside it.
        return Forecast(months: months, value: value, low: min(a, b, value), high: max(a, b, value))
    }

    private func compute(_ reference: FigureReference, _ pick: (Measure, MonthlyTotals.Line) -> Rational?) -> Rational? {
        switch catalogue[reference.id] {
        case .measure(let measure):
            guard measure.sheet.cycle == .monthly else { return result.figures[reference]?.value }
            return totals.lines[MonthlyTotals.Key(measure: measure.hash, region: reference.region)].flatMap { pick(measure, $0) }
        case .formula(let definition):
            return withoutActuallyEscaping(pick) { pick in
                let formulas = FormulaComputation(catalogue: catalogue, districts: districts) { id, region in
                    Outcome(compute(FigureReference(id, region), pick), nil)
                }
                return formulas.compute(definition.formula, reference.region).value
            }
        case nil: return nil
        }
    }

    // MARK: - Indicators

    func outlook(_ watch: Watch, _ region: RegionCode?, _ series: FigureSeries) -> IndicatorOutlook {
        let target = target(watch.target, region)
        let (verdict, reason) = IndicatorOutlook.judge(series, target)
        return IndicatorOutlook(
            programme: watch.programme, indicator: watch.indicator, region: region, series: series, target: target, verdict: verdict,
            reason: reason)
    }

    /// A district has the target the ledger of district targets gives it; a rate asked of the city is asked of each.
    private func target(_ target: Scheme.Target, _ region: RegionCode?) -> Rational? {
        switch target {
        case .constant(let value, let isPercent): return region == nil || isPercent || value.isZero ? value : nil
        case .figure(let id):
            if let own = result.figures[FigureReference(id, region)]?.value { return own }
            guard let region, let share = districtTarget(of: id) else { return nil }
            return result.figures[FigureReference(share, region)]?.value
        }
    }

    /// The measure that looks up in the districts' targets what this one looks up in the city's.
    private func districtTarget(of id: FigureID) -> FigureID? {
        guard case .measure(let measure) = catalogue[id], measure.ledger == Sheet.targets.ledger else { return nil }
        return catalogue.measures.first {
            $0.ledger == Sheet.districtTargets.ledger && $0.aggregate == measure.aggregate && Set($0.conditions) == Set(measure.conditions)
        }?.id
    }
}
