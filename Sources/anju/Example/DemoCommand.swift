import ArgumentParser
import Evaluation
import Example
import Foundation
import Ledgers
import Quantities
import Reports
import Returns
import Store

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "在示例城市上走完全程：报送、评价、封账、报告。 The whole way on the example city: file, evaluate, freeze, report.")

    @Option(name: .customLong("data"), help: "数据目录（新建）。 Data directory; made anew.")
    var data: String?

    @Option(help: "输出目录。 Where the documents go.")
    var out = "out"

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let directory = data ?? out + "/data"
        if data == nil { try? FileManager.default.removeItem(atPath: directory) }
        let started = Date()
        let source = out + "/returns"
        let files = try ExampleCity().write(to: source, without: ExamplePlay.ledgers)
        try await Workplace.with(directory) { workplace in
            _ = FileManager.default.createFile(atPath: directory + "/example", contents: nil)
            let staff = try await ExampleStaff.hire(in: workplace)
            try await ExampleReview.open(ExampleCity.year, in: workplace, staff: staff, on: Moment.now.date)
            var (receipts, rows, rejected, refused) = (0, 0, 0, 0)
            var played = (done: 0, refused: 0)
            // The city's registers come first, since what is decided rests on its meetings; corrections come after what they correct.
            func turn(_ file: WrittenFile) -> Int { file.isCorrection ? 2 : file.ledgers.contains(Sheet.meetings.ledger) ? 0 : 1 }
            var hasPlayed = false
            for file in files.sorted(by: { (turn($0), $0.path) < (turn($1), $1.path) }) {
                if turn(file) > 0, !hasPlayed {
                    hasPlayed = true
                    played = try await ExamplePlay.run(ExamplePlay.plays, in: workplace, staff: staff)
                }
                let result = await ImportCommand.take(file.path, in: workplace, options: IntakeOptions(), as: staff.filer(of: file.path))
                if let error = result.error {
                    refused += 1
                    if error.code != "P-10" { result.show() }
                } else {
                    receipts += 1
                    rows += result.rows
                    rejected += result.rejected
                }
            }
            let later = try await ExamplePlay.run(ExamplePlay.laterPlays, in: workplace, staff: staff)
            played = (played.done + later.done, played.refused + later.refused)
            Console.say(
                "0 办理　\(played.done)件次逐项办理（\(played.refused)件未办）", "0 Casework: \(played.done) acts done (\(played.refused) refused)")
            try await ExampleReview.pass(ExampleCity.year, in: workplace, staff: staff)
            try staff.write(to: out + "/accounts.tsv")
            let evaluator = try workplace.evaluator(ExampleCity.year)
            // Run again on the same data directory, nothing differs: the last freeze stands.
            let access = workplace.access
            let last = try await workplace.store.read { try Freezes.list($0, access, year: ExampleCity.year).last }
            let made = try? await Freezes.create(evaluator, template: ReportTemplate.programmes.rawValue, note: "demo", at: Freezes.now)
            guard let freeze = made ?? last else {
                throw EvaluationFailure.nothingToFreeze
            }
            let report = try await ReportMaker(workplace: workplace, year: ExampleCity.year)
                .make(freeze: freeze.name, template: .programmes, makesPDF: true, to: out)
            let result = report.result
            Console.say("示例城市：公布的北京市2023年总数，虚构的分解", "Example city: Beijing's published totals of 2023, a made-up breakdown")
            Console.say(
                "1 报送　\(files.count)个文件，回执\(receipts)份（\(refused)个未收），\(rows)行 = 收录\(rows - rejected) + 退回\(rejected)",
                "1 Returns: \(files.count) files, \(receipts) receipts (\(refused) refused), \(rows) rows = \(rows - rejected) taken + \(rejected) sent back"
            )
            Console.say(
                "2 账页　\(result.snapshot.pages.count)个，\(result.snapshot.pages.reduce(0) { $0 + $1.entries })条；更正后重读\(result.snapshot.pages.count { $0.version > 1 })个账页",
                "2 Pages: \(result.snapshot.pages.count) with \(result.snapshot.pages.reduce(0) { $0 + $1.entries }) entries; \(result.snapshot.pages.count { $0.version > 1 }) read again after corrections"
            )
            for (index, programme) in result.programmes.enumerated() {
                Console.say(
                    "\(index + 3) \(programme.scheme.title.zh)　\(EvaluationPrinter.points(programme.score))分，\(programme.band.zh)（权重为示例）",
                    "\(index + 3) \(programme.scheme.title.en): \(EvaluationPrinter.points(programme.score)), \(programme.band.en) (placeholder weights)"
                )
            }
            let unexplained = result.overCompletions.filter { $0.explanation == nil }
            Console.say(
                "6 提醒　超额完成30%以上\(result.overCompletions.count)项，未说明原因\(unexplained.count)项："
                    + unexplained.map(\.indicator.title.zh).joined(separator: "、"),
                "6 Notes: \(result.overCompletions.count) more than 30 % above target, \(unexplained.count) without a cause: "
                    + unexplained.map(\.indicator.title.en).joined(separator: ", "))
            let meter = result.evidence
            Console.say(
                "7 佐证　\(meter.assertions)句表述中\(meter.assertionsWithEvidence)句有佐证；\(meter.figures)个数中\(meter.figuresWithWholeChain)个可追溯到条目",
                "7 Evidence: \(meter.assertionsWithEvidence) of \(meter.assertions) assertions have it; \(meter.figuresWithWholeChain) of \(meter.figures) figures reach their entries"
            )
            Console.say("8 封账　\(freeze.name)　\(freeze.root.hex)", "8 Freeze \(freeze.name), \(freeze.root.hex)")
            Console.say("9 文件　" + report.files.joined(separator: "\n　　　　"), "9 Files  " + report.files.joined(separator: "\n         "))
            Console.say(
                "10 追溯　anju trace rental.bonded.raised --data \(directory)　用时\(Int(Date().timeIntervalSince(started)))秒",
                "10 Trace: anju trace rental.bonded.raised --data \(directory); took \(Int(Date().timeIntervalSince(started))) s")
            Console.say(
                "11 账户　全部见 \(out)/accounts.tsv；登录的六位验证码用 anju code 密钥 计算，例如：",
                "11 Accounts: all in \(out)/accounts.tsv; the six digits to sign in come from anju code SECRET, for instance:")
            for login in ["city", "finance", "chaoyang", "chaoyang-head"] {
                guard let member = staff.members.first(where: { $0.login == login }) else { continue }
                print("　　\(login)　\(member.role.title[Console.language])　\(member.password)　anju code \(member.secret)")
            }
            if let notice = report.notice { Console.error(notice[Console.language]) }
        }
    }

    enum EvaluationFailure: Error, CustomStringConvertible {
        case nothingToFreeze
        var description: String { "没有可封的账 / nothing to freeze" }
    }
}
