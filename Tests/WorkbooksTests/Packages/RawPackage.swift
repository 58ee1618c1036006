/// A ZIP file put together byte by byte, so that it may lie. Everything is stored, unless deflated bytes are given.
struct RawPackage {
    struct Entry {
        var name: [UInt8]
        var content: [UInt8]
        var unpacked: Int?
        var crc: UInt32?
        var method = 0
        var flags = 0
        /// Another place than where it lies.
        var offset: Int?
        /// Another name in the local header.
        var localName: [UInt8]?
        var packed: Int?
    }

    var entries: [Entry] = []
    var comment: [UInt8] = []
    var count: Int?

    init(_ contents: KeyValuePairs<String, String> = [:]) {
        for (name, content) in contents { add(name, Array(content.utf8)) }
    }

    mutating func add(_ name: String, _ content: [UInt8]) { entries.append(Entry(name: Array(name.utf8), content: content)) }

    var bytes: [UInt8] {
        var file: [UInt8] = []
        var directory: [UInt8] = []
        for entry in entries {
            let place = file.count
            let sum = entry.crc ?? Self.crc(entry.content)
            let sizes = Self.u32(entry.packed ?? entry.content.count) + Self.u32(entry.unpacked ?? entry.content.count)
            let common =
                Self.u16(20) + Self.u16(entry.flags) + Self.u16(entry.method) + Self.u16(0) + Self.u16(0x21) + Self.u32(Int(sum)) + sizes
            let localName = entry.localName ?? entry.name
            file += Self.u32(0x0403_4B50) + common + Self.u16(localName.count) + Self.u16(0) + localName + entry.content
            directory += Self.u32(0x0201_4B50) + Self.u16(20) + common + Self.u16(entry.name.count)
            directory += [UInt8](repeating: 0, count: 12) + Self.u32(entry.offset ?? place) + entry.name
        }
        let count = Self.u16(self.count ?? entries.count)
        let end = Self.u32(0x0605_4B50) + Self.u32(0) + count + count + Self.u32(directory.count) + Self.u32(file.count)
        return file + directory + end + Self.u16(comment.count) + comment
    }

    static func u16(_ value: Int) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8 & 255)] }
    static func u32(_ value: Int) -> [UInt8] { u16(value & 0xFFFF) + u16(value >> 16 & 0xFFFF) }

    /// CRC-32 of ISO 3309, bit by bit.
    static func crc(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }

    /// A DEFLATE stream (RFC 1951) of `count` zero bytes, at most 258 a code: fixed Huffman codes, one literal and then copies of it.
    static func zeros(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var current = 0
        var filled = 0
        func bit(_ value: Int) {
            current |= value << filled
            filled += 1
            if filled == 8 {
                bytes.append(UInt8(current))
                (current, filled) = (0, 0)
            }
        }
        func code(_ value: Int, _ length: Int) { for index in (0..<length).reversed() { bit(value >> index & 1) } }
        // Last block, fixed codes; literal 0 is 00110000.
        bit(1)
        bit(1)
        bit(0)
        code(0b0011_0000, 8)
        precondition(count % 258 == 1)
        // Length 258 is code 285 (11000101), distance 1 is code 0 (00000).
        for _ in 0..<(count / 258) {
            code(0b1100_0101, 8)
            code(0, 5)
        }
        code(0, 7)
        if filled > 0 { bytes.append(UInt8(current)) }
        return bytes
    }
}
