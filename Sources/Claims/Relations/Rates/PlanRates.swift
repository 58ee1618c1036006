internal import Quantities

/// Done of planned: 完成率, 执行率, 占年度任务的.
extension RateFinder {
    func ofPlan(_ percent: Mention, _ acts: Bits<Act>) -> Relation {
        let unit = RateHead.countedUnit(percent, passage.text)
        if let levels = ofLevels(percent) { return levels }
        // A bracket's number is no number of a rate outside it: “竣工1.38万套（含往年0.51万套），完成计划的92%”.
        let all = amountsBefore(percent).filter { mention in unit.map { mention.measure.isCounted(in: $0) } ?? true }
        let outside = all.filter { $0.depth <= percent.depth || $0.isReference }
        let before = outside.contains { $0.mode != .plan } ? outside : all
        if let among = amongDone(percent, before) { return among }
        if let spent = allSpent(percent, before, acts) { return spent }
        // “完成率达95%（190/200）”.
        if let pair = bracketPair(percent) {
            return make(.rate, percent, [ratio(pair.0, pair.1), ratio(pair.1, pair.0)], isExplicit: true)
        }
        var done =
            before.first {
                $0.mode != .plan && !acts.isEmpty && !$0.ownActs.isDisjoint(with: acts) && (isUnbroken($0, percent) || unit != nil)
            }
            ?? before.first {
                $0.mode != .plan && (isUnbroken($0, percent) || unit != nil)
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
            if let ahead = ahead(percent, acts, unit) { return ahead }
            if let all = allDone(percent, acts) { return all }
            let planned = before.first { $0.mode == .plan || isMoney($0) }
            let found = pairs(percent)
            if !found.isEmpty { return make(.rate, percent, found, isExplicit: false) }
            if let planned, let earlier = earlierDone(percent, of: planned) { return earlier }
            return withoutDone(percent, planned, acts)
        }
        var readings: [Reading] = []
        var isExplicit = false
        if let planID = plans.planOf[done.id] {
            let plan = passage.mentions[planID]
            readings.append(ratio(done, plan))
            isExplicit =
                isNear && done.numeral.bound == .exact && plan.numeral.bound == .exact && done.mayBeSameAct(as: plan)
                && !isCumulative(done, plan) && !isMixed(done, plan, percent)
                && (plan.paragraph == done.paragraph || plans.score[done.id, default: 0] >= 6) && isUnbroken(done, percent)
                && plan.id < percent.id && !isOfSeveral(done, plan, percent) && !isPassedOver(done, plan, percent)
        } else if let base = moneyBase(done, percent) {
            readings.append(ratio(done, base))
            isExplicit = done.sentence - base.sentence <= 1 && isUnbroken(done, percent) && done.isPart == base.isPart
        }
        // 完成五年规划的: of another plan than the year's.
        if passage.contains(Lexicon.words("规划 五年 三年 十四五 十三五 总任务 总目标"), percent.label) { isExplicit = false }
        readings += alternatives(done, percent, excluding: readings, isWide: !isExplicit)
        if !isExplicit, readings.isEmpty, let ahead = ahead(percent, acts, unit), !ahead.readings.isEmpty,
            Check.judge(ahead).verdict != .inconsistent
        {
            return ahead
        }
        if !isExplicit, readings.isEmpty, let plan = onlyPlan(done) {
            return make(
                .rate, percent, [ratio(done, plan)],
                isExplicit: done.sentence == percent.sentence && isUnbroken(done, percent) && !isPassedOver(done, plan, percent)
                    && !isMixed(done, plan, percent))
        }
        // “32个项目已交付27个，交付率84.4%”: of all there are.
        if !isExplicit, !acts.isEmpty, !done.ownActs.isDisjoint(with: acts), !isMoney(done), done.sentence == percent.sentence,
            !before.contains(where: { $0.mode == .plan && $0.isComparable(to: done) })
        {
            let whole = ofWhole(percent, acts)
            if whole.isExplicit || Check.judge(whole).verdict != .unchecked { return whole }
        }
        if !isExplicit, let implied = impliedTarget(done, percent, readings) { return implied }
        var relation = make(.rate, percent, readings, isExplicit: isExplicit)
        if let plan = plans.planOf[done.id].map({ passage.mentions[$0] }) {
            relation.isLikely =
                isNear && plan.sentence == done.sentence && !isCumulative(done, plan) && !isMixed(done, plan, percent)
        }
        return relation
    }

    func isMoney(_ mention: Mention) -> Bool { mention.measure.dimension == .money }

    /// 累计 since years against a yearly plan.
    func isCumulative(_ done: Mention, _ plan: Mention) -> Bool {
        let periods = Lexicon.words("期间 规划 五年 三年 十四五 十三五 十二五 总任务 总目标 总规模")
        if passage.contains(periods, plan.gap) != passage.contains(periods, done.gap) { return true }
        let words = Lexicon.words("以来 历年 历史 自启动 自开展 上年结转")
        return passage.contains(words, done.gap) != passage.contains(words, plan.gap)
    }

