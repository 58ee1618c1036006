import Testing

@testable import Example

@Suite("Splitting totals")
struct ApportionmentTests {
    @Test("the largest remainders get what is left over")
    func largestRemainder() {
        // Hamilton's method by hand: quotas 3.43, 2.29, 1.14, 1.14 of 8 with weights 6, 4, 2, 2.
        #expect(Apportionment.split(8, by: [6, 4, 2, 2]) == [4, 2, 1, 1])
        // Equal remainders go to the earlier part.
        #expect(Apportionment.split(2, by: [1, 1, 1]) == [1, 1, 0])
        #expect(Apportionment.split(0, by: [3, 0]) == [0, 0])
        #expect(Apportionment.split(10, by: [1, 0, 9], least: 2) == [3, 0, 7])
    }

    @Test("parts add up to the total, whatever the weights", arguments: 1...50)
    func adds(_ round: Int) {
        var random = SplitMix64(UInt64(round))
        let weights = (0..<17).map { _ in random.int(0...9) } + [1]
        let total = random.int(0...38_300_000_000)
        let parts = Apportionment.split(total, by: weights)
        #expect(parts.reduce(0, +) == total)
        #expect(zip(parts, weights).allSatisfy { $1 > 0 || $0 == 0 })
    }

    @Test("the generator of numbers is SplitMix64")
    func reference() {
        // The first values for the seed 1234567, from the reference implementation (prng.di.unimi.it/splitmix64.c).
        var random = SplitMix64(1_234_567)
        #expect(random.next() == 6_457_827_717_110_365_317)
        #expect(random.next() == 3_203_168_211_198_807_973)
        #expect(random.next() == 9_817_491_932_198_370_423)
    }
}
