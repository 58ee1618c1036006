internal import Quantities

/// The grades 优, 良, 中, 差 and the scores they stand for.
enum Grade: Int, Sendable {
    case excellent, good, fair, poor

    static let words: [(Word, Grade)] = [
        (word("不合格"), .poor), (word("不达标"), .poor), (word("优秀"), .excellent), (word("良好"), .good), (word("合格"), .fair), (word("一般"), .fair),
        (word("优"), .excellent), (word("良"), .good),
        (word("中"), .fair), (word("差"), .poor),
    ]

    static func read(_ text: [Unicode.Scalar], in range: Range<Int>) -> (grade: Grade, range: Range<Int>)? {
        for index in range {
            for (word, grade) in words where text.has(word, at: index) && index + word.count <= range.upperBound {
                return (grade, index..<(index + word.count))
            }
        }
        return nil
    }

    /// The ministry's bands: 优 from 90, 良 from 80, 中 from 60.
    static func ministry(_ score: Rational) -> Grade { score >= 90 ? .excellent : score >= 80 ? .good : score >= 60 ? .fair : .poor }

    /// Grades that some local rule known to us gives the score: 95/85/60, 95/85/75.
    static func local(_ score: Rational) -> Set<Grade> {
        var grades: Set<Grade> = [ministry(score)]
        grades.insert(score >= 95 ? .excellent : score >= 85 ? .good : score >= 60 ? .fair : .poor)
        grades.insert(score > 95 ? .excellent : score >= 85 ? .good : score >= 75 ? .fair : .poor)
        return grades
    }
}

/// Scores and the grades said of them, in prose. Tables have their own finder.
struct BandFinder {
    let passage: Passage

    func find() -> [Relation] {
        let own = ownBands()
        return passage.mentions.compactMap { score in
            guard score.measure.dimension == .score, !score.numeral.isRange, score.numeral.bound == .exact, score.value >= 0,
                score.value <= 100
            else { return nil }
            let sentence = passage.sentence(of: score)
            guard passage.contains(Lexicon.words("得分 评分 总分 自评 得 评价为 评定 等级 等次 平均"), sentence.range.lowerBound..<score.start),
                !passage.contains(Lexicon.words("满分 分值 权重 扣 总分值 标准分"), score.label)
            else { return nil }
            let next =
                passage.mentions(of: sentence).first { $0.id > score.id && $0.measure.dimension == .score }?.start
                ?? sentence.range.upperBound
            if let (grade, range) = grade(score, score.end..<max(score.end, next)) {
                // The last standard defined before the score; another may follow.
                let standard = own.last { $0.at < score.start }?.bands ?? []
                return BandFinder.relation(Operand(score), grade, range, standard, sentence.range)
            }
            // A score of a hundred-point table, no grade said.
            guard passage.contains(Lexicon.words("得分"), sentence.range), passage.contains(Lexicon.words("自评 评价 绩效 综合"), sentence.range),
                score.value >= 50
            else { return nil }
            return Relation(
                kind: .band, stated: Operand(score), bound: .atMost,
                readings: [Reading(formula: .same, inputs: [Operand(score)], note: .holds)], isExplicit: false, sentence: sentence.range)
        }
    }

    /// The grade said of a score: 评定为优, 等级为“良”, or just after it: 90分，优; 90分（优）.
    private func grade(_ score: Mention, _ after: Range<Int>) -> (grade: Grade, range: Range<Int>)? {
        let cues = Lexicon.words("等级 结果 等次 档次 评定为 评为 级别 评级 属于 为“ 为")
        if let at = cues.compactMap({ word in passage.text.first(word, in: after).map { $0 + word.count } }).min(),
            let (grade, range) = Grade.read(passage.text, in: at..<min(after.upperBound, at + 6)), isWord(range)
        {
            return (grade, range)
        }
        guard after.count >= 2, "，（、：".unicodeScalars.contains(passage.text[after.lowerBound]),
            let (grade, range) = Grade.read(passage.text, in: (after.lowerBound + 1)..<min(after.upperBound, after.lowerBound + 5)),
            range.lowerBound == after.lowerBound + 1,
            range.upperBound == after.upperBound || "，。；、）".unicodeScalars.contains(passage.text[range.upperBound])
        else { return nil }
        return (grade, range)
    }

    /// 优 in 优化 and 中 in 其中 are no grades.
    private func isWord(_ range: Range<Int>) -> Bool {
        let next = range.upperBound < passage.text.count ? passage.text[range.upperBound] : "。"
        return range.count > 1 || "。，；、”）\n\t级等档\"' 的".unicodeScalars.contains(next)
    }

    struct Standard {
        var at: Int
        var bands: [(Rational, Grade)]
    }

    /// Bands the text itself defines, by paragraph: “90分（含）以上为优，80分至90分为良”.
    private func ownBands() -> [Standard] {
        var standards: [Int: Standard] = [:]
        for mention in passage.mentions
        where mention.measure.dimension == .score && (mention.numeral.bound == .atLeast || mention.numeral.isRange) {
            let after = mention.end..<min(passage.text.count, mention.end + 12)
            if passage.text[after].contains("为"), let (grade, _) = Grade.read(passage.text, in: after) {
                standards[mention.paragraph, default: Standard(at: mention.start, bands: [])].bands.append((mention.value, grade))
            }
        }
        return standards.sorted { $0.key < $1.key }.map(\.value).filter { $0.bands.count >= 2 }
    }

    /// The grade is what is stated; the score is what it rests on.
    static func relation(
        _ score: Operand, _ grade: Grade, _ words: Range<Int>, _ own: [(Rational, Grade)], _ sentence: Range<Int>
    ) -> Relation {
        var relation = Relation(
            kind: .band, stated: Operand(words: words), bound: .atLeast,
            readings: [Reading(formula: .same, inputs: [score], note: .bandHolds)], isExplicit: true,
            sentence: sentence)
        if !own.isEmpty {
            let floors = own.filter { $0.1 == grade }.map(\.0)
            let above = own.filter { $0.1.rawValue < grade.rawValue }.map(\.0)
            let fits = (floors.min().map { score.value >= $0 } ?? true) && (above.min().map { score.value < $0 } ?? true)
            if !fits { relation.failure = .bandContradicts }
        } else if Grade.ministry(score.value) != grade {
            if Grade.local(score.value).contains(grade) { relation.question = .bandLocal } else { relation.failure = .bandContradicts }
        }
        return relation
    }
}
