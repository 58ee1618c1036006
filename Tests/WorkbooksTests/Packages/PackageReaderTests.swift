import Quantities
import Testing

@testable import Workbooks

@Suite("Packages that lie")
struct PackageReaderTests {
    func open(_ package: RawPackage, limits: WorkbookLimits = .default) throws -> PackageReader {
        let file = TemporaryFile(package.bytes)
        return try PackageReader(path: file.path, limits: limits)
    }

    @Test("a package is read, its names compared without case")
    func reads() throws {
        let package = try open(RawPackage(["[Content_Types].xml": "<a/>", "xl/Sheet1.xml": "表"]))
        #expect(package.names == ["[Content_Types].xml", "xl/Sheet1.xml"])
        #expect(try package.read("XL/sheet1.XML") == Array("表".utf8))
        #expect(package.size(of: "xl/sheet1.xml") == 3)
        #expect(!package.contains("xl"))
        #expect(refusal { _ = try package.read("xl/other.xml") }.code == "W209")
    }

    @Test(
        "names that lead out of the package are refused",
        arguments: ["../evil", "a/../b", "/etc/passwd", "a\\b", "C:x", "", "a/./b", "a\u{1}"])
    func badName(_ name: String) {
        #expect(refusal { _ = try open(RawPackage([name: "x"])) }.code == "W205")
    }

    @Test("a name that is not UTF-8 is refused")
    func nameBytes() {
        var package = RawPackage(["a": "x"])
        package.entries[0].name = [0x61, 0xFF]
        #expect(refusal { _ = try open(package) }.code == "W205")
    }

    @Test("names that differ only in case are refused", arguments: ["a.xml", "A.XML", "a.XmL"])
    func twins(_ twin: String) {
        #expect(refusal { _ = try open(RawPackage(["a.xml": "x", twin: "y"])) }.code == "W206")
    }

    @Test("more than 2,000 entries are refused, 2,000 are not")
    func entries() throws {
        var package = RawPackage()
        for index in 0..<2_000 { package.add("e\(index)", [1]) }
        #expect(try open(package).names.count == 2_000)
        package.add("one more", [1])
        #expect(refusal { _ = try open(package) }.code == "W202")
    }

    @Test("entries that lie over each other are refused")
    func overlap() {
        var package = RawPackage(["a": String(repeating: "x", count: 500), "b": "y", "c": "z"])
        package.entries[2].offset = 0
        package.entries[2].localName = nil
        #expect(["W201", "W208"].contains(refusal { _ = try open(package) }.code))
        // Two entries share one body, as in Fifield's bomb: b's header is quoted inside a's data.
        var quoted = RawPackage()
        let inner = RawPackage(["b": "payload"]).bytes
        let local = Array(inner.prefix(31 + 7))
        quoted.add("a", local)
        quoted.entries.append(
            RawPackage.Entry(
                name: Array("b".utf8), content: [], unpacked: 7, crc: RawPackage.crc(Array("payload".utf8)), offset: 31, packed: 7))
        let error = refusal { _ = try open(quoted) }
        #expect(error.code == "W208")
    }

    @Test("a bomb is refused by its ratio before it is unpacked")
    func bomb() {
        let size = 258 * 40_000 + 1
        var package = RawPackage()
        package.entries = [RawPackage.Entry(name: Array("bomb".utf8), content: RawPackage.zeros(size), unpacked: size, crc: 0, method: 8)]
        #expect(refusal { _ = try open(package) }.code == "W204")
    }

    @Test("the limit on all entries together holds before anything is unpacked")
    func total() {
        var package = RawPackage()
        for index in 0..<5 {
            package.entries.append(RawPackage.Entry(name: Array("e\(index)".utf8), content: [3, 0], unpacked: 900_000, method: 8))
        }
        #expect(refusal { _ = try open(package, limits: WorkbookLimits(unpackedBytes: 4_000_000)) }.code == "W203")
    }

    @Test("an entry that unpacks to more or less than it claims is refused")
    func lies() throws {
        let size = 258 * 100 + 1
        let zeros = [UInt8](repeating: 0, count: size)
        func package(_ claimed: Int) -> RawPackage {
            var package = RawPackage()
            package.entries = [
                RawPackage.Entry(name: [0x61], content: RawPackage.zeros(size), unpacked: claimed, crc: RawPackage.crc(zeros), method: 8)
            ]
            return package
        }
        #expect(try open(package(size)).read("a") == zeros)
        #expect(["W201", "W211"].contains(refusal { _ = try open(package(size - 1)).read("a") }.code))
        #expect(["W201", "W211"].contains(refusal { _ = try open(package(size + 1)).read("a") }.code))
        #expect(["W201", "W211"].contains(refusal { _ = try open(package(10)).read("a") }.code))
    }

    @Test("damaged content is found by its checksum")
    func checksum() {
        var package = RawPackage(["a": "content"])
        package.entries[0].crc = 1
        #expect(refusal { _ = try open(package).read("a") }.code == "W201")
    }

    @Test("encrypted entries and unknown methods are refused")
    func encrypted() {
        var package = RawPackage(["a": "content"])
        package.entries[0].flags = 1
        #expect(refusal { _ = try open(package) }.code == "W207")
        package.entries[0].flags = 0
        package.entries[0].method = 12
        #expect(refusal { _ = try open(package) }.code == "W212")
    }

    @Test("headers that contradict each other are refused")
    func contradiction() {
        var package = RawPackage(["a": "content", "b": "more"])
        package.entries[1].localName = Array("c".utf8)
        #expect(refusal { _ = try open(package) }.code == "W201")
        package.entries[1].localName = nil
        package.count = 1
        #expect(refusal { _ = try open(package) }.code == "W201")
        package.count = 3
        #expect(refusal { _ = try open(package) }.code == "W201")
    }

    @Test("a file cut off anywhere is refused, and never crashes")
    func cut() {
        let whole = RawPackage(["a": "content", "b": "more content"]).bytes
        for length in 1..<whole.count {
            #expect(refusal { _ = try PackageReader(path: TemporaryFile(Array(whole.prefix(length))).path) }.code == "W201")
        }
    }

    @Test("a changed byte anywhere is refused, harmless, or found on reading; never a crash")
    func flipped() throws {
        let whole = RawPackage(["a": "content", "b": "more content"]).bytes
        for index in whole.indices {
            var bytes = whole
            bytes[index] ^= 0xFF
            let file = TemporaryFile(bytes)
            guard let package = try? PackageReader(path: file.path) else { continue }
            for name in package.names {
                let content = try? package.read(name)
                if let content { #expect([Array("content".utf8), Array("more content".utf8)].contains(content)) }
            }
        }
    }

    @Test("what hides in a comment does not count")
    func comment() throws {
        var package = RawPackage(["a": "content"])
        package.comment = Array("made by hand".utf8)
        #expect(try open(package).names == ["a"])
        let file = TemporaryFile(package.bytes + [0])
        #expect(refusal { _ = try PackageReader(path: file.path) }.code == "W201")
    }
}
