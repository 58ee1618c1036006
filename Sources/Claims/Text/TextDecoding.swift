internal import Foundation

/// Bytes to text: UTF-8, UTF-16 with or without its mark, GB 18030. Damaged bytes become U+FFFD; nothing fails.
enum TextDecoding {
    static func text(of bytes: [UInt8]) -> String {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return String(decoding: bytes.dropFirst(3), as: UTF8.self) }
        if bytes.starts(with: [0xFF, 0xFE]) { return utf16(bytes.dropFirst(2), littleEndian: true) }
        if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes.dropFirst(2), littleEndian: false) }
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        if let order = zeroBytes(bytes) { return utf16(bytes[...], littleEndian: order == .odd) }
        let lossy = String(decoding: bytes, as: UTF8.self)
        guard let national = gb18030(bytes) else { return lossy }
        // A report with a few broken UTF-8 bytes reads as rare characters in GB 18030: keep the reading with more common ones.
        return share(of: national) >= share(of: lossy) ? national : lossy
    }

    private enum Zeros { case even, odd }

    /// ASCII digits in UTF-16 leave zero bytes on one side.
    private static func zeroBytes(_ bytes: [UInt8]) -> Zeros? {
        guard bytes.count >= 4, bytes.count % 2 == 0 else { return nil }
        var counts = [0, 0]
        for (index, byte) in bytes.prefix(4096).enumerated() where byte == 0 { counts[index & 1] += 1 }
        let half = min(bytes.count, 4096) / 2
        // 开 is U+5F00: the other side has a few zeros too.
        if counts[1] * 10 > half, counts[1] > counts[0] * 2 { return .odd }
        if counts[0] * 10 > half, counts[0] > counts[1] * 2 { return .even }
        return nil
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, littleEndian: Bool) -> String {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        var index = bytes.startIndex
        while index + 1 < bytes.endIndex {
            let (a, b) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            units.append(littleEndian ? b << 8 | a : a << 8 | b)
            index += 2
        }
        return String(decoding: units, as: UTF16.self)
    }

    private static func gb18030(_ bytes: [UInt8]) -> String? {
        // kCFStringEncodingGB_18030_2000, as Foundation numbers the encodings it has no name for.
        String(data: Data(bytes), encoding: String.Encoding(rawValue: 0x8000_0632))
    }

    /// How much of the text is common: ASCII, the basic Han block, CJK punctuation.
    private static func share(of text: String) -> Double {
        var good = 0
        var all = 0
        for scalar in text.unicodeScalars.prefix(20_000) {
            all += 1
            switch scalar.value {
            case 9, 10, 13, 32..<127, 0x3000..<0x3020, 0x4E00..<0x9FA6, 0xFF00..<0xFF66: good += 1
            default: break
            }
        }
        return all == 0 ? 0 : Double(good) / Double(all)
    }

    /// Whether this looks like writing at all (zero bytes aside, which some programs leave in texts): of its beginning, no more than a fifth is controls or what could not be read.
    static func isReadable(_ text: String) -> Bool {
        var bad = 0
        var all = 0
        for scalar in text.unicodeScalars.prefix(20_000) {
            all += 1
            switch scalar.value {
            case 1..<9, 14..<32, 127..<160, 0xFFFD, 0xE000...0xF8FF, 0xF0000...0x10FFFF: bad += 1
            default: break
            }
        }
        return all < 16 || bad * 5 <= all
    }
}
