import Foundation
import Ledgers
import Quantities
import Store
import Testing

@testable import Evaluation

@Suite("month by month")
struct SeriesTests {
    /// One district with three months of homes, 300 + 200 + 100; another with two months; households that come back.
    private func city() async throws -> SmallCity {
        let city = try await SmallCity()
        for (month, homes) in [300, 200, 100].enumerated() {
            try await city.file(
                "progress", "110101", "2023-0\(month + 1)", [SmallCity.progress("P\(month)", "bonded", "raised", Int64(homes))])
        }
        for (month, homes) in [100, 60].enumerated() {
            try await city.file(
                "progress", "110105", "2023-0\(month + 1)", [SmallCity.progress("Q\(month)", "bonded", "raised", Int64(homes))])
        }
        try await city.file("targets", "110000", "2023", [["indicator": "bonded_raised", "value": 250_000]])
        try await city.file("district_targets", "110101", "2023", [["indicator": "bonded_raised", "value": 200_000]])
        try await city.file("subsidies", "110101", "2023-01", ["H1", "H2", "H3"].map { SmallCity.subsidy($0) })
        try await city.file("subsidies", "110101", "2023-02", ["H1", "H2", "H4"].map { SmallCity.subsidy($0) })
        try await city.file("subsidies", "110101", "2023-03", ["H4", "H5", "H6"].map { SmallCity.subsidy($0) })
        try await city.file("subsidies", "110105", "2023-02", ["H1", "H7"].map { SmallCity.subsidy($0) })
        return city
    }

    private func series(_ city: SmallCity) async throws -> YearSeries {
        let figures = Fixtures.figures.replacingOccurrences(
            of: "figures:\n",
            with: """
                  - {id: district.target, title: {zh: 区级目标, en: District target}, ledger: district_targets, aggregate: sum, of: value,
                     where: {indicator: bonded_raised}, unit: homes, print: "0"}
                figures:

                """)
        let evaluator = city.evaluator(try Fixtures.model(figures: figures))
        let result = try await evaluator.evaluate(try await evaluator.current())
        return try await evaluator.series(
            of: result, figures: ["homes.raised", "homes.rate", "subsidy.households", "subsidy.each", "signing.mean"].map { FigureID($0)! })
    }

    private func figure(_ series: YearSeries, _ tag: String) throws -> FigureSeries {
        let reference = try #require(FigureReference(tag: tag))
        return try #require(series.figures[reference])
    }

    @Test("a sum adds up month by month; a rate is computed from what it is made of")
    func sums() async throws {
        let series = try await series(try await city())
        let raised = try figure(series, "homes.raised")
        #expect(raised.points.map(\.inMonth) == [400, 260, 100] && raised.points.map(\.cumulative) == [400, 660, 760])
        #expect(raised.points.map(\.filed) == [2, 2, 1] && raised.points.map(\.expected) == [2, 2, 2])
        #expect(
            try figure(series, "homes.rate").points.map(\.cumulative) == [Rational(400, 2500), Rational(660, 2500), Rational(760, 2500)])
        #expect(try figure(series, "homes.raised@110101").points.map(\.cumulative) == [300, 500, 600])
        // Paid per payment: 1,000 yuan in every month, not the difference of two means.
        #expect(try figure(series, "subsidy.each").points.map(\.inMonth) == [1000, 1000, 1000])
    }

    @Test("a household that comes back, or moves to another district, is counted once")
    func distinct() async throws {
        let series = try await series(try await city())
        #expect(try figure(series, "subsidy.households@110101").points.map(\.cumulative) == [3, 4, 6])
        let whole = try figure(series, "subsidy.households")
        #expect(whole.points.map(\.inMonth) == [3, 4, 3] && whole.points.map(\.cumulative) == [3, 5, 7])
    }

    @Test("the forecast goes on at the average pace, its range at the slowest and fastest three months; never from fewer than three")
    func forecast() async throws {
        let series = try await series(try await city())
        // 110101: 600 in three months, 200 a month, nine to go.
        let east = try figure(series, "homes.raised@110101")
        let own = try #require(east.forecast)
        #expect(own.months == 3 && own.value == 2400 && own.low == 2400 && own.high == 2400)
        // The city's third month lacks a district; two months are too few.
        let whole = try figure(series, "homes.raised")
        #expect(whole.months == 2 && whole.forecast == nil && whole.forecastAbsence == Forecast.tooFew)
        // Three households at the start, then 1 and 2 new ones: 1.5 a month for nine months.
        #expect(try figure(series, "subsidy.households@110101").forecast?.value == 6 + Rational(27, 2))
        #expect(try figure(series, "signing.mean").forecastAbsence == Forecast.yearly)
        // By hand: 10, 20, 60, 10, 10 → 110; mean 22; paces of three months 30, 30, 80/3.
        let five = try #require(Forecast(cumulative: [10, 30, 90, 100, 110], startsFull: false))
        #expect(five.value == 264 && five.low == 110 + 7 * Rational(80, 3) && five.high == 320)
    }

    @Test("warnings come before the year is over")
    func verdicts() async throws {
        let series = try await series(try await city())
        let east = try #require(series.outlook("a.proportional", RegionCode("110101")!))
        #expect(east.target == 2000 && east.verdict == .ahead && east.attainment == Rational(3, 10))
        let whole = try #require(series.outlook("a.proportional"))
        #expect(whole.target == 2500 && whole.verdict == nil && whole.reason == Forecast.tooFew)
        // No share of the target: no verdict.
        #expect(series.outlook("a.proportional", RegionCode("110105")!)?.verdict == nil)
        func judge(_ months: [Rational], _ target: Rational) -> IndicatorOutlook.Verdict? {
            var sum: Rational = 0
            let points = months.enumerated().map { index, value in
                sum += value
                return FigureSeries.Point(month: index + 1, cumulative: sum, inMonth: value, filed: 1, expected: 1)
            }
            let levels = points.compactMap(\.cumulative)
            let made = FigureSeries(
                reference: FigureReference(FigureID("x")!), title: Text("", ""), unit: .homes, format: .whole, points: points,
                months: months.count, forecast: Forecast(cumulative: levels, startsFull: false), forecastAbsence: nil)
            return IndicatorOutlook.judge(made, target).0
        }
        // 20 a month on average, the slowest three months 10: 240 by average, 90 + 60 = 180… by the slowest pace.
        let months: [Rational] = [30, 30, 30, 10, 10, 10]
        #expect(judge(months, 100) == .ahead && judge(months, 180) == .ahead && judge(months, 181) == .onCourse)
        #expect(judge(months, 240) == .onCourse && judge(months, 241) == .atRisk)
        #expect(judge([Rational](repeating: 10, count: 12), 121) == .missed && judge([Rational](repeating: 10, count: 12), 120) == .ahead)
        #expect(judge([0, 0, 0], 0) == .onCourse && judge([0, 1, 0], 0) == .missed)
    }

    @Test("the last month of a year filed whole is the evaluation's own figure")
    func agrees() async throws {
        let city = try await SmallCity.example()
        let evaluator = city.evaluator(try Fixtures.model())
        let result = try await evaluator.evaluate(try await evaluator.current())
        let series = try await evaluator.series(of: result, figures: result.model.figures.ids)
        for (reference, line) in series.figures where !line.points.isEmpty {
            #expect(line.points.last?.cumulative == result.figures[reference]?.value, "\(reference.tag)")
        }
    }
}
