internal import Quantities

/// Wholes and their parts: 共T，其中a、b、c; a、b、c，合计T; 由a和b组成; ①…a；②…b.
struct PartsFinder {
    let passage: Passage

    func find() -> [Relation] {
        var relations: [Relation] = []
        for sentence in passage.sentences {
            let mentions = passage.mentions(of: sentence)
            guard mentions.count >= 2 else { continue }
            relations += openings(sentence)
            relations += totals(sentence)
        }
        relations += EnumeratedParts(passage: passage).find()
        relations += ShareLists(passage: passage).find()
        let summed = Set(relations.filter { $0.kind == .partsSum }.map(\.stated.range.lowerBound))
        relations += SumSearch(parts: self, summed: summed).find()
        let known = Set(relations.filter { $0.kind == .partsSum && holds($0) }.map(\.stated.range.lowerBound))
        relations += BackSums(passage: passage, summed: known).find()
        return relations
    }

    func sum(_ parts: [Mention]) -> Reading { Reading(formula: .sum, inputs: Self.operands(parts)) }

    /// Parts of one list are printed to one precision: 45 beside 43.96 stands for 45.00.
    static func operands(_ parts: [Mention]) -> [Operand] {
        guard let finest = parts.filter({ !$0.isPercent }).map(\.numeral.step).min(), parts.allSatisfy({ $0.numeral.bound == .exact })
        else { return parts.map { Operand($0) } }
        let fine = parts.filter { $0.numeral.step == finest }.count
        return parts.map { part in
            var operand = Operand(part)
            if fine >= 2, part.numeral.decimals == 0, part.numeral.step > finest, !operand.interval.isExact {
                operand.interval = Interval(low: part.value - finest / 2, high: part.value + finest / 2)
            }
            return operand
        }
    }

    // MARK: - The whole first

    private func openings(_ sentence: Sentence) -> [Relation] {
        var relations: [Relation] = []
        let mentions = passage.mentions(of: sentence)
        var used: Set<Int> = []
        for first in mentions.prefix(400) {
            guard !used.contains(first.id), first.isAmount || first.isPercent || first.isScore, let opening = opening(of: first, sentence)
            else { continue }
            let list = items(from: first, sentence, opening)
            for unit in units(list) {
                let parts = unit
                guard let head = parts.first, let whole = whole(of: head, first, sentence, opening) else { continue }
                used.formUnion(parts.map(\.id))
                let made = relation(whole, parts, sentence, opening)
                relations.append(made)
                // Parts that make up no whole are each within it.
                guard made.kind == .subset, parts.count > 1 else { continue }
                relations += parts.prefix(8).filter { $0.start != made.stated.range.lowerBound && $0.value <= whole.value }.map {
                    subset(whole, $0, sentence)
                }
            }
        }
        return relations
    }

    private struct Opening {
        var word: Word
        var at: Int
        /// 由…组成, 包括, 分别为: the list is meant to be whole.
        var isClosed: Bool
    }

    private static let among = Lexicon.words("其中 其中包括")
    private static let closed = Lexicon.words("包括 分别为 分别是 分为 具体为 构成为 具体用于 分别用于 由 分两类 分三类 即 分布在 分别安排 具体包括 主要包括 含 包含")
    private static let open = Lexicon.words("主要包括 含 包含")

    /// The word that opens the list whose first item this is: it stands in the gap before it.
    private func opening(of mention: Mention, _ sentence: Sentence) -> Opening? {
        let text = passage.text
        let gap = mention.gap
        if let at = Self.among.compactMap({ text.last($0, in: gap) }).max() { return Opening(word: word("其中"), at: at, isClosed: false) }
        for candidate in Self.closed {
            guard let at = text.last(candidate, in: gap) else { continue }
            if candidate == word("由") {
                guard text.containsAny(Lexicon.words("组成 构成"), in: mention.end..<sentence.range.upperBound) else { continue }
            }
            if candidate == word("含") || candidate == word("包含"), at + candidate.count < gap.upperBound, text[at + candidate.count] == "）" {
                continue
            }
            if candidate == word("即") || candidate == word("含") {
                guard at == gap.lowerBound || "，（：、".unicodeScalars.contains(text[at - 1]) else { continue }
            }
            let isOpen = Self.open.contains { text.has($0, at: at) || text.has($0, at: at - 2) }
            return Opening(word: candidate, at: at, isClosed: !isOpen)
        }
        // “总投资600万元（中央300万元，地方300万元）”.
        if gap.count >= 2, text[gap.lowerBound] == "（", mention.id > 0, passage.mentions[mention.id - 1].isAmount,
            passage.mentions[mention.id - 1].end == gap.lowerBound, passage.mentions[mention.id - 1].isComparable(to: mention)
        {
            return Opening(word: word("（"), at: gap.lowerBound, isClosed: false)
        }
        return nil
    }

