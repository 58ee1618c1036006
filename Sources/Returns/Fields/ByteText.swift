/// Looking at UTF-8 bytes, never at characters: CRLF, combining marks and full-width digits are what they are.
enum ByteText {
    /// Without the spaces around it: ASCII space and TAB, U+00A0, U+3000, U+FEFF.
    @inline(__always)
    static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        guard let base = bytes.baseAddress else { return bytes }
        var start = 0
        var end = bytes.count
        while start < end {
            let byte = base[start]
            if byte > 32 && byte < 0xC2 { break }
            let length = spaceLength(base, start, end)
            if length == 0 { break }
            start &+= length
        }
        while end > start {
            let byte = base[end &- 1]
            if byte > 32 && byte < 0x80 { break }
            if byte == 32 || byte == 9 || byte == 10 || byte == 13 {
                end &-= 1
            } else if end &- start >= 3 && spaceLength(base, end &- 3, end) == 3 {
                end &-= 3
            } else if end &- start >= 2 && base[end &- 2] == 0xC2 && byte == 0xA0 {
                end &-= 2
            } else {
                break
            }
        }
        return UnsafeBufferPointer(start: base + start, count: end &- start)
    }

    private static func spaceLength(_ base: UnsafePointer<UInt8>, _ at: Int, _ end: Int) -> Int {
        switch base[at] {
        case 32, 9, 10, 13: return 1
        case 0xC2: return at + 1 < end && base[at + 1] == 0xA0 ? 2 : 0
        case 0xE3: return at + 2 < end && base[at + 1] == 0x80 && base[at + 2] == 0x80 ? 3 : 0
        case 0xEF: return at + 2 < end && base[at + 1] == 0xBB && base[at + 2] == 0xBF ? 3 : 0
        default: return 0
        }
    }

    /// `０` … `９`, U+FF10 … U+FF19.
    static func hasFullWidthDigit(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count >= 3 else { return false }
        for index in 0..<(bytes.count - 2) where bytes[index] == 0xEF && bytes[index + 1] == 0xBC {
            if (0x90...0x99).contains(bytes[index + 2]) { return true }
        }
        return false
    }

    /// Bidirectional controls, zero-width characters, tags: nothing a name or address contains.
    static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
        default: false
        }
    }

    /// Personal data in a message: the first and the last two characters.
    static func masked(_ text: String) -> String {
        let count = text.unicodeScalars.count
        return count <= 3
            ? String(repeating: "*", count: count) : "\(text.prefix(1))" + String(repeating: "*", count: count - 3) + text.suffix(2)
    }

    /// At most 60 characters for a message, with control characters made visible.
    static func excerpt(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        let text = String(decoding: bytes.prefix(240), as: UTF8.self)
        var view = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(60) {
            view.append(scalar.value < 32 || scalar.value == 127 || isInvisible(scalar) ? "\u{FFFD}" : scalar)
        }
        return String(view) + (text.unicodeScalars.count > 60 ? "…" : "")
    }
}

/// Bytes that live as long as this object, to be compared with and pointed at.
final class OwnedBytes {
    private let base: UnsafeMutablePointer<UInt8>
    let count: Int

    init(_ text: String) {
        count = text.utf8.count
        base = .allocate(capacity: max(count, 1))
        for (index, byte) in text.utf8.enumerated() { base[index] = byte }
    }

    deinit { base.deallocate() }

    var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

    @inline(__always)
    func equals(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count == count else { return false }
        for index in 0..<count where bytes[index] != base[index] { return false }
        return true
    }
}
