/// The central directory of a ZIP file, read with suspicion before anything is unpacked.
///
/// libzip unpacks; this looks at what libzip does not tell: where entries lie, whether they overlap, and whether the two headers of an entry
/// agree. Layout: PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12, 4.3.14–16, 4.5.3.
struct PackageDirectory {
    struct Entry {
        var name: String
        var packed: Int
        var unpacked: Int
        /// Of the local header.
        var offset: Int
        var method: Int
    }

    let entries: [Entry]

    private struct Ends {
        var count: Int
        var size: Int
        var offset: Int
        /// Where the directory must end.
        var limit: Int
    }

    init(_ file: InputFile, limits: WorkbookLimits) throws(WorkbookError) {
        let ends = try Self.findEnd(file)
        guard ends.count <= limits.entries else {
            throw WorkbookError(
                "W202", "压缩包内有 \(ends.count) 个条目，超过 \(limits.entries) 个。",
                "\(ends.count) entries in the package, over the limit of \(limits.entries)")
        }
        // A header has at least 46 bytes; names longer than 1 KiB or fat extra fields are nothing an office program writes.
        guard ends.size >= 0, ends.size <= ends.count * 4_096, ends.offset >= 0, ends.offset + ends.size <= ends.limit else {
            throw Self.damaged("directory")
        }
        let bytes = try file.bytes(count: ends.size, at: ends.offset)
        guard bytes.count == ends.size else { throw Self.damaged("directory") }
        var entries: [Entry] = []
        entries.reserveCapacity(ends.count)
        var place = 0
        for _ in 0..<ends.count { entries.append(try Self.entry(bytes, &place)) }
        guard place == bytes.count else { throw Self.damaged("directory") }
        self.entries = entries
        try checkNames()
        try checkSizes(limits)
        try checkPlaces(file, directory: ends.offset)
    }

    // MARK: - The end record

    private static func findEnd(_ file: InputFile) throws(WorkbookError) -> Ends {
        let tail = try file.bytes(count: min(file.size, 22 + 65_535), at: max(0, file.size - 22 - 65_535))
        let base = file.size - tail.count
        var at = tail.count - 22
        while at >= 0 {
            // The comment must reach the end of the file exactly, so that no second directory can hide in it.
            if tail.u32(at) == 0x0605_4B50, tail.u16(at + 20) == tail.count - at - 22 { break }
            at -= 1
        }
        guard at >= 0 else {
            throw WorkbookError(
                "W201", "不是完整的 XLSX/DOCX 文件（找不到压缩包目录），可能没有传完。", "not a whole XLSX or DOCX file: no directory; perhaps cut off")
        }
        guard tail.u16(at + 4) == 0, tail.u16(at + 6) == 0, tail.u16(at + 8) == tail.u16(at + 10) else { throw damaged("end record") }
        var ends = Ends(count: tail.u16(at + 10), size: tail.u32(at + 12), offset: tail.u32(at + 16), limit: base + at)
        if ends.count == 0xFFFF || ends.size == 0xFFFF_FFFF || ends.offset == 0xFFFF_FFFF {
            let locator = try file.bytes(count: 20, at: max(0, base + at - 20))
            guard locator.count == 20, locator.u32(0) == 0x0706_4B50, let place = locator.u64(8), place < base + at else {
                throw damaged("ZIP64 locator")
            }
            let record = try file.bytes(count: 56, at: place)
            guard record.count == 56, record.u32(0) == 0x0606_4B50, let count = record.u64(32), let size = record.u64(40),
                let offset = record.u64(48)
            else { throw damaged("ZIP64 end record") }
            ends = Ends(count: count, size: size, offset: offset, limit: place)
        }
        return ends
    }

    // MARK: - One header

    private static func entry(_ bytes: [UInt8], _ place: inout Int) throws(WorkbookError) -> Entry {
        let at = place
        guard at + 46 <= bytes.count, bytes.u32(at) == 0x0201_4B50 else { throw damaged("directory") }
        let (nameLength, extraLength, commentLength) = (bytes.u16(at + 28), bytes.u16(at + 30), bytes.u16(at + 32))
        place = at + 46 + nameLength + extraLength + commentLength
        guard place <= bytes.count else { throw damaged("directory") }
        let nameBytes = Array(bytes[(at + 46)..<(at + 46 + nameLength)])
        guard let name = String(validating: nameBytes, as: UTF8.self) else {
            throw WorkbookError("W205", "压缩包内有不合规范的条目名。", "an entry's name is not UTF-8")
        }
        let flags = bytes.u16(at + 8)
        // Bit 0: encrypted; bit 6: strongly; bit 13: masked headers.
        guard flags & 0x2041 == 0 else {
            throw WorkbookError("W207", "压缩包内有加密的条目，请去掉密码。", "an entry is encrypted; remove the password", at: name)
        }
        var entry = Entry(
            name: name, packed: bytes.u32(at + 20), unpacked: bytes.u32(at + 24), offset: bytes.u32(at + 42), method: bytes.u16(at + 10))
        guard bytes.u16(at + 34) == 0 else { throw damaged(name) }
        if entry.packed == 0xFFFF_FFFF || entry.unpacked == 0xFFFF_FFFF || entry.offset == 0xFFFF_FFFF {
            try widen(&entry, Array(bytes[(at + 46 + nameLength)..<(at + 46 + nameLength + extraLength)]))
        }
        guard entry.method == 0 || entry.method == 8 else {
            throw WorkbookError("W212", "压缩方法 \(entry.method) 不受支持。", "compression method \(entry.method) is not supported", at: name)
        }
        guard entry.method != 0 || entry.packed == entry.unpacked else { throw damaged(name) }
        return entry
    }

