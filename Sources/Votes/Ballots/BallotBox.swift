public import Ledgers
public import Quantities
public import Store
import Synchronization

/// 票箱: takes ballots from many at once and answers each after its transaction is on disk. Those that wait while a group is being written
/// are the next group: one sync, one look at the journal's edge, for all of them.
public final class BallotBox: Sendable {
    private struct Waiting {
        let ballot: Ballots.Prepared
        let city: String
        let answer: CheckedContinuation<BallotStanding, any Error>
    }

    private struct State {
        var waiting: [Waiting] = []
        var isWriting = false
    }

    private let database: any Database
    private let keys: VoteKeys
    private let clock: @Sendable () -> Moment
    private let state = Mutex(State())
    /// Polls as they were pinned at their opening: nothing in these ever changes.
    private let papers = Mutex<[Int64: Paper]>([:])

    private struct Paper: Sendable {
        let code: String
        let definition: PollDefinition
        let key: BallotKey
    }

    /// Ballots of one transaction.
    static let limit = 512

    public init(database: any Database, keys: VoteKeys, clock: @escaping @Sendable () -> Moment = { .now }) {
        self.database = database
        self.keys = keys
        self.clock = clock
    }

    /// Casts an owner's ballot.
    ///
    /// - Parameters:
    ///   - code: the poll it is cast in, as the owner reached it; the pass must be for that one.
    ///   - replaces: the turn of the ballot it takes the place of, 0 for a first one: nobody replaces a ballot they have not seen.
    /// - Returns: what counts now, when it is on disk.
    /// - Throws: `T012` not open, `T013` with the receipt that stands, `T014`, `T017`.
    public func cast(_ access: Access, _ pass: VoterPass, code: String, _ list: [Vote], replaces: Int64 = 0) async throws -> BallotStanding
    {
        let city = access.city.digits
        let paper = try await paper(access, pass.poll)
        guard paper.code == Written.plain(code) else { throw VoteError.passExpired }
        guard (0..<1_000).contains(replaces) else { throw VoteError.choices("改投次数过多", "too many replacements") }
        let ballot = try Ballots.prepare(
            city: city, poll: pass.poll, head: pass.head, replaces: replaces, channel: .phone,
            choices: try Choices(list, of: paper.definition, allowsBlank: false), definition: paper.definition, key: paper.key,
            actor: "owner")
        return try await withCheckedThrowingContinuation { answer in
            let starts = state.withLock { state in
                state.waiting.append(Waiting(ballot: ballot, city: city, answer: answer))
                defer { state.isWriting = true }
                return !state.isWriting
            }
            // The group is written by whoever finds the box idle; the others only wait.
            if starts { Task { await self.write() } }
        }
    }

    private func paper(_ access: Access, _ number: Int64) async throws -> Paper {
        if let known = papers.withLock({ $0[number] }) { return known }
        let poll = try await database.read { connection in
            try Polls.read(connection, access, "p.number = ?", [.integer(number)]).first
        }
        guard let poll else { throw VoteError.noPoll(String(number)) }
        guard let opening = poll.opening else { throw VoteError.notOpen(poll.state) }
        let paper = Paper(
            code: poll.code, definition: poll.definition,
            key: try keys.ballotKey(city: access.city.digits, poll: number, wrapped: opening.wrappedKey))
        papers.withLock { papers in
            if papers.count > 1_000 { papers = [:] }
            papers[number] = paper
        }
        return paper
    }

    private func write() async {
        var last = (count: 0, took: Duration.zero)
        while true {
            await gather(after: last)
            let group = state.withLock { state -> [Waiting] in
                guard let city = state.waiting.first?.city else {
                    state.isWriting = false
                    return []
                }
                let group = Array(state.waiting.prefix(Self.limit).prefix { $0.city == city })
                state.waiting.removeFirst(group.count)
                return group
            }
            guard let first = group.first else { return }
            let (city, ballots, clock) = (first.city, group.map(\.ballot), clock)
            let start = ContinuousClock.now
            do {
                let results = try await database.write { try Ballots.record($0, city: city, ballots, at: clock()) }
                for (waiting, result) in zip(group, results) { waiting.answer.resume(with: result.mapError { $0 }) }
            } catch {
                for waiting in group { waiting.answer.resume(throwing: error) }
            }
            last = (group.count, start.duration(to: .now))
        }
    }

    /// Waits a moment for those just answered: a crowd that votes without pause would otherwise fall into two halves, each waiting for the
    /// other's sync. No longer than a quarter of the last sync, and not at all for a lone voter (PostgreSQL's `commit_delay` and
    /// `commit_siblings`).
    private func gather(after last: (count: Int, took: Duration)) async {
        let waiting = { self.state.withLock { $0.waiting.count } }
        let expected = min(waiting() + last.count, Self.limit)
        guard last.count > 0, expected > 1 else { return }
        let step = min(last.took / 16, .microseconds(500))
        for _ in 0..<4 where waiting() < expected { try? await Task.sleep(for: step) }
    }
}
