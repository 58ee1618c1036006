import Quantities
import Testing

@testable import Households

@Suite("Rent subsidies")
struct SubsidyTests {
    let date = day("2023-07-01")

    /// The published table (domain.md §3), each cell by hand.
    @Test(
        "every class, area and size gets the published amount",
        arguments: [
            ("subsistence", 0, [2500, 3500, 1500, 2100]), ("low_income", 0, [2200, 3000, 1320, 1800]),
            ("other", 2700, [1900, 2500, 1140, 1500]), ("other", 3200, [1600, 2000, 960, 1200]), ("other", 3700, [1300, 1500, 780, 900]),
            ("other", 4200, [1000, 1200, 600, 720]),
        ])
    func table(category: String, share: Int64, expected: [Int64]) throws {
        let places: [(RegionCode, Int)] = [(.chaoyang, 2), (.chaoyang, 3), (.huairou, 1), (.huairou, 5)]
        for (place, yuan) in zip(places, expected) {
            let household = SubsidyCase(
                district: place.0, people: place.1, category: HouseholdCategory(rawValue: category)!,
                monthlyIncome: Money(fen: share * 100 * Int64(place.1)), rent: Money(fen: 1_000_000))
            #expect(try policy.subsidies.compute(household, on: date).amount == Money(fen: yuan * 100))
        }
    }

    @Test("one fen above a limit is the next class; above the last there is nothing")
    func limits() throws {
        func amount(_ fen: Int64) throws -> Money {
            try policy.subsidies.compute(
                SubsidyCase(
                    district: .chaoyang, people: 3, category: .other, monthlyIncome: Money(fen: fen), rent: Money(fen: 1_000_000)), on: date
            ).amount
        }
        #expect(try amount(3 * 270_000) == Money(fen: 250_000))
        #expect(try amount(3 * 270_000 + 1) == Money(fen: 200_000))
        #expect(try amount(3 * 420_000) == Money(fen: 120_000))
        #expect(try amount(3 * 420_000 + 1) == Money(fen: 0))
    }

    @Test("severe disability, serious illness and old age lift by one class together, and nobody above the first")
    func raised() throws {
        func number(_ category: HouseholdCategory, _ share: Int64, _ raises: Set<SubsidyStandards.Raise>) throws -> Int? {
            try policy.subsidies.compute(
                SubsidyCase(
                    district: .chaoyang, people: 1, category: category, monthlyIncome: Money(fen: share * 100), rent: Money(fen: 1_000_000),
                    raises: raises), on: date
            ).paidClass
        }
        #expect(try number(.subsistence, 0, [.illness]) == 1)
        #expect(try number(.lowIncome, 0, [.disabled]) == 1)
        #expect(try number(.other, 4200, [.elderly]) == 5)
        #expect(try number(.other, 4200, [.elderly, .illness, .disabled]) == 5)
        #expect(try number(.other, 4201, [.illness]) == nil)
    }

    @Test("the rent caps the subsidy, and each step has its reason")
    func rent() throws {
        let result = try policy.subsidies.compute(
            SubsidyCase(
                district: .huairou, people: 3, category: .other, monthlyIncome: Money(fen: 960_000), rent: Money(fen: 118_050),
                raises: [.illness]), on: date)
        #expect(result.amount == Money(fen: 118_050))
        #expect(result.standard == Money(fen: 150_000))
        #expect(result.reasons.count == 5)
        #expect(
            result.reasons[0].zh.contains("3200元") && result.reasons[1].zh.contains("提高一档") && result.reasons[3].zh.contains("1180.50元"))
        #expect(!result.policy.isConfirmed)
    }

    @Test("before the first day of the table nothing is computed")
    func undated() async {
        #expect(
            await code {
                _ = try policy.subsidies.compute(
                    SubsidyCase(district: .chaoyang, people: 1, category: .subsistence, monthlyIncome: Money(fen: 0), rent: Money(fen: 1)),
                    on: day("2018-12-31"))
            } == "G003")
    }

    @Test("five thousand random households come to the fen of a Python computation", .enabled(if: Python.isHere))
    func python() throws {
        var dice = Dice(2023)
        let districts = ["110101", "110105", "110116", "110117", "110118", "110119", "110191"].map { RegionCode($0)! }
        var input = ""
        var expected = ""
        for number in 0..<5000 {
            let people = Int.random(in: 1...6, using: &dice)
            let raises = Set(SubsidyStandards.Raise.allCases.filter { _ in Int.random(in: 0..<8, using: &dice) == 0 })
            // Incomes crowd around the limits, where mistakes would show.
            let limit = [2700, 3200, 3700, 4200].randomElement(using: &dice)!
            let income = Int64(limit * 100 * people) + Int64.random(in: -3...3, using: &dice)
            let household = SubsidyCase(
                district: districts.randomElement(using: &dice)!, people: people,
                category: HouseholdCategory.allCases.randomElement(using: &dice)!, monthlyIncome: Money(fen: income),
                rent: Money(fen: Int64.random(in: 40_000...500_000, using: &dice)), raises: raises)
            let result = try policy.subsidies.compute(household, on: date)
            let list = raises.map(\.rawValue).joined(separator: ",")
            input +=
                "\(number)\t\(household.district)\t\(people)\t\(household.category.rawValue)\t\(income)\t\(household.rent.fen)\t\(list)\n"
            expected += "\(number)\t\(result.paidClass ?? 0)\t\(result.standard.fen)\t\(result.amount.fen)\n"
        }
        let answer = try Python.run("subsidy.py", input: input)
        #expect(answer.status == 0)
        #expect(answer.output == expected)
        // Negative control: one fen off is seen.
        #expect(try Python.run("subsidy.py", input: input).output != expected.replacing("\t250000\n", with: "\t250001\n"))
    }
}
