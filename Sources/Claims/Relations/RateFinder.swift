internal import Quantities

/// Rates and shares: A of B is P.
struct RateFinder {
    let passage: Passage
    let plans: PlanPairs

    func find() -> [Relation] {
        var relations: [Relation] = []
        var listedHeads = ListedRates(passage)
        for mention in passage.mentions where mention.isPercent && mention.value >= 0 {
            guard mention.mode != .plan else { continue }
            let head = listedHeads.head(of: mention) ?? RateHead.read(mention, passage)
            if let relation = relation(mention, head) { relations.append(relation) }
        }
        return relations
    }

    private func relation(_ percent: Mention, _ head: RateHead?) -> Relation? {
        switch head {
        case .ofPlan(let acts): return ofPlan(percent, acts)
        case .ofWhole(let acts): return ofWhole(percent, acts)
        case .share(let noun): return share(percent, noun)
        case .ofNumber(let id): return ofNumber(percent, passage.mentions[id])
        case .over: return over(percent)
        case nil: return bracketed(percent)
        case .change, .level: return nil
        }
    }

    private func make(_ kind: ClaimKind, _ percent: Mention, _ readings: [Reading], isExplicit: Bool, doubt: Note = .noAmounts) -> Relation
    {
        Relation(
            kind: percent.numeral.bound == .exact ? kind : .threshold, stated: Operand(percent), bound: percent.numeral.bound,
            readings: readings, isExplicit: isExplicit,
            sentence: passage.sentence(of: percent).range, doubt: doubt)
    }

    private func ratio(_ a: Mention, _ b: Mention) -> Reading { Reading(formula: .ratio, inputs: [Operand(a), Operand(b)]) }

    /// The amounts before the rate in its sentence, nearest first.
    private func amountsBefore(_ percent: Mention) -> [Mention] {
        passage.mentions(of: passage.sentence(of: percent)).filter { $0.id < percent.id && $0.isAmount && !$0.isDerived }.suffix(12)
            .reversed()
    }

    // MARK: - Done of planned

    private func ofPlan(_ percent: Mention, _ acts: Set<Act>) -> Relation {
        let before = amountsBefore(percent)
        if let spent = allSpent(percent, before, acts) { return spent }
        // “完成率达95%（190/200）”.
        if let pair = bracketPair(percent) {
            return make(.rate, percent, [ratio(pair.0, pair.1), ratio(pair.1, pair.0)], isExplicit: true)
        }
        var done =
            before.first { $0.mode != .plan && !acts.isEmpty && !$0.ownActs.isDisjoint(with: acts) && isUnbroken($0, percent) }
            ?? before.first {
                $0.mode != .plan && isUnbroken($0, percent)
                    && (acts.isEmpty || $0.acts.isEmpty || !$0.acts.isDisjoint(with: acts) || isMoney($0))
            }
        var isNear = done != nil
        if done == nil, before.allSatisfy({ $0.mode == .plan }), percent.sentence > passage.paragraphs[percent.paragraph].lowerBound {
            // “…已支付66.86万元。拨付进度100%。”
            let last = passage.mentions(of: passage.sentences[percent.sentence - 1]).last { $0.isAmount }
            if let last, last.mode != .plan, !acts.isEmpty ? !last.ownActs.isDisjoint(with: acts) || isMoney(last) : true,
                !before.contains(where: { !$0.isComparable(to: last) })
            {
                done = last
                isNear = true
            }
        }
        guard let done else {
            if let all = allDone(percent, acts) { return all }
            let planned = before.first { $0.mode == .plan || isMoney($0) }
            return withoutDone(percent, planned, acts)
        }
        var readings: [Reading] = []
        var isExplicit = false
        if let planID = plans.planOf[done.id] {
            let plan = passage.mentions[planID]
            readings.append(ratio(done, plan))
            isExplicit =
                isNear && done.numeral.bound == .exact && plan.numeral.bound == .exact && done.mayBeSameAct(as: plan)
                && !isCumulative(done, plan)
                && (plan.paragraph == done.paragraph || plans.score[done.id, default: 0] >= 6) && isUnbroken(done, percent)
        } else if let base = moneyBase(done, percent) {
            readings.append(ratio(done, base))
            isExplicit = base.sentence == done.sentence && isUnbroken(done, percent)
        }
        readings += alternatives(done, percent, excluding: readings)
        if !isExplicit, let implied = impliedTarget(done, percent, readings) { return implied }
        return make(.rate, percent, readings, isExplicit: isExplicit)
    }

    private func isMoney(_ mention: Mention) -> Bool { mention.measure.dimension == .money }

    /// Nothing between the number and its rate but brackets and other units: no other rate, no other segment.
    private func isUnbroken(_ done: Mention, _ percent: Mention) -> Bool {
        guard done.sentence == percent.sentence else { return percent.sentence - done.sentence == 1 }
        return done.segment == percent.segment
            && (done.id + 1..<max(done.id + 1, percent.id)).allSatisfy { id in
                let between = passage.mentions[id]
                return !between.isPercent || between.depth > 0 || isListed(between, percent)
            }
    }

