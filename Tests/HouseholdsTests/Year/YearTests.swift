import Foundation
import Quantities
import Testing

@testable import Households

/// `Tests/Households/year.sh` runs this whole: 30,000 households, and ten times that.
@Suite("The year's trial")
struct YearTests {
    static let households = ProcessInfo.processInfo.environment["ANJU_YEAR_HOUSEHOLDS"].flatMap(Int.init) ?? 3_000

    @Test("every planted doubt of ten kinds is found, and no look-alike; subsidies are Python's to the fen")
    func year() throws {
        let clock = ContinuousClock()
        let year = try MadeUpYear(households: Self.households)
        #expect(year.planted.count == 200)
        let start = clock.now
        let found = DoubtSearch(year.facts, incomeTolerance: Rational(1, 5)).find()
        print("doubts over \(year.facts.payments.count) payments: \(start.duration(to: clock.now))")
        let keys = Set(found.map(\.key))
        #expect(keys.subtracting(year.planted).sorted() == [], "look-alikes taken for doubts")
        #expect(year.planted.subtracting(keys).sorted() == [], "doubts not found")
        #expect(found.count == 200)
        for kind in DoubtKind.allCases { #expect(found.count { $0.kind == kind } == MadeUpYear.perKind, "\(kind)") }

        guard Python.isHere else { return }
        var input = ""
        var expected = ""
        for (name, household, result) in year.cases {
            let raises = household.raises.map(\.rawValue).joined(separator: ",")
            input +=
                "\(name)\t\(household.district)\t\(household.people)\t\(household.category.rawValue)\t\(household.monthlyIncome.fen)\t\(household.rent.fen)\t\(raises)\n"
            expected += "\(name)\t\(result.paidClass ?? 0)\t\(result.standard.fen)\t\(result.amount.fen)\n"
        }
        #expect(try Python.run("subsidy.py", input: input).output == expected)
    }

    @Test("an explanation holds while the facts stay, and not after: the fingerprint changes with them, and with nothing else")
    func fingerprints() throws {
        let year = try MadeUpYear(households: 1_000)
        let search = { (facts: DoubtFacts) in
            Dictionary(
                uniqueKeysWithValues: DoubtSearch(facts, incomeTolerance: Rational(1, 5)).find().map { ($0.key, $0.fingerprint) })
        }
        let before = search(year.facts)
        #expect(search(year.facts) == before)
        // One more month above the limit for a household that has one already.
        let key = try #require(before.keys.filter { $0.hasPrefix("paid_above/") }.sorted().first)
        var facts = year.facts
        let number = facts.households.number(String(key.dropFirst("paid_above/".count)))
        let row = try #require(facts.payments.household.lastIndex(of: number))
        facts.payments.amount[row] += 500_000
        let after = search(facts)
        #expect(Set(after.keys) == Set(before.keys))
        #expect(after.filter { before[$0.key] != $0.value }.map(\.key) == [key])
    }
}
