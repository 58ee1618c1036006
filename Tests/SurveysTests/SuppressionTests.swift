import Quantities
import Testing

@testable import Surveys

/// Somebody who knows every sum that is shown and solves for what is not: row reduction modulo a prime.
private struct Attacker {
    static let prime: Int64 = 1_000_000_007

    /// Which unknowns the equations determine.
    static func determined(_ equations: [[Int64]], unknowns: Int) -> Set<Int> {
        var rows = equations
        var pivots: [(row: Int, column: Int)] = []
        for column in 0..<unknowns {
            guard let found = (pivots.count..<rows.count).first(where: { rows[$0][column] != 0 }) else { continue }
            rows.swapAt(pivots.count, found)
            let top = pivots.count
            let inverse = power(rows[top][column], prime - 2)
            rows[top] = rows[top].map { $0 * inverse % prime }
            for row in rows.indices where row != top && rows[row][column] != 0 {
                let factor = rows[row][column]
                rows[row] = zip(rows[row], rows[top]).map { (($0 - factor * $1) % prime + prime) % prime }
            }
            pivots.append((top, column))
        }
        return Set(pivots.filter { pivot in (0..<unknowns).allSatisfy { $0 == pivot.column || rows[pivot.row][$0] == 0 } }.map(\.column))
    }

    private static func power(_ base: Int64, _ exponent: Int64) -> Int64 {
        var (result, base, exponent) = (Int64(1), base, exponent)
        while exponent > 0 {
            if exponent & 1 == 1 { result = result * base % prime }
            base = base * base % prime
            exponent >>= 1
        }
        return result
    }

    /// The cells that the shown sums give away although they are hidden.
    static func finds(_ counts: [Stratum: Int64], _ shown: (projects: Set<Stratum>, districts: Set<RegionCode>, city: Bool)) -> [Stratum] {
        let cells = counts.keys.sorted()
        func row(_ holds: (Stratum) -> Bool) -> [Int64] { cells.map { holds($0) ? 1 : 0 } }
        var equations = cells.filter(shown.projects.contains).map { one in row { $0 == one } }
        equations += shown.districts.map { district in row { $0.district == district } }
        if shown.city { equations.append(row { _ in true }) }
        let found = determined(equations, unknowns: cells.count)
        return found.map { cells[$0] }.filter { !shown.projects.contains($0) }
    }
}

@Suite("small cells")
struct SuppressionTests {
    private static let codes = ["110101", "110102", "110105", "110106"].compactMap { RegionCode($0) }

    private static func city(_ generator: inout SplitMix) -> [Stratum: Int64] {
        var counts: [Stratum: Int64] = [:]
        for district in codes.prefix(Int.random(in: 1...4, using: &generator)) {
            for project in 0..<Int.random(in: 1...5, using: &generator) {
                counts[Stratum(district, "P\(project)")] = [0, 1, 2, 4, 5, 6, 12, 80].randomElement(using: &generator) ?? 0
            }
        }
        return counts
    }

    @Test("no hidden cell follows from what is shown, in 3,000 cities")
    func safe() {
        var generator = SplitMix(seed: 7)
        for _ in 0..<3000 {
            let counts = Self.city(&generator)
            let hidden = Suppression(counts, smallest: 5)
            for (stratum, count) in counts where count > 0 && count < 5 { #expect(hidden.projects.contains(stratum)) }
            let districts = Set(counts.keys.map(\.district))
            for district in districts {
                let sum = counts.reduce(0) { $0 + ($1.key.district == district ? $1.value : 0) }
                if sum > 0, sum < 5 { #expect(hidden.districts.contains(district)) }
            }
            let shown = (Set(counts.keys).subtracting(hidden.projects), districts.subtracting(hidden.districts), !hidden.isCityHidden)
            #expect(Attacker.finds(counts, shown).isEmpty, "\(counts)")
            // Neither does a hidden district: ask for the sum as if it were a cell of its own.
            for district in hidden.districts {
                let asked = counts.filter { $0.key.district == district && hidden.projects.contains($0.key) }
                #expect(asked.contains { $0.value > 0 })
            }
        }
    }

    @Test("hiding the small cells alone would give them away")
    func control() {
        var generator = SplitMix(seed: 7)
        var given = 0
        for _ in 0..<300 {
            let counts = Self.city(&generator)
            let small = Set(counts.filter { $0.value > 0 && $0.value < 5 }.keys)
            given += Attacker.finds(counts, (Set(counts.keys).subtracting(small), Set(counts.keys.map(\.district)), true)).count
        }
        #expect(given > 50)
    }

    @Test("a hand-made case: 3 of 103 takes the next smallest with it, the rest is shown")
    func byHand() {
        let district = Self.codes[0]
        let counts = [Stratum(district, "A"): Int64(3), Stratum(district, "B"): 20, Stratum(district, "C"): 80, Stratum(district, "D"): 0]
        let hidden = Suppression(counts, smallest: 5)
        #expect(hidden.projects == [Stratum(district, "A"), Stratum(district, "B")])
        #expect(hidden.districts.isEmpty)
        #expect(!hidden.isCityHidden)
    }
}

/// Sebastiano Vigna's SplitMix64, so that a failing city can be met again.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