    /// The items of a list: to the sentence's end, or to the ； that ends it, or to words that begin something else.
    private func items(from first: Mention, _ sentence: Sentence, _ opening: Opening) -> [Mention] {
        let text = passage.text
        var list = [first]
        var endsAtSegment = false
        for next in passage.mentions[(first.id + 1)..<max(first.id + 1, sentence.mentions.upperBound)].prefix(120) {
            guard let last = list.last else { break }
            // A change or what a rate is of stands beside a part and is none.
            if next.isAmount, next.isChange || next.isReference { continue }
            if next.depth < first.depth { break }
            let between = last.end..<next.start
            // “238个，占比达到90%以上；241个项目…”: a number that nothing names opens a sentence of its own.
            if next.isAmount, next.label.isEmpty, text[between].contains("；") { break }
            if text[between].contains("；") {
                // “…筹集资金，其中中央补助；当年支出”: another act, another list.
                if next.isAmount, !next.ownActs.isEmpty, next.ownActs.isDisjoint(with: first.acts), next.isComparable(to: first) { break }
                // ； parts items only where no ， or 、 did so before.
                if list.filter({ $0.isComparable(to: first) }).count > 1, endsAtSegment == false,
                    list.contains(where: { $0.segment == first.segment && $0.id != first.id && $0.isComparable(to: first) })
                {
                    break
                }
                endsAtSegment = true
            }
            // “另有”, “同时” and totals begin something else; a second 其中 opens a list inside the list.
            if text.containsAny(Lexicon.words("另 同时 此外 截至 较 比 同比 合计 共计 总计 结余 剩余资金 完成率 超额 计划 目标 三项 两项 累计 实际"), in: next.gap), next.isAmount {
                break
            }
            if text.containsAny(Self.among, in: next.gap) { break }
            list.append(next)
        }
        return list
    }

    /// The list, unit by unit, brackets left out.
    private func units(_ list: [Mention]) -> [[Mention]] {
        guard let first = list.first else { return [] }
        var groups: [[Mention]] = []
        for item in list where item.depth <= first.depth && !item.numeral.isRange && (item.isAmount || item.isPercent || item.isScore) {
            // A change, a bound or a rate beside a part is no part.
            if item.isPercent, !first.isPercent { continue }
            if let index = groups.firstIndex(where: { $0[0].isComparable(to: item) }) {
                groups[index].append(item)
            } else {
                groups.append([item])
            }
        }
        return groups
    }

    /// The amount the list is of: the last comparable one before it, past rates and brackets.
    private func whole(of head: Mention, _ first: Mention, _ sentence: Sentence, _ opening: Opening) -> Mention? {
        if head.isPercent { return nil }
        let before = passage.mentions[max(sentence.mentions.lowerBound, first.id - 40)..<first.id].filter {
            $0.end <= opening.at && $0.isComparable(to: head) && !$0.numeral.isRange && $0.depth <= head.depth && !$0.isReference
                && $0.isChange == head.isChange
        }.suffix(12)
        if let near = before.last(where: { $0.segment == first.segment || passage.text[$0.end..<opening.at].allSatisfy { $0 != "；" } }) {
            // In a list of planned and done the fact is meant, unless the text says 任务…其中.
            return near
        }
        // “…1000套。其中，…” : the sentence before.
        let leading = passage.text[sentence.range.lowerBound..<opening.at]
        guard leading.count <= 2, sentence.mentions.lowerBound > 0 else { return nil }
        let previous = passage.mentions[sentence.mentions.lowerBound - 1]
        guard sentence.paragraph - previous.paragraph <= 1, passage.mentions[head.id].sentence - previous.sentence <= 1 else { return nil }
        let candidates = passage.mentions(of: passage.sentences[previous.sentence]).filter {
            $0.isComparable(to: head) && $0.depth == 0 && !$0.isPart && !$0.numeral.isRange && !$0.isReference
                && $0.isChange == head.isChange
        }
        return candidates.last
    }

