import Quantities

/// Finds the numbers of a paragraph that say how much or how many, and leaves out those that only name something.
///
/// Left out: years, months and days; document numbers (京建发〔2022〕84号); titles in 《》; ordinals (第三批, 第278条); numbers of headings
/// and list items; codes with letters in them; the five-year plan’s “十四五”, which has no measure word after it.
struct NumeralScanner {
    private let scalars: [Unicode.Scalar]
    private let isChinese: Bool
    /// Scalars that are not to be looked at: inside a bound number or a title.
    private var isClosed: [Bool]

    /// The ranges of numerals in `scalars`, where `isBound` is false throughout.
    static func numerals(_ scalars: [Unicode.Scalar], isBound: [Bool], language: Language) -> [Range<Int>] {
        var scanner = NumeralScanner(scalars: scalars, isChinese: language == .chinese, isClosed: isBound)
        scanner.closeTitles()
        return scanner.scan()
    }

    private static let numbers = Set("一二两三四五六七八九十百千万亿".unicodeScalars)
    private static let counters = Set("批家类项个套户次份栋件人倍成处条轮".unicodeScalars)
    private static let dashes = Set("—–-－~～至".unicodeScalars)

    private mutating func closeTitles() {
        var depth = 0
        for (index, scalar) in scalars.enumerated() {
            if scalar == "《" { depth += 1 }
            if depth > 0 { isClosed[index] = true }
            if scalar == "》" { depth = max(0, depth - 1) }
        }
    }

    private func scan() -> [Range<Int>] {
        var found: [Range<Int>] = []
        var index = 0
        while index < scalars.count {
            if isClosed[index] {
                index += 1
            } else if digit(index) != nil {
                let end = endOfNumber(index)
                if !isName(index..<end) { found.append(index..<endOfUnit(end)) }
                index = end
            } else if isChinese, Self.numbers.contains(scalars[index]) {
                var end = index
                while end < scalars.count, !isClosed[end], Self.numbers.contains(scalars[end]) { end += 1 }
                if isCount(index..<end) { found.append(index..<(end + 1)) }
                index = end
            } else {
                index += 1
            }
        }
        return found
    }

    /// ASCII and full-width digits.
    private func digit(_ index: Int) -> Int? {
        guard index >= 0, index < scalars.count, !isClosed[index] else { return nil }
        switch scalars[index].value {
        case 0x30...0x39: return Int(scalars[index].value - 0x30)
        case 0xFF10...0xFF19: return Int(scalars[index].value - 0xFF10)
        default: return nil
        }
    }

    private func endOfNumber(_ start: Int) -> Int {
        var end = start
        while end < scalars.count {
            if digit(end) != nil {
                end += 1
            } else if ".,．".unicodeScalars.contains(scalars[end]), digit(end + 1) != nil {
                end += 1
            } else {
                break
            }
        }
        return end
    }

    /// The scale and unit word after a number, so that the reader sees `3.83亿元`.
    private func endOfUnit(_ end: Int) -> Int {
        var index = end
        if let scalar = open(index), "万亿".unicodeScalars.contains(scalar) { index += 1 }
        let words = Unit.allCases.map { Array($0.word.zh.unicodeScalars) }.filter { !$0.isEmpty }.sorted { $0.count > $1.count }
        for word in words where word.indices.allSatisfy({ open(index + $0) == word[$0] }) { return index + word.count }
        return index
    }

    private func open(_ index: Int) -> Unicode.Scalar? { index >= 0 && index < scalars.count && !isClosed[index] ? scalars[index] : nil }

    /// The next scalar that is no space, from `index` on; and the last one before it.
    private func next(_ index: Int) -> (scalar: Unicode.Scalar, at: Int)? {
        var index = index
        while index < scalars.count, scalars[index].properties.isWhitespace { index += 1 }
        return index < scalars.count ? (scalars[index], index) : nil
    }
    private func previous(_ index: Int) -> (scalar: Unicode.Scalar, at: Int)? {
        var index = index - 1
        while index >= 0, scalars[index].properties.isWhitespace { index -= 1 }
        return index >= 0 ? (scalars[index], index) : nil
    }

