/// Which natural keys have been seen, and in what row: eight bytes of hash and four of row for each, whatever the key's length.
///
/// The hash is 64 bits under a seed drawn for this run, so two different keys meet with a chance of under 10⁻⁶ in four million rows,
/// and nobody can prepare a file that makes them meet. Both rows are named in the finding.
struct KeyTable {
    private var hashes: [UInt64]
    private var rows: [UInt32]
    private var count = 0
    private let seed: UInt64

    init(expecting keys: Int) {
        var capacity = 1024
        while capacity * 5 < keys * 8 { capacity *= 2 }
        hashes = Array(repeating: 0, count: capacity)
        rows = Array(repeating: 0, count: capacity)
        seed = UInt64.random(in: 1...UInt64.max)
    }

    /// The row the key was first seen in, or `nil` where it is new; new keys are kept.
    mutating func firstRow(of hash: UInt64, row: Int) -> Int? {
        if count * 8 > hashes.count * 6 { grow() }
        let hash = hash == 0 ? 1 : hash
        let mask = hashes.count - 1
        var index = Int(truncatingIfNeeded: hash) & mask
        while hashes[index] != 0 {
            if hashes[index] == hash { return Int(rows[index]) }
            index = (index + 1) & mask
        }
        hashes[index] = hash
        rows[index] = UInt32(truncatingIfNeeded: row)
        count += 1
        return nil
    }

    private mutating func grow() {
        let (oldHashes, oldRows) = (hashes, rows)
        hashes = Array(repeating: 0, count: oldHashes.count * 2)
        rows = Array(repeating: 0, count: oldHashes.count * 2)
        let mask = hashes.count - 1
        for (slot, hash) in oldHashes.enumerated() where hash != 0 {
            var index = Int(truncatingIfNeeded: hash) & mask
            while hashes[index] != 0 { index = (index + 1) & mask }
            hashes[index] = hash
            rows[index] = oldRows[slot]
        }
    }

    var start: UInt64 { seed }

    /// Folds more bytes into a hash (multiply and fold by 128-bit products).
    @inline(__always)
    static func fold(_ hash: UInt64, _ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var result = mix(hash ^ UInt64(bytes.count))
        let raw = UnsafeRawBufferPointer(bytes)
        var index = 0
        while index &+ 8 <= bytes.count {
            result = mix(result ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            index &+= 8
        }
        var tail: UInt64 = 0
        while index < bytes.count {
            tail = tail << 8 | UInt64(raw[index])
            index &+= 1
        }
        return mix(result ^ tail)
    }

    @inline(__always)
    static func fold(_ hash: UInt64, _ number: Int64) -> UInt64 { mix(mix(hash) ^ UInt64(bitPattern: number)) }

    @inline(__always)
    private static func mix(_ value: UInt64) -> UInt64 {
        let product = (value ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low
    }
}
