public import Quantities

/// Formulas and values in words.
public enum Phrasing {
    /// A value in the unit's printed form: 0.9528 with `%` is `95.28%`.
    public static func value(_ value: Rational, unit: String, decimals: Int = 2) -> String {
        if unit == "%" || unit == "个百分点" { return (value * 100).decimalText(decimals: decimals) + unit }
        return (value.isInteger ? value.decimalText(decimals: 0) : value.decimalText(decimals: decimals)) + unit
    }

    /// A value written to the scale of another number: 258172万元 beside a total in 万元.
    static func value(_ value: Rational, unit: String, like number: ReportNumber, decimals: Int = 2) -> String {
        guard unit == number.unit, let (factor, word) = scale(of: number) else { return self.value(value, unit: unit, decimals: decimals) }
        let scaled = value / factor
        return (scaled.isInteger ? scaled.decimalText(decimals: 0) : scaled.decimalText(decimals: max(decimals, 2))) + word + unit
    }

    /// 万, 亿 … as the number is printed; `nil` where it has none.
    private static func scale(of number: ReportNumber) -> (Rational, String)? {
        let scalars = clean(number.text).unicodeScalars
        if scalars.contains("亿") || scalars.contains("億") { return (100_000_000, "亿") }
        if scalars.contains("万") || scalars.contains("萬") { return (10_000, "万") }
        return nil
    }

    static func formula(_ reading: Reading, _ inputs: [ReportNumber], _ computed: Rational?, _ stated: ReportNumber) -> String {
        let words = inputs.prefix(30).map { clean($0.text) }
        let more = inputs.count > 30 ? " + …" : ""
        let unit = unit(reading, stated)
        let result = computed.map { " = " + value($0, unit: unit, like: stated) } ?? ""
        switch reading.formula {
        case .ratio where words.count == 2, .multiple where words.count == 2:
            return (reading.formula == .ratio ? "\(words[0]) ÷ \(words[1])" : "\(words[1]) ÷ \(words[0])") + result
        case .shareOfSum: return "\(words[0]) ÷ (\(words.joined(separator: " + "))\(more))" + result
        case .partsOfWhole where words.count >= 2:
            return "(\(words.dropLast().joined(separator: " + "))) ÷ \(words[words.count - 1])" + result
        case .increment where words.count == 2: return "\(words[0]) ÷ (\(words[1]) − \(words[0]))" + result
        case .decrement where words.count == 2: return "\(words[0]) ÷ (\(words[1]) + \(words[0]))" + result
        case .rest where words.count == 2: return "1 − \(words[0]) ÷ \(words[1])" + result
        case .growth where words.count == 2: return "\(words[1]) ÷ \(words[0]) − 1" + result
        case .fall where words.count == 2: return "1 − \(words[1]) ÷ \(words[0])" + result
        case .sum: return words.joined(separator: " + ") + more + result
        case .ahead(let months): return "\(words[0]) − \(months)/12" + result
        case .behind(let months): return "\(months)/12 − \(words[0])" + result
        case .balance(let added):
            let signed = words.enumerated().map { ($0.offset == 0 ? "" : $0.offset < added ? " + " : " − ") + $0.element }
            return signed.joined() + result
        case .difference: return words.joined(separator: " − ") + result
        case .implied:
            return "\(words[0]) ÷ \(clean(stated.text)) ≈ " + (computed.map { value($0, unit: inputs[0].unit, like: inputs[0]) } ?? "")
        default: return words.first ?? ""
        }
    }

    /// 8万套（间） < 40万套（间）; 87分 → 良.
    static func comparison(_ stated: ReportNumber, _ input: ReportNumber, _ left: Operand, _ right: Operand) -> String {
        if stated.isWording { return "\(clean(input.text)) → \(clean(stated.text))" }
        guard stated.range != input.range else { return clean(stated.text) }
        let sign = left.value == right.value ? "=" : left.value < right.value ? "<" : ">"
        return "\(clean(stated.text)) \(sign) \(clean(input.text))"
    }

    static func ratio(_ a: ReportNumber, _ b: ReportNumber, _ value: Rational) -> String {
        "\(clean(a.text)) ÷ \(clean(b.text)) = \(self.value(value, unit: "%"))"
    }

    private static func unit(_ reading: Reading, _ stated: ReportNumber) -> String { stated.unit }

    /// Line breaks inside a number of a hard-wrapped text go.
    public static func clean(_ text: String) -> String {
        String(scalars: text.unicodeScalars.filter { !$0.isBlank && $0 != "\n" && $0 != "\r" && !$0.isUnseen })
    }
}
