import Quantities
import Store
import StoreSQLite
import Testing

@testable import Evaluation

@Suite("tallies")
struct TallyTests {
    @Test("make a second evaluation read no page, and one after a correction read only the corrected page")
    func incremental() async throws {
        let city = try await SmallCity.example()
        let model = try Fixtures.model()
        let first = try await city.evaluate(model).statistics
        #expect(first.pages == 10 && first.pagesRead == 10 && first.pagesFromTallies == 0)
        let second = try await city.evaluate(model).statistics
        #expect(second.pagesRead == 0 && second.pagesFromTallies == 10 && second.summariesMade == 0)
        try await city.file("subsidies", "110101", "2023-02", [SmallCity.subsidy("H1"), SmallCity.subsidy("H5"), SmallCity.subsidy("H6")])
        let third = try await city.evaluate(model)
        #expect(third.statistics.pagesRead == 1 && third.statistics.entriesRead == 3)
        // H1 H2 H5 H6 in one district, H3 H4 in the other.
        #expect(third.figure("subsidy.households")?.value == 6)
        #expect(third.figure("subsidy.households@110101")?.value == 4)
        #expect(third.figure("subsidy.payments")?.value == 7)
    }

    @Test("a corrected page changes only its own figures")
    func onlyItsOwn() async throws {
        let city = try await SmallCity.example()
        let model = try Fixtures.model()
        let before = try await city.evaluate(model)
        try await city.file("progress", "110105", "2023-01", [SmallCity.progress("P3", "bonded", "raised", 500)])
        let after = try await city.evaluate(model)
        let moved = before.figures.keys.filter { before.figures[$0]?.value != after.figures[$0]?.value }.map(\.tag).sorted()
        #expect(moved == ["homes.raised", "homes.raised@110105", "homes.rate"])
    }

    @Test("with random corrections are what a count over all rows gives", arguments: 1...6)
    func random(seed: UInt64) async throws {
        var random = SplitMix(seed: seed)
        let city = try await SmallCity()
        let model = try Fixtures.model()
        let districts = ["110101", "110105", "110191"]
        var books: [String: [String: [(household: String, fen: Int64)]]] = [:]
        for round in 0..<12 {
            let district = districts.randomElement(using: &random) ?? ""
            let month = "2023-0\(Int.random(in: 1...4, using: &random))"
            let households = Set((0..<Int.random(in: 0...20, using: &random)).map { _ in Int.random(in: 1...40, using: &random) }).sorted()
            let rows = households.map { number in
                // Every third key is too long to be kept as it is.
                (number % 3 == 0 ? "HOUSEHOLD-OF-A-LONG-NAME-\(number)" : "H\(number)", Int64.random(in: 0...100_000, using: &random))
            }.shuffled(using: &random)
            books[district, default: [:]][month] = rows.map { (household: $0.0, fen: $0.1) }
            try await city.file("subsidies", district, month, rows.map { SmallCity.subsidy($0.0, $0.1) })
            if round % 3 != 0 { continue }
            let result = try await city.evaluate(model)
            for region in [nil] + districts.map(Optional.some) {
                let rows = books.filter { region == nil || $0.key == region }.values.flatMap { $0.values.joined() }
                let isFiled = books.contains { region == nil || $0.key == region }
                let suffix = region.map { "@" + $0 } ?? ""
                #expect(result.figure("subsidy.households\(suffix)")?.value == (isFiled ? Rational(Set(rows.map(\.household)).count) : nil))
                #expect(result.figure("subsidy.payments\(suffix)")?.value == (isFiled ? Rational(rows.count) : nil))
                #expect(result.figure("subsidy.paid\(suffix)")?.value == (isFiled ? Rational(rows.reduce(0) { $0 + $1.fen }, 100) : nil))
            }
            let evaluator = city.evaluator(model)
            let full = try await evaluator.evaluate(try await evaluator.current(), trusted: [:])
            #expect(full.figures == result.figures)
        }
        #expect(try await Freezes.verify(city.evaluator(model)).findings.isEmpty)
    }

    @Test("that were damaged beyond reading are made again")
    func damaged() async throws {
        let city = try await SmallCity.example()
        let model = try Fixtures.model()
        _ = try await city.evaluate(model)
        try await city.damage("UPDATE tallies SET keys = ? WHERE keys IS NOT NULL", [.blob([1, 2, 3])])
        try await city.damage("UPDATE summaries SET keys = ? WHERE keys IS NOT NULL", [.blob([1, 2, 3])])
        try await city.file("subsidies", "110105", "2023-01", [SmallCity.subsidy("H9")])
        let result = try await city.evaluate(model)
        #expect(result.figure("subsidy.households")?.value == 5)
        #expect(result.statistics.pagesRead == 4)
    }

    @Test("of a measure that was changed are not taken for the new one")
    func changedMeasure() async throws {
        let city = try await SmallCity.example()
        _ = try await city.evaluate(try Fixtures.model())
        let other = try Fixtures.model(figures: Fixtures.figures.replacing("milestone: raised", with: "milestone: started"))
        let result = try await city.evaluate(other)
        #expect(result.figure("homes.raised")?.value == 50)
        #expect(result.statistics.pagesRead == 3)
    }
}
