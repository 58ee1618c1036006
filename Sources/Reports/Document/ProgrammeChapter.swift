import Evaluation
import Quantities

extension Composer {
    /// One programme: 资金管理 and 项目管理 in running text, 产出效益 and 满意度 item by item.
    mutating func chapter(_ programme: ProgrammeEvaluation) {
        let title = programme.scheme.title
        heading(1, word("\(title.zh)绩效评价情况", title.en))
        var isNumbering = false
        for section in programme.sections {
            switch section.section.id {
            case "funds":
                heading(2, word(section.section.title))
                paragraph(spans(section.statements + section.indicators.flatMap(\.statements)))
            case "management":
                heading(2, word(section.section.title))
                paragraph(spans(section.statements))
                for indicator in section.indicators { paragraph(text(indicator)) }
            // The published outline counts satisfaction on as the last item of 产出效益.
            case "satisfaction" where isNumbering: items(section)
            default:
                heading(2, word(section.section.title))
                paragraph(spans(section.statements))
                items(section)
                isNumbering = true
            }
        }
    }

    /// Indicators under headings of their own; those of one item share one.
    mutating func items(_ section: SectionEvaluation) {
        var index = 0
        while index < section.indicators.count {
            let first = section.indicators[index]
            guard let item = first.indicator.item else {
                heading(3, word(first.indicator.title))
                paragraph(text(first))
                index += 1
                continue
            }
            let group = section.indicators[index...].prefix { $0.indicator.item == item }
            heading(3, word(item))
            for (number, indicator) in group.enumerated() {
                let mark = group.count > 2 ? Outline.number(4, number + 1, language) : ""
                paragraph([.text(mark)].filter { $0 != .text("") } + text(indicator))
            }
            index += group.count
        }
    }

    /// What the scheme states of an indicator; where it states nothing, why.
    func text(_ indicator: IndicatorEvaluation) -> [ReportSpan] {
        guard indicator.statements.isEmpty else { return spans(indicator.statements) }
        let title = indicator.indicator.title
        return [.text(word("\(title.zh)：\(indicator.reason.zh)。", "\(title.en): \(indicator.reason.en)."))]
    }
}
