/// How a figure is printed: its scale word, digits after the point and rounding.
///
///     NumberFormat(scale: .yi, decimals: 2).text(Rational(383_000_000), unit: .yuan)   // 3.83亿元
public struct NumberFormat: Hashable, Sendable, Codable {
    /// 万 (10⁴) and 亿 (10⁸), or none.
    public enum Scale: String, Sendable, Codable, CaseIterable {
        case one
        case wan
        case yi

        public var factor: Rational {
            switch self {
            case .one: 1
            case .wan: 10_000
            case .yi: 100_000_000
            }
        }

        public var word: Text {
            switch self {
            case .one: Text("", "")
            case .wan: Text("万", "0,000")
            case .yi: Text("亿", "00 million")
            }
        }
    }

    public var scale: Scale
    public var decimals: Int
    public var rounding: Rounding

    public static let whole = NumberFormat(scale: .one, decimals: 0)

    public init(scale: Scale = .one, decimals: Int, rounding: Rounding = .halfUp) {
        self.scale = scale
        self.decimals = decimals
        self.rounding = rounding
    }

    /// Reads `亿.2`, `万.2`, `.2`, `0` as schemes write them: a scale word, a point, the digits after it.
    public init?(_ code: String) {
        var rest = code[...]
        var scale = Scale.one
        for (word, candidate) in [("万", Scale.wan), ("亿", Scale.yi)] where rest.starts(with: word) {
            scale = candidate
            rest = rest.dropFirst()
        }
        if rest.starts(with: ".") { rest = rest.dropFirst() }
        guard let decimals = rest.isEmpty ? 0 : Int(rest), (0...9).contains(decimals) else { return nil }
        self.init(scale: scale, decimals: decimals)
    }

    /// The digits alone: `3.83`, `95.28`, `81549`.
    public func digits(_ value: Rational, unit: Unit) -> String {
        (value * unit.displayFactor / scale.factor).decimalText(decimals: decimals, rounding: rounding)
    }

    /// The number as prose prints it: `3.83亿元`, `2.91万户`, `853.09万平方米`, `95.28%`, `81549套`.
    ///
    /// English has no word for 万 or 亿; it gets the whole number with thousands separators, cut to the same precision.
    public func text(_ value: Rational, unit: Unit, language: Language = .chinese) -> String {
        switch language {
        case .chinese:
            return digits(value, unit: unit) + scale.word.zh + unit.word.zh
        case .english:
            let exponent = scale == .yi ? 8 : scale == .wan ? 4 : 0
            let shown = (value * unit.displayFactor).rounded(decimals: decimals - exponent, rounding: rounding)
            let number = Self.grouped(shown.decimalText(decimals: max(decimals - exponent, 0)))
            let space = unit == .percent || unit == .none ? "" : " "
            return number + space + unit.word.en
        }
    }

    /// What may stand behind the printed number.
    public func interval(_ value: Rational, unit: Unit) -> Interval {
        let factor = scale.factor / unit.displayFactor
        let printed = Interval(printed: (value / factor).rounded(decimals: decimals, rounding: rounding), decimals: decimals)
        return Interval(low: printed.low * factor, high: printed.high * factor)
    }

    /// `1234567.8` → `1,234,567.8`.
    public static func grouped(_ digits: String) -> String {
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        var whole = Array((parts.first ?? "").utf8)
        let sign = whole.first == UInt8(ascii: "-")
        if sign { whole.removeFirst() }
        var result: [UInt8] = sign ? [UInt8(ascii: "-")] : []
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { result.append(UInt8(ascii: ",")) }
            result.append(digit)
        }
        return String(decoding: result, as: UTF8.self) + (parts.count > 1 ? "." + parts[1] : "")
    }
}
