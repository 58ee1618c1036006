internal import Quantities

/// 占…的x%, 占比x%, and rates in brackets.
extension RateFinder {
    func share(_ percent: Mention, _ noun: Range<Int>?) -> Relation {
        let before = amountsBefore(percent)
        if let far = farShare(percent, noun), before.isEmpty || Check.judge(far).verdict != .unchecked { return far }
        guard let part = sharer(percent, before) else {
            return make(.share, percent, pairs(percent), isExplicit: false)
        }
        let wholes = before.filter { $0.id < part.id && $0.isComparable(to: part) }
        let larger = wholes.filter { $0.value >= part.value }
        let fully = noun.flatMap { noun in (larger + earlier(part)).first { isNamedFully($0, by: noun) } }
        let named = fully ?? noun.flatMap { noun in larger.first { isNamed($0, by: noun) } }
        let listed = listWhole(part, wholes)
        var readings: [Reading] = []
        var isExplicit = false
        let totals = wholes.filter { passage.contains(Lexicon.total, $0.gap) && !hasShare($0, before: part) }
        if let whole = named ?? listed ?? (totals.count == 1 ? totals.first : nil) ?? (wholes.count == 1 ? wholes.first : nil) {
            readings.append(ratio(part, whole))
            let isWhole = named != nil || listed != nil || (noun == nil && passage.contains(Lexicon.total, whole.gap))
            isExplicit = isWhole && whole.numeral.bound == .exact && part.numeral.bound == .exact && whole.value >= part.value
            // “占全国的”, “占财政支出的”: of something else.
            if let noun, named == nil { isExplicit = isExplicit && refersToWhole(noun) }
            // “60岁以上占16%，其中65岁以上占10%”: the whole has a share of its own, and both may be of the same.
            if fully == nil, hasShare(whole, before: part) { isExplicit = false }
            // 占总支出的, after 基本支出1200万元: a total is called one.
            if let noun, fully == nil, passage.starts(Lexicon.words("总"), noun), !passage.contains(Lexicon.total, whole.gap) {
                isExplicit = false
            }
        }
        if let shared = siblingWhole(part, wholes) {
            readings.insert(ratio(part, shared), at: 0)
            isExplicit = part.numeral.bound == .exact
        }
        // “届时累计完成将达到总投资的73%”: of more than the amount just before.
        let later = Lexicon.words("届时 将 累计 预计 力争 合计 共")
        if passage.contains(later, percent.label), !passage.contains(later, part.gap) || part.mode == .plan { isExplicit = false }
        var isLikely = !readings.isEmpty && (noun != nil || part.isPart) && part.numeral.bound == .exact
        if !isExplicit, let shared = wholeOfSiblings(part, percent), !readings.contains(ratio(part, shared)) {
            readings.insert(ratio(part, shared), at: 0)
            isLikely = true
        }
        readings += alternatives(part, percent, excluding: readings, isWide: !isExplicit)
        if !isExplicit {
            let summed = ofSiblings(part, percent)
            // Another share of the list is of this sum: so is this one.
            isLikely = isLikely || !summed.isEmpty && confirmsSum(part)
            readings += summed + pairs(percent)
        }
        var relation = make(.share, percent, readings, isExplicit: isExplicit)
        relation.isLikely = isLikely
        return relation
    }

    /// What the share is of: the amount before it, past other shares of the same (占已开工的59%，占计划的55%);
    /// or the one that the words before 占 name (支出占到位资金的91%).
    private func sharer(_ percent: Mention, _ before: [Mention]) -> Mention? {
        let text = passage.text
        if let at = text.last(word("占"), in: percent.label), at - percent.label.lowerBound >= 2 {
            let name = Array(text[percent.label.lowerBound..<at])
            if let named = before.first(where: { text.ends(with: [name], in: Changes.stem($0.label, text)) }) { return named }
        }
        if text.has(word("占"), at: percent.label.lowerBound), let near = before.first, near.segment == percent.segment { return near }
        return before.first { isUnbroken($0, percent) }
    }

    /// The whole of a 其中 list that the part stands in; “其中甲1亿元，占40%；乙2亿元，占60%” goes on past ；.
    private func listWhole(_ part: Mention, _ wholes: [Mention]) -> Mention? {
        if part.isPart { return wholes.first { !$0.isPart } }
        guard part.ownActs.isEmpty, let before = wholes.first, before.isPart, before.segment == part.segment - 1,
            passage.mentions[before.id + 1].isPercent, passage.contains(Lexicon.words("占"), passage.mentions[before.id + 1].label)
        else { return nil }
        return wholes.first { !$0.isPart && $0.segment <= before.segment }
    }

