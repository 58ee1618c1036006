import Foundation
import Quantities
import Store
import Testing

@Suite("File vault")
struct FileVaultTests {
    let scratch = Scratch()
    let directory: DataDirectory
    let vault: FileVault

    init() throws {
        directory = try DataDirectory(scratch.path)
        vault = FileVault(directory.location)
    }

    @Test("a file is kept once, under its SHA-256, byte for byte", arguments: [0, 1, 262_143, 262_144, 262_145, 1_000_000])
    func keeps(size: Int) throws {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let source = scratch.path + "/source"
        try Data(bytes).write(to: URL(fileURLWithPath: source))
        let kept = try vault.keep(fileAt: source)
        #expect(kept == FileVault.Kept(digest: Hasher256.hash(bytes), size: Int64(size)))
        #expect(try vault.keep(bytes) == kept)
        let path = try vault.open(kept.digest).path
        #expect(path == "\(scratch.path)/files/\(kept.digest.hex.prefix(2))/\(kept.digest.hex)")
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(bytes))
        #expect(try vault.size(of: kept.digest) == Int64(size))
        let report = try vault.verify(expecting: [kept.digest])
        #expect(report.isSound && report.fileCount == 1 && report.byteCount == Int64(size))
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.location.temporary).isEmpty)
    }

    @Test("a flipped byte, a missing file and a stray file are each found and named")
    func findsDamage() throws {
        let kept = try (0..<4).map { try vault.keep([UInt8](repeating: UInt8($0), count: 100)).digest }
        let damaged = try vault.open(kept[1]).path
        var bytes = try Data(contentsOf: URL(fileURLWithPath: damaged))
        bytes[50] ^= 1
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: damaged)
        try bytes.write(to: URL(fileURLWithPath: damaged))
        try FileManager.default.removeItem(atPath: try vault.open(kept[2]).path)
        try Data().write(to: URL(fileURLWithPath: directory.location.files + "/note.txt"))
        let report = try vault.verify(expecting: Set(kept))
        #expect(report.damaged == [kept[1]])
        #expect(report.missing == [kept[2]])
        #expect(report.unexpected == ["note.txt"])
        #expect(report.fileCount == 2)
        #expect(throws: StoreError.self) { try vault.open(kept[2]) }
        // The same file arriving again heals it.
        _ = try vault.keep([UInt8](repeating: 1, count: 100))
        #expect(try vault.verify().damaged.isEmpty)
    }

    @Test("an upload broken off leaves no file, and no name")
    func brokenOff() throws {
        do {
            var intake = try vault.intake()
            try [UInt8](repeating: 1, count: 10).withUnsafeBufferPointer { try intake.append($0) }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.location.temporary).isEmpty)
        #expect(try vault.verify().fileCount == 0)
        #expect { _ = try vault.keep(fileAt: scratch.path + "/nothing") } throws: { ($0 as? StoreError)?.code == .fileFailed }
    }
}
