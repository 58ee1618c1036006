import Foundation
import Testing

@testable import Claims

@Suite("texts that mean harm")
struct HostileTests {
    /// A text made of one piece over and over, named by the piece alone: the whole would fill the log.
    struct Repeated: Sendable, CustomTestStringConvertible {
        let piece: String
        let times: Int
        var testDescription: String { "\(piece.unicodeScalars.map { String($0.value, radix: 16) }.joined(separator: " ")) × \(times)" }
        var text: String { String(repeating: piece, count: times) }
    }

    @Test(
        "digits without end, nested brackets, direction marks and zero bytes are read to the end", .timeLimit(.minutes(5)),
        arguments: [
            Repeated(piece: "9", times: 1_000_000), Repeated(piece: "1.", times: 20_000), Repeated(piece: "（", times: 20_000),
            Repeated(piece: "（1", times: 12_000), Repeated(piece: "\u{202E}5%\u{202C}", times: 6_000), Repeated(piece: "\0", times: 20_000),
            Repeated(piece: "|", times: 20_000), Repeated(piece: "|\n", times: 10_000), Repeated(piece: "1\t", times: 10_000),
            Repeated(piece: "1\n", times: 10_000), Repeated(piece: "计划100套，", times: 2_000), Repeated(piece: "其中1套、", times: 2_000),
            Repeated(piece: "占10%，", times: 2_000), Repeated(piece: "一二三四五六七八九十百千万亿", times: 1_600), Repeated(piece: "，", times: 20_000),
            Repeated(piece: "百分之", times: 8_000), Repeated(piece: "甲 1\n乙 2 |\n", times: 1_600), Repeated(piece: "合计1万元、", times: 300),
            Repeated(piece: "区(qū", times: 6_000), Repeated(piece: "〔2020〕", times: 4_000),
        ])
    func isReadToTheEnd(_ repeated: Repeated) {
        let text = repeated.text
        let report = ClaimReader().read(ReportText(text))
        #expect(report.text.text == text)
    }

    @Test("broken bytes never fail", arguments: 0..<40)
    func brokenBytes(seed: Int) {
        var state = UInt64(seed) &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        var bytes: [UInt8] = []
        for _ in 0..<3_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            bytes.append(UInt8(truncatingIfNeeded: state >> 33))
        }
        _ = ClaimReader().read(ReportText(TextDecoding.text(of: bytes)))
        let spliced = Array("2023年计划100套，完成".utf8) + bytes.prefix(50) + Array("95套，完成率95%。".utf8)
        _ = ClaimReader().read(ReportText(TextDecoding.text(of: spliced)))
    }

    @Test("markup in a report stays text on the page")
    func markup() {
        let report = ClaimReader().read(ReportText("<script>alert(1)</script>\"'&完成95%\u{202E}", file: "<b>.txt"))
        let html = report.html()
        #expect(!html.contains("<script") && !html.contains("<b>.txt") && !html.unicodeScalars.contains("\u{202E}"))
        #expect(html.contains("&lt;script&gt;"))
    }
}
