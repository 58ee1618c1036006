public import Evaluation
import Quantities
import Workbooks

/// 绩效目标申报表 in XLSX, a programme a sheet: the money asked for and the targets set, with how each is to be read (≥, ≤, 定性).
public enum TargetForm {
    /// Writes the workbook, replacing what is there.
    ///
    /// - Throws: `D102` where it cannot be written.
    public static func write(_ result: EvaluationResult, to path: String) throws(ReportError) {
        do throws(WorkbookError) {
            let writer = try XLSXWriter(path: path)
            try writer.setDocument(title: "\(result.year)年度转移支付绩效目标申报表", author: "Anju 安居")
            for programme in result.programmes { try write(programme, result, writer) }
            try writer.finish()
        } catch {
            throw ReportError("D102", "申报表无法生成：\(error.text.zh)", "the form could not be made: \(error.text.en)", at: path)
        }
    }

    private static func write(_ programme: ProgrammeEvaluation, _ result: EvaluationResult, _ writer: XLSXWriter) throws(WorkbookError) {
        var sheet = try FormSheet(writer, programme.scheme.title.zh, widths: [11, 13, 28, 10, 14, 12, 14])
        try sheet.text("转移支付区域绩效目标申报表（\(result.year)年度）", 0...6, style: FormSheet.title)
        try writer.setHeight(28, sheet.sheet, row: sheet.row)
        sheet.row += 1
        try sheet.text("项目名称", 0...1, style: FormSheet.label)
        try sheet.text("中央财政城镇保障性安居工程补助资金（\(programme.scheme.title.zh)）", 2...6)
        sheet.row += 1
        try sheet.text("主管部门", 0...1, style: FormSheet.label)
        try sheet.text("\(result.city.name.zh)住房城乡建设、财政部门", 2...6)
        sheet.row += 1
        try sheet.text("项目资金（万元）", 0...1, rows: 3, style: FormSheet.label)
        let top = sheet.row
        let budget = programme.money?.target?.value.map { $0 / 10_000 }
        try sheet.text("年度资金总额", 2...3)
        try sheet.text("", 5...6)
        try sheet.formula("SUM(E\(top + 1):E\(top + 2))", cached: budget ?? 0, 4, format: "#,##0.00")
        for title in ["其中：中央财政资金", "　　　地方资金和其他资金"] {
            sheet.row += 1
            try sheet.text(title, 2...3)
            try sheet.text("", 5...6)
            if sheet.row == top + 1, let budget { try sheet.number(budget, 4, format: "#,##0.00") } else { try sheet.blank(4...4) }
        }
        sheet.row += 1
        let goals = programme.indicators.filter { $0.indicator.kind == .outputQuantity && $0.target?.value != nil }
        let text =
            goals.map { "\($0.actual?.title.zh ?? $0.indicator.title.zh)\($0.target?.text(.chinese) ?? "")" }.joined(separator: "；") + "。"
        try sheet.text("年度目标", 0...1, style: FormSheet.label)
        try sheet.text(goals.isEmpty ? "（由填报单位填写）" : text, 2...6)
        try sheet.height(text, characters: 36)
        sheet.row += 1
        for (column, title) in ["一级指标", "二级指标", "三级指标", "指标值类型", "目标值", "度量单位", "备注"].enumerated() {
            try sheet.text(title, column...column, style: FormSheet.head)
        }
        sheet.row += 1
        try FormIndicators(programme).write(&sheet, first: 0) { indicator, sheet throws(WorkbookError) in try row(indicator, &sheet) }
        if !programme.scheme.weightsConfirmed {
            try sheet.text("注：指标名称和顺序的来源：\(programme.scheme.source.zh)。", 0...6, style: FormSheet.note)
            try sheet.height(programme.scheme.source.zh, characters: 52)
        }
    }

    private static func row(_ indicator: IndicatorEvaluation, _ sheet: inout FormSheet) throws(WorkbookError) {
        try sheet.text(indicator.indicator.title.zh, 2...2)
        try sheet.height(indicator.indicator.title.zh, characters: 13)
        guard let target = indicator.target, let value = target.value else {
            try sheet.text("定性", 3...3, style: FormSheet.centred)
            try sheet.text("佐证齐全", 4...4, style: FormSheet.centred)
            for column in 5...6 { try sheet.text("", column...column) }
            return
        }
        var isUpper = false
        if case .findings = indicator.indicator.shape { isUpper = true }
        try sheet.text(isUpper ? "≤" : "≥", 3...3, style: FormSheet.centred)
        let digits = target.format.digits(value, unit: target.unit)
        let pattern = target.format.decimals == 0 ? "0" : "0." + String(repeating: "0", count: target.format.decimals)
        try sheet.writer.write(number: digits, sheet.sheet, row: sheet.row, column: 4, style: FormSheet.number(pattern))
        try sheet.text(target.format.scale.word.zh + target.unit.word.zh, 5...5, style: FormSheet.centred)
        try sheet.text("", 6...6)
    }
}
