import Evaluation
import Ledgers
import Quantities
import Workbooks

/// One programme on the official form, columns A … G.
struct OfficialSheet {
    let result: EvaluationResult
    let programme: ProgrammeEvaluation
    let options: ReportOptions

    init(_ result: EvaluationResult, _ programme: ProgrammeEvaluation, _ options: ReportOptions) {
        self.result = result
        self.programme = programme
        self.options = options
    }

    private static let toFill = "（由填报单位填写）"
    private static let wanYuan = Rational(10_000)

    func write(_ writer: XLSXWriter) throws(WorkbookError) {
        var sheet = try FormSheet(writer, programme.scheme.title.zh, widths: [8, 9, 11, 23, 15, 15, 22])
        try sheet.text("转移支付区域（项目）绩效自评表", 0...6, style: FormSheet.title)
        try writer.setHeight(28, sheet.sheet, row: sheet.row)
        sheet.row += 1
        try sheet.text("（\(result.year)年度）", 0...6, style: CellStyle(horizontal: .center, fontSize: 11))
        sheet.row += 1
        try head(&sheet)
        try funds(&sheet)
        try management(&sheet)
        try goals(&sheet)
        try indicators(&sheet)
        try notes(&sheet)
    }

    private func head(_ sheet: inout FormSheet) throws(WorkbookError) {
        try sheet.text("转移支付（项目）名称", 0...1, style: FormSheet.label)
        try sheet.text("中央财政城镇保障性安居工程补助资金（\(programme.scheme.title.zh)）", 2...6)
        sheet.row += 1
        try sheet.text("中央主管部门", 0...1, style: FormSheet.label)
        try sheet.text("财政部、住房和城乡建设部", 2...6)
        sheet.row += 1
        try sheet.text("地方主管部门", 0...1, style: FormSheet.label)
        try sheet.text(
            options.bodies.isEmpty ? "\(result.city.name.zh)住房城乡建设、财政部门" : options.bodies.map(\.zh).joined(separator: "、"), 2...3)
        try sheet.text("资金使用单位", 4...4, style: FormSheet.label)
        try sheet.text("各区住房城乡建设（房管）部门和项目单位", 5...6)
        sheet.row += 1
    }

    /// 资金投入情况, in 万元: the central money from the books; local and other money is not in them and stays open.
    private func funds(_ sheet: inout FormSheet) throws(WorkbookError) {
        let money = programme.money
        try sheet.text("资金投入情况（万元）", 0...0, rows: 5, style: FormSheet.label)
        try sheet.text("", 1...3, style: FormSheet.head)
        for (column, title) in ["全年预算数（A）", "全年执行数（B）", "预算执行率（B/A×100%）"].enumerated() {
            try sheet.text(title, (4 + column)...(4 + column), style: FormSheet.head)
        }
        sheet.row += 1
        let budget = money?.target?.value.map { $0 / Self.wanYuan }
        let spent = money?.actual?.value.map { $0 / Self.wanYuan }
        let top = sheet.row
        try sheet.text("年度资金总额", 1...3, style: FormSheet.label)
        try sheet.formula("SUM(E\(top + 1):E\(top + 3))", cached: budget ?? 0, 4, format: "#,##0.00")
        try sheet.formula("SUM(F\(top + 1):F\(top + 3))", cached: spent ?? 0, 5, format: "#,##0.00")
        try rate(&sheet, budget, spent)
        sheet.row += 1
        try sheet.text("其中：中央财政资金", 1...3)
        if let budget { try sheet.number(budget, 4, format: "#,##0.00") } else { try sheet.blank(4...4) }
        if let spent { try sheet.number(spent, 5, format: "#,##0.00") } else { try sheet.blank(5...5) }
        try rate(&sheet, budget, spent)
        sheet.row += 1
        for title in ["地方资金", "其他资金"] {
            try sheet.text("　　　" + title, 1...3)
            try sheet.blank(4...5)
            try rate(&sheet, nil, nil)
            sheet.row += 1
        }
    }

    private func rate(_ sheet: inout FormSheet, _ budget: Rational?, _ spent: Rational?) throws(WorkbookError) {
        let formula = "IF(E\(sheet.row)=0,\"\",F\(sheet.row)/E\(sheet.row))"
        if let budget, let spent, let rate = spent.divided(by: budget) {
            try sheet.formula(formula, cached: rate, 6, format: "0.00%")
        } else {
            try sheet.formula(formula, text: "", 6, style: FormSheet.number("0.00%"))
        }
    }

    /// 资金管理情况: what the books say; the rest is the filer's.
    private func management(_ sheet: inout FormSheet) throws(WorkbookError) {
        try sheet.text("资金管理情况", 0...0, rows: 8, style: FormSheet.label)
        try sheet.text("", 1...2, style: FormSheet.head)
        try sheet.text("情况说明", 3...5, style: FormSheet.head)
        try sheet.text("存在问题和改进措施", 6...6, style: FormSheet.head)
        sheet.row += 1
        let rows: [(String, String?)] = [
            ("分配科学性", nil), ("下达及时性", "allocation"), ("拨付合规性", "disbursement"), ("使用规范性", nil), ("执行准确性", "execution"),
            ("预算绩效管理情况", nil), ("支出责任履行情况", nil),
        ]
        for (title, part) in rows {
            let indicator = part.flatMap { part in
                programme.indicators.first {
                    $0.indicator.kind == .funds && $0.indicator.id == programme.scheme.programme + ".funds." + part
                }
            }
            let text = indicator.map { $0.statements.map { $0.text(.chinese) }.joined() } ?? ""
            let shown = text.isEmpty ? Self.toFill : text
            try sheet.text(title, 1...2, style: FormSheet.centred)
            try sheet.text(shown, 3...5)
            try sheet.text(indicator?.explanation.map(Self.cause) ?? "", 6...6)
            try sheet.height(shown, characters: 24)
            sheet.row += 1
        }
    }

