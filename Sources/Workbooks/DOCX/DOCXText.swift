/// The text of a Word document, with what its content controls say about it.
public struct DOCXText: Hashable, Sendable {
    /// A content control (w:sdt) a run stands in.
    public struct Control: Hashable, Sendable {
        public var tag: String?
        public var alias: String?
    }
    public struct Run: Hashable, Sendable {
        public var text: String
        /// Outermost first; empty for plain text.
        public var controls: [Control]
    }
    public struct Paragraph: Hashable, Sendable {
        public var runs: [Run]
        /// The style's id, where there is one: `Heading1`.
        public var style: String?
        public var text: String { runs.reduce(into: "") { $0 += $1.text } }
    }
    public struct Table: Hashable, Sendable {
        public var rows: [[Cell]]
    }
    public struct Cell: Hashable, Sendable {
        public var blocks: [Block]
        /// Grid columns it spans.
        public var span: Int
        /// Continues the cell above (w:vMerge).
        public var continuesAbove: Bool
        public var text: String { "" }
    }
    public enum Block: Hashable, Sendable {
        case paragraph(Paragraph)
        case table(Table)
    }
    /// The body, in order.
    public var blocks: [Block]
    /// Footnotes, then endnotes, by id.
    public var notes: [Paragraph]
    public var headers: [Paragraph]
    public var footers: [Paragraph]
    /// Every paragraph of the body in reading order, those of table cells at their place, then the notes.
    public var paragraphs: [Paragraph] { [] }

    public init(path: String, limits: WorkbookLimits = .default) throws(WorkbookError) {
        throw WorkbookError("W200", "尚未实现", "not yet")
    }
}
