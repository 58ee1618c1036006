#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Text as banks and older office programs take it.
public enum GB18030 {
    /// UTF-8 as GB 18030, by the C library's iconv.
    ///
    /// - Parameter text: whole characters in UTF-8, without a byte order mark.
    /// - Throws: `W104` where this system cannot; `W110` where a character has no place in it.
    public static func encode(_ text: [UInt8]) throws(WorkbookError) -> [UInt8] {
        // iconv_open answers -1 where it does not know an encoding.
        guard let handle = iconv_open("GB18030", "UTF-8"), Int(bitPattern: handle) != -1 else {
            throw WorkbookError("W104", "本机不能转换为 GB 18030 编码。", "this system's iconv has no GB18030")
        }
        defer { iconv_close(handle) }
        // A character of two or three bytes in UTF-8 takes two or four in GB 18030, one of four takes four.
        var source = text.map { CChar(bitPattern: $0) }
        var output = [CChar](repeating: 0, count: text.count * 2 + 16)
        var written = 0
        let isDone = source.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                var (from, fromLeft) = (source.baseAddress, source.count)
                var (to, toLeft) = (target.baseAddress, target.count)
                let result = iconv(handle, &from, &fromLeft, &to, &toLeft)
                written = target.count - toLeft
                return Int(bitPattern: UInt(result)) != -1 && fromLeft == 0
            }
        }
        guard isDone else { throw WorkbookError("W110", "有的字符不能用 GB 18030 表示。", "a character has no place in GB 18030") }
        return output.prefix(written).map { UInt8(bitPattern: $0) }
    }
}
