import Quantities

@testable import Evaluation

/// A year's data with one indicator of every shape. In ``SmallCity/example()``:
///
/// | figure | by hand |
/// |---|---|
/// | homes raised | 300 + 200 + 400 = 900 of 1000, that is 90 % |
/// | households | H1, H2, H3, H4: four, although six payments were made, each of 1,000 yuan |
/// | signing | 90/100 and 150/200: 0.9 and 0.75, mean 0.825, one district below 0.8 |
/// | findings of the city's inspections | 2 + 1 = 3 |
enum Fixtures {
    static let figures = """
        year: 2023
        measures:
          - {id: homes.raised, title: {zh: 建设筹集套数, en: Homes raised}, ledger: progress, aggregate: sum, of: homes,
             where: {housing: bonded, milestone: raised}, unit: homes, print: "0"}
          - {id: homes.target, title: {zh: 建设筹集目标, en: Target}, ledger: targets, aggregate: sum, of: value,
             where: {indicator: bonded_raised}, unit: homes, print: "0"}
          - {id: other.target, title: {zh: 公租房目标, en: Public target}, ledger: targets, aggregate: sum, of: value,
             where: {indicator: public_raised}, unit: homes, print: "0"}
          - {id: subsidy.households, title: {zh: 补贴户数, en: Households}, ledger: subsidies, aggregate: distinct, of: household,
             unit: households, print: "0"}
          - {id: subsidy.paid, title: {zh: 补贴金额, en: Paid}, ledger: subsidies, aggregate: sum, of: amount, unit: yuan, print: "万.2"}
          - {id: subsidy.payments, title: {zh: 发放笔数, en: Payments}, ledger: subsidies, aggregate: count, unit: times, print: "0"}
          - {id: signing.signed, title: {zh: 已签约, en: Signed}, ledger: clearances, aggregate: sum, of: signed, unit: households, print: "0"}
          - {id: signing.households, title: {zh: 应签约, en: To sign}, ledger: clearances, aggregate: sum, of: households, unit: households, print: "0"}
          - {id: findings.city, title: {zh: 质量问题数, en: Quality problems}, ledger: inspections, aggregate: sum, of: quality_problems,
             where: {programme: rental, level: {not: [self, district]}}, unit: findings, print: "0"}
        figures:
          - {id: homes.rate, title: {zh: 完成率, en: Completion}, formula: homes.raised / homes.target, unit: percent, print: ".2"}
          - {id: homes.full, title: {zh: 全额完成率, en: Full}, formula: "min(1, homes.raised / (homes.target - 100))", unit: percent, print: ".2"}
          - {id: signing.mean, title: {zh: 平均签约率, en: Mean signing rate}, formula: district_mean(signing.signed / signing.households), unit: percent, print: ".2"}
          - {id: signing.lowest, title: {zh: 最低签约率, en: Lowest signing rate}, formula: district_min(signing.signed / signing.households), unit: percent, print: ".2"}
          - {id: signing.below, title: {zh: 低于80%的区数, en: Districts below 80 %}, formula: "districts_below(signing.signed / signing.households, 80%)", unit: none, print: "0"}
          - {id: subsidy.each, title: {zh: 笔均补贴, en: Per payment}, formula: subsidy.paid / subsidy.payments, unit: yuan, print: ".2"}
          - {id: nothing.rate, title: {zh: 无目标的完成率, en: Without a target}, formula: homes.raised / other.target, unit: percent, print: ".2"}
        """

    static let scheme = """
        programme: rental
        year: 2023
        title: {zh: 租赁住房保障, en: Rental housing}
        source: {zh: 示例, en: An example}
        document: 财综〔2020〕19号
        weights_confirmed: no
        total: 100
        bands:
          - {name: {zh: 优, en: Excellent}, at_least: 90}
          - {name: {zh: 良, en: Good}, at_least: 80}
          - {name: {zh: 中, en: Fair}, at_least: 60}
          - {name: {zh: 差, en: Poor}, at_least: 0}
        over_completion: 0.30
        sections:
          - id: shapes
            title: {zh: 各种评分方法, en: Every shape}
            statements:
              - {zh: 本专项按规定开展。, en: The programme was run as the rules say.}
            indicators:
              - id: a.proportional
                title: {zh: 按比例, en: Proportional}
                weight: 20
                kind: output.quantity
                actual: homes.raised
                target: homes.target
                shape: {proportional: {}}
                statements:
                  - {zh: "建设筹集{homes.raised}，为目标{homes.target}的{homes.rate:.1}，其中朝阳区{homes.raised@110105}。",
                     en: "{homes.raised} were raised, {homes.rate} of {homes.target}."}
                  - {when: homes.rate >= 1, zh: "已全部完成。", en: "All done."}
                  - {when: homes.rate < 1 and homes.raised > 0, zh: "尚差部分，已筹{homes.raised#}套。", en: "Some are missing."}
              - id: a.banded
                title: {zh: 分档, en: Banded}
                weight: 20
                kind: output.quantity
                rate: homes.rate
                shape: {banded: [{at_least: 0.95, share: 1}, {at_least: 0.85, share: 0.6}]}
              - id: a.deduction
                title: {zh: 扣分, en: Deduction}
                weight: 10
                kind: output.time
                actual: signing.mean
                target: 0.9
                shape: {deduction: {per_point: 0.5, floor: 2}}
              - id: a.findings
                title: {zh: 按问题扣分, en: Findings}
                weight: 10
                kind: output.quality
                shape: {findings: {figure: findings.city, each: 2}}
              - id: a.evidence
                title: {zh: 佐证, en: Evidence}
                weight: 10
                kind: benefit.sustainable
                shape: {evidence: {}}
                evidence:
                  - {title: {zh: 办法, en: Rules}, policy: rental_rules}
                  - {title: {zh: 细则, en: Details}, policy: rental_details}
                statements:
                  - {zh: 制度基本健全。, en: The rules are mostly there.}
              - id: a.bonus
                title: {zh: 加分, en: Bonus}
                weight: 10
                kind: benefit.social
                actual: subsidy.households
                target: 3
                shape: {bonus: {each: 1, per: 0.1, cap: 2}}
                statements:
                  - {zh: 群众反映良好。, en: People are content.}
          - id: conditions
            title: {zh: 各种条件, en: Conditions}
            indicators:
              - id: b.veto
                title: {zh: 否决, en: Veto}
                weight: 5
                kind: satisfaction
                rate: homes.rate
                shape: {proportional: {}}
                veto: signing.lowest < 0.8
              - id: b.not_applicable
                title: {zh: 不适用, en: Not applicable}
                weight: 5
                kind: output.cost
                actual: homes.raised
                target: other.target
                shape: {proportional: {}}
                not_applicable: other.target missing
              - id: b.full
                title: {zh: 满分, en: Full}
                weight: 10
                kind: funds
                rate: homes.full
                shape: {proportional: {}}
        """

    static func model(figures: String = figures, scheme: String? = scheme) throws(EvaluationError) -> YearModel {
        var materials = [YearModel.Material(name: "years/2023/figures.yaml", bytes: Array(figures.utf8))]
        if let scheme { materials.append(YearModel.Material(name: "years/2023/rental.yaml", bytes: Array(scheme.utf8))) }
        return try YearModel(year: 2023, materials: materials)
    }
}

/// A name that is known to be right.
func name(_ text: String) -> FigureID { FigureID(text)! }
