/// How a text file is written. Found by reading the whole file, never by its first lines alone.
public enum TextEncoding: String, Sendable, CaseIterable {
    case utf8
    /// UTF-8 with a byte order mark in front, as spreadsheet programs write it.
    case utf8BOM
    /// GB 18030, the Chinese national standard; GBK and GB 2312 are parts of it.
    case gb18030
}

extension TextEncoding {
    private static let chunk = 1 << 18

    /// Decides by the whole file; refuses UTF-16, NUL and what is neither UTF-8 nor GB 18030.
    static func find(in file: InputFile) throws(WorkbookError) -> TextEncoding {
        let head = try file.bytes(count: 4_096, at: 0)
        if isUTF16(head) {
            throw WorkbookError(
                "W101", "文件是 UTF-16（Unicode 文本）编码，请另存为“CSV UTF-8”或 XLSX。", "the file is UTF-16; save it as CSV UTF-8 or XLSX")
        }
        let hasMark = head.starts(with: [0xEF, 0xBB, 0xBF])
        guard let flaw = try firstFlaw(in: file) else { return hasMark ? .utf8BOM : .utf8 }
        if flaw.isNUL { throw try nul(in: file, at: flaw.offset) }
        let census = try Census(of: file, from: flaw.offset)
        if let offset = census.nul { throw try nul(in: file, at: offset) }
        // GB 18030 seen as UTF-8 is mostly flaws; damaged UTF-8 is mostly not, and some of it would pass as GB 18030 and read as nonsense.
        if !hasMark, flaw.charactersBefore + census.characters < 8 * census.flaws {
            guard let wrong = try GB18030Decoder.firstFlaw(in: file) else { return .gb18030 }
            throw try neither(in: file, at: wrong)
        }
        throw try neither(in: file, at: flaw.offset)
    }

    private static func neither(in file: InputFile, at offset: Int) throws(WorkbookError) -> WorkbookError {
        let line = try line(of: offset, in: file)
        return WorkbookError(
            "W102", "文件既不是完整的 UTF-8，也不是完整的 GB 18030：第 \(offset + 1) 个字节有误。请重新导出为“CSV UTF-8”。",
            "the file is neither wholly UTF-8 nor wholly GB 18030: byte \(offset + 1) is wrong; export it again as CSV UTF-8",
            at: .line(line))
    }

    private static func nul(in file: InputFile, at offset: Int) throws(WorkbookError) -> WorkbookError {
        let line = try line(of: offset, in: file)
        return WorkbookError(
            "W103", "文件第 \(offset + 1) 个字节是空字符（NUL），不是文本文件或已损坏。",
            "byte \(offset + 1) of the file is NUL: not a text file, or damaged", at: .line(line))
    }

    /// A mark, or NUL at every other byte, as Latin letters and digits have in UTF-16.
    private static func isUTF16(_ head: [UInt8]) -> Bool {
        if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { return true }
        var zeros = (even: 0, odd: 0)
        for (index, byte) in head.enumerated() where byte == 0 {
            if index % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
        }
        let many = max(head.count / 10, 1)
        return head.count >= 4 && (zeros.even >= many && zeros.odd == 0 || zeros.odd >= many && zeros.even == 0)
    }

    private struct Flaw {
        var offset: Int
        var isNUL: Bool
        /// Whether there was anything but ASCII before it; kept small, it only breaks ties.
        var charactersBefore: Int
    }

    private static func firstFlaw(in file: InputFile) throws(WorkbookError) -> Flaw? {
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: chunk)
        defer { memory.deallocate() }
        var start = 0
        var pending = 0
        while true {
            let got = try file.read(into: memory + pending, count: chunk - pending, at: start + pending)
            let count = pending + got
            let verdict = UTF8Scan.check(memory, count, .text)
            switch verdict {
            case .good(let left):
                if got == 0 { return left == 0 ? nil : Flaw(offset: start, isNUL: false, charactersBefore: 0) }
                pending = left
                start += count - left
                (memory).update(from: memory + count - left, count: left)
            case .bad(let at):
                return Flaw(offset: start + at, isNUL: false, charactersBefore: try charactersBefore(start + at, in: file))
            case .forbidden(let at):
                return Flaw(offset: start + at, isNUL: true, charactersBefore: 0)
            }
        }
    }

    /// Characters beyond ASCII in the 256 KiB before an offset.
    private static func charactersBefore(_ offset: Int, in file: InputFile) throws(WorkbookError) -> Int {
        let start = max(0, offset - chunk)
        return try file.bytes(count: offset - start, at: start).lazy.filter { $0 >= 0xC0 }.count
    }

    /// What a file with a flaw is mostly made of, counted from the flaw on.
    private struct Census {
        var characters = 0
        var flaws = 0
        var nul: Int?

        init(of file: InputFile, from offset: Int) throws(WorkbookError) {
            let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: chunk)
            defer { memory.deallocate() }
            var start = offset
            while nul == nil {
                let count = try file.read(into: memory, count: chunk, at: start)
                if count == 0 { break }
                var index = 0
                while index < count {
                    let first = memory[index]
                    if first == 0 {
                        nul = start + index
                        break
                    }
                    let size = UTF8Scan.length(first)
                    if size == 1 {
                        index += 1
                    } else if size == 0 {
                        flaws += 1
                        index += 1
                    } else if index + size > count {
                        // A character across two chunks: too rare to matter here.
                        index = count
                    } else if UTF8Scan.check(memory + index, size, .text) == .good(pending: 0) {
                        characters += 1
                        index += size
                    } else {
                        flaws += 1
                        index += 1
                    }
                }
                start += count
            }
        }
    }

    /// The line of a byte, counted from 1, by LF, CR LF or CR.
    private static func line(of offset: Int, in file: InputFile) throws(WorkbookError) -> Int {
        var line = 1
        var start = 0
        var last: UInt8 = 0
        while start < offset {
            let bytes = try file.bytes(count: min(chunk, offset - start), at: start)
            if bytes.isEmpty { break }
            for byte in bytes {
                if byte == 0x0D || byte == 0x0A && last != 0x0D { line += 1 }
                last = byte
            }
            start += bytes.count
        }
        return line
    }
}
