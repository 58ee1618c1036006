import ArgumentParser
import Evaluation
import Foundation
import Ledgers
import Quantities
import Store

/// What year, and by whose data.
struct YearOption: ParsableArguments {
    @Option(help: "评价年度。 The year evaluated.")
    var year = 2023
}

extension Workplace {
    /// The evaluator of a year; data files in DIR/years/2023 take the place of the bundled ones.
    func evaluator(_ year: Int) throws -> Evaluator {
        let model = try YearModel.load(year: year, overrides: directory, regions: regions)
        return Evaluator(model: model, database: store, access: access)
    }
}

struct EvaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "评价：计算全部指标并评分。 Evaluate: compute every indicator and score it.")

    @OptionGroup var year: YearOption
    @OptionGroup var data: DataOption
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let result = try await Workplace.with(data.path) { workplace in
            let evaluator = try workplace.evaluator(year.year)
            return try await evaluator.evaluate(evaluator.current())
        }
        if common.json { return try Console.json(EvaluationDocument(result)) }
        EvaluationPrinter(result).show()
    }
}

/// An evaluation on a terminal: the tables of indicators, then what a reader should know.
struct EvaluationPrinter {
    let result: EvaluationResult

    init(_ result: EvaluationResult) { self.result = result }

    func show() {
        let language = Console.language
        guard !result.snapshot.pages.isEmpty else {
            Console.say("\(result.year)年还没有账页：先用 anju import 报送文件。", "No pages for \(result.year) yet: file returns with anju import.")
            return
        }
        for programme in result.programmes {
            let total = Self.points(programme.score)
            Console.say(
                "\n\(programme.scheme.title.zh)　得分 \(total) / \(Self.points(programme.scheme.total))　等次 \(programme.band.zh)"
                    + (programme.scheme.weightsConfirmed ? "" : "　（权重为示例，未经确认）"),
                "\n\(programme.scheme.title.en): \(total) of \(Self.points(programme.scheme.total)), \(programme.band.en)"
                    + (programme.scheme.weightsConfirmed ? "" : " (weights are placeholders, not confirmed)"))
            var rows = [
                [
                    Text("指标", "Indicator"), Text("目标值", "Target"), Text("实际值", "Actual"), Text("完成率", "Rate"), Text("分值", "Weight"),
                    Text("得分", "Score"),
                ].map { $0[language] }
            ]
            for indicator in programme.indicators {
                rows.append([
                    indicator.indicator.title[language], indicator.target?.text(language) ?? "", indicator.actual?.text(language) ?? "",
                    indicator.rate.map { NumberFormat(decimals: 2).text($0, unit: .percent) } ?? "",
                    Self.points(indicator.indicator.weight),
                    indicator.score.map(Self.points) ?? "—",
                ])
            }
            Console.table(rows, rightAligned: [1, 2, 3, 4, 5])
        }
        showNotes()
    }

    private func showNotes() {
        let unexplained = result.overCompletions.filter { $0.explanation == nil }
        Console.say(
            "\n超额完成较多：\(result.overCompletions.count)项，其中\(unexplained.count)项未说明原因",
            "\nFar above target: \(result.overCompletions.count), of which \(unexplained.count) without a cause")
        for item in unexplained {
            let rate = NumberFormat(decimals: 2).text(item.rate, unit: .percent)
            Console.say("  \(item.indicator.title.zh) \(rate)", "  \(item.indicator.title.en) \(rate)")
        }
        let meter = result.evidence
        Console.say(
            "佐证：\(meter.assertions)句定性表述中\(meter.assertionsWithEvidence)句有台账佐证；\(meter.figures)个数中\(meter.figuresWithWholeChain)个可追溯到条目",
            "Evidence: \(meter.assertionsWithEvidence) of \(meter.assertions) assertions rest on ledgers; \(meter.figuresWithWholeChain) of \(meter.figures) figures can be followed to entries"
        )
        if !result.incompletePages.isEmpty {
            Console.say(
                "不完整账页：\(result.incompletePages.count)个（有被退回的行）", "Incomplete pages: \(result.incompletePages.count) (rows were sent back)")
        }
        let statistics = result.statistics
        Console.say(
            "账页\(statistics.pages)个：重新读取\(statistics.pagesRead)个，沿用\(statistics.pagesFromTallies)个；读取条目\(statistics.entriesRead)条",
            "Pages \(statistics.pages): \(statistics.pagesRead) read, \(statistics.pagesFromTallies) from tallies; \(statistics.entriesRead) entries read"
        )
    }

    static func points(_ value: Rational) -> String { NumberFormat(decimals: 2).digits(value, unit: .score) }
}
