/// “开工率、竣工率分别为80%、60%”: the names before, the rates after, in order.
struct ListedHeads {
    private let passage: Passage
    private var heads: [Int: RateHead] = [:]

    init(_ passage: Passage) { self.passage = passage }

    mutating func head(of percent: Mention) -> RateHead? {
        if let known = heads[percent.id] { return known }
        let text = passage.text
        guard let mark = text.last(word("分别"), in: percent.gap) else { return nil }
        var names: [Range<Int>] = []
        var end = mark
        var index = mark - 1
        while index >= percent.gap.lowerBound, !"，；：（）".unicodeScalars.contains(text[index]) {
            if text[index] == "、" || text[index] == "和" || text[index] == "及" {
                names.insert(index + 1..<end, at: 0)
                end = index
            }
            index -= 1
        }
        names.insert(index + 1..<end, at: 0)
        guard names.count >= 2, names.allSatisfy({ text.ends(with: Lexicon.words("率 进度 占比"), in: $0) }) else { return nil }
        for (offset, name) in names.enumerated() where percent.id + offset < passage.mentions.count {
            let other = passage.mentions[percent.id + offset]
            guard other.sentence == percent.sentence, other.isPercent else { break }
            var acts: Bits<Act> = []
            for (word, act) in Act.words where text.contains(word, in: name) { acts.insert(act) }
            heads[other.id] = text.ends(with: Lexicon.planRate, in: name) ? .ofPlan(acts) : .ofWhole(acts)
        }
        return heads[percent.id]
    }
}
