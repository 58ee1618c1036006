import ArgumentParser
import Claims
import Foundation
import Quantities

struct ClaimsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claims",
        abstract: "读任何一份公开的报告，核对其中的数字。 Read any published report and check its numbers.",
        discussion: """
            文件可为 TXT（UTF-8、GB 18030、UTF-16）、DOCX、PDF、HTML。有不一致之处时退出码为 1。
            The file may be text, Word, PDF or a web page. Exit 1 where anything is inconsistent.
            """)

    @Argument(help: "报告文件。 The report.")
    var path: String

    @Option(help: "另存为网页：标出每个数，旁注说明。 Write a page with every number marked and explained.")
    var html: String?

    @Option(help: "与哪个数据目录的评价结果核对。 Compare with the figures of this data directory.")
    var against: String?

    @OptionGroup var year: YearOption
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let report = ClaimReader().read(try ReportText(path: path))
        var matches: [FigureMatch]?
        if let against { matches = report.matches(against: try await KnownFigures.of(year.year, in: against)) }
        if let html { try write(report.html(language: Console.language, matches: matches), to: html) }
        if common.json {
            FileHandle.standardOutput.write(Data(report.json(matches: matches)))
            print()
        } else {
            ClaimPrinter(report: report, matches: matches, page: html).show()
        }
        if report.hasInconsistency || matches?.contains(where: { $0.outcome == .differs }) ?? false { throw Exit.faults.code }
    }

    private func write(_ page: String, to path: String) throws {
        do {
            try Data(page.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw ClaimError(.unwritable, place: path, Text("无法写入：\(path)", "cannot write: \(path)"))
        }
    }
}
