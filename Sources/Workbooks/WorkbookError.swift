public import Quantities

/// Why a file could not be read or written: what, where, and what to do about it.
///
/// The code is stable: W0xx files, W1xx CSV, W2xx packages (ZIP), W3xx XML, W4xx XLSX read, W5xx written, W6xx DOCX.
public struct WorkbookError: Error, Hashable, Sendable {
    /// `W106`; see the list above.
    public let code: String
    /// What is wrong and what to do, for the person who sent the file. Holds no cell's content.
    public let text: Text
    /// Where: `第5行`, `表1!B7`, the name of a part in the package, or nothing.
    public let place: Text?

    public init(code: String, text: Text, place: Text? = nil) {
        self.code = code
        self.text = text
        self.place = place
    }

    init(_ code: String, _ zh: String, _ en: String, at place: Text? = nil) {
        self.init(code: code, text: Text(zh, en), place: place)
    }

    init(_ code: String, _ zh: String, _ en: String, at place: String) {
        self.init(code: code, text: Text(zh, en), place: Text(place, place))
    }
}

extension WorkbookError: CustomStringConvertible {
    /// `W106 row 5: a quoted field is never closed`; for logs.
    public var description: String {
        code + " " + (place.map { $0.en + ": " } ?? "") + text.en
    }
}

extension Text {
    /// A record or row, counted as a spreadsheet program counts it.
    static func row(_ number: Int) -> Text { Text("第\(number)行", "row \(number)") }
    /// A line of a text file, counted as a text editor counts it.
    static func line(_ number: Int) -> Text { Text("第\(number)行", "line \(number)") }
}
