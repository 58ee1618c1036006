/// A strict check of UTF-8 (Unicode 15, table 3-7: no overlong forms, no surrogates, nothing past U+10FFFF), eight bytes of ASCII at a time.
struct UTF8Scan {
    /// Which characters are refused besides what is not UTF-8.
    enum Alphabet {
        /// NUL.
        case text
        /// What XML 1.0 forbids: U+0000–08, 0B, 0C, 0E–1F, FFFE, FFFF.
        case xml
    }

    enum Verdict: Equatable {
        /// All but the last `pending` bytes (0 … 3) are right, and those begin a character.
        case good(pending: Int)
        case bad(at: Int)
        /// A character outside the alphabet.
        case forbidden(at: Int)
    }

    static func check(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ alphabet: Alphabet) -> Verdict {
        switch alphabet {
        case .text: check(bytes, count, lowest: 1, isXML: false)
        case .xml: check(bytes, count, lowest: 0x20, isXML: true)
        }
    }

    @inline(__always)
    private static func check(_ bytes: UnsafePointer<UInt8>, _ count: Int, lowest: UInt8, isXML: Bool) -> Verdict {
        let high: UInt64 = 0x8080_8080_8080_8080
        let low = UInt64(lowest) &* 0x0101_0101_0101_0101
        let raw = UnsafeRawPointer(bytes)
        var index = 0
        while index < count {
            while index &+ 8 <= count {
                let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                // The second term finds a byte below `lowest`, the first one of 0x80 or above; both let no such byte by.
                if (word | (word &- low)) & high != 0 { break }
                index &+= 8
            }
            // Character by character up to the next run of ASCII, eight at the most in a plain run.
            let stop = Swift.min(index &+ 8, count)
            while index < stop {
                let first = bytes[index]
                if first < 0x80 {
                    if first < lowest, !(isXML && (first == 0x09 || first == 0x0A || first == 0x0D)) { return .forbidden(at: index) }
                    index &+= 1
                    continue
                }
                let left = count &- index
                if first >= 0xE1, first <= 0xEF, first != 0xED {
                    // The whole of the common Chinese characters.
                    if left < 3 { return tail(bytes, index, left) }
                    let second = bytes[index &+ 1]
                    let third = bytes[index &+ 2]
                    if second & 0xC0 != 0x80 || third & 0xC0 != 0x80 { return .bad(at: index) }
                    if isXML, first == 0xEF, second == 0xBF, third >= 0xBE { return .forbidden(at: index) }
                    index &+= 3
                    continue
                }
                let size = length(first)
                if size == 0 { return .bad(at: index) }
                if left < size { return tail(bytes, index, left) }
                if !isSecond(bytes[index &+ 1], after: first) { return .bad(at: index) }
                var next = 2
                while next < size {
                    if bytes[index &+ next] & 0xC0 != 0x80 { return .bad(at: index) }
                    next &+= 1
                }
                index &+= size
            }
        }
        return .good(pending: 0)
    }

    /// The last bytes, too few for the character they begin.
    private static func tail(_ bytes: UnsafePointer<UInt8>, _ index: Int, _ left: Int) -> Verdict {
        if left > 1, !isSecond(bytes[index + 1], after: bytes[index]) { return .bad(at: index) }
        if left > 2, bytes[index + 2] & 0xC0 != 0x80 { return .bad(at: index) }
        return .good(pending: left)
    }

    /// The bytes of the character that begins with `first`; 0 where none does.
    static func length(_ first: UInt8) -> Int {
        switch first {
        case 0x00...0x7F: 1
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 0
        }
    }

    private static func isSecond(_ second: UInt8, after first: UInt8) -> Bool {
        switch first {
        case 0xE0: second >= 0xA0 && second <= 0xBF
        case 0xED: second >= 0x80 && second <= 0x9F
        case 0xF0: second >= 0x90 && second <= 0xBF
        case 0xF4: second >= 0x80 && second <= 0x8F
        default: second & 0xC0 == 0x80
        }
    }
}
