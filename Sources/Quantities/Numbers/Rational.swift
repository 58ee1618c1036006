public import BigInt

/// An exact fraction, in lowest terms, with a positive denominator.
///
/// Every figure is a rational until it is printed; nothing in between rounds, and nothing overflows.
///
///     let rate = Rational(4_53, 4_75)     // 453/475
///     rate.rounded(decimals: 4)           // 9537/10000
public struct Rational: Hashable, Sendable {
    /// Where both parts fit 64 bits they are kept so: a reader of reports multiplies millions of small fractions.
    /// A value has one form only, so that equal numbers are equal storage.
    private enum Storage: Hashable, Sendable {
        case small(Int64, Int64)
        /// In a box of its own, so that the small case stays small to copy.
        indirect case big(BigInt, BigInt)
    }

    private let storage: Storage

    public var numerator: BigInt {
        switch storage {
        case .small(let numerator, _): BigInt(numerator)
        case .big(let numerator, _): numerator
        }
    }

    public var denominator: BigInt {
        switch storage {
        case .small(_, let denominator): BigInt(denominator)
        case .big(_, let denominator): denominator
        }
    }

    public static let zero = Rational(0)
    public static let one = Rational(1)

    public init(_ value: some BinaryInteger) {
        storage = Int64(exactly: value).map { .small($0, 1) } ?? .big(BigInt(value), 1)
    }

    /// - Precondition: `denominator` is not zero. Use ``divided(by:)`` where it may be.
    public init(_ numerator: some BinaryInteger, _ denominator: some BinaryInteger) {
        if let top = Int64(exactly: numerator), let bottom = Int64(exactly: denominator), let small = Self.reduced(top, bottom) {
            self = small
        } else {
            self.init(reducing: BigInt(numerator), BigInt(denominator))
        }
    }

    init(reducing numerator: BigInt, _ denominator: BigInt) {
        precondition(denominator != 0, "a fraction needs a denominator")
        // Whole numbers are what most figures are; they are in lowest terms already.
        if denominator == 1 {
            storage = Int64(exactly: numerator).map { .small($0, 1) } ?? .big(numerator, 1)
            return
        }
        let divisor = numerator.greatestCommonDivisor(with: denominator)
        let sign: BigInt = denominator < 0 ? -1 : 1
        let top = sign * numerator / (divisor == 0 ? 1 : divisor)
        let bottom = sign * denominator / (divisor == 0 ? 1 : divisor)
        if let small = Int64(exactly: top), let smallBottom = Int64(exactly: bottom) {
            storage = .small(small, smallBottom)
        } else {
            storage = .big(top, bottom)
        }
    }

    /// The fraction in lowest terms, where no step leaves 64 bits.
    private static func reduced(_ numerator: Int64, _ denominator: Int64) -> Rational? {
        guard denominator > 0 else { return nil }
        var (a, b) = (numerator.magnitude, UInt64(denominator))
        while b != 0 { (a, b) = (b, a % b) }
        guard let divisor = Int64(exactly: a) else { return nil }
        return Rational(storage: .small(numerator / divisor, denominator / divisor))
    }

    private init(storage: Storage) { self.storage = storage }

    /// Both, where both are small.
    private static func parts(_ a: Rational, _ b: Rational) -> (Int64, Int64, Int64, Int64)? {
        guard case .small(let top, let bottom) = a.storage, case .small(let otherTop, let otherBottom) = b.storage else { return nil }
        return (top, bottom, otherTop, otherBottom)
    }

    private static func product(_ a: Int64, _ b: Int64) -> Int64? {
        let (value, overflow) = a.multipliedReportingOverflow(by: b)
        return overflow ? nil : value
    }

    public var isInteger: Bool {
        if case .small(_, let denominator) = storage { return denominator == 1 }
        return denominator == 1
    }
    public var isNegative: Bool {
        if case .small(let numerator, _) = storage { return numerator < 0 }
        return numerator < 0
    }
    public var isZero: Bool { storage == .small(0, 1) }
    public var magnitude: Rational { isNegative ? -self : self }

    /// The whole number, where this is one and fits 64 bits.
    public var int64: Int64? { isInteger ? Int64(exactly: numerator) : nil }

    /// For drawing only (chart heights, sort keys on screen); never for a printed or stored number.
    public var approximation: Double { Double(numerator) / Double(denominator) }

    /// The quotient, or `nil` where the divisor is zero.
    public func divided(by other: Rational) -> Rational? { other.isZero ? nil : self / other }

