internal import CSodium
internal import Foundation

/// Passwords: Argon2id by libsodium, 19 MiB and two passes (the first choice of OWASP's cheat sheet), a salt for each.
enum Password {
    /// Bytes of UTF-8.
    static let shortest = 12
    static let longest = 256

    private static let passes: UInt64 = 2
    private static let memory = 19 << 20

    /// At most two at a time, so that a flood of sign-ins takes 38 MiB and not the machine.
    private static let queue: OperationQueue = {
        let queue = OperationQueue()
        queue.maxConcurrentOperationCount = 2
        queue.name = "anju.password"
        return queue
    }()

    static func hash(_ password: String) async throws -> String {
        try await run {
            var output = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
            let result = crypto_pwhash_str(&output, password, UInt64(password.utf8.count), passes, memory)
            guard result == 0 else { throw AccountError(.hashing, "密码计算失败", "hashing the password failed") }
            return String(decoding: output.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }

    /// Whether the password is the hashed one. Without a hash it takes as long, and says no.
    static func matches(_ password: String, _ hash: String?) async throws -> Bool {
        guard password.utf8.count <= longest else { return false }
        let hash = hash ?? decoy
        let isReal = hash != decoy
        return try await run {
            crypto_pwhash_str_verify(hash, password, UInt64(password.utf8.count)) == 0 && isReal
        }
    }

    /// A hash of the same cost that no password is kept under.
    private static let decoy: String = {
        var output = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        let noise = SecretText.random(bytes: 24)
        _ = crypto_pwhash_str(&output, noise, UInt64(noise.utf8.count), passes, memory)
        return String(decoding: output.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }()

    private static func run<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            queue.addOperation { continuation.resume(with: Result { try body() }) }
        }
    }

    /// What makes a password too easy, or `nil`. Length counts most (NIST SP 800-63B); composition rules are not asked for.
    static func weakness(of password: String, login: String) -> AccountError? {
        let scalars = Array(password.unicodeScalars)
        let bytes = password.utf8.count
        if bytes < shortest || scalars.count < 8 {
            return AccountError(.passwordWeak, "密码至少\(shortest)位", "a password has at least \(shortest) characters")
        }
        if bytes > longest { return AccountError(.passwordWeak, "密码不超过\(longest)字节", "a password has at most \(longest) bytes") }
        let folded = password.lowercased()
        let steps = zip(scalars, scalars.dropFirst()).count { Int($1.value) - Int($0.value) == 1 || $0 == $1 }
        let isPattern = Set(scalars).count < 6 || steps * 2 > scalars.count
        let isCommon = ["password", "qwerty", "1q2w3e", "iloveyou", "woaini", "admin", "letmein", "anju"].contains {
            folded.utf8.count <= $0.utf8.count + 6 && folded.contains($0)
        }
        if isPattern || isCommon || (login.utf8.count > 3 && folded.contains(login.lowercased())) {
            return AccountError(
                .passwordWeak, "密码太容易猜到：不要用重复、连续的字符、常见词或账号",
                "the password is easy to guess: no repeats, no runs, no common words, not the account's name")
        }
        return nil
    }
}
