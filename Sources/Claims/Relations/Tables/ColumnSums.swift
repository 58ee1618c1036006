internal import Quantities

/// Totals of columns.
struct ColumnSums {
    let grid: Grid

    func find() -> [Relation] {
        guard !grid.totals.isEmpty, grid.data.count >= 3 else { return [] }
        var found: [(Relation, Verdict)] = []
        for column in 0..<grid.width where grid.columns[column].isAdditive {
            for total in grid.totals.sorted() {
                guard let relation = relation(total, column) else { continue }
                found.append((relation, Check.judge(relation).verdict))
            }
        }
        let held = found.filter { $0.1 == .consistent || $0.1 == .rounding }.count
        return found.map { relation, verdict in
            var relation = relation
            // One that holds shows how the table is built; a table none of whose totals holds was misread or cut off.
            relation.isExplicit = relation.isExplicit && (held * 2 >= found.count || found.count <= 2 || held >= 2)
            if !relation.isExplicit { relation.doubt = .tableTruncated }
            return relation
        }
    }

    private func relation(_ total: Int, _ column: Int) -> Relation? {
        guard let stated = grid.operand(total, column), let at = grid.data.firstIndex(of: total) else { return nil }
        let before = Array(grid.data[..<at])
        let after = Array(grid.data[(at + 1)...])
        var sets: [[Int]] = []
        let isLast = before.count >= 2
        func details(_ rows: [Int]) -> [Int] { rows.filter { !grid.totals.contains($0) } }
        func plain(_ rows: [Int]) -> [Int] { details(rows).filter { !grid.label($0).contains("其中") && !grid.label($0).hasPrefix("#") } }
        let isSubtotal = grid.isSubtotal(total)
        if isLast {
            let since = before.lastIndex { grid.totals.contains($0) }.map { Array(before[($0 + 1)...]) } ?? before
            sets.append(isSubtotal ? since : details(before))
            sets.append(plain(before))
            sets.append(since)
            sets.append(before.filter { grid.isSubtotal($0) })
        }
        if !after.isEmpty {
            let until = after.firstIndex { grid.totals.contains($0) }.map { Array(after[..<$0]) } ?? after
            sets.append(isSubtotal ? until : details(after))
            sets.append(plain(after))
            sets.append(until)
            sets.append(after.filter { grid.isSubtotal($0) })
        }
        var readings: [Reading] = []
        for rows in sets where rows.count >= 2 {
            let inputs = rows.compactMap { grid.operand($0, column) }
            guard inputs.count >= 2 else { continue }
            let reading = Reading(formula: .sum, inputs: inputs)
            if !readings.contains(reading) { readings.append(reading) }
        }
        guard let first = readings.first else { return nil }
        // All the same number: a rate or a price, not an amount.
        if first.inputs.count > 2, first.inputs.allSatisfy({ $0.value == stated.value }), !stated.value.isZero { return nil }
        // 全市 over some of its districts, or a total twice what is shown: rows were left out.
        let sum = readings.compactMap { Check.evaluate($0)?.value }.max() ?? 0
        let isNamedSo = ["合计", "总计", "小计", "共计"].contains { grid.label(total).contains($0) }
        let isMissing = sum * 2 < stated.value || (!isNamedSo && sum * 10 < stated.value * 9)
        return Relation(
            kind: .columnSum, stated: stated, readings: readings, isExplicit: (isLast || isWhole(after)) && !isMissing,
            sentence: grid.range(total),
            doubt: .tableTruncated)
    }

    /// A total that leads is of the rows after it, if the table did not end early.
    private func isWhole(_ after: [Int]) -> Bool { after.count >= 2 }
}
