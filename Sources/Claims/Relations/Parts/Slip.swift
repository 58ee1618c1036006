internal import Quantities

/// Slips of the pen: two numbers of the same length that differ in one digit.
enum Slip {
    /// Whether `a` and `b`, both whole multiples of `step`, differ in one digit only. Numbers of fewer than four digits
    /// that are not zero at the end differ so by chance too often, and are never called slips.
    static func isOneDigit(_ a: Rational, _ b: Rational, step: Rational) -> Bool {
        guard let left = (a / step).int64, let right = (b / step).int64, left > 0, right > 0 else { return false }
        let (x, y) = (Array(String(left).utf8), Array(String(right).utf8))
        var significant = x
        while significant.last == UInt8(ascii: "0") { significant.removeLast() }
        guard x.count == y.count, significant.count >= 4 else { return false }
        return x.indices.filter { x[$0] != y[$0] }.count == 1
    }

    /// One digit differs or two neighbours changed places, in numbers of three digits or more. Met by chance three times in a hundred:
    /// for pairs that the words bind.
    static func isLikely(_ a: Rational, _ b: Rational, step: Rational) -> Bool {
        guard let left = (a / step).int64, let right = (b / step).int64, left > 0, right > 0 else { return false }
        let (x, y) = (Array(String(left).utf8), Array(String(right).utf8))
        guard x.count == y.count, x.count >= 3 else { return false }
        let places = x.indices.filter { x[$0] != y[$0] }
        if places.count == 1 { return true }
        guard places.count == 2, places[1] == places[0] + 1 else { return false }
        return x[places[0]] == y[places[1]] && x[places[1]] == y[places[0]]
    }
}
