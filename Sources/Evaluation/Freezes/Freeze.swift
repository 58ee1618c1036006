public import Quantities
public import Store

/// 封账: one hash over the pages, the year's data and the results of an evaluation. A published report names it.
public struct Freeze: Sendable, Hashable, Codable {
    public let year: Int
    /// Counted from 1 in each year.
    public let number: Int64
    /// The Merkle root over pages, materials and results.
    public let root: Digest256
    /// The root of the freeze before; `nil` for the year's first.
    public let previous: Digest256?
    /// SHA-256 over its figures, scores and sentences.
    public let results: Digest256
    /// The template its report is made with.
    public let template: String
    public let actor: String
    /// A UTC instant: `2024-02-20T08:30:00Z`.
    public let madeAt: String
    public let note: String

    /// `2023-1`.
    public var name: String { "\(year)-\(number)" }

    /// Over every field, so that a changed byte in its row is found.
    func seal(city: RegionCode) -> Digest256 {
        var bytes = CanonicalBytes()
        bytes.append(text: city.digits)
        bytes.append(int64: Int64(year))
        bytes.append(int64: number)
        bytes.append(digest: root)
        if let previous { bytes.append(digest: previous) } else { bytes.append(null: ()) }
        bytes.append(digest: results)
        for text in [template, actor, madeAt, note] { bytes.append(text: text) }
        return bytes.digest()
    }
}

/// What an evaluation said, as a freeze keeps it: the last digit, and the words.
public struct FrozenResults: Sendable, Hashable {
    /// By tag.
    public let figures: [Figure]
    /// By subject.
    public let scores: [Score]
    /// In the order of the report.
    public let statements: [Sentence]

    public struct Figure: Sendable, Hashable {
        public let tag: String
        public let value: Rational?
        /// As Chinese prose prints it.
        public let printed: String
    }

    public struct Score: Sendable, Hashable {
        /// A programme, a section (`rental/funds`) or an indicator.
        public let subject: String
        public let score: Rational?
        public let audited: Rational?
    }

    public struct Sentence: Sendable, Hashable {
        /// Its place in the report, from 0.
        public let place: Int64
        /// The indicator or section it speaks for.
        public let subject: String
        public let text: Text
    }

    init(figures: [Figure], scores: [Score], statements: [Sentence]) {
        self.figures = figures.sorted { $0.tag < $1.tag }
        self.scores = scores.sorted { $0.subject < $1.subject }
        self.statements = statements.sorted { $0.place < $1.place }
    }

    public init(_ result: EvaluationResult) {
        var scores: [Score] = []
        var sentences: [Sentence] = []
        func say(_ statements: [Statement]) {
            for statement in statements {
                sentences.append(
                    Sentence(
                        place: Int64(sentences.count), subject: statement.indicator,
                        text: Text(statement.text(.chinese), statement.text(.english))))
            }
        }
        for programme in result.programmes {
            scores.append(Score(subject: programme.scheme.programme, score: programme.score, audited: programme.auditedScore))
            for section in programme.sections {
                scores.append(Score(subject: "\(programme.scheme.programme)/\(section.section.id)", score: section.score, audited: nil))
                say(section.statements)
                for indicator in section.indicators {
                    scores.append(Score(subject: indicator.indicator.id, score: indicator.score, audited: indicator.audited))
                    say(indicator.statements)
                }
            }
        }
        self.init(
            figures: result.figures.values.map { Figure(tag: $0.reference.tag, value: $0.value, printed: $0.text(.chinese)) },
            scores: scores, statements: sentences)
    }

    /// SHA-256 over all of it.
    public var digest: Digest256 {
        var bytes = CanonicalBytes()
        for figure in figures {
            bytes.append(text: figure.tag)
            bytes.append(.optional(figure.value?.description))
            bytes.append(text: figure.printed)
        }
        for score in scores {
            bytes.append(text: score.subject)
            bytes.append(.optional(score.score?.description))
            bytes.append(.optional(score.audited?.description))
        }
        for sentence in statements {
            bytes.append(int64: sentence.place)
            for text in [sentence.subject, sentence.text.zh, sentence.text.en] { bytes.append(text: text) }
        }
        return bytes.digest()
    }
}
