import Quantities
import Testing

@testable import Workbooks

@Suite("Reading CSV")
struct CSVReaderTests {
    func read(_ text: String, limits: WorkbookLimits = .default) throws -> [String] {
        try read(Array(text.utf8), limits: limits)
    }

    func read(_ bytes: [UInt8], limits: WorkbookLimits = .default) throws -> [String] {
        let file = TemporaryFile(bytes)
        return try lines(CSVReader(path: file.path, limits: limits))
    }

    @Test("fields are what RFC 4180 says they are")
    func fields() throws {
        #expect(try read("a,b,c\n1,2,3\n") == ["1: a|b|c", "2: 1|2|3"])
        #expect(try read("\"a\",\"b,b\",\"c\nd\"\n") == ["1: a|b,b|c\nd"])
        #expect(try read("\"he said \"\"no\"\"\",x\n") == ["1: he said \"no\"|x"])
        #expect(try read("\"\"\"\",\"\"\"\"\"\",z") == ["1: \"|\"\"|z"])
        #expect(try read("a,,\n,,\n") == ["1: a||", "2: ||"])
        #expect(try read("a, b ,\tc\n") == ["1: a| b |\tc"])
        #expect(try read("5\" pipe,6\"\n") == ["1: 5\" pipe|6\""])
        #expect(try read("\"\"\n") == ["1: "])
    }

    @Test("all three line ends count as one, blank lines are skipped but counted", arguments: ["\n", "\r\n", "\r"])
    func lineEnds(_ end: String) throws {
        #expect(try read("a,b\(end)\(end)c,d\(end)\(end)\(end)e,f") == ["1: a|b", "3: c|d", "6: e|f"])
        #expect(try read("\"a\",\"b\"\(end)\"c\",\"d\"") == ["1: a|b", "2: c|d"])
        #expect(try read("a,b\(end)c,d\(end)") == ["1: a|b", "2: c|d"])
    }

    @Test("a row number is the one a spreadsheet program shows, whatever line breaks its cells hold")
    func numbering() throws {
        #expect(try read("\"a\nb\nc\",1\nd,2\n") == ["1: a\nb\nc|1", "2: d|2"])
    }

    @Test("the delimiter is found")
    func delimiters() throws {
        #expect(try read("a;b;c\n1,5;2;3\n") == ["1: a|b|c", "2: 1,5|2|3"])
        #expect(try read("a\tb\n1,5\t2\n1,6\t2\n") == ["1: a|b", "2: 1,5|2", "3: 1,6|2"])
        #expect(try read("title\na,b\nc,d\n") == ["1: title", "2: a|b", "3: c|d"])
        #expect(try read("\"x;y;z\",b\n\"p;q;r\",d\n") == ["1: x;y;z|b", "2: p;q;r|d"])
        #expect(try read("one\ntwo\n") == ["1: one", "2: two"])
    }

    @Test("spans say where each field lies")
    func spans() throws {
        let file = TemporaryFile("ab,,\"c\"\"d\"\n")
        let reader = try CSVReader(path: file.path)
        var row = RowBuffer()
        #expect(try reader.read(into: &row))
        #expect(row.cells.map(\.column) == [0, 1, 2])
        #expect(row.cells.map(\.kind) == [.text, .empty, .text])
        #expect(row.text(column: 2) == "c\"d")
        #expect(row.text(column: 1) == "" && row.text(column: 9) == "")
        #expect(row.cells.allSatisfy { !$0.isFormula })
        #expect(try !reader.read(into: &row) && !reader.read(into: &row))
    }

    @Test("every way of cutting a file into chunks gives the same rows")
    func chunks() throws {
        // Records of every length from 1 to 700 around the 256 KiB edge of the buffer, quoted and not, with CR LF.
        var text: [UInt8] = []
        var expected: [String] = []
        var row = 0
        while text.count < 900_000 {
            row += 1
            let length = row % 700 + 1
            let plain = String(repeating: "房", count: length / 3) + String(repeating: "x", count: length % 3)
            let quoted = row % 5 == 0 ? "\"a\"\"\(plain)\r\n\"" : plain
            text += Array("\(row),\(quoted),\(row * 7)\r\n".utf8)
            expected.append("\(row): \(row)|" + (row % 5 == 0 ? "a\"\(plain)\r\n" : plain) + "|\(row * 7)")
        }
        #expect(try read(text) == expected)
        #expect(try read([0xEF, 0xBB, 0xBF] + text) == expected)
    }

    @Test("an unclosed quote is refused with the row it opened in")
    func unclosed() {
        let error = refusal { _ = try read("a,b\nc,d\ne,\"f\ng,h\n") }
        #expect(error.code == "W106")
        #expect(error.place?.en == "row 3")
    }

    @Test("text after a closing quote is refused")
    func trailing() {
        let error = refusal { _ = try read("a,b\n\"c\" d,e\n") }
        #expect(error.code == "W107" && error.place?.zh == "第2行")
    }

    @Test("a cell of ten megabytes is refused with its row, quoted or not")
    func longCell() {
        let long = String(repeating: "a", count: 10 << 20)
        for text in ["a,b\nc,\(long)\n", "a,b\nc,\"\(long)\"\n", "a,b\nc,\(long)", "a,b\nc,\"\(long)"] {
            let error = refusal { _ = try read(text) }
            #expect(error.code == "W109" && error.place?.en == "row 2")
        }
    }

    @Test("a cell of exactly one mebibyte is read")
    func longestCell() throws {
        let long = String(repeating: "a", count: 1 << 20)
        #expect(try read("x,\(long)\ny,\"\(long)\"\n") == ["1: x|\(long)", "2: y|\(long)"])
    }

    @Test("1,024 columns are read, one more is refused")
    func columns() throws {
        let most = Array(repeating: "1", count: 1_024).joined(separator: ",")
        #expect(try read(most + "\n").count == 1)
        for text in [most + ",1\n", most + ",\n", most + ",1", most + ",\"1\"\n"] {
            #expect(refusal { _ = try read("a\n" + text) }.code == "W108")
        }
    }

    @Test("a row of many long cells is refused before it fills the memory")
    func longRow() {
        let cell = String(repeating: "a", count: 1 << 20)
        let error = refusal { _ = try read(Array(repeating: cell, count: 40).joined(separator: ",")) }
        #expect(error.code == "W105")
    }

    @Test("what other readers of bytes see as one character is still two here")
    func graphemes() throws {
        // CR LF, delimiter + combining acute, quote + combining acute, next line, line separator: only bytes count.
        #expect(try read("a,\u{301}b\r\nc\u{2028}d,e\u{85}f\r\n") == ["1: a|\u{301}b", "2: c\u{2028}d|e\u{85}f"])
        #expect(refusal { _ = try read("\"a\"\u{301},b\n") }.code == "W107")
    }
}
