import Workbooks

/// The report in HTML: one file without scripts, in which every number leads to its trace.
///
///     let page = WebReport.page(document, traces: traces)      // [tag: TraceNote]
public enum WebReport {
    public struct Options: Sendable {
        /// Address of the same report in the other language.
        public var otherLanguage: String?
        /// Traces as files of their own in this folder (`trace/rental.bonded.raised.html`); `nil` keeps them in the file.
        public var traceFolder: String?
        /// Where a number's tag leads in a running application; the page then has no traces of its own.
        public var link: (@Sendable (String) -> String)?
        /// Where the page's first line leads, and what it says: the way back into the application.
        public var home: (text: String, address: String)?

        public init(
            otherLanguage: String? = nil, traceFolder: String? = nil, link: (@Sendable (String) -> String)? = nil,
            home: (text: String, address: String)? = nil
        ) {
            self.otherLanguage = otherLanguage
            self.traceFolder = traceFolder
            self.link = link
            self.home = home
        }
    }

    /// The style sheet that stands in the page, for a server that names its digest.
    public static var style: String { WebStyle.css }

    /// The whole page, UTF-8.
    public static func page(_ document: ReportDocument, traces: [String: TraceNote] = [:], options: Options = Options()) -> [UInt8] {
        var page = WebPage(language: document.language, traceFolder: options.traceFolder)
        page.link = options.link
        page.home = options.home
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
