/// Names that callers give and the journal repeats: a rule's code, a figure's tag, a freeze. They are ASCII without blanks, so that no
/// sentence about a person can slip into the journal in their place.
enum Name {
    /// - Throws: `W018`.
    static func require(_ text: String, limit: Int = 120) throws -> String {
        guard (1...limit).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw ReviewError.unknownPage(text)
        }
        return text
    }
}
