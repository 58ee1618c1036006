import ArgumentParser
import Example
import Foundation
import Quantities

struct ExampleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "example",
        abstract: "生成示例城市的报送文件（总数为公布数，分解为虚构）。 Make the example city's returns: published totals, a made-up breakdown.")

    @Option(help: "放大倍数。 How many times the households.")
    var scale = 1

    @Option(help: "随机种子。 Seed.")
    var seed: UInt64 = ExampleCity.publishedSeed

    @Option(help: "输出目录。 Where to write.")
    var out = "Examples/beijing-2023"

    @OptionGroup var common: CommonOptions

    func run() throws {
        let files = try ExampleCity(seed: seed, scale: scale).write(to: out) { done, all in
            Console.progress(Text("已写\(done)/\(all)个文件", "\(done) of \(all) files")[Console.language])
        }
        Console.endProgress()
        if common.json {
            return try Console.json(files.map { ["file": $0.path, "rows": String($0.rows), "correction": String($0.isCorrection)] })
        }
        Console.say(
            "已生成\(files.count)个文件，共\(files.reduce(0) { $0 + $1.rows })行，在 \(out)（公布的总数，虚构的分解）",
            "\(files.count) files with \(files.reduce(0) { $0 + $1.rows }) rows in \(out) (published totals, made-up breakdown)")
    }
}
