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

/// Totals of columns.
struct ColumnSums {
    let grid: Grid
    let sentence: Range<Int>

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
        return Relation(
            kind: .columnSum, stated: stated, readings: readings, isExplicit: isLast || isWhole(after), sentence: sentence,
            doubt: .tableTruncated)
    }

    /// A total that leads is of the rows after it, if the table did not end early.
    private func isWhole(_ after: [Int]) -> Bool { after.count >= 2 }
}

/// Columns that are rates, shares or growth of two others.
struct RowRates {
    let grid: Grid
    let sentence: Range<Int>

    private struct Pattern {
        var formula: Formula
        var a: Int
        /// Another column, or `nil` for the total of column `a`.
        var b: Int?
        var held: Int
    }

    func find() -> [Relation] {
        let rates = (0..<grid.width).filter { grid.columns[$0].isRate && !grid.columns[$0].isSerial }
        let amounts = (0..<grid.width).filter { !grid.columns[$0].isRate && !grid.columns[$0].isSerial && !grid.numbers($0).isEmpty }
        guard !rates.isEmpty, !amounts.isEmpty else { return [] }
        return rates.prefix(12).flatMap { rate in
            column(rate, Array(amounts.filter { $0 != rate }.sorted { abs($0 - rate) < abs($1 - rate) }.prefix(9)))
        }
    }

    private func column(_ rate: Int, _ amounts: [Int]) -> [Relation] {
        let rows = grid.numbers(rate)
        let sample = Array(rows.prefix(14))
        var best: Pattern?
        let isChange = ["增", "同比", "环比", "降"].contains { grid.heads[rate].contains($0) }
        for a in amounts {
            for b in amounts.map(Optional.some) + [nil] where b != a {
                for formula in isChange ? [Formula.growth, .fall, .ratio] : [.ratio] {
                    let held = sample.filter { holds($0, rate, formula, a, b) }.count
                    if held > best?.held ?? 0 { best = Pattern(formula: formula, a: a, b: b, held: held) }
                }
            }
        }
        var isExplicit = false
        if let best, best.held >= 2, best.held * 10 >= sample.count * 6 || (best.held >= 3 && best.held * 2 > sample.count) {
            isExplicit = true
        } else if let named = named(rate, amounts) {
            best = named
            isExplicit = rows.count <= 4
        }
        guard let best else { return [] }
        return rows.compactMap { row in
            guard let relation = relation(row, rate, best, isExplicit: isExplicit) else { return nil }
            return relation
        }
    }

    private func relation(_ row: Int, _ rate: Int, _ pattern: Pattern, isExplicit: Bool) -> Relation? {
        guard let stated = grid.operand(row, rate, asRate: true), let reading = reading(row, pattern.formula, pattern.a, pattern.b) else {
            return nil
        }
        return Relation(
            kind: pattern.b == nil ? .share : pattern.formula == .ratio ? .rate : .growth, stated: stated, readings: [reading],
            isExplicit: isExplicit, sentence: sentence)
    }

    private func reading(_ row: Int, _ formula: Formula, _ a: Int, _ b: Int?) -> Reading? {
        guard let top = grid.operand(row, a) else { return nil }
        let bottom = b.map { grid.operand(row, $0) } ?? grid.totals.sorted().last.flatMap { grid.operand($0, a) }
        guard let bottom, !bottom.value.isZero else { return nil }
        return Reading(formula: formula, inputs: formula == .ratio ? [top, bottom] : [bottom, top])
    }

    private func holds(_ row: Int, _ rate: Int, _ formula: Formula, _ a: Int, _ b: Int?) -> Bool {
        guard let stated = grid.operand(row, rate, asRate: true), let reading = reading(row, formula, a, b) else { return false }
        let relation = Relation(kind: .rate, stated: stated, readings: [reading], isExplicit: false, sentence: sentence)
        return (Check.fit(relation, reading)?.fit ?? .none) > .none
    }

    /// 预算数, 执行数, 执行率; 计划, 完成, 完成率: by the heads alone, where there are too few rows to learn from.
    private func named(_ rate: Int, _ amounts: [Int]) -> Pattern? {
        let head = grid.heads[rate]
        guard ["执行率", "完成率", "开工率", "支出率", "拨付率", "支付率", "竣工率", "到位率"].contains(where: head.contains) else { return nil }
        let plans = amounts.filter { column in
            ["计划", "预算数", "任务", "目标", "下达"].contains { grid.heads[column].contains($0) }
                && !["完成", "执行", "支出", "实际"].contains { grid.heads[column].hasPrefix($0) }
        }
        let facts = amounts.filter { column in
            ["执行数", "完成", "支出", "实际", "开工", "竣工", "拨付", "支付", "到位"].contains { grid.heads[column].contains($0) }
                && !["计划", "预算", "任务", "目标"].contains { grid.heads[column].contains($0) }
        }
        guard plans.filter({ !grid.heads[$0].contains("年初") || plansOnlyInitial(plans) }).count == 1, facts.count == 1 else { return nil }
        let plan = plans.first { !grid.heads[$0].contains("年初") } ?? plans[0]
        return Pattern(formula: .ratio, a: facts[0], b: plan, held: 0)
    }

    private func plansOnlyInitial(_ plans: [Int]) -> Bool { plans.allSatisfy { grid.heads[$0].contains("年初") } }
}

/// A column that is the sum of its neighbours.
struct RowSums {
    let grid: Grid
    let sentence: Range<Int>

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
            sentence: sentence)
    }

    private func holds(_ row: Int, _ total: Int, _ columns: [Int]) -> Bool {
        guard let relation = relation(row, total, columns), let reading = relation.readings.first, !relation.stated.value.isZero,
            reading.inputs.filter({ !$0.value.isZero }).count >= 2
        else { return false }
        return (Check.fit(relation, reading)?.fit ?? .none) > .none
    }
}
