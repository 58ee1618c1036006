import Quantities

/// Numbers of headings as official documents write them.
enum Outline {
    /// 一、 （一） 1. （1） for levels 1 … 4; English documents use I. A. 1. (1).
    static func number(_ level: Int, _ index: Int, _ language: Language) -> String {
        switch (language, level) {
        case (.chinese, 1): chinese(index) + "、"
        case (.chinese, 2): "（\(chinese(index))）"
        case (.chinese, 3): "\(index)."
        case (.chinese, _): "（\(index)）"
        case (.english, 1): roman(index) + ". "
        case (.english, 2): letter(index) + ". "
        case (.english, 3): "\(index). "
        case (.english, _): "(\(index)) "
        }
    }

    /// 1 … 99 in Chinese numerals.
    static func chinese(_ number: Int) -> String {
        let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
        guard (1...99).contains(number) else { return String(number) }
        let (tens, ones) = number.quotientAndRemainder(dividingBy: 10)
        return (tens > 1 ? digits[tens] : "") + (tens > 0 ? "十" : "") + digits[ones]
    }

    private static func roman(_ number: Int) -> String {
        let steps: [(Int, String)] = [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
        var rest = number
        var text = ""
        for (value, word) in steps {
            while rest >= value {
                text += word
                rest -= value
            }
        }
        return text
    }

    private static func letter(_ number: Int) -> String {
        (1...26).contains(number) ? String(UnicodeScalar(UInt8(64 + number))) : String(number)
    }
}
