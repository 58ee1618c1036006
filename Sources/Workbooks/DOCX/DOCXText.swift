/// The text of a Word document as a reader sees it, and the content controls its parts stand in.
///
///     let report = try DOCXText(path: "自评报告.docx")
///     for paragraph in report.paragraphs {
///         for run in paragraph.runs {
///             if let control = run.controls.last { print(control.tag ?? "", run.text) }
///         }
///     }
///
/// Accepted changes are read: inserted text is there, deleted and moved-away text is not. Results of fields are read, their codes are not.
/// Text boxes follow the paragraph they are anchored in.
public struct DOCXText: Hashable, Sendable {
    /// A content control 内容控件 (`w:sdt`): the frame that binds a piece of text to a name.
    public struct Control: Hashable, Sendable {
        /// Counted from 1 through the document, its notes, headers and footers: two controls may have the same tag.
        public var number: Int
        public var tag: String?
        /// The title Word shows on the frame.
        public var alias: String?
        /// The text inside is Word's "click here", not content.
        public var isPlaceholder: Bool
    }

    /// A piece of text that stands in the same controls throughout. TAB and LF are tabs and line breaks.
    public struct Run: Hashable, Sendable {
        public var text: String
        /// Outermost first; empty for plain text.
        public var controls: [Control]
        /// Formatted as hidden: in the file, not on paper.
        public var isHidden: Bool
    }

    public struct Paragraph: Hashable, Sendable {
        /// Counted from 1 through the document as ``DOCXText/paragraphs`` lists it; headers and footers count on behind it.
        public var position: Int
        public var runs: [Run]
        /// The id of its style: `Heading1`.
        public var style: String?

        /// What is on paper.
        public var text: String { runs.reduce(into: "") { $0 += $1.isHidden ? "" : $1.text } }
    }

    public struct Table: Hashable, Sendable {
        public var rows: [[Cell]]
    }

    public struct Cell: Hashable, Sendable {
        public var blocks: [Block]
        /// Columns of the grid it covers.
        public var span: Int
        /// Part of the cell above (`w:vMerge`).
        public var continuesAbove: Bool

        /// Its paragraphs, one a line.
        public var text: String { DOCXText.flattened(blocks).map(\.text).joined(separator: "\n") }
    }

    /// What a body is made of.
    public enum Block: Hashable, Sendable {
        case paragraph(Paragraph)
        case table(Table)
    }

    /// The body, in order.
    public var blocks: [Block] = []
    /// Footnotes 脚注, then endnotes 尾注, in the order of the file.
    public var notes: [Paragraph] = []
    public var headers: [Paragraph] = []
    public var footers: [Paragraph] = []
    /// All controls, also those without text, in the order of their numbers.
    public var controls: [Control] = []

    /// All paragraphs of the body in reading order, those of table cells at their place, then the notes.
    public var paragraphs: [Paragraph] { Self.flattened(blocks) + notes }

    /// The tables of the body, those inside cells behind the one they are in.
    public var tables: [Table] { Self.tables(blocks) }

    /// The text inside a control, its paragraphs one a line; empty where somebody deleted it.
    public func text(of control: Control) -> String {
        var lines: [String] = []
        for paragraph in paragraphs + headers + footers {
            let inside = paragraph.runs.filter { run in run.controls.contains { $0.number == control.number } }
            if !inside.isEmpty { lines.append(inside.reduce(into: "") { $0 += $1.text }) }
        }
        return lines.joined(separator: "\n")
    }

    /// - Throws: W601 where the package is no Word document; otherwise what ``PackageReader`` and ``XMLReader`` throw.
    public init(path: String, limits: WorkbookLimits = .default) throws(WorkbookError) {
        try self.init(PackageReader(path: path, limits: limits))
    }

    /// Reads a package that is open already.
    public init(_ package: PackageReader) throws(WorkbookError) {
        guard package.contains("[Content_Types].xml"), let main = try Relationships(of: "", in: package).first("officeDocument") else {
            throw Self.noDocument
        }
        let links = try Relationships(of: main, in: package)
        var counters = DOCXPartReader.Counters()
        blocks = try DOCXPartReader.read(main, in: package, root: "document", &counters)
        for (kind, root) in [("footnotes", "footnotes"), ("endnotes", "endnotes")] {
            for part in links.all(kind) where package.contains(part) {
                notes += Self.flattened(try DOCXPartReader.read(part, in: package, root: root, &counters))
            }
        }
        for part in links.all("header") where package.contains(part) {
            headers += Self.flattened(try DOCXPartReader.read(part, in: package, root: "hdr", &counters))
        }
        for part in links.all("footer") where package.contains(part) {
            footers += Self.flattened(try DOCXPartReader.read(part, in: package, root: "ftr", &counters))
        }
        controls = counters.controls
    }

    static var noDocument: WorkbookError {
        WorkbookError("W601", "这不是 Word 文档（.docx），请另存为 .docx。", "this is not a Word document; save it as .docx")
    }

    private static func flattened(_ blocks: [Block]) -> [Paragraph] {
        blocks.flatMap { block in
            switch block {
            case .paragraph(let paragraph): [paragraph]
            case .table(let table): table.rows.flatMap { $0.flatMap { flattened($0.blocks) } }
            }
        }
    }

    private static func tables(_ blocks: [Block]) -> [Table] {
        blocks.flatMap { block in
            switch block {
            case .paragraph: [Table]()
            case .table(let table): [table] + table.rows.flatMap { $0.flatMap { tables($0.blocks) } }
            }
        }
    }
}
