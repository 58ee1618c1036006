public import Quantities

/// 运营监管规则: the small-area standard, signs of 变相销售, and tolerances of doubts; dated data from `supervision.yaml`.
public struct SupervisionRules: Sendable, Hashable {
    /// A home up to this area is small.
    public let smallArea: [Dated<Area>]
    public let saleSigns: [SaleSign]
    /// How far above the class's limit an income may be: 20% as 1/5.
    public let incomeTolerance: [Dated<Rational>]

    /// 变相销售迹象: a term of a lease that a sale has and a lease has not.
    public struct SaleSign: Sendable, Hashable {
        public let kind: Kind
        public let title: Text
        public let limits: [Dated<Int64>]

        public enum Kind: String, Sendable, CaseIterable {
            /// Rent paid in advance, in months; more than the limit.
            case prepaidMonths = "prepaid_months"
            /// The lease, in months; more than the limit.
            case leaseMonths = "lease_months"
            /// A fee for passing the lease on, in 元; more than the limit.
            case transferFee = "transfer_fee"
        }
    }

    init(_ root: DataNode) {
        let members = root.members(["sources", "small_area", "sale_signs", "income_tolerance"])
        let sources = members["sources"]?.sources() ?? [:]
        smallArea =
            members["small_area"]?.dated(sources, ["at_most"]) { node, members in
                members["at_most"]?.number().flatMap { ($0 * 100).int64 }.map { Area(raw: $0) }
            } ?? []
        incomeTolerance =
            members["income_tolerance"]?.dated(sources, ["percent"]) { _, members in members["percent"]?.number().map { $0 / 100 } } ?? []
        saleSigns = (members["sale_signs"]?.elements() ?? []).compactMap { node in
            let members = node.members(["kind", "title", "values"])
            guard let kind = members["kind"]?.choice(SaleSign.Kind.self) else { return nil }
            let limits =
                members["values"]?.dated(sources, ["above"]) { _, members in
                    members["above"]?.integer(in: 0...100_000_000).map(Int64.init)
                } ?? []
            return SaleSign(kind: kind, title: members["title"]?.text() ?? Text("", ""), limits: limits)
        }
    }
}

/// One sign found on a lease.
public struct SaleSignFinding: Sendable, Hashable {
    public let title: Text
    public let seen: Text
    public let limit: Text
    public let policy: PolicySource
}

extension SupervisionRules {
    /// The signs on a lease, by the limits of the day it began.
    public func signs(_ lease: LeaseTerms, on date: CivilDate) -> [SaleSignFinding] {
        saleSigns.compactMap { sign in
            guard let limit = sign.limits.inForce(on: date) else { return nil }
            let value: Int64
            let word: Text
            switch sign.kind {
            case .prepaidMonths: (value, word) = (Int64(lease.prepaidMonths), Text("个月", " months"))
            case .leaseMonths: (value, word) = (Int64(lease.leaseMonths), Text("个月", " months"))
            case .transferFee: (value, word) = (lease.transferFee.fen / 100, Text("元", " yuan"))
            }
            let isAbove = sign.kind == .transferFee ? lease.transferFee.fen > limit.value * 100 : value > limit.value
            guard isAbove else { return nil }
            return SaleSignFinding(
                title: sign.title, seen: Text("\(value)\(word.zh)", "\(value)\(word.en)"),
                limit: Text("不超过\(limit.value)\(word.zh)", "at most \(limit.value)\(word.en)"), policy: limit.source)
        }
    }
}

/// The terms of a lease that a sale hides in.
public struct LeaseTerms: Sendable, Hashable {
    public var rent: Money
    public var prepaidMonths: Int
    public var leaseMonths: Int
    public var transferFee: Money

    public init(rent: Money, prepaidMonths: Int = 1, leaseMonths: Int = 12, transferFee: Money = Money(fen: 0)) {
        self.rent = rent
        self.prepaidMonths = prepaidMonths
        self.leaseMonths = leaseMonths
        self.transferFee = transferFee
    }
}
