public import Evaluation
import Foundation
import Ledgers
import Quantities
public import Store
import Workbooks

/// 离线包: one HTML file with the report in both languages, its traces, the form, the freeze and the files, that opens without server or
/// account and verifies itself.
///
///     let page = try OfflineBundle.page(.init(result: result, freeze: freeze, leaves: leaves, results: results, traces: traces))
///
/// The script in it makes the results' digest and the Merkle root again, holds every number shown against the frozen figure of its tag, and
/// checks the files' digests and the journal's proof. It cannot vouch for itself: who wants to be sure compares the root with one they have
/// from elsewhere.
public enum OfflineBundle {
    public struct Contents: Sendable {
        /// The freeze evaluated again.
        public var result: EvaluationResult
        public var freeze: Freeze
        public var leaves: FreezeLeaves
        /// As stored.
        public var results: FrozenResults
        public var journal: JournalProof?
        /// By figure.
        public var traces: [String: TraceDocument]
        /// DOCX, XLSX.
        public var attachments: [Attachment]
        public var options: ReportOptions

        public init(
            result: EvaluationResult, freeze: Freeze, leaves: FreezeLeaves, results: FrozenResults, journal: JournalProof? = nil,
            traces: [String: TraceDocument] = [:], attachments: [Attachment] = [], options: ReportOptions = ReportOptions()
        ) {
            self.result = result
            self.freeze = freeze
            self.leaves = leaves
            self.results = results
            self.journal = journal
            self.traces = traces
            self.attachments = attachments
            self.options = options
        }
    }

    /// A file carried along, to be saved from the page.
    public struct Attachment: Sendable, Hashable {
        public var name: String
        public var type: String
        public var bytes: [UInt8]

        public init(name: String, type: String, bytes: [UInt8]) {
            self.name = name
            self.type = type
            self.bytes = bytes
        }

        /// The Word report and the form, made for the bundle.
        public static func documents(_ result: EvaluationResult, options: ReportOptions) throws(ReportError) -> [Attachment] {
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("anju-bundle-" + UUID().uuidString)
            do {
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                defer { try? FileManager.default.removeItem(at: folder) }
                func read(_ name: String, _ type: String) throws -> Attachment {
                    let data = try Data(contentsOf: folder.appendingPathComponent(name))
                    return Attachment(name: name, type: "application/vnd.openxmlformats-officedocument." + type, bytes: Array(data))
                }
                var made: [Attachment] = []
                for language in Language.allCases {
                    var own = options
                    (own.language, own.medium) = (language, .paper)
                    let name = "绩效评价报告-\(result.year)\(language == .chinese ? "" : ".en").docx"
                    try WordReport.write(
                        ReportBuilder.document(from: result, options: own), to: folder.appendingPathComponent(name).path)
                    made.append(try read(name, "wordprocessingml.document"))
                }
                let form = "绩效自评表-\(result.year).xlsx"
                try SelfEvaluationForm.write(result, to: folder.appendingPathComponent(form).path, options: options)
                return made + [try read(form, "spreadsheetml.sheet")]
            } catch let error as ReportError {
                throw error
            } catch {
                throw ReportError("D401", "临时文件夹无法使用", "the temporary folder cannot be used", at: folder.path)
            }
        }
    }

    /// The whole file, UTF-8.
    ///
    /// - Throws: `D501` where the evaluation is not the one frozen, or the leaves do not give the freeze's root: such a file would fail its
    ///   own check.
    public static func page(_ contents: Contents) throws(ReportError) -> [UInt8] {
        let freeze = contents.freeze
        guard contents.results.digest == freeze.results, FrozenResults(contents.result).digest == freeze.results,
            contents.leaves.results == freeze.results, contents.leaves.root == freeze.root
        else {
            throw ReportError(
                "D501", "所给评价与封账\(freeze.name)不符，请运行 anju verify",
                "the evaluation is not the one of freeze \(freeze.name); run anju verify",
                at: freeze.name)
        }
        var options = contents.options
        options.freeze = FreezeMark(name: freeze.name, root: freeze.root.hex)
        options.medium = .screen
        let reports = Language.allCases.map { language in
            var own = options
            own.language = language
            return BundleReport(contents, own)
        }
        let data = try BundleData(contents, reports.map(\.document)).json()
        var page = BundlePage(contents)
        page.write(reports, data)
        return page.xml.bytes
    }
}

/// The report in one language, with the form, under names of its own.
struct BundleReport {
    let document: ReportDocument
    let notes: [String: TraceNote]

    var language: Language { document.language }
    /// Before every id, so that two languages fit in one file.
    var prefix: String { language.rawValue + "-" }

    init(_ contents: OfflineBundle.Contents, _ options: ReportOptions) {
        var document = ReportBuilder.document(from: contents.result, options: options)
        document.blocks += FormTables.blocks(contents.result, options)
        let prefix = options.language.rawValue + "-"
        document.blocks = document.blocks.map { block in
            switch block {
            case .heading(var heading):
                heading.anchor = prefix + heading.anchor
                return .heading(heading)
            case .chart(var chart):
                chart.id = prefix + chart.id
                return .chart(chart)
            default: return block
            }
        }
        self.document = document
        notes = ReportFiles.notes(contents.result, contents.traces, options.language)
    }
}
