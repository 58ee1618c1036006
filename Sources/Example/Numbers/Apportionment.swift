/// Splits a total by weights so that the parts add up to it exactly: the largest-remainder method (Hamilton).
enum Apportionment {
    /// - Parameters:
    ///   - total: zero or more; at most 2⁶³ ÷ the largest weight.
    ///   - weights: zero or more each, not all zero unless the total is.
    ///   - least: what each part with a weight gets in any case.
    static func split(_ total: Int, by weights: [Int], least: Int = 0) -> [Int] {
        let sum = weights.reduce(0, +)
        let heads = weights.count { $0 > 0 }
        guard sum > 0, total >= least * heads else { return evenly(total, over: weights) }
        let rest = total - least * heads
        var parts: [Int] = []
        var remainders: [(index: Int, remainder: Int)] = []
        for (index, weight) in weights.enumerated() {
            let (quotient, remainder) = sum.dividingFullWidth(rest.multipliedFullWidth(by: weight))
            parts.append(quotient + (weight > 0 ? least : 0))
            remainders.append((index, remainder))
        }
        // Ties go to the earlier part, so that the result does not depend on how the sort treats equals.
        remainders.sort { ($1.remainder, $0.index) < ($0.remainder, $1.index) }
        for entry in remainders.prefix(total - parts.reduce(0, +)) { parts[entry.index] += 1 }
        return parts
    }

    /// The total handed out one by one, where there is less of it than every part should have at least.
    private static func evenly(_ total: Int, over weights: [Int]) -> [Int] {
        var parts = [Int](repeating: 0, count: weights.count)
        let holders = weights.indices.filter { weights[$0] > 0 }
        guard !holders.isEmpty else { return parts }
        for index in 0..<total { parts[holders[index % holders.count]] += 1 }
        return parts
    }

    /// Parts of unequal size: so many, the largest at most about three times the smallest.
    static func split(_ total: Int, into count: Int, least: Int = 1, _ random: inout SplitMix64) -> [Int] {
        split(total, by: (0..<count).map { _ in random.int(50...150) }, least: least)
    }
}
