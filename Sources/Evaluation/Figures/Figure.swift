public import Quantities

/// 数: a measure or formula at one place and period, exact, with its unit and how it is printed.
public struct Figure: Sendable, Hashable {
    public let reference: FigureReference
    public let title: Text
    public let period: Period
    /// In the unit's natural size: 元, 平方米, a plain ratio for `percent`. `nil` where there is none.
    public let value: Rational?
    public let unit: Unit
    public let format: NumberFormat
    /// Why there is no value.
    public let absence: Text?

    public init(
        reference: FigureReference, title: Text, period: Period, value: Rational?, unit: Unit, format: NumberFormat, absence: Text?
    ) {
        self.reference = reference
        self.title = title
        self.period = period
        self.value = value
        self.unit = unit
        self.format = format
        self.absence = absence
    }

    /// As prose prints it: `3.83亿元`, `101.94%`; `（无数据）` where there is no value.
    public func text(_ language: Language, format other: NumberFormat? = nil) -> String {
        guard let value else { return Self.nothing[language] }
        return (other ?? format).text(value, unit: unit, language: language)
    }

    /// The digits alone, where the sentence writes the unit word itself.
    public func digits(_ language: Language, format other: NumberFormat? = nil) -> String {
        guard let value else { return Self.nothing[language] }
        return (other ?? format).digits(value, unit: unit)
    }

    static let nothing = Text("（无数据）", "(no value)")
}