    /// “…其中保障性安居工程支出6.72亿元。保障性安居工程支出占71.0%”, “甲支出占总支出的60.4%”: the part is named again, and so may be the whole.
    private func farShare(_ percent: Mention, _ noun: Range<Int>?) -> Relation? {
        let text = passage.text
        guard let at = text.last(word("占"), in: percent.label), at - percent.label.lowerBound >= 4 else { return nil }
        let name = Array(text[max(percent.label.lowerBound, at - 6)..<at].drop { "中的、，".unicodeScalars.contains($0) })
        let near = passage.mentions[max(0, percent.id - 24)..<percent.id]
        guard let part = near.last(where: { $0.isAmount && text.ends(with: [name], in: Changes.stem($0.label, text)) }) else { return nil }
        let before = near.filter { $0.id != part.id && $0.isAmount && $0.isComparable(to: part) && $0.value >= part.value }
        if let noun, let whole = before.last(where: { isNamedFully($0, by: noun) }) {
            var relation = make(.share, percent, [ratio(part, whole)], isExplicit: false)
            relation.isLikely = true
            return relation
        }
        guard part.isPart, let whole = before.last(where: { $0.id < part.id && !$0.isPart && $0.sentence == part.sentence }),
            !whole.value.isZero
        else { return nil }
        return make(.share, percent, [ratio(part, whole)], isExplicit: false)
    }

    /// Comparable amounts of the sentences before, nearest first.
    private func earlier(_ part: Mention) -> [Mention] {
        passage.mentions[max(0, part.id - 24)..<part.id].reversed().filter {
            $0.isAmount && $0.isComparable(to: part) && $0.value >= part.value && part.paragraph - $0.paragraph <= 6 && !$0.isReference
                && !$0.isDerived
        }
    }

    /// 占涉及资金的, after 涉及资金3.47亿元: the whole noun stands just before the number.
    private func isNamedFully(_ whole: Mention, by noun: Range<Int>) -> Bool {
        var noun = noun
        for opening in Lexicon.words("全部 全年 年度 本年") where passage.starts([opening], noun) && noun.count > opening.count + 2 {
            noun = (noun.lowerBound + opening.count)..<noun.upperBound
        }
        for ending in Lexicon.words("总额 总数 总量 的 数 额") where passage.ends([ending], noun) && noun.count > ending.count {
            noun = noun.lowerBound..<(noun.upperBound - ending.count)
        }
        guard noun.count >= 3 else { return false }
        let name = Array(passage.text[noun])
        let label = Changes.stem(whole.label, passage.text)
        return passage.ends([name], label) || passage.ends([name], whole.label)
    }

    private func hasShare(_ whole: Mention, before part: Mention) -> Bool {
        passage.mentions[(whole.id + 1)..<max(whole.id + 1, part.id)].prefix { !$0.isComparable(to: whole) }.contains {
            $0.isPercent && $0.depth == whole.depth && passage.contains(Lexicon.words("占 比重 比例"), $0.label)
        }
    }

    /// Amounts of the sentence that are followed by a share of their own.
    private func shared(_ part: Mention) -> [(part: Mention, share: Mention)] {
        let mentions = Array(passage.mentions(of: passage.sentence(of: part)).prefix(60))
        return mentions.enumerated().dropLast().compactMap { index, mention in
            let next = mentions[index + 1]
            guard mention.isAmount, mention.isComparable(to: part), next.isPercent, passage.contains(Lexicon.words("占"), next.label) else {
                return nil
            }
            return (mention, next)
        }
    }

    /// The whole that two other shares of the list are of: the third is of the same.
    private func siblingWhole(_ part: Mention, _ wholes: [Mention]) -> Mention? {
        let others = shared(part).filter { $0.part.id != part.id }
        guard others.count >= 2, let whole = wholes.last, whole.numeral.bound == .exact,
            !others.contains(where: { $0.part.id == whole.id || $0.part.value > whole.value }), part.value <= whole.value
        else { return nil }
        let held = others.filter { other in
            let relation = make(.share, other.share, [], isExplicit: false)
            return (Check.fit(relation, ratio(other.part, whole))?.fit ?? .none) >= .rounded
        }
        return held.count >= 2 && held.count == others.count ? whole : nil
    }

    /// The amount nearby that another share of the list is of, where its rate is printed finely enough to tell.
    private func wholeOfSiblings(_ part: Mention, _ percent: Mention) -> Mention? {
        let others = shared(part).filter { $0.part.id != part.id && $0.share.numeral.step <= Rational(1, 1000) }
        guard !others.isEmpty else { return nil }
        return passage.mentions[max(0, percent.id - 24)..<percent.id].reversed().first { whole in
            whole.isAmount && percent.paragraph - whole.paragraph <= 2 && whole.isComparable(to: part) && whole.value >= part.value
                && others.allSatisfy { other in
                    guard whole.value > other.part.value else { return false }
                    return (Check.fit(make(.share, other.share, [], isExplicit: false), ratio(other.part, whole))?.fit ?? .none) >= .rounded
                }
        }
    }

