/// Second step: lines to paragraphs and tables.
///
/// A line that fills the page's width and does not end a sentence goes on in the next one, past blank lines and page marks.
/// Lines of cells make tables; a table whose every cell has a line of its own is put together from its header.
struct Layout {
    let text: [PlainScalar]
    let lines: [Line]
    private let pageWidth: Int
    var plain = PlainText()
    /// No bare cells begin before this line: the run of short lines was looked at.
    var lookedAtCells = 0

    static func plain(_ report: String) -> PlainText {
        let text = PlainSigns.read(report)
        var layout = Layout(text: text, lines: Lines.read(text))
        layout.build()
        return layout.plain
    }

    private init(text: [PlainScalar], lines: [Line]) {
        self.text = text
        self.lines = lines
        let widths = lines.filter { $0.kind == .prose && $0.width > 8 }.map(\.width).sorted()
        pageWidth = widths.isEmpty ? 0 : widths[min(widths.count - 1, widths.count * 17 / 20)]
        plain.scalars.reserveCapacity(text.count)
        plain.origin.reserveCapacity(text.count)
    }

    private mutating func build() {
        var index = 0
        while index < lines.count {
            switch lines[index].kind {
            case .blank, .pageMark: index += 1
            case .pipes, .tabs, .gaps, .spaced: index = rows(from: index)
            case .cell: index = cellLines(from: index, marked: true)
            case .prose:
                if let after = bareCells(from: index) {
                    index = after
                } else {
                    index = paragraph(from: index)
                }
            }
        }
    }

    // MARK: - Paragraphs

    private mutating func paragraph(from start: Int) -> Int {
        let begin = plain.scalars.count
        var index = start
        append(prose: lines[start].range)
        while let next = continuation(of: index) {
            append(prose: lines[next].range)
            index = next
        }
        if plain.scalars.count > begin {
            plain.blocks.append(.paragraph(begin..<plain.scalars.count))
            appendBreak("\n", at: lines[index].range.upperBound)
        }
        return index + 1
    }

    /// The line in which the sentence of line `index` goes on.
    private func continuation(of index: Int) -> Int? {
        var next = index + 1
        var sawPage = false
        while next < lines.count, lines[next].kind == .blank || lines[next].kind == .pageMark {
            sawPage = sawPage || lines[next].kind == .pageMark
            next += 1
        }
        // A loose line of prose with a wide gap is still prose when it continues a sentence.
        guard next < lines.count, lines[next].kind == .prose, next - index < 12, let last = lines[index].range.last else { return nil }
        let end = text[last].scalar
        let head = text[lines[next].range.lowerBound].scalar
        if "，。、；）》”％%".unicodeScalars.contains(head) { return next }
        if "，、,（(《“〔﹝［【[".unicodeScalars.contains(end) { return next }
        // A number and its unit, a document's number and its year.
        if end.isDigit, "万亿元户套个平栋人号".unicodeScalars.contains(head) { return next }
        if "〕﹞］】".unicodeScalars.contains(end), head.isDigit { return next }
        if Headings.starts(text, lines[next].range) { return nil }
        if "。！？".unicodeScalars.contains(end) { return nil }
        let wrapped = pageWidth >= 24 && pageWidth <= 130 && lines[index].width * 10 >= pageWidth * 8
        if wrapped, "；;：:".unicodeScalars.contains(end) { return lines[index].width * 20 >= pageWidth * 19 ? next : nil }
        return wrapped ? next : nil
    }

    /// Copies a stretch of prose: blanks go, thousands separators go, ASCII punctuation among Chinese becomes Chinese.
    mutating func append(prose range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            let item = text[index]
            let before = plain.scalars.last
            let after = index + 1 < range.upperBound ? text[index + 1].scalar : nil
            if item.scalar.isBlank {
                var end = index
                while end < range.upperBound, text[end].scalar.isBlank { end += 1 }
                if let before, end < range.upperBound {
                    let next = text[end].scalar
                    let joins = before.isDigit && next.isDigit && groupsOfThree(from: end, range, single: end - index == 1)
                    if !joins, before.isASCII, next.isASCII, before.isDigit || before.isLatin || before == "%", next.isDigit || next.isLatin
                    {
                        put(" ", item.origin)
                    }
                }
                index = end
                continue
            }
            switch item.scalar {
            case ",", "，":
                if let before, before.isDigit, item.scalar == "," || after?.isDigit == true,
                    groupsOfThree(from: index + 1, range, single: true)
                {
                    break
                }
                put("，", item.origin)
            case ";": put("；", item.origin)
            case ":": put(before?.isDigit == true && after?.isDigit == true ? ":" : "：", item.origin)
            case "(": put("（", item.origin)
            case ")": put("）", item.origin)
            case "?": put("？", item.origin)
            case "!": put("！", item.origin)
            case "." where before?.isHan == true && after?.isDigit != true: put("。", item.origin)
            case ".", "·":
                // “.83” after a digit and a blank belongs to the number; “3.83” too.
                put(item.scalar == "·" && before?.isDigit == true && after?.isDigit == true ? "." : item.scalar, item.origin)
            default: put(item.scalar, item.origin)
            }
            index += 1
        }
    }

    /// Whether exactly three digits follow (and so on), as after a thousands separator; the digits before must number one to three.
    private func groupsOfThree(from index: Int, _ range: Range<Int>, single: Bool) -> Bool {
        guard single else { return false }
        var end = index
        while end < range.upperBound, text[end].scalar.isDigit, end - index < 4 { end += 1 }
        guard end - index == 3 else { return false }
        var back = plain.scalars.count
        while back > 0, plain.scalars[back - 1].isDigit, plain.scalars.count - back < 16 { back -= 1 }
        let count = plain.scalars.count - back
        guard count > 0, plain.scalars[back] != "0", back == 0 || plain.scalars[back - 1] != "." else { return false }
        // Either the first group, or a number already joined from groups.
        return count <= 3 || plain.origin[plain.scalars.count - 1] - plain.origin[back] > count - 1
    }

    mutating func appendParagraph(_ range: Range<Int>) {
        let begin = plain.scalars.count
        append(prose: range)
        plain.blocks.append(.paragraph(begin..<plain.scalars.count))
        appendBreak("\n", at: range.upperBound)
    }

    private mutating func put(_ scalar: Unicode.Scalar, _ origin: Int) {
        plain.scalars.append(scalar)
        plain.origin.append(origin)
    }

    mutating func appendBreak(_ scalar: Unicode.Scalar, at index: Int) {
        put(scalar, index < text.count ? text[index].origin : (text.last?.origin ?? 0))
    }
}
