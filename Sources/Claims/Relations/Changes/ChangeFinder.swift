internal import Quantities

/// Growth, points and amounts of change: from A to B, up by C.
struct ChangeFinder {
    let passage: Passage

    func find() -> [Relation] {
        var relations: [Relation] = []
        for mention in passage.mentions {
            guard let direction = direction(of: mention) else { continue }
            switch mention.measure.dimension {
            case .percent, .times: relations.append(growth(mention, direction))
            case .points: relations.append(points(mention, direction))
            case .money, .area, .count, .length: if let relation = amount(mention, direction) { relations.append(relation) }
            default: break
            }
        }
        return relations
    }

    enum Direction { case up, down }

    /// The last word of change before the number, with nothing after it that makes the number a level (到).
    func direction(of mention: Mention) -> Direction? {
        let text = passage.text
        guard !mention.numeral.isRange, !text.containsAny(Lexicon.words("年均 年平均 平均增 复合"), in: mention.label) else { return nil }
        if mention.numeral.isDoubling { return .up }
        let label = Changes.stem(mention.label, text)
        // 增幅为, 降幅达: the stem leaves 增 and 降.
        let named = max(mention.label.lowerBound, mention.label.upperBound - 5)..<mention.label.upperBound
        if mention.measure.dimension == .percent || mention.measure.dimension == .times {
            if text.containsAny(Lexicon.words("增幅 涨幅 升幅 增速 增长率 上浮"), in: named) { return .up }
            if text.containsAny(Lexicon.words("降幅 减幅 跌幅 下降率 下浮"), in: named) { return .down }
        }
        if mention.measure.dimension == .points, text.containsAny(Lexicon.words("时间进度 序时进度"), in: label) {
            return text.containsAny(Lexicon.words("慢于 低于 落后 滞后"), in: label) ? .down : .up
        }
        if mention.measure.dimension == .points {
            if text.ends(with: Lexicon.words("快 快了"), in: label) { return .up }
            if text.ends(with: Lexicon.words("慢 慢了"), in: label) { return .down }
            // “高于目标值3.4个百分点”: the word of change may stand before what is compared.
            if let last = Lexicon.down.compactMap({ text.last($0, in: label) }).max(),
                last > Lexicon.up.compactMap({ text.last($0, in: label) }).max() ?? -1
            {
                return .down
            }
            return text.containsAny(Lexicon.up, in: label) ? .up : nil
        }
        if text.ends(with: Lexicon.down, in: label) { return .down }
        if text.ends(with: Lexicon.words("同比 环比 增速"), in: label) { return .up }
        if text.ends(with: Lexicon.up, in: label) {
            // 超过…多, 高于90%: bounds, not changes, unless a change is measured.
            let isPlain =
                text.ends(with: Lexicon.words("多 高 高于 增 超过 超出"), in: label)
                && !text.ends(with: Lexicon.words("提高 升高 净增 同比增 环比增"), in: label)
            // “比计划8.0亿元多0.4亿元”: the base stands between.
            let isCompared = label.count <= 2 && mention.id > 0 && isCompared(passage.mentions[mention.id - 1], with: mention)
            if isPlain, mention.measure.dimension != .points, !text.containsAny(Lexicon.base, in: label), !isCompared { return nil }
            if text.ends(with: Lexicon.words("高于 高出"), in: label), mention.measure.dimension == .percent { return nil }
            return .up
        }
        return nil
    }

    // MARK: - Kinds of change

