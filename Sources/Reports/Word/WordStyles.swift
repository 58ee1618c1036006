/// The styles of the report: names that Word, WPS and LibreOffice know, faces and sizes of GB/T 9704-2012.
///
/// Sizes are half points: 2号 = 44, 3号 = 32, 4号 = 28, 小四 = 24, 五号 = 21.
enum WordStyles {
    static let xml = """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr>\
        \(fonts(fangsong))<w:kern w:val="2"/><w:sz w:val="32"/><w:szCs w:val="32"/>\
        <w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
        \(paragraph("Normal", "Normal", isDefault: true, pPr: "<w:widowControl w:val=\"0\"/>\(exact)<w:jc w:val=\"both\"/>", rPr: narrow + size(32)))
        <w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>\
        <w:uiPriority w:val="1"/><w:semiHidden/></w:style>
        <w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>\
        <w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>\
        <w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
        \(paragraph("Title", "Title", next: "BodyText", pPr: "<w:spacing w:before=\"579\" w:after=\"579\" w:line=\"700\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/>", rPr: fonts(song) + wide + size(44)))
        \(paragraph("BodyText", "Body Text", pPr: indent))
        \(heading(1, fonts(hei)))
        \(heading(2, fonts(kai)))
        \(heading(3, fonts(fangsong)))
        \(heading(4, fonts(fangsong)))
        \(paragraph("Note", "Report Note", pPr: "\(automatic(before: 60, after: 120))<w:jc w:val=\"left\"/>", rPr: wide + size(24)))
        \(paragraph("TableCaption", "Report Table Caption", next: "TableText", pPr: "<w:keepNext/>\(automatic(before: 240, after: 80))<w:jc w:val=\"center\"/>", rPr: fonts(hei) + wide + size(24)))
        \(paragraph("TableHead", "Report Table Head", pPr: "\(automatic(before: 30, after: 30))<w:jc w:val=\"center\"/>", rPr: fonts(hei) + wide + size(21)))
        \(paragraph("TableText", "Report Table Text", pPr: "\(automatic(before: 20, after: 20))<w:jc w:val=\"left\"/>", rPr: wide + size(21)))
        \(paragraph("Closing", "Closing", pPr: "<w:keepNext/><w:ind w:rightChars=\"400\" w:right=\"1280\"/><w:jc w:val=\"right\"/>"))
        \(paragraph("Footer", "footer", pPr: automatic(before: 0, after: 0), rPr: fonts("宋体") + wide + size(28)))
        </w:styles>
        """

    static let fontTable = """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">\
        \(font(fangsong, "仿宋_GB2312", "modern"))\(font(song, "宋体", "auto"))\(font(hei, "SimHei", "modern"))\
        \(font(kai, "楷体_GB2312", "modern"))\(font("宋体", "SimSun", "auto"))</w:fonts>
        """

    static let fangsong = "仿宋"
    static let song = "方正小标宋简体"
    static let hei = "黑体"
    static let kai = "楷体"

    /// Body lines are one step of the grid, whatever the face's own height.
    private static let exact = "<w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"\(PageGeometry.linePitch)\" w:lineRule=\"exact\"/>"
    /// A quarter of a point closer: 28 characters of 16 points are wider than 156 mm. The grid says the same by ``PageGeometry/characterSpace``,
    /// but LibreOffice gives a character that is wider than its cell two cells; so paragraphs leave the grid and state both measures.
    private static let narrow = "<w:spacing w:val=\"-5\"/>"
    private static let wide = "<w:spacing w:val=\"0\"/>"
    /// Two characters of 3号.
    private static let indent = "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>"

    private static func automatic(before: Int, after: Int) -> String {
        "<w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"\(before)\" w:after=\"\(after)\" w:line=\"240\" w:lineRule=\"auto\"/>"
    }

    static func fonts(_ name: String) -> String {
        "<w:rFonts w:ascii=\"\(name)\" w:hAnsi=\"\(name)\" w:eastAsia=\"\(name)\" w:cs=\"Times New Roman\"/>"
    }

    private static func size(_ halfPoints: Int) -> String { "<w:sz w:val=\"\(halfPoints)\"/><w:szCs w:val=\"\(halfPoints)\"/>" }

    private static func font(_ name: String, _ alternative: String, _ family: String) -> String {
        "<w:font w:name=\"\(name)\"><w:altName w:val=\"\(alternative)\"/><w:charset w:val=\"86\"/><w:family w:val=\"\(family)\"/></w:font>"
    }

    private static func heading(_ level: Int, _ rPr: String) -> String {
        paragraph(
            "Heading\(level)", "heading \(level)", next: "BodyText",
            pPr: "<w:keepNext/><w:keepLines/>\(indent)<w:outlineLvl w:val=\"\(level - 1)\"/>", rPr: rPr)
    }

    private static func paragraph(
        _ id: String, _ name: String, isDefault: Bool = false, next: String? = nil, pPr: String, rPr: String = ""
    ) -> String {
        "<w:style w:type=\"paragraph\"\(isDefault ? " w:default=\"1\"" : "") w:styleId=\"\(id)\"><w:name w:val=\"\(name)\"/>"
            + (isDefault ? "" : "<w:basedOn w:val=\"Normal\"/>") + (next.map { "<w:next w:val=\"\($0)\"/>" } ?? "")
            + "<w:qFormat/><w:pPr>\(pPr)</w:pPr>" + (rPr.isEmpty ? "" : "<w:rPr>\(rPr)</w:rPr>") + "</w:style>"
    }
}
