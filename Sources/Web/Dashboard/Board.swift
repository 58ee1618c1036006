import Evaluation
import Ledgers
import Quantities

/// What a dashboard is drawn from: an evaluation within the reader's scope, its months, and the place and programmes asked for.
struct Board: Sendable {
    let visit: Visit
    let result: EvaluationResult
    let all: Standings
    /// `nil` for the city.
    let region: Region?
    /// The one asked for, else all.
    let schemes: [Scheme]

    init(visit: Visit, result: EvaluationResult, all: Standings, region: Region?) {
        self.visit = visit
        self.result = result
        self.all = all
        self.region = region
        let chosen = result.model.schemes.filter { $0.programme == visit.query["programme"] }
        schemes = chosen.isEmpty ? result.model.schemes : chosen
    }

    /// The indicators of a programme that have a target, at the board's place.
    func standings(_ scheme: Scheme) -> [Standing] { all.at(scheme.programme, region?.code) }

    // MARK: Words

    var language: Language { visit.language }

    /// A district's numbers are too small for the digits that suit a city.
    func format(_ unit: Unit, _ format: NumberFormat, isCity: Bool) -> NumberFormat {
        if isCity || format.scale == .one { return format }
        return unit == .yuan || unit == .squareMetres ? NumberFormat(scale: .wan, decimals: 2) : .whole
    }

    func text(_ value: Rational?, _ series: FigureSeries) -> String {
        guard let value else { return "—" }
        return all.texts.text(value, series.unit, format(series.unit, series.format, isCity: series.reference.region == nil), language)
    }

    func text(_ figure: Figure?) -> String {
        guard let figure, figure.value != nil else { return "—" }
        return figure.text(language, format: format(figure.unit, figure.format, isCity: figure.reference.region == nil))
    }

    func percent(_ share: Rational?, decimals: Int = 2) -> String {
        share.map { all.texts.text($0, .percent, NumberFormat(decimals: decimals), language) } ?? "—"
    }

    /// The share of the target; where the target is 0, there is none.
    func attainment(_ standing: Standing) -> String { percent(standing.attainment) }

    func forecast(_ series: FigureSeries) -> String {
        guard let forecast = series.forecast, series.months < 12 else { return "—" }
        let value = text(forecast.value, series)
        guard forecast.low != forecast.high else { return value }
        return visit.t(
            "\(value)（\(text(forecast.low, series))～\(text(forecast.high, series))）",
            "\(value) (\(text(forecast.low, series)) – \(text(forecast.high, series)))")
    }

    func verdict(_ outlook: IndicatorOutlook) -> String { outlook.verdict.map { visit.t($0.title) } ?? visit.t("不预警", "no verdict") }

    func badge(_ outlook: IndicatorOutlook) -> HTML {
        let style =
            switch outlook.verdict {
            case .ahead: "good"
            case .onCourse: "info"
            case .atRisk: "warn"
            case .missed: "bad"
            case nil: ""
            }
        return "<span class=\"state \(style)\" title=\"\(visit.t(outlook.reason))\">\(verdict(outlook))</span>"
    }

    // MARK: Ways on

    func figurePath(_ reference: FigureReference) -> String { "/figures/\(HTML.encoded(reference.tag))?year=\(result.year)" }

    func indicatorPath(_ indicator: Scheme.Indicator, _ region: RegionCode? = nil) -> String {
        "/dashboard/\(HTML.encoded(indicator.id))?year=\(result.year)" + (region.map { "&district=\($0)" } ?? "")
    }

    func districtPath(_ region: RegionCode) -> String {
        "/dashboard?year=\(result.year)" + (schemes.count == 1 ? "&programme=\(schemes[0].programme)" : "") + "&district=\(region)"
    }
}
