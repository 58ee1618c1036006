public import Quantities
internal import Workbooks

/// 抽样框文件: a CSV or XLSX file with the columns 区, 项目编号, 项目名称, 户编号.
///
/// A file with a column that looks like a name, a telephone or an identity number is refused whole: the frame needs none of them.
public enum FrameFile {
    static let heads: [(name: String, titles: [String])] = [
        ("district", ["区", "行政区", "区划", "district"]), ("project", ["项目编号", "小区编号", "project"]),
        ("name", ["项目名称", "小区名称", "name"]), ("unit", ["户编号", "户号", "房号", "unit"]),
    ]
    static let personal = ["姓名", "电话", "手机", "身份证", "证件号", "联系方式", "phone", "identity"]
    public static let most = 2_000_000

    /// - Throws: `Q006` with the row, what was read and what was expected; ``WorkbookError`` where the file cannot be read.
    public static func read(path: String, regions: Regions) throws -> [FrameUnit] {
        let reader: any RowReader
        switch try WorkbookFormat.detect(path: path) {
        case .csv: reader = try CSVReader(path: path)
        case .xlsx:
            let workbook = try XLSXWorkbook(path: path)
            guard let sheet = workbook.sheets.first(where: { !$0.isHidden }) else {
                throw SurveyError.frame(row: nil, "工作簿没有可见的工作表", "the workbook has no visible sheet")
            }
            reader = try workbook.rows(of: sheet)
        }
        var row = RowBuffer()
        guard try reader.read(into: &row) else { throw SurveyError.frame(row: nil, "文件是空的", "the file is empty") }
        let columns = try columns(of: row)
        var units: [FrameUnit] = []
        var seen: Set<FrameUnit> = []
        while try reader.read(into: &row) {
            let values = columns.map { Words.kept(row.text(column: $0)) ?? "" }
            if values.allSatisfy(\.isEmpty) { continue }
            let unit = try unit(values, row.row, regions)
            guard seen.insert(FrameUnit(unit.stratum, unit.unit, name: "")).inserted else {
                throw SurveyError.frame(row: row.row, "户编号“\(unit.id)”重复", "the household “\(unit.id)” comes twice")
            }
            units.append(unit)
            guard units.count <= most else { throw SurveyError.frame(row: row.row, "超过\(most)户", "more than \(most) households") }
        }
        return units
    }

    private static func columns(of row: RowBuffer) throws -> [Int] {
        let titles = row.cells.map { (column: Int($0.column), title: Words.kept(row.text($0))?.lowercased() ?? "") }
        for (_, title) in titles where personal.contains(where: title.contains) {
            throw SurveyError.frame(
                row: row.row, "有个人信息列“\(title)”；抽样框不需要姓名、证件和电话，请删去后再导入",
                "it has a column of personal data, “\(title)”; the frame needs no names, documents or numbers: remove it")
        }
        return try heads.map { head in
            guard let found = titles.first(where: { head.titles.contains($0.title) }) else {
                throw SurveyError.frame(
                    row: row.row, "缺少列“\(head.titles[0])”；应有区、项目编号、项目名称、户编号四列",
                    "the column “\(head.name)” is missing; four are needed: district, project, name, unit")
            }
            return found.column
        }
    }

    private static func unit(_ values: [String], _ row: Int, _ regions: Regions) throws -> FrameUnit {
        guard let region = RegionCode(values[0]).flatMap({ regions[$0] }) ?? regions.named(values[0]), region.code != regions.city.code
        else {
            throw SurveyError.frame(row: row, "区“\(values[0])”不存在，应为区名或六位代码", "there is no district “\(values[0])”; give its name or code")
        }
        for (index, limit) in [(1, 40), (2, 100), (3, 60)] {
            let value = values[index]
            guard !value.isEmpty, value.unicodeScalars.count <= limit,
                !value.utf8.contains(where: { $0 < 0x20 || $0 == 0x2F && index != 2 })
            else {
                throw SurveyError.frame(
                    row: row, "“\(heads[index].titles[0])”读到“\(value)”，应为1至\(limit)个字，不含斜线",
                    "“\(heads[index].name)” is “\(value)”; it takes 1 to \(limit) characters and no slash")
            }
        }
        return FrameUnit(Stratum(region.code, values[1]), values[3], name: values[2])
    }
}