    private func value(_ range: Range<Int>) -> Int? {
        guard range.count <= 4 else { return nil }
        return range.reduce(Optional(0)) { sum, index in
            guard let sum, let digit = digit(index) else { return nil }
            return sum * 10 + digit
        }
    }

    /// Whether the number names a day, a document, an order or a code.
    private func isName(_ range: Range<Int>) -> Bool {
        let before = previous(range.lowerBound)
        let after = next(range.upperBound)
        if before?.scalar == "第" || isCode(range) || isItemNumber(range, before, after) { return true }
        if let before, "〔﹝[［【".unicodeScalars.contains(before.scalar), let after, "〕﹞]］】".unicodeScalars.contains(after.scalar) {
            return true
        }
        if after?.scalar == "号", let before, "〕﹞]］】)）第".unicodeScalars.contains(before.scalar) { return true }
        return isDate(range, before, after)
    }

    private func isDate(
        _ range: Range<Int>, _ before: (scalar: Unicode.Scalar, at: Int)?, _ after: (scalar: Unicode.Scalar, at: Int)?
    ) -> Bool {
        guard let value = value(range) else { return false }
        let isYear = range.count == 4 && (1900...2100).contains(value)
        if isYear, !isChinese { return true }
        switch after?.scalar {
        case "年": return isYear
        case "月": return (1...12).contains(value)
        case "日": return (1...31).contains(value) && before?.scalar == "月"
        case let dash? where Self.dashes.contains(dash):
            // 2021—2023年, 1—7月: the first number is of the second's kind.
            guard let after, let second = next(after.at + 1), digit(second.at) != nil else { return false }
            let end = endOfNumber(second.at)
            guard end - second.at <= 4, let mark = next(end)?.scalar else { return false }
            return mark == "年" && isYear || mark == "月" && (1...12).contains(value)
        default: return false
        }
    }

    /// `1.` and `（1）` before an item.
    private func isItemNumber(
        _ range: Range<Int>, _ before: (scalar: Unicode.Scalar, at: Int)?, _ after: (scalar: Unicode.Scalar, at: Int)?
    ) -> Bool {
        guard range.count <= 2, let after else { return false }
        if before == nil, ".．、".unicodeScalars.contains(after.scalar) { return true }
        guard let before, "（(".unicodeScalars.contains(before.scalar), "）)".unicodeScalars.contains(after.scalar) else { return false }
        return before.at == 0 || scalars[..<before.at].allSatisfy(\.properties.isWhitespace)
            || "；。;:：".unicodeScalars.contains(scalars[before.at - 1])
    }

    /// Part of a word with letters in it, or of a day written 2023-07-05.
    private func isCode(_ range: Range<Int>) -> Bool {
        func isPart(_ index: Int) -> Bool {
            guard index >= 0, index < scalars.count, !isClosed[index] else { return false }
            let scalar = scalars[index]
            return scalar.isASCII && (scalar.properties.isAlphabetic || digit(index) != nil || "-_/@:".unicodeScalars.contains(scalar))
        }
        var start = range.lowerBound
        var end = range.upperBound
        while isPart(start - 1) { start -= 1 }
        while isPart(end) { end += 1 }
        let word = scalars[start..<end]
        if word.contains(where: { $0.properties.isAlphabetic }) { return true }
        // GB/T 9704-2012: letters and a number, with a space between. In English prose that is an ordinary number.
        if isChinese, let before = previous(start)?.scalar, before.isASCII, before.properties.isAlphabetic { return true }
        return CivilDate(String(String.UnicodeScalarView(word))) != nil && word.contains("-")
    }

    /// 三批, 四家: a number written in words before a measure word. 一 alone is an article, 第… an order.
    private func isCount(_ range: Range<Int>) -> Bool {
        guard let counter = open(range.upperBound), Self.counters.contains(counter) else { return false }
        if range.count == 1, "一万亿千百".unicodeScalars.contains(scalars[range.lowerBound]) { return false }
        return previous(range.lowerBound)?.scalar != "第"
    }
}
