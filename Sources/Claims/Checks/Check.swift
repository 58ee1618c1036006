internal import Quantities

/// Interval arithmetic over the readings of a relation, and the verdict.
enum Check {
    enum Fit: Int, Comparable {
        case none, lastDigit, truncated, rounded, exact
        static func < (a: Fit, b: Fit) -> Bool { a.rawValue < b.rawValue }
    }

    struct Outcome {
        var fit: Fit
        var computed: Rational
        var interval: Interval
    }

    /// The values of a formula: the nominal one, and all that the inputs' printed digits allow.
    static func evaluate(_ reading: Reading) -> (value: Rational, interval: Interval)? {
        let inputs = reading.inputs
        guard let first = inputs.first else { return nil }
        switch reading.formula {
        case .same: return (first.value, first.interval)
        case .implied: return inputs.count == 2 ? (inputs[1].value, inputs[1].interval) : nil
        case .sum:
            return inputs.dropFirst().reduce((first.value, first.interval)) { ($0.0 + $1.value, $0.1 + $1.interval) }
        case .difference:
            return inputs.dropFirst().reduce((first.value, first.interval)) { ($0.0 - $1.value, $0.1 - $1.interval) }
        case .ahead(let months): return (first.value - Rational(months, 12), first.interval - Interval(exactly: Rational(months, 12)))
        case .behind(let months): return (Rational(months, 12) - first.value, Interval(exactly: Rational(months, 12)) - first.interval)
        case .balance(let added):
            return inputs.enumerated().dropFirst().reduce((first.value, first.interval)) { total, item in
                item.offset < added
                    ? (total.0 + item.element.value, total.1 + item.element.interval)
                    : (total.0 - item.element.value, total.1 - item.element.interval)
            }
        case .shareOfSum:
            let sum = inputs.dropFirst().reduce((first.value, first.interval)) { ($0.0 + $1.value, $0.1 + $1.interval) }
            guard let value = first.value.divided(by: sum.0), let interval = first.interval.divided(by: sum.1) else { return nil }
            return (value, interval)
        case .partsOfWhole:
            guard inputs.count >= 2, let whole = inputs.last else { return nil }
            let sum = inputs.dropFirst().dropLast().reduce((first.value, first.interval)) { ($0.0 + $1.value, $0.1 + $1.interval) }
            guard let value = sum.0.divided(by: whole.value), let interval = sum.1.divided(by: whole.interval) else { return nil }
            return (value, interval)
        case .increment, .decrement:
            guard inputs.count == 2 else { return nil }
            let (change, level) = (inputs[0], inputs[1])
            let isUp = reading.formula == .increment
            let base = isUp ? level.value - change.value : level.value + change.value
            let room = isUp ? level.interval - change.interval : level.interval + change.interval
            guard base > 0, let value = change.value.divided(by: base), let interval = change.interval.divided(by: room) else { return nil }
            return (value, interval)
        case .ratio, .rest, .growth, .fall, .multiple:
            guard inputs.count == 2 else { return nil }
            let isChange = reading.formula == .growth || reading.formula == .fall || reading.formula == .multiple
            let (top, bottom) = isChange ? (inputs[1], inputs[0]) : (inputs[0], inputs[1])
            guard let value = top.value.divided(by: bottom.value), let interval = top.interval.divided(by: bottom.interval) else {
                return nil
            }
            let one = Interval(exactly: 1)
            switch reading.formula {
            case .rest, .fall: return (1 - value, one - interval)
            case .growth: return (value - 1, interval - one)
            default: return (value, interval)
            }
        }
    }

    static func fit(_ relation: Relation, _ reading: Reading) -> Outcome? {
        guard let (value, interval) = evaluate(reading) else { return nil }
        func outcome(_ fit: Fit) -> Outcome { Outcome(fit: fit, computed: value, interval: interval) }
        let stated = relation.stated
        if reading.formula == .implied { return outcome(.exact) }
        switch relation.bound {
        case .atLeast:
            if value >= stated.value { return outcome(.exact) }
            return outcome(interval.high >= stated.value ? .rounded : .none)
        case .atMost:
            if value <= stated.value { return outcome(.exact) }
            return outcome(interval.low <= stated.value ? .rounded : .none)
        case .about, .nearly:
            let room = max(stated.value.magnitude / 20, stated.step)
            let wide = Interval(
                low: stated.value - room * (relation.bound == .nearly ? 2 : 1),
                high: stated.value + room / (relation.bound == .nearly ? 5 : 1))
            return outcome(wide.contains(value) ? .exact : wide.overlaps(interval) ? .rounded : .none)
        case .exact: break
        }
        if value == stated.value { return outcome(.exact) }
        if stated.interval.low <= interval.low, interval.high <= stated.interval.high { return outcome(.exact) }
        if stated.interval.overlaps(interval) { return outcome(.rounded) }
        // A quotient is seldom printed in full; sums and differences are.
        switch reading.formula {
        case .sum, .difference, .same, .balance: return outcome(.none)
        default: break
        }
        let cut = Interval(
            low: min(stated.value, stated.value + sign(stated.value) * stated.step),
            high: max(stated.value, stated.value + sign(stated.value) * stated.step))
        if cut.overlaps(interval) { return outcome(.truncated) }
        let isFine = stated.step <= Rational(1, 1000)
        if isFine, Interval(low: stated.value - stated.step, high: stated.value + stated.step).overlaps(interval) {
            return outcome(.lastDigit)
        }
        return outcome(.none)
    }

