import Evaluation
import Quantities
import Workbooks

/// One programme's scores, live: change a number and rate, score, sums and band follow.
///
/// | A | B | C | D | E | F | G | H | I | J | K | L |
/// |---|---|---|---|---|---|---|---|---|---|---|---|
/// | 编号 | 指标 | 分值 | 目标值 | 实际值 | 完成率 | 问题数 | 适用 | 否决 | 自评得分 | 审核得分 | 得分说明 |
struct ScoreSheet {
    let programme: ProgrammeEvaluation

    init(_ programme: ProgrammeEvaluation) { self.programme = programme }

    static func name(_ programme: ProgrammeEvaluation) -> String { programme.scheme.title.zh + "得分" }

    func write(_ writer: XLSXWriter) throws(WorkbookError) {
        var sheet = try FormSheet(
            writer, Self.name(programme), widths: [26, 24, 6, 13, 13, 9, 7, 6, 6, 9, 9, 32], isLandscape: true)
        try sheet.text("\(programme.scheme.title.zh)绩效自评得分表（\(programme.scheme.year)年度）", 0...11, style: FormSheet.title)
        sheet.row += 1
        let warning =
            programme.scheme.weightsConfirmed
            ? "评分依据：\(programme.scheme.document)" : "本表分值是占位数，未经主管部门确认，所得分数不是正式评分。评分依据：\(programme.scheme.document)"
        try sheet.text(warning, 0...11, style: FormSheet.note)
        sheet.row += 1
        let heads = ["编号", "指标", "分值", "目标值", "实际值", "完成率", "问题数", "适用", "否决", "自评得分", "审核得分", "得分说明"]
        for (column, head) in heads.enumerated() { try sheet.text(head, column...column, style: FormSheet.head) }
        try writer.freeze(sheet.sheet, row: sheet.row + 1)
        sheet.row += 1
        var sums: [Int] = []
        for section in programme.sections where !section.indicators.isEmpty {
            let first = sheet.row
            for indicator in section.indicators {
                try write(indicator, &sheet)
                sheet.row += 1
            }
            try write(section, rows: first...(sheet.row - 1), &sheet)
            sums.append(sheet.row)
            sheet.row += 1
        }
        try total(sums, &sheet)
    }

    private func write(_ indicator: IndicatorEvaluation, _ sheet: inout FormSheet) throws(WorkbookError) {
        let row = sheet.row
        try sheet.text(indicator.indicator.id, 0...0)
        try sheet.text(indicator.indicator.title.zh, 1...1)
        try sheet.number(indicator.indicator.weight, 2, format: "0.##")
        let target = indicator.target?.value
        let actual = indicator.actual?.value
        if let target { try sheet.number(target, 3, format: Self.format(indicator.target?.unit)) } else { try sheet.blank(3...3) }
        if let actual { try sheet.number(actual, 4, format: Self.format(indicator.actual?.unit)) } else { try sheet.blank(4...4) }
        if let rate = indicator.rate {
            if let target, let actual, actual.divided(by: target) == rate {
                try sheet.formula("IF(D\(row)=0,\"\",E\(row)/D\(row))", cached: rate, 5, format: "0.00%")
            } else {
                try sheet.number(rate, 5, format: "0.00%")
            }
        } else {
            try sheet.blank(5...5)
        }
        let formula = ScoreFormula(indicator, row: row)
        if let findings = formula.findings { try sheet.number(findings, 6, format: "0") } else { try sheet.blank(6...6) }
        try sheet.text(indicator.isApplicable ? "是" : "否", 7...7, style: FormSheet.centred)
        try sheet.text(indicator.indicator.veto == nil ? "" : formula.isVetoed ? "是" : "否", 8...8, style: FormSheet.centred)
        if let score = indicator.score {
            try sheet.formula(formula.text, cached: score, 9, format: "0.00")
        } else {
            try sheet.text(indicator.isApplicable ? "缺数据" : "不适用", 9...9, style: FormSheet.centred)
        }
        if let audited = indicator.audited { try sheet.number(audited, 10, format: "0.00") } else { try sheet.blank(10...10) }
        let reason = indicator.reason.zh + (indicator.auditReason.map { "；审核意见：" + $0 } ?? "")
        try sheet.text(reason, 11...11)
        try sheet.height([(indicator.indicator.id, 12), (indicator.indicator.title.zh, 11), (reason, 15)])
    }

