import Quantities

/// Reads the text of a sentence: `{id}`, `{id:万.2}`, `{id#}`, `{id:万.2#}`, `{id@110105}`; `{{` and `}}` stand for the brackets themselves.
enum StatementParser {
    struct Fault: Error {
        let text: Text
    }

    static func pieces(_ text: String) throws(Fault) -> [StatementTemplate.Piece] {
        var pieces: [StatementTemplate.Piece] = []
        var literal: [UInt8] = []
        let bytes = Array(text.utf8)
        var index = 0
        func flush() {
            if !literal.isEmpty { pieces.append(.text(String(decoding: literal, as: UTF8.self))) }
            literal = []
        }
        while index < bytes.count {
            let byte = bytes[index]
            let isDoubled = index + 1 < bytes.count && bytes[index + 1] == byte
            switch byte {
            case UInt8(ascii: "{") where !isDoubled:
                guard let end = bytes[index...].firstIndex(of: UInt8(ascii: "}")) else {
                    throw Fault(text: Text("“{”没有对应的“}”", "a `{` without its `}`"))
                }
                flush()
                pieces.append(try figure(Array(bytes[(index + 1)..<end])))
                index = end + 1
            case UInt8(ascii: "}") where !isDoubled: throw Fault(text: Text("“}”没有对应的“{”", "a `}` without its `{`"))
            case UInt8(ascii: "{"), UInt8(ascii: "}"):
                literal.append(byte)
                index += 2
            default:
                literal.append(byte)
                index += 1
            }
        }
        flush()
        return pieces
    }

    private static func figure(_ bytes: [UInt8]) throws(Fault) -> StatementTemplate.Piece {
        var rest = bytes[...]
        let digitsOnly = rest.last == UInt8(ascii: "#")
        if digitsOnly { rest = rest.dropLast() }
        var format: NumberFormat?
        if let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
            let code = String(decoding: rest[(colon + 1)...], as: UTF8.self)
            format = NumberFormat(code)
            guard format != nil else {
                throw Fault(text: Text("“\(code)”不是数的格式，应如0、.2、万.2、亿.2", "“\(code)” is no format; write 0, .2, 万.2 or 亿.2"))
            }
            rest = rest[..<colon]
        }
        let tag = String(decoding: rest, as: UTF8.self)
        guard let reference = FigureReference(tag: tag) else {
            throw Fault(text: Text("“\(tag)”不是数名，应如rental.bonded.raised", "“\(tag)” is not a figure's name such as rental.bonded.raised"))
        }
        return .figure(reference, format: format, digitsOnly: digitsOnly)
    }
}
