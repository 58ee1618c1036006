internal import Quantities

/// Rates in a list, aligned with two lists of amounts before: “任务分别为80套、50户，实际完成84套、54户，完成率分别为105%、108%”.
struct ListedRates {
    let passage: Passage

    func find() -> [Relation] {
        var relations: [Relation] = []
        var id = 0
        while id < passage.mentions.count {
            let list = rates(from: id)
            if list.count >= 2 { relations += aligned(list) }
            id += max(1, list.count)
        }
        return relations
    }

    /// The rates of one list: the first after 分别, the others with nothing but 、 or 和 between.
    private func rates(from id: Int) -> [Mention] {
        let first = passage.mentions[id]
        let text = passage.text
        guard first.isPercent, first.mode != .plan, text.contains(word("分别"), in: first.gap) else { return [] }
        guard text.containsAny(Lexicon.words("率 进度 完成 占"), in: first.gap) else { return [] }
        guard !text.ends(with: Lexicon.up + Lexicon.down, in: Changes.stem(first.label, text)) else { return [] }
        var list = [first]
        for next in passage.mentions[(id + 1)...].prefix(12) {
            guard next.sentence == first.sentence, next.isPercent, isListGap(next.gap) else { break }
            list.append(next)
        }
        return list
    }

    private func isListGap(_ gap: Range<Int>) -> Bool {
        gap.count <= 2 && passage.text[gap].allSatisfy { "、，和及与".unicodeScalars.contains($0) }
    }

    /// The last amounts before, as many as there are rates, were done; the same units once more before them were planned.
    private func aligned(_ list: [Mention]) -> [Relation] {
        guard let first = list.first else { return [] }
        let amounts = passage.mentions[max(0, first.id - 40)..<first.id].filter {
            $0.isAmount && !$0.isDerived && !$0.isReference && $0.depth == 0 && first.sentence - $0.sentence <= 1
                && first.paragraph == $0.paragraph
        }
        if passage.contains(Lexicon.words("占 比重 比例"), first.label), let shares = shares(list, amounts) { return shares }
        guard amounts.count >= list.count else { return [] }
        if let many = manyPlans(list, amounts) { return many }
        let done = Array(amounts.suffix(list.count))
        let rest = Array(amounts.dropLast(list.count))
        let planned = rest.count >= list.count ? Array(rest.suffix(list.count)) : plansAfter(list)
        guard planned.count == list.count, zip(done, planned).allSatisfy({ $0.isComparable(to: $1) && !$1.value.isZero }),
            done[0].mode != .plan
        else { return [] }
        let isExplicit =
            planned.allSatisfy { $0.mode == .plan } && done.allSatisfy { $0.mode != .plan } && done[0].sentence == first.sentence
            && planned[0].id < first.id && (done + planned).allSatisfy { $0.numeral.bound == .exact }
        let sentence = passage.sentence(of: first).range
        return zip(list, zip(done, planned)).map { rate, pair in
            Relation(
                kind: .rate, stated: Operand(rate), bound: rate.numeral.bound,
                readings: [Reading(formula: .ratio, inputs: [Operand(pair.0), Operand(pair.1)])], isExplicit: isExplicit,
                sentence: sentence, doubt: .noAmounts)
        }
    }

    /// “省任务3000户、市目标3200户，实际发放3360户，分别完成112%和105%”: one done, of several plans.
    private func manyPlans(_ list: [Mention], _ amounts: [Mention]) -> [Relation]? {
        guard let done = amounts.last, done.mode != .plan, amounts.count > list.count else { return nil }
        let plans = Array(amounts.dropLast().suffix(list.count))
        guard plans.count == list.count, plans.allSatisfy({ $0.mode == .plan && $0.isComparable(to: done) && !$0.value.isZero }) else {
            return nil
        }
        return zip(list, plans).map { rate, plan in
            Relation(
                kind: .rate, stated: Operand(rate), bound: rate.numeral.bound,
                readings: [Reading(formula: .ratio, inputs: [Operand(done), Operand(plan)])],
                isExplicit: ([done] + plans).allSatisfy { $0.numeral.bound == .exact }, sentence: passage.sentence(of: rate).range)
        }
    }

    /// “共12000套，其中甲3000套、乙9000套，占比分别为25%、75%”.
    private func shares(_ list: [Mention], _ amounts: [Mention]) -> [Relation]? {
        let parts = Array(amounts.suffix(list.count))
        guard parts.count == list.count, let head = parts.first, parts.allSatisfy({ $0.isComparable(to: head) }) else { return nil }
        if let summed = sharesOfSum(list, parts) { return summed }
        guard let whole = amounts.last(where: { $0.id < head.id && $0.isComparable(to: head) }),
            parts.allSatisfy({ $0.value <= whole.value }), !whole.value.isZero
        else { return nil }
        let isExplicit = parts.allSatisfy { $0.isPart && $0.numeral.bound == .exact } && !whole.isPart && whole.numeral.bound == .exact
        return zip(list, parts).map { share, part in
            Relation(
                kind: .share, stated: Operand(share), bound: share.numeral.bound,
                readings: [Reading(formula: .ratio, inputs: [Operand(part), Operand(whole)])], isExplicit: isExplicit,
                sentence: passage.sentence(of: share).range, doubt: .noAmounts)
        }
    }

    /// “一期1206套、二期1134套、三期812套，占比分别为38.3%、36.0%和25.8%”: of what they come to.
    private func sharesOfSum(_ list: [Mention], _ parts: [Mention]) -> [Relation]? {
        let relations = list.indices.map { index in
            let others = parts[..<index] + parts[(index + 1)...]
            return Relation(
                kind: .share, stated: Operand(list[index]), bound: list[index].numeral.bound,
                readings: [Reading(formula: .shareOfSum, inputs: ([parts[index]] + others).map { Operand($0) })], isExplicit: false,
                sentence: passage.sentence(of: list[index]).range, doubt: .noAmounts)
        }
        return relations.allSatisfy { [.consistent, .rounding].contains(Check.judge($0).verdict) } ? relations : nil
    }

    /// “分别达到目标的69%和50%。今年的计划是新开工630万套，基本建成470万套。”
    private func plansAfter(_ list: [Mention]) -> [Mention] {
        guard let last = list.last else { return [] }
        return Array(
            passage.mentions[(last.id + 1)...].prefix(12).filter {
                $0.isAmount && $0.mode == .plan && $0.paragraph == last.paragraph
            }.prefix(list.count))
    }
}
