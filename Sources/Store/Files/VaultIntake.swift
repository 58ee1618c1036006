import Foundation
import Quantities

/// A file on its way into the vault: hashed as it is written, given its name only when it is whole and synced.
/// Left unfinished, its half file is removed.
public struct VaultIntake: ~Copyable {
    private let vault: FileVault
    private let path: String
    private let descriptor: Int32
    private var hasher = Hasher256()
    private var size: Int64 = 0
    /// Bytes not yet sealed: a piece at most. The last one may only be sealed once it is known to be the last.
    private var pending = Data()
    private var piece: UInt64 = 0
    private let pieces: FileSealing?

    init(_ vault: FileVault) throws {
        self.vault = vault
        path = vault.location.temporary + "/" + UUID().uuidString
        pieces = vault.sealing == nil ? nil : FileSealing()
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o400)
        guard descriptor >= 0 else { throw FileVault.failure(path) }
        // Room for the header, which is written last.
        if pieces != nil { _ = lseek(descriptor, off_t(FileSealing.headerSize), SEEK_SET) }
    }

    deinit {
        close(descriptor)
        unlink(path)
    }

    /// Adds bytes.
    public mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        hasher.update(bytes)
        size += Int64(bytes.count)
        guard let pieces else { return try write(UnsafeRawBufferPointer(bytes)) }
        var rest = bytes[...]
        while !rest.isEmpty {
            if pending.count == FileSealing.pieceSize { try sealPending(pieces, isLast: false) }
            let some = rest.prefix(FileSealing.pieceSize - pending.count)
            pending.append(contentsOf: UnsafeBufferPointer(rebasing: some))
            rest = rest.dropFirst(some.count)
        }
    }

    private mutating func sealPending(_ pieces: FileSealing, isLast: Bool) throws {
        let sealed = try pieces.seal(pending, number: piece, isLast: isLast)
        try sealed.withUnsafeBytes { try write($0) }
        pending.removeAll(keepingCapacity: true)
        piece += 1
    }

    private func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = Foundation.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { throw FileVault.failure(path) }
            rest = rest.dropFirst(written)
        }
    }

    /// Makes the file durable under its hash. A second copy of a kept file is dropped, or replaces one that has been damaged.
    public consuming func finish() throws -> FileVault.Kept {
        let kept = FileVault.Kept(digest: hasher.finalize(), size: size)
        if let pieces, let sealing = vault.sealing {
            try sealPending(pieces, isLast: true)
            // The header binds the file's key to its digest, which is known only now.
            let header = try pieces.header(sealing, kept.digest)
            guard pwrite(descriptor, header, header.count, 0) == header.count else { throw FileVault.failure(path) }
        }
        let name = pieces == nil ? vault.name(of: kept.digest) : vault.sealedName(of: kept.digest)
        let folder = vault.folder(of: kept.digest)
        if mkdir(folder, 0o700) == 0 {
            try Self.syncFolder(vault.location.files)
        } else if errno != EEXIST {
            throw FileVault.failure(folder)
        }
        if !vault.contains(kept.digest) || (try? vault.hash(kept.digest)) != kept.digest {
            // The data before the name, or a crash could leave a name without its bytes.
            guard fsync(descriptor) == 0, rename(path, name) == 0 else { throw FileVault.failure(path) }
        }
        try Self.syncFolder(folder)
        return kept
    }

    private static func syncFolder(_ path: String) throws {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw FileVault.failure(path) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw FileVault.failure(path) }
    }
}
