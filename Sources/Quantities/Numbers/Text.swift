/// The language of screens, messages and documents. Chinese comes first.
public enum Language: String, Sendable, Codable, CaseIterable {
    case chinese = "zh"
    case english = "en"
}

/// A text in both languages.
public struct Text: Hashable, Sendable, Codable {
    public var zh: String
    public var en: String

    public init(_ zh: String, _ en: String) {
        self.zh = zh
        self.en = en
    }

    public subscript(language: Language) -> String {
        switch language {
        case .chinese: zh
        case .english: en
        }
    }
}