    /// Takes 64-bit sizes from the ZIP64 extra field, which holds only those that do not fit.
    private static func widen(_ entry: inout Entry, _ extra: [UInt8]) throws(WorkbookError) {
        var at = 0
        while at + 4 <= extra.count {
            let length = extra.u16(at + 2)
            guard at + 4 + length <= extra.count else { break }
            if extra.u16(at) == 1 {
                var field = at + 4
                let end = field + length
                func next() -> Int? {
                    guard field + 8 <= end else { return nil }
                    defer { field += 8 }
                    return extra.u64(field)
                }
                if entry.unpacked == 0xFFFF_FFFF { if let wide = next() { entry.unpacked = wide } else { throw damaged(entry.name) } }
                if entry.packed == 0xFFFF_FFFF { if let wide = next() { entry.packed = wide } else { throw damaged(entry.name) } }
                if entry.offset == 0xFFFF_FFFF { if let wide = next() { entry.offset = wide } else { throw damaged(entry.name) } }
                return
            }
            at += 4 + length
        }
        throw damaged(entry.name)
    }

    // MARK: - What is refused

    private func checkNames() throws(WorkbookError) {
        var seen: Set<[UInt8]> = []
        for entry in entries {
            let bytes = Array(entry.name.utf8)
            let steps = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            let isBad =
                bytes.isEmpty || bytes.first == UInt8(ascii: "/")
                || bytes.contains { $0 < 0x20 || $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: ":") }
                || steps.contains { $0.elementsEqual("..".utf8) || $0.elementsEqual(".".utf8) }
            guard !isBad else { throw WorkbookError("W205", "压缩包内有不合规范的条目名。", "an entry's name leads out of the package or is malformed") }
            // Part names are compared without regard to the case of ASCII letters (ISO/IEC 29500-2, 6.2.2.3).
            let folded = bytes.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
            guard seen.insert(folded).inserted else {
                throw WorkbookError(
                    "W206", "压缩包内有同名条目，不同软件会读出不同内容。", "two entries have the same name; programs would disagree on which one counts",
                    at: entry.name)
            }
        }
    }

    private func checkSizes(_ limits: WorkbookLimits) throws(WorkbookError) {
        var total = 0
        for entry in entries {
            let (sum, overflow) = total.addingReportingOverflow(entry.unpacked)
            guard !overflow, sum <= limits.unpackedBytes else {
                throw WorkbookError(
                    "W203", "解压后超过 \(limits.unpackedBytes) 字节的上限，请拆分后再报。",
                    "unpacks to more than the limit of \(limits.unpackedBytes) bytes; split it")
            }
            total = sum
            guard entry.unpacked <= limits.ratioFloor || entry.unpacked / limits.ratio <= entry.packed else {
                throw WorkbookError(
                    "W204", "条目的压缩比超过 \(limits.ratio)，疑为压缩炸弹。",
                    "an entry is packed tighter than \(limits.ratio) to 1: a bomb, not a workbook", at: entry.name)
            }
        }
    }

    /// Each entry's own header must be there, carry the same name, and its data must end before the next entry begins.
    private func checkPlaces(_ file: InputFile, directory: Int) throws(WorkbookError) {
        var end = 0
        for entry in entries.sorted(by: { $0.offset < $1.offset }) {
            let name = Array(entry.name.utf8)
            let header = try file.bytes(count: 30 + name.count, at: entry.offset)
            guard header.count == 30 + name.count, header.u32(0) == 0x0403_4B50, header.u16(26) == name.count,
                header[30...].elementsEqual(name),
                header.u16(8) == entry.method, header.u16(6) & 0x2041 == 0
            else { throw Self.damaged(entry.name) }
            guard entry.offset >= end else { throw overlap(entry) }
            let (data, overflow) = (entry.offset + 30 + name.count + header.u16(28)).addingReportingOverflow(entry.packed)
            guard !overflow, data <= directory else { throw overlap(entry) }
            end = data
        }
    }

    private func overlap(_ entry: Entry) -> WorkbookError {
        WorkbookError("W208", "压缩包内的条目相互重叠，疑为压缩炸弹。", "entries lie over each other: a bomb, not a workbook", at: entry.name)
    }

    static func damaged(_ place: String) -> WorkbookError {
        WorkbookError("W201", "压缩包已损坏，请重新保存后再报。", "the package is damaged; save it again", at: place)
    }
}

extension [UInt8] {
    fileprivate func u16(_ at: Int) -> Int { Int(self[at]) | Int(self[at + 1]) << 8 }
    fileprivate func u32(_ at: Int) -> Int { u16(at) | u16(at + 2) << 16 }
    /// `nil` past 2⁶³: no file is that large, and sums stay safe below 2⁶² (checked by the limits).
    fileprivate func u64(_ at: Int) -> Int? {
        let wide = UInt64(u32(at)) | UInt64(u32(at + 4)) << 32
        return wide < 1 << 62 ? Int(wide) : nil
    }
}
