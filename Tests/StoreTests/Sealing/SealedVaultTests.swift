import Foundation
import Quantities
import Testing

@testable import Store

@Suite("Sealed files of the vault")
struct SealedVaultTests {
    let scratch = Scratch()
    let directory: DataDirectory
    let vault: FileVault

    init() throws {
        directory = try DataDirectory(scratch.path)
        vault = FileVault(directory)
    }

    private func bytes(_ size: Int) -> [UInt8] { (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) } }

    private func place(_ digest: Digest256) -> String { "\(scratch.path)/files/\(digest.hex.prefix(2))/\(digest.hex).sealed" }

    private func damage(_ digest: Digest256, _ change: (inout Data) -> Void) throws {
        var data = try Data(contentsOf: URL(fileURLWithPath: place(digest)))
        change(&data)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: place(digest))
        try data.write(to: URL(fileURLWithPath: place(digest)))
    }

    @Test(
        "a file is kept sealed under the SHA-256 of its plain bytes, and comes back byte for byte",
        arguments: [0, 1, 65_535, 65_536, 65_537, 131_072, 300_000])
    func keeps(size: Int) throws {
        let bytes = bytes(size)
        let kept = try vault.keep(bytes)
        #expect(kept == FileVault.Kept(digest: Hasher256.hash(bytes), size: Int64(size)))
        #expect(try vault.keep(bytes) == kept)
        let stored = try Data(contentsOf: URL(fileURLWithPath: place(kept.digest)))
        #expect(stored.count == 68 + size + 16 * max(1, (size + 65_535) / 65_536))
        if size > 100 { #expect(stored.range(of: Data(bytes[20..<60])) == nil) }
        let file = try vault.open(kept.digest)
        #expect(try FileHandle(forReadingFrom: URL(fileURLWithPath: file.path)).readToEnd() ?? Data() == Data(bytes))
        #expect(file.size == size)
        #expect(try vault.size(of: kept.digest) == Int64(size))
        try vault.copy(kept.digest, to: scratch.path + "/copy")
        #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.path + "/copy")) == Data(bytes))
        let report = try vault.verify(expecting: [kept.digest])
        #expect(report.isSound && report.fileCount == 1 && report.byteCount == Int64(size))
        // The plain bytes lie under no name while the file is open.
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.location.temporary).isEmpty)
    }

    @Test("pieces that come in any sizes make the same file")
    func pieces() throws {
        let bytes = bytes(200_000)
        var intake = try vault.intake()
        var at = 0
        for step in [1, 65_535, 2, 70_000, 0, 64_462] {
            try bytes[at..<at + step].withUnsafeBufferPointer { try intake.append($0) }
            at += step
        }
        #expect(at == bytes.count)
        let kept = try intake.finish()
        #expect(try vault.hash(kept.digest) == Hasher256.hash(bytes))
    }

    @Test("a flipped bit, a cut, a piece left out or swapped, another file's key: each is found and nothing is given out")
    func findsDamage() throws {
        let changes: [(String, (inout Data) -> Void)] = [
            ("header", { $0[30] ^= 1 }), ("first", { $0[100] ^= 1 }), ("last", { $0[$0.count - 1] ^= 1 }), ("cut", { $0.removeLast() }),
            ("a piece fewer", { $0.removeLast($0.count - 68 - 2 * 65_552) }), ("empty", { $0 = Data() }),
            ("middle left out", { $0.removeSubrange(68 + 65_552..<68 + 2 * 65_552) }),
            (
                "swapped",
                { data in
                    let first = data[68..<68 + 65_552]
                    let second = data[68 + 65_552..<68 + 2 * 65_552]
                    data.replaceSubrange(68..<68 + 2 * 65_552, with: second + first)
                }
            ),
        ]
        for (index, change) in changes.enumerated() {
            let kept = try vault.keep(bytes(150_000 + index))
            #expect(try vault.verify().damaged.isEmpty)
            try damage(kept.digest, change.1)
            #expect(try vault.verify(expecting: [kept.digest]).damaged == [kept.digest], "\(change.0)")
            #expect { try vault.open(kept.digest) } throws: { ($0 as? StoreError)?.code == .fileDamaged }
            // The same file arriving again heals it.
            _ = try vault.keep(bytes(150_000 + index))
        }
    }

    @Test("without the key nothing opens; files kept open before are still read, and sealed when they come again damaged")
    func keys() throws {
        let open = try FileVault(directory.location).keep(bytes(1000))
        #expect(try FileHandle(forReadingFrom: URL(fileURLWithPath: vault.open(open.digest).path)).readToEnd() == Data(bytes(1000)))
        let sealed = try vault.keep(bytes(2000))
        #expect { try FileVault(directory.location).open(sealed.digest) } throws: { ($0 as? StoreError)?.code == .keyUnusable }
        #expect(try vault.verify(expecting: [open.digest, sealed.digest]).isSound)
    }
}