    /// A section's sum; what does not apply is left out and the rest rescaled to the section's weight.
    private func write(_ section: SectionEvaluation, rows: ClosedRange<Int>, _ sheet: inout FormSheet) throws(WorkbookError) {
        let (first, last) = (rows.lowerBound, rows.upperBound)
        let weights = "C\(first):C\(last)"
        let applicable = "SUMIF(H\(first):H\(last),\"是\",\(weights))"
        try sheet.text(section.section.title.zh, 0...0, style: FormSheet.head)
        try sheet.text("小计", 1...1, style: FormSheet.head)
        try sheet.formula("SUM(\(weights))", cached: section.weight, 2, format: "0.##", bold: true)
        try sheet.blank(3...8, style: FormSheet.head)
        func sum(_ points: String, _ cached: Rational?, _ column: Int) throws(WorkbookError) {
            let formula = "IF(\(applicable)=0,\"\",\(points)*C\(sheet.row)/\(applicable))"
            if let cached {
                try sheet.formula(formula, cached: cached, column, format: "0.00", bold: true)
            } else {
                try sheet.formula(formula, text: "", column, style: FormSheet.number("0.00"))
            }
        }
        try sum("SUM(J\(first):J\(last))", section.score, 9)
        // Audited scores, and the city's own where none was given.
        let audited = "(SUM(K\(first):K\(last))+SUMIFS(J\(first):J\(last),K\(first):K\(last),\"\"))"
        try sum(audited, Self.auditedScore(section), 10)
        try sheet.blank(11...11, style: FormSheet.head)
    }

    private static func auditedScore(_ section: SectionEvaluation) -> Rational? {
        let applicable = section.indicators.filter(\.isApplicable)
        guard !applicable.isEmpty else { return nil }
        let weight = applicable.reduce(Rational.zero) { $0 + $1.indicator.weight }
        let sum = applicable.reduce(Rational.zero) { $0 + ($1.audited ?? $1.score ?? 0) }
        return weight.isZero ? sum : sum * section.weight / weight
    }

    private func total(_ sums: [Int], _ sheet: inout FormSheet) throws(WorkbookError) {
        let total = programme.scheme.total
        func cells(_ column: String) -> String { sums.map { "\(column)\($0)" }.joined(separator: ",") }
        /// Weights of the sections that have a score.
        func weights(_ column: String) -> String { sums.map { "IF(\(column)\($0)=\"\",0,C\($0))" }.joined(separator: "+") }
        try sheet.text("总分", 0...1, style: FormSheet.head)
        try sheet.formula("SUM(\(cells("C")))", cached: programme.sections.reduce(0) { $0 + $1.weight }, 2, format: "0.##", bold: true)
        try sheet.blank(3...8, style: FormSheet.head)
        func sum(_ column: String, _ cached: Rational, _ index: Int) throws(WorkbookError) {
            try sheet.formula(
                "IF((\(weights(column)))=0,0,MIN(\(total.cell),SUM(\(cells(column)))*\(total.cell)/(\(weights(column)))))", cached: cached,
                index, format: "0.00", bold: true)
        }
        try sum("J", programme.score, 9)
        try sum("K", programme.auditedScore ?? programme.score, 10)
        var band = "\"\""
        for step in programme.scheme.bands.reversed() { band = "IF(J\(sheet.row)>=\(step.atLeast.cell),\"\(step.name.zh)\",\(band))" }
        try sheet.formula(band, text: programme.band.zh, 11, style: FormSheet.head)
    }

    private static func format(_ unit: Unit?) -> String {
        switch unit {
        case .percent, .percentagePoints: "0.00%"
        case .yuan, .squareMetres: "#,##0.00"
        default: "#,##0.##"
        }
    }
}