    /// 开工率、竣工率分别为80%、60%: the per cents of one list.
    private func isListed(_ a: Mention, _ b: Mention) -> Bool { a.clause == b.clause }

    /// 累计 since years against a yearly plan.
    private func isCumulative(_ done: Mention, _ plan: Mention) -> Bool {
        let words = Lexicon.words("以来 历年 历史 自启动 自开展 上年结转")
        return passage.contains(words, done.gap) != passage.contains(words, plan.gap)
    }

    /// Money spent is a rate of money planned, arrived or passed on, whichever is named before it.
    private func moneyBase(_ done: Mention, _ percent: Mention) -> Mention? {
        guard isMoney(done), done.mode != .plan else { return nil }
        let before = passage.mentions(of: passage.sentence(of: percent)).filter {
            $0.id < done.id && isMoney($0) && $0.isComparable(to: done)
        }
        let bases = before.filter {
            passage.contains(Lexicon.words("预算 安排 下达 到位 收到 总投资 计划 拨入 争取 资金总额 专项资金 补助资金 筹集"), $0.gap)
                || passage.contains(Lexicon.words("资金 补助"), $0.tail)
        }
        return bases.count == 1 && before.count == 1 ? bases.first : nil
    }

    /// “3.83亿元全部支出，预算执行率100%”; “0.44亿元，预算执行率100%” says no amount spent.
    private func allSpent(_ percent: Mention, _ before: [Mention], _ acts: Set<Act>) -> Relation? {
        guard let money = before.first(where: isMoney) else { return nil }
        let range = money.start..<percent.start
        guard passage.contains(Lexicon.allSpent, range) else { return nil }
        let spent = Reading(formula: .ratio, inputs: [Operand(money), Operand(money)], note: .allSpent)
        return make(.rate, percent, [spent] + alternatives(money, percent, excluding: []), isExplicit: true)
    }

    /// “任务为186个小区。截至年底，已全部开工，开工率100%。”
    private func allDone(_ percent: Mention, _ acts: Set<Act>) -> Relation? {
        let sentence = passage.sentence(of: percent).range
        let plan = passage.nearby(percent).filter { $0.id < percent.id && $0.isAmount && $0.mode == .plan }.max { $0.id < $1.id }
        guard let plan, percent.sentence - plan.sentence <= 1 else { return nil }
        let between = max(plan.end, sentence.lowerBound)..<percent.start
        guard passage.contains(Lexicon.words("全部 均已 全数 已全面"), between) else { return nil }
        return make(.rate, percent, [Reading(formula: .ratio, inputs: [Operand(plan), Operand(plan)], note: .allSpent)], isExplicit: true)
    }

    private func withoutDone(_ percent: Mention, _ planned: Mention?, _ acts: Set<Act>) -> Relation {
        var relation = make(.rate, percent, [], isExplicit: false)
        let isSpending =
            passage.ends(Lexicon.words("预算执行率 资金执行率 执行率 支出率 资金支付率 支出进度"), percent.label.lowerBound..<(percent.label.upperBound))
            || passage.contains(Lexicon.words("预算执行率 资金执行率"), percent.label)
        if isSpending, let planned, isMoney(planned), planned.clause >= percent.clause - 1 {
            relation.question = .rateWithoutSpending
            relation.readings = []
        }
        return relation
    }

    // MARK: - Of the whole

    private func ofWhole(_ percent: Mention, _ acts: Set<Act>) -> Relation {
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
        readings += alternatives(done, percent, excluding: readings)
        return make(.rate, percent, readings, isExplicit: isExplicit)
    }

    // MARK: - Shares

    private func share(_ percent: Mention, _ noun: Range<Int>?) -> Relation {
        let before = amountsBefore(percent)
        guard let part = before.first(where: { isUnbroken($0, percent) }) else { return make(.share, percent, [], isExplicit: false) }
        let sameUnit = before.filter { $0.id < part.id && $0.isComparable(to: part) }
        var readings: [Reading] = []
        var isExplicit = false
        let sameUnitWholes = sameUnit.filter { $0.value >= part.value }
        let named = noun.flatMap { noun in sameUnitWholes.first { isNamed($0, by: noun) } }
        let whole = named ?? sameUnit.first { part.isPart && !$0.isPart } ?? (sameUnit.count == 1 ? sameUnit.first : nil)
        if let whole {
            readings.append(ratio(part, whole))
            let isWhole = named != nil || (part.isPart && !whole.isPart) || (noun == nil && passage.contains(Lexicon.total, whole.gap))
            isExplicit = isWhole && whole.numeral.bound == .exact && part.numeral.bound == .exact && whole.value >= part.value
            // “占全国的”, “占财政支出的”: of something else.
            if let noun, named == nil { isExplicit = isExplicit && refersToWhole(noun) }
        }
        readings += alternatives(part, percent, excluding: readings)
        return make(.share, percent, readings, isExplicit: isExplicit)
    }

