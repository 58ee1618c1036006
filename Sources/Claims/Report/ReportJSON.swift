internal import Foundation
internal import Quantities

extension ClaimReport {
    /// The report as one JSON object: `file`, `text`, `numbers`, `claims`, `summary`.
    ///
    /// Offsets are Unicode scalars of `text`. Per cents and percentage points are as printed (95.28), other values in natural units (元, 平方米).
    ///
    /// With `matches`, each number and claim says what the evaluation has: `against` is `found`, `differs` or `not found`.
    public func json(pretty: Bool = true, matches: [FigureMatch]? = nil) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting =
            pretty ? [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted] : [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(ReportShape(self, matches)))
    }
}

/// The fixed shape of the JSON; fields may be added, none renamed.
private struct ReportShape: Encodable {
    struct Number: Encodable {
        var text: String
        var value: Decimal
        var unit: String
        var start: Int
        var end: Int
        var role: String
        var low: Decimal
        var high: Decimal
        var verdict: String?
        var against: String?
        var figure: String?
        var figureTitle: String?
        var figurePrinted: String?
    }

    struct Input: Encodable {
        var text: String
        var value: Decimal
        var unit: String
        var start: Int
        var end: Int
    }

    struct Item: Encodable {
        var kind: String
        var start: Int
        var end: Int
        var inputs: [Input]
        var stated: Decimal?
        var statedText: String
        var statedStart: Int
        var statedEnd: Int
        var unit: String
        var computed: Decimal?
        var computedUnit: String
        var low: Decimal?
        var high: Decimal?
        var verdict: String
        var formula: String
        var reason: String
        var reasonEn: String
        var code: String
        var sentence: String
        var sentenceStart: Int
        var sentenceEnd: Int
        var against: String?
        var figure: String?
    }

    var file: String
    var text: String
    var numbers: [Number]
    var claims: [Item]
    var summary: [String: Int]
    /// Numbers by outcome, where the report was compared with an evaluation.
    var against: [String: Int]?

    init(_ report: ClaimReport, _ matches: [FigureMatch]?) {
        let known = Dictionary((matches ?? []).map { ($0.number.range.lowerBound, $0) }) { first, _ in first }
        if let matches {
            against = Dictionary(
                uniqueKeysWithValues: FigureMatch.Outcome.allCases.map { outcome in
                    (outcome.rawValue, matches.count { $0.outcome == outcome })
                })
        }
        file = report.text.file
        text = report.text.text
        numbers = report.numbers.map { number in
            Number(
                text: number.text, value: Self.decimal(number.value, number.unit), unit: number.unit, start: number.range.lowerBound,
                end: number.range.upperBound,
                role: number.role.rawValue, low: Self.decimal(number.interval.low, number.unit),
                high: Self.decimal(number.interval.high, number.unit),
                verdict: number.role == .claim ? number.verdict.rawValue : nil,
                against: known[number.range.lowerBound]?.outcome.rawValue, figure: known[number.range.lowerBound]?.figure?.id,
                figureTitle: known[number.range.lowerBound]?.figure?.title.zh,
                figurePrinted: known[number.range.lowerBound]?.figure.map { $0.format.text($0.value, unit: $0.unit) })
        }
        claims = report.claims.map { claim in
            Item(
                kind: claim.kind.rawValue, start: claim.range.lowerBound, end: claim.range.upperBound,
                inputs: claim.inputs.map {
                    Input(
                        text: $0.text, value: Self.decimal($0.value, $0.unit), unit: $0.unit, start: $0.range.lowerBound,
                        end: $0.range.upperBound)
                },
                stated: claim.stated.isWording ? nil : Self.decimal(claim.stated.value, claim.stated.unit), statedText: claim.stated.text,
                statedStart: claim.stated.range.lowerBound,
                statedEnd: claim.stated.range.upperBound, unit: claim.stated.unit,
                computed: claim.computed.map { Self.decimal($0, claim.computedUnit) },
                computedUnit: claim.computedUnit, low: claim.interval.map { Self.decimal($0.low, claim.computedUnit) },
                high: claim.interval.map { Self.decimal($0.high, claim.computedUnit) }, verdict: claim.verdict.rawValue,
                formula: claim.formula, reason: claim.reason.zh,
                reasonEn: claim.reason.en, code: "\(claim.note)", sentence: claim.sentence, sentenceStart: claim.sentenceRange.lowerBound,
                sentenceEnd: claim.sentenceRange.upperBound,
                against: known[claim.stated.range.lowerBound]?.outcome.rawValue, figure: known[claim.stated.range.lowerBound]?.figure?.id)
        }
        summary = Dictionary(uniqueKeysWithValues: report.summary.map { ($0.key.rawValue, $0.value) })
    }

    /// Six digits after the point: enough to tell any printed number apart.
    private static func decimal(_ value: Rational, _ unit: String) -> Decimal {
        let shown = unit == "%" || unit == "个百分点" ? value * 100 : value
        let digits = shown.decimalText(decimals: 6)
        return Decimal(string: digits, locale: Locale(identifier: "en_US_POSIX")) ?? 0
    }
}
