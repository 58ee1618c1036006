internal import Quantities

/// What a number is for in the text.
public enum NumberRole: String, Sendable, Codable, CaseIterable {
    /// It says something that can be true or false.
    case claim
    case date, year
    /// Part of a document number, 京建发〔2022〕84号.
    case document
    /// 第十条.
    case article
    /// A heading's or list item's number.
    case heading
    /// 第三批.
    case ordinal
    case phone
    /// An identifier: a project code, a page address, a standard's number.
    case code
    /// Part of a name: 5号楼, 12345热线.
    case name
    case age
    /// 十四五.
    case era
    case page
}

/// How the words around a number bound it.
public enum Bound: Sendable, Hashable {
    case exact
    /// 约, 左右.
    case about
    /// 近: at most, and not far below.
    case nearly
    /// 以上, 不低于, 超过, 余.
    case atLeast
    /// 以下, 不超过.
    case atMost
}

/// A number as it stands in the plain text.
struct Numeral: Sendable {
    /// The digits, the scale and the unit.
    var range: Range<Int>
    /// The digits alone.
    var digits: Range<Int>
    /// In natural units: 元, 平方米; a per cent as a ratio.
    var value: Rational
    var decimals: Int
    /// One of the last printed digit, in natural units.
    var step: Rational
    var measure: Measure
    var bound = Bound.exact
    var role = NumberRole.claim
    /// One end of 15%—20%.
    var isRange = false
    /// Written 三批, 百分之九十.
    var isChinese = false
    var hasScale = false
    /// 翻了一番: twice as much, said without a numeral of its own.
    var isDoubling = false

    /// A count without a scale word is exact; anything else stands for all values that print so.
    var interval: Interval {
        if decimals == 0, !hasScale, [.count, .none, .score, .age].contains(measure.dimension) { return Interval(exactly: value) }
        return Interval(low: value - step / 2, high: value + step / 2)
    }
}
