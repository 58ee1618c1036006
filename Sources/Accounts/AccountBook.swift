public import Ledgers
public import Quantities
public import Store
internal import Synchronization

/// The accounts of a city. All of them, their sessions and their rights go through here, so that a right taken away is gone with the next
/// request: sessions are cached in memory, and every change empties what it touches.
///
/// One process holds a data directory, so one book holds its accounts.
public final class AccountBook: Sendable {
    public let database: any Database
    public let city: RegionCode
    public let key: ServerKey
    let cache = Mutex<[Digest256: CachedSession]>([:])

    struct CachedSession {
        let signedIn: SignedIn
        let expires: Int64
        /// The last request.
        var seen: Int64
        /// The last one the store knows of; it is told once a minute, so that a session that is in use outlives the cache.
        var written: Int64
    }

    public init(database: any Database, city: RegionCode, key: ServerKey) {
        self.database = database
        self.city = city
        self.key = key
    }

    /// Forgets what is cached of an account, or of all.
    func forget(_ account: Int64? = nil) {
        cache.withLock { cache in
            if let account { cache = cache.filter { $0.value.signedIn.account.number != account } } else { cache = [:] }
        }
    }

    // MARK: Reading

    static let columns =
        "account, login, name, role, state, totp IS NOT NULL, locked_until, language, revision, created_at"

    static func accounts(
        _ connection: any Connection, _ city: RegionCode, where condition: String = "1 = 1", _ arguments: [SQLValue] = [], now: Int64
    ) throws -> [Account] {
        let rows = try connection.rows(
            "SELECT \(columns) FROM accounts WHERE city = ? AND \(condition) ORDER BY account", [.text(city.digits)] + arguments)
        if rows.isEmpty { return [] }
        var scopes: [Int64: (districts: Set<RegionCode>, ledgers: Set<String>)] = [:]
        let one = rows.count == 1 ? try rows[0].int64(0) : nil
        let scopeRows = try connection.rows(
            "SELECT account, kind, value FROM account_scopes WHERE city = ?" + (one == nil ? "" : " AND account = ?"),
            [.text(city.digits)] + (one.map { [.integer($0)] } ?? []))
        for row in scopeRows {
            let account = try row.int64(0)
            if try row.text(1) == "district" {
                if let code = try RegionCode(row.text(2)) { scopes[account, default: ([], [])].districts.insert(code) }
            } else {
                scopes[account, default: ([], [])].ledgers.insert(try row.text(2))
            }
        }
        return try rows.map { row in
            let number = try row.int64(0)
            return Account(
                number: number, login: try row.text(1), name: try row.text(2), role: try row.optionalText(3).flatMap(Role.init(rawValue:)),
                state: Account.State(rawValue: try row.text(4)) ?? .disabled, districts: scopes[number]?.districts ?? [],
                ledgers: scopes[number]?.ledgers ?? [], language: Language(rawValue: try row.text(7)) ?? .chinese,
                hasSecondFactor: try row.int64(5) == 1, isLocked: try row.int64(6) > now, revision: try row.int64(8),
                createdAt: try row.text(9))
        }
    }

    static func account(_ connection: any Connection, _ city: RegionCode, _ number: Int64, now: Int64) throws -> Account {
        guard let account = try accounts(connection, city, where: "account = ?", [.integer(number)], now: now).first
        else { throw AccountError.accountUnknown }
        return account
    }

    /// One account. Administrators only, or oneself.
    public func account(_ number: Int64, for access: Access, at now: Moment = .now) async throws -> Account {
        guard access.may(.manageAccounts) || access.may(.grantRights) || access.actor == "u\(number)" else {
            throw AccountError.accountUnknown
        }
        let city = city
        return try await database.read { try Self.account($0, city, number, now: now.seconds) }
    }

    /// Every account, for the administrators who open them or give them rights.
    public func all(for access: Access, at now: Moment = .now) async throws -> [Account] {
        if !access.may(.grantRights) { try access.require(.manageAccounts) }
        let city = city
        return try await database.read { try Self.accounts($0, city, now: now.seconds) }
    }

    /// The colleagues one may name: those who see a district of one's own, and the city's.
    public func people(for access: Access) async throws -> [Person] {
        let city = city
        let everybody = try await database.read { try Self.accounts($0, city, where: "state = 'active'", now: 0) }
        return everybody.compactMap { account in
            guard let role = account.role, role.reach != .nothing else { return nil }
            let isCity = role.reach == .city && account.districts.isEmpty
            guard isCity || account.districts.contains(where: access.allows) else { return nil }
            return Person(actor: account.actor, name: account.name, role: role, districts: account.districts)
        }
    }

    /// Names for actors: `u12` → 王芳. Whoever may see an act may see who did it.
    public func names(_ connection: any Connection) throws -> [String: String] {
        var names: [String: String] = [:]
        for row in try connection.rows("SELECT account, name FROM accounts WHERE city = ?", [.text(city.digits)]) {
            names["u\(try row.int64(0))"] = try row.text(1)
        }
        return names
    }

    // MARK: Writing

    /// The act's entry in the journal: who, what, whom; the commitment is over the texts given, which hold no secret.
    static func record(
        _ connection: any Connection, _ city: RegionCode, by actor: String, _ act: String, _ account: Int64, _ content: [String],
        at now: Moment
    ) throws {
        var bytes = CanonicalBytes()
        for text in content { bytes.append(text: text) }
        try Journal.append(
            connection, city: city.digits, actor: actor, act: act, subject: "u\(account)", commitment: bytes.digest(), at: now.description)
    }
}
