internal import Quantities

/// Columns that are rates, shares or growth of two others.
struct RowRates {
    let grid: Grid

    private struct Pattern {
        var formula: Formula
        var a: Int
        /// Another column, or `nil` for the total of column `a`.
        var b: Int?
        var held: Int
        /// Over the row before: years under one another.
        var isSeries = false
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
        if isChange {
            for a in amounts {
                let held = sample.filter { series($0, rate, a) != nil && seriesHolds($0, rate, a) }.count
                if held > best?.held ?? 0 { best = Pattern(formula: .growth, a: a, b: nil, held: held, isSeries: true) }
            }
        }
        var isExplicit = false
        let tried = best.map { best in best.isSeries ? sample.filter { series($0, rate, best.a) != nil }.count : sample.count } ?? 0
        if let best, best.held >= 2, best.held * 10 >= tried * 6 || (best.held >= 3 && best.held * 2 > sample.count) {
            isExplicit = true
        } else if let named = named(rate, amounts) {
            best = named
            isExplicit = rows.count <= 4
        }
        guard let best else { return [] }
        if best.isSeries {
            return rows.compactMap { row in
                guard let stated = grid.operand(row, rate, asRate: true), let reading = series(row, rate, best.a) else { return nil }
                return Relation(
                    kind: .growth, stated: stated, readings: [reading], isExplicit: isExplicit && best.held >= 2, sentence: grid.range(row))
            }
        }
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
            isExplicit: isExplicit, sentence: grid.range(row))
    }

    private func series(_ row: Int, _ rate: Int, _ a: Int) -> Reading? {
        guard let at = grid.data.firstIndex(of: row), at > 0, let to = grid.operand(row, a), let from = grid.operand(grid.data[at - 1], a),
            !from.value.isZero, !grid.totals.contains(row), !grid.totals.contains(grid.data[at - 1])
        else { return nil }
        return Reading(formula: .growth, inputs: [from, to])
    }

    private func seriesHolds(_ row: Int, _ rate: Int, _ a: Int) -> Bool {
        guard let stated = grid.operand(row, rate, asRate: true), let reading = series(row, rate, a) else { return false }
        let relation = Relation(kind: .growth, stated: stated, readings: [reading], isExplicit: false, sentence: 0..<0)
        return (Check.fit(relation, reading)?.fit ?? .none) >= .rounded
    }

    private func reading(_ row: Int, _ formula: Formula, _ a: Int, _ b: Int?) -> Reading? {
        guard let top = grid.operand(row, a) else { return nil }
        let bottom = b.map { grid.operand(row, $0) } ?? grid.totals.sorted().last.flatMap { grid.operand($0, a) }
        guard let bottom, !bottom.value.isZero else { return nil }
        return Reading(formula: formula, inputs: formula == .ratio ? [top, bottom] : [bottom, top])
    }

    private func holds(_ row: Int, _ rate: Int, _ formula: Formula, _ a: Int, _ b: Int?) -> Bool {
        guard let stated = grid.operand(row, rate, asRate: true), let reading = reading(row, formula, a, b) else { return false }
        let relation = Relation(kind: .rate, stated: stated, readings: [reading], isExplicit: false, sentence: grid.range(row))
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
