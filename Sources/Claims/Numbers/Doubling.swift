internal import Quantities

/// 翻番, 翻了一番, 翻两番: twice or four times as much.
enum Doubling {
    private static let once = ["翻了一番", "翻一番", "翻了一倍", "翻番", "翻了番"].map(word)
    private static let twice = ["翻了两番", "翻两番", "翻了二番"].map(word)

    static func read(_ text: [Unicode.Scalar], at start: Int) -> Numeral? {
        for (words, value) in [(once, 2), (twice, 4)] {
            guard let found = words.first(where: { text.has($0, at: start) }) else { continue }
            let range = start..<(start + found.count)
            // Said of what is about twice as much: a tenth to either side.
            var numeral = Numeral(
                range: range, digits: range, value: Rational(value), decimals: 0, step: Rational(1, 5),
                measure: Measure(dimension: .times, word: "倍"), isChinese: true, isDoubling: true)
            numeral.bound = BoundReader.bound(text, range)
            return numeral
        }
        return nil
    }
}
