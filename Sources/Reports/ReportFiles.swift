public import Evaluation
import Foundation
public import Quantities

/// Writes a year's documents into a folder: what `anju report --year 2023 --out DIR` makes.
///
/// | file | what |
/// |---|---|
/// | 绩效评价报告-2023.docx | the report to GB/T 9704, its numbers bound |
/// | 绩效评价报告-2023.html | the same for the screen, each number linked to its trace |
/// | 绩效评价报告-2023.pdf | made from the DOCX by LibreOffice, where it is installed |
/// | 绩效自评表-2023.xlsx | the official form, scores and evidence, with live formulas |
/// | 指标得分.json | figures, scores and reasons as data |
public enum ReportFiles {
    public struct Options: Sendable {
        public var report: ReportOptions
        /// By figure; without them the web report's traces show the prints alone.
        public var traces: [String: TraceDocument]
        /// `nil` makes no PDF.
        public var converter: PDFConverter?
        /// Writes the reports in the other language too: 绩效评价报告-2023.en.docx and .html.
        public var isBilingual: Bool

        public init(
            report: ReportOptions = ReportOptions(), traces: [String: TraceDocument] = [:], converter: PDFConverter? = .installed(),
            isBilingual: Bool = false
        ) {
            self.report = report
            self.traces = traces
            self.converter = converter
            self.isBilingual = isBilingual
        }
    }

    /// Writes the files, replacing those of the same names; returns their paths, in the order of the table above.
    ///
    /// - Throws: `D401` where the folder cannot be written; `D1xx` and `D2xx` as the makers of single files do.
    public static func write(_ result: EvaluationResult, to directory: String, options: Options = Options()) throws(ReportError)
        -> [String]
    {
        do { try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true) } catch {
            throw ReportError("D401", "文件夹无法建立", "the folder cannot be made", at: directory)
        }
        func path(_ name: String) -> String { URL(fileURLWithPath: directory).appendingPathComponent(name).path }
        var written: [String] = []
        let first = options.report.language
        let languages = options.isBilingual ? [first] + Language.allCases.filter { $0 != first } : [first]
        for language in languages {
            let stem = stem(result.year, language, isFirst: language == first)
            var report = options.report
            report.language = language
            report.medium = .paper
            let word = path(stem + ".docx")
            try WordReport.write(ReportBuilder.document(from: result, options: report), to: word)
            written.append(word)
            report.medium = .screen
            let other = languages.first { $0 != language }.map { Self.stem(result.year, $0, isFirst: $0 == first) + ".html" }
            let page = WebReport.page(
                ReportBuilder.document(from: result, options: report), traces: notes(result, options.traces, language),
                options: WebReport.Options(otherLanguage: other))
            try write(page, path(stem + ".html"), &written)
            if let converter = options.converter { written += try converter.convert([word], to: directory) }
        }
        let form = path("绩效自评表-\(result.year).xlsx")
        try SelfEvaluationForm.write(result, to: form, options: options.report)
        written.append(form)
        try write(scores(result), path("指标得分.json"), &written)
        return written
    }

    private static func stem(_ year: Int, _ language: Language, isFirst: Bool) -> String {
        "绩效评价报告-\(year)" + (isFirst ? "" : "." + language.rawValue)
    }

    /// The notes of the web report, from traces by figure.
    public static func notes(_ result: EvaluationResult, _ traces: [String: TraceDocument], _ language: Language) -> [String: TraceNote] {
        var notes: [String: TraceNote] = [:]
        for trace in traces.values {
            for note in TraceNote.notes(trace, regions: result.model.regions, language: language) {
                // A figure asked for itself has its rows; as another's input it may not.
                if notes[note.tag] == nil || traces[note.tag]?.figure == trace.figure { notes[note.tag] = note }
            }
        }
        return notes
    }

    private static func scores(_ result: EvaluationResult) throws(ReportError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do { return Array(try encoder.encode(EvaluationDocument(result))) + [10] } catch {
            throw ReportError("D103", "得分数据无法生成", "the scores could not be encoded")
        }
    }

    private static func write(_ bytes: [UInt8], _ path: String, _ written: inout [String]) throws(ReportError) {
        do { try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
            throw ReportError(
                "D402", "文件无法写入：\(error.localizedDescription)", "the file cannot be written: \(error.localizedDescription)", at: path)
        }
        written.append(path)
    }
}
