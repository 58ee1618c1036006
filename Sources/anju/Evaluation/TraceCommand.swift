import ArgumentParser
import Evaluation
import Foundation
import Ledgers
import Quantities
import Returns
import Store

struct TraceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace", abstract: "追溯：一个数的公式、账页、条目和来源单元格。 Trace a figure to its formula, pages, entries and cells.")

    @Argument(help: "数的编号，如 rental.bonded.raised；不写则列出全部。 A figure; without it, all are listed.")
    var figure: String?

    @Option(help: "区划代码或名称。 District.")
    var district: String?

    @Option(help: "最多列出多少条条目。 How many entries to show.")
    var rows = 20

    @OptionGroup var year: YearOption
    @OptionGroup var data: DataOption
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await Workplace.with(data.path) { workplace in
            let evaluator = try workplace.evaluator(year.year)
            guard let figure else { return try await list(evaluator) }
            let region = try district.map { try workplace.region($0).code }
            guard let id = FigureID(figure) else { throw ValidationError("FIGURE: rental.bonded.raised") }
            let trace = try await evaluator.trace(FigureReference(id, region), in: evaluator.current())
            let cells = ReturnFiles(database: workplace.store, vault: workplace.vault, access: workplace.access)
            let document = try await evaluator.document(of: trace, rows: rows, cells: cells)
            if common.json { return try Console.json(document) }
            for line in document.lines(Console.language) {
                print(
                    String(repeating: "  ", count: line.depth)
                        + [line.label, line.value, line.detail].filter { !$0.isEmpty }.joined(separator: "  "))
            }
            Console.say("各账页、各条目之和与该数相符。", "Pages and entries add up to the number.")
        }
    }

    private func list(_ evaluator: Evaluator) async throws {
        let result = try await evaluator.evaluate(evaluator.current())
        let figures = result.figures.values.filter { $0.reference.region == nil }.sorted { $0.reference < $1.reference }
        if common.json { return try Console.json(Dictionary(uniqueKeysWithValues: figures.map { ($0.reference.tag, $0.text(.chinese)) })) }
        Console.table(figures.map { [$0.reference.tag, $0.title[Console.language], $0.text(Console.language)] }, rightAligned: [2])
    }
}
