public import Ledgers
import Quantities
public import Reports
public import Store
import Surveys

/// An assessor's figures as the report prints them.
public enum AssessedFigures {
    /// The last counter-figure to each figure of a year. Earlier ones stay in the store and on the assessor's page.
    public static func read(_ database: any Database, _ access: Access, year: Int) async throws -> [AssessedFigure] {
        let figures = try await database.read { try Assessment.figures($0, access, year: year) }
        var last: [String: Assessment.CounterFigure] = [:]
        for figure in figures { last[figure.tag] = figure }
        return last.values.sorted { $0.number < $1.number }.map { figure in
            AssessedFigure(
                number: figure.number, title: figure.title, reported: figure.reportedText, found: figure.foundText,
                difference: CounterText.difference(figure, .chinese), basis: figure.basis,
                explanation: figure.explanations.map(\.text).joined(separator: "；"))
        }
    }

    /// Tells documents with one set of them from documents with another; empty where there are none.
    static func mark(_ figures: [AssessedFigure]) -> String {
        if figures.isEmpty { return "" }
        let text = figures.map { "\($0)" }.joined(separator: "\n")
        return "-" + Hasher256.hash(Array(text.utf8)).hex.prefix(12)
    }
}
