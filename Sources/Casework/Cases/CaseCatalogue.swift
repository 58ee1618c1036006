internal import Ledgers

/// Every kind of case, in the order people meet them.
public enum CaseCatalogue {
    public static let all: [CaseKind] = [.project, .planBatch, .meeting, .certificate, .target, .task]

    public static func kind(_ name: String) -> CaseKind? { all.first { $0.name == name } }

    /// The kind whose cases a ledger keeps, or `nil`.
    public static func kind(ofLedger ledger: String) -> CaseKind? { all.first { $0.ledger.ledger == ledger } }
}
