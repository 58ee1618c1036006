public import Quantities

extension ClaimReport {
    /// A page that stands alone: the text with each number marked by its verdict, and beside it what was found.
    ///
    /// No script: a number is a link to its claims, a claim a link to its number. Every scalar of the report is escaped by itself.
    public func html(language: Language = .chinese) -> String { HTMLPage(report: self, language: language).page() }
}

struct HTMLPage {
    let report: ClaimReport
    let language: Language

    func page() -> String {
        let title = Text("数字核对", "Numbers checked")[language]
        return """
            <!doctype html>
            <html lang="\(language == .chinese ? "zh-Hans" : "en")">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title) · \(Self.escaped(fileName))</title>
            <style>\(Self.style)</style>
            </head>
            <body>
            <header>
            <h1>\(title)</h1>
            <p class="file">\(Self.escaped(fileName))</p>
            <ul class="summary">\(summary())</ul>
            </header>
            <main>
            <article aria-label="\(Text("报告原文", "The report")[language])">\(marked())</article>
            <aside aria-label="\(Text("核对结果", "What was found")[language])">
            \(panels())
            </aside>
            </main>
            </body>
            </html>

            """
    }

    private var fileName: String { report.text.file.split(separator: "/").last.map(String.init) ?? "" }

    private func summary() -> String {
        let counts = report.summary
        return [Verdict.inconsistent, .question, .rounding, .consistent, .unchecked].map { verdict in
            "<li class=\"\(verdict.rawValue)\"><b>\(counts[verdict] ?? 0)</b> \(verdict.text[language])</li>"
        }.joined()
    }

    // MARK: - The text

    /// The text, each number in a mark that leads to its first claim.
    private func marked() -> String {
        var claimOf: [Int: Int] = [:]
        for (index, claim) in report.claims.enumerated() {
            for number in [claim.stated] + claim.inputs
            where claimOf[number.range.lowerBound] == nil || outranks(claim, claimOf[number.range.lowerBound]) {
                claimOf[number.range.lowerBound] = index
            }
        }
        let source = Array(report.text.text.unicodeScalars)
        var html = "<p>"
        var position = 0
        func copy(to end: Int) {
            while position < end {
                if source[position] == "\n" { html += "<br>" } else { Self.append(source[position], to: &html) }
                position += 1
            }
        }
        for number in report.numbers where number.role == .claim && number.range.lowerBound >= position {
            copy(to: number.range.lowerBound)
            let verdict = number.verdict
            let tip = Self.escaped(verdict.text[language])
            if let claim = claimOf[number.range.lowerBound] {
                html += "<a class=\"n \(verdict.rawValue)\" id=\"n\(number.range.lowerBound)\" href=\"#c\(claim)\" title=\"\(tip)\">"
                copy(to: number.range.upperBound)
                html += "</a>"
            } else {
                html += "<span class=\"n unchecked\" title=\"\(tip)\">"
                copy(to: number.range.upperBound)
                html += "</span>"
            }
        }
        copy(to: source.count)
        return html + "</p>"
    }

    private func outranks(_ claim: Claim, _ other: Int?) -> Bool {
        guard let other else { return true }
        return Self.order(claim.verdict) < Self.order(report.claims[other].verdict)
    }

    private static func order(_ verdict: Verdict) -> Int {
        switch verdict {
        case .inconsistent: 0
        case .question: 1
        case .rounding: 2
        case .consistent: 3
        case .unchecked: 4
        }
    }

    // MARK: - The claims

    private func panels() -> String {
        guard !report.claims.isEmpty else {
            return "<p class=\"none\">\(Text("没有发现可核对的数字关系。", "No relations between numbers were found.")[language])</p>"
        }
        let sorted = report.claims.enumerated().sorted {
            (Self.order($0.element.verdict), $0.offset) < (Self.order($1.element.verdict), $1.offset)
        }
        return sorted.map { panel($0.element, $0.offset) }.joined(separator: "\n")
    }

