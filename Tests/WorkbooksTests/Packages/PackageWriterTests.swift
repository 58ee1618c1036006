import Foundation
import Testing

@testable import Workbooks

@Suite("Writing packages")
struct PackageWriterTests {
    static func package() -> PackageWriter {
        let writer = PackageWriter()
        writer.add("mimetype", Array("application/x".utf8), stored: true)
        writer.add("word/document.xml", Array(String(repeating: "安居工程", count: 1_000).utf8))
        writer.add("空.xml", [])
        return writer
    }

    @Test("what is written is read back, in the order it was given")
    func roundTrip() throws {
        let file = TemporaryFile()
        try Self.package().finish(path: file.path)
        let reader = try PackageReader(path: file.path)
        #expect(reader.names == ["mimetype", "word/document.xml", "空.xml"])
        #expect(try reader.read("mimetype") == Array("application/x".utf8))
        #expect(try reader.read("word/document.xml") == Array(String(repeating: "安居工程", count: 1_000).utf8))
        #expect(try reader.read("空.xml") == [])
        // Stored: the text itself stands in the file.
        #expect(file.bytes.firstRange(of: Array("mimetypeapplication/x".utf8)) != nil)
    }

    @Test("the same content gives the same bytes, in every time zone")
    func deterministic() async {
        // In a process of its own: other tests start programs, which copy the environment while this one would be changing it.
        await #expect(processExitsWith: .success) {
            let first = try PackageWriterTests.package().bytes()
            for zone in ["Asia/Shanghai", "America/Sao_Paulo", "Pacific/Kiritimati", "Etc/GMT+12", "Asia/Urumqi"] {
                setenv("TZ", zone, 1)
                tzset()
                #expect(try PackageWriterTests.package().bytes() == first)
            }
            // 1980-01-01 12:00 in the form of MS-DOS: time 0x6000, date 0x0021, after signature, version, flags and method.
            #expect(Array(first[10..<14]) == [0x00, 0x60, 0x21, 0x00])
        }
    }

    @Test("two entries of one name are refused")
    func twins() {
        let writer = PackageWriter()
        writer.add("a", [1])
        writer.add("a", [2])
        #expect(refusal { _ = try writer.bytes() }.code == "W506")
    }

    @Test("a failed write leaves what was there")
    func failedWrite() {
        #expect(refusal { try Self.package().finish(path: "/nowhere/at/all.docx") }.code == "W507")
    }
}
