internal import Quantities

/// Rates and shares: A of B is P.
struct RateFinder {
    let passage: Passage
    let plans: PlanPairs

    func find() -> [Relation] {
        var relations = ListedRates(passage: passage).find()
        let listed = Set(relations.map(\.stated.range.lowerBound))
        var listedHeads = ListedHeads(passage)
        var last: RateHead?
        for mention in passage.mentions where mention.isPercent && mention.value >= 0 {
            guard mention.mode != .plan, !listed.contains(mention.start) else { continue }
            var head = listedHeads.head(of: mention) ?? RateHead.read(mention, passage)
            // “开工率按小区数计为97%，按户数计为98%”: the second is of the first's head.
            if head == .sameAsBefore { head = last }
            last = head
            let relation = relation(mention, head)
            if relation?.readings.isEmpty ?? true, relation?.question == nil, mayBeRatio(mention, head) {
                let found = pairs(mention)
                if !found.isEmpty {
                    relations.append(make(.rate, mention, found, isExplicit: false))
                    continue
                }
            }
            if let relation { relations.append(relation) }
        }
        return relations
    }

    /// A change is no ratio of two levels, nor is a rate of content.
    private func mayBeRatio(_ percent: Mention, _ head: RateHead?) -> Bool {
        guard head != nil, head != .change, head != .over else { return false }
        return !passage.contains(Lexicon.words("满意 利率 同比 环比 增长"), percent.label)
    }

    func relation(_ percent: Mention, _ head: RateHead?) -> Relation? {
        switch head {
        case .ofPlan(let acts): return ofPlan(percent, acts)
        case .ofWhole(let acts): return ofWhole(percent, acts)
        case .share(let noun): return share(percent, noun)
        case .ofNumber(let id): return ofNumber(percent, passage.mentions[id])
        case .over: return over(percent)
        case nil: return bracketed(percent)
        case .level: return satisfied(percent) ?? named(percent)
        case .change, .sameAsBefore: return nil
        }
    }

    func make(_ kind: ClaimKind, _ percent: Mention, _ readings: [Reading], isExplicit: Bool, doubt: Note = .noAmounts) -> Relation {
        Relation(
            kind: percent.numeral.bound == .exact ? kind : .threshold, stated: Operand(percent), bound: percent.numeral.bound,
            readings: readings, isExplicit: isExplicit,
            sentence: passage.sentence(of: percent).range, doubt: doubt)
    }

    func ratio(_ a: Mention, _ b: Mention) -> Reading { Reading(formula: .ratio, inputs: [Operand(a), Operand(b)]) }

    /// The amounts before the rate in its sentence, nearest first.
    func amountsBefore(_ percent: Mention) -> [Mention] {
        passage.mentions(of: passage.sentence(of: percent)).filter { $0.id < percent.id && $0.isAmount && !$0.isDerived }.suffix(12)
            .reversed()
    }

    /// Nothing between the number and its rate but changes, brackets and other units: no other rate, no other segment.
    func isUnbroken(_ done: Mention, _ percent: Mention) -> Bool {
        guard done.sentence == percent.sentence else { return percent.sentence - done.sentence == 1 }
        return done.segment == percent.segment
            && (done.id + 1..<max(done.id + 1, percent.id)).allSatisfy { id in
                let between = passage.mentions[id]
                return !between.isPercent || between.depth > 0 || between.clause == percent.clause || isChange(between)
            }
    }

    private func isChange(_ percent: Mention) -> Bool {
        let label = Changes.stem(percent.label, passage.text)
        return passage.ends(Lexicon.up + Lexicon.down + Lexicon.words("同比 环比"), label)
    }
}
