public import Quantities

/// What can go wrong with accounts, sign-in and rights. Never says whether an account exists.
public struct AccountError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Stable for ever: `U001` ….
    public let code: String
    public let text: Text

    public var description: String { "\(code) \(text.zh) / \(text.en)" }

    init(_ code: String, _ zh: String, _ en: String) {
        self.code = code
        text = Text(zh, en)
    }
}
