import Quantities
import Workbooks

/// `word/document.xml`: the blocks as paragraphs and tables, each number in a content control of its own.
struct WordBody {
    private var xml = XMLWriter()
    private let language: Language
    private var pictures = 0
    /// Counts controls and bookmarks, which need numbers of their own in the document.
    private var numbers = 0

    static func xml(_ document: ReportDocument) -> [UInt8] {
        var body = WordBody(language: document.language)
        body.write(document)
        return body.xml.bytes
    }

    private init(language: Language) { self.language = language }

    private mutating func write(_ document: ReportDocument) {
        xml.start("w:document", ["xmlns:w": WordPackage.main, "xmlns:r": WordPackage.relationships])
        xml.start("w:body")
        for block in document.blocks { write(block) }
        if case .table? = document.blocks.last { paragraph("Note", []) }
        xml.raw(
            """
            <w:sectPr><w:footerReference w:type="default" r:id="rIdOdd"/><w:footerReference w:type="even" r:id="rIdEven"/>\
            <w:pgSz w:w="\(PageGeometry.width)" w:h="\(PageGeometry.height)"/>\
            <w:pgMar w:top="\(PageGeometry.top)" w:right="\(PageGeometry.right)" w:bottom="\(PageGeometry.bottom)" \
            w:left="\(PageGeometry.left)" w:header="851" w:footer="\(PageGeometry.footer)" w:gutter="0"/>\
            <w:docGrid w:type="linesAndChars" w:linePitch="\(PageGeometry.linePitch)" w:charSpace="\(PageGeometry.characterSpace)"/></w:sectPr>
            """)
        xml.end()
        xml.end()
    }

    private mutating func write(_ block: ReportBlock) {
        switch block {
        case .title(let text): paragraph("Title", [.text(text)])
        case .heading(let heading):
            paragraph(
                "Heading\(min(max(heading.level, 1), 4))", [.text(heading.number + heading.text)],
                properties: heading.startsPage ? "<w:pageBreakBefore/>" : "")
        case .paragraph(let spans): paragraph("BodyText", spans)
        case .note(let spans): paragraph("Note", spans)
        case .table(let table): write(table)
        // A chart's numbers; the picture is the web report's.
        case .chart(let chart): write(chart.table)
        case .closing(let lines):
            for line in lines { paragraph("Closing", [.text(line)]) }
        case .picture(let picture): write(picture)
        }
    }

    private mutating func paragraph(
        _ style: String, _ spans: [ReportSpan], _ alignment: ReportTable.Column.Alignment? = nil, properties: String = ""
    ) {
        xml.raw("<w:p><w:pPr><w:pStyle w:val=\"\(style)\"/>\(properties)")
        switch alignment {
        case .right: xml.raw("<w:jc w:val=\"right\"/>")
        case .center: xml.raw("<w:jc w:val=\"center\"/>")
        case .left: xml.raw("<w:jc w:val=\"left\"/>")
        case nil: break
        }
        xml.raw("</w:pPr>")
        for span in spans {
            switch span {
            case .text(let text): run(text)
            case .strong(let text): run(text, properties: "<w:b/>")
            case .figure(let figure): control(figure)
            }
        }
        xml.raw("</w:p>")
    }

