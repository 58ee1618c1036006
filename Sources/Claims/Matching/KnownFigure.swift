public import Quantities

/// A figure of an evaluated year, as the claims of a report are compared with it. The caller makes these from its evaluation.
public struct KnownFigure: Sendable, Hashable {
    /// The figure's name in the evaluation: `rental.raised`.
    public let id: String
    public let title: Text
    /// Words that a sentence about the figure holds: 建设筹集, 保障性租赁住房. All count the same.
    public let words: [String]
    /// In the unit's natural size.
    public let value: Rational
    public let unit: Unit
    /// How the report prints it.
    public let format: NumberFormat

    public init(id: String, title: Text, words: [String], value: Rational, unit: Unit, format: NumberFormat) {
        self.id = id
        self.title = title
        self.words = words
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
    /// A number is *found* where a figure of its unit could print so; among several the one whose words stand nearest is taken.
    /// It *differs* where the words are clearly one figure's and no figure has the value.
    public func matches(against figures: [KnownFigure]) -> [FigureMatch] {
        let matcher = FigureMatcher(report: self, figures: figures)
        return numbers.filter { $0.role == .claim && $0.measured != nil }.map(matcher.match)
    }
}

struct FigureMatcher {
    private let source: [Unicode.Scalar]
    private let figures: [(figure: KnownFigure, words: [Word])]

    init(report: ClaimReport, figures: [KnownFigure]) {
        source = Array(report.text.text.unicodeScalars)
        self.figures = figures.map { figure in (figure, figure.words.map { Array($0.unicodeScalars) }) }
    }

    func match(_ number: ReportNumber) -> FigureMatch {
        let near = window(number, 60)
        var best: (figure: KnownFigure, score: Int)?
        var worded: (figure: KnownFigure, score: Int)?
        for (figure, words) in figures where Self.isSame(figure.unit, number.measured) {
            let hits = words.filter { near.contains($0, in: 0..<near.count) }.count
            let printed = figure.format.interval(figure.value, unit: figure.unit)
            if printed.overlaps(number.interval), number.interval.contains(figure.value) || printed.contains(number.value) {
                if hits + 1 > best?.score ?? 0 { best = (figure, hits + 1) }
            }
            if !words.isEmpty, hits == words.count, hits > worded?.score ?? 1 { worded = (figure, hits) }
        }
        if let best { return FigureMatch(number: number, outcome: .found, figure: best.figure) }
        if let worded { return FigureMatch(number: number, outcome: .differs, figure: worded.figure) }
        return FigureMatch(number: number, outcome: .notFound, figure: nil)
    }

    /// The words before the number, hard-wrapped lines joined, back to the sentence before.
    private func window(_ number: ReportNumber, _ size: Int) -> [Unicode.Scalar] {
        var words: [Unicode.Scalar] = []
        var index = number.range.lowerBound - 1
        while index >= 0, words.count < size * 2 {
            let scalar = source[index]
            if scalar == "。", words.count > size / 2 { break }
            if !scalar.isBlank, scalar != "\n", scalar != "\r" { words.append(scalar) }
            index -= 1
        }
        return words.reversed()
    }

    private static func isSame(_ a: Unit, _ b: Unit?) -> Bool {
        guard let b else { return false }
        let homes: Set<Unit> = [.homes, .homesOrRooms]
        let things: Set<Unit> = [.projects, .communities]
        return a == b || (homes.contains(a) && homes.contains(b)) || (things.contains(a) && things.contains(b))
    }
}
