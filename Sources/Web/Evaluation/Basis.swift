import Evaluation
import Ledgers
import Quantities
import Store

/// 依据: what a page of figures goes by — the current pages of a year, or those of a freeze — within the scope of who asks.
struct Basis: Sendable {
    let evaluator: Evaluator
    let result: EvaluationResult
    /// `nil` for the current pages.
    let freeze: Freeze?

    var year: Int { result.year }

    /// As links carry it: `year=2023` or `freeze=2023-1`.
    var query: String { freeze.map { "freeze=\($0.name)" } ?? "year=\(year)" }

    /// Whether the whole city is in scope, and so the city's figures and scores.
    var isWholeCity: Bool { result.access.districts == .all }

    /// The basis the address asks for with `freeze` or `year`.
    static func of(_ visit: Visit) async throws -> Basis {
        if let name = visit.query.text("freeze") { return try await frozen(visit.office, visit.access, name) }
        return try await current(visit.office, visit.access, visit.year)
    }

    static func current(_ office: Office, _ access: Access, _ year: Int) async throws -> Basis {
        Basis(evaluator: try office.evaluator(year, access), result: try await office.evaluation(year, access), freeze: nil)
    }

    static func frozen(_ office: Office, _ access: Access, _ name: String) async throws -> Basis {
        let freeze = try await office.database.read { try Freezes.find($0, access, name) }
        return try await office.frozen.basis(freeze, office, access)
    }

    // MARK: Links

    /// Where a figure's page is.
    func path(_ reference: FigureReference) -> String { "/figures/\(HTML.encoded(reference.tag))?\(query)" }

    /// A figure as it prints, as a link to its page.
    func link(_ figure: Figure?, _ language: Language) -> HTML {
        guard let figure else { return "—" }
        let style = figure.value == nil ? "quiet" : "figure"
        return "<a class=\"\(style)\" href=\"\(path(figure.reference))\">\(figure.text(language))</a>"
    }

    /// A figure as a cell of a table: sorted by its value, exported as it prints.
    func cell(_ figure: Figure?, _ language: Language) -> DataTable.Cell {
        DataTable.Cell(figure?.text(language) ?? "", value: figure?.value, html: link(figure, language))
    }

    /// The figure's title, with its district's name.
    func title(_ figure: Figure, _ language: Language) -> String {
        guard let region = figure.reference.region, let name = result.model.regions[region]?.name else { return figure.title[language] }
        return figure.title[language] + (language == .chinese ? "（\(name.zh)）" : " (\(name.en))")
    }

    /// A sentence with its numbers as links.
    func sentence(_ statement: Statement, _ language: Language, marking marked: FigureReference? = nil) -> HTML {
        HTML(statement.spans(language)) { span in
            switch span {
            case .text(let text): "\(text)"
            case .figure(let reference, let printed, _):
                reference == marked
                    ? "<mark>\(printed)</mark>" : "<a class=\"figure\" href=\"\(path(reference))\">\(printed)</a>"
            }
        }
    }

    /// What stands over a page of a freeze.
    func banner(_ visit: Visit) -> HTML {
        guard let freeze else { return HTML.nothing }
        return """
            <p class="hint">\(visit.t("封账 ", "Freeze "))<a href="/freezes/\(freeze.name)">\(freeze.name)</a> \(visit.t("的数据，不随账页变动。", ": these numbers do not change with the pages.")) <code>\(freeze.root.hex.prefix(16))…</code> <a href="\(visit.path)?year=\(freeze.year)">\(visit.t("看当前数据", "See the current ones"))</a></p>
            """
    }
}

extension Rational {
    /// At most two digits after the point, none that are 0 at the end: scores and weights.
    var short: String {
        let cut = rounded(decimals: 2)
        return cut.exactDecimal ?? cut.decimalText(decimals: 2)
    }

    /// Two digits after the point: scores under one another.
    var points: String { decimalText(decimals: 2) }

    /// `95.28%`.
    var percent: String { NumberFormat(decimals: 2).text(self, unit: .percent) }

    /// In full where it ends, else to twelve places with the fraction.
    var exact: String { exactDecimal ?? "\(description) ≈ \(decimalText(decimals: 12))" }
}
