import Foundation
import Testing

@testable import Workbooks

/// A file that lives as long as the process: an object's own end could come before its path is last used.
final class TemporaryFile {
    let path: String

    private static let folder: String = {
        let folder = NSTemporaryDirectory() + "anju-tests-\(UUID().uuidString)"
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        atexit { TemporaryFile.removeAll() }
        return folder
    }()

    private static func removeAll() { try? FileManager.default.removeItem(atPath: folder) }

    init(_ bytes: [UInt8] = [], name: String = "file") {
        path = Self.folder + "/\(UUID().uuidString)-" + name
        _ = FileManager.default.createFile(atPath: path, contents: Data(bytes))
    }

    convenience init(_ text: String) { self.init(Array(text.utf8)) }

    var bytes: [UInt8] { FileManager.default.contents(atPath: path).map(Array.init) ?? [] }
}

/// What stands beside the tests, made by other programs.
func fixture(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures/" + name).path
}

/// Rows as `number: a|b|c`, columns that are absent left out of nothing: `A=…` is only used where columns matter.
func lines(_ reader: any RowReader) throws(WorkbookError) -> [String] {
    var lines: [String] = []
    var row = RowBuffer()
    while try reader.read(into: &row) {
        lines.append("\(row.row): " + row.cells.map { row.text($0) }.joined(separator: "|"))
    }
    return lines
}

/// Runs `body` and gives the error it must throw.
func refusal(_ body: () throws -> Void, _ location: SourceLocation = #_sourceLocation) -> WorkbookError {
    do {
        try body()
        Issue.record("nothing was refused", sourceLocation: location)
    } catch let error as WorkbookError {
        return error
    } catch {
        Issue.record("another error: \(error)", sourceLocation: location)
    }
    return WorkbookError("", "", "")
}
