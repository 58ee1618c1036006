public import Quantities

/// A sentence of the report as it is stated: text and bound figures.
public struct Statement: Sendable, Hashable, Codable {
    public let zh: [Span]
    public let en: [Span]
    /// The indicator it speaks for; the section's id for a section's own sentences.
    public let indicator: String
    /// States something without a number and without any evidence in the ledgers.
    public let isAssertionWithoutEvidence: Bool

    public init(zh: [Span], en: [Span], indicator: String, isAssertionWithoutEvidence: Bool) {
        self.zh = zh
        self.en = en
        self.indicator = indicator
        self.isAssertionWithoutEvidence = isAssertionWithoutEvidence
    }

    public func spans(_ language: Language) -> [Span] { language == .chinese ? zh : en }

    /// The sentence as it reads.
    public func text(_ language: Language) -> String { spans(language).map(\.text).joined() }

    /// The figures it states, in order.
    public var figures: [FigureReference] {
        zh.compactMap { if case .figure(let reference, _, _) = $0 { reference } else { nil } }
    }
}

/// A piece of a sentence.
public enum Span: Sendable, Hashable {
    case text(String)
    /// `printed` is what the reader sees: with its unit word, or digits alone where the sentence writes the word.
    case figure(FigureReference, printed: String, format: NumberFormat)

    public var text: String {
        switch self {
        case .text(let text): text
        case .figure(_, let printed, _): printed
        }
    }
}

/// In JSON `{"text": "完成"}` or `{"figure": "rental.bonded.raised", "printed": "81549套", "format": {…}}`.
extension Span: Codable {
    private enum Key: String, CodingKey {
        case text, figure, printed, format
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let text = try container.decodeIfPresent(String.self, forKey: .text) {
            self = .text(text)
        } else {
            self = .figure(
                try container.decode(FigureReference.self, forKey: .figure),
                printed: try container.decode(String.self, forKey: .printed),
                format: try container.decode(NumberFormat.self, forKey: .format))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .text(let text): try container.encode(text, forKey: .text)
        case .figure(let reference, let printed, let format):
            try container.encode(reference, forKey: .figure)
            try container.encode(printed, forKey: .printed)
            try container.encode(format, forKey: .format)
        }
    }
}