    public static func + (a: Rational, b: Rational) -> Rational {
        if let (top, bottom, otherTop, otherBottom) = parts(a, b), let left = product(top, otherBottom),
            let right = product(otherTop, bottom), case let (sum, overflow) = left.addingReportingOverflow(right), !overflow,
            let below = product(bottom, otherBottom), let small = reduced(sum, below)
        {
            return small
        }
        return Rational(reducing: a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)
    }
    public static func - (a: Rational, b: Rational) -> Rational { a + -b }
    public static func * (a: Rational, b: Rational) -> Rational {
        if let (top, bottom, otherTop, otherBottom) = parts(a, b), let above = product(top, otherTop),
            let below = product(bottom, otherBottom), let small = reduced(above, below)
        {
            return small
        }
        return Rational(reducing: a.numerator * b.numerator, a.denominator * b.denominator)
    }
    /// - Precondition: `b` is not zero.
    public static func / (a: Rational, b: Rational) -> Rational {
        if let (top, bottom, otherTop, otherBottom) = parts(a, b), let above = product(top, otherBottom),
            let below = product(bottom, otherTop), otherTop > 0, let small = reduced(above, below)
        {
            return small
        }
        return Rational(reducing: a.numerator * b.denominator, a.denominator * b.numerator)
    }
    public static prefix func - (a: Rational) -> Rational {
        if case .small(let top, let bottom) = a.storage, top != .min { return Rational(storage: .small(-top, bottom)) }
        return Rational(reducing: -a.numerator, a.denominator)
    }
    public static func += (a: inout Rational, b: Rational) { a = a + b }

    /// Ten to the power `exponent`, which may be negative.
    public static func powerOfTen(_ exponent: Int) -> Rational {
        let power = exponent.magnitude
        guard power <= 18 else {
            return exponent >= 0 ? Rational(BigInt(10).power(exponent)) : Rational(BigInt(1), BigInt(10).power(-exponent))
        }
        var value: Int64 = 1
        for _ in 0..<power { value *= 10 }
        return Rational(storage: exponent >= 0 ? .small(value, 1) : .small(1, value))
    }
}

extension Rational: Comparable {
    public static func < (a: Rational, b: Rational) -> Bool {
        if let (top, bottom, otherTop, otherBottom) = parts(a, b) {
            let (left, right) = (top.multipliedFullWidth(by: otherBottom), otherTop.multipliedFullWidth(by: bottom))
            return left.high == right.high ? left.low < right.low : left.high < right.high
        }
        return a.numerator * b.denominator < b.numerator * a.denominator
    }
}

extension Rational: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int64) { self.init(value) }
}

// MARK: - Text

extension Rational: CustomStringConvertible, LosslessStringConvertible {
    /// `17`, or `453/475`: exact, and read back by ``init(_:)-(String)``.
    public var description: String {
        isInteger ? String(numerator) : "\(numerator)/\(denominator)"
    }

    /// Reads `17`, `-3.83` or `453/475`: ASCII digits only, no separators, no exponent, at most 200 bytes.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count <= 200 else { return nil }
        if let slash = bytes.firstIndex(of: UInt8(ascii: "/")) {
            guard let top = Self.decimal(bytes[..<slash]), let bottom = Self.decimal(bytes[(slash + 1)...]), !bottom.isZero
            else { return nil }
            self = top / bottom
        } else {
            guard let value = Self.decimal(bytes[...]) else { return nil }
            self = value
        }
    }

    private static func decimal(_ bytes: ArraySlice<UInt8>) -> Rational? {
        var rest = bytes
        let negative = rest.first == UInt8(ascii: "-")
        if negative { rest = rest.dropFirst() }
        var digits: [UInt8] = []
        var decimals: Int?
        for byte in rest {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits.append(byte)
                decimals = decimals.map { $0 + 1 }
            case UInt8(ascii: ".") where decimals == nil && !digits.isEmpty: decimals = 0
            default: return nil
            }
        }
        guard !digits.isEmpty, decimals != 0 else { return nil }
        // Eighteen digits fit 64 bits, the power of ten too.
        if digits.count <= 18 {
            let whole = digits.reduce(Int64(0)) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
            return Rational(negative ? -whole : whole, 1) * powerOfTen(-(decimals ?? 0))
        }
        guard let whole = BigInt(String(decoding: digits, as: UTF8.self)) else { return nil }
        return Rational(reducing: negative ? -whole : whole, BigInt(10).power(decimals ?? 0))
    }

    /// The exact decimal expansion, or `nil` where it does not end (1/3). What spreadsheets and JSON carry.
    public var exactDecimal: String? {
        var rest = denominator
        var twos = 0
        var fives = 0
        while rest % 2 == 0 {
            rest /= 2
            twos += 1
        }
        while rest % 5 == 0 {
            rest /= 5
            fives += 1
        }
        guard rest == 1 else { return nil }
        return decimalText(decimals: Swift.max(twos, fives), rounding: .halfUp)
    }
}

extension Rational: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Rational(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an exact number: \(text)")
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
