internal import Quantities

/// Growth whose base is not printed: “收入51238万元，同比增收5046万元，增长10.9%” is 5046 ÷ (51238 − 5046).
extension ChangeFinder {
    struct Increment {
        var reading: Reading
        var isExplicit: Bool
        /// Up in amount, down in per cent.
        var isOpposed = false
    }

    func increment(of change: Mention, _ direction: Direction) -> Increment? {
        guard change.measure.dimension == .percent else { return nil }
        let mentions = passage.mentions(of: passage.sentence(of: change))
        // The amount of the change stands before its rate, or just after it.
        let before = mentions.last { $0.id == change.id - 1 && $0.isAmount && $0.isDerived }
        let after = mentions.first { $0.id == change.id + 1 && $0.isAmount && $0.isDerived }
        guard let amount = [before, after].compactMap({ $0 }).first(where: { self.direction(ofAmount: $0) != nil }),
            let way = self.direction(ofAmount: amount), amount.segment == change.segment
        else { return nil }
        let first = min(amount.id, change.id)
        let levels = mentions.filter {
            $0.id < first && $0.isComparable(to: amount) && !$0.isChange && !$0.isReference && !$0.numeral.isRange
        }
        // “比预算的15万元减少2.5万元，比上年增加1.2万元”: the second has a base of its own, which is not printed.
        let isBased = passage.contains(Lexicon.base, amount.label)
        let level = levels.last { !isBased || $0.id == amount.id - 1 || !passage.contains(Lexicon.words("比 较 与"), $0.label) }
        guard let level, level.segment == change.segment || level.sentence == change.sentence && levels.count == 1 else {
            return nil
        }
        let isExact = [amount, level].allSatisfy { $0.numeral.bound == .exact }
        // “比2000年的1265825048人增加73899804人，增长5.84%”: the base is printed.
        if isBase(level) || passage.contains(Lexicon.words("比 较 与"), level.label) {
            return Increment(reading: Reading(formula: .ratio, inputs: [Operand(amount), Operand(level)]), isExplicit: isExact)
        }
        let formula: Formula = way == .up ? .increment : .decrement
        let isPlain = level.segment == change.segment && level.mode != .plan
        let reading = Reading(formula: formula, inputs: [Operand(amount), Operand(level)])
        return Increment(reading: reading, isExplicit: isExact && isPlain, isOpposed: way != direction && !change.value.isNegative)
    }

    private func direction(ofAmount mention: Mention) -> Direction? {
        let label = Changes.stem(mention.label, passage.text)
        if passage.ends(Lexicon.down, label) { return .down }
        return passage.ends(Lexicon.up, label) ? .up : nil
    }
}

/// Growth over a level that an earlier sentence gives: “2021年发放1462户。…2022年发放1608户，比上年增长10.0%。”
extension ChangeFinder {
    /// Earlier levels under the same words that make the growth true.
    func earlierLevels(of change: Mention, _ formula: Formula) -> [Reading] {
        guard change.numeral.bound == .exact, !change.value.isZero else { return [] }
        let sentence = passage.mentions(of: passage.sentence(of: change))
        guard let to = sentence.last(where: { $0.id < change.id && $0.isAmount && !$0.isDerived && !$0.isReference }) else { return [] }
        let relation = Relation(kind: .growth, stated: Operand(change), readings: [], isExplicit: false, sentence: 0..<0)
        for from in passage.mentions[max(0, to.id - 60)..<to.id].reversed()
        where from.isAmount && from.isComparable(to: to) && !from.isDerived && !from.isReference && !from.value.isZero {
            guard isSameThing(from, to) else { continue }
            let reading = Reading(formula: formula, inputs: [Operand(from), Operand(to)])
            if let outcome = Check.fit(relation, reading), outcome.fit >= .rounded { return [reading] }
        }
        return []
    }

    /// Two numbers after the same last words, or of the same act and kind of home.
    private func isSameThing(_ a: Mention, _ b: Mention) -> Bool {
        let text = passage.text
        let (x, y) = (Changes.stem(a.label, text), Changes.stem(b.label, text))
        let size = min(3, x.count, y.count)
        if size >= 2, text[(x.upperBound - size)..<x.upperBound] == text[(y.upperBound - size)..<y.upperBound] { return true }
        if !a.ownActs.isEmpty, a.ownActs == b.ownActs, a.mayConcernSame(as: b) { return true }
        return !a.subjects.isEmpty && a.subjects == b.subjects && !a.acts.isDisjoint(with: b.acts)
    }

    /// Any two rates nearby whose difference is the one stated.
    func otherLevels(_ change: Mention) -> [Reading] {
        let levels = passage.mentions[max(0, change.id - 10)..<change.id].filter { $0.isPercent && change.paragraph - $0.paragraph <= 2 }
        for high in levels {
            for low in levels where low.value < high.value && high.value - low.value == change.value {
                return [Reading(formula: .difference, inputs: [Operand(high), Operand(low)])]
            }
        }
        return []
    }
}
