import Foundation

/// A file of the vault, open for reading: its ``path`` leads to the plain bytes as long as this value lives.
///
/// Of a sealed file the plain bytes lie in a file of `tmp/` that has no name any more: nobody else finds it, and it is gone when this is,
/// also when the program is killed.
public final class VaultFile: Sendable {
    /// To be read and not kept. It names the open file, not a place on disk.
    public let path: String
    private let descriptor: Int32?

    /// A file that lies open on disk.
    public init(path: String) {
        self.path = path
        descriptor = nil
    }

    /// - Parameter write: fills the file.
    init(temporary folder: String, _ write: (FileHandle) throws -> Void) throws {
        let name = folder + "/" + UUID().uuidString
        let file = Foundation.open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw FileVault.failure(name) }
        unlink(name)
        do {
            try write(FileHandle(fileDescriptor: file, closeOnDealloc: false))
        } catch {
            Foundation.close(file)
            throw error
        }
        descriptor = file
        path = "/dev/fd/\(file)"
    }

    /// Bytes; `nil` where there is no such file.
    public var size: Int? {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : nil
    }

    deinit { if let descriptor { Foundation.close(descriptor) } }
}
