internal import Foundation
public import Ledgers
public import Quantities
internal import Store
internal import Synchronization

/// Somebody who has signed in.
public struct SignedIn: Sendable {
    public let account: Account
    public let access: Access
    /// What the session carries; form tokens are made from it. Empty for API tokens.
    public let session: String
}

/// Signing in: a password, then a code; sessions and API tokens.
extension AccountBook {
    /// Seconds without a request until a session ends.
    public static let idleLife: Int64 = 30 * 60
    /// Seconds until it ends in any case.
    public static let sessionLife: Int64 = 8 * 3600
    /// Seconds for typing the code.
    public static let halfLife: Int64 = 5 * 60
    /// Wrong passwords or codes in a row before the account is locked: for 1, 2, 4 … 15 minutes.
    public static let attempts: Int64 = 5

    /// The first step. The text it returns opens nothing but the second.
    ///
    /// - Throws: `U001`, whatever was wrong and in the same time.
    public func begin(login: String, password: String, at now: Moment = .now) async throws -> String {
        let city = city
        let found = try await database.read { connection in
            try connection.row(
                "SELECT account, password, state, locked_until FROM accounts WHERE city = ? AND login = ?",
                [.text(city.digits), .text(login)])
        }
        let hash = try found?.optionalText(1)
        let matches = try await Password.matches(password, hash)
        guard let found else { throw AccountError.signInRefused }
        let number = try found.int64(0)
        guard try found.int64(3) <= now.seconds, try found.text(2) == "active" else { throw AccountError.signInRefused }
        guard matches else {
            try await fail(number, at: now)
            throw AccountError.signInRefused
        }
        let half = SecretText.random(bytes: 32)
        try await database.write { connection in
            try connection.execute(
                "DELETE FROM account_secrets WHERE city = ? AND kind IN ('half', 'session', 'token') AND expires_at < ?",
                [.text(city.digits), .integer(now.seconds)])
            try Self.addSecret(connection, city, half, kind: "half", number, at: now, life: Self.halfLife)
        }
        return half
    }

    /// The second step: a code of the app, or a recovery code. The first step's text ends; the session gets a new one (no fixation).
    public func finish(_ half: String, code: String, at now: Moment = .now) async throws -> SignedIn {
        let (city, digest) = (city, SecretText.digest(half))
        let row = try await database.read { connection in
            try connection.row(
                """
                SELECT a.account, a.totp, a.totp_step, a.locked_until FROM account_secrets s JOIN accounts a ON a.city = s.city AND a.account = s.account
                WHERE s.city = ? AND s.digest = ? AND s.kind = 'half' AND s.expires_at > ? AND a.state = 'active'
                """, [.text(city.digits), .digest(digest), .integer(now.seconds)])
        }
        guard let row, let sealed = try row.optionalBlob(1) else { throw AccountError.signInRefused }
        let number = try row.int64(0)
        guard try row.int64(3) <= now.seconds else { throw AccountError.signInRefused }
        let secret = OneTimeCode(secret: try key.open(sealed, purpose: "u\(number)"))
        let step = secret.step(of: code, at: now.seconds, after: try row.int64(2))
        let session = SecretText.random(bytes: 32)
        let signedIn: SignedIn? = try await database.write { connection in
            if let step {
                // Again inside the transaction: the same code at the same instant opens one session.
                let used = try connection.execute(
                    "UPDATE accounts SET totp_step = ?, failures = 0 WHERE city = ? AND account = ? AND totp_step < ?",
                    [.integer(step), .text(city.digits), .integer(number), .integer(step)])
                guard used == 1 else { return nil }
            } else {
                let spoken = code.uppercased().filter { $0 != " " }
                let used = try connection.execute(
                    "DELETE FROM account_secrets WHERE city = ? AND digest = ? AND kind = 'recovery' AND account = ?",
                    [.text(city.digits), .digest(SecretText.digest(spoken)), .integer(number)])
                guard used == 1 else { return nil }
                try connection.execute(
                    "UPDATE accounts SET failures = 0 WHERE city = ? AND account = ?", [.text(city.digits), .integer(number)])
            }
            try connection.execute(
                "DELETE FROM account_secrets WHERE city = ? AND digest = ?", [.text(city.digits), .digest(digest)])
            try Self.addSecret(connection, city, session, kind: "session", number, at: now, life: Self.sessionLife)
            let account = try Self.account(connection, city, number, now: now.seconds)
            try Self.record(
                connection, city, by: account.actor, step == nil ? "session.opened.recovery" : "session.opened", number, [], at: now)
            return SignedIn(account: account, access: account.access(city: city), session: session)
        }
        guard let signedIn else {
            try await fail(number, at: now)
            throw AccountError.codeRefused
        }
        return signedIn
    }

