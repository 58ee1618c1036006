import Foundation
import Quantities

/// What a full check of the vault found.
public struct VaultReport: Sendable, Hashable {
    public var fileCount = 0
    /// Bytes of all sound files.
    public var byteCount: Int64 = 0
    /// Files whose bytes no longer give their name.
    public var damaged: [Digest256] = []
    /// Files that should be there (the caller's list) and are not.
    public var missing: [Digest256] = []
    /// Paths, relative to `files/`, that the vault did not make.
    public var unexpected: [String] = []

    public var isSound: Bool { damaged.isEmpty && missing.isEmpty && unexpected.isEmpty }
}

extension FileVault {
    /// Hashes every file again. `expected` are the digests that the database names; a kept file that it does not name is no fault
    /// (its transaction may have been refused after it arrived).
    public func verify(expecting expected: Set<Digest256> = []) throws -> VaultReport {
        var report = VaultReport()
        var present: Set<Digest256> = []
        for folder in try names(location.files) {
            let path = location.files + "/" + folder
            guard folder.utf8.count == 2, isFolder(path) else {
                report.unexpected.append(folder)
                continue
            }
            for name in try names(path) {
                let plain = name.utf8.count > 64 && name.hasSuffix(Self.suffix) ? String(name.dropLast(Self.suffix.utf8.count)) : name
                guard let digest = Digest256(hex: plain), digest.hex == plain, name.utf8.starts(with: folder.utf8),
                    isFile(path + "/" + name)
                else {
                    report.unexpected.append(folder + "/" + name)
                    continue
                }
                // Kept open first and sealed later: one file.
                guard present.insert(digest).inserted else { continue }
                if try hash(digest) == digest {
                    report.fileCount += 1
                    report.byteCount += try size(of: digest)
                } else {
                    report.damaged.append(digest)
                }
            }
        }
        report.missing = expected.subtracting(present).sorted()
        return report
    }

    /// SHA-256 of the plain bytes; `nil` where a sealed file is not as it was sealed.
    func hash(_ digest: Digest256) throws -> Digest256? {
        var hasher = Hasher256()
        let path = try place(of: digest)
        guard path.hasSuffix(Self.suffix) else {
            try ChunkedFile(reading: path).forEachChunk { hasher.update($0) }
            return hasher.finalize()
        }
        do {
            try forEachPiece(ofSealed: path, digest) { $0.withUnsafeBytes { hasher.update($0) } }
        } catch let error as StoreError where error.code == .fileDamaged {
            return nil
        }
        return hasher.finalize()
    }

    private func names(_ path: String) throws -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        } catch {
            throw Self.failure(path)
        }
    }

    private func isFolder(_ path: String) -> Bool { mode(path) == S_IFDIR }
    private func isFile(_ path: String) -> Bool { mode(path) == S_IFREG }

    /// Of the name itself: a symbolic link is neither file nor folder here.
    private func mode(_ path: String) -> mode_t? {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
    }
}
