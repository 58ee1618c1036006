import Evaluation
import Ledgers
import Quantities

/// A formula: as written, in words, with the numbers put in; its inputs, and on request the whole way down, checked.
enum FormulaTrace {
    static func html(_ visit: Visit, _ basis: Basis, _ figure: Figure, _ definition: FigureCatalogue.FormulaFigure) async throws -> HTML {
        let (formula, language, region) = (definition.formula, visit.language, figure.reference.region)
        let inputs = formula.inputs
        let byDistrict = Set(formula.districtExpressions.flatMap(\.inputs))
        func input(_ id: FigureID) -> Figure? { basis.result.figures[FigureReference(id, region)] }
        let words = formula.written { input($0).map { "“\($0.title[language])”" } ?? $0.text }
        let numbers = formula.written { input($0)?.value.map { $0.exactDecimal ?? "(\($0.description))" } ?? "—" }
        let rows = HTML(inputs) { id in
            let note: HTML = " <span class=\"quiet\">\(visit.t("（逐区取数）", "(district by district)"))</span>"
            let value = input(id)?.value.map { $0 * (input(id)?.unit.displayFactor ?? 1) }
            return """
                <tr><td>\(input(id).map { basis.title($0, language) } ?? id.text)\(note, if: byDistrict.contains(id))</td><td><code>\(id.text)</code></td><td class="n">\(basis.link(input(id), language))</td><td class="n minor">\(value?.exact ?? "—")</td></tr>
                """
        }
        let table: HTML = """
            <div class="scroll" tabindex="0"><table><thead><tr><th>\(visit.t("取数", "Input"))</th><th>\(visit.t("编号", "Tag"))</th><th class="n">\(visit.t("值", "Value"))</th><th class="n minor">\(visit.t("精确值", "Exact"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
            """
        // Numbers inside district functions are the districts', so the city's put in there would mislead.
        let computed: HTML = "<dt>\(visit.t("代入", "Numbers put in"))</dt><dd><code>\(numbers)</code> = <b>\(figure.text(language))</b></dd>"
        let check: HTML =
            visit.query["check"] == "1"
            ? try await checked(visit, basis, figure)
            : "<p><a class=\"button plain\" href=\"\(basis.path(figure.reference))&amp;check=1#source\">\(visit.t("逐层核验到条目", "Check it down to the entries"))</a></p>"
        return """
            <section class="card" id="source"><h2>\(visit.t("计算公式", "Formula"))</h2><dl class="facts"><dt>\(visit.t("公式", "As written"))</dt><dd><code>\(formula.description)</code></dd><dt>\(visit.t("即", "In words"))</dt><dd>\(words)</dd>\(computed, if: byDistrict.isEmpty)</dl>\(table, if: !inputs.isEmpty)\(check)</section>
            """
    }

    /// Reads every page under the figure again, entry by entry.
    private static func checked(_ visit: Visit, _ basis: Basis, _ figure: Figure) async throws -> HTML {
        let trace = try await basis.evaluator.trace(figure.reference, of: basis.result)
        var breakdown: HTML = ""
        if case .formula(_, _, let districts) = trace.kind {
            for item in districts {
                let rows = HTML(item.values) { value in
                    let shown = value.value.map { $0.exactDecimal ?? $0.decimalText(decimals: 6) }
                    let inputs = HTML(value.inputs) { "\(visit.t($0.figure.title)) \(basis.link($0.figure, visit.language))　" }
                    return
                        "<tr><td>\(visit.t(value.region.name))</td><td class=\"n\">\(shown ?? "—")</td><td>\(inputs)\(value.absence.map { visit.t($0) } ?? "")</td></tr>"
                }
                breakdown += """
                    <h3><code>\(item.expression.description)</code></h3><div class="scroll" tabindex="0"><table><thead><tr><th>\(visit.t("区", "District"))</th><th class="n">\(visit.t("值", "Value"))</th><th>\(visit.t("取数", "Inputs"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
                    """
            }
        }
        return """
            <p class="flash">✓ \(visit.t("已重新读取\(trace.pageCount)个账页的全部条目：条目相加得账页，账页相加得取数，代入公式得本数，逐层相符。", "All entries of \(trace.pageCount) pages were read again: entries add up to pages, pages to inputs, and the formula gives this figure."))</p>\(breakdown)
            """
    }
}
