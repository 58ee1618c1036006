import Foundation
import Ledgers
import Quantities
import Testing

@testable import Casework

@Suite("因素法") struct AllocationFormulaTests {
    private static func districts(_ count: Int) -> [RegionCode] { (0..<count).map { RegionCode("1101\($0 < 9 ? "0" : "")\($0 + 1)")! } }

    /// Shared out by Tests/Casework/allocate.py with Python's fractions.
    private func lines() throws -> [[String]] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: folder.appendingPathComponent("Casework/allocation.tsv"), encoding: .utf8)
        return text.split(separator: "\n").dropFirst().map { $0.split(separator: "\t").map(String.init) }
    }

    private func result(_ line: [String], change: (inout AllocationInput) -> Void = { _ in }) throws -> AllocationResult {
        func numbers(_ text: String) throws -> [Rational] { try text.split(separator: " ").map { try #require(Rational(String($0))) } }
        let difficulty = try numbers(line[1])
        let districts = Self.districts(difficulty.count)
        func byDistrict(_ values: [Rational]) -> [RegionCode: Rational] { Dictionary(uniqueKeysWithValues: zip(districts, values)) }
        var rule = AllocationRule(name: "check", programme: "renewal", title: Text("", ""), terms: [])
        var factors: [String: [RegionCode: Rational]] = ["performance": byDistrict(try numbers(line[2]))]
        for (index, part) in line[3].split(separator: ";").enumerated() {
            let fields = part.split(separator: "|").map(String.init)
            factors["f\(index)"] = byDistrict(try numbers(fields[2]))
            rule.terms.append(
                AllocationRule.Term(
                    factor: "f\(index)", scale: try #require(AllocationRule.Scale(rawValue: fields[1])),
                    weight: try #require(Rational(fields[0])), isSeen: true, source: ""))
        }
        var input = AllocationInput(districts: districts, factors: factors, difficulty: byDistrict(difficulty))
        change(&input)
        return try rule.share(try #require(Int64(line[0])), input)
    }

    @Test("391 random cases get the shares that Python computes, to the fen, and add up")
    func python() throws {
        let lines = try lines()
        #expect(lines.count == 391)
        for line in lines {
            let result = try result(line)
            #expect(result.lines.map(\.amount) == line[4].split(separator: " ").compactMap { Int64($0) }, "\(line)")
            #expect(result.lines.map(\.amount).reduce(0, +) == result.total)
        }
    }

    @Test("without the coefficients of difficulty they would not")
    func control() throws {
        let lines = try lines().filter { $0[3].contains("difficulty") }
        let different = try lines.count { line in
            let plain = try result(line) { $0.difficulty = $0.difficulty.mapValues { _ in 1 } }
            return plain.lines.map(\.amount) != line[4].split(separator: " ").compactMap { Int64($0) }
        }
        #expect(different > 100)
    }

    /// By hand. 2019: area 60:40, households 50:50, buildings 1:3, communities 1:1, difficulty 1 : 0.5.
    /// area 60·1 : 40·0.5 = 3/4 : 1/4; households 2/3 : 1/3; buildings 2/5 : 3/5; communities 2/3 : 1/3.
    /// 0.4·3/4 + 0.4·2/3 + 0.1·2/5 + 0.1·2/3 = 0.3 + 4/15 + 0.04 + 1/15 = 0.673333…
    @Test("the rule of 2019, by hand: 1,000 yuan are 673.33 and 326.67")
    func byHand() throws {
        let (a, b) = (Self.districts(2)[0], Self.districts(2)[1])
        let input = AllocationInput(
            districts: [a, b],
            factors: ["area": [a: 60, b: 40], "households": [a: 50, b: 50], "buildings": [a: 1, b: 3], "communities": [a: 1, b: 1]],
            difficulty: [a: 1, b: Rational(1, 2)])
        let rule = try #require(AllocationRule.named("2019-renewal"))
        let result = try rule.share(100_000, input)
        #expect(result.lines.map(\.amount) == [67_333, 32_667])
        #expect(result.lines[0].exact == Rational(202_000, 3))
        #expect(result.lines[0].parts["area"] == 30_000)
    }

    @Test("the performance term of the later rule is multiplied by no coefficient of difficulty")
    func performance() throws {
        let (a, b) = (Self.districts(2)[0], Self.districts(2)[1])
        let rule = try #require(AllocationRule.named("2020-renewal")?.with(weights: "area-0/households-0/buildings-0/communities-0"))
        let input = AllocationInput(districts: [a, b], factors: ["performance": [a: 3, b: 1]], difficulty: [a: 1, b: 9])
        #expect(try rule.share(400, input).lines.map(\.amount) == [300, 100])
    }

    @Test("a coefficient that is missing is not taken for 1, and nothing is shared by nothing")
    func faults() throws {
        let (a, b) = (Self.districts(2)[0], Self.districts(2)[1])
        let rule = try #require(AllocationRule.named("2024-redevelopment"))
        let homes = ["redevelopment_homes": [a: Rational(10), b: 20], "performance": [a: 1, b: 1]]
        #expect(throws: AllocationFault.noCoefficient(.difficulty, [b])) {
            try rule.share(100, AllocationInput(districts: [a, b], factors: homes, difficulty: [a: 1]))
        }
        #expect(throws: AllocationFault.noTasks) { try rule.share(100, AllocationInput(districts: [a, b], factors: [:], difficulty: [:])) }
        #expect(
            try rule.share(100, AllocationInput(districts: [a, b], factors: homes, difficulty: [a: 1, b: 1])).lines.map(\.amount) == [
                33, 67,
            ])
    }

    @Test("every line of the data is read; each rule's weights come to 100; made-up ones say so")
    func data() throws {
        let rules = AllocationRule.all
        #expect(rules.map(\.terms.count).reduce(0, +) == 27)
        for rule in rules {
            #expect(rule.sum == 100, "\(rule.name)")
            #expect(!rule.title.zh.isEmpty && !rule.title.en.isEmpty)
            #expect(Set(rule.terms.map(\.id)).count == rule.terms.count)
            for term in rule.terms {
                #expect(Choices.factor.contains { $0.code == term.factor })
                #expect(!term.source.isEmpty)
            }
        }
        #expect(
            rules.filter(\.isSeen).map(\.name).sorted() == ["2012-redevelopment", "2019-renewal", "2020-renewal", "2024-redevelopment"])
    }

    @Test("changed weights are written and read back; what cannot be read is refused")
    func weights() throws {
        let rule = try #require(AllocationRule.named("2024-renewal"))
        let changed = try #require(rule.with(weights: "area-40/area.performance-0.5"))
        #expect(changed.changedWeights == "area-40/area.performance-0.5")
        #expect(rule.changedWeights.isEmpty)
        for bad in ["area", "area-x", "height-3", "area--3"] { #expect(rule.with(weights: bad) == nil, "\(bad)") }
    }
}
