internal import Quantities

/// What is over, short or left: 超额66户, 缺口50万元, 结余40万元, 尚有20户未开工.
struct DifferenceFinder {
    let passage: Passage
    let plans: PlanPairs

    func find() -> [Relation] {
        passage.mentions.compactMap { mention in
            guard mention.isAmount, mention.mode != .plan || passage.ends(Lexicon.over, mention.label) else { return nil }
            return over(mention) ?? net(mention) ?? carried(mention) ?? stock(mention) ?? saved(mention) ?? left(mention)
                ?? compared(mention)
        }
    }

    private func comparables(before mention: Mention) -> [Mention] {
        passage.mentions(of: passage.sentence(of: mention)).filter {
            $0.id < mention.id && $0.isAmount && !$0.isDerived && $0.isComparable(to: mention)
        }.suffix(8)
    }

    private func make(_ mention: Mention, _ readings: [Reading], isExplicit: Bool, doubt: Note) -> Relation {
        // 超 before the number is the difference itself, no bound.
        Relation(
            kind: .difference, stated: Operand(mention),
            bound: mention.numeral.bound == .atLeast || mention.numeral.bound == .atMost ? .exact : mention.numeral.bound,
            readings: readings,
            isExplicit: isExplicit, sentence: passage.sentence(of: mention).range, doubt: doubt)
    }

    private func over(_ mention: Mention) -> Relation? {
        let label = Changes.stem(mention.label, passage.text)
        let text = passage.text
        guard text.ends(with: Changes.over, in: label) else { return nil }
        let before = comparables(before: mention)
        var readings: [Reading] = []
        var isExplicit = false
        if let done = before.last(where: { plans.planOf[$0.id] != nil }), let plan = plans.planOf[done.id].map({ passage.mentions[$0] }) {
            readings.append(Reading(formula: .difference, inputs: [Operand(done), Operand(plan)]))
            isExplicit =
                plan.sentence == mention.sentence && done.mayBeSameAct(as: plan) && done.segment == mention.segment
                && before.last?.id == done.id
        } else if before.count == 2, let plan = before.first, let done = before.last {
            readings.append(Reading(formula: .difference, inputs: [Operand(done), Operand(plan)]))
        }
        guard !readings.isEmpty else { return make(mention, [], isExplicit: false, doubt: .noBase) }
        return make(mention, readings, isExplicit: isExplicit && mention.numeral.bound != .about, doubt: .noBase)
    }

