import Foundation
import Quantities
import Synchronization

/// A data directory held open by this process alone.
///
/// Two processes that write or checkpoint the same SQLite file at once can corrupt it (SQLite 3.7.0 to 3.51.2, the WAL-reset defect),
/// so the second is refused with ``StoreError/Code/inUse`` (S010), whatever its purpose.
public final class DataDirectory: Sendable {
    public let location: StoreLocation
    /// The server's key and what it seals with.
    public let key: KeyFile
    public let sealing: Sealing
    private let descriptor: Mutex<Int32?>

    /// Makes the directory where it is missing (readable by its owner only), takes its lock, empties `tmp/`, reads the server's key
    /// (made where there is none, at `keyFile` or in the directory).
    public init(_ path: String, keyFile: String? = nil) throws {
        let location = StoreLocation(path, keyFile: keyFile)
        self.location = location
        for folder in [location.root, location.files, location.temporary] {
            do {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch {
                throw StoreError(.directoryUnusable, Text("无法建立数据目录 \(folder)", "cannot make the data directory \(folder)"))
            }
        }
        // O_CLOEXEC: a child (LibreOffice, a parser) must not keep the lock when the program ends.
        let file = open(location.lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw StoreError(.directoryUnusable, Text("无法打开锁文件 \(location.lock)", "cannot open the lock file \(location.lock)"))
        }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.read(file)
            Foundation.close(file)
            throw StoreError(
                .inUse,
                Text(
                    "数据目录 \(path) 正被另一程序使用（进程 \(holder)）；请先停止该程序，或通过它操作",
                    "the data directory \(path) is in use by another program (process \(holder)); stop it first, or work through it"))
        }
        do {
            key = try KeyFile(location)
        } catch {
            Foundation.close(file)
            throw error
        }
        sealing = Sealing(key)
        descriptor = Mutex(file)
        Self.write(file, "\(getpid())\n")
        try emptyTemporary()
    }

    deinit { release() }

    /// Gives the directory up; the next process may open it.
    public func release() {
        descriptor.withLock {
            if let file = $0 { Foundation.close(file) }
            $0 = nil
        }
    }

    /// What an earlier process left half-written was never acknowledged.
    private func emptyTemporary() throws {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: location.temporary)) ?? []
        for name in names { try? FileManager.default.removeItem(atPath: location.temporary + "/" + name) }
    }

    private static func read(_ file: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = pread(file, &bytes, bytes.count, 0)
        let digits = bytes.prefix(max(count, 0)).prefix { $0 >= 48 && $0 <= 57 }
        return digits.isEmpty ? "?" : String(decoding: digits, as: UTF8.self)
    }

    private static func write(_ file: Int32, _ text: String) {
        let bytes = Array(text.utf8)
        _ = ftruncate(file, 0)
        _ = pwrite(file, bytes, bytes.count, 0)
    }
}