    private func relation(_ whole: Mention, _ parts: [Mention], _ sentence: Sentence, _ opening: Opening) -> Relation {
        let text = passage.text
        let list = (parts.first?.start ?? 0)..<(parts.last?.end ?? 0)
        let after = (parts.last?.end ?? 0)..<min(sentence.range.upperBound, (parts.last?.end ?? 0) + 2)
        let isOpen =
            text.starts(with: Lexicon.words("等 以及其"), in: after) || text.containsAny(Lexicon.words("等，"), in: opening.at..<list.upperBound)
        if parts.count == 1, opening.word == word("（") {
            return Relation(
                kind: .subset, stated: Operand(parts[0]), bound: .atLeast, readings: [], isExplicit: false, sentence: sentence.range)
        }
        if parts.count == 1 { return subset(whole, parts[0], sentence) }
        // All items; then the first of them, where the sentence runs on; then none but 其中's own clause.
        var readings = [sum(parts)]
        for count in stride(from: parts.count - 1, through: 2, by: -1) where readings.count < 8 {
            readings.append(sum(Array(parts.prefix(count))))
        }
        let total = parts.map(\.value).reduce(0, +)
        let exceeds = total > whole.value
        let isPlain = isPlainList(parts)
        let isPartition = opening.isClosed || isComplete(parts)
        let isBounded = (parts + [whole]).contains { $0.numeral.bound != .exact }
        var relation = Relation(
            kind: .partsSum, stated: Operand(whole), bound: whole.numeral.bound, readings: readings, isExplicit: false,
            sentence: sentence.range, doubt: .listMayBeOpen)
        if !isPlain || parts.contains(where: { $0.value > whole.value }) {
            relation.doubt = .partsOverlap
            // Even an overlapping part cannot exceed its whole.
            if let biggest = parts.max(by: { $0.value < $1.value }), biggest.value > whole.value, !holds(relation) {
                return subset(whole, biggest, sentence)
            }
            if exceeds || !isPlain { return holds(relation) ? relation : within(whole, parts, sentence) }
        }
        if exceeds {
            relation.isExplicit =
                !isBounded && whole.mode != .plan || !isBounded && parts.allSatisfy { $0.mode == whole.mode || $0.mode == .open }
            if isOpen, !relation.isExplicit { relation.doubt = .partsOverlap }
        } else if isPartition, !isOpen, !isBounded {
            relation.isExplicit = true
        } else if !holds(relation) {
            let short = whole.value - total
            let isClose = parts.count >= 3 && !isOpen && !isBounded && short * 50 <= whole.value
            if parts.count >= 3, !isOpen, !isBounded, Slip.isOneDigit(whole.value, total, step: whole.numeral.step) {
                relation.isExplicit = true
            } else if isClose {
                relation.question = .listFallsShort
            } else {
                return within(whole, parts, sentence)
            }
        }
        return relation
    }

    private func holds(_ relation: Relation) -> Bool {
        Check.judge(relation).verdict == .consistent || Check.judge(relation).verdict == .rounding
    }

    /// Parts that need not make up the whole: each is within it.
    private func within(_ whole: Mention, _ parts: [Mention], _ sentence: Sentence) -> Relation {
        let biggest = parts.max { $0.value < $1.value } ?? whole
        return subset(whole, biggest, sentence)
    }

    private func subset(_ whole: Mention, _ part: Mention, _ sentence: Sentence) -> Relation {
        let isFirm =
            part.isPart && whole.numeral.bound == .exact && part.numeral.bound == .exact && !whole.isPart && whole.sentence == part.sentence
            && !passage.contains(Lexicon.base + Lexicon.words("累计 历年 以前年度"), whole.end..<part.start) && whole.mode == part.mode
        return Relation(
            kind: .subset, stated: Operand(part), bound: .atLeast,
            readings: [Reading(formula: .same, inputs: [Operand(whole)], note: part.value > whole.value ? .exceedsWhole : .withinWhole)],
            isExplicit: isFirm,
            sentence: sentence.range, doubt: .partsOverlap)
    }
}
