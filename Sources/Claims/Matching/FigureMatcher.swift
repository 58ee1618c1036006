internal import Quantities

/// Finds the figure a number states: of its unit, of its value, and spoken of in the same words.
///
/// Words are compared by pairs of neighbouring Han characters, so that 实际建设筹集保障性租赁住房 and 保障性租赁住房筹集数 are near
/// without a list of synonyms.
struct FigureMatcher {
    private struct Candidate {
        var figure: KnownFigure
        var pairs: Set<UInt64>
        var place: Word?
    }

    private let source: [Unicode.Scalar]
    private let candidates: [Candidate]

    /// Pairs that a number must share with a figure whose value it does not have, and the share of those around the number.
    private static let clear = (pairs: 5, share: 3)

    init(report: ClaimReport, figures: [KnownFigure]) {
        source = Array(report.text.text.unicodeScalars)
        candidates = figures.map { figure in
            Candidate(
                figure: figure, pairs: figure.words.reduce(into: []) { $0.formUnion(Self.pairs(Array($1.unicodeScalars))) },
                place: figure.place.map { word($0) })
        }
    }

    func match(_ number: ReportNumber) -> FigureMatch {
        let words = words(around: number)
        let around = Self.pairs(words)
        var best: (figure: KnownFigure, hits: Int, score: Int)?
        var worded: (figure: KnownFigure, hits: Int)?
        var isWordedOnce = true
        for candidate in candidates where Self.isSame(candidate.figure.unit, number.measured) {
            if let place = candidate.place, !words.contains(place, in: 0..<words.count) { continue }
            let hits = around.intersection(candidate.pairs).count
            if holds(number, candidate.figure) {
                // Of two that print alike, the one that is exactly so.
                let score = hits + (candidate.figure.value == number.value ? 3 : 0)
                if score > best?.score ?? -1 { best = (candidate.figure, hits, score) }
            }
            if hits > worded?.hits ?? 0 {
                worded = (candidate.figure, hits)
                isWordedOnce = true
            } else if hits == worded?.hits {
                isWordedOnce = false
            }
        }
        // A value that many numbers have by chance (3, 100 %) needs a word as well.
        if let best, best.hits >= 1 || number.text.unicodeScalars.filter(\.isDigit).count >= 3 {
            return FigureMatch(number: number, outcome: .found, figure: best.figure)
        }
        if let worded, isWordedOnce, worded.hits >= Self.clear.pairs, worded.hits * Self.clear.share >= around.count,
            number.bound == .exact
        {
            return FigureMatch(number: number, outcome: .differs, figure: worded.figure)
        }
        return FigureMatch(number: number, outcome: .notFound, figure: nil)
    }

    /// Whether the figure may stand behind the printed number, or keeps the bound it states (90%以上).
    private func holds(_ number: ReportNumber, _ figure: KnownFigure) -> Bool {
        switch number.bound {
        case .atLeast where figure.value >= number.value: return figure.value <= number.value * Rational(6, 5)
        case .atMost where figure.value <= number.value: return figure.value >= number.value * Rational(4, 5)
        default: break
        }
        let printed = figure.format.interval(figure.value, unit: figure.unit)
        return printed.overlaps(number.interval) && (number.interval.contains(figure.value) || printed.contains(number.value))
    }

    /// The words before the number back to the sentence before, hard-wrapped lines joined, and the few after it.
    private func words(around number: ReportNumber) -> [Unicode.Scalar] {
        var before: [Unicode.Scalar] = []
        var index = number.range.lowerBound - 1
        while index >= 0, before.count < 32 {
            let scalar = source[index]
            if scalar == "。", before.count > 8 { break }
            if !scalar.isBlank, scalar != "\n", scalar != "\r" { before.append(scalar) }
            index -= 1
        }
        var after: [Unicode.Scalar] = []
        index = number.range.upperBound
        while index < source.count, after.count < 8, source[index] != "。", source[index] != "，" {
            if !source[index].isBlank, source[index] != "\n", source[index] != "\r" { after.append(source[index]) }
            index += 1
        }
        return before.reversed() + after
    }

    private static func pairs(_ text: [Unicode.Scalar]) -> Set<UInt64> {
        var pairs: Set<UInt64> = []
        for (a, b) in zip(text, text.dropFirst()) where a.isHan && b.isHan { pairs.insert(UInt64(a.value) << 32 | UInt64(b.value)) }
        return pairs
    }

    /// Units that reports use for one another; a per cent where points are meant is asked about elsewhere.
    private static func isSame(_ a: Unit, _ b: Unit?) -> Bool {
        guard let b else { return false }
        let kinds: [Set<Unit>] = [
            [.homes, .homesOrRooms],
            [.projects, .communities, .findings, .areas, .none, .tasks, .agreements, .documents, .batches, .inspections],
            [.percent, .percentagePoints],
        ]
        return a == b || kinds.contains { $0.contains(a) && $0.contains(b) }
    }
}
