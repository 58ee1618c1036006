internal import Quantities

/// 百分之九十, 三分之二, 百分之九十五点二, 七成, 七成五, 一半.
enum ChineseFractions {
    static func read(_ text: [Unicode.Scalar], at start: Int) -> Numeral? {
        if text.has(word("百分之"), at: start) || text.has(word("百分之"), at: start - 0) {
            let position = start + 3
            guard let (value, end, decimals) = decimal(text, position) else { return nil }
            return percent(start..<end, value / 100, decimals: decimals)
        }
        if let (bottom, end) = ChineseNumerals.read(text, at: start), text.has(word("分之"), at: end),
            let (top, last) = ChineseNumerals.read(text, at: end + 2), bottom > 0
        {
            var numeral = percent(start..<last, Rational(top, bottom), decimals: 0)
            numeral.step = Rational(1, 100)
            return numeral
        }
        if let (value, end) = ChineseNumerals.read(text, at: start), end < text.count, text[end] == "成", value >= 1, value <= 10,
            end - start == 1
        {
            let next = end + 1 < text.count ? text[end + 1] : " "
            guard "以左的。，、；（）五".unicodeScalars.contains(next), start == 0 || !"集组建完形".unicodeScalars.contains(text[start - 1]) else {
                return nil
            }
            if next == "五" { return percent(start..<(end + 2), Rational(value * 10 + 5, 100), decimals: 0) }
            var numeral = percent(start..<(end + 1), Rational(value, 10), decimals: 0)
            numeral.step = Rational(1, 10)
            return numeral
        }
        return nil
    }

    private static func percent(_ range: Range<Int>, _ value: Rational, decimals: Int) -> Numeral {
        Numeral(
            range: range, digits: range, value: value, decimals: decimals, step: .powerOfTen(-decimals - 2),
            measure: Measure(dimension: .percent, word: "%"), isChinese: true)
    }

    /// 九十五点二.
    private static func decimal(_ text: [Unicode.Scalar], _ start: Int) -> (Rational, Int, Int)? {
        guard let (whole, end) = ChineseNumerals.read(text, at: start) else { return nil }
        guard end < text.count, text[end] == "点" else { return (Rational(whole), end, 0) }
        var value = Rational(whole)
        var position = end + 1
        var decimals = 0
        while position < text.count, decimals < 4, let digit = ChineseNumerals.digits[text[position]] {
            decimals += 1
            value += Rational(digit) * .powerOfTen(-decimals)
            position += 1
        }
        return decimals == 0 ? (Rational(whole), end, 0) : (value, position, decimals)
    }
}

/// Chinese numerals are in every other word (一定, 统一, 三农): only those that count or number something are read.
enum ChineseRoles {
    static func role(_ text: [Unicode.Scalar], _ range: Range<Int>, value: Int, starts: Set<Int>) -> NumberRole? {
        let before = range.lowerBound > 0 ? text[range.lowerBound - 1] : "\n"
        let next = range.upperBound < text.count ? text[range.upperBound] : "\n"
        if before == "第" { return "条款项章节".unicodeScalars.contains(next) ? .article : .ordinal }
        if text.has(word("十四五"), at: range.lowerBound) || text.has(word("十三五"), at: range.lowerBound)
            || text.has(word("十二五"), at: range.lowerBound) || text.has(word("十五五"), at: range.lowerBound)
        {
            return .era
        }
        if next == "年", range.count == 4 { return .year }
        if next == "月", value >= 1, value <= 12 { return .date }
        if text.has(word("季度"), at: range.upperBound) { return .date }
        if next == "、" || next == "）", starts.contains(range.lowerBound) || before == "（" || before == "\n" { return .heading }
        if next == "是", "。；：，\n".unicodeScalars.contains(before) { return .heading }
        if next == "号" { return .name }
        guard !"统唯任某每逐同进划万专之单同".unicodeScalars.contains(before), !(range.count == 1 && text[range.lowerBound] == "一") else { return nil }
        guard !"批类方级期层".unicodeScalars.contains(next) || value > 1 else { return nil }
        return .claim
    }
}
