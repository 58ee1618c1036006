internal import Quantities

/// What kind of list the parts make: of one kind, whole, or of things that overlap.
extension PartsFinder {
    /// Items of one kind of noun: no steps of one process, no attributes that overlap.
    func isPlainList(_ parts: [Mention]) -> Bool {
        let text = passage.text
        var steps = 0
        var kinds: Set<Word> = []
        var overlapping = 0
        for part in parts {
            if !text.containsAny(Lexicon.words("未 新开工 续建 新建"), in: part.label),
                let step = Lexicon.steps.first(where: { text.contains($0, in: part.label) })
            {
                steps += 1
                kinds.insert(step)
            }
            if text.containsAny(Lexicon.overlapping, in: part.label) { overlapping += 1 }
        }
        // “公租房5200套，已出租4940套”: what became of one of them is no part beside it.
        let became = parts.filter { text.containsAny(Lexicon.words("已 未 在建 正 尚"), in: $0.label) }.count
        if became > 0, became < parts.count, parts.contains(where: { text.contains(word("已"), in: $0.label) }) { return false }
        // One step in every item is a list by time or place: 一季度支出…，二季度支出….
        if steps == parts.count, kinds.count == 1 { return overlapping < 2 }
        return steps * 2 <= parts.count && steps < 2 && overlapping < 2
    }

    /// The four parts of every score of a project: 决策, 过程, 产出, 效益.
    func isScored(_ parts: [Mention]) -> Bool {
        parts.count >= 4 && parts[0].isScore
            && Lexicon.words("决策 过程 产出 效益").allSatisfy { word in parts.contains { passage.contains([word], $0.label) } }
    }

    /// Sources of money from the centre down to residents and banks: nobody else pays.
    func isFunding(_ parts: [Mention]) -> Bool {
        guard parts.count >= 4, parts[0].measure.dimension == .money else { return false }
        let levels = ["中央", "省", "市 区 县 地方", "居民 社会 自筹 企业 贷款 债券 其他"].map { Lexicon.split($0) }
        return levels.allSatisfy { words in parts.contains { passage.contains(words, $0.label) } }
    }

    /// Two halves that make a whole, or a list that ends with 其余.
    func isComplete(_ parts: [Mention]) -> Bool {
        let text = passage.text
        guard let last = parts.last else { return false }
        if text.containsAny(Lexicon.rest, in: last.label) { return true }
        if isFunding(parts) || isScored(parts) { return true }
        guard parts.count == 2 else { return false }
        let pairs: [(String, String)] = [
            ("未", "已"), ("城镇", "农村"), ("城市", "农村"), ("男", "女"), ("新开工", "续建"), ("续建", "新"), ("中央", "地方"), ("合格", "不合格"), ("实物", "货币"),
            ("线上", "线下"), ("实物", "补贴"),
        ]
        return pairs.contains { a, b in
            let labels = parts.map { text.string($0.label) }
            return (labels[0].contains(a) && labels[1].contains(b)) || (labels[0].contains(b) && labels[1].contains(a))
        }
    }
}
