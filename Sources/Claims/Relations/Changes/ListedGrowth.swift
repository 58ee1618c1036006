internal import Quantities

/// Growth in a list, aligned with two lists of amounts: “贷款4402笔、18.36亿元。今年3127笔、12.90亿元，分别下降29.0%、29.7%”.
struct ListedGrowth {
    let passage: Passage

    func find() -> [Relation] {
        var relations: [Relation] = []
        var id = 0
        while id < passage.mentions.count {
            let list = changes(from: id)
            if list.count >= 2 { relations += aligned(list) }
            id += max(1, list.count)
        }
        return relations
    }

    private func changes(from id: Int) -> [Mention] {
        let first = passage.mentions[id]
        let text = passage.text
        guard first.isPercent, text.contains(word("分别"), in: first.gap),
            text.ends(with: Lexicon.up + Lexicon.down, in: Changes.stem(first.label, text))
        else { return [] }
        var list = [first]
        for next in passage.mentions[(id + 1)...].prefix(12) {
            guard next.sentence == first.sentence, next.isPercent, next.gap.count <= 2,
                text[next.gap].allSatisfy({ "、，和及与".unicodeScalars.contains($0) })
            else { break }
            list.append(next)
        }
        return list
    }

    /// Only growth that holds is shown: nothing says that the amounts before are those of the year before.
    private func aligned(_ list: [Mention]) -> [Relation] {
        guard let first = list.first else { return [] }
        let amounts = passage.mentions[max(0, first.id - 24)..<first.id].filter {
            $0.isAmount && !$0.isChange && !$0.isReference && first.paragraph - $0.paragraph <= 1
        }
        guard amounts.count >= list.count * 2 else { return [] }
        let now = Array(amounts.suffix(list.count))
        let then = Array(amounts.dropLast(list.count).suffix(list.count))
        guard zip(now, then).allSatisfy({ $0.isComparable(to: $1) && !$1.value.isZero }) else { return [] }
        let isDown = passage.ends(Lexicon.down, Changes.stem(first.label, passage.text))
        let relations = zip(list, zip(now, then)).map { change, pair in
            Relation(
                kind: .growth, stated: Operand(change), bound: change.numeral.bound,
                readings: [Reading(formula: isDown ? .fall : .growth, inputs: [Operand(pair.1), Operand(pair.0)])], isExplicit: false,
                sentence: passage.sentence(of: change).range, doubt: .noBase)
        }
        return relations.allSatisfy { [.consistent, .rounding].contains(Check.judge($0).verdict) } ? relations : []
    }
}
