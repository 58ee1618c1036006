import Evaluation
import Ledgers
import Quantities
import Store

/// What the city passed on to one district, by programme: from the city's ledger, for readers who may see that.
struct DistrictAllocation: Sendable {
    /// In yuan.
    private(set) var amounts: [String: Rational] = [:]
    /// The page it stands on.
    private(set) var address: PageAddress?

    static let none = DistrictAllocation()

    private init() {}

    init(_ visit: Visit, _ result: EvaluationResult, _ region: Region) async throws {
        let access = visit.access
        let pages = result.snapshot.pages(of: Sheet.allocations.ledger).filter(access.allows)
        guard let last = pages.last else { return }
        address = PageAddress(last.ledger, last.district, last.period)
        let scale = Sheet.allocations.column("amount")?.type.storedScale ?? 1
        let sums = try await visit.office.database.read { connection in
            var sums: [String: Int64] = [:]
            for page in pages {
                try Entries.forEach(connection, access, page, columns: ["programme", "recipient", "amount"]) { row in
                    guard try row.text(2) == region.code.digits else { return }
                    sums[try row.text(1), default: 0] += try row.int64(3)
                }
            }
            return sums
        }
        amounts = sums.mapValues { Rational($0, scale) }
    }
}
