import Quantities
import Testing

@testable import Workbooks

@Suite("Encodings of CSV")
struct TextEncodingTests {
    // 姓名,金额 / 张三,100 / 囧㐀𠮷,1: from the tables of GB 18030 (㐀 is 81 39 EE 39, 𠮷 is 95 34 B2 35, 囧 is 87 E5).
    static let gb: [UInt8] =
        [0xD0, 0xD5, 0xC3, 0xFB, 0x2C, 0xBD, 0xF0, 0xB6, 0xEE, 0x0D, 0x0A, 0xD5, 0xC5, 0xC8, 0xFD, 0x2C, 0x31, 0x30, 0x30, 0x0A]
        + [0x87, 0xE5, 0x81, 0x39, 0xEE, 0x39, 0x95, 0x34, 0xB2, 0x35, 0x2C, 0x31, 0x0A]

    func open(_ bytes: [UInt8]) throws -> CSVReader {
        let file = TemporaryFile(bytes)
        return try CSVReader(path: file.path)
    }

    @Test("GB 18030 is read, with characters of two and of four bytes")
    func gb18030() throws {
        let reader = try open(Self.gb)
        #expect(reader.encoding == .gb18030)
        #expect(try lines(reader) == ["1: 姓名|金额", "2: 张三|100", "3: 囧㐀𠮷|1"])
    }

    @Test("GB 18030 is read past the edges of its buffers")
    func longGB18030() throws {
        let times = 20_000
        let lines = try lines(open(Array(repeating: Self.gb, count: times).flatMap { $0 }))
        #expect(lines.count == 3 * times)
        #expect(lines.last == "\(3 * times): 囧㐀𠮷|1")
        #expect(lines[3 * 11_111 + 1] == "\(3 * 11_111 + 2): 张三|100")
    }

    @Test("a Chinese name near the end of a million bytes of ASCII decides the encoding")
    func late() throws {
        let ascii = Array(repeating: Array("abc,def\n".utf8), count: 130_000).flatMap { $0 }
        #expect(try open(ascii + Self.gb).encoding == .gb18030)
        #expect(try open(ascii + Array("张三,1\n".utf8)).encoding == .utf8)
        #expect(try open([0xEF, 0xBB, 0xBF] + ascii).encoding == .utf8BOM)
    }

    @Test("the byte order mark belongs to no cell")
    func mark() throws {
        #expect(try lines(open([0xEF, 0xBB, 0xBF] + Array("\"a\",b\n".utf8))) == ["1: a|b"])
    }

    @Test("UTF-16 is refused in words, with a mark and without")
    func utf16() {
        let text = "name,1\r\n张三,2\r\n".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        #expect(refusal { _ = try open([0xFF, 0xFE] + text) }.code == "W101")
        #expect(refusal { _ = try open(text) }.code == "W101")
        let big = "name,1\r\n张三,2\r\n".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        #expect(refusal { _ = try open(big) }.code == "W101")
    }

    @Test("NUL is refused with its line and byte")
    func nul() {
        let long = Array(repeating: Array("abc,def\r\n".utf8), count: 1_000).flatMap { $0 }
        let error = refusal { _ = try open(long + [0x61, 0x00, 0x62]) }
        #expect(error.code == "W103" && error.place?.en == "line 1001" && error.text.en.contains("byte 9002"))
        #expect(refusal { _ = try open(Self.gb + [0x61, 0x00, 0x62]) }.code == "W103")
    }

    @Test("damaged UTF-8 is not taken for GB 18030 and read as nonsense")
    func damaged() {
        var bytes = Array(String(repeating: "东城区住房保障,朝阳区公租房\n", count: 50).utf8)
        bytes[bytes.count / 2] = 0xFF
        let error = refusal { _ = try open(bytes) }
        #expect(error.code == "W102")
        #expect(error.text.en.contains("byte \(bytes.count / 2 + 1) ") || error.text.en.contains("byte \(bytes.count / 2)"))
        // Early damage, and damage by a single lost byte.
        var early = Array(String(repeating: "东城区住房保障,朝阳区公租房\n", count: 50).utf8)
        early.remove(at: 1)
        #expect(refusal { _ = try open(early) }.code == "W102")
    }

    @Test(
        "bytes that are neither are refused with the first wrong byte",
        arguments: [[0x80], [0xFF], [0xB0], [0x81, 0x39, 0xEE]] as [[UInt8]])
    func neither(_ wrong: [UInt8]) {
        let error = refusal { _ = try open(Self.gb + wrong) }
        #expect(error.code == "W102" && error.place?.en == "line 4")
    }

    @Test("the check of UTF-8 agrees with Swift's own on every short sequence")
    func utf8() {
        // All two-byte sequences, and all three- and four-byte ones over the bytes where the table turns.
        let edges: [UInt8] = [
            0x00, 0x01, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1,
            0xF3, 0xF4, 0xF5, 0xFF,
        ]
        var wrong: [[UInt8]] = []
        func compare(_ bytes: [UInt8]) {
            let expected = String(validating: bytes, as: UTF8.self) != nil && !bytes.contains(0)
            let verdict = bytes.withUnsafeBufferPointer { UTF8Scan.check($0.baseAddress!, $0.count, .text) }
            if (verdict == .good(pending: 0)) != expected { wrong.append(bytes) }
        }
        for a in UInt8.min...UInt8.max { for b in UInt8.min...UInt8.max { compare([a, b]) } }
        for a in edges {
            for b in edges {
                for c in edges {
                    compare([a, b, c])
                    for d in edges { compare([0x41, 0x41, 0x41, 0x41, 0x41, 0x41, a, b, c, d]) }
                }
            }
        }
        #expect(wrong == [])
    }
}
