import Foundation
import Ledgers
import Quantities
import Store
import Testing

@testable import Surveys

@Suite("the assessor's own figures and records")
struct AssessmentTests {
    @Test("a counter-figure stands beside the reported one, with the city's explanation; both stay")
    func counter() async throws {
        let city = try await City()
        let (assessor, housing) = (city.assessor, city.access(.cityHousing))
        try await city.write { connection in
            for found in [Rational(300), Rational(301)] {
                try Assessment.note(
                    connection, assessor, year: 2023, tag: "renewal.started.communities", title: "实际开工小区数", reported: 303,
                    reportedText: "303个", found: found, foundText: "\(found)个", basis: "现场核查", at: now)
            }
            try Assessment.explain(connection, housing, 1, "3个小区在核查之后开工", at: now)
        }
        await refused("L004") { try await city.write { try Assessment.explain($0, assessor, 2, "不符", at: now) } }
        await refused("Q034") { try await city.write { try Assessment.explain($0, housing, 9, "不符", at: now) } }
        await refused("L004") {
            try await city.write {
                _ = try Assessment.note(
                    $0, housing, year: 2023, tag: "t", title: "t", reported: 1, reportedText: "1", found: 1, foundText: "1", basis: "b",
                    at: now)
            }
        }
        let figures = try await city.read { try Assessment.figures($0, housing, year: 2023) }
        #expect(figures.map(\.difference) == [-3, -2])
        #expect(figures[0].relative == Rational(-1, 101))
        #expect(figures.map(\.explanations.count) == [1, 0])
        await #expect(throws: StoreError.self) { try await city.write { try $0.execute("UPDATE assessed_figures SET found = '303'") } }
    }
}

@Suite("photographs")
struct PhotographTests {
    private static func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
        [0xFF, marker, UInt8((content.count + 2) >> 8), UInt8((content.count + 2) & 255)] + content
    }

    private static let head = segment(0xE0, Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 0, 0])
    private static let table = segment(0xDB, [UInt8](repeating: 1, count: 65))
    private static let scan = segment(0xDA, [1, 1, 0, 0, 63, 0]) + [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD9]

    @Test("a JPEG keeps its picture and loses Exif, XMP, comments and what hangs behind it")
    func jpeg() throws {
        let exif = Self.segment(0xE1, Array("Exif\0\0GPS 39.9 116.4".utf8))
        let comment = Self.segment(0xFE, Array("张三的手机".utf8))
        let profile = Self.segment(0xE2, Array("ICC_PROFILE\0".utf8) + [1, 1, 9, 9])
        let second = Self.segment(0xE2, Array("MPF\0".utf8) + [1, 2])
        let original = [0xFF, 0xD8] + Self.head + exif + comment + profile + second + Self.table + Self.scan + Array("trailer".utf8)
        let photograph = try Photograph(original)
        #expect(photograph.media == .jpeg)
        #expect(photograph.bytes == [0xFF, 0xD8] + Self.head + profile + Self.table + Self.scan)
        #expect(photograph.removed == ["APP1", "COM", "APP2", "trailer"])
        #expect(try Photograph(photograph.bytes).removed == [])
    }

    @Test("a PNG loses its texts, times and Exif")
    func png() throws {
        func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
            [0, 0, 0, UInt8(content.count)] + Array(type.utf8) + content + [0, 0, 0, 0]
        }
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let (head, data, end) = (chunk("IHDR", Array(repeating: 1, count: 13)), chunk("IDAT", [1, 2, 3]), chunk("IEND", []))
        let photograph = try Photograph(signature + head + chunk("tEXt", Array("GPS".utf8)) + chunk("eXIf", [1]) + data + end)
        #expect(photograph.bytes == signature + head + data + end)
        #expect(photograph.removed == ["tEXt", "eXIf"])
    }

    @Test("what only calls itself a photograph, or is cut off, is refused")
    func refusals() {
        let whole = [0xFF, 0xD8] + Self.head + Self.table + Self.scan
        for bytes in [[], Array("<script>".utf8), Array("%PDF-1.4".utf8), Array("GIF89a".utf8), [0xFF, 0xD8, 0xFF]]
            + (3..<whole.count - 1).map { Array(whole[..<$0]) }
        {
            #expect(throws: SurveyError.self) { try Photograph(bytes) }
        }
    }
}
