import ArgumentParser
import Casework
import Foundation
import Ledgers
import Quantities
import Store

struct CasesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cases", abstract: "列出事项类别或一类事项；输出办理规则的文档。 Kinds of cases, the cases of one, or the documentation of their acts.")

    @Argument(help: "事项类别，如 certificate；不写则列出全部类别。 A kind; all kinds where left out.")
    var kind: String?

    @Option(help: "年度。 Year.")
    var year = 2023

    @Flag(help: "输出 docs/cases.md 的内容。 Print docs/cases.md.")
    var markdown = false

    @OptionGroup var data: DataOption
    @OptionGroup var common: CommonOptions

    func run() async throws {
        if markdown {
            FileHandle.standardOutput.write(Data(CaseCatalogue.documentation.utf8))
            return
        }
        let kinds = try kind.map { name in
            guard let kind = CaseCatalogue.kind(name) else {
                throw ValidationError("KIND: " + CaseCatalogue.all.map(\.name).joined(separator: " | "))
            }
            return [kind]
        }
        let year = year
        try await Workplace.with(data.path) { workplace in
            let access = workplace.access
            for each in kinds ?? CaseCatalogue.all {
                let lines = try await workplace.store.read { try Cases.list($0, access, each, year: year) }
                let counts = lines.reduce(into: [:]) { $0[$1.state.code, default: 0] += 1 }
                let states = each.states.filter { counts[$0.code] != nil }
                let zh = states.map { "\($0.name.zh)\(counts[$0.code] ?? 0)" }.joined(separator: "，")
                let en = states.map { "\($0.name.en) \(counts[$0.code] ?? 0)" }.joined(separator: ", ")
                Console.say("\(each.name)　\(each.title.zh)　\(lines.count)件　\(zh)", "\(each.name) \(each.title.en): \(lines.count); \(en)")
                if kind == nil { continue }
                for line in lines {
                    Console.say(
                        "\(line.district)　\(line.key)　\(line.state.name.zh)　\(line.title)",
                        "\(line.district) \(line.key) \(line.state.name.en): \(line.title)")
                }
            }
        }
    }
}
