internal import Quantities

/// Averages: 户均3000元, 平均每户3.10人, 人均投资1.2万元.
struct AverageFinder {
    let passage: Passage

    func find() -> [Relation] { passage.mentions.compactMap(relation) }

    private static let heads: [(words: [Word], unit: Word)] = [
        (Lexicon.words("户均 平均每户 每户平均 户均投资 户均补助 户均补贴 户均面积"), word("户")),
        (Lexicon.words("人均 平均每人 每人平均 人均补助 人均补贴 人均面积"), word("人")), (Lexicon.words("套均 平均每套 每套平均 套均面积"), word("套")),
        (Lexicon.words("栋均 平均每栋"), word("栋")), (Lexicon.words("平均每个小区 平均每个项目 平均每个"), word("个")),
    ]

    private func relation(_ average: Mention) -> Relation? {
        guard average.measure.isAmount, !average.numeral.isRange, average.mode != .plan else { return nil }
        let label = Changes.stem(average.label, passage.text)
        guard let head = Self.heads.first(where: { passage.ends($0.words, label) }) else { return nil }
        let near = passage.mentions[max(0, average.id - 12)..<average.id].filter {
            $0.isAmount && average.paragraph == $0.paragraph && !$0.isDerived && !$0.value.isZero
        }
        let tops = near.filter { $0.isComparable(to: average) && !$0.measure.word.hasPrefix(String(scalars: head.unit)) }
        let bottoms = near.filter { $0.measure.dimension == .count && $0.measure.isCounted(in: head.unit) }
        var readings: [Reading] = []
        for top in tops.reversed() {
            for bottom in bottoms.reversed() { readings.append(Reading(formula: .ratio, inputs: [Operand(top), Operand(bottom)])) }
        }
        let isPlain =
            tops.count == 1 && bottoms.count == 1 && tops[0].sentence == average.sentence && bottoms[0].sentence == average.sentence
            && tops[0].segment == average.segment && bottoms[0].segment == average.segment
            && (tops + bottoms).allSatisfy { $0.numeral.bound == .exact }
        // 人均每月, 户均月租金: of a month, and the text gives a year.
        let isRegular = !passage.contains(Lexicon.words("月 年 日 季"), average.label)
        return Relation(
            kind: .rate, stated: Operand(average), bound: average.numeral.bound, readings: Array(readings.prefix(8)),
            isExplicit: isPlain && isRegular, sentence: passage.sentence(of: average).range, doubt: .noAmounts)
    }
}
