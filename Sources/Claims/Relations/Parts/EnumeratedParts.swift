internal import Quantities

/// A whole whose parts are told one by one: “200万元，具体用于：①…43.96万元…；②…105.04万元…”.
/// The first comparable amount of each item is its part.
struct EnumeratedParts {
    let passage: Passage

    func find() -> [Relation] {
        var relations: [Relation] = []
        for sentences in passage.paragraphs where !sentences.isEmpty {
            guard let first = passage.sentences[sentences.lowerBound..<sentences.upperBound].first,
                let last = passage.sentences[sentences.lowerBound..<sentences.upperBound].last
            else { continue }
            let range = first.range.lowerBound..<last.range.upperBound
            let marks = markers(range)
            guard marks.count >= 2 else { continue }
            let mentions = passage.mentions[first.mentions.lowerBound..<max(first.mentions.lowerBound, last.mentions.upperBound)]
            if let relation = relation(mentions, marks, range, last) { relations.append(relation) }
        }
        return relations + numbered()
    }

    /// Paragraphs 1、 2、 3、 whose first amounts add up to one stated shortly before them. Nothing is said of those that do not.
    private func numbered() -> [Relation] {
        let starts = passage.numerals.filter { $0.role == .heading && $0.digits.count == 1 }.compactMap { heading in
            Int(passage.text.string(heading.digits)).map { (number: $0, at: heading.range.lowerBound) }
        }
        var relations: [Relation] = []
        var index = 0
        while index < starts.count {
            var end = index + 1
            while end < starts.count, starts[end].number == starts[end - 1].number + 1 { end += 1 }
            if starts[index].number == 1, end - index >= 2, let relation = sum(starts[index..<end].map(\.at)) { relations.append(relation) }
            index = end
        }
        return relations
    }

    private func sum(_ marks: [Int]) -> Relation? {
        let first = passage.mentions.partition { $0.start > marks[0] }
        for total in passage.mentions[max(0, first - 6)..<first].reversed() where total.isAmount && total.mode != .plan && !total.isChange {
            guard marks[0] - total.end < 60, total.value / total.numeral.step >= 100 else { continue }
            var parts: [Mention] = []
            for (index, mark) in marks.enumerated() {
                let next = index + 1 < marks.count ? marks[index + 1] : mark + 400
                let from = passage.mentions.partition { $0.start > mark }
                guard
                    let part = passage.mentions[from...].prefix(12).first(where: {
                        $0.start < next && $0.isComparable(to: total) && $0.isAmount
                    })
                else { return nil }
                parts.append(part)
            }
            let relation = Relation(
                kind: .partsSum, stated: Operand(total), readings: [Reading(formula: .sum, inputs: PartsFinder.operands(parts))],
                isExplicit: false, sentence: passage.sentence(of: total).range, doubt: .listMayBeOpen)
            if Check.judge(relation).verdict == .consistent { return relation }
        }
        return nil
    }

    private static let circled = UInt32(0x2460)...UInt32(0x2473)
    private static let ordinals = Lexicon.words("一是 二是 三是 四是 五是 六是 七是 八是")

    /// Where ①, ② … or 一是, 二是 … stand; only runs that begin with the first and skip none.
    private func markers(_ range: Range<Int>) -> [Int] {
        let text = passage.text
        var circles: [Int] = []
        for index in range where Self.circled.contains(text[index].value) && text[index].value == 0x2460 + UInt32(circles.count) {
            circles.append(index)
        }
        if circles.count >= 2 { return circles }
        var result: [Int] = []
        var from = range.lowerBound
        for ordinal in Self.ordinals {
            guard let at = text.first(ordinal, in: from..<range.upperBound) else { break }
            result.append(at)
            from = at + 2
        }
        return result
    }

    private func relation(_ mentions: ArraySlice<Mention>, _ marks: [Int], _ range: Range<Int>, _ last: Sentence) -> Relation? {
        guard let whole = mentions.last(where: { $0.end <= marks[0] && $0.isAmount && $0.depth == 0 }) else { return nil }
        var parts: [Mention] = []
        for (index, mark) in marks.enumerated() {
            let end = index + 1 < marks.count ? marks[index + 1] : range.upperBound
            let inside = mentions.filter { $0.start > mark && $0.end <= end }
            guard var part = inside.first(where: { $0.isComparable(to: whole) || isCutOff($0, whole) }) else { return nil }
            if isCutOff(part, whole) { part.numeral.measure = whole.measure }
            parts.append(part)
        }
        let text = passage.text
        let isClosed =
            text.containsAny(Lexicon.words("具体用于 分别用于 具体为 分别为 包括 其中"), in: whole.end..<marks[0])
            && parts.allSatisfy { $0.numeral.bound == .exact }
        let relation = Relation(
            kind: .partsSum, stated: Operand(whole), bound: whole.numeral.bound,
            readings: [Reading(formula: .sum, inputs: PartsFinder.operands(parts))],
            isExplicit: isClosed && parts.map(\.value).reduce(0, +) > whole.value, sentence: last.range, doubt: .listMayBeOpen)
        let verdict = Check.judge(relation).verdict
        return verdict == .unchecked ? nil : relation
    }

    /// “6万” at the end of a text that was cut off.
    private func isCutOff(_ mention: Mention, _ whole: Mention) -> Bool {
        mention.measure.dimension == .none && mention.numeral.hasScale && whole.measure.dimension == .money
            && mention.end >= passage.text.count - 2
    }
}
