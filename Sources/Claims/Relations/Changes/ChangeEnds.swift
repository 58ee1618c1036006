internal import Quantities

/// Between which two levels a change is measured.
extension ChangeFinder {
    struct Ends {
        var from: Mention
        var to: Mention
        var isExplicit: Bool
    }

    /// The two levels a change is measured between.
    func ends(of change: Mention, comparable: (Mention) -> Bool) -> [Ends] {
        let sentence = passage.mentions(of: passage.sentence(of: change)).suffix(40)
        let levels = sentence.filter { $0.id < change.id && comparable($0) && !$0.numeral.isRange && !$0.isChange }
        // What a rate is of (为年初预算60999万元的40.4%) is no level of this.
        let before = levels.filter { !$0.isReference }
        var found: [Ends] = []
        // 由A增加到B.
        for to in before.reversed() {
            guard let from = before.last(where: { $0.id < to.id && $0.isComparable(to: to) }) else { continue }
            if isFrom(from), isTo(to) {
                // “上升至82.3%，上升3.8个百分点，比全省平均水平低1.2个百分点”: over something else.
                if to.id < change.id - 1, passage.starts(Lexicon.words("比 较 高于 低于 超 快于 慢于"), change.label), baseYear(of: change) == nil {
                    break
                }
                let between = (to.id + 1..<max(to.id + 1, change.id)).allSatisfy { !comparable(passage.mentions[$0]) }
                found.append(Ends(from: from, to: to, isExplicit: between && to.id - from.id == 1))
                break
            }
        }
        // “A，是上年B的2.07倍，增长107%”.
        if let base = levels.last, base.isReference, passage.mentions[base.id + 1].measure.dimension == .times,
            let to = before.last(where: { $0.id < base.id }), to.isComparable(to: base),
            to.segment == change.segment
        {
            found.append(Ends(from: base, to: to, isExplicit: change.id - base.id <= 2))
        }
        // “比上年的A增长”, “较上年（A）增长”: the base stands just before the change.
        if let base = before.last, isBase(base),
            let to = before.last(where: { $0.id < base.id && $0.isComparable(to: base) && !isBase($0) })
        {
            // Only another change may stand between: “上年同期为2000户，同比增加350户，增幅17.5%”.
            let isOther =
                change.clause > base.clause && passage.starts(Lexicon.words("比 较"), change.label)
                && passage.starts(Lexicon.words("比 较"), base.label)
            let hasOwnBase =
                isOther || change.id - base.id > 1 && passage.contains(Lexicon.base + Lexicon.words("高于 低于 平均 全国 全省 全市"), change.label)
            let isNear =
                !hasOwnBase && (base.id + 1..<max(base.id + 1, change.id)).allSatisfy { passage.mentions[$0].isChange }
                && change.id - base.id <= 2
            found.append(Ends(from: base, to: to, isExplicit: isNear && change.segment == base.segment && to.id == base.id - 1))
        }
        // “2023年A，2022年B，增长C”: the later year first.
        if found.isEmpty, before.count == 2, let from = before.last, let to = before.first, from.isComparable(to: to),
            let later = to.years.max(), let earlier = from.years.max(), later > earlier
        {
            found.append(Ends(from: from, to: to, isExplicit: from.id == to.id + 1 && from.id == change.id - 1))
        }
        // “2021年65%、2022年72%，2023年81%，比2021年提高16个百分点”: of the year that the change names.
        if let year = baseYear(of: change) {
            let from = before.filter { $0.years.contains(year) }
            let to = before.last { !$0.years.contains(year) }
            found = found.filter { $0.from.years.contains(year) }
            if found.isEmpty, let from = from.first, let to, to.isComparable(to: from), from.id < to.id {
                found.append(
                    Ends(from: from, to: to, isExplicit: before.filter { $0.years.contains(year) }.count == 1 && to.id == change.id - 1))
            }
            return found
        }
        // “B，增长C（上年A）” and “2022年A，2023年B，增长C”.
        if found.isEmpty, before.count == 2 || (before.count > 2 && before[before.count - 1].segment == change.segment),
            let to = before.last, let from = before.dropLast().last, from.isComparable(to: to), to.depth <= change.depth
        {
            let years = !from.years.isEmpty && !to.years.isEmpty && (from.years.max() ?? 0) < (to.years.max() ?? 0)
            let based = isBase(from) && !isBase(to)
            let named = to.mayConcernSame(as: from) && from.acts.isDisjoint(with: to.acts) == (from.acts.isEmpty || to.acts.isEmpty)
            found.append(
                Ends(
                    from: from, to: to,
                    isExplicit: (years || based) && named && change.segment == to.segment && from.id == to.id - 1 && to.id == change.id - 1)
            )
        }
        return found
    }

    /// 比2021年, 较2021年末: the year that the change is over, where the words name it.
    func baseYear(of change: Mention) -> Int? {
        let text = passage.text
        guard passage.starts(Lexicon.words("比 较"), change.label), change.label.count >= 6 else { return nil }
        let digits = text[(change.label.lowerBound + 1)...].prefix(4)
        guard digits.allSatisfy(\.isDigit), text[change.label.lowerBound + 5] == "年" else { return nil }
        return Int(String(scalars: digits))
    }

    func isFrom(_ mention: Mention) -> Bool {
        let text = passage.text
        let from = max(passage.sentence(of: mention).range.lowerBound, mention.gap.upperBound - 16)..<mention.gap.upperBound
        let last = Lexicon.from.compactMap { text.last($0, in: from) }.max()
        return last.map { !text[$0..<from.upperBound].contains("，") || from.upperBound - $0 < 8 } ?? false
    }

    func isTo(_ mention: Mention) -> Bool {
        let label = mention.gap
        return passage.ends(Lexicon.words("到 至 到了 为 到约 至约"), label)
            && passage.contains(Lexicon.up + Lexicon.down + Lexicon.words("增 升 降 扩 到"), label)
    }

    /// 比计划8.0亿元, 较2022年的90.2%: the comparison's word opens the clause, and its change follows.
    func isCompared(_ base: Mention, with change: Mention) -> Bool {
        base.sentence == change.sentence && base.clause == change.clause
            && passage.starts(Lexicon.words("比 较 与 相比 同比"), base.label)
            && !passage.contains(Lexicon.words("增长 增加 下降 减少 提高 上升 降低"), base.label)
    }

    func isBase(_ mention: Mention) -> Bool {
        let opens = passage.starts(Lexicon.words("比 较"), mention.label) && mention.label.count >= 3 && mention.label.count <= 16
        return (opens || passage.contains(Lexicon.words("上年 去年 同期 上月 上季 上期 年初 前一年 上一年 期初 改造前 调整前"), mention.gap))
            && !passage.contains(Lexicon.words("增长 增加 下降 减少 提高"), mention.gap)
    }
}
