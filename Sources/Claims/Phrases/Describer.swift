internal import Quantities

/// Gives each number of a sentence its mode, acts, subjects and place; what a number does not say it takes from the one before.
struct Describer {
    let text: [Unicode.Scalar]
    let sentence: Range<Int>
    private var previous: Mention?

    init(text: [Unicode.Scalar], sentence: Range<Int>) {
        self.text = text
        self.sentence = sentence
    }

    mutating func describe(_ mention: inout Mention) {
        let gap = trimmed(mention.gap)
        mention.isDerived = mention.mode != .plan && Changes.isDerived(mention, text)
        mention.isChange = mention.mode != .plan && Changes.isChange(mention, text)
        mention.ownActs = acts(mention.label.isEmpty ? gap : mention.label)
        if mention.ownActs.isEmpty { mention.ownActs = acts(mention.tail) }
        // 下达 and 安排 say who planned; they are acts of money only.
        if mention.measure.dimension != .money { mention.ownActs.remove(.issued) }
        mention.ownSubjects = subjects(mention.label)
        if mention.ownSubjects.isEmpty { mention.ownSubjects = subjects(gap) }
        mention.place = place(mention.label) ?? place(gap)
        readMode(&mention, gap)

        let continues = previous.map { text[$0.end..<max($0.end, mention.start)].allSatisfy { $0 != "；" } } ?? false
        mention.acts = mention.ownActs
        mention.subjects = mention.ownSubjects
        if let previous, continues {
            if mention.acts.isEmpty { mention.acts = previous.acts }
            if mention.subjects.isEmpty { mention.subjects = previous.subjects }
            // A rate after a plan is a target too only where it is put as one: 完成率达到50%以上.
            let isRate = mention.measure.dimension == .percent
            let isPut = mention.numeral.bound != .exact || text.containsAny(Lexicon.words("达到 不低于"), in: mention.label)
            if mention.mode == .open, !startsAnew(gap), !isRate || isPut {
                mention.mode = previous.mode
                mention.modeIsInherited = true
            }
            if mention.years.isEmpty { mention.years = previous.years }
        } else if let previous, mention.subjects.isEmpty {
            mention.subjects = previous.subjects
        }
        previous = mention
    }

    /// “计划开工100套，开工90套”: the second, of the same act as an outright plan, is what was done.
    func settle(_ mentions: inout [Mention], _ found: Range<Int>) {
        for id in found where mentions[id].mode == .plan && mentions[id].modeIsInherited && mentions[id].isAmount {
            let mention = mentions[id]
            let before = mentions[found.lowerBound..<id].suffix(12)
            let isRepeated = before.contains { plan in
                plan.mode == .plan && !plan.modeIsInherited && plan.isComparable(to: mention) && plan.mayConcernSame(as: mention)
                    && !mention.ownActs.isEmpty
                    && !mention.ownActs.isDisjoint(with: plan.acts) && plan.clause != mention.clause
            }
            if isRepeated || hasOwnRate(mention, mentions, found) { mentions[id].mode = .fact }
        }
    }

    /// “计划改造100个，开工65个，开工率65%”: what has a rate of its own was done.
    private func hasOwnRate(_ mention: Mention, _ mentions: [Mention], _ found: Range<Int>) -> Bool {
        guard mention.id + 1 < found.upperBound else { return false }
        let follower = mentions[mention.id + 1]
        if follower.measure.dimension == .percent, follower.clause > mention.clause, follower.segment == mention.segment, !mention.isPart,
            text.starts(with: Lexicon.words("完成 达成 为年度 为全年 占年度 占全年 目标完成 任务完成 计划完成"), in: follower.label),
            mentions[found.lowerBound..<mention.id].contains(where: {
                $0.mode == .plan && $0.isComparable(to: mention) && $0.clause < mention.clause
            })
        {
            return true
        }
        // 开工86个，完工81个，开工率…，完工率…
        return mentions[(mention.id + 1)..<found.upperBound].prefix(6).contains { next in
            next.measure.dimension == .percent && !mention.ownActs.isEmpty && !next.ownActs.isDisjoint(with: mention.ownActs)
                && next.segment == mention.segment && text.contains(word("率"), in: next.label)
        }
    }

    // MARK: - Mode

