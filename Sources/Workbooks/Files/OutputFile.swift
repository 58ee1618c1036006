#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Files that appear whole or not at all.
enum OutputFile {
    /// Writes beside `path`, then renames. Not synced: what must outlive a power cut is kept by the vault.
    static func replace(_ path: String, with bytes: [UInt8]) throws(WorkbookError) {
        var name = Array((path + ".XXXXXX").utf8CString)
        let descriptor = mkstemp(&name)
        guard descriptor >= 0 else { throw failed() }
        var isWritten = bytes.withUnsafeBytes { write($0, to: descriptor) }
        isWritten = fchmod(descriptor, 0o644) == 0 && isWritten
        isWritten = close(descriptor) == 0 && isWritten
        guard isWritten, rename(name, path) == 0 else {
            let error = failed()
            unlink(name)
            throw error
        }
    }

    /// Puts a whole file in its place.
    static func move(_ source: String, to path: String) throws(WorkbookError) {
        guard rename(source, path) == 0 else {
            let error = failed()
            unlink(source)
            throw error
        }
    }

    /// Takes away what was left half done.
    static func remove(_ path: String) { unlink(path) }

    /// Writes all of it, or says no.
    static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
        guard var start = bytes.baseAddress else { return true }
        var left = bytes.count
        while left > 0 {
            #if canImport(Glibc)
                let done = Glibc.write(descriptor, start, left)
            #else
                let done = Darwin.write(descriptor, start, left)
            #endif
            if done < 0, errno == EINTR { continue }
            if done <= 0 { return false }
            start += done
            left -= done
        }
        return true
    }

    static func failed() -> WorkbookError {
        WorkbookError("W507", "文件写不进去：\(reason(errno))。", "the file cannot be written: \(reason(errno))")
    }
}
