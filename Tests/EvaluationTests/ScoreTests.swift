import Ledgers
import Quantities
import Store
import Testing

@testable import Evaluation

/// 评分方法示例: each row is an example an official can follow with a pencil.
@Suite("scoring shapes")
struct ShapeTests {
    typealias Inputs = ScoringShape.Inputs

    static let bands: ScoringShape = .banded([
        .init(atLeast: Rational(95, 100), share: 1), .init(atLeast: Rational(90, 100), share: Rational(8, 10)),
        .init(atLeast: Rational(80, 100), share: Rational(6, 10)),
    ])

    @Test(
        "give the points that a pencil gives",
        arguments: [
            // 按比例：权重10分，完成90%得9分；超额完成不多得分。
            (ScoringShape.proportional, Inputs(weight: 10, completion: Rational(9, 10)), "9"),
            (.proportional, Inputs(weight: 10, completion: Rational(81_549, 80_000)), "10"),
            (.proportional, Inputs(weight: 10, completion: 0), "0"),
            (.proportional, Inputs(weight: 10, completion: Rational(-1, 10)), "0"),
            (.proportional, Inputs(weight: 7, completion: Rational(1, 3)), "7/3"),
            // 分档：恰好达到界限的算达到；低于最低一档不得分。
            (bands, Inputs(weight: 20, completion: Rational(95, 100)), "20"),
            (bands, Inputs(weight: 20, completion: Rational(9499, 10_000)), "16"),
            (bands, Inputs(weight: 20, completion: Rational(80, 100)), "12"),
            (bands, Inputs(weight: 20, completion: Rational(79, 100)), "0"),
            // 扣分：目标90%，实际87.5%，少2.5个百分点，每个百分点扣0.5分，扣1.25分；不低于下限。
            (.deduction(perPoint: Rational(1, 2), floor: 0), Inputs(weight: 10, shortfall: Rational(25, 1000)), "35/4"),
            (.deduction(perPoint: Rational(1, 2), floor: 0), Inputs(weight: 10, shortfall: 0), "10"),
            (.deduction(perPoint: 2, floor: 4), Inputs(weight: 10, shortfall: Rational(1, 2)), "4"),
            // 按问题扣分：每个扣2分，3个扣6分；扣完为止。
            (.findings(name("f"), each: 2), Inputs(weight: 10, findings: 3), "4"),
            (.findings(name("f"), each: 2), Inputs(weight: 10, findings: 0), "10"),
            (.findings(name("f"), each: 2), Inputs(weight: 10, findings: 6), "0"),
            // 佐证：齐全得满分；4项中有3项，10 × 0.8 × 3/4 = 6分；没有不得分。
            (.evidence, Inputs(weight: 10, evidencePresent: 4, evidenceAsked: 4), "10"),
            (.evidence, Inputs(weight: 10, evidencePresent: 3, evidenceAsked: 4), "6"),
            (.evidence, Inputs(weight: 10, evidencePresent: 0, evidenceAsked: 4), "0"),
            // 加分：每超1%加1分，至多2分；不足1%的零头不加。
            (.bonus(each: 1, per: Rational(1, 100), cap: 2), Inputs(weight: 10, completion: Rational(1019, 1000)), "11"),
            (.bonus(each: 1, per: Rational(1, 100), cap: 2), Inputs(weight: 10, completion: Rational(15, 10)), "12"),
            (.bonus(each: 1, per: Rational(1, 100), cap: 2), Inputs(weight: 10, completion: 1), "10"),
            (.bonus(each: 1, per: Rational(1, 100), cap: 2), Inputs(weight: 10, completion: Rational(1, 2)), "5"),
        ] as [(ScoringShape, Inputs, String)])
    func points(shape: ScoringShape, inputs: Inputs, expected: String) {
        #expect(shape.score(inputs).score == Rational(expected))
    }

    @Test("give no points where a number is missing, and say so")
    func missing() {
        for shape in [
            ScoringShape.proportional, Self.bands, .deduction(perPoint: 1, floor: 0), .findings(name("f"), each: 1),
            .bonus(each: 1, per: 1, cap: 1),
        ] {
            let (score, reason) = shape.score(Inputs(weight: 10))
            #expect(score == nil)
            #expect(reason.zh.contains("缺少"))
        }
    }

    @Test("tell how the score came about")
    func reasons() {
        #expect(
            ScoringShape.proportional.score(Inputs(weight: 10, completion: Rational(9, 10))).reason
                == Text("完成率90.00%，按比例得9分", "completion 90.00%, 9 points in proportion"))
        #expect(
            ScoringShape.deduction(perPoint: Rational(1, 2), floor: 0).score(Inputs(weight: 10, shortfall: Rational(75, 1000))).reason.zh
                == "比目标低7.5个百分点，每个百分点扣0.5分，得6.25分")
    }
}

