import Evaluation
import Quantities

extension Composer {
    static let points = NumberFormat(decimals: 2)

    /// 自评得分: a table a programme, with how each score came about.
    mutating func scores(level: Int) {
        heading(level, word("自评得分情况", "Scores"))
        var spans: [ReportSpan] = [.text(word("按照各专项评价方案计分，", "By the schemes, "))]
        for (index, programme) in result.programmes.enumerated() {
            if index > 0 { spans.append(.text(word("，", "; "))) }
            spans += [
                .text(word(programme.scheme.title) + word("得", " scores ")), total(programme),
                .text(word("分，等次为\(programme.band.zh)", " (\(programme.band.en))")),
            ]
        }
        spans.append(.text(word("。", ".")))
        paragraph(spans)
        if let warning = weightsWarning { note([.text(warning)]) }
        if !result.programmes.contains(where: { $0.auditedScore != nil }) {
            note("截至本报告生成时，尚未收到审核得分。", "No audited scores had been received when this report was made.")
        }
        for programme in result.programmes { add(.table(scoreTable(programme))) }
    }

    /// Stated wherever a score is printed, while a scheme's weights are not the official ones.
    var weightsWarning: String? { Self.weightsWarning(result, language) }

    static func weightsWarning(_ result: EvaluationResult, _ language: Language) -> String? {
        let unconfirmed = result.programmes.map(\.scheme).filter { !$0.weightsConfirmed }
        guard !unconfirmed.isEmpty else { return nil }
        switch language {
        case .chinese:
            return "注：" + unconfirmed.map(\.title.zh).joined(separator: "、") + "评价方案的分值是占位数，未经主管部门确认，所得分数只供演示和核对计算，不是正式评分。"
        case .english:
            return "Note: the weights of " + unconfirmed.map(\.title.en).joined(separator: ", ")
                + " are placeholders that no authority has confirmed; the scores show how the computation works and are not official."
        }
    }

    private func total(_ programme: ProgrammeEvaluation) -> ReportSpan {
        number(
            programme.scheme.programme + "/score", Self.points.digits(programme.score, unit: .score),
            Text(programme.scheme.title.zh + "自评得分", programme.scheme.title.en + ": own score"))
    }

    private func scoreTable(_ programme: ProgrammeEvaluation) -> ReportTable {
        let isAudited = programme.auditedScore != nil
        var columns: [ReportTable.Column] = [
            .init(word("指标", "Indicator"), share: 6), .init(word("分值", "Weight"), share: 2, .right),
            .init(word("目标值", "Target"), share: 4, .right), .init(word("实际完成值", "Actual"), share: 4, .right),
            .init(word("自评得分", "Own score"), share: 3, .right),
        ]
        if isAudited { columns.append(.init(word("审核得分", "Audited"), share: 3, .right)) }
        columns.append(.init(word("得分说明", "How it came about"), share: isAudited ? 7 : 8))
        let title = programme.scheme.title
        var table = ReportTable(caption: word("\(title.zh)自评得分表", "\(title.en): scores"), columns: columns)
        for section in programme.sections {
            table.rows.append(.init([[.text(word(section.section.title))]], kind: .section))
            for indicator in section.indicators { table.rows.append(.init(scoreRow(indicator, isAudited))) }
        }
        var sums: [[ReportSpan]] = [
            [.text(word("合计", "Total"))],
            [
                number(
                    programme.scheme.programme + "/total", Self.plain(programme.scheme.total),
                    Text(title.zh + "总分值", title.en + ": total weight"))
            ], [], [], [total(programme)],
        ]
        if isAudited {
            let audited = programme.auditedScore ?? programme.score
            sums.append([
                number(
                    programme.scheme.programme + "/audited", Self.points.digits(audited, unit: .score),
                    Text(title.zh + "审核得分", title.en + ": audited score"))
            ])
        }
        sums.append([.text(word(programme.band))])
        table.rows.append(.init(sums, kind: .total))
        return table
    }

    private func scoreRow(_ indicator: IndicatorEvaluation, _ isAudited: Bool) -> [[ReportSpan]] {
        let id = indicator.indicator.id
        let title = indicator.indicator.title
        func score(_ value: Rational?, _ suffix: String, _ name: Text) -> [ReportSpan] {
            guard let value else { return [.text("—")] }
            return [number(id + "/" + suffix, Self.points.digits(value, unit: .score), Text(title.zh + name.zh, title.en + ": " + name.en))]
        }
        var cells: [[ReportSpan]] = [
            [.text(word(title))],
            [number(id + "/weight", Self.plain(indicator.indicator.weight), Text(title.zh + "分值", title.en + ": weight"))],
            target(indicator), actual(indicator), score(indicator.score, "score", Text("自评得分", "own score")),
        ]
        var reason = word(indicator.reason)
        if isAudited {
            cells.append(score(indicator.audited, "audited", Text("审核得分", "audited score")))
            if let audit = indicator.auditReason, !audit.isEmpty { reason += word("；审核意见：", "; audit: ") + audit }
        }
        cells.append([.text(reason)])
        return cells
    }

    /// What the indicator is held against; a dash where nothing is.
    func target(_ indicator: IndicatorEvaluation) -> [ReportSpan] {
        guard let target = indicator.target else { return [.text("—")] }
        if let figure = target.figure { return [span(figure)] }
        let title = indicator.indicator.title
        return [number(indicator.indicator.id + "/target", target.text(language), Text(title.zh + "目标值", title.en + ": target"))]
    }

    /// What was reached: in the target's own measure where that is a rate.
    func actual(_ indicator: IndicatorEvaluation) -> [ReportSpan] { indicator.shown.map { [span($0)] } ?? [.text("—")] }

    static func plain(_ value: Rational) -> String { value.exactDecimal ?? value.decimalText(decimals: 2) }
}

extension IndicatorEvaluation {
    /// The figure that is held against the target: a target in per cent is met by a rate.
    var shown: Figure? {
        if target?.unit == .percent, actual?.unit != .percent, let rateFigure { return rateFigure }
        return actual ?? rateFigure
    }

    /// How much of the target was reached, in one measure; `nil` where there is no target, or no number.
    var attainment: Rational? {
        guard let bound = target?.value, let value = shown?.value else { return nil }
        return value.divided(by: bound)
    }

    /// Whether the target was missed, at a cost in points. A target of 0 (findings) is missed by anything above it.
    ///
    /// Where full points are given below the target (241 of 267 projects, from 90 % on), the target is a measure and not a demand.
    var isMissed: Bool {
        guard isApplicable, let bound = target?.value, let value = shown?.value else { return false }
        if let score, score >= indicator.weight { return false }
        if case .findings = indicator.shape { return value > bound }
        return value < bound
    }
}
