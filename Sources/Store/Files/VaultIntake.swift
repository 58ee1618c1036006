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

    init(_ vault: FileVault) throws {
        self.vault = vault
        path = vault.location.temporary + "/" + UUID().uuidString
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o400)
        guard descriptor >= 0 else { throw FileVault.failure(path) }
    }

    deinit {
        close(descriptor)
        unlink(path)
    }

    /// Adds bytes.
    public mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        hasher.update(bytes)
        size += Int64(bytes.count)
        var rest = UnsafeRawBufferPointer(bytes)[...]
        while !rest.isEmpty {
            let written = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { throw FileVault.failure(path) }
            rest = rest.dropFirst(written)
        }
    }

    /// Makes the file durable under its hash. A second copy of a kept file is dropped, or replaces one that has been damaged.
    public consuming func finish() throws -> FileVault.Kept {
        let kept = FileVault.Kept(digest: hasher.finalize(), size: size)
        let name = vault.name(of: kept.digest)
        let folder = vault.folder(of: kept.digest)
        if mkdir(folder, 0o700) == 0 {
            try Self.syncFolder(vault.location.files)
        } else if errno != EEXIST {
            throw FileVault.failure(folder)
        }
        if !vault.contains(kept.digest) || (try? FileVault.hash(name)) != kept.digest {
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
