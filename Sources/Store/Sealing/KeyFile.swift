internal import Crypto
internal import Foundation
internal import Quantities

/// The server's own key: 32 bytes in a file that only its owner may read, made at first use. It lies beside the database, never in it, and may
/// lie on another disk (``StoreLocation/keyFile``): a copy of the database, its log or a backup alone opens nothing that is sealed.
///
/// Every use draws a key of its own from it, so that no two purposes share one.
public struct KeyFile: Sendable {
    private let master: SymmetricKey

    /// Reads the key, or makes it where there is none. Throws ``StoreError/Code/keyUnusable`` (S050).
    public init(_ location: StoreLocation) throws {
        let path = location.keyFile
        if !FileManager.default.fileExists(atPath: path) {
            let fresh = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
            guard FileManager.default.createFile(atPath: path, contents: fresh, attributes: [.posixPermissions: 0o600])
            else { throw Self.unusable(path) }
        }
        guard let data = FileManager.default.contents(atPath: path), data.count == 32 else { throw Self.unusable(path) }
        master = SymmetricKey(data: data)
    }

    private static func unusable(_ path: String) -> StoreError {
        StoreError(
            .keyUnusable,
            Text(
                "密钥文件 \(path) 无法读取或不是32字节；请从备份中恢复该文件，不要另建",
                "the key file \(path) cannot be read or is not 32 bytes; restore it from its backup, do not make another"))
    }

    /// The 32 bytes of the key for one purpose (HKDF with SHA-256, RFC 5869).
    public func bytes(for purpose: String) -> [UInt8] { key(for: purpose).withUnsafeBytes { Array($0) } }

    func key(for purpose: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: master, info: Array("anju/\(purpose)".utf8), outputByteCount: 32)
    }
}
