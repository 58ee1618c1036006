internal import Quantities

/// Totals that follow their parts over a sentence or two: “上年结转1318.40万元，本年4650.00万元。可用资金5968.40万元。”
///
/// Nothing says that these are parts, so only a sum that holds to the last of many digits is shown.
struct BackSums {
    let passage: Passage
    /// Numbers that are known to be totals.
    let summed: Set<Int>

    private static let window = 14
    private static let cues = Lexicon.words("总计 合计 共 总 可用 调整 全部 小计 累计 规模")

    func find() -> [Relation] { passage.mentions.compactMap(relation) }

    private func relation(_ total: Mention) -> Relation? {
        guard total.isAmount, total.numeral.bound == .exact, !total.isReference, !total.isChange, !summed.contains(total.start),
            total.id > 1
        else { return nil }
        let digits = total.value / total.numeral.step
        // “年初320万元，年中追加45万元，调整后365万元”
        let isSettled = passage.contains(Lexicon.words("调整后 调整预算 总计 合计"), total.label) && digits >= 100
        guard digits >= 1000 || isSettled else { return nil }
        let isCued = passage.contains(Self.cues, total.label)
        guard isCued || isSettled || digits >= 10_000 else { return nil }
        let added = Lexicon.words("追加 新增 增补 调增 增加")
        let items = passage.mentions[max(0, total.id - Self.window)..<total.id].filter {
            $0.isAmount && $0.isComparable(to: total) && !$0.isReference && $0.depth == total.depth
                && total.paragraph - $0.paragraph <= 1 && (!$0.isChange || passage.contains(added, $0.label))
        }
        for skipped in 0..<min(isSettled ? 1 : 2, items.count) {
            var sum: Rational = 0
            for start in stride(from: items.count - 1 - skipped, through: 0, by: -1) {
                sum += items[start].value
                if sum > total.value { break }
                let list = Array(items[start..<(items.count - skipped)])
                guard sum == total.value, list.count >= 2 else { continue }
                return Relation(
                    kind: .partsSum, stated: Operand(total), readings: [Reading(formula: .sum, inputs: PartsFinder.operands(list))],
                    isExplicit: false, sentence: passage.sentence(of: total).range, doubt: .listMayBeOpen)
            }
        }
        return changed(total, items)
    }

    /// “年初320万元，年中追加45万元，调整后395万元”: a slip shows.
    private func changed(_ total: Mention, _ items: [Mention]) -> Relation? {
        guard passage.contains(Lexicon.words("调整后 调整预算"), total.label), let last = items.last, let first = items.dropLast().last,
            passage.contains(Lexicon.words("追加 新增 增补 调增 增加"), last.label), first.sentence == total.sentence, last.id == total.id - 1,
            first.id == last.id - 1
        else { return nil }
        var relation = Relation(
            kind: .partsSum, stated: Operand(total), readings: [Reading(formula: .sum, inputs: [Operand(first), Operand(last)])],
            isExplicit: false, sentence: passage.sentence(of: total).range, doubt: .listMayBeOpen)
        relation.isLikely = true
        return relation
    }
}
