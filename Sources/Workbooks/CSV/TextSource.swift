/// The bytes of a text file in UTF-8, in order, without the byte order mark.
final class TextSource {
    let encoding: TextEncoding
    private let file: InputFile
    private var offset: Int
    private let decoder: GB18030Decoder?
    private let input: UnsafeMutablePointer<UInt8>?
    private static let inputSize = 1 << 16

    init(path: String, limits: WorkbookLimits) throws(WorkbookError) {
        file = try InputFile(path: path, limits: limits)
        encoding = try TextEncoding.find(in: file)
        offset = encoding == .utf8BOM ? 3 : 0
        decoder = encoding == .gb18030 ? try GB18030Decoder() : nil
        input = encoding == .gb18030 ? .allocate(capacity: Self.inputSize) : nil
    }

    deinit { input?.deallocate() }

    /// Puts the next bytes at `memory`; 0 at the end of the file. At least 8 bytes of room are needed.
    func read(into memory: UnsafeMutablePointer<UInt8>, count: Int) throws(WorkbookError) -> Int {
        guard let decoder, let input else {
            let got = try file.read(into: memory, count: count, at: offset)
            offset += got
            return got
        }
        let got = try file.read(into: input, count: Self.inputSize, at: offset)
        if got == 0 { return 0 }
        let step = decoder.decode(input, got, into: memory, count)
        offset += step.used
        // The whole file was decoded once before; a flaw now means that somebody wrote to it in between.
        if step.made == 0 { throw WorkbookError("W010", "文件在读取中被改动。", "the file changed while it was read") }
        return step.made
    }
}
