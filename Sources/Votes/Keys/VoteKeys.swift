public import Crypto
internal import Foundation
import Quantities
public import Store

/// What the office's key is used for in owners' votes: finding an owner without keeping their numbers, sealing choices until a poll closes,
/// and passes that only this office can make. The key is handed in; it lies beside the database, never in it.
public struct VoteKeys: Sendable {
    private let indexing: SymmetricKey
    private let wrapping: SymmetricKey
    private let passing: SymmetricKey

    /// - Parameter key: 256 bits of the office's own.
    public init(_ key: SymmetricKey) {
        func derived(_ purpose: String) -> SymmetricKey {
            HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Array("anju/votes/\(purpose)".utf8), outputByteCount: 32)
        }
        indexing = derived("index")
        wrapping = derived("wrap")
        passing = derived("pass")
    }

    /// From the server's own key file.
    public init(_ file: KeyFile) { self.init(SymmetricKey(data: file.bytes(for: "votes"))) }

    /// The blind index of who may vote: HMAC-SHA-256 of poll, document and certificate, 32 hexadecimal digits of it. Identity numbers are few
    /// enough to be guessed one by one, so a hash without a key would be as good as the number; another poll gives another index.
    func voter(city: String, poll: Int64, document: String, certificate: String) -> String {
        Self.code("\(city)\n\(poll)\n\(document)\n\(certificate)", indexing)
    }

    /// The blind index of an owner within a poll: equal owners of several units, and nothing else, are found by it.
    func owner(city: String, poll: Int64, document: String) -> String { Self.code("\(city)\n\(poll)\n\(document)", indexing) }

    func pass(_ text: String) -> String { Self.code(text, passing) }

    /// In the same time whatever differs.
    func isPass(_ code: String, _ text: String) -> Bool {
        guard let given = Self.bytes(code) else { return false }
        let right = HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: passing)
        return zip(right.prefix(16), given).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func code(_ text: String, _ key: SymmetricKey) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key)
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: code.prefix(16).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private static func bytes(_ code: String) -> [UInt8]? {
        Digest256(hex: code + code).map { Array($0.bytes.prefix(16)) }
    }

    /// A new key for a poll's choices, and its form for the database.
    func makeBallotKey(city: String, poll: Int64) throws -> (BallotKey, wrapped: String) {
        let key = SymmetricKey(size: .bits256)
        let bytes = key.withUnsafeBytes { Array($0) }
        let box = try AES.GCM.seal(bytes, using: wrapping, authenticating: Array("\(city)/\(poll)".utf8))
        guard let combined = box.combined else { throw VoteError.damaged("表决密钥") }
        return (BallotKey(key), combined.base64EncodedString())
    }

    /// - Throws: `T017` where it is damaged or was sealed under another office's key.
    func ballotKey(city: String, poll: Int64, wrapped: String) throws -> BallotKey {
        guard let data = Data(base64Encoded: wrapped), let box = try? AES.GCM.SealedBox(combined: data),
            let bytes = try? AES.GCM.open(box, using: wrapping, authenticating: Array("\(city)/\(poll)".utf8))
        else { throw VoteError.damaged("表决密钥") }
        return BallotKey(SymmetricKey(data: bytes))
    }
}

/// The key of one poll's choices.
struct BallotKey: Sendable {
    private let key: SymmetricKey

    init(_ key: SymmetricKey) { self.key = key }

    /// AES-256-GCM with a random nonce. The place is authenticated with the choices, so that a ballot cannot be moved to another owner.
    func seal(_ text: String, place: String) throws -> [UInt8] {
        let box = try AES.GCM.seal(Array(text.utf8), using: key, authenticating: Array(place.utf8))
        return Array(box.nonce) + Array(box.ciphertext) + Array(box.tag)
    }

    /// - Throws: `T017`.
    func open(_ bytes: [UInt8], place: String) throws -> String {
        guard let box = try? AES.GCM.SealedBox(combined: bytes),
            let plain = try? AES.GCM.open(box, using: key, authenticating: Array(place.utf8)),
            let text = String(validating: plain, as: UTF8.self)
        else { throw VoteError.damaged("选票\(place)") }
        return text
    }
}
