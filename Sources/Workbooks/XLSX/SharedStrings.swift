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
        guard let root = RootPrefix(scanner, "sst") else { throw scanner.malformed() }
        let si = XMLScanner.key("si")
        while true {
            switch try scanner.next() {
            case .start:
                guard root.matches(scanner, si) else {
                    try scanner.skipElement()
                    continue
                }
                let start = arena.count
                try RichText.read(&scanner, root, into: &arena, limits: limits)
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

/// The prefix of a part's root element; elements of its own namespace have the same.
struct RootPrefix {
    private let bytes: [UInt8]

    /// `nil` if the root is called something else.
    init?(_ scanner: borrowing XMLScanner, _ name: StaticString) {
        let whole = Array(UnsafeBufferPointer(start: scanner.name, count: scanner.nameLength))
        let local = whole.lastIndex(of: 0x3A).map { $0 + 1 } ?? 0
        guard whole[local...].elementsEqual(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)) else { return nil }
        bytes = Array(whole[..<local])
    }

    /// Whether the last tag is one of this namespace with a local name of less than eight letters.
    @inline(__always)
    func matches(_ scanner: borrowing XMLScanner, _ key: UInt64) -> Bool {
        if bytes.isEmpty { return scanner.key == key }
        return matchesPrefixed(scanner, key)
    }

    private func matchesPrefixed(_ scanner: borrowing XMLScanner, _ key: UInt64) -> Bool {
        let length = scanner.nameLength - bytes.count
        return length > 0 && bytes.elementsEqual(UnsafeBufferPointer(start: scanner.name, count: bytes.count))
            && XMLScanner.key(scanner.name + bytes.count, length) == key
    }
}

/// The text of `<si>` or `<is>`: its `<t>`, or those of its runs one after the other; reading aids (`<rPh>`) are left out.
enum RichText {
    private static let t = XMLScanner.key("t")
    private static let r = XMLScanner.key("r")

    /// Reads to the end of the element whose start was given last.
    static func read(_ scanner: inout XMLScanner, _ root: RootPrefix, into arena: inout ByteArena, limits: WorkbookLimits)
        throws(WorkbookError)
    {
        let level = scanner.depth
        let start = arena.count
        var textLevel = 0
        while true {
            switch try scanner.next() {
            case .start:
                if root.matches(scanner, t) {
                    textLevel = scanner.depth
                } else if !root.matches(scanner, r) {
                    try scanner.skipElement()
                }
            case .text:
                guard scanner.depth == textLevel else { continue }
                guard arena.count - start + scanner.textLength <= limits.cellBytes else {
                    throw WorkbookError(
                        "W407", "一个单元格的文字超过 \(limits.cellBytes) 字节。", "the text of a cell has over \(limits.cellBytes) bytes")
                }
                arena.append(scanner.text, scanner.textLength)
            case .end:
                if scanner.depth < textLevel { textLevel = 0 }
                if scanner.depth < level { return }
            case .done: throw scanner.malformed()
            }
        }
    }
}