    /// Who a session belongs to; `nil` where it is unknown or over. From memory, except the first time.
    public func session(_ text: String, at now: Moment = .now) async throws -> SignedIn? {
        let digest = SecretText.digest(text)
        let cached = cache.withLock { cache -> (SignedIn, touch: Bool)? in
            guard var found = cache[digest] else { return nil }
            guard found.expires > now.seconds, found.seen + Self.idleLife > now.seconds else {
                cache[digest] = nil
                return nil
            }
            found.seen = max(found.seen, now.seconds)
            let isDue = found.seen - found.written >= 60
            if isDue { found.written = found.seen }
            cache[digest] = found
            return (found.signedIn, isDue)
        }
        if let cached {
            if cached.touch { try await touch(digest, at: now) }
            return cached.0
        }
        return try await load(text, digest, kind: "session", at: now)
    }

    /// Who an API token belongs to.
    public func token(_ text: String, at now: Moment = .now) async throws -> SignedIn? {
        let digest = SecretText.digest(text)
        let cached = cache.withLock { $0[digest].flatMap { $0.expires > now.seconds ? $0.signedIn : nil } }
        if let cached { return cached }
        return try await load(text, digest, kind: "token", at: now)
    }

    public func signOut(_ signedIn: SignedIn, at now: Moment = .now) async throws {
        let (city, digest) = (city, SecretText.digest(signedIn.session))
        try await database.write { connection in
            try connection.execute("DELETE FROM account_secrets WHERE city = ? AND digest = ?", [.text(city.digits), .digest(digest)])
        }
        cache.withLock { $0[digest] = nil }
    }

    private func load(_ text: String, _ digest: Digest256, kind: String, at now: Moment) async throws -> SignedIn? {
        let city = city
        let loaded: (SignedIn, Int64)? = try await database.read { connection in
            let row = try connection.row(
                "SELECT account, expires_at, coalesce(used_at, made_at) FROM account_secrets WHERE city = ? AND digest = ? AND kind = ? AND expires_at > ?",
                [.text(city.digits), .digest(digest), .text(kind), .integer(now.seconds)])
            guard let row, let account = try? Self.account(connection, city, row.int64(0), now: now.seconds), account.state == .active
            else { return nil }
            if kind == "session", try row.int64(2) + Self.idleLife <= now.seconds { return nil }
            return (
                SignedIn(account: account, access: account.access(city: city), session: kind == "session" ? text : ""), try row.int64(1)
            )
        }
        guard let (signedIn, expires) = loaded else { return nil }
        try await touch(digest, at: now)
        cache.withLock {
            if $0.count > 10_000 { $0 = [:] }
            $0[digest] = CachedSession(signedIn: signedIn, expires: expires, seen: now.seconds, written: now.seconds)
        }
        return signedIn
    }

    /// Tells the store when a session or token was last used.
    private func touch(_ digest: Digest256, at now: Moment) async throws {
        let city = city
        try await database.write { connection in
            try connection.execute(
                "UPDATE account_secrets SET used_at = ? WHERE city = ? AND digest = ?",
                [.integer(now.seconds), .text(city.digits), .digest(digest)])
        }
    }

    private func fail(_ number: Int64, at now: Moment) async throws {
        let city = city
        try await database.write { connection in
            try connection.execute(
                "UPDATE accounts SET failures = failures + 1 WHERE city = ? AND account = ?", [.text(city.digits), .integer(number)])
            let failures =
                try connection.row(
                    "SELECT failures FROM accounts WHERE city = ? AND account = ?", [.text(city.digits), .integer(number)])?.int64(0) ?? 0
            guard failures >= Self.attempts else { return }
            let minutes = min(15, Int64(1) << min(4, failures - Self.attempts))
            try connection.execute(
                "UPDATE accounts SET locked_until = ? WHERE city = ? AND account = ?",
                [.integer(now.seconds + minutes * 60), .text(city.digits), .integer(number)])
            try Self.record(connection, city, by: "system", "account.locked", number, [String(minutes)], at: now)
        }
    }
}
