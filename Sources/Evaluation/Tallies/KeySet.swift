import Store

/// One value of a distinct count, in 16 bytes.
///
/// | last byte | what the 15 before it hold |
/// |---|---|
/// | 0 … 15 | a text of so many bytes, itself, padded with zeros |
/// | `80` | a whole number (8 bytes, in the order of numbers) |
/// | `ff` | the first 15 bytes of the SHA-256 of a longer text, or of the token or sealed bytes of personal data |
///
/// Short texts and numbers, which household and project codes are, cannot collide at all. Two longer texts share a code with a
/// chance of 2⁻¹²⁰: among a billion households the chance that any two do is below 10⁻¹⁸, and nobody can construct a pair, since that
/// would break SHA-256 cut to 120 bits. Codes of short texts sort as the texts do, so a scan in key order comes sorted.
struct KeyCode: Hashable, Comparable, Sendable {
    let high: UInt64
    let low: UInt64

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    init(text: UnsafeBufferPointer<UInt8>, isPersonal: Bool) {
        guard text.count <= 15, !isPersonal else {
            let digest = Hasher256.hash(text)
            (high, low) = digest.withUnsafeBytes { bytes in
                (
                    UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
                    UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)) | 0xFF
                )
            }
            return
        }
        var high: UInt64 = 0
        var low: UInt64 = 0
        for (index, byte) in text.enumerated() {
            if index < 8 { high |= UInt64(byte) << UInt64(56 - 8 * index) } else { low |= UInt64(byte) << UInt64(120 - 8 * index) }
        }
        self.high = high
        self.low = low | UInt64(text.count)
    }

    init(number: Int64) {
        high = UInt64(bitPattern: number) ^ (1 << 63)
        low = 0x80
    }

    static func < (a: KeyCode, b: KeyCode) -> Bool { a.high != b.high ? a.high < b.high : a.low < b.low }
}

/// A set of keys, sorted, as tallies keep it.
struct KeySet: Hashable, Sendable {
    private(set) var keys: [KeyCode]

    init() { keys = [] }

    /// Sorts and removes doubles; already sorted keys cost one pass.
    init(collected: [KeyCode]) {
        var sorted = collected
        if !zip(collected, collected.dropFirst()).allSatisfy({ $0 < $1 }) {
            sorted.sort()
            var end = 0
            for index in sorted.indices where index == 0 || sorted[index] != sorted[end - 1] {
                sorted[end] = sorted[index]
                end += 1
            }
            sorted.removeSubrange(end...)
        }
        keys = sorted
    }

    var count: Int { keys.count }

    func contains(_ key: KeyCode) -> Bool {
        var low = 0
        var high = keys.count
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low < keys.count && keys[low] == key
    }

    /// The union, by merging pairs, so that each key is moved log₂(sets) times.
    static func union(_ sets: [KeySet]) -> KeySet {
        var round = sets
        while round.count > 1 {
            round = stride(from: 0, to: round.count, by: 2).map { index in
                index + 1 < round.count ? round[index].merged(with: round[index + 1]) : round[index]
            }
        }
        return round.first ?? KeySet()
    }

    func merged(with other: KeySet) -> KeySet {
        if keys.isEmpty { return other }
        if other.keys.isEmpty { return self }
        var result = KeySet()
        let mine = keys
        let theirs = other.keys
        result.keys = [KeyCode](unsafeUninitializedCapacity: mine.count + theirs.count) { buffer, count in
            var i = 0
            var j = 0
            while i < mine.count && j < theirs.count {
                let a = mine[i]
                let b = theirs[j]
                buffer.initializeElement(at: count, to: a < b ? a : b)
                if a <= b { i += 1 }
                if b <= a { j += 1 }
                count += 1
            }
            while i < mine.count {
                buffer.initializeElement(at: count, to: mine[i])
                i += 1
                count += 1
            }
            while j < theirs.count {
                buffer.initializeElement(at: count, to: theirs[j])
                j += 1
                count += 1
            }
        }
        return result
    }

    // MARK: - Bytes

    /// 16 bytes a key, in order.
    var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: keys.count * 16) { buffer, count in
            let raw = UnsafeMutableRawBufferPointer(buffer)
            for key in keys {
                raw.storeBytes(of: key.high.bigEndian, toByteOffset: count, as: UInt64.self)
                raw.storeBytes(of: key.low.bigEndian, toByteOffset: count + 8, as: UInt64.self)
                count += 16
            }
        }
    }

    /// `nil` where the bytes are not a sorted set of keys: the tally is then made again.
    init?(bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count % 16 == 0 else { return nil }
        let raw = UnsafeRawBufferPointer(bytes)
        keys = [KeyCode](unsafeUninitializedCapacity: bytes.count / 16) { buffer, count in
            for offset in stride(from: 0, to: bytes.count, by: 16) {
                buffer.initializeElement(
                    at: count,
                    to: KeyCode(
                        high: UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)),
                        low: UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))))
                count += 1
            }
        }
        guard zip(keys, keys.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
    }
}
