internal import Quantities

extension ClaimReport {
    /// The report as one JSON object: `against`, `claims`, `file`, `numbers`, `summary`, `text`. Fields may be added, none is renamed.
    ///
    /// Offsets are Unicode scalars of `text`. Per cents and percentage points are as printed (95.28), other values in natural units (元, 平方米).
    ///
    /// With `matches`, each number and claim says what the evaluation has: `against` is `found`, `differs` or `not found`.
    ///
    /// - Parameter pretty: a line for each number and claim.
    public func json(pretty: Bool = true, matches: [FigureMatch]? = nil) -> [UInt8] {
        let known = Dictionary((matches ?? []).map { ($0.number.range.lowerBound, $0) }) { first, _ in first }
        var json = JSONWriting(breaksLines: pretty)
        json.object { json in
            if let matches {
                let counts = FigureMatch.Outcome.allCases.map { outcome in (outcome.rawValue, matches.count { $0.outcome == outcome }) }
                json.field("against", Dictionary(uniqueKeysWithValues: counts))
            }
            json.key("claims")
            json.list(claims) { $0.write($1, known[$1.stated.range.lowerBound]) }
            json.field("file", text.file)
            json.key("numbers")
            json.list(numbers) { $0.write($1, known[$1.range.lowerBound]) }
            json.field("summary", Dictionary(uniqueKeysWithValues: summary.map { ($0.key.rawValue, $0.value) }))
            json.field("text", text.text)
        }
        return json.bytes
    }
}

extension JSONWriting {
    fileprivate mutating func write(_ claim: Claim, _ match: FigureMatch?) {
        object { json in
            json.field("against", match?.outcome.rawValue)
            json.field("code", "\(claim.note)")
            json.field("computed", digits: claim.computed.map { Self.digits($0, claim.computedUnit) })
            json.field("computedUnit", claim.computedUnit)
            json.field("end", claim.range.upperBound)
            json.field("figure", match?.figure?.id)
            json.field("formula", claim.formula)
            json.field("high", digits: claim.interval.map { Self.digits($0.high, claim.computedUnit) })
            json.key("inputs")
            var inputs = JSONWriting(breaksLines: false)
            inputs.list(claim.inputs) { json, input in
                json.object { json in
                    json.field("end", input.range.upperBound)
                    json.field("start", input.range.lowerBound)
                    json.field("text", input.text)
                    json.field("unit", input.unit)
                    json.field("value", digits: Self.digits(input.value, input.unit))
                }
            }
            json.append(inputs)
            json.field("kind", claim.kind.rawValue)
            json.field("low", digits: claim.interval.map { Self.digits($0.low, claim.computedUnit) })
            json.field("reason", claim.reason.zh)
            json.field("reasonEn", claim.reason.en)
            json.field("sentence", claim.sentence)
            json.field("sentenceEnd", claim.sentenceRange.upperBound)
            json.field("sentenceStart", claim.sentenceRange.lowerBound)
            json.field("start", claim.range.lowerBound)
            json.field("stated", digits: claim.stated.isWording ? nil : Self.digits(claim.stated.value, claim.stated.unit))
            json.field("statedEnd", claim.stated.range.upperBound)
            json.field("statedStart", claim.stated.range.lowerBound)
            json.field("statedText", claim.stated.text)
            json.field("unit", claim.stated.unit)
            json.field("verdict", claim.verdict.rawValue)
        }
    }

    fileprivate mutating func write(_ number: ReportNumber, _ match: FigureMatch?) {
        object { json in
            json.field("against", match?.outcome.rawValue)
            json.field("end", number.range.upperBound)
            json.field("figure", match?.figure?.id)
            json.field("figurePrinted", match?.figure.map { $0.format.text($0.value, unit: $0.unit) })
            json.field("figureTitle", match?.figure?.title.zh)
            json.field("high", digits: Self.digits(number.interval.high, number.unit))
            json.field("low", digits: Self.digits(number.interval.low, number.unit))
            json.field("role", number.role.rawValue)
            json.field("start", number.range.lowerBound)
            json.field("text", number.text)
            json.field("unit", number.unit)
            json.field("value", digits: Self.digits(number.value, number.unit))
            json.field("verdict", number.role == .claim ? number.verdict.rawValue : nil)
        }
    }

    /// Six digits after the point at most: enough to tell any printed number apart.
    private static func digits(_ value: Rational, _ unit: String) -> String {
        let shown = unit == "%" || unit == "个百分点" ? value * 100 : value
        if let whole = shown.int64 { return String(whole) }
        var digits = Array(shown.decimalText(decimals: 6).utf8)
        if digits.contains(0x2E) {
            while digits.last == 0x30 { digits.removeLast() }
            if digits.last == 0x2E { digits.removeLast() }
        }
        return digits.elementsEqual("-0".utf8) ? "0" : String(decoding: digits, as: UTF8.self)
    }
}
