import Workbooks

/// The report in HTML: one file without scripts, in which every number leads to its trace.
///
///     let page = WebReport.page(document, traces: traces)      // [tag: TraceNote]
public enum WebReport {
    public struct Options: Sendable, Hashable {
        /// Address of the same report in the other language.
        public var otherLanguage: String?
        /// Traces as files of their own in this folder (`trace/rental.bonded.raised.html`); `nil` keeps them in the file.
        public var traceFolder: String?

        public init(otherLanguage: String? = nil, traceFolder: String? = nil) {
            self.otherLanguage = otherLanguage
            self.traceFolder = traceFolder
        }
    }

    /// The whole page, UTF-8.
    public static func page(_ document: ReportDocument, traces: [String: TraceNote] = [:], options: Options = Options()) -> [UInt8] {
        var page = WebPage(language: document.language, traceFolder: options.traceFolder)
        page.write(document, traces, other: options.otherLanguage)
        return page.xml.bytes
    }

    /// The traces as files of their own: name inside the folder, and page. Those of ``page(_:traces:options:)`` with a trace folder.
    public static func tracePages(_ document: ReportDocument, traces: [String: TraceNote], home: String) -> [(name: String, bytes: [UInt8])]
    {
        WebTraces.notes(document, traces).map { note, prints in
            var page = WebPage(language: document.language, traceFolder: "")
            page.writeTracePage(note, prints, home: home)
            return (WebTraces.fileName(note.tag), page.xml.bytes)
        }
    }
}
