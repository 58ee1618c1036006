internal import Quantities

/// The report's text with every number marked: one that claims something leads to its first claim, the others say what they are.
struct MarkedText {
    private let report: ClaimReport
    private let language: Language
    private let outcomes: [Int: FigureMatch]

    init(_ page: ReportPage) {
        report = page.report
        language = page.language
        outcomes = Dictionary((page.matches ?? []).map { ($0.number.range.lowerBound, $0) }) { first, _ in first }
    }

    func html() -> String {
        let claims = claimOfNumber()
        let source = Array(report.text.text.unicodeScalars)
        var html = "<p>"
        var position = 0
        func copy(to end: Int) {
            while position < end {
                if source[position] == "\n" { html += "<br>" } else { Markup.append(source[position], to: &html) }
                position += 1
            }
        }
        for number in report.numbers where number.range.lowerBound >= position {
            copy(to: number.range.lowerBound)
            let start = number.range.lowerBound
            let tip = Markup.escaped(tip(number))
            if number.role != .claim {
                html += "<span class=\"n other\" title=\"\(tip)\">"
                copy(to: number.range.upperBound)
                html += "</span>"
            } else if let claim = claims[start] {
                html += "<a class=\"n \(number.verdict.rawValue)\(mark(start))\" id=\"n\(start)\" href=\"#c\(claim)\" title=\"\(tip)\">"
                copy(to: number.range.upperBound)
                html += "</a>"
            } else {
                html += "<span class=\"n unchecked\(mark(start))\" id=\"n\(start)\" title=\"\(tip)\">"
                copy(to: number.range.upperBound)
                html += "</span>"
            }
        }
        copy(to: source.count)
        return html + "</p>"
    }

    private func mark(_ start: Int) -> String { outcomes[start]?.outcome == .differs ? " differs" : "" }

    /// 一致; 3.83亿元 = 383000000元; 与评价结果一致.
    private func tip(_ number: ReportNumber) -> String {
        guard number.role == .claim else { return number.role.text[language] }
        var tip = number.verdict.text[language] + Text("：", ": ")[language] + Phrasing.value(number.value, unit: number.unit)
        if let match = outcomes[number.range.lowerBound] {
            switch match.outcome {
            case .found:
                tip += Text("；与评价结果一致（\(match.figure?.title.zh ?? "")）", "; as evaluated (\(match.figure?.title.en ?? ""))")[language]
            case .differs:
                tip += Text("；与评价结果不同（\(match.figure?.title.zh ?? "")）", "; differs from \(match.figure?.title.en ?? "")")[language]
            case .notFound: tip += Text("；评价结果中未找到", "; not found in the evaluation")[language]
            }
        }
        return tip
    }

    /// The gravest claim each number takes part in.
    private func claimOfNumber() -> [Int: Int] {
        var claims: [Int: Int] = [:]
        for (index, claim) in report.claims.enumerated() {
            for number in [claim.stated] + claim.inputs {
                guard let known = claims[number.range.lowerBound] else {
                    claims[number.range.lowerBound] = index
                    continue
                }
                if rank(claim.verdict) < rank(report.claims[known].verdict) { claims[number.range.lowerBound] = index }
            }
        }
        return claims
    }

    private func rank(_ verdict: Verdict) -> Int { ReportPage.order.firstIndex(of: verdict) ?? 0 }
}

extension NumberRole {
    /// What the number is, where it claims nothing.
    var text: Text {
        switch self {
        case .claim: Text("数据", "claim")
        case .date: Text("日期", "date")
        case .year: Text("年份", "year")
        case .document: Text("文号", "document number")
        case .article: Text("条款", "article")
        case .heading: Text("标题序号", "heading")
        case .ordinal: Text("序数", "ordinal")
        case .phone: Text("电话", "telephone")
        case .code: Text("编码", "code")
        case .name: Text("名称", "name")
        case .age: Text("年龄", "age")
        case .era: Text("规划期", "plan period")
        case .page: Text("页码", "page")
        }
    }
}
