/// A number as it stands on paper: its digits, scale word and unit, and with them what it may stand for.
///
///     PrintedNumber("3.83亿元")?.value            // 383000000
///     PrintedNumber("3.83亿元")?.interval         // 382500000 … 383500000
///     PrintedNumber("2.91万户")?.unit             // .households
public struct PrintedNumber: Hashable, Sendable {
    /// The value in the unit's natural size: 元, 平方米, a ratio for `%`.
    public let value: Rational
    public let unit: Unit
    public let format: NumberFormat

    public var interval: Interval { format.interval(value, unit: unit) }

    /// Reads one printed number and nothing else. Spaces inside and thousands separators are refused; see the claims reader for prose.
    public init?(_ text: String) {
        let scalars = Array(text.unicodeScalars)
        var index = 0
        while index < scalars.count, scalars[index] == "-" && index == 0 || scalars[index] == "." || Self.isDigit(scalars[index]) {
            index += 1
        }
        guard let number = Rational(Self.string(scalars[..<index])) else { return nil }
        let point = scalars[..<index].firstIndex(of: ".")
        let decimals = point.map { index - $0 - 1 } ?? 0
        var scale = NumberFormat.Scale.one
        if index < scalars.count,
            let found = NumberFormat.Scale.allCases.first(where: { $0 != .one && $0.word.zh.unicodeScalars.first == scalars[index] })
        {
            scale = found
            index += 1
        }
        let word = Self.string(scalars[index...])
        guard let unit = Unit.allCases.first(where: { $0.word.zh == word }) else { return nil }
        self.unit = unit
        format = NumberFormat(scale: scale, decimals: decimals)
        value = number * scale.factor / unit.displayFactor
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
