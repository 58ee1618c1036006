internal import Foundation
public import Ledgers
public import Quantities
internal import Store

/// Opening accounts: a system administrator invites, the person takes the invitation up, sets a password and a second factor.
/// No account has a password that somebody else chose.
extension AccountBook {
    /// Seconds an invitation is good for: seven days.
    public static let invitationLife: Int64 = 7 * 86_400

    /// Opens an account without rights.
    ///
    /// - Returns: the account, and the text of the invitation, which is shown once and kept nowhere.
    public func invite(login: String, name: String, language: Language = .chinese, by access: Access, at now: Moment = .now) async throws
        -> (account: Account, invitation: String)
    {
        try access.require(.manageAccounts)
        return try await open(login: login, name: name, language: language, by: access.actor, at: now)
    }

    /// The first accounts of an empty directory, made on the machine itself: with rights, since nobody is there to give them.
    public func found(
        login: String, name: String, role: Role, districts: Set<RegionCode> = [], ledgers: Set<String> = [], by actor: String,
        at now: Moment = .now
    ) async throws -> (account: Account, invitation: String) {
        let (account, invitation) = try await open(login: login, name: name, language: .chinese, by: actor, at: now)
        let city = city
        let granted = try await database.write { connection in
            try Self.setRights(
                connection, city, account.number, Rights(role: role, districts: districts, ledgers: ledgers), by: actor, at: now)
            return try Self.account(connection, city, account.number, now: now.seconds)
        }
        return (granted, invitation)
    }

    /// A new invitation for a person who lost theirs, or whose second factor was reset. Earlier ones end.
    public func inviteAgain(_ number: Int64, by access: Access, at now: Moment = .now) async throws -> String {
        try access.require(.manageAccounts)
        guard access.actor != "u\(number)" else { throw AccountError.ownRights }
        let invitation = SecretText.random(bytes: 24)
        let city = city
        try await database.write { connection in
            let account = try Self.account(connection, city, number, now: now.seconds)
            guard account.state == .invited else { throw AccountError.invitationUnknown }
            try Self.addInvitation(connection, city, number, invitation, at: now)
            try Self.record(connection, city, by: access.actor, "account.invited", number, [account.login], at: now)
        }
        return invitation
    }

    /// Whom an invitation is for.
    public func invited(_ invitation: String, at now: Moment = .now) async throws -> Account {
        let (city, digest) = (city, SecretText.digest(invitation))
        return try await database.read { try Self.invited($0, city, digest, now) }
    }

    /// Takes an invitation up: sets the password, and gives the second factor's secret to put into an app. The account becomes active when
    /// the first code is typed (``enrol(_:code:at:)``).
    public func accept(_ invitation: String, password: String, at now: Moment = .now) async throws -> (
        account: Account, secret: OneTimeCode
    ) {
        let account = try await invited(invitation, at: now)
        if let weakness = Password.weakness(of: password, login: account.login) { throw weakness }
        let hash = try await Password.hash(password)
        let secret = OneTimeCode()
        let sealed = try key.seal(secret.secret, purpose: account.actor)
        let (city, digest) = (city, SecretText.digest(invitation))
        try await database.write { connection in
            _ = try Self.invited(connection, city, digest, now)
            try connection.execute(
                "UPDATE accounts SET password = ?, totp = ?, totp_step = 0, failures = 0 WHERE city = ? AND account = ?",
                [.text(hash), .blob(sealed), .text(city.digits), .integer(account.number)])
        }
        return (account, secret)
    }

    /// The secret again, while the invitation is being taken up: the page may be loaded twice.
    public func pendingSecret(_ invitation: String, at now: Moment = .now) async throws -> OneTimeCode? {
        let account = try await invited(invitation, at: now)
        let city = city
        let sealed = try await database.read { connection in
            try connection.row(
                "SELECT totp FROM accounts WHERE city = ? AND account = ?", [.text(city.digits), .integer(account.number)])?.optionalBlob(0)
        }
        return try sealed.map { OneTimeCode(secret: try key.open($0, purpose: account.actor)) }
    }

