internal import Foundation
internal import Store

/// Hands batches from the thread that reads a file to the thread that writes the store, a few at a time, and the empty ones back.
///
/// Blocking, because both ends are threads of their own: one reads and checks, the other stands inside a transaction.
final class BatchChannel<Outcome: Sendable>: Sendable {
    struct Item: Sendable {
        let table: String
        let columns: [String]
        let batch: RowBatch
    }

    enum Next {
        case batch(Item)
        /// The reading side has met personal data and waits for the keys.
        case keys
        case finished(Result<Outcome, any Error>)
    }

    /// The reading side is told to stop: the writing side has failed.
    struct Stopped: Error {}

    private struct State {
        var waiting: [Item] = []
        var spare: [RowBatch] = []
        var result: Result<Outcome, any Error>?
        var isStopped = false
        var wantsKeys = false
        var keys: SubjectBook?
    }

    private let condition = Condition<State>(State())
    static var capacity: Int { 6 }

    /// Gives a full batch and takes an empty one of the same width.
    func send(_ table: String, _ columns: [String], _ batch: consuming RowBatch) throws -> RowBatch {
        let width = batch.columnCount
        let item = Item(table: table, columns: columns, batch: batch)
        let spare = try condition.wait(until: { $0.waiting.count < Self.capacity || $0.isStopped }) { state -> RowBatch? in
            guard !state.isStopped else { throw Stopped() }
            state.waiting.append(item)
            return state.spare.lastIndex { $0.columnCount == width }.map { state.spare.remove(at: $0) }
        }
        return spare ?? RowBatch(columnCount: width, rows: SheetIntake.batchRows, bytesPerRow: 160)
    }

    func finish(_ result: Result<Outcome, any Error>) {
        condition.change { $0.result = result }
    }

    /// Asks the writing side, which stands inside the transaction, for the keys that seal personal data.
    func keys() throws -> SubjectBook {
        condition.change { $0.wantsKeys = true }
        return try condition.wait(until: { $0.keys != nil || $0.isStopped }) { state in
            guard let keys = state.keys else { throw Stopped() }
            return keys
        }
    }

    func give(_ keys: SubjectBook) {
        condition.change { $0.keys = keys }
    }

    func next() -> Next {
        condition.wait(until: { !$0.waiting.isEmpty || $0.result != nil || ($0.wantsKeys && $0.keys == nil) }) { state in
            if state.wantsKeys && state.keys == nil { return .keys }
            if !state.waiting.isEmpty { return .batch(state.waiting.removeFirst()) }
            return .finished(state.result ?? .failure(Stopped()))
        }
    }

    func recycle(_ batch: consuming RowBatch) {
        batch.reset()
        let empty = batch
        condition.change { $0.spare.append(empty) }
    }

    func stop() {
        condition.change { $0.isStopped = true }
    }
}

/// A value behind a lock, with waiting.
final class Condition<State>: @unchecked Sendable {
    // The lock is what makes it safe: `state` is touched with it held, and nowhere else.
    private let lock = NSCondition()
    private var state: State

    init(_ state: State) { self.state = state }

    func wait<R>(until ready: (State) -> Bool, _ body: (inout State) throws -> R) rethrows -> R {
        lock.lock()
        defer {
            lock.broadcast()
            lock.unlock()
        }
        while !ready(state) { lock.wait() }
        return try body(&state)
    }

    func change(_ body: (inout State) -> Void) {
        lock.lock()
        body(&state)
        lock.broadcast()
        lock.unlock()
    }
}
