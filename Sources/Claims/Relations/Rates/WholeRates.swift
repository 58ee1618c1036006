internal import Quantities

/// Of the whole there is: 分配率, 签约率.
extension RateFinder {
    func ofWhole(_ percent: Mention, _ acts: Bits<Act>) -> Relation {
        if let pair = bracketPair(percent) {
            return make(.rate, percent, [ratio(pair.0, pair.1), ratio(pair.1, pair.0)], isExplicit: true)
        }
        let before = amountsBefore(percent).filter { $0.segment == percent.segment }
        let done = before.first { !acts.isEmpty && !$0.ownActs.isDisjoint(with: acts) } ?? before.first
        guard let done else { return make(.rate, percent, [], isExplicit: false) }
        if let rest = ofRest(percent) { return rest }
        let isRest = passage.contains(Lexicon.restRate, percent.label)
        let wholes = before.filter { $0.id < done.id && $0.isComparable(to: done) && $0.mayConcernSame(as: done) }
        var readings = wholes.prefix(1).map { ratio(done, $0) }
        var isExplicit =
            wholes.count == 1 && isUnbroken(done, percent) && !isRest && wholes[0].numeral.bound == .exact && done.numeral.bound == .exact
            && wholes[0].value >= done.value && (done.place == nil || wholes[0].place == done.place)
            && (passage.contains(Lexicon.words("已 其中 实际 完成 累计 收回 回收 有效 满意 合格 通过 参与 其 有 实收 实缴"), done.gap)
                || !done.ownActs.isDisjoint(with: acts)
                || isSaid(percent, of: done))
        // 回收985份, 有效972份, 有效率: of one of those before, whichever.
        if wholes.count == 2, isSaid(percent, of: done), isUnbroken(done, percent),
            (wholes + [done]).allSatisfy({ $0.numeral.bound == .exact })
        {
            readings = wholes.map { ratio(done, $0) }
            isExplicit = true
        }
        if let whole = wholes.first, passage.contains(Lexicon.words("覆盖率 保障率 知晓率 合格率 有效率 参与率"), percent.label), acts.isEmpty,
            whole.mode == .plan
        {
            isExplicit = false
        }
        if isRest, let whole = wholes.first { readings.append(Reading(formula: .rest, inputs: [Operand(done), Operand(whole)])) }
        readings += alternatives(done, percent, excluding: readings, isWide: !isExplicit)
        return make(.rate, percent, readings, isExplicit: isExplicit)
    }

    /// “回收480份，其中满意460份，满意率95.8%”: a level that the sentence counts.
    func satisfied(_ percent: Mention) -> Relation? {
        let before = amountsBefore(percent)
        if let counted = ofAnswers(percent) { return counted }
        guard let part = before.first, isUnbroken(part, percent), part.measure.dimension == .count,
            passage.contains(Lexicon.words("满意"), part.label),
            let whole = before.dropFirst().first(where: { $0.isComparable(to: part) && $0.value >= part.value })
        else { return nil }
        return make(.rate, percent, [ratio(part, whole)] + alternatives(part, percent, excluding: []), isExplicit: part.isPart)
    }

    /// 办结280件, 办结率: the number's own word makes the rate's name.
    private func isSaid(_ percent: Mention, of done: Mention) -> Bool {
        let text = passage.text
        guard let at = text.last(word("率"), in: percent.label), at - percent.label.lowerBound >= 2 else { return false }
        let name = Array(text[(at - 2)..<at])
        return text.contains(name, in: done.label) || text.contains(name, in: done.tail)
    }

    /// “共3560套，已分配3380套，空置180套，空置率5.1%”: what is left, of all there is.
    private func ofRest(_ percent: Mention) -> Relation? {
        guard passage.contains(Lexicon.restRate, percent.label) else { return nil }
        let mentions = passage.mentions(of: passage.sentence(of: percent)).filter { $0.id < percent.id && $0.isAmount }
        guard let rest = mentions.last, rest.isDerived, isSaid(percent, of: rest),
            let whole = mentions.filter({ $0.isComparable(to: rest) && !$0.isDerived }).max(by: { $0.value < $1.value }),
            passage.contains(Lexicon.total, whole.gap), whole.value >= rest.value
        else { return nil }
        return make(.rate, percent, [ratio(rest, whole)], isExplicit: [rest, whole].allSatisfy { $0.numeral.bound == .exact })
    }

    /// “1000份，非常满意620份、满意311份、不满意69份，满意率93.1%”: of all answers, those that are content, and those that are nearly so.
    private func ofAnswers(_ percent: Mention) -> Relation? {
        let near = passage.nearby(percent).filter { $0.id < percent.id && $0.isAmount && !$0.isReference }.sorted { $0.id < $1.id }
        let answers = near.filter { passage.contains(Lexicon.words("满意 一般"), $0.label) && $0.measure.dimension == .count }
        guard answers.count >= 3, let first = answers.first, answers.allSatisfy({ $0.isComparable(to: first) }),
            let whole = near.last(where: { $0.id < first.id && $0.isComparable(to: first) }),
            answers.map(\.value).reduce(0, +) == whole.value, !passage.contains(Lexicon.words("不满意率"), percent.label)
        else { return nil }
        let content = answers.filter { !passage.contains(Lexicon.words("不满意 一般 不太"), $0.label) }
        guard !content.isEmpty else { return nil }
        let readings = (1...content.count).reversed().map { count in
            Reading(formula: .partsOfWhole, inputs: content.prefix(count).map { Operand($0) } + [Operand(whole)])
        }
        return make(.rate, percent, readings, isExplicit: (answers + [whole]).allSatisfy { $0.numeral.bound == .exact })
    }
}
