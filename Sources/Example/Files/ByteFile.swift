#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that bytes are appended to.
final class ByteFile {
    private let path: String
    private var file: UnsafeMutablePointer<FILE>?

    init(path: String) throws(ExampleError) {
        self.path = path
        file = fopen(path, "wb")
        guard file != nil else { throw ExampleError(path, Self.reason) }
    }

    deinit { if let file { fclose(file) } }

    func write(_ bytes: [UInt8]) throws(ExampleError) {
        guard let file, fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw ExampleError(path, Self.reason) }
    }

    func close() throws(ExampleError) {
        guard let open = file else { return }
        file = nil
        guard fclose(open) == 0 else { throw ExampleError(path, Self.reason) }
    }

    private static var reason: String { String(cString: strerror(errno)) }
}
