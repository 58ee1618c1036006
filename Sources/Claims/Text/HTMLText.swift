/// The words of an HTML page: tags dropped, entities read, table cells parted by tabs, blocks by line breaks.
///
/// A scanner and no parser: reports are read for their words, and a page that is not well formed still has words.
enum HTMLText {
    static func plain(_ html: String) -> String {
        let source = Array(html.unicodeScalars)
        var out = String.UnicodeScalarView()
        var index = 0
        var skipUntil: [Unicode.Scalar]?
        var cellsInRow = 0
        // Inside <pre> the line breaks of the source are the text's.
        var isPreformatted = false
        while index < source.count {
            let scalar = source[index]
            if scalar == "<" {
                if source[index...].starts(with: "<!--".unicodeScalars) {
                    index = end(of: "-->", in: source, from: index + 4)
                    continue
                }
                guard index + 1 < source.count, isTagStart(source[index + 1]) else {
                    if skipUntil == nil { out.append(scalar) }
                    index += 1
                    continue
                }
                let (name, closing, next) = tag(source, index)
                index = next
                if let wanted = skipUntil {
                    if closing, name.elementsEqual(wanted) { skipUntil = nil }
                    continue
                }
                let word = String(String.UnicodeScalarView(name))
                if !closing, ["script", "style", "template", "noscript"].contains(word) {
                    skipUntil = name
                    continue
                }
                switch word {
                case "pre":
                    isPreformatted = !closing
                    out.append("\n")
                case "td", "th":
                    if !closing {
                        if cellsInRow > 0 { out.append("\t") }
                        cellsInRow += 1
                    }
                case "tr":
                    cellsInRow = 0
                    out.append("\n")
                case "p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "section", "article", "ul", "ol", "title", "dd",
                    "dt", "caption":
                    out.append(cellsInRow > 0 ? " " : "\n")
                    if word == "table" {
                        if closing, cellsInRow > 0 { out.append("\n") }
                        cellsInRow = 0
                    }
                default: break
                }
                continue
            }
            if skipUntil != nil {
                index += 1
                continue
            }
            if scalar == "&", let (value, next) = entity(source, index) {
                out.append(value)
                index = next
            } else {
                // Line breaks of the source are spaces; breaks come from tags.
                let isBreak = scalar == "\n" || scalar == "\r" || scalar == "\t"
                if !isBreak || isPreformatted {
                    out.append(scalar)
                } else if let last = out.last, last.value < 128, last != " ", last != "\n", last != "\t" {
                    out.append(" ")
                }
                index += 1
            }
        }
        return String(out)
    }

    private static func isTagStart(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "/" || scalar == "!" || scalar == "?" || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    }

    /// The tag's name in lower case, whether it closes, and where the text goes on. A `>` inside quotes does not end a tag.
    private static func tag(_ source: [Unicode.Scalar], _ start: Int) -> (name: [Unicode.Scalar], closing: Bool, next: Int) {
        var index = start + 1
        let closing = index < source.count && source[index] == "/"
        if closing { index += 1 }
        var name: [Unicode.Scalar] = []
        while index < source.count, name.count < 20, source[index].properties.isAlphabetic || ("0"..."9").contains(source[index]) {
            name.append(Unicode.Scalar(source[index].value | (source[index].value < 91 && source[index].value > 64 ? 32 : 0)) ?? " ")
            index += 1
        }
        var quote: Unicode.Scalar?
        // A tag longer than this is a lost quote, not a tag.
        let limit = min(source.count, start + 20_000)
        while index < limit {
            let scalar = source[index]
            index += 1
            if let open = quote {
                if scalar == open { quote = nil }
            } else if scalar == "\"" || scalar == "'" {
                quote = scalar
            } else if scalar == ">" {
                break
            }
        }
        return (name, closing, index)
    }

    private static func end(of mark: String, in source: [Unicode.Scalar], from start: Int) -> Int {
        let mark = Array(mark.unicodeScalars)
        var index = start
        while index + mark.count <= source.count {
            if source[index] == mark[0], source[index..<(index + mark.count)].elementsEqual(mark) { return index + mark.count }
            index += 1
        }
        return source.count
    }

    private static let names: [String: Unicode.Scalar] = [
        "nbsp": " ", "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "ensp": " ", "emsp": " ", "thinsp": "\u{2009}",
        "mdash": "—", "ndash": "–", "ldquo": "“", "rdquo": "”", "middot": "·", "times": "×", "permil": "‰", "sup2": "²", "hellip": "…",
    ]

    private static func entity(_ source: [Unicode.Scalar], _ start: Int) -> (Unicode.Scalar, Int)? {
        var index = start + 1
        var body = ""
        while index < source.count, body.unicodeScalars.count < 10, source[index] != ";" {
            guard source[index].isASCII, source[index] != " ", source[index] != "<" else { return nil }
            body.unicodeScalars.append(source[index])
            index += 1
        }
        guard index < source.count, source[index] == ";" else { return nil }
        if let known = names[body] { return (known, index + 1) }
        let digits = body.utf8.dropFirst()
        guard body.utf8.first == UInt8(ascii: "#") else { return nil }
        let isHex = digits.first == UInt8(ascii: "x") || digits.first == UInt8(ascii: "X")
        let value = UInt32(String(decoding: isHex ? digits.dropFirst() : digits, as: UTF8.self), radix: isHex ? 16 : 10)
        return value.flatMap(Unicode.Scalar.init).map { ($0, index + 1) }
    }
}
