import ArgumentParser
import Foundation

@main
struct Anju: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "anju",
        abstract: "安居：从区县报送到绩效评价报告，每个数都能追溯到来源单元格。 Anju: from districts' returns to a report whose every number can be followed back.",
        discussion: """
            退出码 Exit codes: 0 完成 done · 1 输入有问题 faults found in the input · 2 用法错误 usage · 3 未找到 not found \
            · 4 拒绝（锁定、未变化）refused (locked, unchanged) · 70 内部错误 internal
            """,
        version: "0.1.0",
        subcommands: [
            ServeCommand.self, RoutesCommand.self, CasesCommand.self, UserCommand.self, TokenCommand.self, CodeCommand.self,
            DemoCommand.self, TemplateCommand.self, CheckCommand.self, ImportCommand.self, ReceiptsCommand.self,
            EvaluateCommand.self, RulesCommand.self, MoneyCommand.self, TraceCommand.self, FreezeCommand.self, CompareCommand.self,
            VerifyCommand.self,
            ReportCommand.self, FormCommand.self, BundleCommand.self, ReadbackCommand.self, ClaimsCommand.self, ExampleCommand.self,
            LedgersCommand.self, PollCommand.self,
            BenchCommand.self,
        ])

    static func main() async {
        // A closed pipe (`anju … | head`) is no reason to die loudly.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            Foundation.exit(Exit.report(error))
        }
    }
}
