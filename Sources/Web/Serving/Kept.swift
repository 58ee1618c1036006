import Ledgers
import Synchronization

/// What was made of the current pages, kept in memory until a page is filed: one value for each year and scope.
final class Kept<Value: Sendable>: Sendable {
    private let values = Mutex<[EvaluationKey: Value]>([:])

    func value(_ key: EvaluationKey, _ make: () async throws -> Value) async throws -> Value {
        if let known = values.withLock({ $0[key] }) { return known }
        let value = try await make()
        values.withLock { values in
            // A scope has one value that is of use: the latest.
            values = values.filter { $0.key.lastPage == key.lastPage }
            if values.count > 64 { values = [:] }
            values[key] = value
        }
        return value
    }
}

/// Whose view of which pages.
struct EvaluationKey: Hashable, Sendable {
    let year: Int
    let districts: Access.Scope
    let ledgers: Access.Ledgers
    /// The highest page number: pages are only ever added, so it tells whether anything was filed since.
    let lastPage: Int64
}
