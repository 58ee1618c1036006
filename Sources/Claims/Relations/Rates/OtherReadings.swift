internal import Quantities

/// Other amounts near a rate that make it true; the plan that amount and rate imply.
extension RateFinder {
    /// Other wholes in the paragraph for the same part that make the rate true. Kept only where they do.
    ///
    /// Beyond the paragraph only where the rate is printed finely enough not to be met by chance.
    func alternatives(_ part: Mention, _ percent: Mention, excluding: [Reading], isWide: Bool = false) -> [Reading] {
        // “90%以上” is true of too many pairs to tell which is meant.
        guard !percent.value.isZero, percent.numeral.bound == .exact else { return [] }
        var parts = [part]
        parts += amountsBefore(percent).filter { $0.id != part.id && $0.mode != .plan && $0.segment == part.segment }.prefix(4)
        var found: [Reading] = []
        for part in parts {
            for whole in passage.nearby(percent)
            where whole.id != part.id && whole.isAmount && whole.isComparable(to: part) && !whole.value.isZero {
                // A number said twice makes 100 % of itself.
                if whole.value == part.value, whole.mode != .plan || part.mode == .plan { continue }
                let reading = ratio(part, whole)
                guard !excluding.contains(reading) else { continue }
                let relation = make(.rate, percent, [], isExplicit: false)
                if let outcome = Check.fit(relation, reading), outcome.fit > .lastDigit { found.append(reading) }
            }
            if !found.isEmpty { break }
        }
        if found.isEmpty, isWide { found = wide(part, percent) }
        return found
    }

    /// Wholes of earlier paragraphs, the nearest that fits.
    private func wide(_ part: Mention, _ percent: Mention) -> [Reading] {
        let isFine = percent.numeral.step <= Rational(1, 1000) && part.value / part.numeral.step >= 100
        guard isFine else { return [] }
        let relation = make(.rate, percent, [], isExplicit: false)
        for whole in passage.mentions[max(0, part.id - 40)..<part.id].reversed()
        where whole.isAmount && whole.isComparable(to: part) && !whole.value.isZero && !whole.isDerived {
            // All of a plan is a rate; a number said twice is none.
            if whole.value == part.value, whole.mode != .plan || part.mode == .plan { continue }
            let reading = ratio(part, whole)
            if let outcome = Check.fit(relation, reading), outcome.fit >= .rounded, part.mayConcernSame(as: whole) { return [reading] }
        }
        return []
    }

    /// Any two amounts nearby that make a finely printed rate: with four digits it is not met by chance, with three seldom in one sentence.
    func pairs(_ percent: Mention) -> [Reading] {
        guard percent.numeral.step <= Rational(1, 1000), percent.numeral.bound == .exact, percent.value < 1 else { return [] }
        let isFine = percent.numeral.step <= Rational(1, 10_000)
        let near = passage.mentions[max(0, percent.id - 20)..<percent.id].filter {
            $0.isAmount && (isFine ? percent.paragraph - $0.paragraph <= 1 : $0.sentence == percent.sentence)
        }
        for top in near.reversed() {
            for bottom in near where bottom.isComparable(to: top) && bottom.value > top.value {
                guard top.value / top.numeral.step >= 100 else { continue }
                let reading = ratio(top, bottom)
                if let (value, _) = Check.evaluate(reading), (value - percent.value).magnitude * 2 <= percent.numeral.step {
                    return [reading]
                }
            }
        }
        return []
    }

    /// “年度计划投资4.90亿元，投资完成率109.4%”: what was done stands in an earlier paragraph.
    func earlierDone(_ percent: Mention, of plan: Mention) -> Relation? {
        guard percent.numeral.step <= Rational(1, 1000), percent.numeral.bound == .exact, !plan.value.isZero else { return nil }
        let relation = make(.rate, percent, [], isExplicit: false)
        for done in passage.mentions[max(0, plan.id - 40)..<plan.id].reversed()
        where done.isAmount && done.isComparable(to: plan) && done.mode != .plan && done.mayBeSameAct(as: plan) {
            let reading = ratio(done, plan)
            if let outcome = Check.fit(relation, reading), outcome.fit >= .rounded {
                return make(.rate, percent, [reading], isExplicit: false)
            }
        }
        return nil
    }

    /// The plan is not given; amount and rate imply one. A count's must be a whole number.
    func impliedTarget(_ done: Mention, _ percent: Mention, _ readings: [Reading]) -> Relation? {
        // 100 % implies the number itself, which says nothing.
        guard readings.isEmpty, percent.numeral.bound == .exact, !percent.value.isZero, percent.value != 1,
            done.measure.dimension == .count,
            percent.numeral.interval.low > 0
        else { return nil }
        let plan = done.value / percent.value
        guard plan >= 1 else { return nil }
        // The roundest number in the implied range stands for the plan.
        let low = done.numeral.interval.low / percent.numeral.interval.high
        let high = done.numeral.interval.high / percent.numeral.interval.low
        for places in stride(from: 8, through: 0, by: -1) {
            let rounded = plan.rounded(decimals: -places)
            guard rounded >= low, rounded <= high, !rounded.isZero else { continue }
            // A plan is a round number: two digits and zeros. Any rate implies some other.
            guard rounded / .powerOfTen(places) < 100 else { return nil }
            var target = Operand(done)
            target.value = rounded
            target.interval = Interval(low: low, high: high)
            var reading = Reading(formula: .implied, inputs: [Operand(done), target])
            reading.note = .impliedTarget
            return make(.rate, percent, [reading], isExplicit: false)
        }
        return nil
    }
}
