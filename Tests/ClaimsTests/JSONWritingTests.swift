import Foundation
import Testing

@testable import Claims

@Suite("JSON written straight into bytes")
struct JSONWritingTests {
    /// Read back by Foundation's reader, which knows nothing of the writer.
    @Test(
        "any text comes back as it was",
        arguments: ["", "plain", "引“号”\"\\/", "line\nbreak\ttab\r\u{0}\u{1F}", "\u{2028}\u{1F600}e\u{301}", "</script>"], [true, false])
    func texts(text: String, breaksLines: Bool) throws {
        var json = JSONWriting(breaksLines: breaksLines)
        json.object { json in
            json.field("text", text)
            json.field("missing", nil as String?)
            json.field("number", digits: "95.28")
            json.key("list")
            json.list([text, text]) { json, item in json.object { $0.field("item", item) } }
            json.field("counts", ["b": 2, "a": 1])
        }
        let read = try #require(try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String: Any])
        #expect((read["text"] as? String)?.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
        #expect(read["missing"] == nil)
        #expect(read["number"] as? Double == 95.28)
        #expect((read["list"] as? [[String: String]])?.map { $0["item"] ?? "?" } == [text, text])
        #expect(read["counts"] as? [String: Int] == ["a": 1, "b": 2])
    }
}
