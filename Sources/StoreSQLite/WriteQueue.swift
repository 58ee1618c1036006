import Dispatch
import GRDB
import GRDBSQLite
import Quantities
import Store
import Synchronization

/// The one writer. Writes that wait while another is being committed are run one after the other in the next transaction and
/// made durable by its one sync: a lone write waits for nobody, a crowd shares the disk.
///
/// Each write of a group stands in a savepoint, so one that throws leaves the others untouched. When the commit itself fails,
/// all of the group fail. After an error of the disk nothing is written any more: a failed sync is never tried again, since the kernel may
/// have dropped the pages it could not write (PostgreSQL's `data_sync_retry`).
final class WriteQueue: Sendable {
    private struct State {
        var waiting: [any PendingWrite] = []
        var isRunning = false
        var isClosed = false
        var stopped: StoreError?
        var idle: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "anju.store.writer")
    private let pool: DatabasePool
    private let limit: Int
    private let sealing: Sealing?

    init(pool: DatabasePool, sealing: Sealing? = nil, limit: Int = 256) {
        self.pool = pool
        self.sealing = sealing
        self.limit = limit
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        try Task.checkCancellation()
        return try await withCheckedThrowingContinuation { continuation in
            enqueue(Write(body: body, continuation: continuation))
        }
    }

    private func enqueue(_ write: any PendingWrite) {
        let (refusal, start) = state.withLock { state -> (StoreError?, Bool) in
            if let stopped = state.stopped { return (stopped, false) }
            if state.isClosed { return (SQLiteError.closed, false) }
            state.waiting.append(write)
            defer { state.isRunning = true }
            return (nil, !state.isRunning)
        }
        if let refusal { write.fail(refusal) }
        if start { queue.async { self.drain() } }
    }

    private func drain() {
        while true {
            let group = state.withLock { state -> [any PendingWrite] in
                let group = Array(state.waiting.prefix(limit))
                state.waiting.removeFirst(group.count)
                if group.isEmpty {
                    state.isRunning = false
                    for continuation in state.idle { continuation.resume() }
                    state.idle = []
                }
                return group
            }
            if group.isEmpty { return }
            run(group)
        }
    }

    private func run(_ group: [any PendingWrite]) {
        if let stopped = state.withLock({ $0.stopped }) {
            for write in group { write.fail(stopped) }
            return
        }
        var outcomes: [(any Error)?] = []
        do {
            try pool.writeWithoutTransaction { database in
                try database.inTransaction(.immediate) {
                    for write in group {
                        let connection = SQLiteConnection(database: database, sealing: sealing)
                        do {
                            if group.count == 1 {
                                try write.run(connection)
                                outcomes.append(nil)
                            } else {
                                try database.inSavepoint {
                                    try write.run(connection)
                                    try Self.refuseOpenReferences(database)
                                    return .commit
                                }
                                outcomes.append(nil)
                            }
                        } catch {
                            // A failure that took the whole transaction with it (disk full, I/O) fails the group.
                            guard group.count > 1, database.isInsideTransaction else { throw error }
                            outcomes.append(error)
                        }
                    }
                    return .commit
                }
            }
            for (write, outcome) in zip(group, outcomes) {
                if let outcome { write.fail(SQLiteError.translate(outcome)) } else { write.succeed() }
            }
        } catch {
            let failure = SQLiteError.translate(error)
            if let failure = failure as? StoreError, failure.code == .inputOutput || failure.code == .damaged { stop(failure) }
            for write in group { write.fail(failure) }
        }
    }

    /// A deferred foreign key still open would fail the commit of all.
    private static func refuseOpenReferences(_ database: GRDB.Database) throws {
        var open: Int32 = 0
        var high: Int32 = 0
        guard sqlite3_db_status(database.sqliteConnection, SQLITE_DBSTATUS_DEFERRED_FKS, &open, &high, 0) == SQLITE_OK, open > 0 else {
            return
        }
        throw StoreError(.constraintViolated, Text("违反数据库约束：外键无对应记录", "constraint violated: FOREIGN KEY constraint failed"))
    }

    private func stop(_ cause: StoreError) {
        state.withLock {
            $0.stopped = StoreError(
                .writingStopped,
                Text(
                    "磁盘读写出错后已停止写入（\(cause.text.zh)）；请检查磁盘后重新启动程序",
                    "writing has stopped after a disk error (\(cause.text.en)); check the disk, then restart the program"))
        }
    }

    /// Refuses new writes and waits for those under way.
    func close() async {
        await withCheckedContinuation { continuation in
            state.withLock { state in
                state.isClosed = true
                if state.isRunning { state.idle.append(continuation) } else { continuation.resume() }
            }
        }
    }
}

/// A write that waits for its turn, whatever it returns.
private protocol PendingWrite: Sendable {
    func run(_ connection: SQLiteConnection) throws
    /// The transaction is on disk.
    func succeed()
    func fail(_ error: any Error)
}

private final class Write<T: Sendable>: PendingWrite {
    private let body: @Sendable (any Connection) throws -> T
    private let continuation: CheckedContinuation<T, any Error>
    private let result = Mutex<T?>(nil)

    init(body: @escaping @Sendable (any Connection) throws -> T, continuation: CheckedContinuation<T, any Error>) {
        self.body = body
        self.continuation = continuation
    }

    func run(_ connection: SQLiteConnection) throws {
        let value = try body(connection)
        result.withLock { $0 = value }
    }

    func succeed() {
        if let value = result.withLock({ $0 }) {
            continuation.resume(returning: value)
        } else {
            continuation.resume(throwing: SQLiteError.closed)
        }
    }

    func fail(_ error: any Error) { continuation.resume(throwing: error) }
}
