public import Quantities

/// 发放批次状态.
public enum BatchState: String, Titled, Codable {
    case draft
    case computed
    case reviewed
    case sent
    case closed
    case cancelled

    public var title: Text {
        switch self {
        case .draft: Text("草稿", "draft")
        case .computed: Text("待复核", "computed")
        case .reviewed: Text("已复核", "reviewed")
        case .sent: Text("已送银行", "sent")
        case .closed: Text("已办结", "closed")
        case .cancelled: Text("已作废", "cancelled")
        }
    }
}

public enum BatchAct: String, Titled, Codable {
    case compute
    case review
    case send
    case close
    case cancel

    public var title: Text {
        switch self {
        case .compute: Text("计算", "compute")
        case .review: Text("复核通过", "approve")
        case .send: Text("送银行", "send to the bank")
        case .close: Text("回盘办结", "close with the results")
        case .cancel: Text("作废", "cancel")
        }
    }
}

/// 发放批次: a district's subsidies of one month.
public struct SubsidyBatch: Sendable, Hashable {
    public let number: Int64
    public let district: RegionCode
    public let month: Period
    public let state: BatchState
    public let revision: Int64
    /// Who did the last act: another person reviews.
    public let actor: String
    public let changedAt: String

    public var name: String { "B\(number)" }
}

/// One household of a batch, in fen: `amount = computed + settled`, and never below nothing.
public struct SubsidyItem: Sendable, Hashable {
    public let household: String
    public let paidClass: Int
    public let people: Int
    public let rent: Money
    public let standard: Money
    public let computed: Money
    public let settled: Money
    public let amount: Money
    /// The lines of the computation, in Chinese.
    public let reasons: [String]
    /// The payer's word; `nil` until it came.
    public let result: SubsidyResult?
}

public struct SubsidyResult: Sendable, Hashable {
    public let isPaid: Bool
    public let paidOn: CivilDate?
    /// Why not, as the payer says.
    public let note: String

    public init(isPaid: Bool, paidOn: CivilDate?, note: String = "") {
        self.isPaid = isPaid
        self.paidOn = paidOn
        self.note = note
    }
}
