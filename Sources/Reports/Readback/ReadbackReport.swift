public import Quantities

/// What became of the numbers of a report that people have edited.
public struct ReadbackReport: Sendable, Hashable, Codable {
    /// A bound number that no longer says what its figure says.
    public struct Changed: Sendable, Hashable, Codable {
        public let tag: String
        public let title: String
        /// As it stands in the document.
        public let found: String
        /// As the figure prints; several where it is printed in several ways.
        public let expected: [String]
        public let paragraph: String
    }

    /// A figure printed fewer times than it was.
    public struct Missing: Sendable, Hashable, Codable {
        public let tag: String
        public let title: String
        public let expected: [String]
        public let timesExpected: Int
        public let timesFound: Int
    }

    /// A content control whose tag is no figure of this evaluation.
    public struct Unknown: Sendable, Hashable, Codable {
        public let tag: String
        public let found: String
        public let paragraph: String
    }

    /// A number in the prose that is tied to no figure.
    public struct Unbound: Sendable, Hashable, Codable {
        public let numeral: String
        public let sentence: String
        /// It was there when the report was made: wording of the scheme, not of an editor.
        public let isOriginal: Bool
    }

    public let file: String
    /// Bound numbers found whose print is their figure's.
    public let unchanged: Int
    public let changed: [Changed]
    /// Written another way, yet true to their figure: `8.15万套` for `81549套`.
    public let restated: [Changed]
    public let missing: [Missing]
    public let unknown: [Unknown]
    public let unbound: [Unbound]
    /// The root the document says its numbers are from.
    public let freezeRoot: String?
    /// The root it was compared with, where it was compared with a freeze.
    public let expectedRoot: String?

    /// Every bound number is its figure's, none is lost, and nobody has written a number of their own.
    public var isFaithful: Bool {
        changed.isEmpty && unknown.isEmpty && missing.allSatisfy { $0.timesFound > 0 } && unbound.allSatisfy(\.isOriginal)
    }

    /// In words, a line each.
    public func lines(_ language: Language) -> [String] {
        func text(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }
        var lines = [
            text("核对一致的数：\(unchanged)处", "numbers that agree: \(unchanged)")
        ]
        if let freezeRoot, let expectedRoot, freezeRoot != expectedRoot {
            lines.append(text("文件所载封账根值\(freezeRoot)与核对所用\(expectedRoot)不同", "the file names freeze \(freezeRoot), not \(expectedRoot)"))
        }
        for item in changed {
            lines.append(
                text(
                    "被改动：\(item.title)（\(item.tag)）应为\(item.expected.joined(separator: "或"))，文中为\(item.found)。段落：\(item.paragraph)",
                    "changed: \(item.title) (\(item.tag)) should be \(item.expected.joined(separator: " or ")), reads \(item.found). Paragraph: \(item.paragraph)"
                ))
        }
        for item in restated {
            lines.append(
                text(
                    "换了写法，数值相符：\(item.title) 原为\(item.expected.joined(separator: "或"))，现为\(item.found)",
                    "restated, still true: \(item.title) was \(item.expected.joined(separator: " or ")), reads \(item.found)"))
        }
        for item in missing {
            lines.append(
                text(
                    "缺少：\(item.title)（\(item.tag)）\(item.expected.joined(separator: "、"))，应有\(item.timesExpected)处，现有\(item.timesFound)处",
                    "missing: \(item.title) (\(item.tag)) \(item.expected.joined(separator: ", ")), \(item.timesFound) of \(item.timesExpected) left"
                ))
        }
        for item in unknown {
            lines.append(
                text(
                    "不认识的标记：\(item.tag)，内容为\(item.found)。段落：\(item.paragraph)",
                    "unknown tag \(item.tag), reads \(item.found). Paragraph: \(item.paragraph)"))
        }
        for item in unbound where !item.isOriginal {
            lines.append(
                text("没有来源的数：\(item.numeral)。句子：\(item.sentence)", "tied to no figure: \(item.numeral). Sentence: \(item.sentence)"))
        }
        return lines
    }
}
