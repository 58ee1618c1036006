import Evaluation
import Quantities

/// An indicator's score as a spreadsheet formula over its row of ``ScoreSheet``.
struct ScoreFormula {
    let text: String
    /// For shapes that count findings.
    let findings: Rational?
    /// The score is 0 though its shape gives more.
    let isVetoed: Bool

    init(_ evaluation: IndicatorEvaluation, row: Int) {
        let indicator = evaluation.indicator
        var findings: Rational?
        let weight = "C\(row)"
        let rate = "F\(row)"
        let full: String
        let shown = evaluation.rateFigure ?? evaluation.actual
        var shortfall: Rational?
        switch indicator.shape {
        case .proportional: full = "\(weight)*MAX(0,MIN(1,\(rate)))"
        case .banded(let steps):
            var inner = "0"
            for step in steps.reversed() { inner = "IF(\(rate)>=\(step.atLeast.cell),\(step.share.cell),\(inner))" }
            full = "\(weight)*\(inner)"
        case .deduction(let perPoint, let floor):
            // A rate against a target that is a rate; else the completion against 1.
            let isRate = shown?.unit == .percent
            let bound = isRate && evaluation.target?.unit == .percent ? "D\(row)" : "1"
            let value = isRate && evaluation.rateFigure == nil ? "E\(row)" : rate
            full = "MAX(\(floor.cell),\(weight)-\(perPoint.cell)*100*MAX(0,\(bound)-\(value)))"
            let reached = isRate ? shown?.value : evaluation.rate
            let asked = bound == "1" ? Rational(1) : evaluation.target?.value
            if let reached, let asked { shortfall = max(0, asked - reached) }
        case .findings(let id, let each):
            findings = evaluation.evidence.first { $0.figure?.reference.id == id }?.figure?.value
            if findings == nil, evaluation.actual?.reference.id == id { findings = evaluation.actual?.value }
            full = "MAX(0,\(weight)-\(each.cell)*G\(row))"
        case .evidence:
            let asked = "COUNTIF(\(EvidenceRows.range("A")),A\(row))"
            let present = "COUNTIFS(\(EvidenceRows.range("A")),A\(row),\(EvidenceRows.range("E")),\"有\")"
            full = "\(weight)*IF(\(asked)=0,0,IF(\(present)=\(asked),1,0.8*\(present)/\(asked)))"
        case .bonus(let each, let per, let cap):
            full =
                "\(weight)*MAX(0,MIN(1,\(rate)))+MIN(\(cap.cell),\(each.cell)*IF(\(rate)>1,INT(ROUND((\(rate)-1)/\(per.cell),9)),0))"
        }
        self.findings = findings
        text = indicator.veto == nil ? full : "IF(I\(row)=\"是\",0,\(full))"
        let inputs = ScoringShape.Inputs(
            weight: indicator.weight, completion: evaluation.rate, shortfall: shortfall, findings: findings,
            evidencePresent: evaluation.evidence.count { $0.isPresent }, evidenceAsked: evaluation.evidence.count)
        let unvetoed = indicator.shape.score(inputs).score
        isVetoed = indicator.veto != nil && evaluation.score == .zero && unvetoed != .zero
    }
}
