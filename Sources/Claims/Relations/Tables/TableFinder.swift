internal import Quantities

/// What a table's rows and columns say of each other. The pattern is learnt from the rows that keep it, and the others are checked by it.
struct TableFinder {
    let passage: Passage

    func find() -> [Relation] {
        var relations: [Relation] = []
        for table in passage.tables.prefix(400) {
            guard let grid = Grid(table, passage.text), !grid.data.isEmpty else { continue }
            relations += ColumnSums(grid: grid, sentence: table.range).find()
            relations += RowRates(grid: grid, sentence: table.range).find()
            relations += RowSums(grid: grid, sentence: table.range).find()
            relations += scores(grid, table.range)
        }
        return relations
    }

    /// 得分 within 分值; 得分 and 等级.
    private func scores(_ grid: Grid, _ range: Range<Int>) -> [Relation] {
        var relations: [Relation] = []
        let isScore: (String) -> Bool = { ($0.hasSuffix("得分") || $0.hasSuffix("评分") || $0 == "分数" || $0 == "自评分" || $0.hasSuffix("得分（分）")) }
        guard let score = grid.heads.lastIndex(where: isScore) else { return [] }
        if let weight = grid.heads.firstIndex(where: {
            $0.hasSuffix("分值") || $0 == "权重" || $0.hasSuffix("标准分") || $0.hasSuffix("满分") || $0.hasPrefix("分值")
        }), weight != score {
            for row in grid.data {
                guard let a = grid.operand(row, score), let b = grid.operand(row, weight), a.value > b.value else { continue }
                relations.append(
                    Relation(
                        kind: .threshold, stated: b, bound: .atMost, readings: [Reading(formula: .same, inputs: [a], note: .aboveWeight)],
                        isExplicit: true, sentence: range))
            }
        }
        if let grade = grid.heads.firstIndex(where: { ["结果", "等级", "等次", "评级", "档次"].contains(where: $0.hasSuffix) }) {
            for row in grid.data {
                guard let operand = grid.operand(row, score), operand.value <= 100,
                    let (found, _) = Grade.read(passage.text, in: grid.rows[row][grade].range), grid.rows[row][grade].range.count <= 4
                else { continue }
                relations.append(BandFinder.relation(operand, found, [], range))
            }
        }
        return relations
    }
}
