/// Where a paragraph begins: 一、 （一） 1. （1） ① 第三章 附件.
enum Headings {
    private static let numerals = Set("一二三四五六七八九十百".unicodeScalars)

    static func starts(_ text: [PlainScalar], _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        func at(_ offset: Int) -> Unicode.Scalar? { index + offset < range.upperBound ? text[index + offset].scalar : nil }
        guard let head = at(0) else { return false }
        if head == "(" || head == "（" || head == "【" {
            index += 1
            var count = 0
            while let next = at(0), count < 4, numerals.contains(next) || next.isDigit {
                index += 1
                count += 1
            }
            return count > 0 && (at(0) == ")" || at(0) == "）")
        }
        if head.value >= 0x2460, head.value <= 0x24FF { return true }
        if head == "第" {
            return (1...4).contains { at($0).map { "章节条篇部".unicodeScalars.contains($0) } ?? false }
                && at(1).map { numerals.contains($0) || $0.isDigit } ?? false
        }
        if head == "附" { return at(1) == "件" || at(1) == "表" || at(1) == "：" }
        if numerals.contains(head) {
            var count = 0
            while let next = at(count), count < 4, numerals.contains(next) { count += 1 }
            return at(count) == "、" || (at(count) == "是" && count == 1)
        }
        if head.isDigit {
            var count = 0
            while let next = at(count), count < 2, next.isDigit { count += 1 }
            guard let mark = at(count), ".、．)）".unicodeScalars.contains(mark) else { return false }
            return at(count + 1).map { !$0.isDigit } ?? true
                || (mark == "." && (at(count + 2) == "." || at(count + 2)?.isHan == true) && count == 1 && at(count + 1)?.isDigit == true
                    && !(at(count + 2).map { "万亿个户套".unicodeScalars.contains($0) } ?? false))
        }
        return false
    }
}
