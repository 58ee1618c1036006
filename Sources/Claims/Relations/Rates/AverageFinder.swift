internal import Quantities

/// Averages: 户均3000元, 笔均37.3万元, 平均每户3.10人, 套均审定造价5905元.
struct AverageFinder {
    let passage: Passage

    func find() -> [Relation] { passage.mentions.compactMap(relation) }

    /// The unit that the average is of, by the words before it.
    private func unit(_ average: Mention) -> Word? {
        let text = passage.text
        let label = average.label
        if let each = text.last(word("每"), in: label), each + 1 < label.upperBound, text.contains(word("均"), in: label) {
            let start = each + 1
            return text.starts(with: Lexicon.words("个小区 个项目"), in: start..<label.upperBound) ? word("个") : [text[start]]
        }
        if text.containsAny(Lexicon.words("单方造价 单方成本 单位面积 每平方米造价 单方投资"), in: label) { return word("面积") }
        guard let at = text.last(word("均"), in: label), at > label.lowerBound, label.upperBound - at <= 8 else { return nil }
        let unit = text[at - 1]
        guard "户人套栋笔件间亩家辆幢项宗台部".unicodeScalars.contains(unit) else { return nil }
        return [unit]
    }

    private func relation(_ average: Mention) -> Relation? {
        guard average.measure.isAmount, !average.numeral.isRange, average.mode != .plan, let unit = unit(average) else { return nil }
        let near = passage.mentions[max(0, average.id - 12)..<average.id].filter {
            $0.isAmount && average.paragraph - $0.paragraph <= 1 && !$0.isDerived && !$0.value.isZero
        }
        let tops = near.filter { $0.isComparable(to: average) && !$0.measure.word.hasPrefix(String(scalars: unit)) }
        let bottoms = near.filter { ($0.measure.dimension == .count || $0.measure.dimension == .area) && $0.measure.isCounted(in: unit) }
        var readings: [Reading] = []
        for top in tops.reversed() {
            for bottom in bottoms.reversed() { readings.append(Reading(formula: .ratio, inputs: [Operand(top), Operand(bottom)])) }
        }
        let isPlain =
            tops.count == 1 && bottoms.count == 1 && tops[0].sentence == average.sentence && bottoms[0].sentence == average.sentence
            && tops[0].segment == average.segment && bottoms[0].segment == average.segment
            && (tops + bottoms).allSatisfy { $0.numeral.bound == .exact }
        // 人均每月, 户均月租金: of a month, and the text gives a year.
        let isRegular = !passage.contains(Lexicon.words("月 年 日 季 天 次"), average.label)
        var relation = Relation(
            kind: .rate, stated: Operand(average), bound: average.numeral.bound, readings: Array(readings.prefix(8)),
            isExplicit: isPlain && isRegular, sentence: passage.sentence(of: average).range, doubt: .noAmounts)
        relation.isLikely = isRegular && average.value / average.numeral.step >= 1000
        return relation
    }
}
