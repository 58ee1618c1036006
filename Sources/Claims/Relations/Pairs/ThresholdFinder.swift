internal import Quantities

/// 均达到90%以上 and the numbers it is said of.
struct ThresholdFinder {
    let passage: Passage

    func find() -> [Relation] {
        passage.mentions.compactMap { mention in
            if let requirement = requirement(mention) { return requirement }
            guard mention.isPercent, mention.numeral.bound == .atLeast || mention.numeral.bound == .atMost, mention.mode != .plan,
                passage.contains(Lexicon.words("均 都 全部 各项 单项 每项"), mention.label)
            else { return nil }
            let others = listed(mention)
            guard
                let extreme = mention.numeral.bound == .atLeast
                    ? others.min(by: { $0.value < $1.value }) : others.max(by: { $0.value < $1.value })
            else { return nil }
            return Relation(
                kind: .threshold, stated: Operand(mention), bound: mention.numeral.bound,
                readings: [Reading(formula: .same, inputs: [Operand(extreme)])], isExplicit: others.count >= 2 || isMean(extreme),
                sentence: passage.sentence(of: mention).range)
        }
    }

    /// “合格率98.4%，高于95%的目标值”: the level just before keeps what is required.
    private func requirement(_ mention: Mention) -> Relation? {
        let bounds: [Bound] = [.atLeast, .atMost]
        guard mention.isPercent, bounds.contains(mention.numeral.bound), mention.id > 0,
            passage.starts(Lexicon.words("的要求 的目标 的标准 的指标 的规定 的任务 的年度目标 的绩效目标 的考核"), mention.tail)
        else { return nil }
        let level = passage.mentions[mention.id - 1]
        guard level.isPercent, level.sentence == mention.sentence, level.segment == mention.segment, level.numeral.bound == .exact,
            level.depth == mention.depth, mention.clause - level.clause <= 1, mention.label.count <= 6
        else { return nil }
        return Relation(
            kind: .threshold, stated: Operand(mention), bound: mention.numeral.bound,
            readings: [Reading(formula: .same, inputs: [Operand(level)])], isExplicit: true,
            sentence: passage.sentence(of: mention).range)
    }

    /// A mean below what each item exceeds.
    private func isMean(_ level: Mention) -> Bool { passage.contains(Lexicon.words("平均 均值"), level.label) }

    /// The levels of one list (分别为…) in the sentence, before or after.
    private func listed(_ threshold: Mention) -> [Mention] {
        let all = passage.mentions(of: passage.sentence(of: threshold)).filter {
            $0.isPercent && $0.id != threshold.id && $0.numeral.bound == .exact
        }
        let changes = Lexicon.up + Lexicon.down
        return all.filter { !passage.contains(changes, $0.label) }.prefix(40).map { $0 }
    }
}