    private static func sign(_ value: Rational) -> Rational { value.isNegative ? -1 : 1 }

    /// A rate three times too large or too small was hardly meant of these amounts, unless its point slipped.
    private static func isWild(_ relation: Relation, _ computed: Rational) -> Bool {
        guard relation.kind == .rate || relation.kind == .share, relation.stated.measure.dimension == .percent, relation.bound == .exact,
            computed > 0, let ratio = relation.stated.value.divided(by: computed)
        else { return false }
        if ratio >= Rational(1, 3), ratio <= 3 { return false }
        return ![Rational(10), Rational(1, 10), Rational(100), Rational(1, 100)].contains { (ratio / $0 - 1).magnitude < Rational(1, 50) }
    }

    /// The reading that the stated number misses by a slip of the pen.
    private static func slip(_ relation: Relation) -> (Reading, Outcome)? {
        guard relation.bound == .exact else { return nil }
        for reading in relation.readings.prefix(4) where !reading.isLoose {
            guard let outcome = fit(relation, reading), outcome.computed > 0 else { continue }
            let places = Rational(1) / relation.stated.step
            let computed = (outcome.computed * places).rounded(decimals: 0) / places
            if Slip.isLikely(relation.stated.value, computed, step: relation.stated.step) { return (reading, outcome) }
        }
        return nil
    }

    /// The verdict of a relation, and the reading it rests on.
    static func judge(_ relation: Relation) -> Judgement {
        var best: (Reading, Outcome)?
        for reading in relation.readings {
            guard let outcome = fit(relation, reading) else { continue }
            if outcome.fit == .none {
                if best == nil { best = (reading, outcome) }
                continue
            }
            // The first reading that holds is taken; a loose one only where no firm one does.
            if best == nil || best?.1.fit == Fit.none
                || (best?.0.isLoose == true && !reading.isLoose && outcome.fit >= best?.1.fit ?? .none)
            {
                best = (reading, outcome)
            }
            if !reading.isLoose { break }
        }
        guard let (reading, outcome) = best else {
            return Judgement(
                verdict: relation.question == nil ? .unchecked : .question, note: relation.question ?? relation.doubt ?? .noAmounts)
        }
        if let failure = relation.failure {
            return Judgement(
                verdict: .inconsistent, note: failure, reading: reading, computed: outcome.computed, interval: outcome.interval)
        }
        var judgement = Judgement(
            verdict: .unchecked, note: .holds, reading: reading, computed: outcome.computed, interval: outcome.interval)
        switch outcome.fit {
        case .exact: (judgement.verdict, judgement.note) = (.consistent, reading.note ?? .holds)
        case .rounded: (judgement.verdict, judgement.note) = (.rounding, .holdsByRounding)
        case .truncated: (judgement.verdict, judgement.note) = (.rounding, .holdsByTruncation)
        case .lastDigit: (judgement.verdict, judgement.note) = (.rounding, .lastDigit)
        case .none:
            if relation.isExplicit, !isWild(relation, outcome.computed) {
                (judgement.verdict, judgement.note) = (.inconsistent, reading.note ?? .contradicts)
            } else if relation.isLikely, let (reading, outcome) = slip(relation) {
                return Judgement(
                    verdict: .inconsistent, note: .contradicts, reading: reading, computed: outcome.computed, interval: outcome.interval)
            } else {
                (judgement.verdict, judgement.note) = (.unchecked, relation.doubt ?? .noAmounts)
                judgement.reading = nil
            }
        }
        if outcome.fit != .none, reading.isLoose { (judgement.verdict, judgement.note) = (.question, reading.note ?? .ratioNotGrowth) }
        if let question = relation.question, judgement.verdict != .inconsistent {
            (judgement.verdict, judgement.note) = (.question, question)
        }
        return judgement
    }
}

struct Judgement {
    var verdict: Verdict
    var note: Note
    var reading: Reading?
    var computed: Rational?
    var interval: Interval?
}
