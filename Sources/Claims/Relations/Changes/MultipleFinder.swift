internal import Quantities

/// Multiples: 是上年46.4亿元的2.07倍, 为原标准的1.5倍.
struct MultipleFinder {
    let passage: Passage

    func find() -> [Relation] {
        passage.mentions.compactMap { multiple in
            guard multiple.measure.dimension == .times, !multiple.numeral.isRange,
                passage.ends(Lexicon.words("的 为 是 达 相当于"), multiple.label)
            else { return nil }
            return relation(multiple)
        }
    }

    private func relation(_ multiple: Mention) -> Relation? {
        let levels = passage.mentions(of: passage.sentence(of: multiple)).filter { $0.id < multiple.id && $0.isLevel && !$0.isDerived }
            .suffix(8)
        var readings: [Reading] = []
        var isExplicit = false
        if let base = levels.last, base.isReference, let top = levels.dropLast().last(where: { $0.isComparable(to: base) }) {
            readings.append(Reading(formula: .ratio, inputs: [Operand(top), Operand(base)]))
            isExplicit = [base, top].allSatisfy { $0.numeral.bound == .exact }
        } else {
            for top in levels.reversed() {
                for base in levels where base.id < top.id && base.isComparable(to: top) && !base.value.isZero {
                    readings.append(Reading(formula: .ratio, inputs: [Operand(top), Operand(base)]))
                }
            }
        }
        guard !readings.isEmpty else { return nil }
        return Relation(
            kind: .rate, stated: Operand(multiple), bound: multiple.numeral.bound, readings: Array(readings.prefix(8)),
            isExplicit: isExplicit, sentence: passage.sentence(of: multiple).range, doubt: .noBase)
    }
}
