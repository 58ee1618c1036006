public import Quantities

/// A figure of an evaluated year, as the claims of a report are compared with it. The caller makes these from its evaluation.
public struct KnownFigure: Sendable, Hashable {
    /// The figure's name in the evaluation: `rental.raised`.
    public let id: String
    public let title: Text
    /// Words that a sentence about the figure holds: its title, the sentences that state it.
    public let words: [String]
    /// The district it is of; a number is compared with it only where the sentence names that district. `nil` for the whole city.
    public let place: String?
    /// In the unit's natural size.
    public let value: Rational
    public let unit: Unit
    /// How the report prints it.
    public let format: NumberFormat

    public init(
        id: String, title: Text, words: [String], place: String? = nil, value: Rational, unit: Unit, format: NumberFormat
    ) {
        self.id = id
        self.title = title
        self.words = words
        self.place = place
        self.value = value
        self.unit = unit
        self.format = format
    }
}

/// What a number of a report is among the figures of a year.
public struct FigureMatch: Sendable, Hashable {
    public enum Outcome: String, Sendable, Codable, CaseIterable {
        /// The figure, and its value prints so.
        case found
        /// The words are the figure's, the value is not.
        case differs
        case notFound = "not found"
    }

    public let number: ReportNumber
    public let outcome: Outcome
    /// The figure, where one was found or differs.
    public let figure: KnownFigure?
}

extension ClaimReport {
    /// Each number that claims something, against the figures of a year: by unit, value and the words around it.
    ///
    /// A number is *found* where a figure of its unit could print so; among several the one that shares most words with the sentence is taken.
    /// It *differs* where the words are clearly one figure's and no figure has the value.
    public func matches(against figures: [KnownFigure]) -> [FigureMatch] {
        let matcher = FigureMatcher(report: self, figures: figures)
        return numbers.filter { $0.role == .claim && $0.measured != nil }.map(matcher.match)
    }
}
