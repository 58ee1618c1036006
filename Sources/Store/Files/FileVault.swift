import Foundation
import Quantities

/// Keeps every file that arrives, by the SHA-256 of its bytes: `files/ab/abcdef…`. A file is never changed or removed.
///
///     let vault = FileVault(directory.location)
///     let kept = try vault.keep(fileAt: "/tmp/upload-17")      // copied and hashed in one pass, durable on return
///     let path = try vault.path(of: kept.digest)
///
/// The same file twice is kept once. A name in `files/` is only ever given to a whole, synced file: what a crash leaves behind lies in `tmp/`.
public struct FileVault: Sendable {
    public let location: StoreLocation

    public init(_ location: StoreLocation) { self.location = location }

    /// A file in the vault.
    public struct Kept: Sendable, Hashable {
        public let digest: Digest256
        /// Bytes.
        public let size: Int64

        public init(digest: Digest256, size: Int64) {
            self.digest = digest
            self.size = size
        }
    }

    /// Copies a file into the vault. Throws ``StoreError/Code/fileFailed`` or ``StoreError/Code/diskFull``; then nothing was kept.
    public func keep(fileAt path: String) throws -> Kept {
        let source = try ChunkedFile(reading: path)
        var intake = try intake()
        try source.forEachChunk { try intake.append($0) }
        return try intake.finish()
    }

    /// Keeps bytes that are in memory.
    public func keep(_ bytes: [UInt8]) throws -> Kept {
        var intake = try intake()
        try bytes.withUnsafeBufferPointer { try intake.append($0) }
        return try intake.finish()
    }

    /// For an upload that comes in pieces.
    public func intake() throws -> VaultIntake { try VaultIntake(self) }

    public func contains(_ digest: Digest256) -> Bool { access(name(of: digest), F_OK) == 0 }

    /// The path of a kept file, for reading only. Throws ``StoreError/Code/fileUnknown``.
    public func path(of digest: Digest256) throws -> String {
        guard contains(digest) else {
            throw StoreError(.fileUnknown, Text("文件库中没有 \(digest.hex)", "the vault has no file \(digest.hex)"))
        }
        return name(of: digest)
    }

    /// Bytes of a kept file. Throws ``StoreError/Code/fileUnknown``.
    public func size(of digest: Digest256) throws -> Int64 {
        let path = try path(of: digest)
        var status = stat()
        guard stat(path, &status) == 0 else { throw Self.failure(path) }
        return Int64(status.st_size)
    }

    func folder(of digest: Digest256) -> String { location.files + "/" + digest.hex.prefix(2) }
    func name(of digest: Digest256) -> String { folder(of: digest) + "/" + digest.hex }

    static func failure(_ path: String) -> StoreError {
        let cause = errno
        let reason = String(cString: strerror(cause))
        return cause == ENOSPC || cause == EDQUOT
            ? StoreError(.diskFull, Text("磁盘已满，文件未保存", "the disk is full; the file was not kept"))
            : StoreError(.fileFailed, Text("读写文件 \(path) 失败：\(reason)", "reading or writing \(path) failed: \(reason)"))
    }
}
