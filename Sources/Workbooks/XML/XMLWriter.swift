/// Writes XML as bytes.
///
///     var xml = XMLWriter()
///     xml.start("w:p", ["w:val": "1"]); xml.text("安居"); xml.end()
///     xml.bytes
public struct XMLWriter: Sendable {
    public private(set) var bytes: [UInt8] = []
    private var open: [String] = []

    /// Begins with the XML declaration unless told otherwise.
    public init(declaration: Bool = true) {
        if declaration { raw("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n") }
    }

    /// Opens an element; attributes stand in the order given.
    public mutating func start(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) {
        begin(name, attributes)
        raw(">")
        open.append(name)
    }

    /// An element without content.
    public mutating func empty(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) {
        begin(name, attributes)
        raw("/>")
    }

    /// Closes the element opened last.
    public mutating func end() {
        guard let name = open.popLast() else { return }
        raw("</")
        raw(name)
        raw(">")
    }

    /// An element with text alone.
    public mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String) {
        start(name, attributes)
        self.text(text)
        end()
    }

    /// Text, escaped scalar by scalar. Characters XML 1.0 forbids are left out.
    public mutating func text(_ text: String) { escape(text, isAttribute: false) }

    /// Markup that is already well-formed.
    public mutating func raw(_ markup: String) { bytes.append(contentsOf: markup.utf8) }

    private mutating func begin(_ name: String, _ attributes: KeyValuePairs<String, String>) {
        raw("<")
        raw(name)
        for (key, value) in attributes {
            raw(" ")
            raw(key)
            raw("=\"")
            escape(value, isAttribute: true)
            raw("\"")
        }
    }

    private mutating func escape(_ text: String, isAttribute: Bool) {
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x26: raw("&amp;")
            case 0x3C: raw("&lt;")
            case 0x3E: raw("&gt;")
            case 0x22 where isAttribute: raw("&quot;")
            // Bare line ends and tabs in attributes are read back as spaces, and a bare CR anywhere as LF.
            case 0x0D,
                0x09 where isAttribute, 0x0A where isAttribute:
                raw("&#\(scalar.value);")
            case 0x00...0x08, 0x0B, 0x0C, 0x0E...0x1F, 0xFFFE, 0xFFFF: continue
            default: bytes.append(contentsOf: UTF8.encode(scalar)!)
            }
        }
    }
}
