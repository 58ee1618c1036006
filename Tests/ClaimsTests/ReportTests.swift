import Claims
import Foundation
import Quantities
import Testing

@Suite("what is handed on")
struct ReportTests {
    private let report = ClaimReader().read(ReportText("计划发放2.7万户，实际发放2.91万户，完成目标的108%。另有30户。", file: "a.txt"))

    @Test("the JSON has the keys that were promised")
    func json() throws {
        let object = try #require(try JSONSerialization.jsonObject(with: Data(report.json())) as? [String: Any])
        #expect(object["file"] as? String == "a.txt")
        let number = try #require((object["numbers"] as? [[String: Any]])?.first)
        #expect(Set(["text", "value", "unit", "start", "end", "role"]).isSubset(of: Set(number.keys)))
        let claim = try #require((object["claims"] as? [[String: Any]])?.first { $0["kind"] as? String == "rate" })
        #expect(
            Set(["kind", "start", "end", "inputs", "stated", "computed", "low", "high", "verdict", "reason"]).isSubset(of: Set(claim.keys)))
        #expect(claim["verdict"] as? String == "rounding")
        #expect((claim["stated"] as? NSNumber)?.doubleValue == 108)
        // 2.905 ÷ 2.75 and 2.915 ÷ 2.65, by hand.
        #expect(abs(((claim["low"] as? NSNumber)?.doubleValue ?? 0) - 105.636364) < 0.00001)
        #expect(abs(((claim["high"] as? NSNumber)?.doubleValue ?? 0) - 110.0) < 0.00001)
        let summary = try #require(object["summary"] as? [String: Int])
        #expect(Set(summary.keys) == ["consistent", "rounding", "inconsistent", "question", "unchecked"])
        #expect(summary["unchecked"] == 1)
    }

    @Test("the page shows the text, marks its numbers and needs no script")
    func html() {
        let html = report.html()
        #expect(html.contains("108%</a>") && html.contains("details") && !html.contains("<script"))
        #expect(report.html(language: .english).contains("within rounding"))
    }

    @Test("numbers are matched to figures by words, unit and value")
    func matches() throws {
        let paid = KnownFigure(
            id: "rental.paid", title: Text("租赁补贴发放户数", "households paid"), words: ["实际发放", "户"], value: 29_134, unit: .households,
            format: NumberFormat(scale: .wan, decimals: 2))
        let matches = report.matches(against: [paid])
        #expect(matches.first { $0.number.text == "2.91万户" }?.outcome == .found)
        #expect(matches.first { $0.number.text == "30户" }?.outcome != .found)
        let other = KnownFigure(
            id: "rental.paid", title: paid.title, words: ["实际发放", "计划发放"], value: 35_000, unit: .households, format: paid.format)
        #expect(report.matches(against: [other]).first { $0.number.text == "2.91万户" }?.outcome == .differs)
        #expect(report.matches(against: []).allSatisfy { $0.outcome == .notFound })
    }
}
