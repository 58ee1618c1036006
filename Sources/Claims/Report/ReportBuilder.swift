internal import Quantities

/// Judges relations and puts them in the report's terms: offsets of its text, its own words.
struct ReportBuilder {
    let text: ReportText
    let passage: Passage
    private let source: [Unicode.Scalar]

    init(text: ReportText, passage: Passage) {
        self.text = text
        self.passage = passage
        source = Array(text.text.unicodeScalars)
    }

    func build(_ relations: [Relation]) -> ClaimReport {
        var claims: [Claim] = []
        var seen: Set<Identity> = []
        for relation in relations {
            let claim = claim(relation)
            if seen.insert(Identity(claim)).inserted { claims.append(claim) }
        }
        // By place; large values are moved once.
        let order = claims.indices.sorted {
            let (a, b) = (claims[$0], claims[$1])
            return (a.stated.range.lowerBound, a.range.lowerBound, a.kind.rawValue, $0)
                < (b.stated.range.lowerBound, b.range.lowerBound, b.kind.rawValue, $1)
        }
        claims = order.map { claims[$0] }
        return ClaimReport(text: text, numbers: numbers(claims), claims: claims)
    }

    private struct Identity: Hashable {
        var kind: ClaimKind
        var stated: Int
        var inputs: [Int]
        var note: Note

        init(_ claim: Claim) {
            kind = claim.kind
            stated = claim.stated.range.lowerBound
            inputs = claim.inputs.map(\.range.lowerBound)
            note = claim.note
        }
    }

    private func claim(_ relation: Relation) -> Claim {
        let judgement = Check.judge(relation)
        let isImplied = judgement.reading?.formula == .implied
        let operands = isImplied ? Array((judgement.reading?.inputs ?? []).prefix(1)) : judgement.reading?.inputs ?? relation.about
        let stated = number(relation.stated)
        let inputs = operands.map(number)
        var (computed, interval) = (judgement.computed, judgement.interval)
        var formula = judgement.reading.map { Phrasing.formula($0, inputs, computed, stated) } ?? ""
        if let reading = judgement.reading, reading.formula == .same, let input = operands.first {
            formula = Phrasing.comparison(stated, inputs[0], relation.stated, input)
        }
        if relation.shown == .ratio, let plan = operands.first, let ratio = relation.stated.value.divided(by: plan.value) {
            (computed, interval) = (ratio, relation.stated.interval.divided(by: plan.interval))
            formula = Phrasing.ratio(stated, inputs[0], ratio)
        }
        if relation.stated.measure.dimension == .words { (computed, interval) = (nil, nil) }
        let unit = relation.shown == .ratio ? "%" : isImplied ? inputs.first?.unit ?? "" : stated.unit
        let all = [stated.range] + inputs.map(\.range)
        let low = all.map(\.lowerBound).min() ?? stated.range.lowerBound
        let high = all.map(\.upperBound).max() ?? stated.range.upperBound
        let sentence = passage.plain.source(relation.sentence)
        return Claim(
            kind: relation.kind, range: low..<high, sentenceRange: sentence,
            sentence: relation.sentence.count > 600 ? "" : Self.shown(passage.text[relation.sentence]),
            inputs: inputs, stated: stated, computed: computed, interval: interval, computedUnit: unit, formula: formula,
            verdict: judgement.verdict, note: judgement.note)
    }

    /// A row of a table with its cells apart.
    private static func shown(_ text: ArraySlice<Unicode.Scalar>) -> String {
        text.contains("\t") ? text.split(separator: "\t").map { String(scalars: $0) }.joined(separator: " | ") : String(scalars: text)
    }

    private func number(_ operand: Operand) -> ReportNumber {
        let range = passage.plain.source(operand.range)
        return ReportNumber(
            text: String(scalars: source[range]), value: operand.value, unit: operand.measure.word, measured: operand.measure.unit,
            range: range, role: .claim, isWording: operand.measure.dimension == .words, interval: operand.interval, bound: .exact,
            label: "",
            verdict: .unchecked)
    }

    // MARK: - Numbers

    private func numbers(_ claims: [Claim]) -> [ReportNumber] {
        var verdicts: [Int: Verdict] = [:]
        for claim in claims {
            for number in claim.inputs + [claim.stated] {
                let known = verdicts[number.range.lowerBound]
                if known == nil || Self.weight(claim.verdict) > Self.weight(known ?? .unchecked) {
                    verdicts[number.range.lowerBound] = claim.verdict
                }
            }
        }
        var labels: [Int: Range<Int>] = [:]
        for mention in passage.mentions { labels[mention.start] = mention.label }
        return passage.numerals.map { numeral in
            let range = passage.plain.source(numeral.range)
            return ReportNumber(
                text: String(scalars: source[range]), value: numeral.value, unit: numeral.measure.word, measured: numeral.measure.unit,
                range: range, role: numeral.role, isWording: false, interval: numeral.interval, bound: numeral.bound,
                label: labels[numeral.range.lowerBound].map { passage.text.string($0) } ?? "",
                verdict: verdicts[range.lowerBound] ?? .unchecked)
        }
    }

    private static func weight(_ verdict: Verdict) -> Int {
        switch verdict {
        case .unchecked: 0
        case .consistent: 1
        case .rounding: 2
        case .question: 3
        case .inconsistent: 4
        }
    }
}
