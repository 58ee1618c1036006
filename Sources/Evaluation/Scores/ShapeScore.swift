public import Quantities

extension ScoringShape {
    /// What a shape works on.
    public struct Inputs: Sendable {
        public var weight: Rational
        /// The rate figure, else actual ÷ target.
        public var completion: Rational?
        /// How far the rate is below its target, as a ratio: 0.05 is five percentage points. 0 where it is reached.
        public var shortfall: Rational?
        public var findings: Rational?
        public var evidencePresent: Int
        public var evidenceAsked: Int

        public init(
            weight: Rational, completion: Rational? = nil, shortfall: Rational? = nil, findings: Rational? = nil, evidencePresent: Int = 0,
            evidenceAsked: Int = 0
        ) {
            self.weight = weight
            self.completion = completion
            self.shortfall = shortfall
            self.findings = findings
            self.evidencePresent = evidencePresent
            self.evidenceAsked = evidenceAsked
        }
    }

    /// What is only partly reached stays under 80 % of the points.
    static let partialShare = Rational(4, 5)

    /// The score and how it came about; no score where a number it needs is missing.
    ///
    ///     ScoringShape.proportional.score(.init(weight: 10, completion: Rational(9, 10))).score   // 9
    public func score(_ inputs: Inputs) -> (score: Rational?, reason: Text) {
        let weight = inputs.weight
        switch self {
        case .proportional:
            guard let completion = inputs.completion else { return Self.missing }
            let score = weight * max(0, min(1, completion))
            return (
                score,
                completion >= 1
                    ? Text("完成率\(completion.percent)，得满分", "completion \(completion.percent), full points")
                    : Text(
                        "完成率\(completion.percent)，按比例得\(score.points)分",
                        "completion \(completion.percent), \(score.points) points in proportion")
            )
        case .banded(let steps):
            guard let completion = inputs.completion else { return Self.missing }
            guard let step = steps.first(where: { completion >= $0.atLeast }) else {
                return (
                    0, Text("完成率\(completion.percent)，未达最低一档，不得分", "completion \(completion.percent), below the lowest step, no points")
                )
            }
            return (
                weight * step.share,
                Text(
                    "完成率\(completion.percent)，达到\(step.atLeast.percent)一档，得权重的\(step.share.percent)",
                    "completion \(completion.percent) reaches the step of \(step.atLeast.percent): \(step.share.percent) of the weight")
            )
        case .deduction(let perPoint, let floor):
            guard let shortfall = inputs.shortfall else { return Self.missing }
            if shortfall <= 0 { return (weight, Text("达到目标，得满分", "the target is reached, full points")) }
            let points = shortfall * 100
            let score = max(floor, weight - perPoint * points)
            return (
                score,
                Text(
                    "比目标低\(points.points)个百分点，每个百分点扣\(perPoint.points)分，得\(score.points)分",
                    "\(points.points) percentage points short, \(perPoint.points) off for each: \(score.points) points")
            )
        case .findings(_, let each):
            guard let findings = inputs.findings else { return Self.missing }
            if findings <= 0 { return (weight, Text("没有发现问题，得满分", "no findings, full points")) }
            let score = max(0, weight - each * findings)
            return (
                score,
                Text(
                    "发现\(findings.points)个问题，每个扣\(each.points)分，得\(score.points)分",
                    "\(findings.points) findings, \(each.points) off for each: \(score.points) points")
            )
        case .evidence: return Self.evidenceScore(inputs)
        case .bonus(let each, let per, let cap):
            guard let completion = inputs.completion else { return Self.missing }
            let base = weight * max(0, min(1, completion))
            let steps = completion > 1 ? ((completion - 1) / per).floored : 0
            let bonus = min(cap, each * steps)
            return (
                base + bonus,
                Text(
                    "完成率\(completion.percent)，得\(base.points)分，另加\(bonus.points)分",
                    "completion \(completion.percent): \(base.points) points and a bonus of \(bonus.points)")
            )
        }
    }

    private static func evidenceScore(_ inputs: Inputs) -> (score: Rational?, reason: Text) {
        let present = inputs.evidencePresent
        let asked = inputs.evidenceAsked
        guard asked > 0, present > 0 else { return (0, Text("没有佐证，不得分", "no evidence, no points")) }
        if present == asked { return (inputs.weight, Text("\(asked)项佐证齐全，得满分", "all \(asked) items of evidence are there, full points")) }
        let score = inputs.weight * partialShare * Rational(present, asked)
        return (
            score,
            Text(
                "\(asked)项佐证中有\(present)项，部分达成，得\(score.points)分",
                "\(present) of \(asked) items of evidence, partly reached: \(score.points) points")
        )
    }

    private static let missing: (score: Rational?, reason: Text) = (
        nil, Text("缺少评分所需的数据，暂不得分", "a number it needs is missing; no points yet")
    )
}

extension Rational {
    /// `95.28%`, for reasons.
    var percent: String { NumberFormat(decimals: 2).text(self, unit: .percent) }

    /// `14.2`: at most two digits after the point, none that are 0 at the end.
    var points: String {
        let cut = rounded(decimals: 2)
        return cut.exactDecimal ?? cut.decimalText(decimals: 2)
    }

    /// The largest whole number not above it.
    var floored: Rational {
        let nearest = rounded(decimals: 0)
        return nearest > self ? nearest - 1 : nearest
    }
}
