public import Evaluation
import Quantities
import Workbooks

/// 绩效运行监控表 in XLSX: how far the year's targets have come by a month, a programme a sheet.
///
/// The result is that of the months so far: a snapshot whose monthly pages end with `month`.
///
///     let pages = snapshot.pages.filter { ($0.period.month ?? 0) <= 7 }
///     let result = try await evaluator.evaluate(Snapshot(year: 2023, pages: pages, isCurrent: false))
///     try MonitoringForm.write(result, through: 7, to: "绩效运行监控表-2023-07.xlsx")
public enum MonitoringForm {
    /// Writes the workbook, replacing what is there. Forecasts, causes and prospects are left to those who file.
    ///
    /// - Throws: `D102` where it cannot be written.
    public static func write(_ result: EvaluationResult, through month: Int, to path: String) throws(ReportError) {
        do throws(WorkbookError) {
            let writer = try XLSXWriter(path: path)
            try writer.setDocument(title: "\(result.year)年度绩效运行监控表（1—\(month)月）", author: "Anju 安居")
            for programme in result.programmes { try write(programme, result.year, month, writer) }
            try writer.finish()
        } catch {
            throw ReportError("D102", "监控表无法生成：\(error.text.zh)", "the form could not be made: \(error.text.en)", at: path)
        }
    }

    private static func write(_ programme: ProgrammeEvaluation, _ year: Int, _ month: Int, _ writer: XLSXWriter) throws(WorkbookError) {
        var sheet = try FormSheet(
            writer, programme.scheme.title.zh, widths: [11, 13, 28, 14, 14, 10, 14, 20, 12, 14], isLandscape: true)
        let months = month == 1 ? "1月" : "1—\(month)月"
        try sheet.text("\(programme.scheme.title.zh)绩效运行监控表（\(year)年\(months)）", 0...9, style: FormSheet.title)
        try writer.setHeight(28, sheet.sheet, row: sheet.row)
        sheet.row += 1
        try sheet.text("资金（万元）", 0...2, rows: 2, style: FormSheet.label)
        for (column, title) in ["年初预算数", months + "执行数", "执行率", "全年预计执行数"].enumerated() {
            try sheet.text(title, (column + 3)...(column + 3), style: FormSheet.head)
        }
        try sheet.text("备注", 7...9, style: FormSheet.head)
        sheet.row += 1
        let money = programme.money
        try progress(money?.target?.value.map { $0 / 10_000 }, money?.actual?.value.map { $0 / 10_000 }, "#,##0.00", "#,##0.00", &sheet)
        try sheet.blank(6...6)
        try sheet.text("", 7...9)
        sheet.row += 1
        let heads = ["一级指标", "二级指标", "三级指标", "年度指标值", months + "完成值", "完成进度", "全年预计完成值", "偏差原因", "完成目标可能性", "备注"]
        for (column, title) in heads.enumerated() { try sheet.text(title, column...column, style: FormSheet.head) }
        try writer.freeze(sheet.sheet, row: sheet.row + 1)
        sheet.row += 1
        let first = sheet.row
        try FormIndicators(programme).write(&sheet, first: 0) { indicator, sheet throws(WorkbookError) in
            try sheet.text(indicator.indicator.title.zh, 2...2)
            try sheet.height(indicator.indicator.title.zh, characters: 13)
            try progress(
                indicator.target?.value, indicator.shown?.value, pattern(indicator.target?.unit), pattern(indicator.shown?.unit), &sheet)
            try sheet.blank(6...9)
        }
        guard sheet.row > first else { return }
        let rows = first...(sheet.row - 1)
        try writer.validate(sheet.sheet, rows: rows, columns: 7...7, list: ["经费保障", "制度保障", "人员保障", "硬件条件保障", "其他"])
        try writer.validate(sheet.sheet, rows: rows, columns: 8...8, list: ["确定能", "有可能", "完全不可能"])
    }

    /// Target in D, what was reached in E, their quotient live in F.
    private static func progress(
        _ target: Rational?, _ actual: Rational?, _ targetPattern: String, _ actualPattern: String, _ sheet: inout FormSheet
    ) throws(WorkbookError) {
        if let target { try sheet.number(target, 3, format: targetPattern) } else { try sheet.blank(3...3) }
        if let actual { try sheet.number(actual, 4, format: actualPattern) } else { try sheet.blank(4...4) }
        let formula = "IF(N(D\(sheet.row))=0,\"\",E\(sheet.row)/D\(sheet.row))"
        if let target, let rate = (actual ?? 0).divided(by: target) {
            try sheet.formula(formula, cached: rate, 5, format: "0.00%")
        } else {
            try sheet.formula(formula, text: "", 5, style: FormSheet.number("0.00%"))
        }
    }

    private static func pattern(_ unit: Unit?) -> String {
        switch unit {
        case .percent, .percentagePoints: "0.00%"
        case .yuan, .squareMetres: "#,##0.00"
        default: "#,##0"
        }
    }
}
