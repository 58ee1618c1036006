import Evaluation
import Quantities

/// An indicator at a place: where it stands, of a monthly figure by the last month that counts.
struct Standing: Sendable {
    let outlook: IndicatorOutlook
    let actual: Rational?
    /// Actual ÷ target; `nil` where one is missing or the target is 0.
    let attainment: Rational?

    init(_ outlook: IndicatorOutlook, _ result: EvaluationResult) {
        self.outlook = outlook
        let actual = outlook.series.reached ?? result.figures[outlook.series.reference]?.value
        self.actual = actual
        attainment = actual.flatMap { actual in outlook.target.flatMap { actual.divided(by: $0) } }
    }

    var series: FigureSeries { outlook.series }
    var indicator: Scheme.Indicator { outlook.indicator }
    /// Whether it has come short of its target at the year's end, or will.
    var isShort: Bool { outlook.verdict == .missed || outlook.verdict == .atRisk }
}

/// Every indicator at every place of an evaluation's scope.
struct Standings: Sendable {
    private struct Place: Hashable {
        let programme: String
        let region: RegionCode?
    }

    /// Kept with the numbers, and given up with them when a page is filed.
    let texts = NumberTexts()
    private var byPlace: [Place: [Standing]] = [:]

    init(_ result: EvaluationResult, _ series: YearSeries) {
        for outlook in series.outlooks {
            byPlace[Place(programme: outlook.programme, region: outlook.region), default: []].append(Standing(outlook, result))
        }
    }

    /// In the order of the scheme; the city's where `region` is `nil`.
    func at(_ programme: String, _ region: RegionCode?) -> [Standing] { byPlace[Place(programme: programme, region: region)] ?? [] }

    func one(_ indicator: String, _ region: RegionCode?) -> Standing? {
        for (place, standings) in byPlace where place.region == region {
            if let standing = standings.first(where: { $0.indicator.id == indicator }) { return standing }
        }
        return nil
    }
}
