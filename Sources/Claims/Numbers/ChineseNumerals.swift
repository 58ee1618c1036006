/// 三, 十二, 三百零五, 两万 — whole numbers in Chinese numerals.
enum ChineseNumerals {
    static let digits: [Unicode.Scalar: Int] = [
        "〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    ]
    private static let places: [Unicode.Scalar: Int] = ["十": 10, "百": 100, "千": 1000]

    static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        digits[scalar] != nil || places[scalar] != nil || scalar == "万" || scalar == "亿"
    }

    /// The number that begins at `index` and where it ends; `nil` where none does. At most twelve numerals.
    static func read(_ text: [Unicode.Scalar], at index: Int) -> (value: Int, end: Int)? {
        var end = index
        while end < text.count, end - index < 12, isPart(text[end]) { end += 1 }
        guard end > index, text[index] != "万", text[index] != "亿" else { return nil }
        let part = text[index..<end]
        // 二〇二三: digits one by one.
        if part.count >= 2, part.allSatisfy({ digits[$0] != nil }) {
            guard part.contains("〇") || part.contains("零") || part.count == 4 else { return nil }
            return (part.reduce(0) { $0 * 10 + (digits[$1] ?? 0) }, end)
        }
        var total = 0
        var section = 0
        var digit: Int?
        for scalar in part {
            if let value = digits[scalar] {
                digit = value
            } else if let place = places[scalar] {
                section += (digit ?? (section == 0 ? 1 : 0)) * place
                digit = nil
            } else {
                let big = scalar == "万" ? 10_000 : 100_000_000
                total = (total + section + (digit ?? 0)) * big
                guard total < 1_000_000_000_000 else { return nil }
                section = 0
                digit = nil
            }
        }
        return (total + section + (digit ?? 0), end)
    }
}
