import ArgumentParser
import Evaluation
import Foundation
import Quantities
import Reports

struct FormCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "form", abstract: "生成绩效目标申报表（年初）或绩效运行监控表（年中），XLSX。 Make the target form or the monitoring form.")

    enum Form: String, CaseIterable, ExpressibleByArgument {
        case target
        case monitoring
    }

    @Argument(help: "target 绩效目标申报表，monitoring 绩效运行监控表。 Which form.")
    var form: Form

    @Option(help: "监控到几月（1至12）。 Monitoring through this month.")
    var month = 12

    @Option(help: "输出文件。 The file to write.")
    var out: String?

    @Option(help: "按哪次封账（如 2023-1）；不写则为当前账页。 From which freeze; the current pages where left out.")
    var freeze: String?

    @OptionGroup var year: YearOption
    @OptionGroup var data: DataOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (1...12).contains(month) else { throw ValidationError("--month: 1 … 12") }
    }

    func run() async throws {
        let path = try await Workplace.with(data.path) { workplace in
            let documents = try await ReportMaker(workplace: workplace, year: year.year).documents(freeze)
            switch form {
            case .target:
                let path = out ?? "绩效目标申报表-\(documents.result.year).xlsx"
                try TargetForm.write(documents.result, to: path)
                return path
            case .monitoring:
                let path = out ?? "绩效运行监控表-\(documents.result.year)-\(month < 10 ? "0" : "")\(month).xlsx"
                try MonitoringForm.write(try await documents.through(month), through: month, to: path)
                return path
            }
        }
        if common.json { return try Console.json([path]) }
        print(path)
    }
}