    /// The last step: a first code proves that the app has the secret. The account becomes active; the invitation is used up.
    ///
    /// - Returns: eight recovery codes, shown once, each good for one sign-in without the app.
    public func enrol(_ invitation: String, code: String, at now: Moment = .now) async throws -> [String] {
        let account = try await invited(invitation, at: now)
        guard let secret = try await pendingSecret(invitation, at: now), let step = secret.step(of: code, at: now.seconds, after: 0) else {
            throw AccountError.codeRefused
        }
        let codes = (0..<8).map { _ in SecretText.spoken(groups: 2) }
        let (city, digest) = (city, SecretText.digest(invitation))
        try await database.write { connection in
            _ = try Self.invited(connection, city, digest, now)
            try connection.execute(
                "UPDATE accounts SET state = 'active', totp_step = ?, revision = revision + 1 WHERE city = ? AND account = ?",
                [.integer(step), .text(city.digits), .integer(account.number)])
            try connection.execute(
                "DELETE FROM account_secrets WHERE city = ? AND account = ? AND kind IN ('invitation', 'recovery')",
                [.text(city.digits), .integer(account.number)])
            for code in codes {
                try Self.addSecret(connection, city, code, kind: "recovery", account.number, at: now, life: 10 * 365 * 86_400)
            }
            try Self.record(connection, city, by: account.actor, "account.activated", account.number, [account.login], at: now)
        }
        forget(account.number)
        return codes
    }

    // MARK: Inside

    private func open(login: String, name: String, language: Language, by actor: String, at now: Moment) async throws
        -> (account: Account, invitation: String)
    {
        let letters = Array(login.utf8)
        let isPlain = letters.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 46 || $0 == 45 || $0 == 95 }
        guard isPlain, (3...40).contains(letters.count) else {
            throw AccountError(
                .loginMalformed, "账号为3至40位小写字母、数字和 . - _", "an account's name has 3 to 40 of a–z, 0–9, . - _")
        }
        let name = name.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !name.isEmpty, name.unicodeScalars.count <= 40 else {
            throw AccountError(.loginMalformed, "请填写姓名，不超过40字", "write the person's name, at most 40 characters")
        }
        let invitation = SecretText.random(bytes: 24)
        let city = city
        let account = try await database.write { connection in
            guard try connection.row("SELECT 1 FROM accounts WHERE city = ? AND login = ?", [.text(city.digits), .text(login)]) == nil
            else {
                throw AccountError(.loginTaken, "账号“\(login)”已存在", "there is an account “\(login)” already")
            }
            let number =
                try connection.row("SELECT coalesce(max(account), 0) + 1 FROM accounts WHERE city = ?", [.text(city.digits)])?.int64(0) ?? 1
            try connection.execute(
                """
                INSERT INTO accounts (city, account, login, name, role, state, password, totp, totp_step, failures, locked_until, language,
                    revision, created_at)
                VALUES (?, ?, ?, ?, NULL, 'invited', NULL, NULL, 0, 0, 0, ?, 1, ?)
                """,
                [
                    .text(city.digits), .integer(number), .text(login), .text(name), .text(language.rawValue), .text(now.description),
                ])
            try Self.addInvitation(connection, city, number, invitation, at: now)
            try Self.record(connection, city, by: actor, "account.invited", number, [login], at: now)
            return try Self.account(connection, city, number, now: now.seconds)
        }
        return (account, invitation)
    }

    private static func addInvitation(_ connection: any Connection, _ city: RegionCode, _ account: Int64, _ text: String, at now: Moment)
        throws
    {
        try connection.execute(
            "DELETE FROM account_secrets WHERE city = ? AND account = ? AND kind = 'invitation'", [.text(city.digits), .integer(account)])
        try addSecret(connection, city, text, kind: "invitation", account, at: now, life: invitationLife)
    }

    static func addSecret(
        _ connection: any Connection, _ city: RegionCode, _ text: String, kind: String, _ account: Int64, label: String = "",
        at now: Moment,
        life: Int64
    ) throws {
        try connection.execute(
            """
            INSERT INTO account_secrets (city, digest, kind, account, label, made_at, expires_at, used_at) VALUES (?, ?, ?, ?, ?, ?, ?, NULL)
            """,
            [
                .text(city.digits), .digest(SecretText.digest(text)), .text(kind), .integer(account), .text(label), .integer(now.seconds),
                .integer(now.seconds + life),
            ])
    }

    private static func invited(_ connection: any Connection, _ city: RegionCode, _ digest: Digest256, _ now: Moment) throws -> Account {
        let row = try connection.row(
            "SELECT account FROM account_secrets WHERE city = ? AND digest = ? AND kind = 'invitation' AND expires_at > ?",
            [.text(city.digits), .digest(digest), .integer(now.seconds)])
        guard let row, let account = try? account(connection, city, row.int64(0), now: now.seconds), account.state == .invited
        else { throw AccountError.invitationUnknown }
        return account
    }
}
