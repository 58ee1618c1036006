public import Quantities
import Workbooks

/// The columns of a roll, as files head them.
enum RollColumn: CaseIterable {
    case building, stairway, room, area, owner, document, certificate, kind

    var title: Text {
        switch self {
        case .building: Text("楼号", "building")
        case .stairway: Text("单元", "stairway")
        case .room: Text("房号", "room")
        case .area: Text("面积（平方米）", "area (m²)")
        case .owner: Text("业主", "owner")
        case .document: Text("证件号码", "document")
        case .certificate: Text("产权证号", "certificate")
        case .kind: Text("类型", "type")
        }
    }

    /// What it is called in files, without brackets and blanks.
    var names: [String] {
        switch self {
        case .building: ["楼号", "楼栋", "楼栋号", "幢号", "楼", "BUILDING"]
        case .stairway: ["单元", "单元号", "STAIRWAY"]
        case .room: ["房号", "室号", "房间号", "门牌号", "ROOM"]
        case .area: ["面积", "专有部分面积", "建筑面积", "产权面积", "AREA"]
        case .owner: ["业主", "业主姓名", "权利人", "姓名", "产权人", "OWNER"]
        case .document: ["证件号码", "证件号", "身份证号", "身份证号码", "公民身份号码", "DOCUMENT"]
        case .certificate: ["产权证号", "不动产权证号", "不动产权证书号", "证号", "房产证号", "CERTIFICATE"]
        case .kind: ["类型", "业主类型", "销售状态", "TYPE"]
        }
    }

    static let needed: [RollColumn] = [.room, .area, .owner, .document, .certificate]
}

/// A roll from a file: CSV or XLSX, told apart by its bytes. The first line of the first sheet that names the columns is its head.
public enum RollFile {
    /// The lines of the file.
    ///
    /// - Throws: `WorkbookError` for a file that is no table; `T005` where columns are missing, or it is too long.
    public static func entries(path: String) throws -> [RollEntry] {
        switch try WorkbookFormat.detect(path: path) {
        case .csv: return try read(try CSVReader(path: path))
        case .xlsx:
            let book = try XLSXWorkbook(path: path)
            guard let sheet = book.sheets.first(where: { !$0.isHidden }) else {
                throw VoteError.definition("工作簿中没有可见的工作表", "the workbook has no visible sheet")
            }
            return try read(try book.rows(of: sheet))
        }
    }

    private static func read(_ reader: some RowReader) throws -> [RollEntry] {
        var row = RowBuffer()
        var columns: [RollColumn: Int] = [:]
        var entries: [RollEntry] = []
        while try reader.read(into: &row) {
            if columns.isEmpty {
                columns = heads(row)
                guard columns.isEmpty, row.row >= 10 else { continue }
                break
            }
            let cell = { (column: RollColumn) in columns[column].map { row.text(column: $0) } ?? "" }
            let filled = RollColumn.allCases.contains { $0 != .kind && !Written.plain(cell($0)).isEmpty }
            guard filled else { continue }
            guard entries.count < RollMaker.limit else {
                throw VoteError.definition("名册超过\(RollMaker.limit)行", "the roll has more than \(RollMaker.limit) lines")
            }
            let kind = Written.plain(cell(.kind))
            let names = Written.parts(cell(.owner))
            let documents = Written.parts(cell(.document))
            entries.append(
                RollEntry(
                    building: cell(.building), stairway: cell(.stairway), room: cell(.room), area: cell(.area),
                    // A name without a number, or a number without a name, is found by the maker.
                    owners: (0..<max(names.count, documents.count)).map { index in
                        RollEntry.Owner(
                            name: names.indices.contains(index) ? names[index] : "",
                            document: documents.indices.contains(index) ? documents[index] : "")
                    },
                    certificate: cell(.certificate), isUnsold: ["未售", "建设单位", "开发商", "UNSOLD", "DEVELOPER"].contains(kind), row: row.row))
        }
        guard !columns.isEmpty else {
            let missing = RollColumn.needed.map(\.title.zh).joined(separator: "、")
            throw VoteError.definition("前10行中没有表头，应有列：\(missing)", "no head within 10 rows; it names the columns \(missing)")
        }
        return entries
    }

    private static func heads(_ row: RowBuffer) -> [RollColumn: Int] {
        var found: [RollColumn: Int] = [:]
        for cell in row.cells {
            let plain = Written.plain(row.text(cell)).unicodeScalars.prefix { $0 != "(" }
            let name = String(String.UnicodeScalarView(plain))
            if let column = RollColumn.allCases.first(where: { $0.names.contains(name) }), found[column] == nil {
                found[column] = Int(cell.column)
            }
        }
        return RollColumn.needed.allSatisfy { found[$0] != nil } ? found : [:]
    }

    /// The head and one line, as a file to fill in.
    public static func template() -> [UInt8] {
        var csv = CSVWriter()
        csv.write(RollColumn.allCases.map(\.title.zh))
        csv.write(["3号楼", "2单元", "501", "87.35", "张三、李四", "", "京（2019）朝不动产权第0012345号", ""])
        return csv.drain()
    }
}
