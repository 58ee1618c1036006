public import Accounts
import Evaluation
import Foundation
import Ledgers
public import Quantities
import Returns
public import Store
import Synchronization
import Votes

/// What the application works on: the city's store, files and accounts, and what is kept in memory of them.
public final class Office: Sendable {
    public let database: any Database
    public let vault: FileVault
    public let regions: Regions
    public let accounts: AccountBook
    public let location: StoreLocation
    /// The year a person begins with.
    public let defaultYear: Int
    /// Served over TLS by what stands in front: cookies are `Secure` and carry the `__Host-` name.
    public let isSecure: Bool
    /// Shown on every page of an example city.
    public let notice: Text?

    private let models = Mutex<[Int: YearModel]>([:])
    private let evaluations = Kept<EvaluationResult>()
    private let standings = Kept<Standings>()
    private let ruleReports = Kept<RuleReport>()
    /// Finds owners, seals choices; from the server's key.
    let voteKeys: VoteKeys
    let ballotBox: BallotBox
    let limits = RateLimits()
    let frozen = FrozenBases()
    let documents = DocumentShelf()

    public init(
        database: any Database, vault: FileVault, regions: Regions, defaultYear: Int, isSecure: Bool = false, notice: Text? = nil
    ) throws {
        self.database = database
        self.vault = vault
        self.regions = regions
        self.defaultYear = defaultYear
        self.isSecure = isSecure
        self.notice = notice
        location = vault.location
        voteKeys = VoteKeys(try KeyFile(vault.location))
        ballotBox = BallotBox(database: database, keys: voteKeys)
        accounts = AccountBook(database: database, city: regions.city.code, key: try ServerKey(vault.location))
    }

    /// The data of a year; `nil` where there is none.
    func model(_ year: Int) throws -> YearModel {
        if let known = models.withLock({ $0[year] }) { return known }
        let model = try YearModel.load(year: year, overrides: location.root, regions: regions)
        models.withLock { $0[year] = model }
        return model
    }

    func evaluator(_ year: Int, _ access: Access) throws -> Evaluator {
        Evaluator(model: try model(year), database: database, access: access)
    }

    /// The evaluation of the current pages within a scope; from memory while nothing new has been filed.
    func evaluation(_ year: Int, _ access: Access) async throws -> EvaluationResult {
        let evaluator = try evaluator(year, access)
        return try await evaluations.value(try await key(year, access)) { try await evaluator.evaluate(evaluator.current()) }
    }

    /// The months of that evaluation, kept as long.
    func standings(_ result: EvaluationResult) async throws -> Standings {
        let evaluator = try evaluator(result.year, result.access)
        return try await standings.value(try await key(result.year, result.access)) {
            Standings(result, try await evaluator.series(of: result))
        }
    }

    /// What every rule finds in the pages of that evaluation, kept as long.
    func rules(_ result: EvaluationResult) async throws -> RuleReport {
        let evaluator = try evaluator(result.year, result.access)
        return try await ruleReports.value(try await key(result.year, result.access)) { try await evaluator.rules(result.snapshot) }
    }

    private func key(_ year: Int, _ access: Access) async throws -> EvaluationKey {
        let last = try await database.read { try Pages.highestNumber($0, access) }
        return EvaluationKey(year: year, districts: access.districts, ledgers: access.ledgers, lastPage: last)
    }

    /// What the rules across ledgers find in the current pages within a scope.
    func rules(_ year: Int, _ access: Access) async throws -> RuleReport { try await rules(try await evaluation(year, access)) }

    /// A folder for one request, emptied when it is answered (and all of them at each start).
    func temporaryFolder() throws -> String {
        let path = location.temporary + "/" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return path
    }

    /// The bytes of a file that its maker writes to a path.
    func bytes(madeBy make: (_ path: String) throws -> Void) throws -> [UInt8] {
        let folder = try temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try make(folder + "/made")
        return Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/made")))
    }
}

/// Token buckets in memory, by class and by whom: a sign-in flood must not take the machine. Restarting forgets them; locks of accounts
/// are in the store.
final class RateLimits: Sendable {
    struct Rule: Sendable {
        /// So many at once …
        let burst: Double
        /// … and so many a second after that.
        let rate: Double

        /// A street of phones behind one address; codes are long enough not to be guessed at this rate.
        static let residents = Rule(burst: 600, rate: 100)
        static let signIn = Rule(burst: 20, rate: 0.5)
        /// Failed checks of an owner's numbers: by one address, and of one document.
        static let strangers = Rule(burst: 60, rate: 0.5)
        static let guesses = Rule(burst: 10, rate: 1.0 / 120)
        /// Ballots of one owner.
        static let ballots = Rule(burst: 100, rate: 1)
        static let export = Rule(burst: 60, rate: 0.5)
        static let upload = Rule(burst: 60, rate: 1)
    }

    private let buckets = Mutex<[String: (left: Double, at: ContinuousClock.Instant)]>([:])

    /// - Throws: 429.
    /// - Parameter spends: `false` asks whether anything is left, and takes nothing.
    func take(_ rule: Rule, _ name: String, _ who: String, spends: Bool = true) throws {
        let now = ContinuousClock.now
        let isGranted = buckets.withLock { buckets in
            if buckets.count > 20_000 { buckets = [:] }
            let known = buckets[name + "\u{0}" + who] ?? (rule.burst, now)
            let passed = known.at.duration(to: now)
            let seconds = Double(passed.components.seconds) + Double(passed.components.attoseconds) / 1e18
            let left = min(rule.burst, known.left + seconds * rule.rate)
            buckets[name + "\u{0}" + who] = (left >= 1 && spends ? left - 1 : left, now)
            return left >= 1
        }
        guard isGranted else { throw Refusal.tooMany }
    }
}
