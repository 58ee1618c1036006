import Crypto
import Foundation
import Ledgers
import Quantities
import Store
import StoreSQLite
import Testing

@testable import Votes

let opened = Moment(seconds: 1_700_000_000)
let closing = Moment(seconds: 1_700_864_000)
let afterwards = Moment(seconds: 1_700_864_001)

extension RegionCode {
    static let city = RegionCode("110000")!
    static let chaoyang = RegionCode("110105")!
    static let dongcheng = RegionCode("110101")!
}

/// The time, as a test sets it.
final class Clock: @unchecked Sendable {
    private let lock = NSLock()
    private var moment = opened + 60
    var now: Moment {
        get { lock.withLock { moment } }
        set { lock.withLock { moment = newValue } }
    }
}

/// A valid identity number for the n-th person of a made-up city: computed here by GB 11643's own formula.
func identity(_ n: Int) -> String {
    func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: width - text.utf8.count) + text
    }
    // More than a thousand people: another birthday.
    let body = "990101198001" + padded(1 + n / 1000 % 28, 2) + padded(n % 1000, 3)
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    var sum = 0
    for (digit, weight) in zip(body.utf8, weights) { sum += (Int(digit) - 48) * weight }
    return body + String(decoding: [Array("10X98765432".utf8)[sum % 11]], as: UTF8.self)
}

func entry(_ room: String, _ area: String, _ owners: [Int], building: String = "1号楼", stairway: String = "1单元", unsold: Bool = false)
    -> RollEntry
{
    RollEntry(
        building: building, stairway: stairway, room: room, area: area,
        owners: owners.map { RollEntry.Owner(name: "王\($0)", document: identity($0)) },
        certificate: "京(2019)朝不动产权第\(1000 + (Int(room) ?? 0))号",
        isUnsold: unsold)
}

/// A city's store in a folder that goes away with the test.
final class City: Sendable {
    let path: String
    let store: SQLiteStore
    let keys = VoteKeys(SymmetricKey(size: .bits256))
    let clock = Clock()
    let box: BallotBox

    init() async throws {
        path = NSTemporaryDirectory() + "anju-votes-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        store = try await SQLiteStore.open(
            directory: try DataDirectory(path + "/data"), migrations: Journal.migrations + LedgerSchema.migrations + VotesSchema.migrations)
        let clock = clock
        box = BallotBox(database: store, keys: keys) { clock.now }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func access(_ actor: String, _ role: Role = .streetOffice, _ districts: Set<RegionCode> = [.chaoyang]) -> Access {
        role.access(city: .city, districts: role.reach == .districts ? districts : [], actor: actor)
    }
    var clerk: Access { access("街道甲") }
    var second: Access { access("街道乙") }
    var neighbour: Access { access("东城街道", .streetOffice, [.dongcheng]) }
    /// Nobody: who reaches a public page.
    var nobody: Access { Access(city: .city, districts: .only([]), ledgers: .only([]), permissions: [], actor: "public") }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T { try await store.read(body) }
    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T { try await store.write(body) }

    func draft(_ matters: [Matter], scope: PollScope = .community) async throws -> Poll {
        let clerk = clerk
        return try await write {
            try Polls.create(
                $0, clerk,
                PollDefinition(
                    title: "改造方案表决", district: .chaoyang, community: "C001", communityName: "和平里小区", scope: scope, matters: matters),
                at: opened)
        }
    }

    func take(_ poll: Poll, _ entries: [RollEntry]) async throws -> Rolls.Outcome {
        let (clerk, keys) = (clerk, keys)
        return try await write { try Rolls.take($0, clerk, poll.number, entries, keys: keys, seen: poll.revision, at: opened) }
    }

    /// A poll that takes ballots.
    func open(
        _ matters: [Matter], _ entries: [RollEntry], scope: PollScope = .community, at start: Moment = opened, until: Moment = closing
    )
        async throws -> Poll
    {
        let (clerk, keys) = (clerk, keys)
        let poll = try #require(try await take(draft(matters, scope: scope), entries).poll)
        return try await write { connection in
            let frozen = try PollActs.freeze(connection, clerk, poll.number, seen: poll.revision, at: start)
            return try PollActs.open(connection, clerk, poll.number, closesAt: until, keys: keys, seen: frozen.revision, at: start)
        }
    }

    func identify(_ poll: Poll, _ person: Int, room: String) async throws -> (pass: VoterPass, voter: Voter) {
        let (nobody, keys, now) = (nobody, keys, clock.now)
        return try await read { connection in
            try VoterPass.identify(
                connection, nobody, try PublicPolls.poll(connection, nobody, code: poll.code), document: identity(person),
                certificate: "2019" + String(1000 + (Int(room) ?? 0)), keys: keys, at: now)
        }
    }

    func pass(_ poll: Poll, head: Int64) -> VoterPass {
        VoterPass(poll: poll.number, head: head, until: clock.now.seconds + 1800, city: "110000", keys: keys)
    }

    @discardableResult
    func cast(_ poll: Poll, head: Int64, _ choices: [Vote], replaces: Int64 = 0) async throws -> BallotStanding {
        try await box.cast(nobody, pass(poll, head: head), code: poll.code, choices, replaces: replaces)
    }

    func close(_ poll: Poll) async throws -> ResultDocument {
        clock.now = afterwards
        let (clerk, keys) = (clerk, keys)
        return try await write { connection in
            let now = try Polls.poll(connection, clerk, poll.number)
            try PollActs.close(connection, clerk, poll.number, keys: keys, seen: now.revision, at: afterwards)
            guard let file = try Results.result(connection, clerk, poll.number) else { throw VoteError.noPoll("") }
            return file.document
        }
    }

    func code<T>(_ body: () async throws -> T) async -> String {
        do {
            _ = try await body()
            return ""
        } catch let error as VoteError {
            return error.code
        } catch let error as LedgerError {
            return error.code
        } catch let error as StoreError {
            return error.code.rawValue
        } catch {
            return "\(error)"
        }
    }
}
