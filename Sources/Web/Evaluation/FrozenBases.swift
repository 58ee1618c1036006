import Evaluation
import Ledgers
import Store
import Synchronization

/// Evaluations of freezes kept in memory. A freeze never changes, so they are good for as long as there is room.
final class FrozenBases: Sendable {
    private struct Key: Hashable {
        let freeze: String
        let root: Digest256
        let access: Access
    }

    private static let most = 24
    private let known = Mutex<[Key: Basis]>([:])

    func basis(_ freeze: Freeze, _ office: Office, _ access: Access) async throws -> Basis {
        let key = Key(freeze: freeze.name, root: freeze.root, access: access)
        if let basis = known.withLock({ $0[key] }) { return basis }
        let (evaluator, snapshot) = try await Freezes.evaluator(office.database, access, of: freeze, regions: office.regions)
        let basis = Basis(evaluator: evaluator, result: try await evaluator.evaluate(snapshot), freeze: freeze)
        known.withLock { known in
            if known.count >= Self.most { known = [:] }
            known[key] = basis
        }
        return basis
    }
}