    private func readMode(_ mention: inout Mention, _ gap: Range<Int>) {
        if mention.measure.dimension == .percent || mention.measure.dimension == .points || mention.measure.dimension == .times {
            // 预算执行率 and 完成年度计划的 hold plan words and plan nothing: a rate is a target only where it says so.
            let isTarget = text.containsAny(
                Lexicon.words("应达到 应达 目标值 力争 确保 指标值 计划达到 目标为 不得低于 预期 要求达到 须达到 需达到 原则上 不应低于 考核标准 达标线 预计"), in: mention.label)
            if isTarget {
                mention.mode = .plan
            } else if text.containsAny(Lexicon.words("实际 已 截至 目前"), in: gap) || text.ends(with: [word("的")], in: mention.label) {
                mention.mode = .fact
            }
            return
        }
        if text.has(word("的"), at: mention.tail.lowerBound), text.containsAny(Lexicon.tasks, in: mention.tail) {
            mention.mode = .plan
            return
        }
        if Changes.isOver(mention.label, text) {
            mention.isDerived = true
            mention.isChange = true
            return
        }
        // 年度计划（92个）: over the bracket.
        let lead = gap.last.map { text[$0] == "（" } ?? false ? gap.lowerBound..<(gap.upperBound - 1) : gap
        if text.ends(with: Lexicon.planEnd, in: lead) {
            mention.mode = .plan
            return
        }
        let lastFact = Lexicon.strongFact.compactMap { text.last($0, in: gap) }.max()
        var lastPlan = -1
        for plan in Lexicon.plan {
            if let at = text.last(plan, in: gap), at > lastPlan, !isInside(Lexicon.notPlan, at, gap), !isObject(at, plan, gap) {
                lastPlan = at
            }
        }
        // 年度计划基本建成任务中竣工3240套: a part of the plan that was done.
        if lastPlan >= 0, let among = text.last(word("中"), in: lastPlan..<gap.upperBound),
            Lexicon.tasks.contains(where: { text.has($0, at: among - $0.count) })
        {
            mention.mode = .fact
            return
        }
        if let lastFact, lastFact > lastPlan {
            mention.mode = .fact
        } else if lastPlan >= 0 {
            mention.mode = .plan
        } else if text.containsAny(Lexicon.fact, in: gap) {
            mention.mode = .open
        }
        // 完成, 支出 and the like: done, unless a plan before still holds.
        if mention.mode == .open, text.containsAny(Lexicon.words("完成 支出 拨付 到位 支付 执行"), in: gap) {
            mention.mode = .fact
        }
    }

    /// “完成计划”, “占任务的”: the plan is what the act or share is of, and says nothing of this number unless it ends the gap.
    private func isObject(_ at: Int, _ plan: Word, _ gap: Range<Int>) -> Bool {
        let before = max(gap.lowerBound, at - 6)..<at
        let isAmongObjects = text.ends(with: Lexicon.words("完成 完成全年 完成年度 占 占年度 占全年 超 按 按照 根据 比 较 完成了 达到 为年度 为全年 超额完成 完成当年 分解"), in: before)
        return isAmongObjects
    }

    private func isInside(_ words: [Word], _ at: Int, _ gap: Range<Int>) -> Bool {
        words.contains { candidate in
            (max(gap.lowerBound, at - candidate.count + 1)...at).contains { text.has(candidate, at: $0) && $0 + candidate.count > at }
        }
    }

    private func startsAnew(_ gap: Range<Int>) -> Bool {
        if text.containsAny(Lexicon.words("截至 截止 目前 今年以来 上半年 前三季度 全年共 当年共"), in: gap) { return true }
        // 1-6月开工65个: a month begins what was done.
        return gap.dropFirst().contains { text[$0] == "月" && text[$0 - 1].isDigit }
    }

    /// “…的工作目标，实际开工”: what still belongs to the number before goes.
    private func trimmed(_ gap: Range<Int>) -> Range<Int> {
        guard let head = gap.first, previous != nil else { return gap }
        guard !"，、；：（）".unicodeScalars.contains(text[head]) else { return gap }
        if let cut = gap.first(where: { "，、；：（".unicodeScalars.contains(text[$0]) }) { return cut..<gap.upperBound }
        return gap
    }

    // MARK: - What it is of

    private func acts(_ range: Range<Int>) -> Bits<Act> {
        var found: Bits<Act> = []
        var index = range.lowerBound
        while index < range.upperBound {
            if let (word, act) = Act.words.first(where: {
                $0.0[0] == text[index] && $0.0.count <= range.upperBound - index && text.has($0.0, at: index)
            }) {
                found.insert(act)
                index += word.count
            } else {
                index += 1
            }
        }
        // 投资 is an act of its own only where nothing else is said; 安排 and 下达 say who planned.
        if found.count > 1 { found.remove(.issued) }
        return found
    }

    private func subjects(_ range: Range<Int>) -> Bits<Subject> {
        var found: Bits<Subject> = []
        var index = range.lowerBound
        while index < range.upperBound {
            if let (word, subject) = Subject.words.first(where: {
                $0.0[0] == text[index] && $0.0.count <= range.upperBound - index && text.has($0.0, at: index)
            }) {
                found.insert(subject)
                index += word.count
            } else {
                index += 1
            }
        }
        return found
    }

    private func place(_ range: Range<Int>) -> String? {
        var index = range.upperBound - 1
        while index > range.lowerBound + 1 {
            if "市区县州镇乡省".unicodeScalars.contains(text[index]), text[index - 1].isHan, text[index - 2].isHan {
                let before = text[index - 1]
                if !"我全本该各城小社片地园市户辖老新街郊个城级重中央山社厂矿校".unicodeScalars.contains(before) { return text.string((index - 2)..<(index + 1)) }
            }
            index -= 1
        }
        return nil
    }
}
