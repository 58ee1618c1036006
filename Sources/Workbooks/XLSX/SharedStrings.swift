#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The texts of a workbook, each once (`xl/sharedStrings.xml`): one arena of bytes and where each text starts in it.
///
/// Past ``WorkbookLimits/sharedStringMemory`` the bytes go to a temporary file without a name, and are read back by blocks: a workbook of any size
/// costs the arena's limit, four bytes a text, and 16 MiB of blocks. (Mapped memory would count, and a full disk would end in a signal.)
final class SharedStrings {
    private(set) var count = 0
    private var arena: ByteArena
    /// Where text `n` starts; one more at the end. Offsets stay below 4 GiB by the limit on unpacked sizes.
    private var starts: UnsafeMutablePointer<UInt32>
    private var startsCapacity = 1 << 12
    private var spill: SpillFile?
    private let part: String

    /// No texts.
    init() {
        arena = ByteArena(capacity: 64)
        starts = malloc(startsCapacity * 4).assumingMemoryBound(to: UInt32.self)
        starts[0] = 0
        part = ""
    }

    init(_ stream: PackageStream, limits: WorkbookLimits) throws(WorkbookError) {
        part = stream.name
        arena = ByteArena(capacity: min(stream.size, limits.sharedStringMemory, 1 << 20))
        starts = malloc(startsCapacity * 4).assumingMemoryBound(to: UInt32.self)
        starts[0] = 0
        var scanner = XMLScanner(stream, limits: limits)
        try scanner.begin()
        guard scanner.isRoot("sst") else { throw scanner.malformed() }
        while true {
            switch try scanner.next() {
            case .start:
                guard scanner.isNamed(.si) else {
                    try scanner.skipElement()
                    continue
                }
                let start = arena.count
                try RichText.read(&scanner, into: &arena, limits: limits)
                EscapedText.decode(&arena, from: start)
                try close(limits)
            case .done:
                if spill != nil { try flush() }
                return
            case .end, .text: continue
            }
        }
    }

    deinit { free(starts) }

    /// Ends the text that was just put in the arena.
    private func close(_ limits: WorkbookLimits) throws(WorkbookError) {
        count += 1
        let end = (spill?.size ?? 0) + arena.count
        guard count <= limits.sharedStrings, end < 1 << 32 else {
            throw WorkbookError(
                "W410", "工作簿中不同文字超过 \(limits.sharedStrings) 个，请拆分后再报。",
                "more than \(limits.sharedStrings) distinct texts in the workbook; split it")
        }
        if count == startsCapacity {
            startsCapacity *= 2
            starts = realloc(starts, startsCapacity * 4).assumingMemoryBound(to: UInt32.self)
        }
        starts[count] = UInt32(truncatingIfNeeded: end)
        if arena.count > (spill == nil ? limits.sharedStringMemory : 1 << 20) { try flush() }
    }

    private func flush() throws(WorkbookError) {
        let file: SpillFile
        if let spill { file = spill } else { file = try SpillFile() }
        spill = file
        try file.append(UnsafeRawBufferPointer(start: arena.base, count: arena.count))
        arena = ByteArena(capacity: 1 << 16)
    }

    /// Appends a text to a row; `false` if there is none of that number.
    @inline(__always)
    func append(_ index: Int, to row: inout ByteArena) throws(WorkbookError) -> Bool {
        guard index >= 0, index < count else { return false }
        let start = Int(starts[index])
        let length = Int(starts[index &+ 1]) &- start
        row.reserve(length)
        if let spill {
            try spill.read(at: start, count: length, into: row.base + row.count)
            row.count += length
        } else {
            row.append(arena.base + start, length)
        }
        return true
    }
}
