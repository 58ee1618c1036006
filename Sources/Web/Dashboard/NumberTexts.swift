import Quantities
import Synchronization

/// Numbers as they were printed before: a dashboard prints some thousand, the same ones at each visit, and exact arithmetic is what they cost.
final class NumberTexts: Sendable {
    private struct Key: Hashable {
        let value: Rational
        let unit: Unit
        let format: NumberFormat
        let language: Language
    }

    private let known = Mutex<[Key: String]>([:])

    func text(_ value: Rational, _ unit: Unit, _ format: NumberFormat, _ language: Language) -> String {
        let key = Key(value: value, unit: unit, format: format, language: language)
        if let text = known.withLock({ $0[key] }) { return text }
        let text = format.text(value, unit: unit, language: language)
        known.withLock { $0[key] = text }
        return text
    }
}
