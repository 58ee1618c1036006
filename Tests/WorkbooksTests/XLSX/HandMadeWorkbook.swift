@testable import Workbooks

/// The smallest workbook with one sheet, its parts written out by hand.
struct HandMadeWorkbook {
    var sheet: String
    var shared: String?
    var styles: String?
    var workbookProperties = ""

    static let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
    static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    /// `rows` stands inside `<sheetData>`.
    init(rows: String, shared: [String]? = nil, styles: String? = nil) {
        sheet = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet \(Self.main)><sheetData>\(rows)</sheetData></worksheet>"
        self.shared = shared.map { "<sst \(Self.main)>" + $0.map { "<si>\($0)</si>" }.joined() + "</sst>" }
        self.styles = styles
    }

    init(sheet: String) { self.sheet = sheet }

    /// Cell styles 0, 1 … with these number formats: a number is a built-in format, anything else a code.
    static func styles(_ formats: [String]) -> String {
        var custom = ""
        var cells = ""
        for (index, format) in formats.enumerated() {
            let id = Int(format) ?? 164 + index
            if Int(format) == nil { custom += "<numFmt numFmtId=\"\(id)\" formatCode=\"\(format)\"/>" }
            cells += "<xf numFmtId=\"\(id)\" applyNumberFormat=\"1\"/>"
        }
        return
            "<styleSheet \(main)><numFmts>\(custom)</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>\(cells)</cellXfs></styleSheet>"
    }

    var package: RawPackage {
        var package = RawPackage()
        package.add("[Content_Types].xml", Array("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".utf8))
        let relationships = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        package.add(
            "_rels/.rels",
            Array(
                "\(relationships)<Relationship Id=\"a\" Type=\"\(Self.office)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                    .utf8))
        package.add(
            "xl/workbook.xml",
            Array(
                "<workbook \(Self.main) xmlns:r=\"\(Self.office)\"><workbookPr\(workbookProperties)/><sheets><sheet name=\"表1\" sheetId=\"1\" r:id=\"s\"/></sheets></workbook>"
                    .utf8))
        var links = "<Relationship Id=\"s\" Type=\"\(Self.office)/worksheet\" Target=\"/xl/worksheets/sheet1.xml\"/>"
        if shared != nil { links += "<Relationship Id=\"t\" Type=\"\(Self.office)/sharedStrings\" Target=\"sharedStrings.xml\"/>" }
        if styles != nil { links += "<Relationship Id=\"f\" Type=\"\(Self.office)/styles\" Target=\"styles.xml\"/>" }
        package.add("xl/_rels/workbook.xml.rels", Array("\(relationships)\(links)</Relationships>".utf8))
        package.add("xl/worksheets/sheet1.xml", Array(sheet.utf8))
        if let shared { package.add("xl/sharedStrings.xml", Array(shared.utf8)) }
        if let styles { package.add("xl/styles.xml", Array(styles.utf8)) }
        return package
    }

    /// All cells as `B7 kind text`, with `=` before the kind of a formula.
    func cells(limits: WorkbookLimits = .default) throws -> [String] {
        let file = TemporaryFile(package.bytes)
        let workbook = try XLSXWorkbook(path: file.path, limits: limits)
        return try Self.cells(of: workbook, workbook.sheets[0])
    }

    static func cells(of workbook: XLSXWorkbook, _ sheet: XLSXSheet) throws -> [String] {
        let reader = try workbook.rows(of: sheet)
        var row = RowBuffer()
        var cells: [String] = []
        while try reader.read(into: &row) {
            for cell in row.cells {
                cells.append(
                    "\(CellAddress(row: row.row, column: Int(cell.column))) \(cell.isFormula ? "=" : "")\(cell.kind) \(row.text(cell))")
            }
        }
        return cells
    }
}
