public import Quantities

/// A report before it becomes a file: headings, prose, tables and charts, in which every number knows its figure.
///
/// It is made by ``ReportBuilder`` and written by ``WordReport`` (DOCX) and ``WebReport`` (HTML). It holds text in one language.
public struct ReportDocument: Hashable, Sendable {
    public var language: Language
    public var properties: ReportProperties
    public var blocks: [ReportBlock]

    public init(language: Language, properties: ReportProperties, blocks: [ReportBlock] = []) {
        self.language = language
        self.properties = properties
        self.blocks = blocks
    }

    /// Every bound number, in reading order; a figure printed twice stands twice.
    public var figures: [BoundFigure] {
        var found: [BoundFigure] = []
        for block in blocks {
            for spans in block.spans {
                for case .figure(let figure) in spans { found.append(figure) }
            }
        }
        return found
    }
}

/// What a document says about itself.
public struct ReportProperties: Hashable, Sendable {
    public var title: String
    public var subject: String
    /// The body that issues it, or the program.
    public var creator: String
    public var year: Int
    /// The day it was made; `nil` leaves dates out of the file, so that its bytes depend on its content alone.
    public var date: CivilDate?
    /// The freeze whose numbers it prints; `nil` for a draft from the current pages.
    public var freeze: FreezeMark?
    /// The outline, so that the document can be made again for comparison.
    public var template: ReportTemplate?

    public init(
        title: String, subject: String = "", creator: String = "Anju 安居", year: Int, date: CivilDate? = nil, freeze: FreezeMark? = nil,
        template: ReportTemplate? = nil
    ) {
        self.title = title
        self.subject = subject
        self.creator = creator
        self.year = year
        self.date = date
        self.freeze = freeze
        self.template = template
    }
}

/// A freeze as documents name it.
public struct FreezeMark: Hashable, Sendable {
    public var name: String
    /// The Merkle root, in hex.
    public var root: String

    public init(name: String, root: String) {
        self.name = name
        self.root = root
    }
}

/// A part of a document, from heading to chart.
public enum ReportBlock: Hashable, Sendable {
    /// The document's title, once, at the head; line ends part its lines.
    case title(String)
    case heading(ReportHeading)
    case paragraph([ReportSpan])
    /// Smaller print under a table or at a chapter's head: what a number does not say by itself.
    case note([ReportSpan])
    case table(ReportTable)
    case chart(ReportChart)
    case picture(ReportPicture)
    /// Lines set to the right at the end of the text: bodies and date.
    case closing([String])

    /// Its text, run by run: one element a paragraph or cell.
    public var spans: [[ReportSpan]] {
        switch self {
        case .title(let text): [[.text(text)]]
        case .heading(let heading): [[.text(heading.number + heading.text)]]
        case .paragraph(let spans), .note(let spans): [spans]
        case .table(let table): table.rows.flatMap(\.cells)
        case .chart(let chart): chart.table.rows.flatMap(\.cells)
        case .closing(let lines): lines.map { [.text($0)] }
        case .picture: []
        }
    }
}

/// A picture in the middle of the line: a QR code on a certificate.
public struct ReportPicture: Hashable, Sendable {
    /// A PNG file, square.
    public var png: [UInt8]
    /// What it shows, for those who do not see it.
    public var title: String
    public var millimetres: Int

    public init(png: [UInt8], title: String, millimetres: Int) {
        self.png = png
        self.title = title
        self.millimetres = millimetres
    }
}

/// A heading with its number as official documents write it: 一、 （一） 1. （1）.
public struct ReportHeading: Hashable, Sendable {
    /// 1 … 4.
    public var level: Int
    public var number: String
    public var text: String
    /// Where links lead; unique in the document.
    public var anchor: String
    /// On a page of its own: an annex.
    public var startsPage: Bool

    public init(level: Int, number: String, text: String, anchor: String, startsPage: Bool = false) {
        self.level = level
        self.number = number
        self.text = text
        self.anchor = anchor
        self.startsPage = startsPage
    }
}

/// A piece of a paragraph.
public enum ReportSpan: Hashable, Sendable {
    case text(String)
    case strong(String)
    case figure(BoundFigure)
}

/// A number on paper, tied to the figure it prints.
public struct BoundFigure: Hashable, Sendable {
    /// `rental.bonded.raised`, `rental.bonded.raised@110105`, or a score: `rental.funds.execution/score`.
    public var tag: String
    /// `3.83亿元`: digits with unit, or digits alone where the unit stands in the sentence.
    public var printed: String
    /// The figure's name in the document's language.
    public var title: String

    public init(tag: String, printed: String, title: String) {
        self.tag = tag
        self.printed = printed
        self.title = title
    }
}

extension [ReportSpan] {
    /// The plain text, as a reader sees it.
    public var plain: String {
        reduce(into: "") { text, span in
            switch span {
            case .text(let part), .strong(let part): text += part
            case .figure(let figure): text += figure.printed
            }
        }
    }
}
