import Ledgers
import Store

/// The conditions of several measures, compiled to plain numbers: positions of a cursor, bounds, and bytes in one arena.
///
/// Nothing in it is counted by reference, so that testing a row costs no more than reading its columns.
struct RowFilters: Sendable {
    private var steps: [Step] = []
    private var numbers: [Int64] = []
    private var texts: [Slice] = []
    private var arena: [UInt8] = []
    /// The steps of each filter.
    private var ranges: [Slice] = []

    fileprivate struct Slice: Sendable {
        var start: Int
        var count: Int
        var end: Int { start + count }
    }

    fileprivate struct Step: Sendable {
        var kind: Kind
        /// Whether the column can be empty; those declared NOT NULL are not asked.
        var isOptional: Bool
        /// For lists: whether the value must be among them or must not. For `present`: which of the two is asked.
        var wanted: Bool
        var position: Int
        /// The bound.
        var bound: Int64 = 0
        /// The list's numbers or texts.
        var list = Slice(start: 0, count: 0)
    }

    fileprivate enum Kind: Sendable {
        case text, number, present, atLeast, atMost
    }

    /// Adds the conditions of one measure; `position` says where a column stands in the cursor.
    mutating func add(_ conditions: [Measure.Condition], of sheet: Sheet, position: (String) -> Int) {
        let start = steps.count
        for condition in conditions {
            steps.append(compile(condition.test, position(condition.column), isOptional: sheet.mayBeEmpty(condition.column)))
        }
        ranges.append(Slice(start: start, count: steps.count - start))
    }

    private mutating func compile(_ test: Measure.Test, _ position: Int, isOptional: Bool) -> Step {
        func step(_ kind: Kind, wanted: Bool = true, bound: Int64 = 0, list: Slice = Slice(start: 0, count: 0)) -> Step {
            Step(kind: kind, isOptional: isOptional, wanted: wanted, position: position, bound: bound, list: list)
        }
        switch test {
        case .isOneOf(let values): return step(Self.kind(of: values), list: keep(values))
        case .isNoneOf(let values): return step(Self.kind(of: values), wanted: false, list: keep(values))
        case .isPresent: return step(.present)
        case .isAbsent: return step(.present, wanted: false)
        case .isAtLeast(let bound): return step(.atLeast, bound: bound)
        case .isAtMost(let bound): return step(.atMost, bound: bound)
        }
    }

    private static func kind(of values: [SQLValue]) -> Kind {
        if case .integer? = values.first { .number } else { .text }
    }

    private mutating func keep(_ values: [SQLValue]) -> Slice {
        if Self.kind(of: values) == .number {
            let start = numbers.count
            for case .integer(let number) in values { numbers.append(number) }
            return Slice(start: start, count: numbers.count - start)
        }
        let start = texts.count
        for value in values {
            let bytes = Array(value.plain.utf8)
            texts.append(Slice(start: arena.count, count: bytes.count))
            arena += bytes
        }
        return Slice(start: start, count: values.count)
    }

    /// Lends the filters' memory for a pass over many rows.
    func withTester<R>(_ body: (Tester) throws -> R) rethrows -> R {
        try steps.withUnsafeBufferPointer { steps in
            try numbers.withUnsafeBufferPointer { numbers in
                try texts.withUnsafeBufferPointer { texts in
                    try arena.withUnsafeBufferPointer { arena in
                        try ranges.withUnsafeBufferPointer { ranges in
                            try body(Tester(steps: steps, numbers: numbers, texts: texts, arena: arena, ranges: ranges))
                        }
                    }
                }
            }
        }
    }

    /// Valid inside ``withTester(_:)`` only.
    struct Tester {
        fileprivate let steps: UnsafeBufferPointer<Step>
        fileprivate let numbers: UnsafeBufferPointer<Int64>
        fileprivate let texts: UnsafeBufferPointer<Slice>
        fileprivate let arena: UnsafeBufferPointer<UInt8>
        fileprivate let ranges: UnsafeBufferPointer<Slice>

        /// Whether the row keeps every condition of the filter at `index`.
        func holds(_ index: Int, _ row: borrowing RowCursor) throws -> Bool {
            for place in ranges[index].start..<ranges[index].end {
                let step = steps[place]
                if step.isOptional && row.isNull(step.position) {
                    // An empty cell is none of a list's values, and keeps `not` and `present: no`.
                    if step.wanted { return false }
                    continue
                }
                switch step.kind {
                case .text: if try isListed(step, row) != step.wanted { return false }
                case .number:
                    let number = try row.int64(step.position)
                    var isListed = false
                    for place in step.list.start..<step.list.end where numbers[place] == number { isListed = true }
                    if isListed != step.wanted { return false }
                case .present: if !step.wanted { return false }
                case .atLeast: if try row.int64(step.position) < step.bound { return false }
                case .atMost: if try row.int64(step.position) > step.bound { return false }
                }
            }
            return true
        }

        private func isListed(_ step: Step, _ row: borrowing RowCursor) throws -> Bool {
            try row.withText(step.position) { text in
                for place in step.list.start..<step.list.end where texts[place].count == text.count {
                    let start = texts[place].start
                    var index = 0
                    while index < text.count && text[index] == arena[start + index] { index += 1 }
                    if index == text.count { return true }
                }
                return false
            }
        }
    }
}

extension Sheet {
    /// Whether a column of the table is declared without NOT NULL.
    func mayBeEmpty(_ name: String) -> Bool { column(name)?.isRequired != true && !key.contains(name) }
}
