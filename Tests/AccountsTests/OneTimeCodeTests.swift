import Accounts
import Testing

@Suite("One-time codes")
struct OneTimeCodeTests {
    /// RFC 6238, appendix B, SHA-1: the secret is the ASCII text 12345678901234567890; the last six of its eight digits.
    @Test(
        "agree with RFC 6238",
        arguments: [
            (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"), (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] as [(Int64, String)])
    func vectors(seconds: Int64, code: String) {
        let secret = OneTimeCode(secret: Array("12345678901234567890".utf8))
        #expect(secret.code(step: OneTimeCode.step(at: seconds)) == code)
    }

    /// RFC 4648, section 10.
    @Test(
        "base 32 reads and writes",
        arguments: [("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("foobar", "MZXW6YTBOI")])
    func base32(plain: String, coded: String) {
        #expect(OneTimeCode(secret: Array(plain.utf8)).base32 == coded)
        #expect(OneTimeCode(base32: coded)?.secret == Array(plain.utf8))
        #expect(OneTimeCode(base32: coded.lowercased() + "==")?.secret == Array(plain.utf8))
        #expect(OneTimeCode(base32: coded + "1") == nil || coded.isEmpty)
    }
}
