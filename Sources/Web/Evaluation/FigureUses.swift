import Evaluation
import Ledgers
import Quantities

/// What a figure goes into, one step up: formulas, indicators, sentences.
enum FigureUses {
    static func html(_ visit: Visit, _ basis: Basis, _ figure: Figure) -> HTML {
        let usage = basis.result.usedBy(figure.reference)
        if usage.isEmpty {
            return
                "<section class=\"card\"><h2>\(visit.t("用到它的地方", "What uses it"))</h2><p class=\"quiet\">\(visit.t("没有公式、指标或报告语句直接用到这个数。", "No formula, indicator or sentence uses it directly."))</p></section>"
        }
        let formulas = HTML(usage.formulas) { "<li>\(basis.title($0, visit.language)) \(basis.link($0, visit.language))</li>" }
        let indicators = HTML(usage.indicators) { use in
            let parts = use.parts.map { visit.t(title($0)) }.joined(separator: visit.t("、", ", "))
            return
                "<li><a href=\"\(place(use.programme, use.indicator.indicator.id, basis))\">\(visit.t(use.indicator.indicator.title))</a> <span class=\"state\">\(parts)</span></li>"
        }
        let statements = HTML(usage.statements) { use in
            "<li>\(basis.sentence(use.statement, visit.language, marking: figure.reference)) <a href=\"\(place(use.programme, use.statement.indicator, basis))\">\(visit.t("见指标", "its indicator"))</a></li>"
        }
        func part(_ title: String, _ items: HTML) -> HTML {
            items.isEmpty ? HTML.nothing : "<h3>\(title)</h3><ul class=\"tree\">\(items)</ul>"
        }
        return """
            <section class="card"><h2>\(visit.t("用到它的地方", "What uses it"))</h2>\(part(visit.t("公式", "Formulas"), formulas))\(part(visit.t("指标", "Indicators"), indicators))\(part(visit.t("报告语句", "Sentences of the report"), statements))</section>
            """
    }

    private static func place(_ programme: String, _ indicator: String, _ basis: Basis) -> String {
        "/evaluation/\(HTML.encoded(programme))?\(basis.query)#\(indicator)"
    }

    static func title(_ part: ResultUsage.Part) -> Text {
        switch part {
        case .actual: Text("实际值", "actual")
        case .target: Text("目标值", "target")
        case .rate: Text("完成率", "rate")
        case .findings: Text("扣分项", "findings")
        case .evidence: Text("佐证", "evidence")
        case .condition: Text("适用条件", "condition")
        case .explanation: Text("原因", "explanation")
        case .audit: Text("审核", "audit")
        }
    }
}
