internal import Quantities

/// The same quantity stated twice: in brackets in another unit, or further on.
struct PairFinder {
    let passage: Passage

    func find() -> [Relation] { bracketed() + repeated() + relativeYears() }

    // MARK: - In brackets

    /// “80000套（8万套）”, “3.5亿元，即35000万元”.
    private func bracketed() -> [Relation] {
        passage.mentions.compactMap { second in
            guard second.id > 0, second.isAmount else { return nil }
            let first = passage.mentions[second.id - 1]
            guard first.sentence == second.sentence, first.isAmount, first.isComparable(to: second), second.start - first.end <= 5 else {
                return nil
            }
            let between = passage.text.string(first.end..<second.start)
            let opens = ["（", "（即", "（折合", "（合", "（约合", "，即", "（约", "，折合", "，合", "，约合", "（折"]
            guard opens.contains(between),
                first.numeral.hasScale != second.numeral.hasScale || first.numeral.step != second.numeral.step || between.count > 1
                    || first.numeral.decimals != second.numeral.decimals
            else { return nil }
            return Relation(
                kind: .unitPair, stated: Operand(second), bound: first.numeral.bound,
                readings: [Reading(formula: .same, inputs: [Operand(first)], note: nil)],
                isExplicit: !passage.contains(Lexicon.words("其中 含 上年 去年 计划"), second.label), sentence: passage.sentence(of: second).range)
        }
    }

    // MARK: - Further on

    private struct Key: Hashable {
        var value: Rational
        var dimension: Measure.Dimension
    }

    private func repeated() -> [Relation] {
        var first: [Key: [Mention]] = [:]
        var relations: [Relation] = []
        for mention in passage.mentions
        where mention.isAmount && mention.value >= 100 && mention.numeral.bound == .exact && !mention.numeral.isChinese {
            let key = Key(value: mention.value, dimension: mention.measure.dimension)
            let earlier = first[key, default: []]
            if earlier.count < 4 { first[key, default: []].append(mention) }
            if let same = earlier.first(where: {
                $0.isComparable(to: mention) && $0.sentence != mention.sentence && isSameThing($0, mention)
            }) {
                let isOtherUnit =
                    same.measure.word != mention.measure.word && mention.measure.word.hasPrefix("套") && same.measure.word.hasPrefix("套")
                relations.append(
                    Relation(
                        kind: .unitPair, stated: Operand(mention),
                        readings: [Reading(formula: .same, inputs: [Operand(same)], note: .statedTwice)], isExplicit: false,
                        sentence: passage.sentence(of: mention).range, question: isOtherUnit ? .otherUnit : nil))
            }
        }
        return relations + differing()
    }

    private func isSameThing(_ a: Mention, _ b: Mention) -> Bool {
        guard a.mode == b.mode || a.mode == .open || b.mode == .open, a.mayConcernSame(as: b), a.mayBeSameAct(as: b) else { return false }
        if !a.subjects.isDisjoint(with: b.subjects) { return true }
        return !a.acts.isDisjoint(with: b.acts) && tail(a) == tail(b)
    }

    private func tail(_ mention: Mention) -> [Unicode.Scalar] {
        Array(passage.text[max(mention.label.lowerBound, mention.start - 2)..<mention.start])
    }

    // MARK: - The same words, another number

    /// Two numbers of four digits or more, a slip of the pen apart, after the very same words and date.
    private func differing() -> [Relation] {
        var byWords: [String: [Mention]] = [:]
        for mention in passage.mentions
        where mention.isAmount && mention.numeral.digits.count >= 4 && mention.numeral.bound == .exact && mention.depth == 0
            && !mention.numeral.isChinese
        {
            guard mention.label.count >= 6, mention.label.count < 60, !mention.acts.isEmpty, let date = date(of: mention) else { continue }
            byWords[passage.text.string(mention.label) + "|" + date + "|" + mention.measure.word, default: []].append(mention)
        }
        return byWords.values.compactMap { same in
            guard same.count == 2, same[0].value != same[1].value, same[0].sentence != same[1].sentence,
                same[0].numeral.decimals == same[1].numeral.decimals, isSlip(same[0], same[1])
            else { return nil }
            return Relation(
                kind: .unitPair, stated: Operand(same[1]),
                readings: [Reading(formula: .same, inputs: [Operand(same[0])], note: .statedTwiceDiffers)], isExplicit: true,
                sentence: passage.sentence(of: same[1]).range)
        }
    }

    /// 截至9月底, before it in the sentence.
    private func date(of mention: Mention) -> String? {
        let sentence = passage.sentence(of: mention).range
        guard let at = passage.text.first(word("截至"), in: sentence.lowerBound..<mention.start),
            let end = passage.text[at..<mention.start].firstIndex(of: "，")
        else { return nil }
        return passage.text.string(at..<end)
    }

    private func isSlip(_ a: Mention, _ b: Mention) -> Bool {
        let (x, y) = (Array(passage.text[a.numeral.digits]), Array(passage.text[b.numeral.digits]))
        guard x.count == y.count else { return false }
        let places = x.indices.filter { x[$0] != y[$0] }
        return places.count == 1
            || (places.count == 2 && places[1] - places[0] == 1 && x[places[0]] == y[places[1]] && x[places[1]] == y[places[0]])
    }

    // MARK: - 今年

    /// “今年开工的303个” in a report titled with its year.
    private func relativeYears() -> [Relation] {
        guard titleNamesYear else { return [] }
        return passage.sentences.compactMap { sentence in
            guard let at = Lexicon.words("今年 本年内").compactMap({ passage.text.first($0, in: sentence.range) }).min(),
                !passage.text.has(word("今年以来"), at: at),
                let number = passage.mentions(of: sentence).first(where: {
                    $0.start > at && $0.start - at < 20 && ($0.isAmount || $0.isPercent)
                })
            else { return nil }
            return Relation(
                kind: .unitPair, stated: Operand(number), readings: [], isExplicit: false, sentence: sentence.range,
                question: .relativeYear, about: [Operand(number)])
        }
    }

    /// 2023年度…报告 among the first lines: a report on a year, written after it.
    private var titleNamesYear: Bool {
        let head = 0..<min(passage.text.count, 200)
        guard let year = passage.numerals.first(where: { $0.role == .year && $0.range.upperBound < head.upperBound }),
            passage.text.has(word("年度"), at: year.range.upperBound)
        else { return false }
        return passage.contains(Lexicon.words("评价报告 自评报告 自评 绩效评价"), head)
    }
}
