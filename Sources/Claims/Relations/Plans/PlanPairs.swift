internal import Quantities

/// Which plan each number done belongs to: by act, subject, unit, place in the lists, and nearness.
struct PlanPairs: Sendable {
    /// Plan of a done number, by mention ids.
    private(set) var planOf: [Int: Int] = [:]
    private(set) var score: [Int: Int] = [:]

    init(_ passage: Passage) {
        var earlierPlans: [Int] = []
        for sentence in passage.sentences {
            let here = passage.mentions(of: sentence).filter { $0.isAmount }.prefix(80)
            let plansHere = here.filter { $0.mode == .plan }
            for fact in here where fact.mode != .plan && !fact.isDerived {
                var best: (id: Int, score: Int)?
                func consider(_ plan: Mention) {
                    guard let score = Self.score(plan, fact, passage), score > best?.score ?? 2 else { return }
                    best = (plan.id, score)
                }
                for plan in plansHere.reversed() { consider(plan) }
                for id in earlierPlans.suffix(30).reversed() { consider(passage.mentions[id]) }
                if let best {
                    planOf[fact.id] = best.id
                    score[fact.id] = best.score
                }
            }
            earlierPlans += plansHere.map(\.id)
        }
    }

    private static func score(_ plan: Mention, _ fact: Mention, _ passage: Passage) -> Int? {
        guard plan.isComparable(to: fact), plan.mayConcernSame(as: fact), !plan.value.isZero, plan.depth == fact.depth || fact.depth == 0
        else { return nil }
        if !plan.years.isEmpty, !fact.years.isEmpty, plan.years.isDisjoint(with: fact.years) { return nil }
        // A part's own plan is not the whole's.
        if fact.isPart != plan.isPart { return nil }
        var score = 0
        if plan.sentence == fact.sentence {
            score += 3
        } else if plan.paragraph == fact.paragraph {
            score += fact.sentence - plan.sentence == 1 ? 2 : 1
        }
        if !plan.acts.isDisjoint(with: fact.acts) { score += 3 } else if !plan.mayBeSameAct(as: fact) { score -= 2 }
        if !plan.subjects.isDisjoint(with: fact.subjects) { score += plan.ownSubjects.isDisjoint(with: fact.ownSubjects) ? 1 : 2 }
        if plan.sentence == fact.sentence, rank(plan, passage) == rank(fact, passage) { score += 2 }
        if plan.segment == fact.segment { score += 1 }
        guard plan.paragraph == fact.paragraph || score >= 5 else { return nil }
        return score >= 3 ? score : nil
    }

    /// The number's place among the comparable ones of its mode in its sentence.
    private static func rank(_ mention: Mention, _ passage: Passage) -> Int {
        let isPlan = mention.mode == .plan
        return passage.mentions(of: passage.sentence(of: mention)).prefix(60).filter {
            $0.id < mention.id && $0.isAmount && ($0.mode == .plan) == isPlan && $0.isComparable(to: mention)
        }.count
    }
}
