public import Quantities

extension ClaimReport {
    /// A page that stands alone: the text with each number marked by its verdict, and beside it what was found.
    ///
    /// No script and nothing from elsewhere: a number is a link to its claim, a claim a link to its number.
    /// Every scalar of the report is escaped by itself. `matches` adds what the evaluation of a year has.
    public func html(language: Language = .chinese, matches: [FigureMatch]? = nil) -> String {
        ReportPage(report: self, language: language, matches: matches).page()
    }
}

struct ReportPage {
    let report: ClaimReport
    let language: Language
    let matches: [FigureMatch]?

    /// The order of the panel: what does not hold first.
    static let order: [Verdict] = [.inconsistent, .question, .rounding, .consistent, .unchecked]

    func page() -> String {
        let title = Text("数字核对", "Numbers checked")[language]
        let name = Markup.escaped(report.text.file.split(separator: "/").last.map(String.init) ?? "")
        return """
            <!doctype html>
            <html lang="\(language == .chinese ? "zh-Hans" : "en")">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
            <title>\(title) · \(name)</title>
            <style>\(PageStyle.css)</style>
            </head>
            <body>
            <header>
            <h1>\(title)</h1>
            <p class="file">\(name)</p>
            <ul class="summary">\(summary())</ul>
            </header>
            <main>
            <article aria-label="\(Text("报告原文", "The report")[language])">\(MarkedText(self).html())</article>
            <aside aria-label="\(Text("核对结果", "What was found")[language])">
            \(panel())
            </aside>
            </main>
            <footer><p>\(Text("下划线颜色表示核对结果；点数字看说明，点说明中的数字回到原文。", "The colour under a number tells what was found; follow it for the reason, and back.")[language])</p></footer>
            </body>
            </html>

            """
    }

    private func summary() -> String {
        let counts = report.summary
        return Self.order.map { verdict in
            "<li class=\"\(verdict.rawValue)\"><b>\(counts[verdict] ?? 0)</b> \(verdict.text[language])</li>"
        }.joined()
    }

    // MARK: - The panel

    private func panel() -> String {
        guard !report.claims.isEmpty else {
            return "<p class=\"none\">\(Text("没有发现可核对的数字关系。", "No relations between numbers were found.")[language])</p>" + comparison()
        }
        let claims = Array(report.claims.enumerated())
        return comparison()
            + Self.order.map { verdict in group(verdict, claims.filter { $0.element.verdict == verdict }) }.joined(separator: "\n")
    }

    private func group(_ verdict: Verdict, _ claims: [(offset: Int, element: Claim)]) -> String {
        guard !claims.isEmpty else { return "" }
        let cards = claims.map { ClaimCard(claim: $0.element, index: $0.offset, language: language).html() }.joined(separator: "\n")
        let isOpen = verdict == .inconsistent || verdict == .question
        return """
            <details class="group \(verdict.rawValue)"\(isOpen ? " open" : "")>
            <summary><h2>\(verdict.text[language]) <b>\(claims.count)</b></h2></summary>
            \(cards)
            </details>
            """
    }

    /// Against the figures of a year: what differs, and what was not found.
    private func comparison() -> String {
        guard let matches else { return "" }
        let count = { (outcome: FigureMatch.Outcome) in matches.count { $0.outcome == outcome } }
        let heading = Text(
            "与评价结果对照：一致\(count(.found))，不同\(count(.differs))，未找到\(count(.notFound))",
            "Against the evaluation: found \(count(.found)), differs \(count(.differs)), not found \(count(.notFound))")[language]
        let rows = matches.filter { $0.outcome != .found }.map { match in
            let number = "<a href=\"#n\(match.number.range.lowerBound)\">\(Markup.escaped(Phrasing.clean(match.number.text)))</a>"
            let figure =
                match.figure.map {
                    "≠ " + Markup.escaped($0.format.text($0.value, unit: $0.unit, language: language) + " " + $0.title[language])
                }
                ?? Text("未找到", "not found")[language]
            return "<li>\(number) \(figure)</li>"
        }
        return "<section class=\"against\"><h2>\(heading)</h2>\(rows.isEmpty ? "" : "<ul>\(rows.joined())</ul>")</section>\n"
    }
}

/// One relation: verdict, formula, reason, sentence.
struct ClaimCard {
    let claim: Claim
    let index: Int
    let language: Language

    func html() -> String {
        let anchor =
            claim.stated.isWording ? claim.inputs.first?.range.lowerBound ?? claim.stated.range.lowerBound : claim.stated.range.lowerBound
        var rows =
            "<p class=\"head\"><span class=\"kind\">\(claim.kind.text[language])</span> <a href=\"#n\(anchor)\">\(Markup.escaped(Phrasing.clean(claim.stated.text)))</a></p>"
        if !claim.formula.isEmpty { rows += "<p class=\"formula\">\(Markup.escaped(claim.formula))</p>" }
        if let interval = claim.interval, !interval.isExact {
            let low = Phrasing.value(interval.low, unit: claim.computedUnit, like: claim.stated)
            let high = Phrasing.value(interval.high, unit: claim.computedUnit, like: claim.stated)
            rows +=
                "<p class=\"interval\">\(Text("可能的取值", "possible values")[language])：\(Markup.escaped(low)) – \(Markup.escaped(high))</p>"
        }
        rows += "<p class=\"reason\">\(Markup.escaped(claim.reason[language]))</p>"
        if !claim.sentence.isEmpty { rows += "<blockquote>\(Markup.escaped(claim.sentence))</blockquote>" }
        return "<section class=\"card \(claim.verdict.rawValue)\" id=\"c\(index)\">\(rows)</section>"
    }
}