    func growth(_ change: Mention, _ direction: Direction) -> Relation {
        let formula: Formula = direction == .up || change.value.isNegative ? .growth : .fall
        var readings: [Reading] = []
        var isExplicit = false
        for pair in ends(of: change, comparable: { $0.isLevel && $0.id != change.id }) {
            var reading = Reading(formula: formula, inputs: [Operand(pair.from), Operand(pair.to)])
            if pair.to.isPercent {
                // 由90%提高到95%，提高5%: points are meant.
                let difference = Reading(
                    formula: .difference,
                    inputs: direction == .up ? [Operand(pair.to), Operand(pair.from)] : [Operand(pair.from), Operand(pair.to)],
                    isLoose: true, note: .percentForPoints)
                readings += [difference, reading]
            } else {
                if change.numeral.isDoubling {
                    readings.append(Reading(formula: .multiple, inputs: reading.inputs))
                } else if change.measure.dimension == .times {
                    reading.note = nil
                    readings += [reading, Reading(formula: .multiple, inputs: reading.inputs, isLoose: true, note: .ratioNotGrowth)]
                } else {
                    readings.append(reading)
                }
            }
            isExplicit = isExplicit || pair.isExplicit && !hasOwnSubject(change)
        }
        var isOpposed = false
        // “比预算的15万元减少2.5万元，下降16.7%”: the change is printed finer than its ends.
        if isExplicit, let increment = increment(of: change, direction), increment.isExplicit, increment.reading.formula == .ratio {
            let relation = Relation(kind: .growth, stated: Operand(change), readings: [], isExplicit: false, sentence: 0..<0)
            readings = readings.filter { Check.fit(relation, $0)?.fit == .exact } + [increment.reading]
        }
        if readings.isEmpty || !isExplicit, let increment = increment(of: change, direction) {
            readings.insert(increment.reading, at: 0)
            isExplicit = increment.isExplicit
            isOpposed = increment.isOpposed && increment.isExplicit
        }
        if !isExplicit, !change.numeral.isDoubling { readings += earlierLevels(of: change, formula) }
        var relation = Relation(
            kind: .growth, stated: Operand(change), bound: change.numeral.bound, readings: readings,
            isExplicit: isExplicit && change.numeral.bound != .about,
            sentence: passage.sentence(of: change).range, doubt: .noBase)
        if isOpposed { relation.failure = .wrongDirection }
        if !isExplicit, change.measure.dimension == .percent, isChangeOfRate(change) {
            relation.kind = .points
            relation.question = .percentForPoints
        }
        return relation
    }

    /// “满意度95.88%，比2022年提高了0.71%”: the change is of the rate just before, and of nothing else.
    func isChangeOfRate(_ change: Mention) -> Bool {
        guard change.id > 0 else { return false }
        let level = passage.mentions[change.id - 1]
        guard level.isPercent, level.sentence == change.sentence, level.segment == change.segment, level.depth == change.depth,
            change.clause - level.clause <= 1
        else { return false }
        let text = passage.text
        guard text.containsAny(Lexicon.levels, in: level.label), !text.containsAny(Lexicon.up + Lexicon.down, in: level.label) else {
            return false
        }
        // Only a comparison, a rate's name and the word of change may stand between.
        guard text.containsAny(Lexicon.words("比 较 同比 环比 提高 上升 提升 下降 降低 回落"), in: change.label) else { return false }
        let things = Lexicon.words("数量 户数 套数 投资 资金 金额 面积 投诉 人数 收入 支出 补贴 租金 价格")
        return !text.containsAny(things, in: change.label)
    }

    func points(_ change: Mention, _ direction: Direction) -> Relation {
        if let misused = amountInPoints(change, direction) { return misused }
        var readings: [Reading] = []
        var isExplicit = false
        for pair in ends(of: change, comparable: { $0.isPercent }) {
            let up = Reading(formula: .difference, inputs: [Operand(pair.to), Operand(pair.from)])
            let down = Reading(formula: .difference, inputs: [Operand(pair.from), Operand(pair.to)])
            readings.append(direction == .up ? up : down)
            isExplicit = isExplicit || pair.isExplicit
        }
        if let paced = Pace(passage: passage).reading(of: change, isUp: direction == .up) {
            (readings, isExplicit) = ([paced], true)
        }
        if let named = namedLevel(change, direction) {
            readings.insert(named, at: 0)
            isExplicit = true
        }
        if !isExplicit {
            for reading in comparedLevels(change, direction) + otherLevels(change) where !readings.contains(reading) {
                readings.append(reading)
            }
        }
        if readings.count == 1, !isExplicit,
            passage.mentions(of: passage.sentence(of: change)).filter({ $0.isPercent && $0.segment == change.segment }).count == 2
        {
            // Over a target that is named, or over the level just before: 高于目标值90%3.4个百分点.
            let isTarget = passage.contains(Lexicon.words("目标 计划 任务 指标值"), change.label)
            let isBare = change.label.count <= 3 && passage.mentions[change.id - 1].isPercent
            let compares = Lexicon.words("高于 低于 高出 超过 超出 比 较 高 低")
            isExplicit = passage.contains(compares, change.label) && (isTarget || isBare)
        }
        return Relation(
            kind: .points, stated: Operand(change),
            bound: change.numeral.bound == .atLeast && passage.contains(Lexicon.words("高于 高出 超过 超出"), change.label)
                ? .exact : change.numeral.bound,
            readings: readings, isExplicit: isExplicit, sentence: passage.sentence(of: change).range, doubt: .noBase)
    }

