#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A regular file, open for reading. Never mapped into memory: a file that shrinks while it is read must give an error, not a signal.
final class InputFile {
    let path: String
    let size: Int
    private let descriptor: Int32

    init(path: String, limits: WorkbookLimits) throws(WorkbookError) {
        self.path = path
        // Without O_NONBLOCK, opening a named pipe would wait for its writer.
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw WorkbookError("W001", "文件打不开：\(reason(errno))。", "the file cannot be opened: \(reason(errno))")
        }
        var status = stat()
        let isKnown = fstat(descriptor, &status) == 0
        size = Int(status.st_size)
        do throws(WorkbookError) {
            guard isKnown else { throw WorkbookError("W001", "文件打不开：\(reason(errno))。", "the file cannot be opened: \(reason(errno))") }
            switch status.st_mode & S_IFMT {
            case S_IFREG: break
            case S_IFDIR: throw WorkbookError("W003", "这是一个文件夹，请选择文件。", "this is a folder; choose a file")
            default: throw WorkbookError("W003", "这不是普通文件。", "this is not a regular file")
            }
            guard size > 0 else { throw WorkbookError("W002", "文件是空的。", "the file is empty") }
            guard size <= limits.fileBytes else {
                throw WorkbookError(
                    "W009", "文件有 \(size) 字节，超过 \(limits.fileBytes) 字节的上限，请拆分后再报。",
                    "the file has \(size) bytes, over the limit of \(limits.fileBytes); split it")
            }
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit { close(descriptor) }

    /// A descriptor of the same open file, for a library that closes what it is given; the name may by now belong to another file.
    func duplicate() -> Int32 { dup(descriptor) }

    /// Reads up to `count` bytes at `offset`; 0 at the end of the file.
    func read(into memory: UnsafeMutableRawPointer, count: Int, at offset: Int) throws(WorkbookError) -> Int {
        while true {
            let got = pread(descriptor, memory, count, off_t(offset))
            if got >= 0 { return got }
            if errno == EINTR { continue }
            throw WorkbookError("W010", "文件读取失败：\(reason(errno))。", "reading failed: \(reason(errno))")
        }
    }

    /// Reads up to `count` bytes at `offset` into an array; shorter at the end of the file.
    func bytes(count: Int, at offset: Int) throws(WorkbookError) -> [UInt8] {
        let memory = UnsafeMutableRawPointer.allocate(byteCount: max(count, 1), alignment: 16)
        defer { memory.deallocate() }
        var got = 0
        while got < count {
            let step = try read(into: memory + got, count: count - got, at: offset + got)
            if step == 0 { break }
            got += step
        }
        return Array(UnsafeRawBufferPointer(start: memory, count: got))
    }
}

/// The system's word for an error number.
func reason(_ number: Int32) -> String { String(cString: strerror(number)) }
