/// 样本分配: how many households of each stratum are drawn, and how many answers of it are wanted at most.
public struct Allocation: Sendable, Hashable, Codable {
    public var method: Method
    public var parts: [Part]

    /// One stratum's share.
    public struct Part: Sendable, Hashable, Codable {
        public var stratum: Stratum
        /// Households of the frame.
        public var units: Int64
        /// Households drawn.
        public var drawn: Int64
        /// Answers after which the stratum is closed: 配额. Not below ``drawn`` unless more are invited than wanted.
        public var quota: Int64
    }

    public enum Method: Sendable, Hashable, Codable {
        /// 按户数比例, by the largest remainder, and at least so many of each stratum.
        case proportional(total: Int64, least: Int64)
        /// 每层固定.
        case fixed(each: Int64)
    }

    public var total: Int64 { parts.reduce(0) { $0 + $1.drawn } }

    /// - Parameters:
    ///   - wanted: of a hundred drawn, after how many answers a stratum is closed; 100 for no quota.
    /// - Throws: `Q009`.
    public static func make(_ method: Method, of frame: [Frames.Part], wanted: Int64 = 100) throws -> Allocation {
        guard (1...100).contains(wanted) else {
            throw SurveyError.allocation("配额应为1%至100%，读到\(wanted)%", "the quota is 1 to 100 per cent, not \(wanted)")
        }
        let sizes = frame.map(\.units)
        let drawn: [Int64]
        switch method {
        case .fixed(let each):
            guard each >= 1 else { throw SurveyError.allocation("每层户数应不少于1", "each stratum takes at least one") }
            drawn = sizes.map { min(each, $0) }
        case .proportional(let total, let least):
            guard total >= 1, least >= 0 else { throw SurveyError.allocation("样本量应不少于1", "the sample takes at least one") }
            guard total <= sizes.reduce(0, +) else {
                throw SurveyError.allocation("样本量\(total)多于抽样框户数\(sizes.reduce(0, +))", "the sample of \(total) is larger than the frame")
            }
            drawn = zip(largestRemainder(total, sizes), sizes).map { max($0, min(least, $1)) }
        }
        let parts = zip(frame, drawn).map { part, drawn in
            Part(stratum: part.stratum, units: part.units, drawn: drawn, quota: (drawn * wanted + 99) / 100)
        }
        return Allocation(method: method, parts: parts)
    }

    /// Hamilton's method: whole quotas first, then one more to the largest remainders; equal ones in the order of the list.
    static func largestRemainder(_ total: Int64, _ sizes: [Int64]) -> [Int64] {
        let all = sizes.reduce(0, +)
        guard all > 0 else { return sizes.map { _ in 0 } }
        let exact = sizes.map { (whole: total * $0 / all, rest: total * $0 % all) }
        var result = exact.map(\.whole)
        let left = Int(total - result.reduce(0, +))
        let order = exact.indices.sorted { exact[$0].rest == exact[$1].rest ? $0 < $1 : exact[$0].rest > exact[$1].rest }
        for index in order.prefix(left) { result[index] += 1 }
        return result
    }
}
