import Ledgers
import Store

/// A measure's conditions, compiled to positions of a cursor and bytes, so that a row is tested without making a value.
struct RowFilter: Sendable {
    private let tests: [(position: Int, test: Test)]

    private enum Test: Sendable {
        case text([[UInt8]], wanted: Bool)
        case number([Int64], wanted: Bool)
        case present(Bool)
        case atLeast(Int64)
        case atMost(Int64)
    }

    /// `position` says where a column stands in the cursor.
    init(_ conditions: [Measure.Condition], position: (String) -> Int) {
        tests = conditions.map { (position($0.column), Self.compile($0.test)) }
    }

    private static func compile(_ test: Measure.Test) -> Test {
        func list(_ values: [SQLValue], wanted: Bool) -> Test {
            let numbers = values.compactMap { if case .integer(let number) = $0 { number } else { nil } }
            if numbers.count == values.count { return .number(numbers, wanted: wanted) }
            return .text(values.map { Array($0.plain.utf8) }, wanted: wanted)
        }
        switch test {
        case .isOneOf(let values): return list(values, wanted: true)
        case .isNoneOf(let values): return list(values, wanted: false)
        case .isPresent: return .present(true)
        case .isAbsent: return .present(false)
        case .isAtLeast(let bound): return .atLeast(bound)
        case .isAtMost(let bound): return .atMost(bound)
        }
    }

    /// Whether the row keeps every condition.
    func holds(_ row: borrowing RowCursor) throws -> Bool {
        for index in tests.indices {
            let position = tests[index].position
            if row.isNull(position) {
                switch tests[index].test {
                case .present(false), .text(_, wanted: false), .number(_, wanted: false): continue
                default: return false
                }
            }
            switch tests[index].test {
            case .text(let codes, let wanted):
                let found = try row.withText(position) { text in
                    codes.contains { code in code.count == text.count && text.elementsEqual(code) }
                }
                if found != wanted { return false }
            case .number(let numbers, let wanted): if numbers.contains(try row.int64(position)) != wanted { return false }
            case .present(let wanted): if !wanted { return false }
            case .atLeast(let bound): if try row.int64(position) < bound { return false }
            case .atMost(let bound): if try row.int64(position) > bound { return false }
            }
        }
        return true
    }
}
