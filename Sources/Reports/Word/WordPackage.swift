import Quantities
import Workbooks

/// The small parts round the body: relationships, settings, page numbers, properties.
enum WordPackage {
    static let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    static let relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    private static let package = "http://schemas.openxmlformats.org/package/2006"
    private static let mime = "application/vnd.openxmlformats-"

    static let drawing = "http://schemas.openxmlformats.org/drawingml/2006"

    /// The file of a picture, by its place in the document.
    static func picture(_ number: Int) -> String { "picture\(number).png" }

    static func contentTypes(hasPictures: Bool) -> String {
        contentTypes.replacing(
            "<Override", with: hasPictures ? "<Default Extension=\"png\" ContentType=\"image/png\"/><Override" : "<Override",
            maxReplacements: 1)
    }

    private static let contentTypes =
        head + "<Types xmlns=\"\(package)/content-types\">"
        + "<Default Extension=\"rels\" ContentType=\"\(mime)package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        + [
            ("/word/document.xml", "officedocument.wordprocessingml.document.main+xml"),
            ("/word/styles.xml", "officedocument.wordprocessingml.styles+xml"),
            ("/word/settings.xml", "officedocument.wordprocessingml.settings+xml"),
            ("/word/fontTable.xml", "officedocument.wordprocessingml.fontTable+xml"),
            ("/word/footerOdd.xml", "officedocument.wordprocessingml.footer+xml"),
            ("/word/footerEven.xml", "officedocument.wordprocessingml.footer+xml"),
            ("/docProps/core.xml", "package.core-properties+xml"),
            ("/docProps/app.xml", "officedocument.extended-properties+xml"),
            ("/docProps/custom.xml", "officedocument.custom-properties+xml"),
        ].map { "<Override PartName=\"\($0)\" ContentType=\"\(mime)\($1)\"/>" }.joined() + "</Types>"

    static let rootLinks =
        head + "<Relationships xmlns=\"\(package)/relationships\">"
        + link("rId1", "\(relationships)/officeDocument", "word/document.xml")
        + link("rId2", "\(package)/relationships/metadata/core-properties", "docProps/core.xml")
        + link("rId3", "\(relationships)/extended-properties", "docProps/app.xml")
        + link("rId4", "\(relationships)/custom-properties", "docProps/custom.xml") + "</Relationships>"

    static func documentLinks(pictures: Int) -> String {
        documentLinks
            + (0..<pictures).map { link("rIdPicture\($0 + 1)", "\(relationships)/image", "media/" + picture($0 + 1)) }.joined()
            + "</Relationships>"
    }

    private static let documentLinks =
        head + "<Relationships xmlns=\"\(package)/relationships\">"
        + link("rIdStyles", "\(relationships)/styles", "styles.xml") + link("rIdSettings", "\(relationships)/settings", "settings.xml")
        + link("rIdFonts", "\(relationships)/fontTable", "fontTable.xml") + link("rIdOdd", "\(relationships)/footer", "footerOdd.xml")
        + link("rIdEven", "\(relationships)/footer", "footerEven.xml")

    static let settings =
        head + "<w:settings xmlns:w=\"\(main)\"><w:zoom w:percent=\"100\"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>"
        + "<w:defaultTabStop w:val=\"420\"/><w:evenAndOddHeaders/><w:drawingGridVerticalSpacing w:val=\"\(PageGeometry.linePitch)\"/>"
        + "<w:characterSpacingControl w:val=\"compressPunctuation\"/><w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/>"
        + "<w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
        + "<w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>"
        + "<w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>"

    /// — 1 —, one character from the outer edge: right on odd pages, left on even ones.
    static func footer(isEven: Bool) -> String {
        let place =
            isEven
            ? "<w:ind w:leftChars=\"100\" w:left=\"280\"/><w:jc w:val=\"left\"/>"
            : "<w:ind w:rightChars=\"100\" w:right=\"280\"/><w:jc w:val=\"right\"/>"
        return head + "<w:ftr xmlns:w=\"\(main)\"><w:p><w:pPr><w:pStyle w:val=\"Footer\"/>\(place)</w:pPr>"
            + "<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t xml:space=\"preserve\">— </w:t></w:r>"
            + "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>"
            + "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
            + "<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t xml:space=\"preserve\"> —</w:t></w:r></w:p></w:ftr>"
    }

    static func core(_ properties: ReportProperties, _ language: Language) -> [UInt8] {
        var xml = XMLWriter()
        xml.start(
            "cp:coreProperties",
            [
                "xmlns:cp": "\(package)/metadata/core-properties", "xmlns:dc": "http://purl.org/dc/elements/1.1/",
                "xmlns:dcterms": "http://purl.org/dc/terms/", "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            ])
        xml.element("dc:title", text: properties.title)
        if !properties.subject.isEmpty { xml.element("dc:subject", text: properties.subject) }
        xml.element("dc:creator", text: properties.creator)
        xml.element("dc:language", text: language == .chinese ? "zh-CN" : "en-US")
        if let date = properties.date {
            for name in ["dcterms:created", "dcterms:modified"] {
                xml.element(name, ["xsi:type": "dcterms:W3CDTF"], text: "\(date)T00:00:00Z")
            }
        }
        xml.end()
        return xml.bytes
    }

    static let app =
        head
        + "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>Anju</Application></Properties>"

    /// Where the numbers come from, readable in Word under File, Properties, and by ``Readback``.
    static func custom(_ document: ReportDocument) -> [UInt8] {
        var values = [("AnjuYear", String(document.properties.year)), ("AnjuLanguage", document.language.rawValue)]
        if let template = document.properties.template { values.append(("AnjuTemplate", template.rawValue)) }
        if let freeze = document.properties.freeze {
            values += [("AnjuFreezeName", freeze.name), ("AnjuFreezeRoot", freeze.root)]
        }
        var xml = XMLWriter()
        xml.start(
            "Properties",
            [
                "xmlns": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
                "xmlns:vt": "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
            ])
        for (index, (name, value)) in values.enumerated() {
            xml.start("property", ["fmtid": "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", "pid": String(index + 2), "name": name])
            xml.element("vt:lpwstr", text: value)
            xml.end()
        }
        xml.end()
        return xml.bytes
    }

    private static func link(_ id: String, _ type: String, _ target: String) -> String {
        "<Relationship Id=\"\(id)\" Type=\"\(type)\" Target=\"\(target)\"/>"
    }
}
