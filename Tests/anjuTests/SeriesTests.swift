import Evaluation
import Foundation
import Quantities
import Testing

@testable import anju

@Suite("the example year month by month")
struct SeriesOfExampleTests {
    @Test("December's running total is the year's figure, at every place, and the warnings are what the year came to")
    func december() async throws {
        try await ExampleOffice.withCopy { path in
            try await Workplace.with(path) { workplace in
                let evaluator = try workplace.evaluator(2023)
                let result = try await evaluator.evaluate(try await evaluator.current())
                let clock = ContinuousClock()
                var series = try await evaluator.series(of: result)
                let time = try await clock.measure { series = try await evaluator.series(of: result) }
                print("series of \(series.outlooks.count) outlooks: \(time)")
                #expect(Set(series.outlooks.map(\.region)).count == 18)
                var compared = 0
                for (reference, line) in series.figures where line.months == 12 {
                    #expect(line.reached == result.figures[reference]?.value, "\(reference.tag)")
                    compared += 1
                }
                #expect(compared > 100)
                let raised = try #require(series.outlook("rental.output.bonded_raised"))
                #expect(raised.series.points.count == 12 && raised.series.reached == 81_549 && raised.verdict == .ahead)
            }
        }
    }
}
