import ArgumentParser
import Evaluation
import Example
import Foundation
import Ledgers
import Quantities
import Returns
import Store
import StoreSQLite

struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "与同类工具在同一次运行中比较速度。 Compare speed with peers in one run.",
        discussion: "对照：sqlite3 .import（同样的主键，不作任何校核）。 Peer: sqlite3 .import into a table with the same key, without any check.")

    @Option(help: "行数。 Rows.")
    var rows = 360_024

    @Option(help: "每项重复次数，取中位数。 Repetitions; the median counts.")
    var repeats = 3

    @Option(help: "临时目录。 Where to work.")
    var work: String = NSTemporaryDirectory() + "anju-bench"

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try? FileManager.default.removeItem(atPath: work)
        try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
        let csv = work + "/subsidies.csv"
        let summary = try SubsidyBench(rows: rows).write(to: csv)
        var table: [Job] = []
        var imports: [Double] = []
        var evaluations: [Double] = []
        var again: [Double] = []
        for run in 0..<repeats {
            let directory = work + "/data\(run)"
            try await Workplace.with(directory) { workplace in
                let intake = Intake(database: workplace.store, vault: workplace.vault, regions: workplace.regions, access: workplace.access)
                imports.append(
                    try await Self.seconds {
                        let outcome = try await intake.file(csv)
                        guard outcome.receipt.rows == rows, outcome.receipt.rejected == summary.badRows.count else {
                            throw ValidationError("bench: \(outcome.receipt.rows) rows, \(outcome.receipt.rejected) rejected")
                        }
                    })
                let evaluator = try workplace.evaluator(2023)
                evaluations.append(try await Self.seconds { _ = try await evaluator.evaluate(evaluator.current()) })
                again.append(try await Self.seconds { _ = try await evaluator.evaluate(evaluator.current()) })
            }
        }
        table.append(Job("anju import（全部校核 with all checks）", imports))
        if let peer = try peer(csv) { table.append(peer) }
        table.append(Job("anju evaluate（首次 cold）", evaluations))
        table.append(Job("anju evaluate（再次 from tallies）", again))
        var usage = rusage()
        getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
        let memory = Int(usage.ru_maxrss) / 1024
        if common.json { return try Console.json(Result(rows: rows, rejected: summary.badRows.count, jobs: table, peakMegabytes: memory)) }
        Console.table(
            [[Text("项目", "Job")[Console.language], Text("中位数（秒）", "median (s)")[Console.language], Text("各次", "each")[Console.language]]]
                + table.map { [$0.name, Self.text($0.median), $0.seconds.map(Self.text).joined(separator: " ")] }, rightAligned: [1])
        if table.count > 1, table[1].name.utf8.starts(with: "sqlite3".utf8) {
            Console.say(
                "anju 用时是 sqlite3 .import 的 \(Self.text(table[0].median / table[1].median)) 倍；内存峰值 \(memory) MiB",
                "anju takes \(Self.text(table[0].median / table[1].median)) × the time of sqlite3 .import; peak memory \(memory) MiB")
        }
        try? FileManager.default.removeItem(atPath: work)
    }

    struct Job: Encodable {
        var name: String
        var seconds: [Double]
        var median: Double

        init(_ name: String, _ seconds: [Double]) {
            self.name = name
            self.seconds = seconds
            median = seconds.sorted()[seconds.count / 2]
        }
    }

    struct Result: Encodable {
        var rows: Int
        var rejected: Int
        var jobs: [Job]
        var peakMegabytes: Int
    }

    private static func text(_ seconds: Double) -> String {
        Rational(Int64((seconds * 1000).rounded()), 1000).decimalText(decimals: 3)
    }

    private static func seconds(_ body: () async throws -> Void) async rethrows -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        try await body()
        let elapsed = start.duration(to: clock.now).components
        return Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
    }

    /// `sqlite3 .import` of the same file into a table with the same key, all columns as text, nothing checked.
    private func peer(_ csv: String) throws -> Job? {
        guard let program = ["/usr/bin/sqlite3", "/usr/local/bin/sqlite3"].first(where: FileManager.default.isExecutableFile) else {
            return nil
        }
        let names = PageColumn.allCases.map(\.rawValue) + Sheet.subsidies.columns.map(\.name)
        let columns = names.map { "\"\($0)\" TEXT" }.joined(separator: ", ")
        var seconds: [Double] = []
        for run in 0..<repeats {
            let file = work + "/peer\(run).db"
            let script = """
                CREATE TABLE subsidies (\(columns), PRIMARY KEY (district, period, household)) WITHOUT ROWID;
                .mode csv
                .import --skip 1 \(csv) subsidies
                """
            let process = Process()
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = [file]
            let input = Pipe()
            process.standardInput = input
            process.standardError = FileHandle.nullDevice
            let clock = ContinuousClock()
            let start = clock.now
            try process.run()
            input.fileHandleForWriting.write(Data((script + "\n").utf8))
            try input.fileHandleForWriting.close()
            process.waitUntilExit()
            let elapsed = start.duration(to: clock.now).components
            seconds.append(Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18)
        }
        return Job("sqlite3 .import（无校核 no checks）", seconds)
    }
}
