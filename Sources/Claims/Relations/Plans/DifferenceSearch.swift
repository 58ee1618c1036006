internal import Quantities

/// Two earlier amounts whose difference is the one stated, where the words do not say which two.
struct DifferenceSearch {
    let passage: Passage

    private static let window = 24

    /// At most one reading: the nearest pair that holds to the last digit.
    func readings(for mention: Mention) -> [Reading] {
        guard mention.numeral.bound != .about, mention.value / mention.numeral.step >= 2 else { return [] }
        let amounts = passage.mentions[max(0, mention.id - Self.window)..<mention.id].filter {
            $0.isAmount && $0.isComparable(to: mention) && !$0.isDerived && mention.paragraph - $0.paragraph <= 2
        }
        let room = mention.numeral.step / 2
        for (index, later) in amounts.enumerated().reversed() {
            for earlier in amounts[..<index].reversed() {
                let difference = (later.value - earlier.value).magnitude
                let slack = room + (later.numeral.interval.width + earlier.numeral.interval.width) / 2
                guard (difference - mention.value).magnitude <= slack else { continue }
                let (high, low) = later.value >= earlier.value ? (later, earlier) : (earlier, later)
                return [Reading(formula: .difference, inputs: [Operand(high), Operand(low)])]
            }
        }
        return []
    }
}
