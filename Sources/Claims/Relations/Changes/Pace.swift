internal import Quantities

/// 快于序时进度15.7个百分点: against the share of the year that has passed.
struct Pace {
    let passage: Passage

    func reading(of points: Mention, isUp: Bool) -> Reading? {
        guard passage.contains(Lexicon.words("时间进度 序时进度"), passage.lead(points)), points.id > 0, let months = months(before: points) else {
            return nil
        }
        // “为预算的53.5%，比序时进度（50%）快3.5个百分点”: past what the bracket says.
        let level = passage.mentions[max(0, points.id - 2)..<points.id].last { $0.depth == points.depth }
        guard let level, level.isPercent, level.sentence == points.sentence, !level.isChange else { return nil }
        return Reading(formula: isUp ? .ahead(months: months) : .behind(months: months), inputs: [Operand(level)])
    }

    /// 1-6月, 上半年, 前三季度, nearest before the number.
    private func months(before points: Mention) -> Int? {
        let range = max(0, points.start - 400)..<points.start
        let text = passage.text
        let named: [(StaticString, Int)] = [
            ("上半年 前两季度 前二季度 二季度末", 6), ("前三季度 三季度末", 9), ("一季度 第一季度 首季", 3), ("全年", 12),
        ]
        var best: (at: Int, months: Int)?
        for (words, months) in named {
            for word in Lexicon.words(words) {
                if let at = text.last(word, in: range), at > best?.at ?? -1 { best = (at, months) }
            }
        }
        // 1-6月: the last month of a range from January; 前5个月 and 截至8月底 too.
        for numeral in passage.numerals.reversed() where numeral.range.upperBound <= points.start {
            guard numeral.range.lowerBound >= range.lowerBound else { break }
            guard numeral.role == .date, let month = Int(text.string(numeral.digits)), (1...12).contains(month),
                text.has(word("月"), at: numeral.digits.upperBound), numeral.digits.lowerBound >= 2
            else { continue }
            let before = text[numeral.digits.lowerBound - 1]
            let isRange = "-~至—".unicodeScalars.contains(before) && text[numeral.digits.lowerBound - 2] == "1"
            let isEnd = text.starts(
                with: Lexicon.words("月底 月末"), in: numeral.digits.upperBound..<min(text.count, numeral.digits.upperBound + 2))
            if isRange || isEnd, numeral.range.lowerBound > best?.at ?? -1 { best = (numeral.range.lowerBound, month) }
            break
        }
        return best?.months
    }
}
