import Foundation
import Ledgers
import Quantities
import Store
import Testing
import Workbooks

@testable import Reports

@Suite("The certificate on paper") struct CertificatePaperTests {
    static func entry() throws -> Entry {
        let sheet = Sheet.certificates
        let values: [String: SQLValue] = [
            "application": "SQ-001", "project": "P-1", "name": "某集体土地租赁住房项目", "source": "collective_land", "address": "朝阳区某乡某村",
            "applicant": "某公司", "operator": "某租赁公司", "area": 3_200_000, "homes": 620, "state": "issued", "applied_on": 20_230_301,
            "certificate": "BZ2023-110105-0001", "issued_on": 20_230_306, "expires_on": 20_260_306, "check_code": "ABCDE23456",
        ]
        let page = PageVersion(
            page: 1, ledger: "certificates", district: try #require(RegionCode("110105")), period: Period(year: 2023), version: 1,
            receipt: 1,
            sheet: "", entries: 1, rejected: 0, digest: Hasher256.hash([]), places: Hasher256.hash([]), filedAt: "2023-03-06T10:00:00+08:00"
        )
        return Entry(sheet: sheet, page: page, row: 2, values: sheet.columns.map { values[$0.name] ?? .null })
    }

    @Test("says number, project, operator, term and where to check, and carries the code as a picture that is part of the package")
    func says() throws {
        let png = MonochromePNG.bytes(side: 5, scale: 3) { x, y in (x + y) % 2 == 0 }
        let paper = CertificatePaper(
            try Self.entry(), authority: Text("某市住房和城乡建设委员会", "Housing Commission"), address: "https://example.org/certificates/check",
            qr: png)
        let file = NSTemporaryDirectory() + "anju-paper-\(UUID().uuidString).docx"
        defer { try? FileManager.default.removeItem(atPath: file) }
        try WordReport.write(paper.document(.chinese), to: file)
        let word = DOCXFile(path: file)
        let body = try word.part("word/document.xml")
        for words in [
            "BZ2023-110105-0001", "某集体土地租赁住房项目", "某租赁公司", "集体土地建设", "2023年3月6日至2026年3月6日", "ABCDE23456", "620套", "京建发〔2022〕155号",
            "京发改〔2022〕744号", "example.org/certificates/check", "rIdPicture1",
        ] {
            #expect(body.contains(words), "\(words)")
        }
        #expect(try word.part("word/_rels/document.xml.rels").contains("media/picture1.png"))
        #expect(try word.part("[Content_Types].xml").contains("image/png"))
        #expect(try PackageReader(path: file).read("word/media/picture1.png") == png)
    }

    @Test("a document without pictures has no picture's parts")
    func control() throws {
        #expect(!WordPackage.contentTypes(hasPictures: false).contains("png"))
        #expect(!WordPackage.documentLinks(pictures: 0).contains("media"))
    }

    // The bytes of `python3 -c "import zlib; …"`: CRC-32 of IEND and Adler-32 over the rows, computed by zlib.
    @Test("a picture has the checksums zlib computes")
    func checksums() {
        let png = MonochromePNG.bytes(side: 1, scale: 8) { _, _ in true }
        // Eight rows of a filter byte and eight black dots: sixteen bytes of zero, Adler-32 00100001.
        #expect(Array(png.suffix(12)) == [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82])
        #expect(Array(png.suffix(20).prefix(4)) == [0x00, 0x10, 0x00, 0x01])
    }
}
