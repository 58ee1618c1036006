import Evaluation
import Ledgers
import Quantities

extension Composer {
    /// 偏离绩效目标的原因: targets far exceeded, targets missed, indicators that could not be scored.
    mutating func deviations(level: Int) {
        heading(level, word("偏离绩效目标的原因和改进措施", "Deviations from targets"))
        heading(level + 1, word("超额完成较多的指标", "Targets far exceeded"))
        exceeded()
        heading(level + 1, word("未完成的指标", "Targets missed"))
        missed()
        let silent = result.programmes.flatMap { programme in
            programme.indicators.filter { $0.score == nil }.map { (programme.scheme.title, $0) }
        }
        guard !silent.isEmpty else { return }
        heading(level + 1, word("未能计分的指标", "Indicators without a score"))
        for (title, indicator) in silent {
            let name = indicator.indicator.title
            paragraph([
                .text(word("\(title.zh)“\(name.zh)”：\(indicator.reason.zh)。", "\(title.en), “\(name.en)”: \(indicator.reason.en)."))
            ])
        }
    }

    private mutating func exceeded() {
        guard !result.overCompletions.isEmpty else {
            paragraph([.text(word("没有超过规定幅度的指标。", "None beyond the share that asks for a cause."))])
            return
        }
        let unexplained = result.overCompletions.filter { $0.explanation == nil }.count
        var spans: [ReportSpan] = [
            count("over_completions", result.overCompletions.count, Text("超额完成较多的指标数", "Targets far exceeded")),
            .text(word("项指标的实际完成值超过目标值的规定幅度（", " indicators passed their target by more than the share that asks for a cause (")),
        ]
        if language == .chinese { spans.insert(.text("有"), at: 0) }
        let shares = result.programmes.compactMap { programme in programme.scheme.overCompletion.map { (programme.scheme.programme, $0) } }
        var printed: Set<Rational> = []
        for (programme, share) in shares where printed.insert(share).inserted {
            if printed.count > 1 { spans.append(.text(word("、", ", "))) }
            spans.append(
                number(
                    programme + "/over_completion", NumberFormat(decimals: 0).text(share, unit: .percent, language: language),
                    Text("超额完成须说明原因的幅度", "Share above target that asks for a cause")))
        }
        spans += [
            .text(word("），其中", "), of which ")),
            count("over_completions_unexplained", unexplained, Text("未说明原因的超额完成指标数", "Targets far exceeded without a cause")),
            .text(word("项未说明原因。", " without a cause given.")),
        ]
        paragraph(spans)
        var table = deviationTable(word("超额完成较多的指标", "Targets far exceeded"))
        for item in result.overCompletions {
            let indicator = result.programmes.flatMap(\.indicators).first { $0.indicator.id == item.indicator.id }
            table.rows.append(
                .init([
                    [.text(word(item.indicator.title))], indicator.map(target) ?? [], indicator.map(actual) ?? [],
                    rate(item.indicator, item.rate), cause(item.explanation),
                ]))
        }
        add(.table(table))
        if unexplained > 0 {
            note(
                "超额幅度过大的，通常需要说明是目标偏低还是工作量变化；上表标明“未说明原因”的，台账中没有相应说明。",
                "A target far exceeded is usually explained by a low target or by a change of work; where the table says no cause is given, the ledgers hold none."
            )
        }
    }

    private mutating func missed() {
        let missed = result.programmes.flatMap(\.indicators).filter(\.isMissed)
        guard !missed.isEmpty else {
            paragraph([.text(word("设有目标值的指标全部达到目标。", "Every indicator with a target has reached it."))])
            return
        }
        paragraph(
            [
                .text(word("有", "")), count("missed", missed.count, Text("未完成的指标数", "Targets missed")),
                .text(word("项指标未达到目标值。", " indicators are below their target.")),
            ].filter { $0 != .text("") })
        var table = deviationTable(word("未完成的指标", "Targets missed"))
        for indicator in missed {
            table.rows.append(
                .init([
                    [.text(word(indicator.indicator.title))], target(indicator), actual(indicator),
                    indicator.attainment.map { rate(indicator.indicator, $0) } ?? [.text("—")], cause(indicator.explanation),
                ]))
        }
        add(.table(table))
    }

    private func deviationTable(_ caption: String) -> ReportTable {
        ReportTable(
            caption: caption,
            columns: [
                .init(word("指标", "Indicator"), share: 7), .init(word("目标值", "Target"), share: 4, .right),
                .init(word("实际完成值", "Actual"), share: 4, .right), .init(word("与目标之比", "Of target"), share: 3, .right),
                .init(word("原因和改进措施", "Cause and measure"), share: 7),
            ])
    }

    private func rate(_ indicator: Scheme.Indicator, _ value: Rational) -> [ReportSpan] {
        [
            number(
                indicator.id + "/attainment", Self.points.text(value, unit: .percent, language: language),
                Text(indicator.title.zh + "与目标之比", indicator.title.en + ": share of target"))
        ]
    }

    /// Cause and measure as the ledger of explanations has them, with who signed; plainly none where there is none.
    func cause(_ explanation: Entry?) -> [ReportSpan] {
        guard let explanation else { return [.strong(word("未说明原因", "No cause given"))] }
        var text = explanation["cause"].plain
        let measure = explanation["measure"].plain
        if !measure.isEmpty { text += word("改进措施：", " Measure: ") + measure }
        let signer = explanation["signed_by"].plain
        if !signer.isEmpty { text += word("（\(signer)）", " (\(signer))") }
        return [.text(text)]
    }
}