    private mutating func write(_ picture: ReportPicture) {
        numbers += 1
        pictures += 1
        // 36,000 of DrawingML's units make a millimetre.
        let side = picture.millimetres * 36_000
        xml.raw("<w:p><w:pPr><w:pStyle w:val=\"Note\"/><w:jc w:val=\"center\"/></w:pPr><w:r><w:drawing>")
        xml.raw("<wp:inline xmlns:wp=\"\(WordPackage.drawing)/wordprocessingDrawing\" distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">")
        xml.raw("<wp:extent cx=\"\(side)\" cy=\"\(side)\"/>")
        xml.empty("wp:docPr", ["id": String(2_000_000 + numbers), "name": "Picture \(pictures)", "descr": picture.title])
        xml.raw("<a:graphic xmlns:a=\"\(WordPackage.drawing)/main\"><a:graphicData uri=\"\(WordPackage.drawing)/picture\">")
        xml.raw("<pic:pic xmlns:pic=\"\(WordPackage.drawing)/picture\"><pic:nvPicPr>")
        xml.empty("pic:cNvPr", ["id": String(pictures), "name": WordPackage.picture(pictures)])
        xml.raw(
            "<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"rIdPicture\(pictures)\"/><a:stretch><a:fillRect/></a:stretch>")
        xml.raw("</pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"\(side)\" cy=\"\(side)\"/></a:xfrm>")
        xml.raw("<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>")
        xml.raw("</w:drawing></w:r></w:p>")
    }

    private mutating func run(_ text: String, properties: String = "") {
        guard !text.isEmpty else { return }
        let lines = text.utf8.split(separator: 10, omittingEmptySubsequences: false)
        // The hint sets marks that both scripts share (“ ” … —) in the Chinese face.
        let hint = language == .chinese ? "<w:rFonts w:hint=\"eastAsia\"/>" : ""
        xml.raw(hint.isEmpty && properties.isEmpty ? "<w:r>" : "<w:r><w:rPr>\(hint)\(properties)</w:rPr>")
        for (index, line) in lines.enumerated() {
            xml.raw(index == 0 ? "<w:t xml:space=\"preserve\">" : "<w:br/><w:t xml:space=\"preserve\">")
            xml.text(String(decoding: line, as: UTF8.self))
            xml.raw("</w:t>")
        }
        xml.raw("</w:r>")
    }

    private mutating func control(_ figure: BoundFigure) {
        numbers += 1
        xml.empty("w:bookmarkStart", ["w:id": String(numbers), "w:name": FigureTag.bookmark(figure.tag, numbers)])
        xml.raw("<w:sdt><w:sdtPr>")
        xml.empty("w:alias", ["w:val": String(String.UnicodeScalarView(figure.title.unicodeScalars.prefix(64)))])
        xml.empty("w:tag", ["w:val": FigureTag.control(figure.tag)])
        // Not a plain-text control (w:text): LibreOffice 7.4 writes such a one's text three times where it holds digits and Chinese.
        xml.raw("<w:id w:val=\"\(1_000_000 + numbers)\"/></w:sdtPr><w:sdtContent>")
        run(figure.printed)
        xml.raw("</w:sdtContent></w:sdt><w:bookmarkEnd w:id=\"\(numbers)\"/>")
    }

    private mutating func write(_ table: ReportTable) {
        if !table.caption.isEmpty { paragraph("TableCaption", [.text(table.caption)]) }
        let shares = max(table.columns.reduce(0) { $0 + $1.share }, 1)
        let widths = table.columns.map { PageGeometry.textWidth * $0.share / shares }
        xml.raw(
            "<w:tbl><w:tblPr><w:tblW w:w=\"\(widths.reduce(0, +))\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>"
                + ["top", "left", "bottom", "right", "insideH", "insideV"].map {
                    "<w:\($0) w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>"
                }.joined() + "</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"57\" w:type=\"dxa\"/>"
                + "<w:right w:w=\"57\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>")
        for width in widths { xml.raw("<w:gridCol w:w=\"\(width)\"/>") }
        xml.raw("</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")
        for (column, width) in zip(table.columns, widths) {
            cell(width: width, shading: "F2F2F2") { $0.paragraph("TableHead", [.text(column.title)]) }
        }
        xml.raw("</w:tr>")
        for row in table.rows {
            xml.raw("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
            if row.kind == .section {
                cell(width: widths.reduce(0, +), span: widths.count) {
                    $0.paragraph("TableHead", row.cells.first ?? [], .left, properties: "<w:keepNext/>")
                }
            } else {
                for (index, width) in widths.enumerated() {
                    let spans = index < row.cells.count ? row.cells[index] : []
                    let isTotal = row.kind == .total
                    cell(width: width, shading: isTotal ? "F2F2F2" : nil) {
                        $0.paragraph("TableText", isTotal ? spans.strengthened : spans, table.columns[index].alignment)
                    }
                }
            }
            xml.raw("</w:tr>")
        }
        xml.raw("</w:tbl>")
    }

    private mutating func cell(width: Int, span: Int = 1, shading: String? = nil, _ content: (inout WordBody) -> Void) {
        xml.raw("<w:tc><w:tcPr><w:tcW w:w=\"\(width)\" w:type=\"dxa\"/>")
        if span > 1 { xml.raw("<w:gridSpan w:val=\"\(span)\"/>") }
        if let shading { xml.raw("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"\(shading)\"/>") }
        xml.raw("<w:vAlign w:val=\"center\"/></w:tcPr>")
        content(&self)
        xml.raw("</w:tc>")
    }
}

extension [ReportSpan] {
    fileprivate var strengthened: [ReportSpan] {
        map { span in
            if case .text(let text) = span { .strong(text) } else { span }
        }
    }
}
