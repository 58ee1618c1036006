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
        let past = mentions.last { $0.id == change.id - 2 && $0.isAmount && $0.isChange && levelAfter($0, change, mentions) != nil }
        guard let amount = [before, past, after].compactMap({ $0 }).first(where: { self.direction(ofAmount: $0) != nil }),
            let way = self.direction(ofAmount: amount), amount.segment == change.segment
        else { return nil }
        // “减少1275笔，下降29.0%，为3127笔”, “增加1640户，总数达到46120户，增长3.7%”: the level stands after the change.
        if let level = levelAfter(amount, change, mentions) {
            let formula: Formula = way == .up ? .increment : .decrement
            let isExact = [amount, level].allSatisfy { $0.numeral.bound == .exact }
            return Increment(reading: Reading(formula: formula, inputs: [Operand(amount), Operand(level)]), isExplicit: isExact)
        }
        let first = min(amount.id, change.id)
        let levels = mentions.filter {
            $0.id < first && $0.isComparable(to: amount) && !$0.isChange && !$0.isReference && !$0.numeral.isRange
        }
        // “比预算的15万元减少2.5万元，比上年增加1.2万元”: the second has a base of its own, which is not printed.
        let isBased = passage.contains(Lexicon.base, amount.label)
        let level = levels.last { !isBased || $0.id == amount.id - 1 || !passage.contains(Lexicon.words("比 较 与"), $0.label) }
        guard let level, level.segment == change.segment || level.sentence == change.sentence && levels.count == 1 else {
            return earlierLevel(of: amount, change, way)
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

    /// The level stands in a sentence before: shown where it makes the growth true.
    private func earlierLevel(of amount: Mention, _ change: Mention, _ way: Direction) -> Increment? {
        let relation = Relation(kind: .growth, stated: Operand(change), readings: [], isExplicit: false, sentence: 0..<0)
        let levels = passage.mentions[max(0, amount.id - 10)..<amount.id].filter {
            $0.isAmount && $0.isComparable(to: amount) && !$0.isChange && $0.sentence < amount.sentence && $0.value > amount.value
        }
        for level in levels.reversed() {
            let reading = Reading(formula: way == .up ? .increment : .decrement, inputs: [Operand(amount), Operand(level)])
            if let outcome = Check.fit(relation, reading), outcome.fit >= .rounded {
                return Increment(reading: reading, isExplicit: false)
            }
        }
        return nil
    }

    private func levelAfter(_ amount: Mention, _ change: Mention, _ mentions: ArraySlice<Mention>) -> Mention? {
        let reaching = Lexicon.words("为 达到 达 总数达到 总量达到 增至 降至 减至")
        let next = mentions.first { ($0.id == amount.id + 1 || $0.id == change.id + 1) && $0.isComparable(to: amount) && !$0.isChange }
        guard let next, next.segment == change.segment, passage.ends(reaching, next.label), next.mode != .plan else { return nil }
        return next.id == change.id + 1 || next.id == change.id - 1 ? next : nil
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
        guard
            let to = aligned(change) ?? sentence.last(where: { $0.id < change.id && $0.isAmount && !$0.isDerived && !$0.isReference })
        else { return [] }
        let relation = Relation(kind: .growth, stated: Operand(change), readings: [], isExplicit: false, sentence: 0..<0)
        for from in passage.mentions[max(0, to.id - 60)..<to.id].reversed()
        where from.isAmount && from.isComparable(to: to) && !from.isDerived && !from.isReference && !from.value.isZero {
            guard isSameThing(from, to) else { continue }
            let reading = Reading(formula: formula, inputs: [Operand(from), Operand(to)])
            if let outcome = Check.fit(relation, reading), outcome.fit >= .rounded { return [reading] }
        }
        // “缴存额96.42亿元…缴存总额812.77亿元，比上年末增加13.46%”: a stock that grew by what came in within the year.
        guard change.numeral.step <= Rational(1, 1000), formula == .growth else { return [] }
        for flow in passage.mentions[max(0, to.id - 16)..<to.id].reversed()
        where flow.isAmount && flow.isComparable(to: to) && !flow.isReference && flow.value < to.value
            && flow.value / flow.numeral.step >= 100
        {
            let reading = Reading(formula: .increment, inputs: [Operand(flow), Operand(to)])
            if let (value, _) = Check.evaluate(reading), (value - change.value).magnitude * 2 <= change.numeral.step { return [reading] }
        }
        return []
    }

    /// “9872家、58.36万人、96.42亿元，分别增长6.97%、1.87%、8.13%”: the amount in the rate's place.
    private func aligned(_ change: Mention) -> Mention? {
        let isNext: (Mention) -> Bool = { $0.isPercent && $0.gap.count <= 2 }
        var first = change.id
        while first > 0, isNext(passage.mentions[first]), change.id - first < 12 { first -= 1 }
        guard passage.mentions[first].isPercent, passage.contains(Lexicon.words("分别"), passage.mentions[first].gap) else { return nil }
        var end = change.id + 1
        while end < passage.mentions.count, isNext(passage.mentions[end]), end - first < 12 { end += 1 }
        let amounts = passage.mentions[max(0, first - 12)..<first].filter {
            $0.isAmount && $0.sentence == change.sentence && !$0.isReference && $0.depth == change.depth
        }
        let place = amounts.count - (end - first) + (change.id - first)
        return end - first >= 2 && place >= 0 && place < amounts.count ? amounts[place] : nil
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

    /// “总体满意率93.1%。与上年满意率89.6%相比，上升3.5个百分点。”: the level of the same name in the sentence before.
    func namedLevel(_ change: Mention, _ direction: Direction) -> Reading? {
        let text = passage.text
        guard let base = passage.mentions(of: passage.sentence(of: change)).last(where: { $0.id < change.id }), base.isPercent,
            base.id == change.id - 1, passage.contains(Lexicon.words("相比"), base.tail), base.label.count >= 3
        else { return nil }
        let name = Array(text[(base.label.upperBound - 3)..<base.label.upperBound])
        guard name.last == "率" || name.last == "度" else { return nil }
        let levels = passage.mentions[max(0, base.id - 6)..<base.id].filter {
            $0.isPercent && base.paragraph - $0.paragraph <= 1 && text.contains(name, in: $0.label)
                && !passage.contains(Lexicon.words("不满意"), $0.label)
        }
        guard levels.count == 1, let level = levels.first else { return nil }
        return Reading(formula: .difference, inputs: direction == .up ? [Operand(level), Operand(base)] : [Operand(base), Operand(level)])
    }
}
