internal import CSodium
internal import Store

/// Random texts that somebody carries: session and API tokens, invitations, recovery codes. The store keeps their SHA-256 only.
public enum SecretText {
    /// URL-safe base64 of so many random bytes.
    public static func random(bytes count: Int) -> String {
        var bytes = [UInt8](repeating: 0, count: count)
        randombytes_buf(&bytes, count)
        return base64URL(bytes)
    }

    /// `KQ4T-9MWC`: letters and digits that cannot be mistaken for each other.
    static func spoken(groups: Int) -> String {
        let alphabet = Array("ABCDEFGHJKMNPQRSTUVWXYZ23456789".utf8)
        let letters = (0..<groups * 4).map { _ in alphabet[Int(randombytes_uniform(UInt32(alphabet.count)))] }
        return stride(from: 0, to: letters.count, by: 4).map { String(decoding: letters[$0..<$0 + 4], as: UTF8.self) }.joined(
            separator: "-")
    }

    static func digest(_ text: String) -> Digest256 {
        var hasher = Hasher256()
        hasher.update(Array(text.utf8))
        return hasher.finalize()
    }

    private static func base64URL(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        var result: [UInt8] = []
        var (pending, bits) = (UInt32(0), 0)
        for byte in bytes {
            pending = pending << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                result.append(alphabet[Int(pending >> UInt32(bits) & 63)])
            }
        }
        if bits > 0 { result.append(alphabet[Int(pending << UInt32(6 - bits) & 63)]) }
        return String(decoding: result, as: UTF8.self)
    }
}
