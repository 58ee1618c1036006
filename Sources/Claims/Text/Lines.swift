/// A line of the plain text and what kind of line it looks like.
struct Line {
    enum Kind { case blank, prose, pageMark, pipes, cell, tabs, gaps, spaced }
    /// Without blanks at its ends.
    var range: Range<Int>
    var kind: Kind
    /// In half-width columns: a Han character counts two.
    var width: Int
    var hasIndent: Bool
}

enum Lines {
    static func read(_ text: [PlainScalar]) -> [Line] {
        var lines: [Line] = []
        var start = 0
        for index in 0...text.count where index == text.count || text[index].scalar == "\n" {
            lines.append(line(text, start..<index))
            start = index + 1
        }
        markPages(&lines, text)
        SpacedRows.mark(&lines, text)
        return lines
    }

    private static func line(_ text: [PlainScalar], _ whole: Range<Int>) -> Line {
        var low = whole.lowerBound
        var high = whole.upperBound
        while low < high, text[low].scalar.isBlank { low += 1 }
        while high > low, text[high - 1].scalar.isBlank { high -= 1 }
        var width = 0
        var pipes = 0
        var tabs = 0
        var gaps = 0
        var blanks = 0
        for index in low..<high {
            let scalar = text[index].scalar
            width += scalar.value >= 0x1100 ? 2 : 1
            if scalar == "|" { pipes += 1 }
            if scalar.isBlank {
                if scalar == "\t" { tabs += 1 }
                blanks += scalar == "\u{3000}" || scalar == "\t" ? 2 : 1
            } else {
                if blanks >= 2, scalar != "|", text[index - 1].scalar != "|" { gaps += 1 }
                blanks = 0
            }
        }
        let outer = whole.filter { ($0 < low || $0 >= high) && text[$0].scalar == "\t" }.count
        let kind: Line.Kind =
            if low == high || (high - low == 1 && text[low].scalar == "|") {
                .blank
            } else if pipes == 1, text[high - 1].scalar == "|", high - low <= 60 {
                .cell
            } else if pipes >= 2 || (pipes == 1 && width < 60) {
                .pipes
            } else if tabs >= 1 || (outer >= 1 && width <= 40 && high < whole.upperBound) {
                .tabs
            } else if gaps >= 2 || (gaps == 1 && endsWithNumber(text, low..<high)) {
                .gaps
            } else {
                .prose
            }
        return Line(
            range: kind == .tabs ? whole : low..<high, kind: kind, width: width,
            hasIndent: low > whole.lowerBound + 1 || (low > whole.lowerBound && text[whole.lowerBound].scalar.value == 0x3000))
    }

    private static func endsWithNumber(_ text: [PlainScalar], _ range: Range<Int>) -> Bool {
        guard let last = range.last else { return false }
        return text[last].scalar.isDigit || text[last].scalar == "%"
    }

    /// `— 3 —`, `- 3 -`, `第3页`, or a bare number between lines of prose.
    private static func markPages(_ lines: inout [Line], _ text: [PlainScalar]) {
        for index in lines.indices where lines[index].kind == .prose && lines[index].range.count <= 12 {
            let inside = lines[index].range.map { text[$0].scalar }.filter { !$0.isBlank }
            guard inside.contains(where: \.isDigit) else { continue }
            let bare = inside.filter { $0 != "-" && $0 != "·" }
            if inside.first == "第", inside.contains("页") {
                lines[index].kind = .pageMark
            } else if bare.allSatisfy(\.isDigit), bare.count <= 3 {
                let dashed = inside.first == "-" && inside.last == "-" && inside.count > 2
                let alone =
                    neighbour(lines, index, -1).map { $0.width > 40 } ?? false
                    || (neighbour(lines, index, 1).map { $0.width > 40 } ?? false && neighbour(lines, index, -1) == nil)
                let followed = neighbour(lines, index, 1).map { $0.width > 24 } ?? true
                if dashed || (alone && followed) { lines[index].kind = .pageMark }
            }
        }
    }

    private static func neighbour(_ lines: [Line], _ index: Int, _ step: Int) -> Line? {
        var at = index + step
        while lines.indices.contains(at), lines[at].kind == .blank { at += step }
        return lines.indices.contains(at) ? lines[at] : nil
    }
}
