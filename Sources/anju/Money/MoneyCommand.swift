import ArgumentParser
import Casework
import Foundation
import Ledgers
import Quantities
import Store

struct MoneyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "money",
        abstract: "资金：下达、分配、拨付、支出和执行率，以及自动生成的疑点清单。 Money: how far it has come, and the lists that make themselves.")

    @Option(help: "截至日期，不写为今天。 As of this day; today where left out.")
    var day: String?

    @OptionGroup var year: YearOption
    @OptionGroup var data: DataOption
    @OptionGroup var common: CommonOptions

    func run() async throws {
        if let day, CivilDate(day) == nil { throw ValidationError("日期应如2023-07-05：\(day) / a day such as 2023-07-05: \(day)") }
        let day = self.day.flatMap { CivilDate($0) } ?? Moment.now.date
        let number = year.year
        let (overview, findings) = try await Workplace.with(data.path) { workplace in
            let access = workplace.access
            return try await workplace.store.read { connection in
                (
                    try MoneyOverview(connection, access, year: number),
                    try MoneyFindings.all(connection, access, year: number, on: day)
                )
            }
        }
        if common.json { return try Console.json(findings.map(Line.init)) }
        let language = Console.language
        let percent = NumberFormat(decimals: 2)
        let heads = [
            Text("专项", "programme"), Text("下达", "allotted"), Text("分配", "allocated"), Text("拨付", "disbursed"), Text("支出", "spent"),
            Text("执行率", "execution"),
        ]
        Console.table(
            [heads.map { $0[language] }]
                + overview.programmes.map { flow in
                    let name = Choices.programme.first { $0.code == flow.programme }?.name ?? Text(flow.programme, flow.programme)
                    return [name[language]] + [flow.allotted, flow.allocated, flow.disbursed, flow.spent].map(Self.money)
                        + [flow.execution(ofCity: true).map { percent.text($0, unit: .percent) } ?? "—"]
                })
        for list in MoneyList.allCases {
            let found = findings.filter { $0.list == list }
            print("\(list.code) \(list.title[language])：\(found.count)")
            for finding in found.prefix(20) {
                let place = [finding.district?.digits, finding.document, finding.project].compactMap { $0 }.filter { !$0.isEmpty }
                print("  \(Self.money(finding.amount))　\(place.joined(separator: " "))　\(finding.text[language])")
            }
            if found.count > 20 { Console.say("  另有\(found.count - 20)条，见 --json", "  and \(found.count - 20) more: see --json") }
        }
    }

    private static func money(_ fen: Int64) -> String {
        NumberFormat(scale: .wan, decimals: 2).text(Rational(fen, 100), unit: .yuan, language: Console.language)
    }

    /// One finding, for programs; amounts in fen.
    private struct Line: Encodable {
        let list: String
        let code: String
        let district: String?
        let programme: String
        let document: String
        let project: String
        let amount: Int64
        let days: Int?
        let text: Text

        init(_ finding: MoneyFinding) {
            (list, code, district) = (finding.list.rawValue, finding.list.code, finding.district?.digits)
            (programme, document, project) = (finding.programme, finding.document, finding.project)
            (amount, days, text) = (finding.amount, finding.days, finding.text)
        }
    }
}