    /// “达到92%，高于目标值90%2个百分点”, “目标90%，实际92%，高出2个百分点”.
    func comparedLevels(_ change: Mention, _ direction: Direction) -> [Reading] {
        let levels = passage.mentions(of: passage.sentence(of: change)).filter { $0.isPercent && $0.id < change.id }.suffix(2)
        guard levels.count == 2, let a = levels.first, let b = levels.last else { return [] }
        let (high, low) = a.value >= b.value ? (a, b) : (b, a)
        return [Reading(formula: .difference, inputs: [Operand(high), Operand(low)])]
    }

    func amount(_ change: Mention, _ direction: Direction) -> Relation? {
        var readings: [Reading] = []
        var isExplicit = false
        for pair in ends(of: change, comparable: { $0.isComparable(to: change) }) where pair.to.isComparable(to: change) {
            let inputs = direction == .up ? [Operand(pair.to), Operand(pair.from)] : [Operand(pair.from), Operand(pair.to)]
            readings.append(Reading(formula: .difference, inputs: inputs))
            isExplicit =
                isExplicit
                || (pair.isExplicit
                    && (passage.contains(Lexicon.base + Lexicon.words("净增 增加 减少 增长 下降"), change.label)
                        || isCompared(pair.from, with: change)))
        }
        if !isExplicit { readings += DifferenceSearch(passage: passage).readings(for: change) }
        guard !readings.isEmpty else { return nil }
        return Relation(
            kind: .difference, stated: Operand(change), bound: change.numeral.bound, readings: readings, isExplicit: isExplicit,
            sentence: passage.sentence(of: change).range, doubt: .noBase)
    }

    /// “1.26亿元，比上年的1.20亿元增长5个百分点”: an amount grows by per cent.
    func amountInPoints(_ change: Mention, _ direction: Direction) -> Relation? {
        guard let last = passage.mentions(of: passage.sentence(of: change)).last(where: { $0.id < change.id }), last.isAmount,
            last.id == change.id - 1, passage.contains(Lexicon.words("增长 增加 下降 减少"), change.label), change.label.count <= 6
        else { return nil }
        let pairs = ends(of: change, comparable: { $0.isAmount && !$0.isDerived })
        guard let pair = pairs.first(where: \.isExplicit) else { return nil }
        let formula: Formula = direction == .up ? .growth : .fall
        return Relation(
            kind: .growth, stated: Operand(change), bound: change.numeral.bound,
            readings: [Reading(formula: formula, inputs: [Operand(pair.from), Operand(pair.to)])], isExplicit: false,
            sentence: passage.sentence(of: change).range, question: .pointsForPercent)
    }

    /// “个贷率由85.6%下降到82.1%，缴存额增长8.5%”: the change names what it is of, and that is not what stands before.
    private func hasOwnSubject(_ change: Mention) -> Bool {
        var label = change.label
        let text = passage.text
        let words = Lexicon.up + Lexicon.down + Lexicon.base + Changes.fillers + Lexicon.words("增长 率 幅 比例 速度")
        while let word = words.filter({ $0.count <= label.count && text.has($0, at: label.upperBound - $0.count) }).max(by: {
            $0.count < $1.count
        }) {
            label = label.lowerBound..<(label.upperBound - word.count)
        }
        return label.count >= 2 && !text.containsAny(Lexicon.base, in: label)
    }
}
