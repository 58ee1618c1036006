/// The values a printed number may stand for: from `low` to `high`, both ends included.
///
/// “4.53万” stands for 4.525万 … 4.535万. Dividing two such intervals tells which rates can be true:
///
///     Interval(printed: Rational("4.53")!, decimals: 2) / Interval(printed: Rational("4.75")!, decimals: 2)
///     // 0.9516… to 0.9557…: a stated 95.28 % is consistent
public struct Interval: Hashable, Sendable, Codable {
    public let low: Rational
    public let high: Rational

    public init(low: Rational, high: Rational) {
        self.low = min(low, high)
        self.high = max(low, high)
    }

    public init(exactly value: Rational) {
        low = value
        high = value
    }

    /// Half a unit of the last printed digit to each side.
    public init(printed value: Rational, decimals: Int) {
        let half = Rational.powerOfTen(-decimals) / 2
        self.init(low: value - half, high: value + half)
    }

    public var width: Rational { high - low }
    public var isExact: Bool { low == high }

    public func contains(_ value: Rational) -> Bool { low <= value && value <= high }
    public func overlaps(_ other: Interval) -> Bool { low <= other.high && other.low <= high }

    public static func + (a: Interval, b: Interval) -> Interval { Interval(low: a.low + b.low, high: a.high + b.high) }
    public static func - (a: Interval, b: Interval) -> Interval { Interval(low: a.low - b.high, high: a.high - b.low) }
    public static func * (a: Interval, b: Interval) -> Interval {
        let corners = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high]
        return Interval(low: corners.min() ?? 0, high: corners.max() ?? 0)
    }

    /// The quotient, or `nil` where the divisor may be zero.
    public func divided(by other: Interval) -> Interval? {
        guard !other.contains(0) else { return nil }
        let corners = [low / other.low, low / other.high, high / other.low, high / other.high]
        return Interval(low: corners.min() ?? 0, high: corners.max() ?? 0)
    }
}