    /// “支出3.2亿元（含上年结转0.5亿元）”, “任务200个，年中增补20个”: more than one plan or year is in the numbers.
    func isMixed(_ done: Mention, _ plan: Mention, _ percent: Mention) -> Bool {
        let after = passage.mentions[(done.id + 1)..<max(done.id + 1, percent.id)]
        if after.contains(where: {
            passage.contains(word: "含", $0.label) && passage.contains(Lexicon.words("上年 往年 以前 历年 结转 续建 跨年"), $0.label)
        }) {
            return true
        }
        let words = Lexicon.words("增补 调减 追加 调增 核减 补充 取消 退出 调出 另有 调整")
        return passage.mentions[(plan.id + 1)..<max(plan.id + 1, done.id)].contains {
            $0.isComparable(to: plan) && passage.contains(words, $0.gap) && !passage.ends(Lexicon.planEnd, $0.label)
        }
    }

    /// The one plan of this act and unit that the text gives before, in this paragraph or the one before.
    func onlyPlan(_ done: Mention) -> Mention? {
        guard !done.ownActs.isEmpty, done.numeral.bound == .exact, !done.isPart else { return nil }
        let plans = passage.mentions[max(0, done.id - 40)..<done.id].filter {
            $0.mode == .plan && $0.isAmount && $0.isComparable(to: done) && $0.acts == done.acts && $0.mayConcernSame(as: done)
                && $0.numeral.bound == .exact && $0.place == done.place
        }
        guard plans.count == 1, let plan = plans.first, done.paragraph - plan.paragraph <= 1, !plan.value.isZero else { return nil }
        return plan.years.isEmpty || done.years.isEmpty || !plan.years.isDisjoint(with: done.years) ? plan : nil
    }

    /// A nearer amount of the same unit that is no plan of this one: the rate may be its own.
    func isPassedOver(_ done: Mention, _ plan: Mention, _ percent: Mention) -> Bool {
        guard done.sentence == percent.sentence else { return false }
        return passage.mentions[(done.id + 1)..<max(done.id + 1, percent.id)].contains {
            $0.isAmount && $0.isComparable(to: done) && $0.id != plan.id && !$0.isReference && !$0.isDerived && !$0.isPart
                && $0.ownActs.isDisjoint(with: done.ownActs) == $0.ownActs.isEmpty
        }
    }

    /// “第一批3500万元，第二批2800万元，共支出6500万元”: more plans than facts, and the rate is of their sum.
    func isOfSeveral(_ done: Mention, _ plan: Mention, _ percent: Mention) -> Bool {
        let near = passage.mentions[max(0, done.id - 12)..<done.id].filter {
            $0.sentence == plan.sentence && $0.isAmount && $0.isComparable(to: done) && !$0.isReference && !$0.isPart
        }
        let planned = near.filter { $0.mode == .plan && ($0.ownActs.isEmpty || $0.ownActs == plan.ownActs || $0.acts == plan.acts) }
        let facts = near.filter { $0.mode != .plan && !$0.isDerived }.count + 1
        guard planned.count > facts else { return false }
        // 年初预算, 调整后预算: plans of one thing are tried one by one.
        let isRevised = planned.contains { passage.contains(Lexicon.words("调整 追加 调减 年初 年中"), $0.gap) }
        let isFresh = planned.count == 2 && isRevised && !planned.contains { passage.contains(Lexicon.words("追加"), $0.gap) }
        return !isFresh
    }

    /// Money spent is a rate of money planned, arrived or passed on, whichever is named before it.
    func moneyBase(_ done: Mention, _ percent: Mention) -> Mention? {
        guard isMoney(done), done.mode != .plan else { return nil }
        let before = passage.mentions(of: passage.sentence(of: percent)).filter {
            $0.id < done.id && isMoney($0) && $0.isComparable(to: done) && !$0.isPart && !$0.isDerived
        }
        if before.isEmpty { return earlierBase(done) }
        let near = before.filter { $0.segment == done.segment }
        let candidates = near.isEmpty ? before : near
        // “第一批3000万元、第二批2000万元，合计5000万元”: of their sum.
        if let sum = candidates.last, candidates.count >= 3, passage.contains(Lexicon.words("合计 共计 总计"), sum.label),
            candidates.dropLast().map(\.value).reduce(0, +) == sum.value
        {
            return sum
        }
        let bases = candidates.filter {
            passage.contains(Lexicon.words("安排 下达 到位 收到 总投资 计划 拨入 争取 资金总额 专项资金 补助资金 筹集"), $0.gap)
                || $0.mode == .plan
                || passage.contains(Lexicon.words("资金 补助"), $0.tail)
        }
        return bases.count == 1 && candidates.count == 1 ? bases.first : nil
    }