    private func refersToWhole(_ noun: Range<Int>) -> Bool {
        let words = Lexicon.words("总数 总量 总额 总户数 总套数 全部 总人数 总面积 总投资 总资金 资金总额 总")
        return passage.ends(words, noun)
            || passage.text.starts(with: Lexicon.words("总 全部 其"), in: noun) && !passage.contains(Lexicon.words("全市 全国 全省 全区"), noun)
    }

    /// The noun after 占 shares a word of two scalars with what the amount is of.
    private func isNamed(_ whole: Mention, by noun: Range<Int>) -> Bool {
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

    private func ofNumber(_ percent: Mention, _ whole: Mention) -> Relation {
        let parts = amountsBefore(percent).filter { $0.id < whole.id && $0.isComparable(to: whole) }
        let kind: ClaimKind = whole.mode == .plan ? .rate : .share
        guard let part = parts.first else { return make(kind, percent, [], isExplicit: false) }
        return make(
            kind, percent, [ratio(part, whole)] + parts.dropFirst().map { ratio($0, whole) },
            isExplicit: part.sentence == whole.sentence && part.numeral.bound == .exact)
    }

    /// 超额8%, 超计划8%.
    private func over(_ percent: Mention) -> Relation? {
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
    private func bracketed(_ percent: Mention) -> Relation? {
        guard percent.depth > 0, percent.label.isEmpty || percent.label.count <= 2, let part = amountsBefore(percent).first,
            part.depth < percent.depth, percent.start - part.end <= 4
        else { return nil }
        let readings = alternatives(part, percent, excluding: [])
        return readings.isEmpty ? nil : make(.share, percent, readings, isExplicit: false)
    }

    /// “95%（190/200）”.
    private func bracketPair(_ percent: Mention) -> (Mention, Mention)? {
        let next = percent.id + 1
        guard next + 1 < passage.mentions.count else { return nil }
        let (a, b) = (passage.mentions[next], passage.mentions[next + 1])
        guard a.sentence == percent.sentence, a.start - percent.end <= 2, a.depth > percent.depth, b.depth == a.depth, b.start - a.end == 1,
            "/÷".unicodeScalars.contains(passage.text[a.end])
        else { return nil }
        return (a, b)
    }

    // MARK: - Other readings

    /// Other wholes in the paragraph for the same part that make the rate true. Kept only where they do.
    private func alternatives(_ part: Mention, _ percent: Mention, excluding: [Reading]) -> [Reading] {
        // “90%以上” is true of too many pairs to tell which is meant.
        guard !percent.value.isZero, percent.numeral.bound == .exact else { return [] }
        var parts = [part]
        parts += amountsBefore(percent).filter { $0.id != part.id && $0.mode != .plan && $0.segment == part.segment }.prefix(4)
        var found: [Reading] = []
        for part in parts {
            for whole in passage.nearby(percent)
            where whole.id != part.id && whole.isAmount && whole.isComparable(to: part) && !whole.value.isZero {
                // A number said twice makes 100 % of itself.
                if whole.value == part.value, whole.mode != .plan || part.mode == .plan { continue }
                let reading = ratio(part, whole)
                guard !excluding.contains(reading) else { continue }
                let relation = make(.rate, percent, [], isExplicit: false)
                if let outcome = Check.fit(relation, reading), outcome.fit > .lastDigit { found.append(reading) }
            }
            if !found.isEmpty { break }
        }
        return found
    }

    /// The plan is not given; amount and rate imply one. A count's must be a whole number.
    private func impliedTarget(_ done: Mention, _ percent: Mention, _ readings: [Reading]) -> Relation? {
        guard readings.isEmpty, percent.numeral.bound == .exact, !percent.value.isZero, done.measure.dimension == .count,
            percent.numeral.interval.low > 0
        else { return nil }
        let plan = done.value / percent.value
        guard plan >= 1 else { return nil }
        // The roundest number in the implied range stands for the plan.
        let low = done.numeral.interval.low / percent.numeral.interval.high
        let high = done.numeral.interval.high / percent.numeral.interval.low
        for places in stride(from: 8, through: 0, by: -1) {
            let rounded = plan.rounded(decimals: -places)
            guard rounded >= low, rounded <= high, !rounded.isZero else { continue }
            var target = Operand(done)
            target.value = rounded
            target.interval = Interval(low: low, high: high)
            var reading = Reading(formula: .implied, inputs: [Operand(done), target])
            reading.note = .impliedTarget
            return make(.rate, percent, [reading], isExplicit: false)
        }
        return nil
    }
}
