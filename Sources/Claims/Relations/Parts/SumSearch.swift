internal import Quantities

/// Totals whose parts follow without 其中: “收入1144.4亿元，增长6.3%。税收865.4亿元；非税279亿元。”
///
/// Nothing in the words says that these are parts, so a sum that fails says nothing; one that holds to the last digit is shown.
struct SumSearch {
    let parts: PartsFinder
    /// Numbers that are known to be totals.
    let summed: Set<Int>

    private static let window = 40
    private static let most = 10

    func find() -> [Relation] { parts.passage.mentions.compactMap(relation) }

    private func relation(_ total: Mention) -> Relation? {
        let passage = parts.passage
        guard total.isAmount, total.numeral.bound == .exact, !total.isReference, !summed.contains(total.start), !total.value.isZero else {
            return nil
        }
        var items: [Mention] = []
        for item in passage.mentions[(total.id + 1)...].prefix(Self.window) {
            guard item.paragraph - total.paragraph <= 1 || isConsecutive(item, total) else { break }
            if item.isComparable(to: total), item.isAmount, !item.isReference, item.isChange == total.isChange,
                item.isDerived == item.isChange, item.depth == total.depth
            {
                items.append(item)
            }
            if items.count == Self.most { break }
        }
        // A part and the parts beside it make no sum.
        if total.isPart, let next = items.first, next.isPart, next.sentence == total.sentence { return nil }
        for start in 0..<min(2, max(0, items.count - 1)) {
            var sum = items[start].value
            var room = (total.numeral.step + items[start].numeral.step) / 2
            for end in (start + 1)..<items.count {
                sum += items[end].value
                room += items[end].numeral.step / 2
                if sum > total.value + room { break }
                guard (sum - total.value).magnitude <= room else { continue }
                let list = Array(items[start...end])
                guard isTelling(total, list, start), isPlain(list), list.allSatisfy({ $0.value < total.value }) else { continue }
                return Relation(
                    kind: .partsSum, stated: Operand(total), readings: [parts.sum(list)], isExplicit: false,
                    sentence: passage.sentence(of: total).range, doubt: .listMayBeOpen)
            }
        }
        return nil
    }

    /// Steps of one process make no sum; kinds of people may, where many of them do.
    private func isPlain(_ list: [Mention]) -> Bool {
        parts.isPlainList(list) || (list.count >= 3 && !list.contains { parts.passage.contains(Lexicon.steps, $0.label) })
    }

    /// One short paragraph after another: a list whose every item is a line.
    private func isConsecutive(_ item: Mention, _ total: Mention) -> Bool {
        item.paragraph - total.paragraph <= 8 && item.id > 0
            && item.paragraph - parts.passage.mentions[item.id - 1].paragraph <= 1
            && parts.passage.sentence(of: item).range.count < 60
    }

    /// A sum that is not met by chance: many digits, or the very next numbers of the same sentence.
    private func isTelling(_ total: Mention, _ list: [Mention], _ start: Int) -> Bool {
        let digits = total.value / total.numeral.step
        if digits >= 1000 { return start == 0 || digits >= 10_000 }
        guard start == 0, let first = list.first, let last = list.last else { return false }
        return first.sentence - total.sentence <= 1 && last.sentence == first.sentence && digits >= 5 && last.segment - first.segment <= 1
    }
}
