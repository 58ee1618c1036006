#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// GB 18030 to UTF-8 by the system's iconv, piece by piece.
final class GB18030Decoder {
    private let descriptor: iconv_t

    init() throws(WorkbookError) {
        guard let opened = iconv_open("UTF-8", "GB18030"), Int(bitPattern: opened) != -1 else {
            throw WorkbookError("W104", "本机缺少 GB 18030 转换表，请改用 UTF-8。", "this machine has no GB 18030 tables (iconv); use UTF-8")
        }
        descriptor = opened
    }

    deinit { iconv_close(descriptor) }

    enum Outcome {
        /// All input is used.
        case done
        /// The last bytes of the input begin a character.
        case incomplete
        case outputFull
        case flaw
    }

    /// Decodes as much as fits; says how many bytes were used and made.
    func decode(
        _ input: UnsafeMutablePointer<UInt8>, _ count: Int, into output: UnsafeMutablePointer<UInt8>, _ capacity: Int
    ) -> (used: Int, made: Int, outcome: Outcome) {
        var source: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(input).assumingMemoryBound(to: CChar.self)
        var target: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(output).assumingMemoryBound(to: CChar.self)
        var sourceLeft = count
        var targetLeft = capacity
        let result = iconv(descriptor, &source, &sourceLeft, &target, &targetLeft)
        let number = errno
        let outcome: Outcome =
            if result != -1 { .done } else {
                switch number {
                case E2BIG: .outputFull
                case EINVAL: .incomplete
                default: .flaw
                }
            }
        return (count - sourceLeft, capacity - targetLeft, outcome)
    }

    /// The first byte that is not GB 18030, if there is one.
    static func firstFlaw(in file: InputFile) throws(WorkbookError) -> Int? {
        let decoder = try GB18030Decoder()
        let size = 1 << 16
        let input = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
        let output = UnsafeMutablePointer<UInt8>.allocate(capacity: 2 * size)
        defer {
            input.deallocate()
            output.deallocate()
        }
        var offset = 0
        while true {
            let got = try file.read(into: input, count: size, at: offset)
            if got == 0 { return nil }
            let step = decoder.decode(input, got, into: output, 2 * size)
            offset += step.used
            if step.outcome == .flaw || step.outcome == .incomplete && step.used == 0 { return offset }
        }
    }
}
