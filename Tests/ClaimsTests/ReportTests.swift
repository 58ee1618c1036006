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

    @Test("every number of the page is marked once, and leads to a card that leads back")
    func links() throws {
        let html = report.html()
        for number in report.numbers where number.role == .claim {
            #expect(html.components(separatedBy: "id=\"n\(number.range.lowerBound)\"").count == 2)
        }
        for index in report.claims.indices { #expect(html.contains("id=\"c\(index)\"")) }
        let rate = try #require(report.claims.firstIndex { $0.kind == .rate })
        #expect(html.contains("href=\"#c\(rate)\"") && html.contains("href=\"#n\(report.claims[rate].stated.range.lowerBound)\""))
        #expect(html.contains("default-src 'none'") && !html.contains("http://") && !html.contains("https://"))
    }

    @Test("a district's figure is not the city's")
    func districts() {
        let text = ClaimReader().read(ReportText("全市开工120个小区。东城区开工20个小区。"))
        let district = KnownFigure(
            id: "a@110101", title: Text("开工小区数", "communities"), words: ["开工小区"], place: "东城区", value: 20, unit: .communities,
            format: .whole)
        let other = KnownFigure(
            id: "a@110102", title: Text("开工小区数", "communities"), words: ["开工小区"], place: "西城区", value: 120, unit: .communities,
            format: .whole)
        let outcomes = text.matches(against: [district, other]).map { ($0.number.text, $0.outcome) }
        #expect(outcomes.map(\.1) == [.notFound, .found])
    }

    @Test("with an evaluation, the JSON says of each number what it has")
    func against() throws {
        let paid = KnownFigure(
            id: "rental.paid", title: Text("租赁补贴实际发放户数", "households paid"), words: ["实际发放"], value: 29_134, unit: .households,
            format: NumberFormat(scale: .wan, decimals: 2))
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(report.json(matches: report.matches(against: [paid])))) as? [String: Any])
        let numbers = try #require(object["numbers"] as? [[String: Any]])
        #expect(numbers.first { $0["text"] as? String == "2.91万户" }?["against"] as? String == "found")
        #expect(numbers.first { $0["text"] as? String == "2.91万户" }?["figure"] as? String == "rental.paid")
        #expect(numbers.first { $0["text"] as? String == "30户" }?["against"] as? String == "not found")
        #expect(object["against"] as? [String: Int] == ["found": 1, "differs": 0, "not found": 3])
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
