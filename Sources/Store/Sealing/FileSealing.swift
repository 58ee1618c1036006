internal import Crypto
import Foundation
import Quantities

/// How a file of the vault is sealed: AES-256-GCM in pieces of 64 KiB under a key of the file's own, which the server's key wraps.
///
/// | bytes | what |
/// |---|---|
/// | 8 | `ANJUFIL1` |
/// | 60 | the file's key, wrapped (nonce, key, tag), bound to the SHA-256 of the plain file |
/// | each 65,552 (the last fewer) | a piece, encrypted, and its tag |
///
/// The nonce of a piece is its number, and whether it is the last: pieces cannot be swapped, left out or cut off at the end. No key seals two
/// files, so no nonce is used twice under one.
struct FileSealing {
    static let magic = Array("ANJUFIL1".utf8)
    static let headerSize = 68
    static let pieceSize = 65_536
    static let tagSize = 16

    private let key: SymmetricKey

    init() { key = SymmetricKey(size: .bits256) }

    /// The header of a file whose digest is now known.
    func header(_ sealing: Sealing, _ digest: Digest256) throws -> [UInt8] {
        let box = try AES.GCM.seal(key.withUnsafeBytes { Data($0) }, using: sealing.filing, authenticating: digest.bytes)
        return Self.magic + Array(box.combined ?? Data())
    }

    /// Throws ``StoreError/Code/keyMismatch`` where another server's key wrapped it, or the header was changed.
    init(_ header: [UInt8], _ sealing: Sealing, _ digest: Digest256) throws {
        guard header.count == Self.headerSize, header.starts(with: Self.magic),
            let box = try? AES.GCM.SealedBox(combined: header.dropFirst(8)),
            let data = try? AES.GCM.open(box, using: sealing.filing, authenticating: digest.bytes)
        else { throw Self.damaged(digest) }
        key = SymmetricKey(data: data)
    }

    func seal(_ piece: some DataProtocol, number: UInt64, isLast: Bool) throws -> Data {
        let box = try AES.GCM.seal(piece, using: key, nonce: Self.nonce(number, isLast))
        return box.ciphertext + box.tag
    }

    func open(_ piece: Data, number: UInt64, isLast: Bool, _ digest: Digest256) throws -> Data {
        guard piece.count >= Self.tagSize,
            let box = try? AES.GCM.SealedBox(
                nonce: Self.nonce(number, isLast), ciphertext: piece.dropLast(Self.tagSize), tag: piece.suffix(Self.tagSize)),
            let plain = try? AES.GCM.open(box, using: key)
        else { throw Self.damaged(digest) }
        return plain
    }

    private static func nonce(_ number: UInt64, _ isLast: Bool) throws -> AES.GCM.Nonce {
        var bytes: [UInt8] = [isLast ? 1 : 0, 0, 0, 0]
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
        return try AES.GCM.Nonce(data: bytes)
    }

    /// The bytes of the plain file, from those of the sealed one.
    static func plainSize(_ sealed: Int64) -> Int64 {
        let body = sealed - Int64(headerSize)
        let whole = Int64(pieceSize + tagSize)
        let pieces = max(1, (body + whole - 1) / whole)
        return body - pieces * Int64(tagSize)
    }

    static func damaged(_ digest: Digest256) -> StoreError {
        StoreError(
            .fileDamaged,
            Text(
                "文件库中的 \(digest.hex) 已损坏，或是用另一密钥加密的", "file \(digest.hex) of the vault is damaged, or was sealed with another key"))
    }
}

extension FileVault {
    /// Hands over the plain bytes of a sealed file, piece by piece; throws `S021` where anything in it is not as it was sealed.
    func forEachPiece(ofSealed path: String, _ digest: Digest256, _ body: (Data) throws -> Void) throws {
        guard let sealing else {
            throw StoreError(.keyUnusable, Text("文件已加密，而文件库是在没有密钥的情况下打开的", "the file is sealed, and the vault was opened without a key"))
        }
        guard let file = FileHandle(forReadingAtPath: path) else { throw Self.failure(path) }
        defer { try? file.close() }
        func read(_ count: Int) throws -> Data {
            do { return try file.read(upToCount: count) ?? Data() } catch { throw Self.failure(path) }
        }
        let pieces = try FileSealing(Array(read(FileSealing.headerSize)), sealing, digest)
        var number: UInt64 = 0
        var piece = try read(FileSealing.pieceSize + FileSealing.tagSize)
        while true {
            let next = try read(FileSealing.pieceSize + FileSealing.tagSize)
            try body(try pieces.open(piece, number: number, isLast: next.isEmpty, digest))
            if next.isEmpty { return }
            piece = next
            number += 1
        }
    }
}
