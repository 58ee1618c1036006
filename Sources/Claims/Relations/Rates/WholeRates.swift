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
        let isRest = passage.contains(Lexicon.restRate, percent.label)
        let wholes = before.filter { $0.id < done.id && $0.isComparable(to: done) && $0.mayConcernSame(as: done) }
        var readings = wholes.prefix(1).map { ratio(done, $0) }
        var isExplicit =
            wholes.count == 1 && isUnbroken(done, percent) && !isRest && wholes[0].numeral.bound == .exact && done.numeral.bound == .exact
            && wholes[0].value >= done.value
            && (passage.contains(Lexicon.words("已 其中 实际 完成 累计 收回 回收 有效 满意 合格 通过 参与 其 有"), done.gap) || !done.ownActs.isDisjoint(with: acts))
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
        guard let part = before.first, isUnbroken(part, percent), part.measure.dimension == .count,
            passage.contains(Lexicon.words("满意"), part.label),
            let whole = before.dropFirst().first(where: { $0.isComparable(to: part) && $0.value >= part.value })
        else { return nil }
        return make(.rate, percent, [ratio(part, whole)] + alternatives(part, percent, excluding: []), isExplicit: part.isPart)
    }
}
