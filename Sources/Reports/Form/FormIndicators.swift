import Evaluation
import Quantities
import Workbooks

/// The indicators as official forms list them: 产出, 效益, 满意度, each by its second-level heads. Funds have a block of their own.
struct FormIndicators {
    typealias Group = (kind: Scheme.Kind, indicators: [IndicatorEvaluation])

    let heads: [(title: String, groups: [Group])]
    var count: Int { heads.reduce(0) { $0 + Self.count($1.groups) } }

    init(_ programme: ProgrammeEvaluation) {
        let heads: [(String, [Scheme.Kind])] = [
            ("产出指标", [.outputQuantity, .outputQuality, .outputTime, .outputCost]), ("效益指标", [.benefitSocial, .benefitSustainable]),
            ("满意度指标", [.satisfaction]),
        ]
        self.heads = heads.map { title, kinds in
            let groups = kinds.map { kind in (kind, programme.indicators.filter { $0.indicator.kind == kind }) }
            return (title, groups.filter { !$0.1.isEmpty })
        }
    }

    private static func count(_ groups: [Group]) -> Int { groups.reduce(0) { $0 + $1.indicators.count } }

    /// Writes the first two heads, merged over their rows, in `first` and the column after it; `row` writes the rest of each row.
    func write(
        _ sheet: inout FormSheet, first: Int, row: (IndicatorEvaluation, inout FormSheet) throws(WorkbookError) -> Void
    ) throws(WorkbookError) {
        for (title, groups) in heads where !groups.isEmpty {
            try sheet.text(title, first...first, rows: Self.count(groups), style: FormSheet.centred)
            for (kind, indicators) in groups {
                try sheet.text(kind.title.zh, (first + 1)...(first + 1), rows: indicators.count, style: FormSheet.centred)
                for indicator in indicators {
                    try row(indicator, &sheet)
                    sheet.row += 1
                }
            }
        }
    }
}

extension ProgrammeEvaluation {
    /// The indicator of the programme's money, from budget to treasury payments.
    var money: IndicatorEvaluation? {
        indicators.last { $0.indicator.kind == .funds && $0.actual?.unit == .yuan && $0.target?.unit == .yuan }
    }
}
