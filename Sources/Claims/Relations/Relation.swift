internal import Quantities

/// What a claim says about numbers. The raw value is what the JSON carries.
public enum ClaimKind: String, Sendable, Codable, CaseIterable {
    case rate
    case partsSum = "parts-sum"
    case difference
    case share
    case growth
    case points
    case threshold
    case subset
    case columnSum = "column-sum"
    case unitPair = "unit-pair"
    case band
    case overFulfilment = "over-fulfilment"
}

/// A number as an input of a relation.
struct Operand: Sendable, Hashable {
    var value: Rational
    var interval: Interval
    /// Of the last printed digit.
    var step: Rational
    var measure: Measure
    /// In the plain text.
    var range: Range<Int>

    init(_ mention: Mention) {
        value = mention.value
        interval = mention.numeral.interval
        step = mention.numeral.step
        measure = mention.measure
        range = mention.numeral.range
        switch mention.numeral.bound {
        case .about, .nearly: interval = Interval(low: value * Rational(95, 100), high: value * Rational(105, 100))
        default: break
        }
    }

    /// Words that stand for a number: a grade, an assertion.
    init(words range: Range<Int>) {
        self.init(value: 0, interval: Interval(exactly: 0), step: 1, measure: .words, range: range)
    }

    init(value: Rational, interval: Interval, step: Rational, measure: Measure, range: Range<Int>) {
        self.value = value
        self.interval = interval
        self.step = step
        self.measure = measure
        self.range = range
    }
}

/// How the stated number follows from the inputs.
enum Formula: Sendable, Hashable {
    /// a ÷ b.
    case ratio
    /// a ÷ (a + b + …).
    case shareOfSum
    /// (All but the last added up) ÷ the last.
    case partsOfWhole
    /// a ÷ (b − a): up by a, to b.
    case increment
    /// a ÷ (b + a): down by a, to b.
    case decrement
    /// 1 − a ÷ b.
    case rest
    /// a + b + ….
    case sum
    /// a − b.
    case difference
    /// The first so many less the others.
    case balance(added: Int)
    /// a less so many twelfths of the year; the twelfths less a.
    case ahead(months: Int)
    case behind(months: Int)
    /// b ÷ a − 1.
    case growth
    /// 1 − b ÷ a.
    case fall
    /// b ÷ a.
    case multiple
    /// a.
    case same
    /// The plan that amount and rate imply: a ÷ stated. Its second input is that plan, and stands nowhere in the text.
    case implied
}

/// One way to read the sentence: these inputs, by this formula.
struct Reading: Sendable, Hashable {
    var formula: Formula
    var inputs: [Operand]
    /// This reading holds only loosely: where it alone holds, a careful reader would ask.
    var isLoose = false
    /// Said with the verdict where this reading is the one that holds.
    var note: Note?
}

/// A relation between numbers that the words state or imply, with every reading that the words allow, the likeliest first.
struct Relation: Sendable {
    var kind: ClaimKind
    var stated: Operand
    var bound = Bound.exact
    var readings: [Reading]
    /// The words leave no other reading: where all fail, the report contradicts itself.
    var isExplicit: Bool
    /// In the plain text.
    var sentence: Range<Int>
    /// The words bind the numbers loosely: where all readings fail, only a slip of the pen from one of them shows that it was meant.
    var isLikely = false
    /// Said where no reading holds and the relation is not explicit.
    var doubt: Note?
    /// A careful reader would ask this even where the numbers agree.
    var question: Note?
    /// The relation was found not to hold, by other means than arithmetic.
    var failure: Note?
    /// Inputs to name where there is nothing to compute.
    var about: [Operand] = []
    /// Shown as the computed value instead of the reading's: fact ÷ plan.
    var shown: Formula?
}
