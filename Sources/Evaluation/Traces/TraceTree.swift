import Ledgers
public import Quantities

/// One line of a trace drawn as a tree.
public struct TraceLine: Sendable, Hashable {
    /// 0 for the figure asked for.
    public let depth: Int
    /// What it is: a figure's title, a page, a row of a file.
    public let label: String
    /// Its number, printed; empty where the line has none.
    public let value: String
    /// The formula, the page's version, the cell.
    public let detail: String
}

extension TraceDocument {
    /// The trace as lines, deepest last; pages that add nothing are left out.
    public func lines(_ language: Language, depth: Int = 0) -> [TraceLine] {
        var detail = formula.map { "= " + $0 } ?? ""
        if let computed, computed != formula { detail += " = " + computed }
        if let absence { detail += (detail.isEmpty ? "" : "  ") + absence[language] }
        var result = [TraceLine(depth: depth, label: "\(title[language])（\(figure)）", value: printed[language], detail: detail)]
        for input in inputs ?? [] { result += input.lines(language, depth: depth + 1) }
        for district in districts ?? [] {
            let value = district.value.map { $0.exactDecimal ?? NumberFormat(decimals: 6).digits($0, unit: .none) } ?? "—"
            result.append(
                TraceLine(
                    depth: depth + 1, label: district.name[language], value: value,
                    detail: district.absence?[language] ?? district.expression))
            for input in district.inputs { result += input.lines(language, depth: depth + 2) }
        }
        for page in pages ?? [] where page.entries > 0 {
            let counted = Text(
                "\(page.entries)条，第\(page.version)版，回执\(page.receipt)",
                "\(page.entries) entries, version \(page.version), receipt \(page.receipt)")
            result.append(TraceLine(depth: depth + 1, label: page.address, value: Self.shown(page.value), detail: counted[language]))
            for row in page.rows ?? [] {
                let place = row.cell.map { "\($0.fileName) \($0.sheet.isEmpty ? "" : $0.sheet + "!")\($0.address) “\($0.raw)”" } ?? ""
                result.append(
                    TraceLine(
                        depth: depth + 2, label: Text("第\(row.row)行 \(row.key)", "row \(row.row) \(row.key)")[language],
                        value: Self.shown(row.value), detail: place))
            }
        }
        return result
    }

    private static func shown(_ value: Rational) -> String { value.exactDecimal ?? value.description }
}