    private func left(_ mention: Mention) -> Relation? {
        let label = Changes.stem(mention.label, passage.text)
        let text = passage.text
        let isBalance =
            text.ends(with: Lexicon.balance, in: label) || text.ends(with: Lexicon.words("剩余投资 剩余房源 剩余任务 未完成投资 剩余款项"), in: label)
        let isShort =
            text.ends(with: Lexicon.short, in: label)
            || (text.ends(with: Lexicon.words("尚有 还有 仍有"), in: label) && text.contains(word("未"), in: mention.tail))
            || text.starts(with: Lexicon.words("尚未 仍未 还未 未 其余未"), in: label)
            || !mention.isPart && text.ends(with: Lexicon.words("其余"), in: label)
        guard isBalance || isShort, !mention.isPart || isBalance || isShort else { return nil }
        let before = comparables(before: mention)
        guard before.count >= 2 else {
            let found = DifferenceSearch(passage: passage).readings(for: mention)
            return found.isEmpty ? nil : make(mention, found, isExplicit: false, doubt: .noBase)
        }
        var readings: [Reading] = []
        // The last two, then every earlier whole for the last part; the whole less all that went.
        let last = before[before.count - 1]
        for whole in before.dropLast().reversed() where whole.value >= last.value || whole.id == last.id - 1 {
            readings.append(Reading(formula: .difference, inputs: [Operand(whole), Operand(last)]))
        }
        if before.count > 2 { readings.append(Reading(formula: .difference, inputs: before.map { Operand($0) })) }
        if before.count > 2, let first = before.first {
            readings.append(Reading(formula: .difference, inputs: [Operand(first), Operand(before[1])]))
        }
        readings += DifferenceSearch(passage: passage).readings(for: mention)
        let carried = passage.contains(Lexicon.carried, passage.sentence(of: mention).range)
        let firm: Bool
        if mention.measure.dimension != .count {
            let words = Lexicon.words("到位 预算 下达 安排 收到 拨入 总收入 收入 计划总投资 概算")
            // 缴存总额 less 提取总额 is what is left of all years.
            let areTotals = before.count == 2 && before.allSatisfy { passage.ends(Lexicon.words("总额"), $0.label) }
            firm =
                areTotals
                || before.count == 2 && !carried && passage.contains(words, before[0].gap)
                    && passage.contains(Lexicon.words("支出 支付 使用 拨付 执行 列支 完成 决算"), before[1].gap) && last.clause >= mention.clause - 1
        } else {
            let isPlanned = before[0].mode == .plan && before[1].mode == .fact
            let isCounted =
                passage.contains(Lexicon.total + Lexicon.words("共 应 现有 实有 发现"), before[0].gap)
                && passage.contains(Lexicon.words("已"), before[1].label)
            firm =
                before.count == 2 && (isPlanned || isCounted) && before[0].mayBeSameAct(as: before[1])
                && before[0].mayConcernSame(as: before[1]) && last.clause >= mention.clause - 2
        }
        let isExplicit =
            firm && before.allSatisfy { $0.numeral.bound == .exact } && mention.numeral.bound == .exact
            && (before[0].segment == mention.segment || passage.ends(Lexicon.words("总额"), before[0].label))
        var relation = make(mention, readings, isExplicit: isExplicit, doubt: isBalance ? .carriedOver : .noBase)
        let isPlain = (before[1].id + 1..<max(before[1].id + 1, mention.id)).allSatisfy { passage.mentions[$0].isPercent }
        relation.isLikely = before.count == 2 && !carried && isPlain && before[0].segment == mention.segment
        return relation
    }

    /// “新增a、b，退出c，净增n”.
    private func net(_ mention: Mention) -> Relation? {
        guard passage.ends(Lexicon.words("净增 净增加"), Changes.stem(mention.label, passage.text)) else { return nil }
        let before = comparables(before: mention)
        let leaving = Lexicon.words("退出 注销 清退 减少 取消 停发 退租")
        guard let out = before.firstIndex(where: { passage.contains(leaving, $0.gap) }), out > 0,
            passage.contains(Lexicon.words("新增 增加 纳入"), before[0].gap), before[0].segment == mention.segment
        else { return nil }
        let (added, gone) = (before[..<out], before[out...])
        let inputs = added.map { Operand($0) } + gone.map { Operand($0) }
        let reading = Reading(formula: .balance(added: added.count), inputs: inputs)
        return make(mention, [reading], isExplicit: (before + [mention]).allSatisfy { $0.numeral.bound == .exact }, doubt: .noBase)
    }

    /// “上年结转a，收入b，支出c，年末结余d”: where these are all that the sentence names, the balance is of these.
    private func carried(_ mention: Mention) -> Relation? {
        guard passage.ends(Lexicon.balance, Changes.stem(mention.label, passage.text)) else { return nil }
        let all = passage.mentions(of: passage.sentence(of: mention)).filter {
            $0.id < mention.id && $0.isAmount && $0.isComparable(to: mention) && !$0.isReference
        }
        guard all.count >= 3, let first = all.suffix(3).first, let last = all.last,
            passage.contains(Lexicon.words("结转 结余 滚存"), first.label), passage.contains(Lexicon.words("支出 支付 使用"), last.label)
        else { return nil }
        let reading = Reading(formula: .balance(added: 2), inputs: all.suffix(3).map { Operand($0) })
        let middle = all[all.endIndex - 2]
        let isPlain =
            all.count == 3 && (all + [mention]).allSatisfy { $0.numeral.bound == .exact && $0.depth == 0 && !$0.isPart }
            && passage.contains(Lexicon.words("上年 年初 期初 年末"), first.gap) && passage.contains(Lexicon.words("收入 到位 安排 下达 收到"), middle.gap)
            && mention.segment == first.segment && mention.id - first.id == 3
        var relation = make(mention, [reading], isExplicit: false, doubt: .carriedOver)
        // Other income may have been left out: only a slip shows that none was.
        relation.isLikely = isPlain
        return Check.judge(relation).verdict == .unchecked ? nil : relation
    }

