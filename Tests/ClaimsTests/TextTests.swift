import Foundation
import Testing

@testable import Claims

@Suite("texts of every kind")
struct TextTests {
    private static let words = "计划开工250个，实际开工240个，开工率96%。"

    private func file(_ bytes: [UInt8], _ name: String) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("claims-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appendingPathComponent(name).path
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return path
    }

    @Test("UTF-8, its mark, UTF-16 either way and GB 18030 read the same")
    func encodings() throws {
        let utf8 = Array(Self.words.utf8)
        let little = Self.words.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let big = Self.words.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        let national = try #require(Self.words.data(using: String.Encoding(rawValue: 0x8000_0632)))
        for bytes in [utf8, [0xEF, 0xBB, 0xBF] + utf8, [0xFF, 0xFE] + little, [0xFE, 0xFF] + big, little, Array(national)] {
            #expect(try ReportText(path: file(bytes, "a.txt")).text == Self.words)
        }
    }

    @Test("tags go, table cells stay apart, entities are read")
    func html() throws {
        let page =
            "<!DOCTYPE html><html><head><style>p{width:50%}</style></head><body><p>改造&nbsp;<b>30</b>个</p><table><tr><th>区</th><th>套数</th></tr><tr><td>甲</td><td>1&#48;</td></tr></table><script>var a=5</script></body></html>"
        let text = try ReportText(path: file(Array(page.utf8), "a.html")).text
        #expect(
            text.contains("改造 30个") && text.contains("区\t套数") && text.contains("甲\t10") && !text.contains("50%") && !text.contains("var"))
    }

    @Test("line breaks inside <pre> stay")
    func preformatted() throws {
        let page = "<!DOCTYPE html><html><body><pre>一、资金\n<font>到位50万元</font>\n</pre></body></html>"
        #expect(try ReportText(path: file(Array(page.utf8), "p.html")).text.contains("一、资金\n到位50万元\n"))
    }

    @Test("bytes that are no writing are refused, whatever the file is called", arguments: ["a.docx", "a.txt", "a.pdf"])
    func noise(name: String) throws {
        let bytes = (0..<4000).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 7 & 31) }
        let path = try file(bytes, name)
        do throws(ClaimError) {
            _ = try ReportText(path: path)
            Issue.record("noise was read")
        } catch { #expect(error.code == .unknownFormat) }
    }

    @Test("a missing file and an old Word file are told apart")
    func errors() throws {
        #expect(throws: ClaimError.self) { try ReportText(path: "/nowhere/a.txt") }
        let old = try file([0xD0, 0xCF, 0x11, 0xE0, 0, 0], "a.doc")
        do throws(ClaimError) {
            _ = try ReportText(path: old)
            Issue.record("an old Word file was read")
        } catch { #expect(error.code == .unknownFormat) }
    }

    @Test("a sentence over hard-wrapped lines, blank lines and a page number is one sentence")
    func wrapped() {
        let text = "2023年，住房城乡建设部下达我市保障性租赁住房年度计划\n\n为建设筹集80000套、基本建成16000套，实际建设筹集保障性租\n\n— 3 —\n\n赁住房81549套、基本建成16871套，超额完成当年的年度计划。\n"
        let passage = Passage(text)
        #expect(passage.sentences.count == 1)
        #expect(passage.mentions.map(\.numeral.measure.word) == ["套", "套", "套", "套"])
        #expect(passage.mentions.map(\.mode) == [.plan, .plan, .fact, .fact])
    }

    @Test("a table with a cell a line is put together again")
    func stream() throws {
        let cells = ["序号", "市州", "计划数", "开工数", "1", "长沙", "150", "143", "2", "株洲", "71", "44", "全省", "221", "187"]
        let passage = Passage(cells.map { $0 + " |" }.joined(separator: "\n"))
        let table = try #require(passage.tables.first)
        #expect(table.rows.map(\.count) == [4, 4, 4, 4])
        #expect(table.rows[3].map { passage.text.string($0) } == ["", "全省", "221", "187"])
    }
}
