import Foundation
import Quantities

/// Keeps every file that arrives, by the SHA-256 of its bytes: `files/ab/abcdef….sealed`. A file is never changed or removed.
///
///     let vault = FileVault(directory)
///     let kept = try vault.keep(fileAt: "/tmp/upload-17")      // copied, hashed and sealed in one pass, durable on return
///     let file = try vault.open(kept.digest)                   // file.path leads to the plain bytes while `file` lives
///
/// Files are sealed with the server's key (``FileSealing``), since what districts send holds people's names and numbers. Without the suffix a file
/// lies open: kept before there was sealing, or by a vault without a key. The same file twice is kept once. A name in `files/` is only ever given to a whole, synced file: what a crash leaves behind lies in `tmp/`.
public struct FileVault: Sendable {
    public let location: StoreLocation

    let sealing: Sealing?

    /// The vault of a directory, sealed with its key.
    public init(_ directory: DataDirectory) {
        location = directory.location
        sealing = directory.sealing
    }

    /// A vault without a key: it keeps files open, and reads no sealed ones.
    public init(_ location: StoreLocation) {
        self.location = location
        sealing = nil
    }

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

    public func contains(_ digest: Digest256) -> Bool { isSealed(digest) || access(name(of: digest), F_OK) == 0 }

    /// The plain bytes of a kept file, under a path. Throws ``StoreError/Code/fileUnknown``, and ``StoreError/Code/fileDamaged`` where the bytes
    /// are not those that were sealed.
    public func open(_ digest: Digest256) throws -> VaultFile {
        guard contains(digest) else { throw Self.unknown(digest) }
        guard isSealed(digest) else { return VaultFile(path: name(of: digest)) }
        return try VaultFile(temporary: location.temporary) { file in
            try forEachPiece(ofSealed: sealedName(of: digest), digest) { piece in
                do { try file.write(contentsOf: piece) } catch { throw Self.failure(location.temporary) }
            }
        }
    }

    /// Writes the plain bytes of a kept file to a path, for its owner only.
    public func copy(_ digest: Digest256, to path: String) throws {
        let file = try open(digest)
        try withExtendedLifetime(file) {
            // Read and written, not linked: the copy is the caller's, and a file without a name cannot be copied by name.
            guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
                let target = FileHandle(forWritingAtPath: path)
            else { throw Self.failure(path) }
            defer { try? target.close() }
            try ChunkedFile(reading: file.path).forEachChunk { bytes in
                do { try target.write(contentsOf: Data(bytes)) } catch { throw Self.failure(path) }
            }
        }
    }

    /// The name a kept file has on disk, sealed or open.
    func place(of digest: Digest256) throws -> String {
        guard contains(digest) else { throw Self.unknown(digest) }
        return isSealed(digest) ? sealedName(of: digest) : name(of: digest)
    }

    /// Bytes of a kept file, as it arrived. Throws ``StoreError/Code/fileUnknown``.
    public func size(of digest: Digest256) throws -> Int64 {
        let path = try place(of: digest)
        var status = stat()
        guard stat(path, &status) == 0 else { throw Self.failure(path) }
        return isSealed(digest) ? FileSealing.plainSize(Int64(status.st_size)) : Int64(status.st_size)
    }

    private static func unknown(_ digest: Digest256) -> StoreError {
        StoreError(.fileUnknown, Text("文件库中没有 \(digest.hex)", "the vault has no file \(digest.hex)"))
    }

    static let suffix = ".sealed"
    private func isSealed(_ digest: Digest256) -> Bool { access(sealedName(of: digest), F_OK) == 0 }
    func sealedName(of digest: Digest256) -> String { name(of: digest) + Self.suffix }
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
