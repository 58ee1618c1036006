/// Small questions about scalars, so that no parser asks a `Character`.
extension Unicode.Scalar {
    var isDigit: Bool { value >= 48 && value <= 57 }
    var isLatin: Bool { (value | 32) >= 97 && (value | 32) <= 122 }
    var isHan: Bool { (value >= 0x4E00 && value <= 0x9FFF) || value == 0x3007 || (value >= 0x3400 && value <= 0x4DBF) || value >= 0x20000 }
    var isBlank: Bool {
        switch value {
        case 9, 32, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }
    /// Marks that are not seen: controls, zero-width and direction marks.
    var isUnseen: Bool {
        switch value {
        case 0...8, 0xB, 0xE...0x1F, 0x7F...0x84, 0x86...0x9F, 0xAD, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F,
            0xFE00...0xFE0F, 0xFEFF, 0xFFF9...0xFFFB:
            true
        default: false
        }
    }
}

/// A word of the lexicon, ready for comparison.
typealias Word = [Unicode.Scalar]

func word(_ text: String) -> Word { Array(text.unicodeScalars) }

extension String {
    /// Encoded by hand: appending to a scalar view costs ten times as much.
    init(scalars: some Sequence<Unicode.Scalar>) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(scalars.underestimatedCount * 3)
        for scalar in scalars {
            let value = scalar.value
            switch value {
            case 0..<0x80: bytes.append(UInt8(value))
            case 0x80..<0x800:
                bytes.append(UInt8(0xC0 | value >> 6))
                bytes.append(UInt8(0x80 | value & 0x3F))
            case 0x800..<0x10000:
                bytes.append(UInt8(0xE0 | value >> 12))
                bytes.append(UInt8(0x80 | value >> 6 & 0x3F))
                bytes.append(UInt8(0x80 | value & 0x3F))
            default:
                bytes.append(UInt8(0xF0 | value >> 18))
                bytes.append(UInt8(0x80 | value >> 12 & 0x3F))
                bytes.append(UInt8(0x80 | value >> 6 & 0x3F))
                bytes.append(UInt8(0x80 | value & 0x3F))
            }
        }
        self.init(decoding: bytes, as: UTF8.self)
    }
}

extension Array where Element == Unicode.Scalar {
    func has(_ word: Word, at index: Int) -> Bool {
        guard index >= 0, index + word.count <= count else { return false }
        for offset in 0..<word.count where self[index + offset] != word[offset] { return false }
        return true
    }

    func first(_ word: Word, in range: Range<Int>) -> Int? {
        guard let head = word.first, range.count >= word.count else { return nil }
        for index in range.lowerBound...(range.upperBound - word.count) where self[index] == head && has(word, at: index) { return index }
        return nil
    }

    func last(_ word: Word, in range: Range<Int>) -> Int? {
        guard let head = word.first, range.count >= word.count else { return nil }
        for index in stride(from: range.upperBound - word.count, through: range.lowerBound, by: -1)
        where self[index] == head && has(word, at: index) { return index }
        return nil
    }

    func contains(_ word: Word, in range: Range<Int>) -> Bool { first(word, in: range) != nil }
    func containsAny(_ words: [Word], in range: Range<Int>) -> Bool { words.contains { first($0, in: range) != nil } }
    func ends(with words: [Word], in range: Range<Int>) -> Bool {
        words.contains { $0.count <= range.count && has($0, at: range.upperBound - $0.count) }
    }
    func starts(with words: [Word], in range: Range<Int>) -> Bool {
        words.contains { $0.count <= range.count && has($0, at: range.lowerBound) }
    }
    func string(_ range: Range<Int>) -> String { String(scalars: self[range]) }
}

extension Array {
    /// The first index whose element holds, in an array that is parted so.
    func partition(_ holds: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
