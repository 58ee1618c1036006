/// A report's text made plain for reading: one form of each sign, hard-wrapped lines joined, tables found.
/// Every scalar knows the offset it came from.
struct PlainText: Sendable {
    var scalars: [Unicode.Scalar] = []
    /// `origin[i]` is the offset of `scalars[i]` in the report's text.
    var origin: [Int] = []
    var blocks: [Block] = []

    enum Block: Sendable, Hashable {
        case paragraph(Range<Int>)
        case table(Table)
    }

    /// Rows of cells; a cell is a range of the plain text and may be empty.
    struct Table: Sendable, Hashable {
        var rows: [[Range<Int>]]
        var range: Range<Int> {
            let cells = rows.joined()
            return (cells.first?.lowerBound ?? 0)..<(cells.last?.upperBound ?? 0)
        }
    }

    /// Offsets in the report's text of a range of the plain text.
    func source(_ range: Range<Int>) -> Range<Int> {
        guard range.lowerBound < scalars.count, !range.isEmpty else {
            let end = range.lowerBound < origin.count ? origin[range.lowerBound] : (origin.last.map { $0 + 1 } ?? 0)
            return end..<end
        }
        return origin[range.lowerBound]..<(origin[min(range.upperBound, scalars.count) - 1] + 1)
    }
}

/// One scalar of the text in its plain form, and where it stood.
struct PlainScalar {
    var scalar: Unicode.Scalar
    var origin: Int
}

/// First step: one form of each sign. Full-width letters and digits become ASCII, traditional characters simplified,
/// ASCII punctuation among Chinese becomes Chinese; unseen marks and reading aids of broken conversions (`區(qū)`) go.
enum PlainSigns {
    static func read(_ text: String) -> [PlainScalar] {
        var out: [PlainScalar] = []
        out.reserveCapacity(text.utf8.count / 2)
        var offset = 0
        var afterReturn = false
        for scalar in text.unicodeScalars {
            defer { offset += 1 }
            if scalar == "\n", afterReturn {
                afterReturn = false
                continue
            }
            afterReturn = scalar == "\r"
            guard !scalar.isUnseen else { continue }
            let plain = form(of: scalar)
            out.append(PlainScalar(scalar: plain, origin: offset))
            if plain == ")" || plain == "）" { dropReadingAid(&out) }
        }
        return out
    }

    private static func form(of scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0..<0x80:
            if scalar == "\r" || scalar == "\u{0C}" { return "\n" }
            return scalar
        case 0x2028, 0x2029, 0x85: return "\n"
        case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A: return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        case 0xFF05, 0xFE6A: return "%"
        case 0xFF0E, 0xFE52: return "."
        case 0xFF0F: return "/"
        case 0xFF0B: return "+"
        case 0xFF0D, 0x2010...0x2015, 0x2212, 0x2500, 0x2501, 0xFE63, 0xFE58: return "-"
        case 0xFF5E, 0x301C, 0x223C, 0x7E: return "~"
        case 0xFF5C, 0x2502, 0x2503, 0x2551, 0xFFE8: return "|"
        case 0x338E...0x33A0: return scalar
        case 0xFF65, 0x2022, 0x30FB: return "·"
        case 0xFF61: return "。"
        default: return OldForms.simplified[scalar] ?? scalar
        }
    }

    /// `區(qū)` and `務(wù)`: a short run of Latin letters, one with a tone mark, in brackets after a Han character.
    private static func dropReadingAid(_ out: inout [PlainScalar]) {
        var index = out.count - 2
        var toned = false
        while index >= 0, out.count - index < 11 {
            let scalar = out[index].scalar
            if scalar == "(" || scalar == "（" { break }
            guard scalar.isLatin || (scalar.value >= 0xC0 && scalar.value < 0x250) || (scalar.value >= 0x300 && scalar.value < 0x370) else {
                return
            }
            if scalar.value >= 0xC0 { toned = true }
            index -= 1
        }
        guard toned, index >= 1, out[index].scalar == "(" || out[index].scalar == "（", out[index - 1].scalar.isHan else { return }
        out.removeSubrange(index...)
    }
}
