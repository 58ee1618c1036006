internal import Quantities

/// What a table's rows and columns say of each other. The pattern is learnt from the rows that keep it, and the others are checked by it.
struct TableFinder {
    let passage: Passage
    private let grids: [Grid]

    init(passage: Passage) {
        self.passage = passage
        grids = passage.tables.compactMap { Grid($0, passage.text) }.filter { !$0.data.isEmpty }
    }

    func find() -> [Relation] {
        var relations: [Relation] = []
        for grid in grids {
            if !isExcerpt(grid) { relations += ColumnSums(grid: grid).find() }
            relations += RowRates(grid: grid).find()
            relations += RowSums(grid: grid).find()
            relations += scores(grid)
            if let grade = gradeAfter(grid) { relations.append(grade) }
        }
        return relations
    }

    /// “备注：其余6个县数据见附表”: rows are missing, and no total is of those shown.
    private func isExcerpt(_ grid: Grid) -> Bool {
        if grid.isExcerpt { return true }
        let end = grid.range(grid.rows.count - 1).upperBound
        let first = passage.sentences.partition { $0.range.lowerBound >= end }
        return passage.sentences[first...].prefix(2).contains { sentence in
            passage.text.containsAny(Lexicon.words("其余 其他 未列出 仅列 部分"), in: sentence.range)
                && passage.text.containsAny(Lexicon.words("见附 未列 略 仅列 另见 不再"), in: sentence.range) && sentence.range.count < 80
        }
    }

    /// “评价等级：良” in the lines after a table of scores: the grade of its total.
    private func gradeAfter(_ grid: Grid) -> Relation? {
        guard let score = grid.heads.lastIndex(where: { $0.hasSuffix("得分") }), let row = grid.totals.sorted().last,
            let total = grid.operand(row, score), total.value >= 30, total.value <= 100
        else { return nil }
        let end = grid.range(grid.rows.count - 1).upperBound
        let first = passage.sentences.partition { $0.range.lowerBound >= end }
        for sentence in passage.sentences[first...].prefix(4) {
            guard
                let at = Lexicon.words("评价等级 评价结果 综合等级 评定等级 等次 等级").compactMap({ word in
                    passage.text.first(word, in: sentence.range).map { $0 + word.count }
                }).min(), !passage.mentions(of: sentence).contains(where: { $0.isScore && $0.end <= at }), at < sentence.range.upperBound,
                "：为是".unicodeScalars.contains(passage.text[at]),
                let (grade, words) = Grade.read(passage.text, in: (at + 1)..<min(sentence.range.upperBound, at + 4))
            else { continue }
            return BandFinder.relation(total, grade, words, [], sentence.range)
        }
        return nil
    }

    /// Rates in prose that the totals of a table make true: “注：完工率97.37%” under 74 of 76. `known` are rates that have amounts of their own.
    func findNotes(known: Set<Int>) -> [Relation] {
        let rows = grids.prefix(40).flatMap { grid in grid.totals.sorted().map { row in grid.amounts(row) } }
        guard !rows.isEmpty else { return [] }
        var relations: [Relation] = []
        for percent in passage.mentions
        where percent.isPercent && percent.numeral.step <= Rational(1, 1000) && percent.numeral.bound == .exact && percent.value > 0
            && !known.contains(percent.start) && relations.count < 400
        {
            guard RateHead.read(percent, passage).map({ $0 != .change && $0 != .level }) ?? false else { continue }
            var relation = Relation(
                kind: .rate, stated: Operand(percent), readings: [], isExplicit: false, sentence: passage.sentence(of: percent).range)
            relation.readings = rows.lazy.compactMap { reading(relation, $0) }.first.map { [$0] } ?? []
            if !relation.readings.isEmpty { relations.append(relation) }
        }
        return relations
    }

    /// Totals in prose that the columns of a table give: “五年累计缴存397.27亿元” under a column of 亿元.
    func findTotals() -> [Relation] {
        var sums: [Rational: Reading] = [:]
        for grid in grids.prefix(40) {
            for column in 0..<grid.width where grid.columns[column].isAdditive {
                let inputs = grid.data.filter { !grid.totals.contains($0) }.compactMap { grid.operand($0, column) }
                guard inputs.count >= 3 else { continue }
                sums[inputs.map(\.value).reduce(0, +)] = Reading(formula: .sum, inputs: inputs)
            }
        }
        guard !sums.isEmpty else { return [] }
        let said = Lexicon.words("累计 共 合计 总计 总")
        return passage.mentions.prefix(20_000).compactMap { mention in
            guard mention.isAmount, mention.numeral.digits.count >= 4, mention.numeral.bound == .exact,
                passage.contains(said, mention.label),
                let raw = Rational(passage.text.string(mention.numeral.digits)), var reading = sums[raw]
            else { return nil }
            // The column is in the unit of the prose.
            let factor = mention.value / raw
            reading.inputs = reading.inputs.map { input in
                var scaled = input
                scaled.value = input.value * factor
                scaled.interval = Interval(low: input.interval.low * factor, high: input.interval.high * factor)
                return scaled
            }
            return Relation(
                kind: .columnSum, stated: Operand(mention), readings: [reading], isExplicit: false,
                sentence: passage.sentence(of: mention).range)
        }
    }

    private func reading(_ relation: Relation, _ amounts: [Operand]) -> Reading? {
        for top in amounts {
            for bottom in amounts where bottom.range != top.range && !bottom.value.isZero {
                let reading = Reading(formula: .ratio, inputs: [top, bottom])
                if let outcome = Check.fit(relation, reading), outcome.fit == .exact { return reading }
            }
        }
        return nil
    }

    /// 得分 within 分值; 得分 and 等级.
    private func scores(_ grid: Grid) -> [Relation] {
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
                        isExplicit: true, sentence: grid.range(row)))
            }
        }
        if let grade = grid.heads.firstIndex(where: { ["结果", "等级", "等次", "评级", "档次"].contains(where: $0.hasSuffix) }) {
            for row in grid.data {
                guard let operand = grid.operand(row, score), operand.value <= 100,
                    let (found, words) = Grade.read(passage.text, in: grid.rows[row][grade].range), grid.rows[row][grade].range.count <= 4
                else { continue }
                relations.append(BandFinder.relation(operand, found, words, [], grid.range(row)))
            }
        }
        return relations
    }
}
