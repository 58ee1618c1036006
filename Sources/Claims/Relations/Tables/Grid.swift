internal import Quantities

/// A table's cells as numbers and words, its header, and its rows of totals.
struct Grid {
    struct Cell {
        var range: Range<Int>
        var text: String
        var value: Rational?
        var decimals = 0
        var isPercent = false
    }

    let rows: [[Cell]]
    /// The header over each column; empty where the header does not line up with the rows.
    let heads: [String]
    /// Indices of `rows` that hold data, in order.
    let data: [Int]
    let width: Int
    /// Data rows that are totals.
    let totals: Set<Int>
    let columns: [Column]
    private let operands: [[Operand?]]
    private let rates: [[Operand?]]

    /// Some rows were left out: a row of dots, 其他 in words.
    let isExcerpt: Bool

    static let rowLimit = 3000
    static let widthLimit = 40

    init?(_ table: PlainText.Table, _ text: [Unicode.Scalar]) {
        let read = table.rows.prefix(Self.rowLimit).map { row in row.prefix(Self.widthLimit).map { Self.cell($0, text) } }
        isExcerpt = read.contains { row in
            row.contains { $0.text.hasPrefix("…") || $0.text.hasPrefix("...") || $0.text.hasPrefix("⋯") }
                && !row.contains { $0.value != nil }
        }
        guard let firstData = read.firstIndex(where: { Self.isData($0) }) else { return nil }
        var widths: [Int: Int] = [:]
        for row in read[firstData...] where Self.isData(row) { widths[row.count, default: 0] += 1 }
        guard let width = widths.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key, width >= 2 else { return nil }
        var heads = [String](repeating: "", count: width)
        for row in read[..<firstData] where row.count == width {
            for (column, cell) in row.enumerated() { heads[column] += cell.text }
        }
        // A row of totals often leaves out the serial number.
        let rows = read.enumerated().map { index, row in
            index > firstData && row.count == width - 1 && Self.isTotal(row)
                ? [Cell(range: (row.first?.range.lowerBound ?? 0)..<(row.first?.range.lowerBound ?? 0), text: "")] + row : row
        }
        self.rows = rows
        self.heads = heads
        self.width = width
        data = rows.indices.filter { $0 >= firstData && rows[$0].count == width && Self.isData(rows[$0]) }
        totals = Set(data.filter { Self.isTotal(rows[$0]) })
        let (data, named) = (data, heads)
        let columns = (0..<width).map { column in Column(head: named[column], cells: data.map { rows[$0][column] }) }
        self.columns = columns
        operands = rows.map { row in row.count == width ? zip(row, columns).map { Self.operand($0, $1, asRate: false) } : [] }
        rates = rows.map { row in row.count == width ? zip(row, columns).map { $1.isRate ? Self.operand($0, $1, asRate: true) : nil } : [] }
    }

    /// The cell as an operand: a rate without its sign is a per cent; a measured number is rounded to its column's precision.
    func operand(_ row: Int, _ column: Int, asRate: Bool = false) -> Operand? { asRate ? rates[row][column] : operands[row][column] }

    private static func operand(_ cell: Cell, _ column: Column, asRate: Bool) -> Operand? {
        guard var value = cell.value else { return nil }
        let percent = cell.isPercent || asRate
        if percent, !cell.isPercent { value = value / 100 }
        let places = percent ? cell.decimals : max(cell.decimals, column.decimals)
        let step = Rational.powerOfTen(-places - (percent ? 2 : 0))
        let interval = percent || column.isMeasured ? Interval(low: value - step / 2, high: value + step / 2) : Interval(exactly: value)
        return Operand(
            value: value, interval: interval, step: step, measure: percent ? Measure(dimension: .percent, word: "%") : .none,
            range: cell.range)
    }

    private static func isData(_ row: [Cell]) -> Bool {
        let numbers = row.filter { $0.value != nil }.count
        // A header may number its columns or name years.
        return numbers >= 1 && row.count >= 2 && (numbers * 3 >= row.count || isTotal(row))
            && !row.allSatisfy { $0.value != nil && $0.text.utf8.count == 4 }
            && (row.first?.value == nil || numbers >= 2 || row.contains { $0.value == nil && !$0.text.isEmpty })
    }

    private static let totalWords: Set<String> = CellStream.totals.union([
        "总额", "总数", "合　计", "总 计", "累计", "全部", "合计数", "资金总额", "年度资金总额", "总得分", "总分", "全年合计", "本年合计", "项目合计", "资金合计", "全镇", "全乡", "全州合计",
        "小 计",
    ])

    private static func isTotal(_ row: [Cell]) -> Bool {
        guard let label = row.first(where: { $0.value == nil && !$0.text.isEmpty })?.text else { return false }
        let bare = String(scalars: label.unicodeScalars.filter { !$0.isBlank && $0 != "：" && $0 != ":" })
        return totalWords.contains(bare)
            || (bare.unicodeScalars.count <= 8
                && (bare.hasSuffix("合计") || bare.hasSuffix("总计") || bare.hasPrefix("合计") || bare.hasSuffix("小计")))
    }

    func numbers(_ column: Int) -> [Int] { data.filter { rows[$0][column].value != nil } }

    /// Whether the row is a subtotal, 小计.
    func isSubtotal(_ row: Int) -> Bool { rows[row].contains { $0.value == nil && $0.text.contains("小计") } }
    /// Where a row stands in the text.
    func range(_ row: Int) -> Range<Int> { (rows[row].first?.range.lowerBound ?? 0)..<(rows[row].last?.range.upperBound ?? 0) }

    /// The amounts of a row, rates and serial numbers left out.
    func amounts(_ row: Int) -> [Operand] {
        (0..<width).compactMap { columns[$0].isRate || columns[$0].isSerial ? nil : operand(row, $0) }
    }
    func label(_ row: Int) -> String { rows[row].first { $0.value == nil && !$0.text.isEmpty }?.text ?? "" }

    private static func cell(_ range: Range<Int>, _ text: [Unicode.Scalar]) -> Cell {
        var cell = Cell(range: range, text: range.count > 60 ? "" : text.string(range))
        guard range.count <= 24, range.contains(where: { text[$0].isDigit }) else { return cell }
        var digits = ""
        var hasPoint = false
        var index = range.lowerBound
        if text[index] == "-" || text[index] == "－" {
            digits = "-"
            index += 1
        }
        while index < range.upperBound, text[index].isDigit || (text[index] == "." && !hasPoint) {
            if text[index] == "." { hasPoint = true } else if hasPoint { cell.decimals += 1 }
            digits.unicodeScalars.append(text[index])
            index += 1
        }
        if index < range.upperBound, text[index] == "%" {
            cell.isPercent = true
            index += 1
        } else if index < range.upperBound {
            guard let unit = UnitWords.match(text, at: index), index + unit.word.count == range.upperBound, unit.factor == 1,
                ![.duration, .points].contains(unit.measure.dimension)
            else { return cell }
            index = range.upperBound
        }
        guard index == range.upperBound, let value = Rational(digits) else { return cell }
        cell.value = cell.isPercent ? value / 100 : value
        return cell
    }
}
