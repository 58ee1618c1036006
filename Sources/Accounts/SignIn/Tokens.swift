public import Ledgers
public import Quantities
internal import Store

/// An API token as its owner sees it; the text itself is shown once, when it is made.
public struct Token: Sendable, Hashable, Codable {
    /// The first eight hexadecimal digits of its SHA-256.
    public let name: String
    public let label: String
    public let madeAt: String
    public let expiresAt: String
    public let isUsed: Bool
}

/// Tokens for programs: the same rights as their owner, and no more.
extension AccountBook {
    public func makeToken(label: String, days: Int64 = 90, for access: Access, at now: Moment = .now) async throws -> String {
        guard let number = Self.number(access.actor) else { throw AccountError.accountUnknown }
        let text = "anju_" + SecretText.random(bytes: 32)
        let city = city
        let label = String(label.unicodeScalars.prefix(60).map(Character.init))
        try await database.write { connection in
            try Self.addSecret(
                connection, city, text, kind: "token", number, label: label, at: now, life: max(1, min(days, 365)) * 86_400)
            try Self.record(connection, city, by: access.actor, "token.made", number, [label], at: now)
        }
        return text
    }

    public func tokens(for access: Access) async throws -> [Token] {
        guard let number = Self.number(access.actor) else { return [] }
        let city = city
        return try await database.read { connection in
            try connection.rows(
                "SELECT digest, label, made_at, expires_at, used_at FROM account_secrets WHERE city = ? AND account = ? AND kind = 'token' ORDER BY made_at",
                [.text(city.digits), .integer(number)]
            ).map { row in
                Token(
                    name: String(try row.digest(0).hex.prefix(8)), label: try row.text(1),
                    madeAt: Moment(seconds: try row.int64(2)).description,
                    expiresAt: Moment(seconds: try row.int64(3)).description, isUsed: try row.optionalInt64(4) != nil)
            }
        }
    }

    /// Ends one of one's own tokens.
    public func endToken(_ name: String, for access: Access, at now: Moment = .now) async throws {
        guard let number = Self.number(access.actor) else { throw AccountError.tokenUnknown }
        let city = city
        try await database.write { connection in
            let digests = try connection.rows(
                "SELECT digest FROM account_secrets WHERE city = ? AND account = ? AND kind = 'token'",
                [.text(city.digits), .integer(number)]
            ).map { try $0.digest(0) }.filter { $0.hex.hasPrefix(name) && name.utf8.count == 8 }
            guard let digest = digests.first else { throw AccountError.tokenUnknown }
            try connection.execute("DELETE FROM account_secrets WHERE city = ? AND digest = ?", [.text(city.digits), .digest(digest)])
            try Self.record(connection, city, by: access.actor, "token.ended", number, [name], at: now)
        }
        forget(number)
    }

    /// Changes one's own password. Other sessions end.
    public func changePassword(from old: String, to new: String, for signedIn: SignedIn, at now: Moment = .now) async throws {
        let (city, number) = (city, signedIn.account.number)
        let hash = try await database.read { connection in
            try connection.row("SELECT password FROM accounts WHERE city = ? AND account = ?", [.text(city.digits), .integer(number)])?
                .optionalText(0)
        }
        guard try await Password.matches(old, hash) else {
            throw AccountError.signInRefused
        }
        if let weakness = Password.weakness(of: new, login: signedIn.account.login) { throw weakness }
        let renewed = try await Password.hash(new)
        let keep = SecretText.digest(signedIn.session)
        try await database.write { connection in
            try connection.execute(
                "UPDATE accounts SET password = ? WHERE city = ? AND account = ?", [.text(renewed), .text(city.digits), .integer(number)])
            try connection.execute(
                "DELETE FROM account_secrets WHERE city = ? AND account = ? AND kind IN ('session', 'half') AND digest <> ?",
                [.text(city.digits), .integer(number), .digest(keep)])
            try Self.record(connection, city, by: signedIn.access.actor, "account.password", number, [], at: now)
        }
        forget(number)
    }
}
