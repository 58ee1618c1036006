import Accounts
import ArgumentParser
import Claims
import Evaluation
import Example
import Foundation
import Ledgers
import Quantities
import Reports
import Returns
import Review
import Store
import Workbooks

/// What the process answers with. Documented in `anju --help` and docs/commands.md.
enum Exit: Int32 {
    case done = 0
    case faults = 1
    case usage = 2
    case notFound = 3
    case refused = 4
    case `internal` = 70

    var code: ExitCode { ExitCode(rawValue) }

    /// Prints an error for the reader and gives the exit code that goes with it.
    static func report(_ error: any Error) -> Int32 {
        if let code = error as? ExitCode { return code.rawValue }
        let (text, exit) = explain(error)
        if let text {
            Console.error(text)
            return exit.rawValue
        }
        // The argument parser's own: help, version, wrong usage.
        let code = Anju.exitCode(for: error).rawValue
        let message = Anju.fullMessage(for: error)
        if code == 0 {
            print(message)
            return 0
        }
        Console.error(message)
        return code == 64 ? Exit.usage.rawValue : Exit.internal.rawValue
    }

    private static func explain(_ error: any Error) -> (String?, Exit) {
        switch error {
        case let error as ReturnError: (line(error.code, error.text), of(error.kind))
        case let error as Intake.Refusal: (line(error.error.code, error.error.text), of(error.error.kind))
        case let error as LedgerError: (line(error.code, error.text), error.code == "L001" ? .refused : .internal)
        case let error as EvaluationError: (evaluation(error), of(error))
        case let error as ReviewError: (line(error.code, error.text), .refused)
        case let error as AccountError: (line(error.code.rawValue, error.text), .refused)
        case let error as ReportError: (line(error.code, error.text), .internal)
        case let error as ExampleError: (line(error.code, error.text), .internal)
        case let error as WorkbookError: (line(error.code, error.text), .faults)
        case let error as ClaimError: (line(error.code.rawValue, error.text), of(error.code))
        case let error as StoreError:
            (line(error.code.rawValue, error.text), error.code == .inUse ? .refused : error.code == .fileUnknown ? .notFound : .internal)
        default: (nil, .internal)
        }
    }

    private static func of(_ kind: ToldKind) -> Exit {
        switch kind {
        case .faulty, .unidentified: .faults
        case .refused, .conflict: .refused
        case .notFound: .notFound
        }
    }

    private static func of(_ code: ClaimError.Code) -> Exit {
        switch code {
        case .notFound: .notFound
        case .unreadable, .tooLarge, .unknownFormat, .converterFailed: .faults
        case .converterMissing, .unwritable: .internal
        }
    }

    private static func of(_ error: EvaluationError) -> Exit {
        switch error.code {
        case "E002", "E003", "E007": .notFound
        case "E006", "E010": .refused
        case "E005", "E009": .internal
        default: .faults
        }
    }

    /// Every fault of a year's data with its file and line, not the first alone.
    private static func evaluation(_ error: EvaluationError) -> String {
        ([line(error.code, error.text)] + error.problems.map { "  \($0.file):\($0.line) \($0.path)  \($0.text[Console.language])" }).joined(
            separator: "\n")
    }

    private static func line(_ code: String, _ text: Text) -> String { "[\(code)] \(Console.language == .chinese ? text.zh : text.en)" }
}
