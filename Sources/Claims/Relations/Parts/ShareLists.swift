internal import Quantities

/// Parts whose shares come to 100 per cent: “支出6720.85万元，基本支出2016.26万元，占30%；项目支出4704.59万元，占70%”.
///
/// The shares say that the list is whole. Where it misses the whole and one part alone has a share of its own that fails, that part is miswritten.
struct ShareLists {
    let passage: Passage

    func find() -> [Relation] { passage.sentences.compactMap(relation) }

    private func relation(_ sentence: Sentence) -> Relation? {
        let mentions = Array(passage.mentions(of: sentence).prefix(40))
        guard mentions.count >= 5 else { return nil }
        var pairs: [(part: Mention, share: Mention)] = []
        for (part, share) in zip(mentions, mentions.dropFirst())
        where part.isAmount && share.isPercent && share.numeral.bound == .exact && passage.contains(Lexicon.words("占"), share.label)
            && share.label.count <= 8 && part.numeral.bound == .exact
        {
            pairs.append((part, share))
        }
        guard pairs.count >= 2, let first = pairs.first, pairs.allSatisfy({ $0.part.isComparable(to: first.part) }),
            let whole = mentions.last(where: { $0.id < first.part.id && $0.isAmount && $0.isComparable(to: first.part) }),
            whole.numeral.bound == .exact, !whole.value.isZero
        else { return nil }
        let shares = pairs.map(\.share.value).reduce(0, +)
        let room = pairs.map { $0.share.numeral.step / 2 }.reduce(0, +)
        guard (shares - 1).magnitude <= room else { return nil }
        let failing = pairs.filter { pair in
            let reading = Reading(formula: .ratio, inputs: [Operand(pair.part), Operand(whole)])
            let relation = Relation(kind: .share, stated: Operand(pair.share), readings: [], isExplicit: false, sentence: sentence.range)
            return (Check.fit(relation, reading)?.fit ?? Check.Fit.none) == .none
        }
        guard failing.count == 1, pairs.count >= 2, let wrong = failing.first else { return nil }
        let others = pairs.map(\.part).filter { $0.id != wrong.part.id }
        return Relation(
            kind: .partsSum, stated: Operand(wrong.part),
            readings: [Reading(formula: .difference, inputs: ([whole] + others).map { Operand($0) })], isExplicit: true,
            sentence: sentence.range)
    }
}
