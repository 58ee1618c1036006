internal import CSodium
internal import Crypto
internal import Foundation
public import Store

/// What sign-in draws from the server's own key (``KeyFile``): it encrypts second-factor secrets and makes form tokens. Whoever loses it resets every second factor; whoever copies the data directory without it cannot read them.
public struct ServerKey: Sendable {
    /// Keys made from the server's, one for each purpose, made once.
    private let sealing: SymmetricKey
    private let signing: SymmetricKey

    /// Reads the key, or makes it where there is none.
    public init(_ location: StoreLocation) throws {
        let key: KeyFile
        do {
            key = try KeyFile(location)
        } catch {
            throw AccountError(
                .keyUnusable, "密钥文件 \(location.keyFile) 无法读取或已损坏", "the key file \(location.keyFile) cannot be read or is damaged")
        }
        sealing = SymmetricKey(data: key.bytes(for: "seal"))
        signing = SymmetricKey(data: key.bytes(for: "sign"))
    }

    /// AES-256-GCM; `purpose` is authenticated with it, so that a value cannot be moved to another row.
    func seal(_ bytes: [UInt8], purpose: String) throws -> [UInt8] {
        let box = try AES.GCM.seal(bytes, using: sealing, authenticating: Array(purpose.utf8))
        return Array(box.combined ?? Data())
    }

    func open(_ bytes: [UInt8], purpose: String) throws -> [UInt8] {
        Array(try AES.GCM.open(AES.GCM.SealedBox(combined: bytes), using: sealing, authenticating: Array(purpose.utf8)))
    }

    /// A token that only this server can make for this text, 32 hexadecimal digits.
    public func token(_ purpose: String, for text: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Array("\(purpose)/\(text)".utf8), using: signing)
        return code.prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Compares in the same time whatever differs.
    public func isToken(_ token: String, _ purpose: String, for text: String) -> Bool {
        let right = Array(self.token(purpose, for: text).utf8)
        let given = Array(token.utf8)
        return right.count == given.count && sodium_memcmp(right, given, right.count) == 0
    }
}
