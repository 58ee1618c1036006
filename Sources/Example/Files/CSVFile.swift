import Workbooks

/// A CSV file written row by row, in one of the encodings that offices send.
final class CSVFile {
    enum Encoding {
        case utf8
        case utf8BOM
        case gb18030
    }

    private let output: ByteFile
    private let converter: GB18030Encoder?
    private var chunk: CSVWriter

    init(path: String, _ encoding: Encoding) throws(ExampleError) {
        output = try ByteFile(path: path)
        converter = encoding == .gb18030 ? try GB18030Encoder() : nil
        chunk = CSVWriter(byteOrderMark: encoding == .utf8BOM)
    }

    func write(_ fields: [String]) throws(ExampleError) {
        chunk.write(fields)
        if chunk.bytes.count >= 1 << 18 { try flush() }
    }

    func close() throws(ExampleError) {
        try flush()
        try output.close()
    }

    private func flush() throws(ExampleError) {
        let bytes = chunk.drain()
        try output.write(try converter?.encode(bytes) ?? bytes)
    }
}
