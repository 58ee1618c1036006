internal import Quantities

/// The total last: a、b、c，合计T.
extension PartsFinder {
    func totals(_ sentence: Sentence) -> [Relation] {
        let text = passage.text
        var relations: [Relation] = []
        let mentions = passage.mentions(of: sentence)
        for total in mentions where (total.isAmount || total.isScore) && total.id - sentence.mentions.lowerBound >= 2 {
            guard
                text.containsAny(Lexicon.listTotal, in: total.label)
                    || text.containsAny(Lexicon.firmTotal, in: total.gap.upperBound - min(total.gap.count, 8)..<total.gap.upperBound)
            else { continue }
            // A total that opens a list of its own is checked there.
            let isFirm = text.containsAny(Lexicon.firmTotal, in: passage.lead(total))
            let before = sinceTotal(total, sentence).filter {
                $0.isComparable(to: total) && !$0.numeral.isRange && $0.depth == total.depth && !$0.isReference
                    && $0.isChange == total.isChange
            }.suffix(24)
            guard before.count >= 2 else { continue }
            // Weights and scores stand side by side.
            if total.isScore, !before.allSatisfy({ passage.ends(Lexicon.words("得分 得 评分"), $0.label) }) { continue }
            let items = Array(before)
            let readings = [sum(items)] + suffixes(items, total).map { sum($0) }
            // “各200套，合计” and mixed modes stay open.
            let run = trailingRun(items, total)
            let isOpen = text.containsAny(Lexicon.words("等 各 每 加上 连同 加之"), in: (items.first?.gap.lowerBound ?? total.start)..<total.start)
            let isList = run.count == items.count && run.count >= 2 && isPlainList(run) && !isOpen
            let modes = Set(run.map { $0.mode == .plan })
            // 下达, 安排 make money planned; its sums are of what there is.
            let isMoney = total.measure.dimension == .money && !run.contains { text.containsAny(Lexicon.words("计划 目标 任务"), in: $0.gap) }
            let sameMode = isMoney || modes.count == 1 && modes.contains(total.mode == .plan)
            let isExplicit =
                isFirm && isList && sameMode && (items + [total]).allSatisfy { $0.numeral.bound == .exact }
                && !text.containsAny(Lexicon.words("累计 历年 上年 以来"), in: total.gap) && isDirect(run, total)
            let relation = Relation(
                kind: .partsSum, stated: Operand(total), bound: total.numeral.bound, readings: readings, isExplicit: isExplicit,
                sentence: sentence.range, doubt: .listMayBeOpen)
            let verdict = Check.judge(relation).verdict
            if isExplicit || verdict == .consistent || verdict == .rounding { relations.append(relation) }
        }
        return relations
    }

    /// The numbers between the total before and this one; where there are none, the totals are summed: 小计…，小计…，合计….
    private func sinceTotal(_ total: Mention, _ sentence: Sentence) -> [Mention] {
        let window = passage.mentions[max(sentence.mentions.lowerBound, total.id - 40)..<total.id]
        let isTotal: (Mention) -> Bool = { $0.isComparable(to: total) && passage.contains(Lexicon.firmTotal, $0.label) }
        guard let last = window.last(where: isTotal), total.id - last.id > 2 else {
            let totals = window.filter(isTotal)
            return totals.count >= 2 && totals.count <= 8 ? totals : totals.count > 8 ? [] : Array(window)
        }
        return Array(passage.mentions[(last.id + 1)..<total.id])
    }

    /// Ends of the list that come near the total: where the sentence began with something else.
    func suffixes(_ items: [Mention], _ total: Mention) -> [[Mention]] {
        var running: Rational = 0
        var room = total.numeral.step
        var found: [[Mention]] = []
        for start in items.indices.reversed() {
            running += items[start].value
            room += items[start].numeral.step
            if start > 0, items.count - start >= 2, (running - total.value).magnitude <= room { found.append(Array(items[start...])) }
        }
        return found
    }

    /// The items just before the total, of one list: same segment or ； between, nothing comparable left out.
    func trailingRun(_ items: [Mention], _ total: Mention) -> [Mention] {
        var run: [Mention] = []
        for item in items.reversed() {
            if let next = run.first {
                let between = passage.text[item.end..<next.start]
                if between.count > 40 || passage.contains(Lexicon.words("其中 比 较 同比 其余"), item.end..<next.start) { break }
            }
            run.insert(item, at: 0)
        }
        return run
    }

    /// 合计 follows the list directly: only a comma, a few words between.
    func isDirect(_ run: [Mention], _ total: Mention) -> Bool {
        guard let last = run.last else { return false }
        return total.start - last.end <= 14
            && (last.id + 1..<total.id).allSatisfy {
                passage.mentions[$0].measure.dimension == .duration || passage.mentions[$0].numeral.isChinese
            }
    }
}
