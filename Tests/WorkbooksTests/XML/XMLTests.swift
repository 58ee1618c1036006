import Testing

@testable import Workbooks

@Suite("Reading and writing XML")
struct XMLTests {
    func events(_ text: String, limits: WorkbookLimits = .default) throws -> [XMLReader.Event] {
        let reader = try XMLReader(Array(text.utf8), part: "part.xml", limits: limits)
        var events: [XMLReader.Event] = []
        while let event = try reader.next() { events.append(event) }
        return events
    }

    @Test("elements come with local names, namespaces and decoded values")
    func reads() throws {
        let found = try events(
            "<?xml version=\"1.0\"?><w:p xmlns:w=\"urn:w\" w:a=\"1 &amp; &#x32;\" b='&quot;'><![CDATA[<]]>x<!-- no --><c/></w:p>")
        #expect(
            found.first
                == .start(
                    "p", namespace: "urn:w",
                    [.init(name: "a", namespace: "urn:w", value: "1 & 2"), .init(name: "b", namespace: "", value: "\"")]))
        let text = found.reduce(into: "") { if case .text(let piece) = $1 { $0 += piece } }
        #expect(text == "<x")
        #expect(found.suffix(3) == [.start("c", namespace: "", []), .end("c", namespace: ""), .end("p", namespace: "urn:w")])
    }

    @Test("a long text is whole, wherever it is cut")
    func long() throws {
        let long = String(repeating: "安居&amp;", count: 60_000)
        let text = try events("<a>\(long)</a>").reduce(into: "") { if case .text(let piece) = $1 { $0 += piece } }
        #expect(text == String(repeating: "安居&", count: 60_000))
    }

    @Test(
        "a DOCTYPE is refused whatever it holds",
        arguments: [
            "<!DOCTYPE a><a/>", "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>",
            "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>",
            "<!DOCTYPE a [<!ENTITY a0 \"ha\"><!ENTITY a1 \"&a0;&a0;&a0;&a0;\"><!ENTITY a2 \"&a1;&a1;&a1;&a1;\">]><a>&a2;</a>",
        ])
    func doctype(_ text: String) { #expect(refusal { _ = try events(text) }.code == "W301") }

    @Test(
        "an unknown entity is an error, not an empty text", arguments: ["<a>&nbsp;</a>", "<a b='&x;'/>", "<a>&#0;</a>", "<a>&#xFFFF;</a>"])
    func entities(_ text: String) { #expect(refusal { _ = try events(text) }.code == "W305") }

    @Test("64 levels are read, 65 are refused, and 50,000 too")
    func depth() throws {
        func nested(_ levels: Int) -> String { String(repeating: "<a>", count: levels) + String(repeating: "</a>", count: levels) }
        #expect(try events(nested(64)).count == 128)
        #expect(refusal { _ = try events(nested(65)) }.code == "W302")
        #expect(refusal { _ = try events(nested(50_000)) }.code == "W302")
    }

    @Test(
        "what is not well-formed is refused",
        arguments: [
            "", "<a>", "<a></b>", "<a b=1/>", "<a b='1' b='2'/>", "<a/><b/>", "text", "<x:a/>", "<a>\u{1}</a>", "<a>]]></a><", "<a",
        ])
    func malformed(_ text: String) { #expect(refusal { _ = try events(text) }.code == "W305") }

    @Test("other encodings than UTF-8 are refused")
    func encodings() throws {
        #expect(refusal { _ = try events("<?xml version='1.0' encoding='GBK'?><a/>") }.code == "W304")
        #expect(refusal { _ = try events("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>") }.code == "W304")
        #expect(try events("<?xml version='1.0' encoding='utf-8'?><a/>").count == 2)
        let wide = "<a/>".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        #expect(refusal { _ = try XMLReader([0xFF, 0xFE] + wide) }.code == "W304")
        #expect(refusal { _ = try XMLReader(wide) }.code == "W304")
        // Not UTF-8 inside.
        #expect(
            refusal {
                let reader = try XMLReader(Array("<a>".utf8) + [0xB0, 0xA1] + Array("</a>".utf8)); while try reader.next() != nil {}
            }.code == "W305")
    }

    @Test("what is written is read back, markup characters, quotes with accents and forbidden characters included")
    func writes() throws {
        var xml = XMLWriter()
        xml.start("a", ["t": "<\"\u{301}&'\t\n\r>"])
        xml.text("1 < 2 & \"\u{301} ]]> \u{0}\u{8}\u{B}\u{1F}\u{FFFE}x\r\n\ty 𠮷")
        xml.empty("b", ["c": "d"])
        xml.element("e", text: "f")
        xml.end()
        let text = String(decoding: xml.bytes, as: UTF8.self)
        #expect(
            text.utf8.starts(
                with: "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<a t=\"&lt;&quot;\u{301}&amp;'&#9;&#10;&#13;&gt;\">"
                    .utf8))
        let found = try events(text)
        #expect(found.first == .start("a", namespace: "", [.init(name: "t", namespace: "", value: "<\"\u{301}&'\t\n\r>")]))
        let content = found.reduce(into: "") { if case .text(let piece) = $1 { $0 += piece } }
        #expect(Array(content.utf8) == Array("1 < 2 & \"\u{301} ]]> x\r\n\ty 𠮷f".utf8))
    }
}