    private func panel(_ claim: Claim, _ index: Int) -> String {
        let open = claim.verdict == .inconsistent || claim.verdict == .question ? " open" : ""
        let stated = Self.escaped(Phrasing.clean(claim.stated.text))
        var rows = "<p class=\"reason\">\(Self.escaped(claim.reason[language]))</p>"
        if !claim.formula.isEmpty { rows += "<p class=\"formula\">\(Self.escaped(claim.formula))</p>" }
        if let interval = claim.interval, !interval.isExact {
            let low = Phrasing.value(interval.low, unit: claim.computedUnit)
            let high = Phrasing.value(interval.high, unit: claim.computedUnit)
            rows += "<p class=\"interval\">\(Text("可能的取值", "possible values")[language])：\(Self.escaped(low)) – \(Self.escaped(high))</p>"
        }
        if !claim.sentence.isEmpty { rows += "<blockquote>\(Self.escaped(claim.sentence))</blockquote>" }
        return """
            <details class="\(claim.verdict.rawValue)" id="c\(index)"\(open)>
            <summary><b>\(claim.verdict.text[language])</b> \(claim.kind.text[language]) <a href="#n\(claim.stated.range.lowerBound)">\(stated)</a></summary>
            \(rows)
            </details>
            """
    }

    // MARK: - Escaping

    static func escaped(_ text: String) -> String {
        var html = ""
        for scalar in text.unicodeScalars { append(scalar, to: &html) }
        return html
    }

    /// One scalar at a time; marks that are not seen and would turn the text about are left out.
    static func append(_ scalar: Unicode.Scalar, to html: inout String) {
        switch scalar {
        case "&": html += "&amp;"
        case "<": html += "&lt;"
        case ">": html += "&gt;"
        case "\"": html += "&quot;"
        case "'": html += "&#39;"
        default: if !scalar.isUnseen, scalar != "\u{0C}" { html.unicodeScalars.append(scalar) }
        }
    }

    private static let style = """
        :root{--ink:#1f2328;--soft:#656d76;--line:#d8dee4;--bad:#b42318;--ask:#8a5a00;--ok:#1a6e3c;--near:#1f5fa8}
        *{box-sizing:border-box}
        body{margin:0;color:var(--ink);background:#fff;font:16px/1.8 "Noto Serif CJK SC","Source Han Serif SC","Songti SC",SimSun,serif}
        header,main{max-width:1180px;margin:0 auto;padding:0 20px}
        header{padding-top:24px;border-bottom:1px solid var(--line)}
        h1{font-size:22px;margin:0}.file{color:var(--soft);margin:4px 0;overflow-wrap:anywhere}
        .summary{display:flex;flex-wrap:wrap;gap:6px 20px;list-style:none;padding:0;margin:8px 0 16px;font-size:15px}
        main{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:32px;padding-top:20px}
        article{overflow-wrap:anywhere}article p{margin:0}
        aside{font-size:14px;line-height:1.6}
        .n{color:inherit;text-decoration:none;border-bottom:2px solid var(--line);font-variant-numeric:tabular-nums}
        a.n:hover,a.n:focus{background:#f6f8fa}.n:target{background:#fff3bf}
        .n.consistent{border-color:var(--ok)}.n.rounding{border-color:var(--near);border-bottom-style:dashed}
        .n.question{border-color:var(--ask);background:#fff8e5}.n.inconsistent{border-color:var(--bad);background:#ffebe9}
        .n.unchecked{border-bottom-style:dotted}
        li.inconsistent b,details.inconsistent summary b{color:var(--bad)}li.question b,details.question summary b{color:var(--ask)}
        li.consistent b,details.consistent summary b{color:var(--ok)}li.rounding b,details.rounding summary b{color:var(--near)}
        details{border:1px solid var(--line);border-radius:6px;padding:8px 12px;margin:0 0 8px}details:target{outline:2px solid var(--near)}
        summary{cursor:pointer}details p{margin:6px 0}.formula{font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
        .interval,.none{color:var(--soft)}blockquote{margin:6px 0 0;padding-left:10px;border-left:3px solid var(--line);color:var(--soft);overflow-wrap:anywhere}
        @media(max-width:760px){main{grid-template-columns:minmax(0,1fr)}body{font-size:15px}header,main{padding-left:14px;padding-right:14px}}
        @media print{main{display:block}details{break-inside:avoid}}
        """
}

extension ClaimKind {
    public var text: Text {
        switch self {
        case .rate: Text("比率", "rate")
        case .partsSum: Text("分项与合计", "parts and total")
        case .difference: Text("差额", "difference")
        case .share: Text("占比", "share")
        case .growth: Text("增长", "growth")
        case .points: Text("百分点", "percentage points")
        case .threshold: Text("界限", "threshold")
        case .subset: Text("其中", "subset")
        case .columnSum: Text("列合计", "column total")
        case .unitPair: Text("同一数量", "same quantity")
        case .band: Text("等级", "grade")
        case .overFulfilment: Text("超额完成", "over-fulfilment")
        }
    }
}