    /// “年初4800户，新增650户、退出320户，年末5130户”: the four and no other.
    private func stock(_ mention: Mention) -> Relation? {
        guard passage.contains(Lexicon.words("年末 期末 年底 季末 月末 现有 实有 在保 存量"), mention.gap) else { return nil }
        let before = passage.mentions(of: passage.sentence(of: mention)).filter {
            $0.id < mention.id && $0.isAmount && $0.isComparable(to: mention)
        }
        guard before.count == 3, let first = before.first, let last = before.last, mention.id - first.id == 3 else { return nil }
        let middle = passage.mentions[first.id + 1]
        guard passage.contains(Lexicon.words("年初 期初 上年 年末 年底 原有"), first.gap), passage.contains(Lexicon.words("新增 增加 纳入 新建"), middle.gap),
            passage.contains(Lexicon.words("退出 减少 核销 腾退 注销 清退 拆除"), last.gap), mention.segment == first.segment
        else { return nil }
        return make(
            mention, [Reading(formula: .balance(added: 2), inputs: before.map { Operand($0) })],
            isExplicit: (before + [mention]).allSatisfy { $0.numeral.bound == .exact && $0.depth == 0 }, doubt: .noBase)
    }

    private static let savings = Lexicon.words("节约 节约资金 核减 核减资金 审减 节省 节支 净结余 增值收益 收支相抵 缺口 净收益")

    /// “送审价a，审定价b，核减d”, “收入a，支出b，增值收益d”: of the two just before.
    private func saved(_ mention: Mention) -> Relation? {
        // The stem of 节约 is 节: 约 says nothing before a number.
        guard passage.ends(Self.savings, mention.label) || passage.ends(Self.savings, Changes.stem(mention.label, passage.text)) else {
            return nil
        }
        let before = passage.mentions(of: passage.sentence(of: mention)).filter {
            $0.id < mention.id && $0.isAmount && $0.isComparable(to: mention) && !$0.isDerived
        }
        guard before.count >= 2, let low = before.last, let high = before.dropLast().last, high.value >= low.value else { return nil }
        let reading = Reading(formula: .difference, inputs: [Operand(high), Operand(low)])
        let cues = [("送审", "审定"), ("概算", "决算"), ("预算", "中标"), ("控制价", "中标"), ("限价", "中标"), ("送审", "审核")]
        let isBound = cues.contains { a, b in passage.contains([word(a)], high.label) && passage.contains([word(b)], low.label) }
        var relation = make(
            mention, [reading] + DifferenceSearch(passage: passage).readings(for: mention),
            isExplicit: isBound && before.count == 2 && low.id == mention.id - 1 && before.allSatisfy { $0.numeral.bound == .exact },
            doubt: .noBase)
        relation.isLikely = low.id == mention.id - 1 && high.id == low.id - 1
        return Check.judge(relation).verdict == .unchecked ? nil : relation
    }

    /// 支出大于收入0.65亿元, 当月新增676套: two amounts near by have this difference, or nothing is said.
    private func compared(_ mention: Mention) -> Relation? {
        let isCompared =
            passage.contains(Lexicon.words("大于 小于 多于 少于 超出"), mention.label)
            || passage.ends(Lexicon.words("余额 总额 增值收益 净收入 差额"), Changes.stem(mention.label, passage.text))
            || passage.ends(Lexicon.words("新增 增加"), mention.label)
                && passage.contains(Lexicon.words("当月 本月 当季 季度 当周"), mention.label)
        guard isCompared else { return nil }
        let found = DifferenceSearch(passage: passage).readings(for: mention)
        return found.isEmpty ? nil : make(mention, found, isExplicit: false, doubt: .noBase)
    }
}
