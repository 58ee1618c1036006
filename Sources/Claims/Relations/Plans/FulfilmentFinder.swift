internal import Quantities

/// 超额完成, 完成目标, and over-fulfilment without a cause; completions measured against a plan of homes basically built.
struct FulfilmentFinder {
    let passage: Passage
    let plans: PlanPairs

    static let noticed = Rational(13, 10)

    func find() -> [Relation] {
        var relations: [Relation] = []
        for sentence in passage.sentences {
            for fact in passage.mentions(of: sentence)
            where fact.isAmount && !fact.isDerived && fact.mode != .plan && fact.numeral.bound == .exact {
                guard let planID = plans.planOf[fact.id] else { continue }
                relations += pair(fact, passage.mentions[planID], sentence)
            }
            if let assertion = assertion(sentence) { relations.append(assertion) }
        }
        return relations
    }

    /// “超额完成年度目标任务。” in a paragraph without a figure.
    private func assertion(_ sentence: Sentence) -> Relation? {
        let text = passage.text
        guard sentence.mentions.isEmpty,
            let (at, length) = Lexicon.overDone.compactMap({ word in text.first(word, in: sentence.range).map { ($0, word.count) } }).min(
                by: {
                    $0.0 < $1.0
                }),
            let end = Lexicon.tasks.compactMap({ word in
                text.first(word, in: (at + length)..<min(sentence.range.upperBound, at + length + 12)).map { $0 + word.count }
            }).max(),
            !text.containsAny(Lexicon.words("未 没有 争取 力争 确保 力求 预计 将 如 的奖励 的给予 奖"), in: max(sentence.range.lowerBound, at - 6)..<at),
            !passage.sentences[passage.paragraphs[sentence.paragraph]].contains(where: { !$0.mentions.isEmpty })
        else { return nil }
        return Relation(
            kind: .overFulfilment, stated: Operand(words: at..<end), readings: [], isExplicit: false, sentence: sentence.range,
            question: .noFigure)
    }

    private func pair(_ fact: Mention, _ plan: Mention, _ sentence: Sentence) -> [Relation] {
        let sameSentence = plan.sentence == fact.sentence
        let score = plans.score[fact.id, default: 0]
        guard sameSentence || (plan.paragraph == fact.paragraph && score >= 5) || score >= 7, !plan.value.isZero else { return [] }
        var relations: [Relation] = []
        let isOther = isOtherMeasure(plan, fact)
        if isOther {
            relations.append(
                Relation(
                    kind: .rate, stated: Operand(fact), readings: [], isExplicit: false, sentence: sentence.range, doubt: nil,
                    question: .otherMeasure, about: [Operand(plan)]))
        } else if !fact.mayBeSameAct(as: plan) {
            return []
        }
        let ratio = fact.value / plan.value
        let isFar = ratio > Self.noticed && ratio <= 20 && sameSentence && fact.measure.dimension != .money && !explains(fact)
        let saysOver = asserts(Lexicon.overDone, fact, plan, sentence)
        let saysDone = saysOver || assertsDone(fact, plan, sentence)
        guard isFar || saysDone else { return relations }
        // What was done is stated; the plan is at most that.
        var relation = Relation(
            kind: .overFulfilment, stated: Operand(fact), bound: .atMost, readings: [Reading(formula: .same, inputs: [Operand(plan)])],
            isExplicit: false, sentence: sentence.range)
        if fact.value < plan.value {
            guard saysDone, !isOther, sameSentence, plan.numeral.bound == .exact else { return relations }
            relation.readings[0].note = .fellShortOfPlan
            relation.isExplicit = score >= 4
        }
        if isFar { relation.question = .overFulfilled }
        relation.shown = .ratio
        relations.append(relation)
        return relations
    }

    /// 竣工 against a plan of 基本建成: related acts, different measures.
    private func isOtherMeasure(_ plan: Mention, _ fact: Mention) -> Bool {
        let pairs: [(Act, Act)] = [(.roughlyBuilt, .finished), (.finished, .roughlyBuilt), (.roughlyBuilt, .handed)]
        return plan.sentence == fact.sentence && plan.acts.isDisjoint(with: fact.acts)
            && pairs.contains { plan.ownActs.contains($0.0) && fact.ownActs.contains($0.1) }
    }

    /// The words stand in the sentence after the plan or with it, and are not about a rate (完成全年任务的80%).
    private func asserts(_ words: [Word], _ fact: Mention, _ plan: Mention, _ sentence: Sentence) -> Bool {
        guard plan.sentence == fact.sentence || fact.sentence - plan.sentence <= 1 else { return false }
        let text = passage.text
        let from = min(fact.label.lowerBound, sentence.range.upperBound)
        // To the end of the sentence, or to the next pair's segment.
        var end = sentence.range.upperBound
        if let stop = text[fact.end..<end].firstIndex(of: "；") { end = stop }
        let start = max(from, sentence.range.lowerBound)
        guard let at = words.compactMap({ text.first($0, in: start..<end) }).min() else { return false }
        return !text.containsAny(Lexicon.words("未 没有 争取 力争 确保 力求 预计 将"), in: max(sentence.range.lowerBound, at - 4)..<at)
    }

    private func assertsDone(_ fact: Mention, _ plan: Mention, _ sentence: Sentence) -> Bool {
        guard asserts(Lexicon.done, fact, plan, sentence) else { return false }
        let text = passage.text
        guard let at = Lexicon.done.compactMap({ text.first($0, in: fact.end..<sentence.range.upperBound) }).min() else { return false }
        // “完成全年任务的80%”, “完成年度计划80%”: a rate, checked as one.
        let after = at..<min(sentence.range.upperBound, at + 16)
        let hasRate = passage.mentions(of: sentence).contains { ($0.isPercent || $0.isAmount) && after.contains($0.start) }
        return !hasRate && text.containsAny(Lexicon.tasks, in: after)
    }

    private func explains(_ fact: Mention) -> Bool {
        let paragraph = passage.paragraphs[fact.paragraph]
        guard let first = passage.sentences[paragraph].first, let last = passage.sentences[paragraph].last else { return false }
        return passage.contains(Lexicon.cause, first.range.lowerBound..<last.range.upperBound)
    }
}
