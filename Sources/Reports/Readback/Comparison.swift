import Quantities

/// One document against the prints it should hold.
struct Comparison {
    let report: ReadbackReport

    /// What is expected of one figure.
    private struct Expectation {
        var title: String
        var prints: [String] = []
        var times = 0
        var found = 0
    }

    init(
        _ path: String, expected figures: [BoundFigure], values: [String: (value: Rational, unit: Unit)],
        original: Set<ReadbackReport.Unbound>, expectedRoot: String?, language: Language
    ) throws(ReportError) {
        let prose = try WordProse(path: path)
        var expectations: [String: Expectation] = [:]
        var order: [String] = []
        for figure in figures {
            if expectations[figure.tag] == nil { order.append(figure.tag) }
            var expectation = expectations[figure.tag] ?? Expectation(title: figure.title)
            if !expectation.prints.contains(figure.printed) { expectation.prints.append(figure.printed) }
            expectation.times += 1
            expectations[figure.tag] = expectation
        }
        let byControl = Dictionary(order.map { (FigureTag.control($0), $0) }) { first, _ in first }
        let byFingerprint = Dictionary(order.map { (FigureTag.fingerprint($0), $0) }) { first, _ in first }

        var unchanged = 0
        var changed: [ReadbackReport.Changed] = []
        var restated: [ReadbackReport.Changed] = []
        var unknown: [ReadbackReport.Unknown] = []
        var unbound: [ReadbackReport.Unbound] = []
        for paragraph in prose.paragraphs {
            var isBound: [Bool] = []
            for piece in paragraph.pieces {
                let isNumber = piece.binding != nil
                isBound += piece.text.unicodeScalars.map { _ in isNumber }
                guard isNumber else { continue }
                let known = piece.tag.flatMap { byControl[$0] } ?? piece.fingerprint.flatMap { byFingerprint[$0] }
                guard let tag = known, let expectation = expectations[tag] else {
                    unknown.append(
                        ReadbackReport.Unknown(tag: piece.tag ?? piece.fingerprint ?? "", found: piece.text, paragraph: paragraph.text))
                    continue
                }
                expectations[tag]?.found += 1
                let plain = Self.plain(piece.text)
                if expectation.prints.contains(where: { Self.plain($0) == plain }) {
                    unchanged += 1
                    continue
                }
                let item = ReadbackReport.Changed(
                    tag: tag, title: expectation.title, found: piece.text, expected: expectation.prints, paragraph: paragraph.text)
                if let value = values[tag], let printed = PrintedNumber(plain), printed.unit == value.unit,
                    printed.interval.contains(value.value)
                {
                    restated.append(item)
                } else {
                    changed.append(item)
                }
            }
            unbound += Self.unbound(Array(paragraph.text.unicodeScalars), isBound, language, original: original)
        }
        report = ReadbackReport(
            file: path, unchanged: unchanged, changed: changed, restated: restated,
            missing: order.compactMap { tag in
                guard let expectation = expectations[tag], expectation.found < expectation.times else { return nil }
                return ReadbackReport.Missing(
                    tag: tag, title: expectation.title, expected: expectation.prints, timesExpected: expectation.times,
                    timesFound: expectation.found)
            },
            unknown: unknown, unbound: unbound, freezeRoot: prose.properties["AnjuFreezeRoot"], expectedRoot: expectedRoot)
    }

    /// The numerals of a paragraph that are bound to nothing, each with its sentence.
    static func unbound(
        _ scalars: [Unicode.Scalar], _ isBound: [Bool], _ language: Language, original: Set<ReadbackReport.Unbound>
    ) -> [ReadbackReport.Unbound] {
        NumeralScanner.numerals(scalars, isBound: isBound, language: language).map { range in
            let numeral = String(String.UnicodeScalarView(scalars[range]))
            let sentence = sentence(scalars, around: range)
            let found = ReadbackReport.Unbound(numeral: numeral, sentence: sentence, isOriginal: false)
            return original.contains(found) ? ReadbackReport.Unbound(numeral: numeral, sentence: sentence, isOriginal: true) : found
        }
    }

    private static func sentence(_ scalars: [Unicode.Scalar], around range: Range<Int>) -> String {
        let ends = Set("。！？；".unicodeScalars)
        let start = scalars[..<range.lowerBound].lastIndex { ends.contains($0) }.map { $0 + 1 } ?? 0
        let end = scalars[range.upperBound...].firstIndex { ends.contains($0) }.map { $0 + 1 } ?? scalars.count
        return String(String.UnicodeScalarView(scalars[start..<end]))
    }

    /// Without what editors add to a number: spaces, thousands separators, full-width forms.
    private static func plain(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x2C, 0xFF0C, 0x200B, 0xFEFF: continue
            case 0xFF01...0xFF5E where scalar.value != 0xFF08 && scalar.value != 0xFF09:
                if let narrow = Unicode.Scalar(scalar.value - 0xFEE0) { result.append(narrow) }
            default: if !scalar.properties.isWhitespace { result.append(scalar) }
            }
        }
        return String(result)
    }
}
