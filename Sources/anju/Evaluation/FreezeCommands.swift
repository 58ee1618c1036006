import ArgumentParser
import Evaluation
import Foundation
import Ledgers
import Quantities
import Reports
import Store

extension Freezes {
    /// Now, as freezes are dated: `2024-02-20T08:30:00Z`.
    static var now: String { Date().formatted(.iso8601) }
}

struct FreezeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "freeze", abstract: "封账：对账页、规则、目标、方案和结果取一个根值；--list 列出。 Freeze the year under one hash; --list shows them.")

    @Option(help: "说明。 A note.")
    var note = ""

    @OptionGroup var outline: OutlineOption

    @Flag(help: "列出已有封账。 List freezes.")
    var list = false

    @OptionGroup var year: YearOption
    @OptionGroup var data: DataOption
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await Workplace.with(data.path) { workplace in
            let access = workplace.access
            if list {
                let freezes = try await workplace.store.read { try Freezes.list($0, access) }
                if common.json { return try Console.json(freezes) }
                Console.table(freezes.map { [$0.name, $0.madeAt, $0.root.hex, $0.note] })
                if freezes.isEmpty { Console.say("还没有封账。", "No freezes yet.") }
                return
            }
            let freeze = try await Freezes.create(
                workplace.evaluator(year.year), template: outline.template.rawValue, note: note, at: Freezes.now)
            if common.json { return try Console.json(freeze) }
            Console.say("已封账 \(freeze.name)，根值 \(freeze.root.hex)", "Frozen as \(freeze.name), root \(freeze.root.hex)")
        }
    }
}

struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "比较两次封账（或封账与当前）：变动的账页、数、得分、句子。 What changed between two freezes, or a freeze and now.")

    @Argument(help: "先前的封账，如 2023-1。 The earlier freeze.")
    var before: String

    @Argument(help: "后来的封账；不写则为当前账页。 The later freeze; now where left out.")
    var after: String?

    @OptionGroup var data: DataOption
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let comparison = try await Workplace.with(data.path) { workplace in
            let access = workplace.access
            let first = try await workplace.store.read { [before] in try Freezes.find($0, access, before) }
            guard let after else {
                let evaluator = try workplace.evaluator(first.year)
                let result = try await evaluator.evaluate(evaluator.current())
                return try await workplace.store.read { try Freezes.compare($0, access, first, result) }
            }
            return try await workplace.store.read { try Freezes.compare($0, access, first, Freezes.find($0, access, after)) }
        }
        if common.json { return try Console.json(comparison) }
        Console.say("\(comparison.before) → \(comparison.after)", "\(comparison.before) → \(comparison.after)")
        if comparison.isEmpty { return Console.say("没有变化。", "Nothing changed.") }
        if !comparison.materials.isEmpty {
            Console.say(
                "规则和方案：" + comparison.materials.joined(separator: "、"), "Rules and schemes: " + comparison.materials.joined(separator: ", ")
            )
        }
        Console.say("账页\(comparison.pages.count)个：", "Pages, \(comparison.pages.count):")
        Console.table(comparison.pages.map { ["  " + $0.address, "v\($0.before ?? 0) → v\($0.after ?? 0)"] })
        Console.say("数\(comparison.figures.count)个：", "Figures, \(comparison.figures.count):")
        Console.table(comparison.figures.map { ["  " + $0.figure, $0.printedBefore, "→", $0.printedAfter] }, rightAligned: [1, 3])
        Console.say("得分\(comparison.scores.count)个：", "Scores, \(comparison.scores.count):")
        Console.table(
            comparison.scores.map {
                ["  " + $0.subject, $0.before.map(EvaluationPrinter.points) ?? "—", "→", $0.after.map(EvaluationPrinter.points) ?? "—"]
            },
            rightAligned: [1, 3])
        Console.say("句子\(comparison.statements.count)句：", "Sentences, \(comparison.statements.count):")
        for change in comparison.statements {
            if let text = change.before { print("  - " + text[Console.language]) }
            if let text = change.after { print("  + " + text[Console.language]) }
        }
    }
}