    private func confirmsSum(_ part: Mention) -> Bool {
        shared(part).contains { other in
            guard other.part.id != part.id, let reading = ofSiblings(other.part, other.share).first else { return false }
            return (Check.fit(make(.share, other.share, [], isExplicit: false), reading)?.fit ?? .none) >= .rounded
        }
    }

    /// “甲60万元，占75%；乙20万元，占25%”: the whole is not given, and is the sum of those that have shares.
    private func ofSiblings(_ part: Mention, _ percent: Mention) -> [Reading] {
        let parts = shared(part).map(\.part)
        guard parts.count >= 2, let at = parts.firstIndex(where: { $0.id == part.id }) else { return [] }
        let inputs = [parts[at]] + parts[..<at] + parts[(at + 1)...]
        return [Reading(formula: .shareOfSum, inputs: inputs.map { Operand($0) })]
    }

    func refersToWhole(_ noun: Range<Int>) -> Bool {
        let words = Lexicon.words("总数 总量 总额 总户数 总套数 全部 总人数 总面积 总投资 总资金 资金总额 总")
        return passage.ends(words, noun)
            || passage.text.starts(with: Lexicon.words("总 全部 其"), in: noun) && !passage.contains(Lexicon.words("全市 全国 全省 全区"), noun)
    }

    /// The noun after 占 shares a word of two scalars with what the amount is of.
    func isNamed(_ whole: Mention, by noun: Range<Int>) -> Bool {
        guard noun.count >= 2 else { return false }
        let text = passage.text
        let skip = Set(["总数", "总量", "全部", "总额", "全市", "全省", "数的", "任务", "项目", "资金"].map { word($0) })
        for index in noun.lowerBound..<(noun.upperBound - 1) {
            let pair = [text[index], text[index + 1]]
            if skip.contains(pair) { continue }
            if text.contains(pair, in: whole.label) || text.contains(pair, in: whole.end..<min(text.count, whole.end + 4)) { return true }
        }
        return false
    }

    func ofNumber(_ percent: Mention, _ whole: Mention) -> Relation {
        let parts = amountsBefore(percent).filter { $0.id < whole.id && $0.isComparable(to: whole) && !$0.isReference }
        let kind: ClaimKind = whole.mode == .plan ? .rate : .share
        guard let part = parts.first else {
            // “…6300套。…完成年度任务6000套的105%”: what was done stands before.
            let relation = make(kind, percent, [], isExplicit: false)
            let earlier = passage.mentions[max(0, whole.id - 16)..<whole.id].reversed().first { part in
                part.isAmount && part.isComparable(to: whole) && !whole.value.isZero && part.value != whole.value && part.mode != .plan
                    && part.value / part.numeral.step >= 100 && (Check.fit(relation, ratio(part, whole))?.fit ?? .none) >= .rounded
            }
            return make(kind, percent, earlier.map { [ratio($0, whole)] } ?? [], isExplicit: false)
        }
        return make(
            kind, percent, [ratio(part, whole)] + parts.dropFirst().map { ratio($0, whole) },
            isExplicit: part.sentence == whole.sentence && part.numeral.bound == .exact
                && !passage.contains(Lexicon.words("届时 将 预计 力争"), whole.label))
    }

    /// 超额8%, 超计划8%.
    func over(_ percent: Mention) -> Relation? {
        guard let done = amountsBefore(percent).first(where: { $0.mode != .plan }),
            let plan = plans.planOf[done.id].map({ passage.mentions[$0] })
        else { return nil }
        let reading = Reading(formula: .growth, inputs: [Operand(plan), Operand(done)])
        let ratioReading = Reading(formula: .ratio, inputs: [Operand(done), Operand(plan)], isLoose: true)
        return make(
            .overFulfilment, percent, [reading, ratioReading], isExplicit: plan.sentence == done.sentence && done.mayBeSameAct(as: plan))
    }

    // MARK: - Numbers in brackets

    /// “…（74%）” after a number, “80个（占40%）”.
    func bracketed(_ percent: Mention) -> Relation? {
        guard percent.depth > 0, percent.label.isEmpty || percent.label.count <= 2, let part = amountsBefore(percent).first,
            part.depth < percent.depth, percent.start - part.end <= 4
        else { return nil }
        let readings = alternatives(part, percent, excluding: [])
        return readings.isEmpty ? nil : make(.share, percent, readings, isExplicit: false)
    }

    /// “95%（190/200）”.
    func bracketPair(_ percent: Mention) -> (Mention, Mention)? {
        let next = percent.id + 1
        guard next + 1 < passage.mentions.count else { return nil }
        let (a, b) = (passage.mentions[next], passage.mentions[next + 1])
        guard a.sentence == percent.sentence, a.start - percent.end <= 2, a.depth > percent.depth, b.depth == a.depth, b.start - a.end == 1,
            "/÷".unicodeScalars.contains(passage.text[a.end])
        else { return nil }
        return (a, b)
    }
}
