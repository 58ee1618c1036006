internal import CSodium
internal import Crypto
internal import Foundation

/// The second factor: time-based one-time codes (RFC 6238, HMAC-SHA-1, 30 seconds, six digits), as any authenticator app makes them.
public struct OneTimeCode: Sendable {
    /// The shared secret: 20 random bytes.
    public let secret: [UInt8]

    public init(secret: [UInt8]) { self.secret = secret }

    /// A new secret.
    public init() {
        var bytes = [UInt8](repeating: 0, count: 20)
        randombytes_buf(&bytes, bytes.count)
        secret = bytes
    }

    /// From base 32 (RFC 4648), spaces and case ignored.
    public init?(base32 text: String) {
        var bytes: [UInt8] = []
        var (pending, bits) = (UInt32(0), 0)
        for letter in text.utf8 where letter != 32 && letter != 61 {
            let value: UInt8
            switch letter {
            case 65...90: value = letter - 65
            case 97...122: value = letter - 97
            case 50...55: value = letter - 24
            default: return nil
            }
            pending = pending << 5 | UInt32(value)
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: pending >> UInt32(bits)))
            }
        }
        guard !bytes.isEmpty else { return nil }
        secret = bytes
    }

    public var base32: String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        var result: [UInt8] = []
        var (pending, bits) = (UInt32(0), 0)
        for byte in secret {
            pending = pending << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                result.append(alphabet[Int(pending >> UInt32(bits) & 31)])
            }
        }
        if bits > 0 { result.append(alphabet[Int(pending << UInt32(5 - bits) & 31)]) }
        return String(decoding: result, as: UTF8.self)
    }

    /// What an authenticator app reads from the QR code.
    public func uri(account: String, issuer: String) -> String {
        func escaped(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "" }
        return "otpauth://totp/\(escaped(issuer)):\(escaped(account))?secret=\(base32)&issuer=\(escaped(issuer))&digits=6&period=30"
    }

    public static func step(at seconds: Int64) -> Int64 { seconds / 30 }

    /// The code of a 30-second step.
    public func code(step: Int64) -> String {
        let message = (0..<8).map { UInt8(truncatingIfNeeded: step >> Int64(56 - $0 * 8)) }
        let hash = Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: secret)))
        let offset = Int(hash[hash.count - 1] & 15)
        let number = (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(hash[offset + $1]) } & 0x7FFF_FFFF
        let digits = String(number % 1_000_000)
        return String(repeating: "0", count: 6 - digits.utf8.count) + digits
    }

    /// The step a code is good for: the present one or a neighbour, and none that was used before. `nil` where it is no good.
    func step(of code: String, at seconds: Int64, after used: Int64) -> Int64? {
        let typed = Array(code.utf8.filter { $0 != 32 })
        guard typed.count == 6 else { return nil }
        let now = Self.step(at: seconds)
        var found: Int64?
        for step in [now - 1, now, now + 1] where step > used {
            let right = Array(self.code(step: step).utf8)
            if sodium_memcmp(right, typed, 6) == 0 { found = found ?? step }
        }
        return found
    }
}