    private func goals(_ sheet: inout FormSheet) throws(WorkbookError) {
        try sheet.text("总体目标完成情况", 0...0, rows: 2, style: FormSheet.label)
        try sheet.text("总体目标", 1...3, style: FormSheet.head)
        try sheet.text("全年实际完成情况", 4...6, style: FormSheet.head)
        sheet.row += 1
        let quantities = programme.indicators.filter { $0.indicator.kind == .outputQuantity && $0.target?.value != nil && $0.actual != nil }
        let goals = quantities.map { "\($0.actual?.title.zh ?? "")\($0.target?.text(.chinese) ?? "")" }.joined(separator: "；") + "。"
        let results = quantities.map { "\($0.actual?.title.zh ?? "")\($0.actual?.text(.chinese) ?? "")" }.joined(separator: "；") + "。"
        try sheet.text(quantities.isEmpty ? Self.toFill : goals, 1...3)
        try sheet.text(quantities.isEmpty ? Self.toFill : results, 4...6)
        try sheet.height(goals, characters: 20)
        sheet.row += 1
    }

    /// 绩效指标, by the form's own heads; the budget rate stands above and not here.
    private func indicators(_ sheet: inout FormSheet) throws(WorkbookError) {
        let listed = FormIndicators(programme)
        try sheet.text("绩效指标", 0...0, rows: listed.count + 1, style: FormSheet.label)
        for (column, title) in ["一级指标", "二级指标", "三级指标", "指标值", "全年实际完成值", "未完成原因和改进措施"].enumerated() {
            try sheet.text(title, (column + 1)...(column + 1), style: FormSheet.head)
        }
        sheet.row += 1
        try listed.write(&sheet, first: 1) { indicator, sheet throws(WorkbookError) in try write(indicator, &sheet) }
    }

    private func write(_ indicator: IndicatorEvaluation, _ sheet: inout FormSheet) throws(WorkbookError) {
        try sheet.text(indicator.indicator.title.zh, 3...3)
        if let target = indicator.target, let value = target.value {
            try sheet.printed(value, unit: target.unit, format: target.format, 4)
        } else {
            try sheet.text(indicator.evidence.isEmpty ? "" : "定性", 4...4, style: FormSheet.centred)
        }
        if let shown = indicator.shown, let value = shown.value {
            try sheet.printed(value, unit: shown.unit, format: shown.format, 5)
        } else {
            try sheet.text(Self.qualitative(indicator), 5...5, style: FormSheet.centred)
        }
        let cause =
            indicator.explanation.map(Self.cause)
            ?? (indicator.isMissed || result.overCompletions.contains { $0.indicator.id == indicator.indicator.id } ? "未说明原因" : "")
        try sheet.text(cause, 6...6)
        try sheet.height([(cause, 10), (indicator.indicator.title.zh, 11)])
    }

    /// 达成 where all the evidence is there, 部分达成 where some is, 未达成 where none is.
    private static func qualitative(_ indicator: IndicatorEvaluation) -> String {
        if !indicator.isApplicable { return "不适用" }
        let present = indicator.evidence.count { $0.isPresent }
        if indicator.evidence.isEmpty || indicator.actual != nil { return "缺少数据" }
        return present == indicator.evidence.count ? "达成" : present == 0 ? "未达成" : "部分达成"
    }

    private static func cause(_ entry: Entry) -> String {
        let measure = entry["measure"].plain
        return entry["cause"].plain + (measure.isEmpty ? "" : "改进措施：" + measure)
    }

    private func notes(_ sheet: inout FormSheet) throws(WorkbookError) {
        try sheet.text("说明", 0...0, style: FormSheet.label)
        try sheet.text("巡视、审计和财政监督中发现的问题及涉及金额：" + Self.toFill + "（没有的填“无”）", 1...6)
        try sheet.writer.setHeight(30, sheet.sheet, row: sheet.row)
        sheet.row += 1
        let freeze = options.freeze.map { "数据依据封账“\($0.name)”，根值\($0.root)。" } ?? "数据依据当前账页，尚未封账。"
        let notes = [
            "注：1.中央财政资金的预算数取下达台账合计，执行数取国库集中支付台账合计；地方资金和其他资金不在台账内，由填报单位补填，合计和执行率随之变动。",
            "2.指标值和实际完成值取自台账，算法见“\(programme.scheme.title.zh)得分”和“佐证”两表；定性指标按佐证是否齐全填写达成情况。", "3." + freeze,
        ]
        for note in notes {
            try sheet.text(note, 0...6, style: FormSheet.note)
            try sheet.height(note, characters: 55, atLeast: 15)
            sheet.row += 1
        }
    }
}
