import Ledgers
import Quantities
import Store
import StoreSQLite
import Testing

@testable import Evaluation

@Suite("figures")
struct FigureTests {
    @Test("of the city and of each district are what a hand adds up")
    func values() async throws {
        let result = try await SmallCity.example().evaluate(try Fixtures.model())
        let expected: [(String, String?)] = [
            ("homes.raised", "900"), ("homes.raised@110101", "500"), ("homes.raised@110105", "400"), ("homes.raised@110106", nil),
            ("homes.target", "1000"), ("homes.target@110101", nil), ("other.target", nil),
            ("subsidy.households", "4"), ("subsidy.households@110101", "3"), ("subsidy.households@110105", "2"),
            ("subsidy.payments", "6"), ("subsidy.paid", "6000"), ("subsidy.each", "1000"), ("subsidy.paid@110105", "2000"),
            ("findings.city", "3"), ("findings.city@110101", "3"), ("findings.city@110105", nil),
            ("homes.rate", "9/10"), ("homes.rate@110101", nil), ("homes.full", "1"), ("nothing.rate", nil),
            ("signing.mean", "33/40"), ("signing.lowest", "3/4"), ("signing.below", "1"), ("signing.mean@110105", "3/4"),
            ("signing.below@110101", "0"),
        ]
        for (tag, value) in expected {
            #expect(result.figure(tag)?.value == value.flatMap { Rational($0) }, "\(tag)")
            #expect((result.figure(tag)?.absence == nil) == (value != nil), "\(tag)")
        }
        #expect(result.figure("homes.rate")?.text(.chinese) == "90.00%")
        #expect(result.figure("subsidy.paid")?.text(.chinese) == "0.60万元")
        #expect(result.figure("homes.raised")?.text(.english) == "900 homes")
        #expect(result.figure("homes.wrong") == nil)
    }

    @Test("without a value say why")
    func reasons() async throws {
        let result = try await SmallCity.example().evaluate(try Fixtures.model())
        #expect(result.figure("homes.target@110101")?.absence?.zh == "该台账由市级填报，没有分区的数")
        #expect(result.figure("homes.raised@110106")?.absence?.zh == "“项目进度台账”尚无填报")
        #expect(result.figure("other.target")?.absence?.zh == "台账中没有这一条目")
        #expect(result.figure("nothing.rate")?.absence?.zh == "“公租房目标”无数据")
        #expect(result.figure("other.target")?.text(.chinese) == "（无数据）")
    }

    @Test("count empty cells as conditions say: present, not, at least")
    func conditions() async throws {
        let city = try await SmallCity()
        try await city.file(
            "households", "110101", "2023",
            [
                ["household": "A", "category": "illness", "applied_on": 20_230_301, "outcome": "home"],
                ["household": "B", "category": "illness", "applied_on": 20_230_701, "outcome": "waiting"],
                ["household": "C", "category": "disabled", "outcome": "declined", "reason": "x"],
                ["household": "D", "category": "subsistence", "applied_on": 20_231_231, "outcome": "subsidy"],
            ])
        func count(_ condition: String) async throws -> Rational? {
            let figures = """
                year: 2023
                measures:
                  - {id: n, title: {zh: 数, en: n}, ledger: households, aggregate: count, unit: households, print: "0", where: \(condition)}
                """
            return try await city.evaluate(try Fixtures.model(figures: figures, scheme: nil)).figure("n")?.value
        }
        #expect(try await count("{applied_on: {present: yes}}") == 3)
        #expect(try await count("{applied_on: {present: no}}") == 1)
        #expect(try await count("{applied_on: {not: 2023-03-01}}") == 3)
        #expect(try await count("{applied_on: {at_least: 2023-07-01}}") == 2)
        #expect(try await count("{applied_on: {at_least: 2023-03-01, at_most: 2023-07-01}}") == 2)
        #expect(try await count("{category: illness, outcome: [home, subsidy]}") == 1)
        #expect(try await count("{outcome: {not: [home, subsidy]}}") == 2)
        #expect(try await count("{reason: {not: x}}") == 3)
    }

    @Test("of identity numbers are counted unopened, across households, and their tallies hold none")
    func personal() async throws {
        let city = try await SmallCity()
        try await city.file(
            "subsidies", "110101", "2023-01",
            ["11010519491231002X", "110101199003070011", "11010519491231002X"].enumerated().map { index, identity in
                SmallCity.subsidy("H\(index)").merging(["identity": .text(identity)]) { $1 }
            })
        let figures = """
            year: 2023
            measures:
              - {id: n, title: {zh: 数, en: n}, ledger: subsidies, aggregate: distinct, of: identity, unit: people, print: "0"}
            """
        #expect(try await city.evaluate(try Fixtures.model(figures: figures, scheme: nil)).figure("n")?.value == 2)
        let blobs = try await city.store.read { try $0.rows("SELECT keys FROM tallies").map { try $0.blob(0) } }
        #expect(blobs.count == 1 && blobs[0].count == 32)
        // Nor the plain hash of one, which could be found by trying all of them.
        let hash = Hasher256.hash(Array("11010519491231002X".utf8)).bytes.prefix(15)
        #expect(!(0...17).contains { blobs[0][$0..<($0 + 15)].elementsEqual(hash) })
    }

    @Test("of a city are not told to those who may see only districts")
    func scope() async throws {
        let city = try await SmallCity.example()
        let access = Access.program(city: city.access.city, districts: .only([RegionCode("110105")!]), actor: "district")
        let evaluator = Evaluator(model: try Fixtures.model(), database: city.store, access: access)
        let result = try await evaluator.evaluate(try await evaluator.current())
        #expect(result.figure("homes.raised@110105")?.value == 400)
        #expect(result.figure("homes.raised")?.value == nil)
        #expect(result.figure("signing.mean")?.value == nil)
        #expect(result.figure("homes.raised@110101") == nil)
        #expect(result.programmes.isEmpty)
        // And what they evaluated has not spoiled the city's.
        #expect(try await city.evaluate(try Fixtures.model()).figure("homes.raised")?.value == 900)
    }

    @Test("past 64 bits are an error, not a wrong number")
    func overflow() async throws {
        let city = try await SmallCity()
        try await city.file("subsidies", "110101", "2023-01", [SmallCity.subsidy("A", .max), SmallCity.subsidy("B", 1)])
        await #expect(throws: EvaluationError.self) { try await city.evaluate(try Fixtures.model()) }
    }
}
