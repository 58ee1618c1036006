public import Ledgers
public import Quantities

/// 申请: a waiver or an extension, as a signed record: who asked, who decided, why, until when. Another person decides than asked.
public struct Request: Sendable, Hashable {
    public let number: Int64
    public let kind: Kind
    public let year: Int
    public let district: RegionCode
    /// `nil` for all ledgers of the district (extensions only).
    public let ledger: String?
    /// `nil` for all periods of the year (extensions only).
    public let period: Period?
    /// The rule that is waived, or ``rejectedRows``; empty for an extension.
    public let code: String
    /// The last day it holds.
    public let until: CivilDate
    public let reason: String
    public let actor: String
    public let askedAt: String
    /// `nil` while it waits.
    public let decision: Decision?

    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// 豁免.
        case waiver
        /// 延期.
        case `extension`

        public var title: Text {
            switch self {
            case .waiver: Text("豁免", "waiver")
            case .extension: Text("延期", "extension")
            }
        }
    }

    public struct Decision: Sendable, Hashable {
        public let isGranted: Bool
        public let note: String
        public let actor: String
        public let decidedAt: String
    }

    /// In the place of a rule's code: the rows of the page that were not taken.
    public static let rejectedRows = "rejected"

    /// `豁免12`, as people quote it.
    public var name: String { "\(kind.title.zh)\(number)" }

    /// `110101/subsidies/2023-05`, with `*` for all.
    public var place: String { "\(district)/\(ledger ?? "*")/\(period?.description ?? String(year))" }

    /// Whether a page lies within what was asked for.
    public func covers(_ address: PageAddress) -> Bool {
        address.district == district && address.period.year == year && (ledger.map { $0 == address.ledger } ?? true)
            && (period.map { $0 == address.period } ?? true)
    }
}
