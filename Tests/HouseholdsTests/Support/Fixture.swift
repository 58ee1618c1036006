import Foundation
import Ledgers
import Quantities
import Store
import StoreSQLite
import Testing

@testable import Households

let policy = try! PolicyBook.load()

extension RegionCode {
    static let city = RegionCode("110000")!
    static let chaoyang = RegionCode("110105")!
    static let huairou = RegionCode("110116")!
}

func day(_ text: String) -> CivilDate { CivilDate(text)! }

/// The code of the error a call throws; `ok` where it throws none.
func code(_ body: () async throws -> Void) async -> String {
    do {
        try await body()
        return "ok"
    } catch let error as HouseholdError {
        return error.code
    } catch let error as LedgerError {
        return error.code
    } catch let error as StoreError {
        return error.code.rawValue
    } catch {
        return "\(error)"
    }
}

/// The same numbers everywhere (SplitMix64).
struct Dice: RandomNumberGenerator {
    var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Runs one of the scripts beside the tests.
enum Python {
    static let isHere = FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Households").path

    static func run(_ script: String, _ arguments: [String] = [], input: String = "") throws -> (status: Int32, output: String) {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("anju-python-\(UUID().uuidString)")
        try Data(input.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = [folder + "/" + script] + arguments
        let pipe = Pipe()
        process.standardInput = try FileHandle(forReadingFrom: file)
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
