import Evaluation
import Foundation
import Ledgers
import Quantities
import Store

/// What the page's script checks against: the freeze, as data.
struct BundleData: Encodable {
    var format = "anju-bundle/1"
    let name: String
    let root: String
    let previous: String?
    let results: String
    let madeAt: String
    let actor: String
    let note: String
    /// Number, seal, address and version.
    let pages: [Row]
    /// Name and SHA-256.
    let materials: [Row]
    /// The leaves' hashes: they name the leaf that was changed, where the root alone only tells that one was.
    let leaves: [String]
    /// Tag, exact value, print.
    let figures: [Row]
    /// Subject, score, audited score.
    let scores: [Row]
    /// Place, subject, Chinese, English.
    let statements: [Row]
    /// The first 8 digits of the SHA-256 of each figure, score and statement, to name what was changed.
    let prints: [String]
    /// Tags that are computed from frozen figures: one divided by another, or by a number (`=17/20`).
    let quotients: [String: [String]]
    /// Numbers that no freeze holds (weights, counts of the report itself): all their prints.
    let stated: [String: [String]]
    /// Statements that the report says, by language; an outline may leave some out.
    let said: [String: [Int64]]
    /// Bound numbers in the report, by language: none may have lost its link.
    let shown: [String: Int]
    let files: [File]
    let journal: JournalProof?

    struct File: Encodable {
        let name: String
        let digest: String
        let bytes: Int
    }

    /// A row of texts and numbers.
    struct Row: Encodable {
        let values: [SQLValue]

        init(_ values: SQLValue...) { self.values = values }

        func encode(to encoder: any Encoder) throws {
            var list = encoder.unkeyedContainer()
            for value in values {
                switch value {
                case .null: try list.encodeNil()
                case .integer(let number): try list.encode(number)
                case .text(let text): try list.encode(text)
                case .blob(let bytes): try list.encode(bytes)
                }
            }
        }

        /// The first digits of the SHA-256 of its canonical bytes.
        var print: String {
            var bytes = CanonicalBytes()
            for value in values { bytes.append(value) }
            return String(bytes.digest().hex.prefix(8))
        }
    }

    init(_ contents: OfflineBundle.Contents, _ documents: [ReportDocument]) {
        let freeze = contents.freeze
        name = freeze.name
        root = freeze.root.hex
        previous = freeze.previous?.hex
        results = freeze.results.hex
        madeAt = freeze.madeAt
        actor = freeze.actor
        note = freeze.note
        pages = contents.leaves.pages.map { Row(.integer($0.page), .text($0.seal.hex), .text($0.address), .integer($0.version)) }
        materials = contents.leaves.materials.map { Row(.text($0.name), .text($0.digest.hex)) }
        leaves = contents.leaves.hashes.map(\.hex)
        let frozen = contents.results
        figures = frozen.figures.map { Row(.text($0.tag), .optional($0.value?.description), .text($0.printed)) }
        scores = frozen.scores.map { Row(.text($0.subject), .optional($0.score?.description), .optional($0.audited?.description)) }
        statements = frozen.statements.map { Row(.integer($0.place), .text($0.subject), .text($0.text.zh), .text($0.text.en)) }
        prints = (figures + scores + statements).map(\.print)
        quotients = Self.quotients(contents.result)
        let held = Set(frozen.figures.map(\.tag)).union(frozen.scores.flatMap { [$0.subject + "/score", $0.subject + "/audited"] })
            .union(quotients.keys)
        var stated: [String: [String]] = [:]
        for figure in documents.flatMap(\.figures) where !held.contains(figure.tag) {
            if stated[figure.tag]?.contains(figure.printed) != true { stated[figure.tag, default: []].append(figure.printed) }
        }
        self.stated = stated
        said = Dictionary(
            uniqueKeysWithValues: documents.map { document in
                let text = document.blocks.flatMap(\.spans).map(\.plain).joined(separator: "\n")
                return (
                    document.language.rawValue,
                    frozen.statements.filter { !$0.text[document.language].isEmpty && text.contains($0.text[document.language]) }.map(
                        \.place)
                )
            })
        shown = Dictionary(uniqueKeysWithValues: documents.map { ($0.language.rawValue, $0.figures.count) })
        files = contents.attachments.map { File(name: $0.name, digest: Hasher256.hash($0.bytes).hex, bytes: $0.bytes.count) }
        journal = contents.journal
    }

    private static func quotients(_ result: EvaluationResult) -> [String: [String]] {
        var made: [String: [String]] = [:]
        for indicator in result.programmes.flatMap(\.indicators) {
            guard indicator.attainment != nil, let shown = indicator.shown, let target = indicator.target, let bound = target.value
            else { continue }
            made[indicator.indicator.id + "/attainment"] = [
                shown.reference.tag, target.figure?.reference.tag ?? "=" + bound.description,
            ]
        }
        return made
    }

    /// One line of JSON that can stand in a page: no `<`.
    func json() throws(ReportError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { throw ReportError("D103", "封账数据无法生成", "the freeze could not be encoded") }
        return String(decoding: data, as: UTF8.self).replacing("<", with: "\\u003c")
    }
}
