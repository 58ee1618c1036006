import Foundation
import Testing

/// The program as people run it: exit codes and what is printed.
@Suite("The command line")
struct CommandTests {
    /// Beside the test bundle lies the program it was built with.
    private static let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent("anju")
        .path

    private func run(_ arguments: String...) throws -> (code: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.program)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    private func folder() throws -> String {
        let path = NSTemporaryDirectory() + "anju-command-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    @Test("0 done, 1 faults in the input, 2 usage, 3 not found, 4 refused")
    func exitCodes() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let data = folder + "/data"
        let header = "行政区划,所属期,协议编号,银行,签订日期,用途\n"
        try (header + "110000,2023,A-1,国家开发银行,2022-01-20,建设\n").write(toFile: folder + "/good.csv", atomically: true, encoding: .utf8)
        try (header + "110000,2023,A-1,国家开发银行,2022-02-30,建设\n").write(toFile: folder + "/bad.csv", atomically: true, encoding: .utf8)
        #expect(try run("--help").code == 0)
        #expect(try run("import", folder + "/bad.csv", "--data", data).code == 1)
        #expect(try run("import", folder + "/good.csv", "--data", data).code == 0)
        #expect(try run("import", folder + "/good.csv", "--data", data).code == 4)
        #expect(try run("import").code == 2)
        #expect(try run("import", folder + "/good.csv", "--data", data, "--period", "May").code == 2)
        #expect(try run("check", folder + "/none.csv").code == 3)
        #expect(try run("trace", "no.such.figure", "--data", data).code == 3)
        #expect(try run("compare", "2023-9", "--data", data).code == 3)
        #expect(try run("freeze", "--data", data).code == 0)
        #expect(try run("freeze", "--data", data).code == 4)
    }

    @Test("a fault is told with its cell, what was read and what was expected, in both languages")
    func messages() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let text = "行政区划,所属期,协议编号,银行,签订日期,用途\n110000,2023,A-1,国家开发银行,2022-02-30,建设\n"
        try text.write(toFile: folder + "/bad.csv", atomically: true, encoding: .utf8)
        let chinese = try run("check", folder + "/bad.csv")
        #expect(chinese.code == 1)
        #expect(chinese.output.contains("[F-10] 错误 E2 “签订日期”：读到“2022-02-30”，应为：日期"))
        let english = try run("check", folder + "/bad.csv", "--lang", "en")
        #expect(english.output.contains("[F-10] error E2 “Signed on”: read “2022-02-30”, expected: a date such as 2023-07-05"))
        let json = try run("check", folder + "/bad.csv", "--json")
        let object = try #require(JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        #expect(object["rows"] as? Int == 1 && object["rejected"] as? Int == 1)
    }
}
