internal import Foundation
public import Ledgers
public import Quantities
internal import Store

/// What a security administrator gives an account.
public struct Rights: Sendable, Hashable {
    public var role: Role?
    public var districts: Set<RegionCode>
    /// A narrower list of ledgers than the role's; empty for all of those.
    public var ledgers: Set<String>

    public init(role: Role?, districts: Set<RegionCode> = [], ledgers: Set<String> = []) {
        self.role = role
        self.districts = districts
        self.ledgers = ledgers
    }
}

/// Giving and taking rights and states. Nobody acts on their own account; each act is journalled in its transaction.
extension AccountBook {
    /// Gives an account its role and scope in place of the earlier ones. Its sessions end, so that the next request has the new rights.
    ///
    /// - Parameter revision: the one the administrator saw; `U012` where the account has changed since.
    public func grant(_ rights: Rights, to number: Int64, revision: Int64, by access: Access, at now: Moment = .now) async throws {
        try access.require(.grantRights)
        guard access.actor != "u\(number)" else { throw AccountError.ownRights }
        if rights.role?.reach == .districts, rights.districts.isEmpty {
            throw AccountError(.scopeMissing, "该角色须指定行政区划", "this role needs a district")
        }
        let city = city
        try await database.write { connection in
            let account = try Self.account(connection, city, number, now: now.seconds)
            guard account.revision == revision else { throw AccountError.changedMeanwhile }
            if account.role == .securityAdministrator, rights.role != .securityAdministrator {
                try Self.requireAnother(.securityAdministrator, besides: number, connection, city)
            }
            if account.role == .systemAdministrator, rights.role != .systemAdministrator {
                try Self.requireAnother(.systemAdministrator, besides: number, connection, city)
            }
            try Self.setRights(connection, city, number, rights, by: access.actor, at: now)
            try Self.endSessions(connection, city, number)
        }
        forget(number)
    }

    /// Opens or closes an account; a closed one is signed out everywhere and its tokens end.
    public func set(_ state: Account.State, for number: Int64, by access: Access, at now: Moment = .now) async throws {
        try access.require(.manageAccounts)
        guard access.actor != "u\(number)" else { throw AccountError.ownRights }
        let city = city
        try await database.write { connection in
            let account = try Self.account(connection, city, number, now: now.seconds)
            guard account.state != .invited, state != .invited else { throw AccountError.accountUnknown }
            if state == .disabled, let role = account.role, role == .securityAdministrator || role == .systemAdministrator {
                try Self.requireAnother(role, besides: number, connection, city)
            }
            try connection.execute(
                "UPDATE accounts SET state = ?, revision = revision + 1 WHERE city = ? AND account = ?",
                [.text(state.rawValue), .text(city.digits), .integer(number)])
            if state == .disabled { try Self.endSessions(connection, city, number, tokens: true) }
            try Self.record(connection, city, by: access.actor, "account.\(state.rawValue)", number, [account.login], at: now)
        }
        forget(number)
    }

    /// Lifts a lock before its time.
    public func unlock(_ number: Int64, by access: Access, at now: Moment = .now) async throws {
        try access.require(.grantRights)
        guard access.actor != "u\(number)" else { throw AccountError.ownRights }
        let city = city
        try await database.write { connection in
            let account = try Self.account(connection, city, number, now: now.seconds)
            try connection.execute(
                "UPDATE accounts SET failures = 0, locked_until = 0 WHERE city = ? AND account = ?", [.text(city.digits), .integer(number)])
            try Self.record(connection, city, by: access.actor, "account.unlocked", number, [account.login], at: now)
        }
    }

    /// Takes password and second factor away; a system administrator must invite the person again. Two administrators are needed, so that
    /// neither can take over an account alone.
    public func resetSecondFactor(_ number: Int64, by access: Access, at now: Moment = .now) async throws {
        try access.require(.grantRights)
        guard access.actor != "u\(number)" else { throw AccountError.ownRights }
        let city = city
        try await database.write { connection in
            let account = try Self.account(connection, city, number, now: now.seconds)
            try connection.execute(
                """
                UPDATE accounts SET state = 'invited', password = NULL, totp = NULL, totp_step = 0, failures = 0, locked_until = 0,
                    revision = revision + 1 WHERE city = ? AND account = ?
                """, [.text(city.digits), .integer(number)])
            try Self.endSessions(connection, city, number, tokens: true)
            try Self.record(connection, city, by: access.actor, "account.reset", number, [account.login], at: now)
        }
        forget(number)
    }

    /// The language of the screens, kept with the account.
    public func set(_ language: Language, for access: Access) async throws {
        let city = city
        guard let number = Self.number(access.actor) else { return }
        try await database.write { connection in
            try connection.execute(
                "UPDATE accounts SET language = ? WHERE city = ? AND account = ?",
                [.text(language.rawValue), .text(city.digits), .integer(number)])
        }
        forget(number)
    }

    static func setRights(
        _ connection: any Connection, _ city: RegionCode, _ number: Int64, _ rights: Rights, by actor: String, at now: Moment
    ) throws {
        try connection.execute(
            "UPDATE accounts SET role = ?, revision = revision + 1 WHERE city = ? AND account = ?",
            [.optional(rights.role?.rawValue), .text(city.digits), .integer(number)])
        try connection.execute("DELETE FROM account_scopes WHERE city = ? AND account = ?", [.text(city.digits), .integer(number)])
        let scopes = rights.districts.map { ("district", $0.digits) } + rights.ledgers.map { ("ledger", $0) }
        for (kind, value) in scopes {
            try connection.execute(
                "INSERT INTO account_scopes (city, account, kind, value) VALUES (?, ?, ?, ?)",
                [.text(city.digits), .integer(number), .text(kind), .text(value)])
        }
        let content = [rights.role?.rawValue ?? ""] + scopes.map { "\($0.0):\($0.1)" }.sorted()
        try record(connection, city, by: actor, "account.granted", number, content, at: now)
    }

    /// An office must not lock itself out.
    private static func requireAnother(_ role: Role, besides number: Int64, _ connection: any Connection, _ city: RegionCode) throws {
        let others = try connection.row(
            "SELECT count(*) FROM accounts WHERE city = ? AND role = ? AND state = 'active' AND account <> ?",
            [.text(city.digits), .text(role.rawValue), .integer(number)])
        guard try others?.int64(0) ?? 0 > 0 else {
            throw AccountError(
                .lastAdministrator, "这是最后一名\(role.title.zh)，不能停用或改任", "this is the last \(role.title.en); it cannot be closed or changed")
        }
    }

    static func endSessions(_ connection: any Connection, _ city: RegionCode, _ number: Int64, tokens: Bool = false) throws {
        try connection.execute(
            "DELETE FROM account_secrets WHERE city = ? AND account = ? AND kind IN ('session', 'half'\(tokens ? ", 'token'" : ""))",
            [.text(city.digits), .integer(number)])
    }

    /// 12 for `u12`.
    static func number(_ actor: String) -> Int64? { actor.utf8.first == 117 ? Int64(actor.dropFirst()) : nil }
}
