import ArgumentParser
import Evaluation
import Foundation
import Ledgers
import Quantities
import Store

struct RulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "跨台账校核：台账之间、与自报汇总数、与上月比较。 Rules across ledgers, against stated totals and the month before.")

    @OptionGroup var year: YearOption
    @OptionGroup var data: DataOption
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let report = try await Workplace.with(data.path) { workplace in
            let evaluator = try workplace.evaluator(year.year)
            return try await evaluator.rules(evaluator.current())
        }
        if common.json {
            try Console.json(report)
        } else {
            let language = Console.language
            Console.table(
                report.rules.map { rule in
                    let outcome =
                        rule.reason.map { "\(Tier.notRun.title[language])（\($0[language])）" }
                        ?? (rule.findings == 0 ? Text("通过", "passed") : Text("发现\(rule.findings)条", "\(rule.findings) found"))[language]
                    return [rule.code, rule.tier.title[language], outcome, rule.title[language]]
                })
            for finding in report.findings {
                let sides = [finding.left, finding.right].map { "\($0.label[language]) \($0.value?.exactDecimal ?? "—")（\($0.place)）" }
                print(
                    "  [\(finding.code)] \(finding.tier.title[language]) \(finding.text[language])："
                        + sides.joined(separator: Text("，", ", ")[language]))
                if let cause = finding.explanation { Console.say("    已说明：\(cause)", "    explained: \(cause)") }
            }
        }
        if report.errors > 0 { throw Exit.faults.code }
    }
}
