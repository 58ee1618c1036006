import Testing

@testable import Web

@Suite("Pages are built from pieces that escape what is put into them")
struct HTMLTests {
    @Test(
        "no text can leave its place, combined marks or not",
        arguments: [
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            // A quotation mark with a combining acute is one Character and still a quotation mark to a browser (trust.md F6).
            ("x\"\u{301} onfocus=alert(1) autofocus", "x&quot;\u{301} onfocus=alert(1) autofocus"),
            ("'\u{20DD}><b", "&#39;\u{20DD}&gt;&lt;b"), ("a&b&amp;", "a&amp;b&amp;amp;"),
            ("\u{0}\u{8}\u{1F}\u{7F}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
            ("东城区\n２区", "东城区\n２区"),
        ])
    func escaping(text: String, expected: String) {
        let piece: HTML = "<p title=\"\(text)\">\(text)</p>"
        #expect(String(decoding: piece.bytes, as: UTF8.self) == "<p title=\"\(expected)\">\(expected)</p>")
    }

    @Test("a piece in a piece stands as it is; a list is one piece for each item")
    func pieces() {
        let inner: HTML = "<b>\("1<2")</b>"
        let outer: HTML = "<p>\(inner)\(inner, if: false)\(HTML([1, 2]) { "<i>\($0)</i>" })\(7)</p>"
        #expect(String(decoding: outer.bytes, as: UTF8.self) == "<p><b>1&lt;2</b><i>1</i><i>2</i>7</p>")
    }

    @Test("parts of paths are percent-encoded (RFC 3986)")
    func paths() {
        #expect(HTML.encoded("a b/ü?&=#%朝") == "a%20b%2F%C3%BC%3F%26%3D%23%25%E6%9C%9D")
        #expect(HTML.encoded("AZaz09-._~") == "AZaz09-._~")
    }
}

@Suite("Forms and queries")
struct FieldsTests {
    @Test("names repeat, plus is a space, escapes are UTF-8")
    func reading() throws {
        let fields = try Fields(encoded: Array("a=1&b=%E6%9C%9D+%E9%98%B3&a=2&c&=x".utf8))
        #expect(fields.all("a") == ["1", "2"])
        #expect(fields["b"] == "朝 阳")
        #expect(fields["c"] == "")
        #expect(fields["missing"] == nil)
    }

    @Test("broken escapes and bytes that are no UTF-8 are refused", arguments: ["a=%", "a=%4", "a=%zz", "a=%FF", "a=%C3%28"])
    func broken(text: String) {
        #expect(throws: Refusal.self) { try Fields(encoded: Array(text.utf8)) }
    }

    @Test("a query is written without some fields and with others")
    func writing() throws {
        let fields = try Fields(encoded: Array("a=1&b=2&c=3".utf8))
        #expect(fields.query(without: ["b"], with: ["c": "x y", "d": "4"]) == "a=1&c=x%20y&d=4")
    }

    @Test(
        "after signing in, only paths of our own are gone to",
        arguments: ["//evil.example", "https://evil.example", "/\\evil", "x", "", "/a b", "/\u{9}/x"])
    func next(text: String) { #expect(SignInPages.next(text) == "/") }
}
