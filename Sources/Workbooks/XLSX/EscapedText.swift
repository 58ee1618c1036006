/// Texts of XLSX parts may hold `_x000D_` for characters XML has no place for (ISO/IEC 29500-1, 22.9.2.19, ST_Xstring).
enum EscapedText {
    /// Decodes in place from `start` to the end of the arena. `_x0000_` and lone surrogates stay as they are written; `_x005F_` is `_`.
    static func decode(_ arena: inout ByteArena, from start: Int) {
        let base = arena.base
        let end = arena.count
        var index = ByteSearch.first(0x5F, in: base, from: start, to: end)
        if end - index < 7 { return }
        var target = index
        while index < end {
            if base[index] == 0x5F, let unit = unit(base, index, end) {
                var scalar = Unicode.Scalar(unit)
                var used = 7
                if unit & 0xFC00 == 0xD800, let low = self.unit(base, index + 7, end), low & 0xFC00 == 0xDC00 {
                    scalar = Unicode.Scalar(0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF)
                    used = 14
                }
                if let scalar, scalar.value != 0, let bytes = UTF8.encode(scalar) {
                    for byte in bytes {
                        base[target] = byte
                        target += 1
                    }
                    index += used
                    continue
                }
            }
            base[target] = base[index]
            target += 1
            index += 1
        }
        arena.count = target
    }

    /// The number in `_xHHHH_` at `at`.
    private static func unit(_ base: UnsafePointer<UInt8>, _ at: Int, _ end: Int) -> UInt32? {
        guard at + 7 <= end, base[at] == 0x5F, base[at + 1] | 0x20 == 0x78, base[at + 6] == 0x5F else { return nil }
        var value: UInt32 = 0
        for index in (at + 2)..<(at + 6) {
            switch base[index] {
            case 0x30...0x39: value = value << 4 | UInt32(base[index] - 0x30)
            case 0x41...0x46: value = value << 4 | UInt32(base[index] - 0x37)
            case 0x61...0x66: value = value << 4 | UInt32(base[index] - 0x57)
            default: return nil
            }
        }
        return value
    }
}
