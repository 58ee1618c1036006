import ArgumentParser
import Evaluation
import Foundation
import Ledgers
import Quantities
import Reports
import Store

struct BundleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle", abstract: "离线包：报告、自评表、封账和证明合为一个可自行核验的网页文件。 Report, form, freeze and proofs in one file that verifies itself."
    )

    @Argument(help: "封账，如 2023-1。 The freeze.")
    var freeze: String

    @Option(help: "输出文件。 The file to write.")
    var out = "绩效评价离线包.html"

    @Option(help: "每个数列出的条目数。 Entries shown with each number.")
    var rows = 12

    @OptionGroup var data: DataOption
    @OptionGroup var common: CommonOptions

    struct Made: Encodable {
        var file: String
        var bytes: Int
        var freeze: String
        var root: String
    }

    func run() async throws {
        let (bytes, frozen) = try await Workplace.with(data.path) { workplace in
            try await BundleMaker(workplace: workplace, rows: rows).make(freeze)
        }
        do { try Data(bytes).write(to: URL(fileURLWithPath: out), options: .atomic) } catch {
            throw ValidationError(Text("文件无法写入：\(out)", "the file cannot be written: \(out)")[Console.language])
        }
        if common.json { return try Console.json(Made(file: out, bytes: bytes.count, freeze: frozen.name, root: frozen.root.hex)) }
        print(out)
        Console.say("根值 \(frozen.root.hex)", "root \(frozen.root.hex)")
    }
}

/// Gathers what a bundle holds.
struct BundleMaker {
    let workplace: Workplace
    var rows = 12

    func make(_ name: String) async throws -> (bytes: [UInt8], freeze: Freeze) {
        let access = workplace.access
        let freeze = try await workplace.store.read { try Freezes.find($0, access, name) }
        let documents = try await ReportMaker(workplace: workplace, year: freeze.year, rows: rows).documents(freeze.name)
        return (try await documents.bundle(), freeze)
    }
}
