/// Second step: lines to paragraphs and tables.
///
/// A line that fills the page's width and does not end a sentence goes on in the next one, past blank lines and page marks.
/// Lines of cells make tables; a table whose every cell has a line of its own is put together from its header.
struct Layout {
    private let text: [PlainScalar]
    private let lines: [Line]
    private let pageWidth: Int
    private var plain = PlainText()
    /// No bare cells begin before this line: the run of short lines was looked at.
    private var lookedAtCells = 0

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
            case .pipes, .tabs, .gaps: index = rows(from: index)
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
    private mutating func append(prose range: Range<Int>) {
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

    private mutating func appendParagraph(_ range: Range<Int>) {
        let begin = plain.scalars.count
        append(prose: range)
        plain.blocks.append(.paragraph(begin..<plain.scalars.count))
        appendBreak("\n", at: range.upperBound)
    }

    private mutating func put(_ scalar: Unicode.Scalar, _ origin: Int) {
        plain.scalars.append(scalar)
        plain.origin.append(origin)
    }

    private mutating func appendBreak(_ scalar: Unicode.Scalar, at index: Int) {
        put(scalar, index < text.count ? text[index].origin : (text.last?.origin ?? 0))
    }
}

// MARK: - Tables

extension Layout {
    /// Consecutive lines of cells. One such line alone is prose with a wide gap.
    private mutating func rows(from start: Int) -> Int {
        let kind = lines[start].kind
        var found: [Int] = []
        var index = start
        var blanks = 0
        while index < lines.count {
            if lines[index].kind == kind {
                found.append(index)
                blanks = 0
            } else if lines[index].kind == .blank || lines[index].kind == .pageMark {
                blanks += 1
                if blanks > 4 { break }
            } else if lines[index].kind == .prose, lines[index].width <= 24, index + 1 < lines.count, lines[index + 1].kind == kind,
                found.count >= 2, blanks == 0
            {
                // A lone label inside a table: 东片.
                found.append(index)
            } else {
                break
            }
            index += 1
        }
        let cells = found.map { split(lines[$0].range, kind) }
        guard found.count >= 2, cells.contains(where: { $0.count >= 2 }) else {
            for line in found { appendParagraph(lines[line].range) }
            return (found.last ?? start) + 1
        }
        appendTable(cells)
        return (found.last ?? start) + 1
    }

    private func split(_ range: Range<Int>, _ kind: Line.Kind) -> [Range<Int>] {
        var cells: [Range<Int>] = []
        var start = range.lowerBound
        var index = range.lowerBound
        func close(_ end: Int) { cells.append(trim(start..<end)) }
        while index < range.upperBound {
            let scalar = text[index].scalar
            switch kind {
            case .pipes where scalar == "|", .tabs where scalar == "\t":
                close(index)
                start = index + 1
            case .gaps where scalar.isBlank:
                var end = index
                var blanks = 0
                while end < range.upperBound, text[end].scalar.isBlank {
                    blanks += text[end].scalar == "\u{3000}" ? 2 : 1
                    end += 1
                }
                if blanks >= 2 {
                    close(index)
                    start = end
                }
                index = end - 1
            default: break
            }
            index += 1
        }
        close(range.upperBound)
        if kind == .gaps, cells.count >= 3, isSplitWord(cells[0], cells[1]) { cells[0..<2] = [cells[0].lowerBound..<cells[1].upperBound] }
        if kind == .pipes {
            // Markdown's outer bars, and its line of dashes.
            if cells.first?.isEmpty == true, text[range.lowerBound].scalar == "|" { cells.removeFirst() }
            if cells.last?.isEmpty == true { cells.removeLast() }
            if cells.allSatisfy({ $0.allSatisfy { "-: ".unicodeScalars.contains(text[$0].scalar) } }) { return [] }
        }
        return cells
    }

    /// 合　计: one word, spaced out to fill its cell.
    private func isSplitWord(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
        a.count == 1 && b.count == 1 && "合总小共".unicodeScalars.contains(text[a.lowerBound].scalar) && text[b.lowerBound].scalar == "计"
    }

    private func trim(_ range: Range<Int>) -> Range<Int> {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high, text[low].scalar.isBlank || text[low].scalar == "|" { low += 1 }
        while high > low, text[high - 1].scalar.isBlank || text[high - 1].scalar == "|" { high -= 1 }
        return low..<high
    }

    private mutating func appendTable(_ rows: [[Range<Int>]]) {
        var table = PlainText.Table(rows: [])
        for row in rows where !row.isEmpty {
            var cells: [Range<Int>] = []
            for cell in row {
                let begin = plain.scalars.count
                append(prose: cell)
                cells.append(begin..<plain.scalars.count)
                appendBreak("\t", at: cell.upperBound)
            }
            table.rows.append(cells)
            appendBreak("\n", at: row.last?.upperBound ?? 0)
        }
        if !table.rows.isEmpty { plain.blocks.append(.table(table)) }
    }

    /// `甲 |` on a line of its own, and so on: a page whose cells became lines.
    private mutating func cellLines(from start: Int, marked: Bool) -> Int {
        var cells: [Range<Int>] = []
        var index = start
        while index < lines.count {
            if lines[index].kind == .cell { cells.append(trim(lines[index].range)) } else if lines[index].kind != .blank { break }
            index += 1
        }
        let rows = CellStream.rows(cells.map { cell in cell.map { text[$0].scalar }.filter { !$0.isBlank } })
        if rows.count >= 2 {
            appendTable(rows.map { $0.map { $0.map { cells[$0] } ?? (cells[0].lowerBound..<cells[0].lowerBound) } })
        } else {
            for cell in cells { appendParagraph(cell) }
        }
        return index
    }

    /// The same without bars: many short lines, most of them bare numbers.
    private mutating func bareCells(from start: Int) -> Int? {
        guard start >= lookedAtCells else { return nil }
        var cells: [Range<Int>] = []
        var numbers = 0
        var index = start
        defer { lookedAtCells = max(index, start + 1) }
        while index < lines.count {
            let line = lines[index]
            if line.kind == .prose || line.kind == .pageMark {
                guard line.width <= 32, let last = line.range.last, !"。；，：、".unicodeScalars.contains(text[last].scalar) else { break }
                if line.range.allSatisfy({ text[$0].scalar.isDigit || ".%,-/".unicodeScalars.contains(text[$0].scalar) }) { numbers += 1 }
                cells.append(line.range)
            } else if line.kind != .blank {
                break
            }
            index += 1
        }
        // The run of short lines is looked at once, from its first line; a heading before the table may stand in it.
        guard cells.count >= 12, numbers * 5 >= cells.count * 2 else { return nil }
        let words = cells.map { cell in cell.map { text[$0].scalar }.filter { !$0.isBlank } }
        guard let (skip, rows) = CellStream.rowsAfterTitle(words), rows.count >= 3 else { return nil }
        for cell in cells.prefix(skip) { appendParagraph(cell) }
        appendTable(rows.map { $0.map { $0.map { cells[$0 + skip] } ?? (cells[0].lowerBound..<cells[0].lowerBound) } })
        return index
    }
}
