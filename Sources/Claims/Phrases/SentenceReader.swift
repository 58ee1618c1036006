internal import Quantities

/// Cuts paragraphs into sentences, segments and clauses, and puts each number in its place.
struct SentenceReader {
    let text: [Unicode.Scalar]
    let numerals: [Numeral]
    private(set) var mentions: [Mention] = []
    private(set) var sentences: [Sentence] = []
    private(set) var paragraphs: [Range<Int>] = []
    private var nextNumeral = 0
    private var segment = 0
    private var clause = 0

    init(text: [Unicode.Scalar], numerals: [Numeral]) {
        self.text = text
        self.numerals = numerals
    }

    private static let sentenceEnds = Set("。！？\n\t".unicodeScalars)
    /// Longer sentences are no sentences: they are cut at a comma, so that work within one stays small.
    private static let longest = 1500
    private static let clauseEnds = Set("，、：（）《》“”".unicodeScalars)

    mutating func read(_ paragraph: Range<Int>) {
        let first = sentences.count
        var start = paragraph.lowerBound
        for index in paragraph where ends(index, start) {
            readSentence(start..<index)
            start = index + 1
        }
        if start < paragraph.upperBound { readSentence(start..<paragraph.upperBound) }
        paragraphs.append(first..<sentences.count)
    }

    private func ends(_ index: Int, _ start: Int) -> Bool {
        guard !Self.sentenceEnds.contains(text[index]) else { return true }
        let length = index - start
        return length >= 2 * Self.longest || (length >= Self.longest && Self.clauseEnds.contains(text[index]))
    }

    private mutating func readSentence(_ range: Range<Int>) {
        let firstMention = mentions.count
        segment += 1
        clause += 1
        var clauseStart = range.lowerBound
        var depth = 0
        var isPart = false
        var isPartList = false
        var partDepth = 0
        var previousEnd = range.lowerBound
        var years: Set<Int> = []
        while nextNumeral < numerals.count, numerals[nextNumeral].range.upperBound <= range.lowerBound { nextNumeral += 1 }
        var index = range.lowerBound
        while index < range.upperBound {
            if nextNumeral < numerals.count, numerals[nextNumeral].range.lowerBound == index {
                let numeral = numerals[nextNumeral]
                nextNumeral += 1
                if numeral.role == .year, numeral.value.int64 != nil, let year = Int(text.string(numeral.digits)) { years.insert(year) }
                if numeral.role == .claim {
                    var mention = Mention(
                        id: mentions.count, numeral: numeral, label: max(clauseStart, previousEnd)..<max(clauseStart, previousEnd, index),
                        gap: previousEnd..<max(previousEnd, index),
                        tail: numeral.range.upperBound..<numeral.range.upperBound)
                    mention.sentence = sentences.count
                    mention.paragraph = paragraphs.count
                    mention.segment = segment
                    mention.clause = clause
                    mention.depth = depth
                    mention.years = years
                    if let at = text.last(word("其中"), in: mention.gap) {
                        isPart = true
                        partDepth = depth
                        // “其中：a；b；c” goes on past ；.
                        isPartList = at + 2 < index && text[at + 2] == "："
                    }
                    mention.isPart = isPart
                    // 停车位800个: what is counted stands before.
                    if mention.measure.word == "个", mention.measure.noun.isEmpty { mention.numeral.measure.noun = noun(before: mention) }
                    mentions.append(mention)
                    previousEnd = numeral.range.upperBound
                    years = []
                }
                index = max(index + 1, numeral.range.upperBound)
                continue
            }
            switch text[index] {
            case "；":
                segment += 1
                clause += 1
                clauseStart = index + 1
                isPart = isPart && isPartList
            case "（":
                depth += 1
                clauseStart = index + 1
            case "）":
                depth = max(0, depth - 1)
                // “（其中甲600万元、乙400万元）”: the list ends with its bracket.
                if depth < partDepth { (isPart, isPartList, partDepth) = (false, false, 0) }
                clauseStart = index + 1
            case "，":
                clause += 1
                clauseStart = index + 1
            case "、", "：": clauseStart = index + 1
            default:
                // ①, ②: a list item begins.
                if text[index].value >= 0x2460, text[index].value <= 0x24FF {
                    clause += 1
                    clauseStart = index + 1
                }
            }
            index += 1
        }
        let found = firstMention..<mentions.count
        for id in found {
            var end = id + 1 < found.upperBound ? mentions[id + 1].start : range.upperBound
            if let stop = (mentions[id].end..<max(mentions[id].end, end)).first(where: { "，、；（）：".unicodeScalars.contains(text[$0]) }) {
                end = stop
            }
            mentions[id].tail = mentions[id].end..<max(mentions[id].end, end)
        }
        markReferences(found)
        var describer = Describer(text: text, sentence: range)
        for id in found { describer.describe(&mentions[id]) }
        describer.settle(&mentions, found)
        sentences.append(Sentence(range: range, paragraph: paragraphs.count, mentions: found))
    }

    private static let nouns = Lexicon.words("小区 项目 停车 车位 社区 单元 片区 充电 问题 企业 单位")

    private func noun(before mention: Mention) -> String {
        let stem = Changes.stem(mention.label, text)
        guard let noun = Self.nouns.first(where: { text.ends(with: [$0], in: stem) }) else { return "" }
        return noun == word("车位") ? "停车" : String(scalars: noun)
    }

    /// An amount followed by 的 and a rate or a multiple is what that is of.
    private mutating func markReferences(_ found: Range<Int>) {
        for id in found.dropLast() where mentions[id].isAmount {
            let next = mentions[id + 1]
            let between = mentions[id].end..<next.start
            guard [.percent, .times].contains(next.measure.dimension), text[between].last == "的", between.count <= 8,
                !text[between].contains("，"), !text[between].contains("；"), text.containsAny(Self.referring, in: lead(mentions[id]))
            else { continue }
            mentions[id].isReference = true
        }
    }

    /// The words just before, over a bracket or a number: 占年度计划（92个）的, 占五年任务700个的.
    private func lead(_ mention: Mention) -> Range<Int> {
        let from = max(0, mention.start - 16)
        let start = text[from..<mention.start].lastIndex { "，；。\n\t".unicodeScalars.contains($0) }.map { $0 + 1 } ?? from
        return start..<mention.start
    }

    private static let referring = Lexicon.words("占 为 是 完成 达 相当于 比 较")
}
