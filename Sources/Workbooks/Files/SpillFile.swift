#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A temporary file without a name: gone with the process, whatever happens. Written once, then read by blocks that are kept for a while.
final class SpillFile {
    private(set) var size = 0
    private let descriptor: Int32
    private static let blockSize = 1 << 14
    private static let slots = 1 << 10
    /// Block `n` is kept at slot `n % slots`.
    private var blocks: UnsafeMutablePointer<UInt8>?
    private let kept: UnsafeMutablePointer<Int>

    init() throws(WorkbookError) {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var name = Array((folder + "/anju.XXXXXX").utf8CString)
        descriptor = mkstemp(&name)
        guard descriptor >= 0 else {
            throw WorkbookError("W011", "临时文件建不了：\(reason(errno))。", "no temporary file can be made: \(reason(errno))")
        }
        unlink(name)
        kept = .allocate(capacity: Self.slots)
        kept.initialize(repeating: -1, count: Self.slots)
    }

    deinit {
        close(descriptor)
        kept.deallocate()
        blocks?.deallocate()
    }

    func append(_ bytes: UnsafeRawBufferPointer) throws(WorkbookError) {
        guard OutputFile.write(bytes, to: descriptor) else {
            throw WorkbookError("W011", "临时文件写不进去：\(reason(errno))。", "the temporary file cannot be written: \(reason(errno))")
        }
        size += bytes.count
    }

    func read(at offset: Int, count: Int, into memory: UnsafeMutablePointer<UInt8>) throws(WorkbookError) {
        var place = offset
        var target = memory
        let end = offset + count
        while place < end {
            let block = place / Self.blockSize
            let inside = place % Self.blockSize
            let step = min(end - place, Self.blockSize - inside)
            target.update(from: try self.block(block) + inside, count: step)
            target += step
            place += step
        }
    }

    private func block(_ number: Int) throws(WorkbookError) -> UnsafeMutablePointer<UInt8> {
        let all = blocks ?? .allocate(capacity: Self.blockSize * Self.slots)
        blocks = all
        let slot = number % Self.slots
        let block = all + slot * Self.blockSize
        if kept[slot] == number { return block }
        kept[slot] = -1
        let start = number * Self.blockSize
        let wanted = min(Self.blockSize, size - start)
        var got = 0
        while got < wanted {
            let step = pread(descriptor, block + got, wanted - got, off_t(start + got))
            if step < 0, errno == EINTR { continue }
            guard step > 0 else {
                throw WorkbookError("W011", "临时文件读不出来：\(reason(errno))。", "the temporary file cannot be read: \(reason(errno))")
            }
            got += step
        }
        kept[slot] = number
        return block
    }
}
