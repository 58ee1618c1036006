import Accounts
import Foundation
import Ledgers
import Quantities
import Returns
import Review
import Store

/// What was found in a page and what was asked about it, on the page's screen.
extension PageScreen {
    static func findings(_ visit: Visit, _ address: PageAddress, _ content: Content) -> HTML {
        if content.findings.isEmpty { return HTML.nothing }
        let canExplain = visit.may(.fileReturns) && !content.status.state.isHandedIn && content.page?.version == content.status.version
        let shown = content.findings.prefix(200)
        let rows = HTML(shown) { kept in
            let finding = kept.finding
            let form: HTML = """
                <form method="post" action="\(ReturnPages.path(address))/explain" class="row">\(visit.tokenField)<input type="hidden" name="receipt" value="\(content.status.receipt)"><input type="hidden" name="finding" value="\(kept.number)"><input name="reason" required maxlength="500" aria-label="\(visit.t("说明", "Explanation"))"><button class="plain">\(visit.t("说明", "Explain"))</button></form>
                """
            let given = kept.explanation.map { text -> HTML in "<span class=\"said\">\(text)</span>" }
            let style = finding.tier == .error ? "bad" : finding.tier == .confirm ? "warn" : "info"
            return """
                <tr><td><code>\(finding.code)</code></td><td><span class="state \(style)">\(visit.t(finding.tier.title))</span></td><td><a href="/receipts/\(content.page?.receipt ?? 0)/sheet?row=\(finding.row)&amp;name=\(path: finding.sheet)&amp;cell=\(finding.address)">\(finding.address.isEmpty ? String(finding.row) : finding.address)</a></td>
                <td>\(visit.t(finding.column))</td><td>\(finding.read)</td><td>\(visit.t(finding.expected))</td><td>\(given)\(form, if: kept.explanation == nil && kept.asksForExplanation && canExplain)</td></tr>
                """
        }
        let codes = Set(content.findings.filter { $0.asksForExplanation && $0.explanation == nil }.map(\.finding.code)).sorted()
        let atOnce: HTML = """
            <details><summary>\(visit.t("同一规则的全部一起说明", "Explain all of one rule together"))</summary><form method="post" action="\(ReturnPages.path(address))/explain" class="row">\(visit.tokenField)<input type="hidden" name="receipt" value="\(content.status.receipt)"><label>\(visit.t("规则", "Rule"))<select name="code">\(HTML(codes) { "<option>\($0)</option>" })</select></label><label>\(visit.t("说明", "Explanation"))<input name="reason" required maxlength="500" size="40"></label><button class="plain">\(visit.t("说明", "Explain"))</button></form></details>
            """
        let more: HTML =
            "<p class=\"quiet\">\(visit.t("只列前200条，全部见", "The first 200; all are in")) <a href=\"/receipts/\(content.page?.receipt ?? 0)\">\(visit.t("回执", "the receipt"))</a></p>"
        return """
            <section class="card"><h2>\(visit.t("校核结果", "Findings"))　<span class="state warn">\(content.findings.count)</span></h2><div class="scroll"><table><thead><tr><th>\(visit.t("规则", "Rule"))</th><th>\(visit.t("级别", "Tier"))</th><th>\(visit.t("位置", "Place"))</th><th>\(visit.t("列", "Column"))</th><th>\(visit.t("读到", "Read"))</th><th>\(visit.t("应为", "Expected"))</th><th>\(visit.t("说明", "Explanation"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
            \(more, if: content.findings.count > 200)\(atOnce, if: !codes.isEmpty && canExplain)</section>
            """
    }

    static func questions(_ visit: Visit, _ address: PageAddress, _ content: Content, _ people: [Person]) -> HTML {
        let items = HTML(content.questions) { question in
            "<li><a href=\"/questions/\(question.number)\">\(question.name)</a> <span class=\"state \(question.state == .open ? "warn" : "")\">\(visit.t(question.state.title))</span> \(question.text.prefix(80))</li>"
        }
        let candidates = HTML(people.filter { $0.districts.contains(address.district) }) {
            "<option value=\"\($0.actor)\">\($0.name)</option>"
        }
        let form: HTML = """
            <details><summary>\(visit.t("提问", "Ask a question"))</summary><form method="post" action="\(ReturnPages.path(address))/ask" class="stack">\(visit.tokenField)
            <label>\(visit.t("向谁", "Whom"))<select name="addressee"><option value="">\(visit.t("该区任何人", "anyone there"))</option>\(candidates)</select></label>
            <label>\(visit.t("问题", "Question"))<textarea name="text" required maxlength="1000"></textarea></label><button>\(visit.t("发出", "Ask"))</button></form></details>
            """
        if content.questions.isEmpty && !visit.may(.askQuestions) { return HTML.nothing }
        return
            "<section class=\"card\"><h2>\(visit.t("问答", "Questions"))</h2><ul class=\"timeline\">\(items)</ul>\(form, if: visit.may(.askQuestions))</section>"
    }
}