    /// “下达补助资金1560万元，其中…。截至12月底支付1398.6万元，支付率…”: the one sum of the sentence before.
    private func earlierBase(_ done: Mention) -> Mention? {
        guard done.sentence > passage.paragraphs[done.paragraph].lowerBound else { return nil }
        let sums = passage.mentions(of: passage.sentences[done.sentence - 1]).filter {
            isMoney($0) && !$0.isPart && !$0.isDerived && !$0.isReference
        }
        guard sums.count == 1, let base = sums.first, base.isComparable(to: done), base.numeral.bound == .exact, base.value >= done.value,
            passage.contains(Lexicon.words("下达 到位资金 收到 拨入 争取"), base.gap), !done.ownActs.isEmpty,
            passage.contains(Lexicon.words("支付 支出 拨付 使用 执行"), done.gap), base.mayConcernSame(as: done) || base.subjects.isEmpty
        else { return nil }
        return base
    }

    /// “3.83亿元全部支出，预算执行率100%”; “0.44亿元，预算执行率100%” says no amount spent.
    func allSpent(_ percent: Mention, _ before: [Mention], _ acts: Bits<Act>) -> Relation? {
        guard let money = before.first(where: isMoney) else { return nil }
        let range = money.start..<percent.start
        guard passage.contains(Lexicon.allSpent, range) else { return nil }
        let spent = Reading(formula: .ratio, inputs: [Operand(money), Operand(money)], note: .allSpent)
        return make(.rate, percent, [spent] + alternatives(money, percent, excluding: []), isExplicit: true)
    }

    /// “任务为186个小区。截至年底，已全部开工，开工率100%。”
    func allDone(_ percent: Mention, _ acts: Bits<Act>) -> Relation? {
        let sentence = passage.sentence(of: percent).range
        let plan = passage.nearby(percent).filter { $0.id < percent.id && $0.isAmount && $0.mode == .plan }.max { $0.id < $1.id }
        guard let plan, percent.sentence - plan.sentence <= 1 else { return nil }
        let between = max(plan.end, sentence.lowerBound)..<percent.start
        guard passage.contains(Lexicon.words("全部 均已 全数 已全面"), between) else { return nil }
        return make(.rate, percent, [Reading(formula: .ratio, inputs: [Operand(plan), Operand(plan)], note: .allSpent)], isExplicit: true)
    }

    func withoutDone(_ percent: Mention, _ planned: Mention?, _ acts: Bits<Act>) -> Relation {
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

    /// “已开工项目中完工26个，完工率81.3%”: of those started, and of nothing else.
    private func amongDone(_ percent: Mention, _ before: [Mention]) -> Relation? {
        guard let part = before.first, isUnbroken(part, percent), let at = passage.text.last(word("中"), in: part.label),
            let since = passage.text.last(word("已"), in: part.label.lowerBound..<at)
        else { return nil }
        let acts = Bits(Act.words.filter { passage.text.contains($0.0, in: since..<at) }.map(\.1))
        guard !acts.isEmpty,
            let whole = before.dropFirst().first(where: { !$0.ownActs.isDisjoint(with: acts) && $0.isComparable(to: part) })
        else { return nil }
        return make(.rate, percent, [ratio(part, whole)], isExplicit: whole.numeral.bound == .exact && part.numeral.bound == .exact)
    }

    /// “开工率123.71%。年度任务4500套，实际开工5567套”: the rate stands first, its amounts after.
    private func ahead(_ percent: Mention, _ acts: Bits<Act>, _ unit: Word?) -> Relation? {
        var readings: [Reading] = []
        for done in passage.mentions[(percent.id + 1)...].prefix(12) {
            guard done.paragraph == percent.paragraph, done.sentence - percent.sentence <= 2 else { break }
            guard done.isAmount, done.mode != .plan, !done.isDerived, let planID = plans.planOf[done.id], planID > percent.id,
                unit.map({ done.measure.isCounted(in: $0) }) ?? true
            else { continue }
            guard acts.isEmpty || done.acts.isEmpty || !done.acts.isDisjoint(with: acts) || isMoney(done) else { continue }
            readings.append(ratio(done, passage.mentions[planID]))
        }
        guard !readings.isEmpty else { return nil }
        return make(.rate, percent, readings, isExplicit: false)
    }

    /// “目标值95%，实际完成值98%，完成率103.2%”, “分值20分，得分18分，得分率90%”: the rate of two rates, or of two scores.
    private func ofLevels(_ percent: Mention) -> Relation? {
        let near = passage.mentions[max(0, percent.id - 2)..<percent.id].filter {
            $0.sentence == percent.sentence && $0.segment == percent.segment && ($0.isPercent || $0.isScore)
        }
        guard near.count == 2, let plan = near.first, let fact = near.last, plan.isComparable(to: fact), !plan.value.isZero,
            passage.contains(Lexicon.words("目标值 计划值 指标值 年度目标 分值 标准分 满分 权重"), plan.label),
            passage.contains(Lexicon.words("实际 完成值 完成 得分"), fact.label)
        else { return nil }
        return make(.rate, percent, [ratio(fact, plan)], isExplicit: [plan, fact].allSatisfy { $0.numeral.bound == .exact })
    }
}
