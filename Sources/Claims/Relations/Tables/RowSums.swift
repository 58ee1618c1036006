internal import Quantities

/// A column that is the sum of its neighbours.
struct RowSums {
    let grid: Grid

    func find() -> [Relation] {
        let columns = (0..<grid.width).filter { grid.columns[$0].isAdditive }
        guard columns.count >= 3, grid.data.count >= 2 else { return [] }
        var relations: [Relation] = []
        for total in columns.prefix(16) {
            let named = ["合计", "小计", "总计", "总数", "总额", "总", "共计"].contains { grid.heads[total].contains($0) }
            var best: (columns: [Int], held: Int)?
            let at = columns.firstIndex(of: total) ?? 0
            var ranges: [[Int]] = []
            for end in at + 2..<max(at + 2, min(columns.count, at + 10)) { ranges.append(Array(columns[(at + 1)...end])) }
            for start in max(0, at - 9)..<max(0, at - 1) { ranges.append(Array(columns[start..<at])) }
            let sample = Array(grid.data.prefix(14))
            for range in ranges {
                let held = sample.filter { holds($0, total, range) }.count
                if held > best?.held ?? 0 { best = (range, held) }
            }
            guard let best, best.held >= 2, best.held * 10 >= sample.count * (named ? 6 : 8), named || best.held >= 3 else { continue }
            relations += grid.data.compactMap { relation($0, total, best.columns) }
        }
        return relations
    }

    private func relation(_ row: Int, _ total: Int, _ columns: [Int]) -> Relation? {
        guard let stated = grid.operand(row, total) else { return nil }
        let inputs = columns.compactMap { grid.operand(row, $0) }
        guard inputs.count >= 1 else { return nil }
        return Relation(
            kind: .partsSum, stated: stated, readings: [Reading(formula: .sum, inputs: inputs)], isExplicit: inputs.count == columns.count,
            sentence: grid.range(row))
    }

    private func holds(_ row: Int, _ total: Int, _ columns: [Int]) -> Bool {
        guard let relation = relation(row, total, columns), let reading = relation.readings.first, !relation.stated.value.isZero,
            reading.inputs.filter({ !$0.value.isZero }).count >= 2
        else { return false }
        return (Check.fit(relation, reading)?.fit ?? .none) > .none
    }
}
