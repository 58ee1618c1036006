public import Ledgers
public import Quantities

/// 投诉建议: what somebody wrote from the public pages, and what became of it.
public struct Complaint: Sendable, Hashable {
    public let number: Int64
    /// `TS2023-000001`, which the writer has as a receipt.
    public let receipt: String
    public let kind: Kind
    public let programme: String
    /// The district that has it.
    public let district: RegionCode
    public let state: ComplaintState
    public let revision: Int64
    /// What was written; `nil` where it has been erased.
    public let body: String?
    /// How to reach the writer; `nil` where none was given, it has been erased, or the reader may not see it.
    public let contact: String?
    public let receivedAt: String
    public let events: [Event]

    /// What it is.
    public enum Kind: String, Sendable, CaseIterable {
        case complaint
        case suggestion
        case question

        public var title: Text {
            switch self {
            case .complaint: Text("投诉", "Complaint")
            case .suggestion: Text("建议", "Suggestion")
            case .question: Text("咨询", "Question")
            }
        }
    }

    /// One act.
    public struct Event: Sendable, Hashable {
        public let act: ComplaintAct
        public let state: ComplaintState
        public let district: RegionCode
        /// The person it was given to, by the name the journal knows; empty for the district.
        public let addressee: String
        public let text: String
        public let actor: String
        public let at: String
    }

    /// The last answer.
    public var answer: Event? { events.last { $0.act == .answer } }
}
