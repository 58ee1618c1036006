public import Quantities

/// 分层估计: the share of satisfied households in the frame, estimated from a stratified sample, with its variance. Exact.
///
/// With Nₕ households, nₕ valid and sₕ satisfied answers in stratum h, N = ΣNₕ, pₕ = sₕ/nₕ:
///
/// - share = Σ (Nₕ/N) pₕ
/// - variance = Σ (Nₕ/N)² (1 − nₕ/Nₕ) pₕ(1 − pₕ)/(nₕ − 1)
///
/// (Cochran, Sampling Techniques, 3rd ed., 5.14 and 5.3; the factor 1 − nₕ/Nₕ is the finite population correction.) A stratum with fewer than
/// two valid answers has no variance of its own and is taken together with the next of its district, at last with the next district's.
///
/// Households that do not answer are taken to be like those of their stratum that do: no formula can say whether they are.
public struct StratifiedEstimate: Sendable, Hashable {
    /// What is known of one stratum.
    public struct Count: Sendable, Hashable {
        public var stratum: Stratum
        /// Nₕ.
        public var units: Int64
        /// nₕ.
        public var valid: Int64
        /// sₕ.
        public var satisfied: Int64

        public init(_ stratum: Stratum, units: Int64, valid: Int64, satisfied: Int64) {
            self.stratum = stratum
            self.units = units
            self.valid = valid
            self.satisfied = satisfied
        }
    }

    public let units: Int64
    public let valid: Int64
    public let satisfied: Int64
    /// The weighted share.
    public let share: Rational
    public let variance: Rational
    /// How many strata it was computed with, after taking small ones together.
    public let groups: Int

    /// `nil` where fewer than two answers are valid.
    public init?(_ counts: [Count]) {
        units = counts.reduce(0) { $0 + $1.units }
        valid = counts.reduce(0) { $0 + $1.valid }
        satisfied = counts.reduce(0) { $0 + $1.satisfied }
        let groups = Self.groups(counts)
        guard units > 0, !groups.isEmpty else { return nil }
        self.groups = groups.count
        var share = Rational.zero
        var variance = Rational.zero
        for group in groups {
            let weight = Rational(group.units, units)
            let part = Rational(group.satisfied, group.valid)
            share += weight * part
            // More answers than households (a frame that was too short) leave nothing to be uncertain about.
            let correction = Rational(max(0, group.units - group.valid), group.units)
            variance += weight * weight * correction * part * (1 - part) / Rational(group.valid - 1)
        }
        self.share = share
        self.variance = variance
    }

    /// The plain share: satisfied ÷ valid, as the ledger counts it.
    public var plainShare: Rational { Rational(satisfied, valid) }

    /// Half the width of the confidence interval, as a share of 1.
    public func margin(confidence: Int) -> Double {
        NormalDistribution.quantile(confidence: confidence) * variance.approximation.squareRoot()
    }

    /// `±1.87`, in percentage points, to two decimals. `nil` where all answers of a sample agree: the formula then says 0, which nobody should
    /// take for certainty.
    public func marginText(confidence: Int) -> String? {
        if variance.isZero, valid < units { return nil }
        // Up to here all is exact but the root; a margin is not a figure of the evaluation and is never computed with.
        let hundredths = (margin(confidence: confidence) * 10_000).rounded()
        return "±" + Rational(Int64(hundredths), 100).decimalText(decimals: 2)
    }

    /// Strata with at least two valid answers each: small ones join the next of their district, then of the next district.
    static func groups(_ counts: [Count]) -> [Count] {
        var groups: [Count] = []
        var open: Count?
        let sorted = counts.filter { $0.units > 0 }.sorted { $0.stratum < $1.stratum }
        for (index, count) in sorted.enumerated() {
            open = open.map { join($0, count) } ?? count
            guard let pending = open else { continue }
            if pending.valid >= 2 {
                groups.append(pending)
                open = nil
            } else if index + 1 == sorted.count || sorted[index + 1].stratum.district != count.stratum.district,
                let last = groups.last, last.stratum.district == pending.stratum.district
            {
                groups[groups.count - 1] = join(last, pending)
                open = nil
            }
        }
        if let open, let last = groups.last { groups[groups.count - 1] = join(last, open) }
        return groups
    }

    private static func join(_ a: Count, _ b: Count) -> Count {
        Count(b.stratum, units: a.units + b.units, valid: a.valid + b.valid, satisfied: a.satisfied + b.satisfied)
    }
}
