import Foundation
import Testing

@testable import Web

@Suite("Forms with files")
struct MultipartTests {
    private func read(_ body: [UInt8], boundary: String = "b1") throws -> (fields: Fields, files: [(name: String, bytes: [UInt8])]) {
        let folder = NSTemporaryDirectory() + "anju-multipart-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data(body).write(to: URL(fileURLWithPath: folder + "/body"))
        let (fields, files) = try Multipart.read(folder + "/body", boundary: Array(boundary.utf8), into: folder)
        return (fields, try files.map { ($0.name, Array(try Data(contentsOf: URL(fileURLWithPath: $0.path)))) })
    }

    @Test("fields and files come out byte for byte, also where the content looks like a boundary")
    func reading() throws {
        let content = Array("x\r\n--b\r\n--b2\r\n".utf8) + [0, 255, 13, 10]
        let body =
            Array(
                "--b1\r\nContent-Disposition: form-data; name=\"mode\"\r\n\r\n校核\r\n--b1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"朝阳区 1.xlsx\"\r\nContent-Type: x\r\n\r\n"
                    .utf8)
            + content + Array("\r\n--b1--\r\n".utf8)
        let result = try read(body)
        #expect(result.fields["mode"] == "校核")
        #expect(result.files.map(\.name) == ["朝阳区 1.xlsx"])
        #expect(result.files[0].bytes == content)
    }

    @Test("a body cut anywhere is refused or gives only whole parts")
    func cut() throws {
        let whole = Array(
            "--b1\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b1\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\nxyz\r\n--b1--\r\n"
                .utf8)
        // The last two bytes end the line after the closing mark.
        for length in 0..<(whole.count - 2) { #expect(throws: Refusal.self) { try read(Array(whole[..<length])) } }
        #expect(try read(whole).files.count == 1)
    }

    @Test(
        "names cannot leave their folder",
        arguments: [
            ("../../etc/passwd", "passwd"), ("C:\\temp\\a.xlsx", "a.xlsx"), ("..", "upload.."), ("", "upload"),
            (".hidden", "upload.hidden"),
            ("a\u{0}b\u{202E}xslx.exe", "abxslx.exe"), ("朝阳/海淀.csv", "海淀.csv"),
        ])
    func names(given: String, safe: String) { #expect(Multipart.safeName(given) == safe) }

    @Test("a long name keeps its ending and fits a file system")
    func longName() {
        let name = Multipart.safeName(String(repeating: "朝", count: 200) + ".xlsx")
        #expect(name.utf8.count <= 120)
        #expect(name.hasSuffix(".xlsx"))
    }

    @Test(
        "the boundary is read from the content type",
        arguments: [
            ("multipart/form-data; boundary=abc", "abc"), ("multipart/form-data; charset=utf-8; boundary=\"a b\"", "a"),
            ("multipart/form-data; boundary=", nil),
            ("text/plain; boundary=abc", nil),
        ] as [(String, String?)])
    func boundary(type: String, expected: String?) { #expect(Multipart.boundary(of: type) == expected.map { Array($0.utf8) }) }
}
