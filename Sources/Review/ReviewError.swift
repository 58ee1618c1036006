public import Quantities

/// What can go wrong in the review of pages.
public struct ReviewError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Stable for ever: `W001` ….
    public let code: String
    public let text: Text

    public var description: String { "\(code) \(text.zh) / \(text.en)" }

    init(_ code: String, _ zh: String, _ en: String) {
        self.code = code
        text = Text(zh, en)
    }
}
