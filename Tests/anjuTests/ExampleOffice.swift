import Evaluation
import Foundation
import Ledgers
import Quantities
import Reports
import Returns
import Store
import Workbooks

@testable import anju

/// The example city of the repository, filed into a data directory of its own. Made once for all tests; those that change it work on copies.
actor ExampleOffice {
    static let shared = ExampleOffice()

    /// The root of the repository.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .path

    private var made: Task<String, any Error>?

    /// The data directory: all returns, then all corrections, in the order of their names; frozen once.
    func directory() async throws -> String {
        if made == nil {
            made = Task {
                let path = NSTemporaryDirectory() + "anju-example-\(ProcessInfo.processInfo.processIdentifier)"
                try? FileManager.default.removeItem(atPath: path)
                try await Workplace.with(path) { workplace in
                    for folder in ["填报", "更正"] {
                        let source = Self.root + "/Examples/beijing-2023/" + folder
                        for name in try FileManager.default.contentsOfDirectory(atPath: source).sorted() {
                            let result = await ImportCommand.take(source + "/" + name, in: workplace, options: IntakeOptions())
                            if let error = result.error { throw Unfiled(name: name, reason: error.text.zh) }
                        }
                    }
                    _ = try await Freezes.create(
                        workplace.evaluator(2023), template: ReportTemplate.programmes.rawValue, at: "2024-01-15T01:00:00Z")
                }
                return path
            }
        }
        return try await made?.value ?? ""
    }

    /// A copy that a test may change.
    func copy() async throws -> String {
        let source = try await directory()
        let path = NSTemporaryDirectory() + "anju-copy-" + UUID().uuidString
        try FileManager.default.copyItem(atPath: source, toPath: path)
        return path
    }

    struct Unfiled: Error {
        let name: String
        let reason: String
    }

    /// Works in a copy of the city, which is removed afterwards.
    static func withCopy<T>(_ body: (String) async throws -> T) async throws -> T {
        let path = try await shared.copy()
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await body(path)
    }
}

/// The numbers of the published report, typed in by hand: tag, as printed, where it stands.
enum Published {
    static func rows() throws -> [(tag: String, printed: String)] {
        let text = try String(contentsOfFile: ExampleOffice.root + "/Tests/Published/published.tsv", encoding: .utf8)
        return text.split(whereSeparator: \.isNewline).dropFirst().map { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
            return (String(cells[0]), String(cells[1]))
        }
    }
}
