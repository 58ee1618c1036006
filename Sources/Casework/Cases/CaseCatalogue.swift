internal import Ledgers

/// Every kind of case, in the order people meet them.
public enum CaseCatalogue {
    public static let all: [CaseKind] = [
        .allotment, .allocation, .disbursement, .expenditure, .contract, .loan, .agreement,
        .project, .planBatch, .meeting, .certificate, .target,
        .community, .building, .renewalWork, .ownerBody, .buildingHead, .tender, .managementContract, .forbiddenAct,
        .clearance, .signing, .resettlement, .landReturn,
        .inspection, .defect, .sample,
        .policy, .task,
    ]

    public static func kind(_ name: String) -> CaseKind? { all.first { $0.name == name } }

    /// The kind whose cases a ledger keeps, or `nil`.
    public static func kind(ofLedger ledger: String) -> CaseKind? { all.first { $0.ledger.ledger == ledger } }
}
