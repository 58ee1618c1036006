/// Lines of cells to tables.
extension Layout {
    /// Consecutive lines of cells. One such line alone is prose with a wide gap.
    mutating func rows(from start: Int) -> Int {
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
                // Single blanks hold a table together by its even rows alone, so an empty line ends it.
                if blanks > (kind == .spaced ? 0 : 4) { break }
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
            case .spaced where scalar.isBlank:
                close(index)
                while index + 1 < range.upperBound, text[index + 1].scalar.isBlank { index += 1 }
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
    mutating func cellLines(from start: Int, marked: Bool) -> Int {
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
    mutating func bareCells(from start: Int) -> Int? {
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
