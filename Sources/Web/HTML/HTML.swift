/// A piece of a page. Written as a literal; whatever is put into it is escaped, scalar by scalar, so a page cannot be broken by data:
///
///     let name = "<b>\"王\u{301}"
///     let cell: HTML = "<td title=\"\(name)\">\(name)</td>"       // both escaped
///     let row: HTML = "<tr>\(cell)</tr>"                          // a piece inside a piece stands as it is
///     let list = HTML(people) { "<li>\($0)</li>" }               // one piece for each
///
/// A `String` never becomes a piece by itself: only literals do, and they are the program's own. Attribute values stand in double quotes.
struct HTML: Sendable, ExpressibleByStringInterpolation {
    private(set) var bytes: [UInt8]

    init(stringLiteral value: String) { bytes = Array(value.utf8) }
    init(stringInterpolation: StringInterpolation) { bytes = stringInterpolation.bytes }

    /// Markup that another part of the house made and escaped (the report, a chart).
    init(made bytes: [UInt8]) { self.bytes = bytes }

    /// One piece for each item.
    init<Items: Sequence>(_ items: Items, _ body: (Items.Element) throws -> HTML) rethrows {
        bytes = []
        for item in items { bytes.append(contentsOf: try body(item).bytes) }
    }

    static let nothing: HTML = ""

    var isEmpty: Bool { bytes.isEmpty }

    static func += (a: inout HTML, b: HTML) { a.bytes.append(contentsOf: b.bytes) }
    static func + (a: HTML, b: HTML) -> HTML {
        var sum = a
        sum += b
        return sum
    }

    struct StringInterpolation: StringInterpolationProtocol {
        var bytes: [UInt8] = []

        init(literalCapacity: Int, interpolationCount: Int) { bytes.reserveCapacity(literalCapacity + interpolationCount * 16) }

        mutating func appendLiteral(_ literal: String) { bytes.append(contentsOf: literal.utf8) }

        mutating func appendInterpolation(_ text: String) { HTML.escape(text, into: &bytes) }
        mutating func appendInterpolation(_ text: Substring) { HTML.escape(String(text), into: &bytes) }
        mutating func appendInterpolation(_ number: some BinaryInteger) { bytes.append(contentsOf: String(number).utf8) }
        mutating func appendInterpolation(_ piece: HTML) { bytes.append(contentsOf: piece.bytes) }
        mutating func appendInterpolation(_ piece: HTML?) { if let piece { bytes.append(contentsOf: piece.bytes) } }

        /// A part of a path or a value of a query: percent-encoded.
        mutating func appendInterpolation(path text: String) { HTML.encode(text, into: &bytes) }

        /// The piece, where the condition holds.
        mutating func appendInterpolation(_ piece: @autoclosure () -> HTML, if condition: Bool) {
            if condition { bytes.append(contentsOf: piece().bytes) }
        }
    }

    /// Text and double-quoted attribute values. The five signs that mean something are ASCII, so bytes are enough: none of them is ever part
    /// of a longer scalar, and a combining mark after one does not hide it. Control characters become U+FFFD.
    static func escape(_ text: String, into bytes: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case 0x26: bytes.append(contentsOf: "&amp;".utf8)
            case 0x3C: bytes.append(contentsOf: "&lt;".utf8)
            case 0x3E: bytes.append(contentsOf: "&gt;".utf8)
            case 0x22: bytes.append(contentsOf: "&quot;".utf8)
            case 0x27: bytes.append(contentsOf: "&#39;".utf8)
            case 0x00..<0x09, 0x0B, 0x0C, 0x0E..<0x20, 0x7F: bytes.append(contentsOf: "\u{FFFD}".utf8)
            default: bytes.append(byte)
            }
        }
    }

    /// RFC 3986: letters, digits and `-._~` stand, everything else is `%XX`.
    static func encode(_ text: String, into bytes: inout [UInt8]) {
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
            default: bytes.append(contentsOf: [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]])
            }
        }
    }

    static func encoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        encode(text, into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
