/// Finds a byte eight at a time.
enum ByteSearch {
    /// The first index from `from` up to `to` that holds `byte`, or `to`.
    @inline(__always)
    static func first(_ byte: UInt8, in base: UnsafePointer<UInt8>, from: Int, to end: Int) -> Int {
        let raw = UnsafeRawPointer(base)
        let ones: UInt64 = 0x0101_0101_0101_0101
        let needle = UInt64(byte) &* ones
        var index = from
        while index &+ 8 <= end {
            let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian ^ needle
            // Bytes before the first zero byte never show here; what lies behind it may, and is not looked at.
            let zero = (word &- ones) & ~word & (ones << 7)
            if zero != 0 { return index &+ (zero.trailingZeroBitCount &>> 3) }
            index &+= 8
        }
        while index < end, base[index] != byte { index &+= 1 }
        return min(index, end)
    }
}
