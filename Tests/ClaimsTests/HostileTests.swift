import Foundation
import Testing

@testable import Claims

@Suite("texts that mean harm")
struct HostileTests {
    @Test(
        "a million digits, nested brackets, direction marks and zero bytes are read to the end",
        arguments: [
            String(repeating: "9", count: 300_000), String(repeating: "1.", count: 100_000), String(repeating: "（", count: 100_000),
            String(repeating: "（1", count: 60_000),
            String(repeating: "\u{202E}5%\u{202C}", count: 30_000), String(repeating: "\0", count: 100_000),
            String(repeating: "|", count: 100_000), String(repeating: "|\n", count: 50_000),
            String(repeating: "1\t", count: 50_000), String(repeating: "1\n", count: 50_000), String(repeating: "计划100套，", count: 10_000),
            String(repeating: "其中1套、", count: 10_000),
            String(repeating: "占10%，", count: 10_000), String(repeating: "一二三四五六七八九十百千万亿", count: 8_000),
            String(repeating: "，", count: 100_000), String(repeating: "百分之", count: 40_000),
            String(repeating: "甲 1\n乙 2 |\n", count: 8_000), String(repeating: "合计1万元、", count: 8_000),
            String(repeating: "区(qū", count: 30_000), String(repeating: "〔2020〕", count: 20_000),
        ])
    func isReadToTheEnd(_ text: String) {
        let clock = ContinuousClock()
        let start = clock.now
        let report = ClaimReader().read(ReportText(text))
        #expect(report.text.text == text)
        // Generous for a debug build on a busy machine; quadratic work would take minutes.
        #expect(clock.now - start < .seconds(60))
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
