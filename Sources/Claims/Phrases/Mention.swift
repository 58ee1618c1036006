internal import Quantities

/// A number in its sentence: what stands before it, what after, whether it is planned or done, and of what.
struct Mention: Sendable {
    enum Mode: Sendable { case plan, fact, open }

    let id: Int
    var numeral: Numeral
    /// Index of the sentence, the paragraph, and of the stretches that ； and ， part.
    var sentence = 0
    var paragraph = 0
    var segment = 0
    var clause = 0
    /// Text before the number, back to the clause's beginning or the number before.
    var label: Range<Int>
    /// Text before the number, back to the number before or the sentence's beginning.
    var gap: Range<Int>
    /// Text after the number, to the next number or the clause's end.
    var tail: Range<Int>
    var mode = Mode.open
    /// The mode was handed down from the number before.
    var modeIsInherited = false
    var acts: Bits<Act> = []
    var ownActs: Bits<Act> = []
    var subjects: Bits<Subject> = []
    var ownSubjects: Bits<Subject> = []
    /// 东城区, where the label names a place.
    var place: String?
    /// Years the label or the gap names.
    var years: Set<Int> = []
    /// Brackets around it.
    var depth = 0
    /// A difference or a change (超额66户, 增加20套), not a level.
    var isDerived = false
    /// A difference or a change, but no balance.
    var isChange = false
    /// What a rate or a multiple beside it is of: 占年初预算10065万元的43.2%, 是上年46.4亿元的2.07倍.
    var isReference = false
    /// After 其中 in its segment.
    var isPart = false

    var value: Rational { numeral.value }
    var measure: Measure { numeral.measure }
    /// A small number in Chinese numerals (四类, 三家) is part of the wording more often than not.
    var isAmount: Bool { measure.isAmount && !numeral.isRange && !(numeral.isChinese && value < 20) }
    var isScore: Bool { measure.dimension == .score && !numeral.isRange }
    /// What may grow or shrink: an amount, a rate, a duration, a price.
    var isLevel: Bool {
        (isAmount || isPercent || measure.dimension == .duration || measure.dimension == .other) && !numeral.isRange
    }
    var isPercent: Bool { measure.dimension == .percent && !numeral.isRange }
    var start: Int { numeral.range.lowerBound }
    var end: Int { numeral.range.upperBound }

    func isComparable(to other: Mention) -> Bool { measure.isComparable(to: other.measure) }

    /// Nothing in the words says that the two are of different things.
    func mayConcernSame(as other: Mention) -> Bool {
        if !subjects.isEmpty, !other.subjects.isEmpty, subjects.isDisjoint(with: other.subjects) { return false }
        if let place, let theirs = other.place, place != theirs { return false }
        return true
    }

    /// The acts are the same, or about money, or one is unnamed.
    func mayBeSameAct(as other: Mention) -> Bool {
        acts.isEmpty || other.acts.isEmpty || !acts.isDisjoint(with: other.acts)
            || (measure.dimension == .money && !acts.isDisjoint(with: Act.money) && !other.acts.isDisjoint(with: Act.money))
    }
}

struct Sentence: Sendable {
    var range: Range<Int>
    var paragraph: Int
    /// Indices into the passage's mentions.
    var mentions: Range<Int>
}
