import ArgumentParser
import Evaluation
import Foundation
import Ledgers
import Quantities
import Reports
import Returns
import Store
import Web

/// The outline a report follows.
struct OutlineOption: ParsableArguments {
    @Option(name: .customLong("template"), help: "提纲 programmes 或 supervision。 The report's outline.")
    var name = ReportTemplate.programmes.rawValue

    var template: ReportTemplate { ReportTemplate(rawValue: name) ?? .programmes }

    func validate() throws {
        guard ReportTemplate(rawValue: name) != nil else {
            throw ValidationError("--template: " + ReportTemplate.allCases.map(\.rawValue).joined(separator: " | "))
        }
    }
}

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "生成绩效评价报告（DOCX、HTML、PDF）和绩效自评表（XLSX）。 Make the report and the official form.")

    @Option(help: "输出目录。 Where to write.")
    var out = "out"

    @Option(help: "按哪次封账（如 2023-1）；不写则为当前账页。 From which freeze; the current pages where left out.")
    var freeze: String?

    @OptionGroup var outline: OutlineOption

    @Flag(help: "不生成 PDF。 No PDF.")
    var noPdf = false

    @OptionGroup var year: YearOption
    @OptionGroup var data: DataOption
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let made = try await Workplace.with(data.path) { workplace in
            try await ReportMaker(workplace: workplace, year: year.year).make(
                freeze: freeze, template: outline.template, makesPDF: !noPdf, to: out)
        }
        if common.json { return try Console.json(made.files) }
        for file in made.files { print(file) }
        if let notice = made.notice { Console.error(notice[Console.language]) }
    }
}

/// Evaluates (a freeze, or the current pages), traces what the report says, and writes the files.
struct ReportMaker {
    let workplace: Workplace
    let year: Int
    /// Entries shown with each figure in the web report.
    var rows = 12

    struct Made {
        var files: [String]
        var notice: Text?
        var result: EvaluationResult
    }

    func make(freeze name: String?, template: ReportTemplate, makesPDF: Bool, to directory: String) async throws -> Made {
        let documents = try await documents(name)
        let report = documents.options(Console.language, template: template, date: CivilDate.inChina(at: Date()))
        let converter = makesPDF ? PDFConverter.installed() : nil
        let options = ReportFiles.Options(report: report, traces: try await documents.traces(), converter: converter)
        let files = try ReportFiles.write(documents.result, to: directory, options: options)
        return Made(files: files, notice: makesPDF && converter == nil ? PDFConverter.missing.text : nil, result: documents.result)
    }

    /// The evaluation of a freeze or of now, ready to be written.
    func documents(_ name: String?) async throws -> YearDocuments {
        let (evaluator, snapshot, freeze) = try await evaluator(name)
        let cells = ReturnFiles(database: workplace.store, vault: workplace.vault, access: workplace.access)
        var documents = YearDocuments(
            evaluator: evaluator, result: try await evaluator.evaluate(snapshot), freeze: freeze, rows: rows, cells: cells)
        documents.assessed = try await AssessedFigures.read(workplace.store, workplace.access, year: year)
        return documents
    }

    /// The evaluator and snapshot of a freeze (by the year's data as it was then), or of now.
    func evaluator(_ name: String?) async throws -> (Evaluator, Snapshot, Freeze?) {
        guard let name else {
            let evaluator = try workplace.evaluator(year)
            return (evaluator, try await evaluator.current(), nil)
        }
        let access = workplace.access
        let freeze = try await workplace.store.read { try Freezes.find($0, access, name) }
        let (evaluator, snapshot) = try await Freezes.evaluator(workplace.store, access, of: freeze, regions: workplace.regions)
        return (evaluator, snapshot, freeze)
    }
}

struct ReadbackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "readback", abstract: "回读：把改过文字的报告与评价结果逐数核对。 Read an edited report back and compare each bound number.")

    @Argument(help: "报告（DOCX）。 The report.")
    var path: String

    @Option(help: "按哪次封账核对；不写则为当前账页。 Against which freeze; the current pages where left out.")
    var freeze: String?

    @OptionGroup var outline: OutlineOption

    @OptionGroup var year: YearOption
    @OptionGroup var data: DataOption
    @OptionGroup var common: CommonOptions

    func run() async throws {
        guard FileManager.default.fileExists(atPath: path) else {
            throw ReturnError("P-13", "文件不存在：\(path)", "no such file: \(path)", kind: .notFound)
        }
        let report = try await Workplace.with(data.path) { workplace in
            let (evaluator, snapshot, frozen) = try await ReportMaker(workplace: workplace, year: year.year).evaluator(freeze)
            var options = ReportOptions(
                language: Console.language, template: outline.template, freeze: frozen.map { FreezeMark(name: $0.name, root: $0.root.hex) })
            options.assessed = try await AssessedFigures.read(workplace.store, workplace.access, year: year.year)
            return try await Readback.compare(path, with: evaluator.evaluate(snapshot), options: options)
        }
        if common.json {
            try Console.json(report)
        } else {
            for line in report.lines(Console.language) { print(line) }
            Console.say(
                report.isFaithful ? "报告与数据相符。" : "报告与数据不符，见上。",
                report.isFaithful ? "The report agrees with the data." : "The report does not agree with the data; see above.")
        }
        if !report.isFaithful { throw Exit.faults.code }
    }
}
