public import Quantities

/// 同比: this year's share against last year's, in percentage points, and whether the difference could be chance.
///
/// The test is the pooled two-proportion z test on the plain counts: with p = (s₁+s₀)/(n₁+n₀), z² = (s₁/n₁ − s₀/n₀)² ÷ (p(1−p)(1/n₁+1/n₀)). z² is exact
/// (it is Pearson's χ² of the 2 × 2 table without correction); the probability is a Double.
public struct ShareDifference: Sendable, Hashable {
    /// A share of 1: 0.0071 is 0.71 percentage points.
    public let difference: Rational
    /// z²; `nil` where both shares are 0 or both are 1.
    public let squared: Rational?

    /// `nil` where one of the years has no valid answer.
    public init?(valid: Int64, satisfied: Int64, before: (valid: Int64, satisfied: Int64)) {
        guard valid > 0, before.valid > 0 else { return nil }
        difference = Rational(satisfied, valid) - Rational(before.satisfied, before.valid)
        let pooled = Rational(satisfied + before.satisfied, valid + before.valid)
        let variance = pooled * (1 - pooled) * (Rational(1, valid) + Rational(1, before.valid))
        squared = variance.isZero ? nil : difference * difference / variance
    }

    /// The two-sided probability of so large a difference by chance; 1 where there is none.
    public var probability: Double { squared.map { NormalDistribution.twoSided($0.approximation.squareRoot()) } ?? 1 }

    /// Whether it is larger than chance explains at this confidence.
    public func isSignificant(confidence: Int) -> Bool { probability < 1 - Double(confidence) / 100 }

    /// `+0.71`, in percentage points.
    public var points: String {
        let text = (difference * 100).decimalText(decimals: 2)
        return difference > 0 && text != "0.00" ? "+" + text : text
    }

    /// `0.034`, or `< 0.001`.
    public var probabilityText: String {
        let thousandths = Int64((probability * 1000).rounded())
        return thousandths == 0 ? "< 0.001" : Rational(thousandths, 1000).decimalText(decimals: 3)
    }
}
