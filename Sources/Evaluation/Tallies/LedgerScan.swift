import Ledgers
import Quantities
import Store

/// A measure's partial result over one page, or over several put together.
struct Tally: Hashable, Sendable {
    /// Entries that kept the conditions (for a distinct count: and had a value).
    var entries: Int64
    /// In stored units: the sum, the number of entries, or the number of keys.
    var value: Int64
    /// The keys of a distinct count.
    var keys: KeySet?

    static let nothing = Tally(entries: 0, value: 0, keys: nil)

    /// - Throws: `E005` past 64 bits.
    static func total(_ tallies: [Tally], of measure: Measure) throws -> Tally {
        var result = nothing
        for tally in tallies {
            let entries = result.entries.addingReportingOverflow(tally.entries)
            let value = result.value.addingReportingOverflow(tally.value)
            guard !entries.overflow, !value.overflow else { throw EvaluationError.overflow(measure.id.text) }
            result.entries = entries.partialValue
            result.value = value.partialValue
        }
        if measure.aggregate == .distinct {
            let keys = KeySet.union(tallies.compactMap(\.keys))
            result.value = Int64(keys.count)
            result.keys = keys
        }
        return result
    }
}

/// One pass over a page of a ledger that makes the tallies of all its measures.
struct LedgerScan: Sendable {
    /// Different by hash.
    let measures: [Measure]
    let hashes: [Digest256]
    private let columns: [String]
    private let filters: RowFilters
    private let counters: [Counter]

    /// Plain numbers, like ``RowFilters``.
    private struct Counter: Sendable {
        let aggregate: Measure.Aggregate
        /// Of the summed or counted column; 0 where entries are counted.
        let position: Int
        let isOptional: Bool
        let isNumber: Bool
        let isPersonal: Bool

        func key(_ row: borrowing RowCursor) throws -> KeyCode? {
            if isOptional && row.isNull(position) { return nil }
            if isNumber { return KeyCode(number: try row.int64(position)) }
            // Personal values are sealed: counted by their tokens, or by their sealed bytes, and never opened.
            if isPersonal { return try row.withBlob(position) { KeyCode(text: $0, isPersonal: true) } }
            return try row.withText(position) { KeyCode(text: $0, isPersonal: false) }
        }

        func number(_ row: borrowing RowCursor) throws -> Int64 {
            isOptional && row.isNull(position) ? 0 : try row.int64(position)
        }
    }

    /// - Parameter measures: all of the same ledger.
    init(_ measures: [Measure]) {
        var seen: Set<Digest256> = []
        let unique = measures.filter { seen.insert($0.hash).inserted }
        self.measures = unique
        hashes = unique.map(\.hash)
        var columns: [String] = []
        func position(_ column: String) -> Int {
            if let index = columns.firstIndex(of: column) { return index + 1 }
            columns.append(column)
            return columns.count
        }
        var filters = RowFilters()
        counters = unique.map { measure in
            filters.add(measure.conditions, of: measure.sheet, position: position)
            let column = measure.column.flatMap { measure.sheet.column($0) }
            let stored = column.map { $0.indexKind == nil ? $0.name : $0.name + "_index" }
            return Counter(
                aggregate: measure.aggregate, position: stored.map(position) ?? 0,
                isOptional: column.map { measure.sheet.mayBeEmpty($0.name) } ?? true, isNumber: column?.type.isNumber ?? false,
                isPersonal: column?.isPersonal ?? false)
        }
        self.filters = filters
        self.columns = columns
    }

    /// The tallies of one page, in the order of ``measures``.
    func tally(_ connection: any Connection, _ access: Access, _ page: PageVersion) throws -> [Tally] {
        var entries = [Int64](repeating: 0, count: counters.count)
        var values = [Int64](repeating: 0, count: counters.count)
        var keys = counters.map { counter in
            var keys: [KeyCode] = []
            if counter.aggregate == .distinct { keys.reserveCapacity(Int(clamping: max(0, min(page.entries, 1 << 20)))) }
            return keys
        }
        // Buffers, not arrays, inside the pass: no reference is counted and no uniqueness asked for each row.
        try entries.withUnsafeMutableBufferPointer { entries in
            try values.withUnsafeMutableBufferPointer { values in
                try keys.withUnsafeMutableBufferPointer { keys in
                    let (entries, values, keys) = (entries, values, keys)
                    try counters.withUnsafeBufferPointer { counters in
                        try filters.withTester { filter in
                            try Entries.forEach(connection, access, page, columns: columns) { row in
                                for index in counters.indices where try filter.holds(index, row) {
                                    switch counters[index].aggregate {
                                    case .count: entries[index] += 1
                                    case .sum:
                                        entries[index] += 1
                                        let (sum, overflow) = values[index].addingReportingOverflow(try counters[index].number(row))
                                        guard !overflow else { throw EvaluationError.overflow(measures[index].id.text) }
                                        values[index] = sum
                                    case .distinct:
                                        guard let key = try counters[index].key(row) else { continue }
                                        entries[index] += 1
                                        keys[index].append(key)
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        return counters.indices.map { index in
            switch counters[index].aggregate {
            case .sum: return Tally(entries: entries[index], value: values[index])
            case .count: return Tally(entries: entries[index], value: entries[index])
            case .distinct:
                let set = KeySet(collected: keys[index])
                return Tally(entries: entries[index], value: Int64(set.count), keys: set)
            }
        }
    }

    /// What single rows add to the measure at `index`: their numbers in the file, stored values and keys, in the order of rows.
    func contributions(_ connection: any Connection, _ access: Access, _ page: PageVersion, of index: Int) throws -> [Contribution] {
        let counter = counters[index]
        var result: [Contribution] = []
        try filters.withTester { filter in
            try Entries.forEach(connection, access, page, columns: columns, ordered: true) { row in
                guard try filter.holds(index, row) else { return }
                let number = try row.int64(0)
                switch counter.aggregate {
                case .count: result.append(Contribution(row: number, value: 1, key: nil))
                case .sum: result.append(Contribution(row: number, value: try counter.number(row), key: nil))
                case .distinct: if let key = try counter.key(row) { result.append(Contribution(row: number, value: 1, key: key)) }
                }
            }
        }
        return result
    }

    /// What one row adds.
    struct Contribution: Sendable {
        let row: Int64
        let value: Int64
        let key: KeyCode?
    }
}