@Suite("schemes")
struct SchemeTests {
    @Test("score every indicator, section and programme as worked out by hand")
    func scores() async throws {
        let result = try await SmallCity.example().evaluate(try Fixtures.model())
        let programme = result.programmes[0]
        let scores = Dictionary(uniqueKeysWithValues: programme.indicators.map { ($0.indicator.id, $0.score) })
        // 900 of 1000 homes: 20 × 0.9
        #expect(scores["a.proportional"] == 18)
        // 90 % reaches the step of 85 %: 20 × 0.6
        #expect(scores["a.banded"] == 12)
        // 82.5 % of 90 %: 7.5 points short, 0.5 each
        #expect(scores["a.deduction"] == Rational(25, 4))
        // three findings of two points
        #expect(scores["a.findings"] == 4)
        // one of two items: 10 × 0.8 × 1/2
        #expect(scores["a.evidence"] == 4)
        // 4 of 3: a third above, three steps of a tenth, capped at 2
        #expect(scores["a.bonus"] == 12)
        // a district signed only 75 %
        #expect(scores["b.veto"] == 0)
        #expect(scores["b.not_applicable"] == .some(nil))
        #expect(scores["b.full"] == 10)
        #expect(programme.sections[0].score == Rational(225, 4))
        // 10 of the 15 points that apply, on a section of 20
        #expect(programme.sections[1].score == Rational(40, 3))
        #expect(programme.score == Rational(835, 12))
        #expect(programme.band.zh == "中")
        #expect(programme.auditedScore == nil)
        let notApplicable = programme.indicators.first { $0.indicator.id == "b.not_applicable" }
        #expect(notApplicable?.isApplicable == false)
        #expect(notApplicable?.reason.zh == "不适用（“公租房目标”未填报），分值在本部分内重新折算")
        #expect(programme.indicators.first { $0.indicator.id == "b.veto" }?.reason.zh == "触发否决条件（“最低签约率” < 0.8），得0分")
        #expect(programme.indicators.first { $0.indicator.id == "a.deduction" }?.target?.text(.chinese) == "90%")
        #expect(programme.indicators.first { $0.indicator.id == "a.bonus" }?.target?.text(.chinese) == "3户")
    }

    @Test("a missing number earns nothing, and its reason is told")
    func missing() async throws {
        let city = try await SmallCity()
        try await city.file("targets", "110000", "2023", [["indicator": "bonded_raised", "value": 100_000]])
        let programme = try await city.evaluate(try Fixtures.model()).programmes[0]
        let first = programme.indicators[0]
        #expect(first.score == nil && first.isApplicable)
        #expect(first.reason.zh == "缺少评分所需的数据，暂不得分：“建设筹集套数”“项目进度台账”尚无填报")
        #expect(programme.indicators.first { $0.indicator.id == "b.veto" }?.score == nil)
        #expect(programme.score == 0)
        #expect(programme.band.zh == "差")
    }

    @Test("carry audited scores and causes from their ledgers")
    func audit() async throws {
        let city = try await SmallCity.example()
        try await city.file(
            "audited_scores", "110000", "2023",
            [["indicator": "a.proportional", "score": 1500, "reason": "部分项目证据不足", "audited_by": "财政部北京监管局"]])
        try await city.file(
            "explanations", "110000", "2023", [["subject": "a.bonus", "cause": "部分家庭提前申请", "signed_by": "处", "signed_on": 20_240_110]])
        let result = try await city.evaluate(try Fixtures.model())
        let first = result.programmes[0].indicators[0]
        #expect(first.score == 18 && first.audited == 15 && first.auditReason == "部分项目证据不足")
        #expect(result.programmes[0].auditedScore == Rational(835, 12) - 3)
        #expect(result.overCompletions.map(\.indicator.id) == ["a.bonus"])
        #expect(result.overCompletions[0].explanation?["cause"] == "部分家庭提前申请")
    }

    @Test("list what passes its target by more than the share, with or without a cause")
    func overCompletion() async throws {
        let result = try await SmallCity.example().evaluate(try Fixtures.model())
        #expect(result.overCompletions.map(\.rate) == [Rational(4, 3)])
        #expect(result.overCompletions[0].explanation == nil)
    }

    @Test("state sentences with their figures bound, in both languages")
    func sentences() async throws {
        let programme = try await SmallCity.example().evaluate(try Fixtures.model()).programmes[0]
        let statements = programme.indicators[0].statements
        #expect(statements.map { $0.text(.chinese) } == ["建设筹集900套，为目标1000套的90.0%，其中朝阳区400套。", "尚差部分，已筹900套。"])
        #expect(statements[0].text(.english) == "900 homes were raised, 90.00% of 1,000 homes.")
        #expect(statements[0].figures.map(\.tag) == ["homes.raised", "homes.target", "homes.rate", "homes.raised@110105"])
        #expect(statements[1].zh[1] == .figure(FigureReference(name("homes.raised")), printed: "900", format: .whole))
    }

    @Test("count assertions without evidence and figures without a whole chain")
    func evidence() async throws {
        let city = try await SmallCity.example()
        let meter = try await city.evaluate(try Fixtures.model()).evidence
        // Sentences without a number: the section's, that of the evidence (a policy is on record) and that of the bonus (nothing is).
        #expect(meter.assertions == 3)
        #expect(meter.assertionsWithEvidence == 2)
        // homes.raised, homes.raised@110105, homes.target, homes.rate, signing.mean, subsidy.households, other.target, homes.full
        #expect(meter.figures == 8)
        #expect(meter.figuresWithWholeChain == 7)
        try await city.file("progress", "110105", "2023-01", rejected: 1, [SmallCity.progress("P3", "bonded", "raised", 400)])
        let after = try await city.evaluate(try Fixtures.model())
        // Every figure over the progress ledger now rests on a page with a refused row.
        #expect(after.evidence.figuresWithWholeChain == 3)
        #expect(after.incompletePages.map(\.address) == ["progress/110105/2023-01"])
    }
}
