import Evaluation
import Ledgers
import Quantities

/// The self-evaluation form as tables of the page, its numbers bound like the report's.
enum FormTables {
    static func blocks(_ result: EvaluationResult, _ options: ReportOptions) -> [ReportBlock] {
        let composer = Composer(result: result, options: options)
        let heading = ReportHeading(
            level: 1, number: composer.word("附件　", "Annex. "), text: composer.word("绩效自评表", "Self-evaluation form"), anchor: "form")
        return [.heading(heading)] + result.programmes.map { .table(table($0, composer)) }
    }

    private static func table(_ programme: ProgrammeEvaluation, _ composer: Composer) -> ReportTable {
        func word(_ zh: String, _ en: String) -> String { composer.word(zh, en) }
        let title = programme.scheme.title
        var table = ReportTable(
            caption: word("\(title.zh)绩效自评表", "\(title.en): self-evaluation form"),
            columns: [
                .init(word("二级指标", "Kind"), share: 3), .init(word("三级指标", "Indicator"), share: 6),
                .init(word("年度指标值", "Target"), share: 3, .right), .init(word("全年实际完成值", "Actual"), share: 3, .right),
                .init(word("自评得分", "Score"), share: 2, .right), .init(word("偏差原因", "Cause of deviation"), share: 6),
            ])
        func row(_ indicator: IndicatorEvaluation) -> ReportTable.Row {
            let name = indicator.indicator.title
            let score = indicator.score.map { score in
                [
                    composer.number(
                        indicator.indicator.id + "/score", Composer.points.digits(score, unit: .score),
                        Text(name.zh + "自评得分", name.en + ": own score"))
                ]
            }
            return .init([
                [.text(composer.word(indicator.indicator.kind.title))], [.text(composer.word(name))], composer.target(indicator),
                composer.actual(indicator), score ?? [.text("—")], [.text(indicator.explanation.map { $0["cause"].plain } ?? "")],
            ])
        }
        let funds = programme.indicators.filter { $0.indicator.kind == .funds }
        if !funds.isEmpty {
            table.rows.append(.init([[.text(word("资金管理", "Funds"))]], kind: .section))
            table.rows += funds.map(row)
        }
        let english = ["产出指标": "Output", "效益指标": "Benefit", "满意度指标": "Satisfaction"]
        for (head, groups) in FormIndicators(programme).heads where !groups.isEmpty {
            table.rows.append(.init([[.text(word(head, english[head] ?? head))]], kind: .section))
            for (_, indicators) in groups { table.rows += indicators.map(row) }
        }
        return table
    }
}
