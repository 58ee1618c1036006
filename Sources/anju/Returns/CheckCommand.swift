import ArgumentParser
import Foundation
import Ledgers
import Quantities
import Returns

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "校核文件而不收录；可导出错误反馈表。 Check a file without storing; the error workbook on request.")

    @Argument(help: "文件。 The file.")
    var path: String

    @Option(help: "错误反馈表写到这里（.xlsx）。 Where to write the error workbook.")
    var errors: String?

    @OptionGroup var file: FileOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let regions = Regions.beijing
        let access = Access.program(city: regions.city.code, districts: .all, actor: NSUserName())
        let outcome = try Intake.check(path, regions: regions, access: access, options: try file.intake())
        var marked = 0
        if let errors {
            var workbook = ErrorWorkbook()
            workbook.language = Console.language
            marked = try workbook.write(outcome.findings, in: path, to: errors)
        }
        if common.json {
            try Console.json(
                CheckResult(
                    file: URL(fileURLWithPath: path).lastPathComponent, rows: outcome.rows, accepted: outcome.accepted,
                    rejected: outcome.rows - outcome.accepted, pages: outcome.pages, ledgers: outcome.layouts.map(\.ledger),
                    findings: outcome.findings.list, findingCounts: outcome.findings.counts,
                    notRun: Self.notRun))
        } else {
            Console.say(
                "\(outcome.rows)行 = 合格\(outcome.accepted) + 有错\(outcome.rows - outcome.accepted)；账页\(outcome.pages.count)个；发现\(outcome.findings.total)条",
                "\(outcome.rows) rows = \(outcome.accepted) good + \(outcome.rows - outcome.accepted) faulty; \(outcome.pages.count) pages; \(outcome.findings.total) findings"
            )
            for finding in outcome.findings.list { print("  " + finding.line(Console.language)) }
            if outcome.findings.list.count < outcome.findings.total {
                Console.say(
                    "  ……另有\(outcome.findings.total - outcome.findings.list.count)条未列出",
                    "  … \(outcome.findings.total - outcome.findings.list.count) more not listed")
            }
            if let errors { Console.say("错误反馈表：\(errors)（标出\(marked)行）", "error workbook: \(errors) (\(marked) rows marked)") }
            for rule in Self.notRun { Console.say("未执行：\(rule.zh)", "not run: \(rule.en)") }
        }
        if outcome.findings.errors > 0 { throw Exit.faults.code }
    }

    /// Checking a file alone cannot compare it with what is in the books.
    static let notRun = [
        Text(
            "跨台账校核、与上期比较、与自报汇总数核对（收录后执行）",
            "rules across ledgers, against earlier periods and stated totals (they run once the file is taken)")
    ]
}

/// What `anju check --json` prints.
struct CheckResult: Encodable {
    var file: String
    var rows: Int
    var accepted: Int
    var rejected: Int
    var pages: [String]
    var ledgers: [String]
    var findings: [Finding]
    var findingCounts: [String: Int]
    var notRun: [Text]
}
