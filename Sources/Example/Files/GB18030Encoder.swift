#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// UTF-8 to GB 18030, by the C library's iconv.
final class GB18030Encoder {
    private let handle: iconv_t

    init() throws(ExampleError) {
        // iconv_open answers -1 where it does not know an encoding.
        guard let handle = iconv_open("GB18030", "UTF-8"), Int(bitPattern: handle) != -1 else {
            throw ExampleError("GB18030", "this system's iconv has no GB18030")
        }
        self.handle = handle
    }

    deinit { iconv_close(handle) }

    /// - Parameter bytes: whole characters only.
    func encode(_ bytes: [UInt8]) throws(ExampleError) -> [UInt8] {
        // A character of two or three bytes in UTF-8 takes two or four in GB 18030, one of four takes four.
        var source = bytes.map { CChar(bitPattern: $0) }
        var output = [CChar](repeating: 0, count: bytes.count * 2 + 16)
        var written = 0
        let isDone = source.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                var from = source.baseAddress
                var fromLeft = source.count
                var to = target.baseAddress
                var toLeft = target.count
                let result = iconv(handle, &from, &fromLeft, &to, &toLeft)
                written = target.count - toLeft
                return Int(bitPattern: UInt(result)) != -1 && fromLeft == 0
            }
        }
        guard isDone else { throw ExampleError("GB18030", "a character has no place in GB 18030") }
        return output.prefix(written).map { UInt8(bitPattern: $0) }
    }
}
