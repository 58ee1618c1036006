import ArgumentParser
import Casework
import Foundation
import Ledgers
import Quantities
import Returns
import Review
import Store

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "报送：读入 CSV 或 XLSX 文件，校核、收录并给出回执。 Take returns in: check, keep, file, give a receipt.")

    @Argument(help: "文件。 Files.")
    var files: [String]

    @OptionGroup var data: DataOption
    @OptionGroup var file: FileOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let results = try await Workplace.with(data.path) { workplace in
            var results: [ImportResult] = []
            for path in files { results.append(await Self.take(path, in: workplace, options: try file.intake())) }
            return results
        }
        if common.json {
            try Console.json(results.count == 1 ? results[0] : ImportResult.together(results))
        } else {
            for result in results { result.show() }
        }
        if let worst = results.map(\.exit.rawValue).max(), worst != 0 { throw ExitCode(worst) }
    }

    /// Takes one file in and says what came of it; never throws, so that one bad file does not stop the others.
    static func take(_ path: String, in workplace: Workplace, options: IntakeOptions, as filer: Access? = nil) async -> ImportResult {
        let plain = Intake(
            database: workplace.store, vault: workplace.vault, regions: workplace.regions, access: filer ?? workplace.access)
        // Whoever is at the machine may file past locks; a person of the office may not.
        var intake = filer == nil ? plain.keepingFindings : plain.governed
        intake.options = options
        let name = URL(fileURLWithPath: path).lastPathComponent
        intake.progress = { rows in Console.progress(Text("\(name)：已读\(rows)行", "\(name): \(rows) rows read")[Console.language]) }
        defer { Console.endProgress() }
        do {
            return ImportResult(name, try await intake.file(path))
        } catch let refusal as Intake.Refusal {
            return ImportResult(name, refusal)
        } catch let error as ReturnError {
            return ImportResult(name, error)
        } catch {
            return ImportResult(name, ReturnError("S000", "\(error)", "\(error)", kind: .faulty), exit: .internal)
        }
    }
}

/// What a file's own header does not say.
struct FileOptions: ParsableArguments {
    @Option(help: "区划代码或名称。 District code or name.")
    var district: String?

    @Option(help: "所属期，如 2023 或 2023-05。 Period, such as 2023 or 2023-05.")
    var period: String?

    @Option(help: "台账名。 Ledger.")
    var ledger: String?

    func intake() throws -> IntakeOptions {
        var options = IntakeOptions()
        if let district { options.district = try Regions.beijing.region(asWritten: district).code }
        if let period {
            guard let read = Period(period) else { throw ValidationError("--period: 2023 | 2023-05") }
            options.period = read
        }
        if let ledger {
            guard let sheet = Sheet.named(ledger) else {
                throw ValidationError(Text("没有名为“\(ledger)”的台账", "there is no ledger “\(ledger)”")[Console.language])
            }
            options.ledger = sheet.ledger
        }
        return options
    }
}

/// What `anju import --json` prints for one file.
struct ImportResult: Encodable {
    var file: String
    var status: String
    var receipt: Receipt?
    var pages: [String] = []
    var unchangedPages = 0
    var rows = 0
    var accepted = 0
    var rejected = 0
    var findings: [Finding] = []
    var findingCounts: [String: Int] = [:]
    var error: ReturnProblem?
    var files: [ImportResult]?
    var exit: Exit = .done

    struct ReturnProblem: Encodable {
        var code: String
        var text: Text
    }

    enum CodingKeys: CodingKey {
        case file, status, receipt, pages, unchangedPages, rows, accepted, rejected, findings, findingCounts, error, files
    }

    init(_ file: String, _ outcome: Intake.Outcome) {
        self.file = file
        status = "filed"
        receipt = outcome.receipt
        pages = outcome.pages.map { "\($0.address) v\($0.version)" }
        unchangedPages = outcome.unchanged
        rows = outcome.receipt.rows
        accepted = outcome.receipt.accepted
        rejected = outcome.receipt.rejected
        findings = outcome.findings.list
        findingCounts = outcome.findings.counts
        exit = outcome.findings.errors > 0 ? .faults : .done
    }

    init(_ file: String, _ refusal: Intake.Refusal) {
        self.init(file, refusal.error)
        rows = refusal.rows
        rejected = refusal.error.kind == .faulty ? refusal.rows : 0
        findings = refusal.findings.list
        findingCounts = refusal.findings.counts
    }

    init(_ file: String, _ error: ReturnError, exit: Exit? = nil) {
        self.file = file
        status = "refused"
        self.error = ReturnProblem(code: error.code, text: error.text)
        self.exit = exit ?? (error.kind == .faulty ? .faults : error.kind == .refused ? .refused : .notFound)
    }

    static func together(_ results: [ImportResult]) -> ImportResult {
        var all = ImportResult("", ReturnError("", "", ""))
        all.status = "files"
        all.error = nil
        all.files = results
        all.rows = results.reduce(0) { $0 + $1.rows }
        all.accepted = results.reduce(0) { $0 + $1.accepted }
        all.rejected = results.reduce(0) { $0 + $1.rejected }
        return all
    }

    /// For people: a line or two, then at most ten findings.
    func show() {
        let language = Console.language
        if let error {
            Console.say("✗ \(file)：未收录。[\(error.code)] \(error.text.zh)", "✗ \(file): not taken. [\(error.code)] \(error.text.en)")
        } else if let receipt {
            Console.say(
                "✓ \(file)：回执\(receipt.name)，\(rows)行 = 收录\(accepted) + 退回\(rejected)，账页\(pages.count)个"
                    + (unchangedPages > 0 ? "（另有\(unchangedPages)个账页未变化）" : "") + "，SHA-256 \(receipt.fileHash.prefix(12))…",
                "✓ \(file): receipt \(receipt.name), \(rows) rows = \(accepted) taken + \(rejected) sent back, \(pages.count) pages"
                    + (unchangedPages > 0 ? " (\(unchangedPages) more unchanged)" : "") + ", SHA-256 \(receipt.fileHash.prefix(12))…")
        }
        for finding in findings.prefix(10) { print("  " + finding.line(language)) }
        if findings.count > 10 {
            let total = findingCounts.values.reduce(0, +)
            Console.say(
                "  ……共\(total)条，全部见 anju check \(file) --errors 错误反馈.xlsx",
                "  … \(total) in all; see them with anju check \(file) --errors errors.xlsx")
        }
    }
}
