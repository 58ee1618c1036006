public import Quantities

/// What a formula shares by: the factors and coefficients of the districts.
public struct AllocationInput: Sendable {
    /// Who shares, in the order in which equal remainders get the last fen.
    public var districts: [RegionCode]
    /// The values of each factor, by district; what is not there is 0.
    public var factors: [String: [RegionCode: Rational]]
    /// 财政困难程度系数.
    public var difficulty: [RegionCode: Rational]

    public init(districts: [RegionCode], factors: [String: [RegionCode: Rational]], difficulty: [RegionCode: Rational]) {
        self.districts = districts
        self.factors = factors
        self.difficulty = difficulty
    }

    func value(_ factor: String, _ district: RegionCode) -> Rational { factors[factor]?[district] ?? 0 }
}

/// 因素法: an amount shared over districts by factors.
///
/// `share(i) = total × Σ_k w_k ÷ W × (x_ik · s_ik) ÷ Σ_j (x_jk · s_jk)`, where s is the coefficient the term names and W the weights of all
/// terms that anybody has something of. Exact until the last step, which gives each district whole fen: everyone the part before the point,
/// the fen that are left to those with the largest parts after it (largest remainder). So the shares add up to the total, always.
public struct AllocationResult: Sendable {
    public struct Line: Sendable {
        public let district: RegionCode
        /// In fen, exact.
        public let exact: Rational
        /// In fen.
        public let amount: Int64
        /// What each term brought, in fen, exact; by the terms' ids.
        public let parts: [String: Rational]
    }

    public let rule: AllocationRule
    /// In fen.
    public let total: Int64
    public let lines: [Line]
    /// Terms nobody has anything of; their weight went to the others in proportion.
    public let idle: [AllocationRule.Term]
}

/// Why money cannot be shared by a rule.
public enum AllocationFault: Error, Sendable, Hashable {
    /// No district has anything of any factor of the rule.
    case noTasks
    /// Districts with tasks whose coefficient of this kind is missing.
    case noCoefficient(AllocationRule.Scale, [RegionCode])

    public func text(_ regions: Regions) -> Text {
        switch self {
        case .noTasks: return Text("没有登记本专项的分配因素", "no factors are registered for this programme")
        case .noCoefficient(let scale, let districts):
            let (zh, en) = scale == .difficulty ? ("财政困难程度系数", "coefficients of difficulty") : ("绩效调节系数", "performance coefficients")
            let names = districts.map { regions[$0]?.name ?? Text($0.digits, $0.digits) }
            return Text(
                "缺少\(zh)：" + names.map(\.zh).joined(separator: "、"), "missing \(en): " + names.map(\.en).joined(separator: ", "))
        }
    }
}

extension AllocationRule {
    /// Shares an amount.
    ///
    /// - Parameter total: in fen, zero or more.
    /// - Throws: ``AllocationFault``; a missing coefficient is never taken for 1.
    public func share(_ total: Int64, _ input: AllocationInput) throws(AllocationFault) -> AllocationResult {
        for scale in [Scale.difficulty, .performance] {
            let missing = input.districts.filter { district in
                terms.contains { $0.scale == scale && !$0.weight.isZero && !input.value($0.factor, district).isZero }
                    && coefficient(scale, input, district) == nil
            }
            if !missing.isEmpty { throw .noCoefficient(scale, missing) }
        }
        let scaled = terms.map { term in
            input.districts.map { input.value(term.factor, $0) * (coefficient(term.scale, input, $0) ?? 0) }
        }
        let sums = scaled.map { $0.reduce(0, +) }
        let alive = terms.indices.filter { !sums[$0].isZero && !terms[$0].weight.isZero }
        let weights = alive.reduce(Rational.zero) { $0 + terms[$1].weight }
        guard !weights.isZero else { throw .noTasks }
        var parts = input.districts.map { _ in [String: Rational]() }
        for term in alive {
            let each = Rational(total) * terms[term].weight / weights / sums[term]
            for place in parts.indices where !scaled[term][place].isZero { parts[place][terms[term].id] = each * scaled[term][place] }
        }
        let exact = parts.map { $0.values.reduce(0, +) }
        let whole = LargestRemainder.split(exact, total: total)
        return AllocationResult(
            rule: self, total: total,
            lines: input.districts.indices.map { place in
                AllocationResult.Line(district: input.districts[place], exact: exact[place], amount: whole[place], parts: parts[place])
            }, idle: terms.indices.filter { sums[$0].isZero && !terms[$0].weight.isZero }.map { terms[$0] })
    }

    private func coefficient(_ scale: Scale, _ input: AllocationInput, _ district: RegionCode) -> Rational? {
        switch scale {
        case .difficulty: input.difficulty[district]
        case .performance: input.factors["performance"]?[district]
        case .none: 1
        }
    }
}

/// 最大余数法.
enum LargestRemainder {
    /// Whole parts that add up to the total, each at most one above the part before the point.
    ///
    /// - Parameter exact: zero or more each; they add up to `total`.
    static func split(_ exact: [Rational], total: Int64) -> [Int64] {
        var whole = exact.map(floor)
        let left = total - whole.reduce(0, +)
        let remainders = zip(exact, whole).map { $0 - Rational($1) }
        // Equal remainders go by place, so that the result does not depend on how the sort treats equals.
        let order = exact.indices.sorted { (remainders[$1], $0) < (remainders[$0], $1) }
        for place in order.prefix(Int(max(0, left))) { whole[place] += 1 }
        return whole
    }

    private static func floor(_ value: Rational) -> Int64 {
        let near = value.rounded(decimals: 0)
        return (near > value ? near - 1 : near).int64 ?? 0
    }
}
