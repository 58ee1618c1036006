import Testing

@testable import Workbooks

@Suite("Telling files apart")
struct WorkbookFormatTests {
    func detect(_ bytes: [UInt8]) throws -> WorkbookFormat {
        try WorkbookFormat.detect(path: TemporaryFile(bytes, name: "named.xlsx").path)
    }

    func code(_ bytes: [UInt8]) -> String { refusal { _ = try detect(bytes) }.code }

    @Test("a file is what its bytes say, whatever its name")
    func formats() throws {
        #expect(try detect(Array("a,b\n".utf8)) == .csv)
        #expect(try detect([0xEF, 0xBB, 0xBF] + Array("姓名\n".utf8)) == .csv)
        #expect(try detect(TextEncodingTests.gb) == .csv)
        #expect(try WorkbookFormat.detect(path: fixture("openpyxl.xlsx")) == .xlsx)
        #expect(try WorkbookFormat.detect(path: fixture("libreoffice.xlsx")) == .xlsx)
    }

    @Test("what is neither CSV nor XLSX is called by its name")
    func others() {
        #expect(code([]) == "W002")
        #expect(refusal { _ = try WorkbookFormat.detect(path: "/") }.code == "W003")
        #expect(refusal { _ = try WorkbookFormat.detect(path: "/dev/null") }.code == "W003")
        #expect(refusal { _ = try WorkbookFormat.detect(path: "/nowhere/at/all") }.code == "W001")
        let old: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        #expect(code(old + [UInt8](repeating: 0, count: 2_000)) == "W004")
        #expect(code(old + [UInt8](repeating: 0, count: 1_000) + "EncryptedPackage".utf16.flatMap { [UInt8($0 & 255), 0] }) == "W005")
        for text in [
            "%PDF-1.7 ", "Rar!\u{1A}", "{\\rtf1", "<html>", "\u{FEFF}  <!DOCTYPE html>", "<?xml version=\"1.0\"?><Workbook/>", "<TABLE>",
            "GIF89a",
        ] {
            #expect(code(Array(text.utf8)) == "W007", "\(text)")
        }
        #expect(code([0x89, 0x50, 0x4E, 0x47]) == "W007")
        #expect(code([UInt8](repeating: 0x02, count: 100)) == "W008")
        #expect(code(RawPackage(["a.txt": "x"]).bytes) == "W007")
        #expect(code(RawPackage(["content.xml": "x"]).bytes) == "W007")
        #expect(refusal { _ = try WorkbookFormat.detect(path: fixture("python-docx.docx")) }.code == "W007")
    }

    @Test("a file over the limit is refused before it is read")
    func size() {
        let file = TemporaryFile([UInt8](repeating: 0x61, count: 1_001))
        #expect(refusal { _ = try CSVReader(path: file.path, limits: WorkbookLimits(fileBytes: 1_000)) }.code == "W009")
        #expect(throws: Never.self) { try CSVReader(path: file.path, limits: WorkbookLimits(fileBytes: 1_001)) }
    }
}
