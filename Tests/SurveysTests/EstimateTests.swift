import Foundation
import Quantities
import Testing

@testable import Surveys

/// Files written by Tests/Surveys/check.py with NumPy and SciPy.
private func lines(_ name: String) throws -> [[String]] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Surveys")
    let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    return text.split(separator: "\n").dropFirst().map { $0.split(separator: "\t").map(String.init) }
}

@Suite("margins of error and differences between years")
struct EstimateTests {
    private static func strata(_ text: String) -> [StratifiedEstimate.Count] {
        text.split(separator: " ").enumerated().compactMap { index, part in
            let numbers = part.split(separator: ":").compactMap { Int64($0) }
            guard numbers.count == 4, let district = RegionCode("11010\(numbers[0])") else { return nil }
            return .init(
                Stratum(district, index < 10 ? "P0\(index)" : "P\(index)"), units: numbers[1], valid: numbers[2], satisfied: numbers[3])
        }
    }

    @Test("1,000 surveys have the shares and margins that SciPy computes")
    func margins() throws {
        let lines = try lines("margins.tsv")
        #expect(lines.count == 1000)
        for line in lines {
            let estimate = try #require(StratifiedEstimate(Self.strata(line[1])))
            let (share, margin) = (try #require(Double(line[2])), try #require(Double(line[3])))
            #expect(abs(estimate.share.approximation - share) < 1e-12)
            // SciPy's 1 − n/N loses the last bits where nearly all households answered.
            #expect(abs(estimate.margin(confidence: try #require(Int(line[0]))) - margin) < 1e-12 + margin * 1e-9, "\(line)")
        }
    }

    @Test("without the finite population correction they would not")
    func control() throws {
        let line = try lines("margins.tsv")[0]
        let inflated = Self.strata(line[1]).map {
            StratifiedEstimate.Count($0.stratum, units: $0.units * 1000, valid: $0.valid, satisfied: $0.satisfied)
        }
        let (estimate, margin) = (try #require(StratifiedEstimate(inflated)), try #require(Double(line[3])))
        #expect(abs(estimate.margin(confidence: try #require(Int(line[0]))) - margin) > margin * 1e-4)
    }

    @Test("1,000 pairs of years have SciPy's chi-squared and probability")
    func differences() throws {
        for line in try lines("differences.tsv") {
            let counts = line.prefix(4).compactMap { Int64($0) }
            let difference = try #require(
                ShareDifference(valid: counts[0], satisfied: counts[1], before: (counts[2], counts[3])))
            let (squared, probability) = (try #require(Double(line[4])), try #require(Double(line[5])))
            #expect(abs((difference.squared?.approximation ?? 0) - squared) < 1e-9 * max(1, squared))
            #expect(abs(difference.probability - probability) < 1e-12 + probability * 1e-9)
        }
    }

    @Test("a rise is given in percentage points: 95.88 % after 95.17 % is +0.71, not 0.75 %")
    func points() throws {
        let rise = try #require(ShareDifference(valid: 10_000, satisfied: 9588, before: (10_000, 9517)))
        #expect(rise.points == "+0.71")
        #expect(rise.isSignificant(confidence: 95))
        let small = try #require(ShareDifference(valid: 500, satisfied: 479, before: (500, 476)))
        #expect(small.points == "+0.60")
        #expect(!small.isSignificant(confidence: 90))
    }

    @Test("a whole population has no margin, and one answer has none that can be computed")
    func edges() throws {
        let stratum = Stratum(try #require(RegionCode("110101")), "P")
        let all = try #require(StratifiedEstimate([.init(stratum, units: 40, valid: 40, satisfied: 30)]))
        #expect(all.margin(confidence: 95) == 0 && all.marginText(confidence: 95) == "±0.00")
        // Twenty of twenty satisfied of a sample say nothing of the margin.
        let agreed = try #require(StratifiedEstimate([.init(stratum, units: 40, valid: 20, satisfied: 20)]))
        #expect(agreed.marginText(confidence: 95) == nil)
        #expect(all.share == Rational(3, 4))
        #expect(StratifiedEstimate([.init(stratum, units: 40, valid: 1, satisfied: 1)]) == nil)
        // 384 of a very large population at one half: the ±5 points every textbook names.
        let large = try #require(StratifiedEstimate([.init(stratum, units: 100_000_000, valid: 385, satisfied: 192)]))
        #expect(large.marginText(confidence: 95) == "±5.00")
    }
}
