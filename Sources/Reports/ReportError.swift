public import Quantities

/// Why a report could not be made or read back.
///
/// Codes are stable: D1xx making documents, D2xx PDF, D3xx read-back, D4xx writing files.
public struct ReportError: Error, Hashable, Sendable, CustomStringConvertible {
    public let code: String
    /// What is wrong and what to do about it.
    public let text: Text
    /// The file or figure it is about.
    public let place: String?

    public var description: String { code + " " + (place.map { $0 + ": " } ?? "") + text.en }

    init(_ code: String, _ zh: String, _ en: String, at place: String? = nil) {
        self.code = code
        text = Text(zh, en)
        self.place = place
    }
}
