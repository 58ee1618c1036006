internal import Quantities
internal import Workbooks

/// The words of a Word document: paragraphs by line, table rows by line with their cells parted by tabs.
enum PackageText {
    static func read(path: String) throws(ClaimError) -> String {
        let document: DOCXText
        do {
            document = try DOCXText(path: path)
        } catch {
            throw ClaimError(
                .unknownFormat, place: path,
                Text("不是可读的 Word 文件：\(path)（\(error.text.zh)）", "no readable Word document: \(path) (\(error.text.en))"))
        }
        var lines: [String] = []
        append(document.blocks, to: &lines)
        for note in document.notes { lines.append(note.text) }
        return lines.joined(separator: "\n")
    }

    private static func append(_ blocks: [DOCXText.Block], to lines: inout [String]) {
        for block in blocks {
            switch block {
            case .paragraph(let paragraph): lines.append(paragraph.text)
            case .table(let table):
                for row in table.rows {
                    // A merged cell keeps its columns, so that heads stay above their numbers.
                    let cells = row.flatMap { cell in
                        [cell.continuesAbove ? "" : oneLine(cell.text)] + Array(repeating: "", count: max(0, min(cell.span, 60) - 1))
                    }
                    lines.append(cells.joined(separator: "\t"))
                }
                lines.append("")
            }
        }
    }

    private static func oneLine(_ text: String) -> String {
        String(scalars: text.unicodeScalars.map { $0 == "\n" || $0 == "\r" || $0 == "\t" ? " " : $0 })
    }
}
