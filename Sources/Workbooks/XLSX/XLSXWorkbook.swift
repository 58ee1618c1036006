/// A sheet of a workbook.
public struct XLSXSheet: Hashable, Sendable {
    public let name: String
    /// Hidden, or "very hidden", which only a macro can undo.
    public let isHidden: Bool
    /// The part it is stored in.
    let part: String
}

/// An XLSX workbook, open for reading.
///
///     let workbook = try XLSXWorkbook(path: "补贴台账.xlsx")
///     for sheet in workbook.sheets where !sheet.isHidden {
///         let reader = try workbook.rows(of: sheet)
///         var row = RowBuffer()
///         while try reader.read(into: &row) { … }
///     }
///
/// Sheets are streamed; nothing of them is kept. One workbook is read by one thread at a time.
public final class XLSXWorkbook {
    /// Sheets with cells, in the order of their tabs.
    public let sheets: [XLSXSheet]
    /// Custom document properties (`docProps/custom.xml`): template, version, district, as our own templates carry them.
    public let properties: [String: String]
    /// Whether serial dates count from 1904, as workbooks of old Macintoshes do. Dates come out the same.
    public let usesDate1904: Bool
    /// What was left out, for the person who sent it: macros (W408), links to other workbooks (W409), sheets that hold a chart (W411).
    public let notices: [WorkbookError]

    private let package: PackageReader
    private let styles: NumberStyles
    private let sharedPart: String?
    private var shared: SharedStrings?

    public init(path: String, limits: WorkbookLimits = .default) throws(WorkbookError) {
        let package = try PackageReader(path: path, limits: limits)
        self.package = package
        guard package.contains("[Content_Types].xml"), let main = try Relationships(of: "", in: package).first("officeDocument") else {
            throw Self.noWorkbook
        }
        let links = try Relationships(of: main, in: package)
        let contents = try WorkbookPart(try package.read(main), part: main, limits: limits)
        var notices: [WorkbookError] = []
        var sheets: [XLSXSheet] = []
        for entry in contents.sheets {
            guard let link = links.byID[entry.id], package.contains(link.target) else { throw PackageDirectory.damaged(entry.name) }
            if link.kind == "worksheet" {
                sheets.append(XLSXSheet(name: entry.name, isHidden: entry.isHidden, part: link.target))
            } else {
                notices.append(
                    WorkbookError("W411", "工作表不含单元格（图表或宏表），未读取。", "a sheet without cells (a chart or macros) was not read", at: entry.name))
            }
        }
        guard !sheets.isEmpty else {
            throw WorkbookError("W412", "工作簿中没有含单元格的工作表。", "the workbook has no sheet with cells")
        }
        if package.names.contains(where: { $0.utf8.map { $0 | 0x20 }.firstRange(of: Array("vbaproject".utf8)) != nil }) {
            notices.append(WorkbookError("W408", "工作簿带有宏，宏未读取、未运行。", "the workbook has macros; they were neither read nor run"))
        }
        if links.byID.values.contains(where: { $0.kind == "externalLink" }) {
            notices.append(
                WorkbookError("W409", "工作簿引用了其他工作簿，只采用其中已保存的值。", "the workbook refers to other workbooks; the values saved in it were used")
            )
        }
        self.sheets = sheets
        self.notices = notices
        usesDate1904 = contents.usesDate1904
        if let part = links.first("styles") {
            styles = try NumberStyles(try package.read(part), part: part, limits: limits)
        } else {
            styles = NumberStyles()
        }
        sharedPart = links.first("sharedStrings").flatMap { package.contains($0) ? $0 : nil }
        properties = try CustomProperties.read(package, limits: limits)
    }

    /// The rows of a sheet, from its first. The texts of the workbook are read once, at the first call.
    public func rows(of sheet: XLSXSheet) throws(WorkbookError) -> XLSXRowReader {
        let texts: SharedStrings
        if let shared {
            texts = shared
        } else if let sharedPart {
            texts = try SharedStrings(try package.open(sharedPart), limits: package.limits)
        } else {
            texts = SharedStrings()
        }
        shared = texts
        let cells = CellDecoder(shared: texts, styles: styles, is1904: usesDate1904, sheet: sheet.name, limits: package.limits)
        return try XLSXRowReader(try package.open(sheet.part), cells: cells, limits: package.limits)
    }

    static var noWorkbook: WorkbookError {
        WorkbookError("W401", "这不是 XLSX 工作簿，请在表格软件中另存为 XLSX。", "this is not an XLSX workbook; save it as XLSX")
    }
}

/// What `xl/workbook.xml` says.
struct WorkbookPart {
    var sheets: [(name: String, id: String, isHidden: Bool)] = []
    var usesDate1904 = false

    init(_ bytes: [UInt8], part: String, limits: WorkbookLimits) throws(WorkbookError) {
        let reader = try XMLReader(bytes, part: part, limits: limits)
        var path: [String] = []
        while let event = try reader.next() {
            switch event {
            case .start(let name, _, let attributes):
                path.append(name)
                if path.count == 1, name != "workbook" { throw XLSXWorkbook.noWorkbook }
                if path == ["workbook", "workbookPr"] { usesDate1904 = ["1", "true", "on"].contains(attributes["date1904"]) }
                if path == ["workbook", "sheets", "sheet"] {
                    guard let title = attributes["name"],
                        let id = attributes.first(where: { $0.name == "id" && !$0.namespace.isEmpty })?.value
                    else {
                        throw PackageDirectory.damaged(part)
                    }
                    let state = attributes["state"]
                    sheets.append((title, id, state == "hidden" || state == "veryHidden"))
                }
            case .end: path.removeLast()
            case .text: break
            }
        }
    }
}

/// Custom document properties (ISO/IEC 29500-1, 22.3): name and text of each.
enum CustomProperties {
    static let part = "docProps/custom.xml"

    static func read(_ package: PackageReader, limits: WorkbookLimits) throws(WorkbookError) -> [String: String] {
        guard package.contains(part) else { return [:] }
        let reader = try XMLReader(try package.read(part), part: part, limits: limits)
        var properties: [String: String] = [:]
        var name: String?
        while let event = try reader.next() {
            switch event {
            case .start("property", _, let attributes):
                name = attributes["name"]
                if let name { properties[name] = "" }
            case .text(let text): if let name { properties[name, default: ""] += text }
            case .end("property", _): name = nil
            default: break
            }
        }
        return properties
    }
}
