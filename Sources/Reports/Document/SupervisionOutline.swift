import Evaluation
import Quantities

extension Composer {
    /// The outline of the Ministry of Finance's yearly notices on transfer payments.
    mutating func supervisionOutline() {
        heading(1, word("绩效目标分解下达情况", "How targets were passed on"))
        heading(2, word("中央下达预算和绩效目标情况", "Budget and targets from the centre"))
        targets()
        heading(2, word("本市分解下达预算和绩效目标情况", "How the city passed them on"))
        statements { $0.kind == .funds && $0.target != nil && $0.id.hasSuffixBytes(".allocation") }

        heading(1, word("绩效目标完成情况分析", "How targets were reached"))
        heading(2, word("资金投入情况分析", "Money"))
        statements { $0.kind == .funds && !$0.id.hasSuffixBytes(".allocation") }
        heading(2, word("项目管理情况分析", "Management of projects"))
        for programme in result.programmes {
            for section in programme.sections where section.section.id == "management" {
                paragraph(
                    [.strong(word("\(programme.scheme.title.zh)。", programme.scheme.title.en + ". "))]
                        + spans(section.statements + section.indicators.flatMap(\.statements)))
            }
        }
        heading(2, word("绩效指标完成情况分析", "Indicators"))
        let groups: [(Text, [Scheme.Kind])] = [
            (Text("产出指标", "Output"), [.outputQuantity, .outputQuality, .outputTime, .outputCost]),
            (Text("效益指标", "Benefit"), [.benefitSocial, .benefitSustainable]), (Text("满意度指标", "Satisfaction"), [.satisfaction]),
        ]
        for (title, kinds) in groups {
            heading(3, word(title))
            for kind in kinds { statements(isInOutput: true) { $0.kind == kind } }
        }
        deviations(level: 1)
        heading(1, word("绩效自评结果拟应用和公开情况", "Use and publication of the results"))
        paragraph([.text(word("（由填报单位补充自评结果的应用和公开安排。）", "(To be completed by those who file.)"))])
        heading(1, word("其他需要说明的问题", "Other matters"))
        scores(level: 2)
        evidence(level: 2)
        data(level: 2)
    }

    /// The year's money and targets, a table over all programmes.
    private mutating func targets() {
        for programme in result.programmes {
            let money = programme.indicators.last { $0.indicator.kind == .funds && $0.target?.figure?.unit == .yuan }?.target?.figure
            guard let money else { continue }
            let title = programme.scheme.title
            paragraph([
                .text(word("中央下达\(title.zh)补助资金", "For \(title.en) the centre allotted ")), span(money), .text(word("。", ".")),
            ])
        }
        var table = ReportTable(
            caption: word("年度绩效目标", "Targets of the year"),
            columns: [
                .init(word("专项", "Programme"), share: 3), .init(word("指标", "Indicator"), share: 6),
                .init(word("目标值", "Target"), share: 3, .right),
            ])
        for programme in result.programmes {
            for indicator in programme.indicators where indicator.indicator.kind != .funds && indicator.target?.value != nil {
                table.rows.append(
                    .init([[.text(word(programme.scheme.title))], [.text(word(indicator.indicator.title))], target(indicator)]))
            }
        }
        if !table.rows.isEmpty { add(.table(table)) }
    }

    /// What the schemes state of the indicators chosen, a paragraph a programme.
    private mutating func statements(isInOutput: Bool = false, _ isWanted: (Scheme.Indicator) -> Bool) {
        for programme in result.programmes {
            let sections = programme.sections.filter { !isInOutput || $0.section.id != "management" }
            let found = sections.flatMap(\.indicators).filter { isWanted($0.indicator) }.flatMap(\.statements)
            guard !found.isEmpty else { continue }
            paragraph([.strong(word("\(programme.scheme.title.zh)。", programme.scheme.title.en + ". "))] + spans(found))
        }
    }
}

extension String {
    fileprivate func hasSuffixBytes(_ end: String) -> Bool {
        utf8.count >= end.utf8.count && utf8.suffix(end.utf8.count).elementsEqual(end.utf8)
    }
}
