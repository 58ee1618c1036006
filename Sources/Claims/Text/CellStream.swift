/// A table that came as one cell a line: its width is found from its header, its rows from the serial numbers or the labels.
enum CellStream {
    /// Rows of indices into `cells`; `nil` stands for a cell that merging lost.
    static func rows(_ cells: [[Unicode.Scalar]]) -> [[Int?]] {
        if let first = cells.firstIndex(where: { String(scalars: $0) == "1" }), first >= 2, serialHeads.contains(String(scalars: cells[0]))
        {
            return numbered(cells, width: first)
        }
        return labelled(cells)
    }

    /// Lines before the header (a title, a note on units) are skipped until the rows come out even.
    static func rowsAfterTitle(_ cells: [[Unicode.Scalar]]) -> (skip: Int, rows: [[Int?]])? {
        if let head = cells.prefix(12).firstIndex(where: { serialHeads.contains(String(scalars: $0)) }) {
            return (head, rows(Array(cells[head...])))
        }
        for skip in 0..<min(5, cells.count) {
            let rows = labelled(Array(cells[skip...]))
            if rows.count >= 3 { return (skip, rows) }
        }
        return nil
    }

    private static let serialHeads: Set<String> = ["序号", "编号", "项次", "No."]
    static let totals: Set<String> = ["合计", "总计", "共计", "总和", "全省", "全市", "全国", "全县", "全区", "全州", "小计", "全省合计", "全市合计", "全县合计", "全区合计"]

    static func isNumber(_ cell: [Unicode.Scalar]) -> Bool {
        cell.contains(where: \.isDigit) && cell.allSatisfy { $0.isDigit || ".%,-/".unicodeScalars.contains($0) }
    }

    /// Rows begin with 1, 2, 3 …; a row of totals has no serial number.
    private static func numbered(_ cells: [[Unicode.Scalar]], width: Int) -> [[Int?]] {
        var rows: [[Int?]] = [Array(0..<width)]
        var row: [Int?] = []
        var expected = 1
        for index in width..<max(width, cells.count) {
            let isTotal = totals.contains(String(scalars: cells[index]))
            let isNext = row.count >= width - 1 && String(scalars: cells[index]) == String(expected)
            if !row.isEmpty, isTotal && row.count > 2 || isNext || row.count >= width {
                rows.append(row)
                row = []
            }
            if row.isEmpty {
                if isTotal { row.append(nil) } else if String(scalars: cells[index]) == String(expected) { expected += 1 }
            }
            row.append(index)
        }
        if row.count >= width - 1 { rows.append(row) }
        return rows
    }

    /// A header of labels, then rows of one label and numbers.
    private static func labelled(_ cells: [[Unicode.Scalar]]) -> [[Int?]] {
        guard let first = cells.firstIndex(where: isNumber), first >= 3 else { return [] }
        let width = first - 1
        guard cells.count >= width * 2, cells.count % width == 0 else { return [] }
        for start in stride(from: width, to: cells.count, by: width) {
            guard !isNumber(cells[start]), (1..<width).allSatisfy({ isNumber(cells[start + $0]) || cells[start + $0].count <= 1 }) else {
                return []
            }
        }
        return stride(from: 0, to: cells.count, by: width).map { Array($0..<($0 + width)) }
    }
}
