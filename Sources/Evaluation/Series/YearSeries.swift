internal import Ledgers
public import Quantities
import Store

/// A year month by month: figures at every place, and every indicator that has an actual and a target.
///
///     let series = try await evaluator.series(of: result)
///     for outlook in series.outlooks where outlook.region == nil { print(outlook.verdict?.title.zh ?? "—", outlook.reason.zh) }
public struct YearSeries: Sendable {
    public let year: Int
    public let figures: [FigureReference: FigureSeries]
    /// By programme and indicator in the order of the schemes; the city's before its districts'.
    public let outlooks: [IndicatorOutlook]

    public func outlook(_ indicator: String, _ region: RegionCode? = nil) -> IndicatorOutlook? {
        outlooks.first { $0.indicator.id == indicator && $0.region == region }
    }
}

extension Evaluator {
    /// The year's series, from stored tallies; pages without are read.
    ///
    /// - Parameter figures: more figures than those the indicators are held against.
    public func series(of result: EvaluationResult, figures more: [FigureID] = []) async throws -> YearSeries {
        let access = access
        let watched = SeriesComputation.watched(result.model)
        let wanted = Set(watched.map(\.figure) + more)
        let measures = wanted.flatMap(result.model.figures.measures(under:)).filter { $0.sheet.cycle == .monthly }
        var seen: Set<FigureID> = []
        let unique = measures.filter { seen.insert($0.id).inserted }
        let totals = try await database.read { try MonthlyTotals($0, access, result.snapshot, unique) }
        let computation = SeriesComputation(result: result, access: access, totals: totals)
        let regions: [RegionCode?] =
            (access.districts == .all ? [nil] : []) + result.model.regions.districts.map(\.code).filter(access.allows).map(Optional.some)
        var all: [FigureReference: FigureSeries] = [:]
        for id in wanted {
            for region in regions {
                let reference = FigureReference(id, region)
                all[reference] = computation.series(reference)
            }
        }
        let outlooks = watched.flatMap { watch in
            regions.compactMap { region in
                all[FigureReference(watch.figure, region)].map { computation.outlook(watch, region, $0) }
            }
        }
        return YearSeries(year: result.year, figures: all, outlooks: outlooks)
    }
}
