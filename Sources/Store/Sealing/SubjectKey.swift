internal import Crypto
internal import Foundation
internal import Quantities

/// The key of one subject: 256 random bits, kept wrapped by the server's key. What it sealed is unreadable once it is destroyed.
///
/// Sealing is AES-256-GCM with a nonce made from the content (HMAC of column and text): the same text of the same subject in the same column gives
/// the same bytes. A page filed again is so recognised as unchanged, and digests over the stored bytes hold without any key, also after the
/// subject was erased. What this tells a reader without the key: whether two values of one subject and column are equal, and their length.
///
/// | bytes | what |
/// |---|---|
/// | 1 | `01`; a single `00` stands for what was filed after the subject had been erased, and was not kept |
/// | 12 | the nonce |
/// | n | the text in UTF-8, encrypted |
/// | 16 | the tag, over city, subject and column too, so that a value cannot be moved |
public struct SubjectKey: Sendable {
    public let subject: Subject
    private let sealing: SymmetricKey
    private let nonces: SymmetricKey

    /// What stands where nothing was kept because the subject had been erased.
    public static let erasedMark: [UInt8] = [0]

    init(_ subject: Subject, data: SymmetricKey) {
        self.subject = subject
        sealing = SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array("seal".utf8), using: data))
        nonces = SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array("nonce".utf8), using: data))
    }

    /// - Parameter column: where the value stands: `ledger_subsidies.identity`.
    public func seal(_ text: String, column: String) throws -> [UInt8] {
        var text = text
        return try text.withUTF8 { try seal($0, column: column) }
    }

    public func seal(_ text: UnsafeBufferPointer<UInt8>, column: String) throws -> [UInt8] {
        var named = CanonicalBytes(reserving: 128)
        named.append(text: column)
        named.append(text: text)
        let nonce = HMAC<SHA256>.authenticationCode(for: named.bytes, using: nonces).prefix(12)
        do {
            let box = try AES.GCM.seal(
                Data(text), using: sealing, nonce: AES.GCM.Nonce(data: Array(nonce)), authenticating: place(column))
            var bytes: [UInt8] = [1]
            bytes.reserveCapacity(29 + text.count)
            bytes.append(contentsOf: box.nonce)
            bytes.append(contentsOf: box.ciphertext)
            bytes.append(contentsOf: box.tag)
            return bytes
        } catch {
            throw Self.broken(column)
        }
    }

    /// The text, or `nil` where none was kept. Throws ``StoreError/Code/sealBroken`` (S052) where the bytes are not what was sealed here.
    public func open(_ sealed: [UInt8], column: String) throws -> String? {
        if sealed == Self.erasedMark { return nil }
        guard sealed.count >= 29, sealed[0] == 1,
            let box = try? AES.GCM.SealedBox(combined: sealed.dropFirst()),
            let text = try? AES.GCM.open(box, using: sealing, authenticating: place(column))
        else { throw Self.broken(column) }
        return String(decoding: text, as: UTF8.self)
    }

    private func place(_ column: String) -> [UInt8] {
        var bytes = CanonicalBytes(reserving: 96)
        bytes.append(text: subject.city)
        bytes.append(text: subject.name)
        bytes.append(text: column)
        return bytes.bytes
    }

    private static func broken(_ column: String) -> StoreError {
        StoreError(
            .sealBroken,
            Text("列 \(column) 中的加密数据与封存时不一致，请运行 anju verify", "sealed data in \(column) is not what was sealed; run anju verify"))
    }
}

extension Sealing {
    /// A new key for a subject, and its wrapped form: AES-256-GCM under the server's key, bound to the city and the subject.
    func make(_ subject: Subject) throws -> (key: SubjectKey, wrapped: [UInt8]) {
        let data = SymmetricKey(size: .bits256)
        let box = try AES.GCM.seal(data.withUnsafeBytes { Data($0) }, using: wrapping, authenticating: Self.name(subject))
        return (SubjectKey(subject, data: data), Array(box.combined ?? Data()))
    }

    /// Throws ``StoreError/Code/keyMismatch`` (S051) where another server's key wrapped it.
    func unwrap(_ wrapped: [UInt8], _ subject: Subject) throws -> SubjectKey {
        guard let box = try? AES.GCM.SealedBox(combined: wrapped),
            let data = try? AES.GCM.open(box, using: wrapping, authenticating: Self.name(subject))
        else { throw Self.mismatch }
        return SubjectKey(subject, data: SymmetricKey(data: data))
    }

    private static func name(_ subject: Subject) -> [UInt8] {
        var bytes = CanonicalBytes(reserving: 64)
        bytes.append(text: subject.city)
        bytes.append(text: subject.name)
        return bytes.bytes
    }

    static var mismatch: StoreError {
        StoreError(
            .keyMismatch,
            Text(
                "密钥文件与本数据库不符：个人信息是用另一密钥加密的，请恢复原来的密钥文件",
                "the key file does not belong to this database: its personal data was sealed with another; restore the original key file"))
    }
}
