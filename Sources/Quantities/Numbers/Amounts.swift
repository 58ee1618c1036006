/// An amount kept as a whole number of its smallest unit, so that sums are exact and rows stay small.
public protocol Amount: Hashable, Comparable, Sendable, Codable {
    /// The smallest units in one of the natural size: 100 fen in a yuan.
    static var scale: Int64 { get }
    static var unit: Unit { get }
    var raw: Int64 { get }
    init(raw: Int64)
}

extension Amount {
    /// The amount in its natural size, exact.
    public var value: Rational { Rational(raw, Self.scale) }
    public static func < (a: Self, b: Self) -> Bool { a.raw < b.raw }

    /// The sum, or `nil` past 64 bits (no city reaches it; a damaged file may).
    public func adding(_ other: Self) -> Self? {
        let (sum, overflow) = raw.addingReportingOverflow(other.raw)
        return overflow ? nil : Self(raw: sum)
    }
}

/// Money, in fen 分.
public struct Money: Amount {
    public static let scale: Int64 = 100
    public static let unit = Unit.yuan
    public let raw: Int64
    public init(raw: Int64) { self.raw = raw }
    public init(fen: Int64) { raw = fen }
    public var fen: Int64 { raw }
}

/// Floor area, in 0.01 平方米: the precision of property certificates.
public struct Area: Amount {
    public static let scale: Int64 = 100
    public static let unit = Unit.squareMetres
    public let raw: Int64
    public init(raw: Int64) { self.raw = raw }
}
