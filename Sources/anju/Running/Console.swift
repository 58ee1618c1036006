import ArgumentParser
import Foundation
import Quantities
import Synchronization

/// Writing for people (and `--json` for programs): results on standard output, progress and errors on standard error.
enum Console {
    private static let chosen = Mutex(Language.chinese)

    static var language: Language {
        get { chosen.withLock { $0 } }
        set { chosen.withLock { $0 = newValue } }
    }

    static func say(_ zh: String, _ en: String) { print(language == .chinese ? zh : en) }
    static func say(_ text: Text) { print(text[language]) }

    static func error(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

    /// One documented object, keys sorted.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        FileHandle.standardOutput.write(try encoder.encode(value))
        print()
    }

    /// A line that overwrites itself, on a terminal only.
    static func progress(_ text: String) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[2K\(text)".utf8))
    }

    static func endProgress() { progress("") }

    /// Columns of a table, padded for a terminal in which a Chinese character takes two places.
    static func table(_ rows: [[String]], rightAligned: Set<Int> = []) {
        let widths = (rows.map(\.count).max() ?? 0).indices.map { column in
            rows.map { $0.count > column ? width($0[column]) : 0 }.max() ?? 0
        }
        for row in rows {
            let cells = row.enumerated().map { index, cell in
                let padding = String(repeating: " ", count: max(0, widths[index] - width(cell)))
                return rightAligned.contains(index) ? padding + cell : cell + padding
            }
            print(trimmedEnd(cells.joined(separator: "  ")))
        }
    }

    private static func trimmedEnd(_ text: String) -> String {
        var view = text.unicodeScalars[...]
        while view.last == " " { view.removeLast() }
        return String(view)
    }

    static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x1100 && !(0x2010...0x2027).contains($1.value) ? 2 : 1) }
    }
}

extension Int {
    fileprivate var indices: Range<Int> { 0..<self }
}

/// The options every command has.
struct CommonOptions: ParsableArguments {
    @Option(help: "语言 zh 或 en。 Language: zh or en.")
    var lang: String = "zh"

    @Flag(help: "输出一个 JSON 对象。 Print one JSON object.")
    var json = false

    func validate() throws {
        guard let language = Language(rawValue: lang) else { throw ValidationError("--lang: zh | en") }
        Console.language = language
    }
}
