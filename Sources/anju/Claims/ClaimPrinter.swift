import Claims
import Foundation
import Quantities

/// What was found in a report, on a terminal: what does not hold first, then what a reader would ask, then the counts.
struct ClaimPrinter {
    let report: ClaimReport
    let matches: [FigureMatch]?
    /// Where the page was written.
    let page: String?

    func show() {
        let language = Console.language
        for verdict in [Verdict.inconsistent, .question, .rounding] {
            let claims = report.claims.filter { $0.verdict == verdict }
            guard !claims.isEmpty else { continue }
            Console.say("\(verdict.text.zh)　\(claims.count)处", "\(verdict.text.en): \(claims.count)")
            for claim in claims.prefix(200) { show(claim, language) }
            if claims.count > 200 { Console.say("  ……另有\(claims.count - 200)处，见 --json", "  … \(claims.count - 200) more; see --json") }
        }
        let counts = report.summary
        Console.say(
            "共读出\(report.numbers.count)个数，\(report.claims.count)处数字关系："
                + Verdict.allCases.map { "\($0.text.zh)\(counts[$0] ?? 0)" }.joined(separator: "，"),
            "\(report.numbers.count) numbers, \(report.claims.count) relations: "
                + Verdict.allCases.map { "\($0.text.en) \(counts[$0] ?? 0)" }.joined(separator: ", "))
        if let matches { show(matches, language) }
        if let page { Console.say("网页：\(page)", "page: \(page)") }
    }

    private func show(_ claim: Claim, _ language: Language) {
        print("  \(claim.kind.text[language])　\(Phrasing.clean(claim.stated.text))　\(claim.formula)")
        if let interval = claim.interval, !interval.isExact, claim.verdict == .rounding {
            let ends = [interval.low, interval.high].map { Phrasing.value($0, unit: claim.computedUnit) }
            Console.say("    可能的取值 \(ends[0]) 至 \(ends[1])", "    possible values \(ends[0]) to \(ends[1])")
        }
        print("    \(claim.reason[language])")
        if !claim.sentence.isEmpty { print("    “\(Self.short(claim.sentence))”") }
    }

    private func show(_ matches: [FigureMatch], _ language: Language) {
        let count = { (outcome: FigureMatch.Outcome) in matches.count { $0.outcome == outcome } }
        Console.say(
            "与评价结果对照：一致\(count(.found))，不同\(count(.differs))，未找到\(count(.notFound))",
            "against the evaluation: found \(count(.found)), differs \(count(.differs)), not found \(count(.notFound))")
        for match in matches where match.outcome == .differs {
            guard let figure = match.figure else { continue }
            let printed = figure.format.text(figure.value, unit: figure.unit, language: language)
            print("  \(Phrasing.clean(match.number.text)) ≠ \(printed)　\(figure.title[language])（\(figure.id)）")
        }
        for match in matches where match.outcome == .notFound {
            print("  ? \(Phrasing.clean(match.number.text))　\(Phrasing.clean(match.number.label))")
        }
    }

    /// A sentence cut to a line or two.
    private static func short(_ sentence: String) -> String {
        let scalars = sentence.unicodeScalars
        return scalars.count <= 90 ? String(scalars) : String(String.UnicodeScalarView(scalars.prefix(88))) + "…"
    }
}
