public import Ledgers
public import Quantities
public import Store

/// 度量: how entries become a number.
public struct Measure: Sendable {
    public let id: FigureID
    public let title: Text
    public let sheet: Sheet
    public let aggregate: Aggregate
    /// The column summed, or whose different values are counted; `nil` where entries are counted.
    public let column: String?
    /// All must hold for an entry to count.
    public let conditions: [Condition]
    public let unit: Unit
    public let format: NumberFormat
    /// What is counted, and nothing of how it is called or printed: two measures with one hash share their tallies.
    public let hash: Digest256

    init(
        id: FigureID, title: Text, sheet: Sheet, aggregate: Aggregate, column: String?, conditions: [Condition], unit: Unit,
        format: NumberFormat
    ) {
        self.id = id
        self.title = title
        self.sheet = sheet
        self.aggregate = aggregate
        self.column = column
        self.conditions = conditions
        self.unit = unit
        self.format = format
        hash = Self.hash(sheet, aggregate, column, conditions)
    }

    public enum Aggregate: String, Sendable, Codable, CaseIterable {
        /// The sum of a column, empty cells left out.
        case sum
        /// The number of entries.
        case count
        /// The number of different values of a column over all pages, empty cells left out.
        case distinct
    }

    /// What one column of an entry must be.
    public struct Condition: Sendable, Hashable {
        public let column: String
        public let test: Test
    }

    /// Values are stored ones: fen, hundredths, 20230705, 1 for 是.
    public enum Test: Sendable, Hashable {
        /// One of these; an empty cell is none of them.
        case isOneOf([SQLValue])
        /// None of these; an empty cell keeps this.
        case isNoneOf([SQLValue])
        case isPresent
        case isAbsent
        case isAtLeast(Int64)
        case isAtMost(Int64)
    }

    public var ledger: String { sheet.ledger }

    /// Whether only the city files it, so that districts have no value of their own.
    public var isFiledByCity: Bool { sheet.filedBy == .city }

    /// How many stored units make one of the figure's: 100 for fen → 元.
    public var scale: Int64 {
        aggregate == .sum ? column.flatMap { sheet.column($0)?.type.storedScale } ?? 1 : 1
    }

    /// Whether the conditions pin the ledger's whole natural key to one value, so that the measure reads one entry (a target).
    /// Without that entry it has no value, where a sum over no entries would be 0.
    public var isLookup: Bool {
        aggregate == .sum
            && sheet.key.allSatisfy { name in
                conditions.contains { condition in
                    if condition.column == name, case .isOneOf(let values) = condition.test { values.count == 1 } else { false }
                }
            }
    }

    private static func hash(_ sheet: Sheet, _ aggregate: Aggregate, _ column: String?, _ conditions: [Condition]) -> Digest256 {
        var bytes = CanonicalBytes()
        bytes.append(text: "measure")
        bytes.append(int64: codeVersion)
        bytes.append(text: sheet.ledger)
        bytes.append(int64: Int64(sheet.version))
        bytes.append(text: aggregate.rawValue)
        bytes.append(text: column ?? "")
        for condition in conditions.sorted(by: { $0.order < $1.order }) {
            bytes.append(text: condition.column)
            condition.test.append(to: &bytes)
        }
        return bytes.digest()
    }

    /// Raised whenever the code that counts would give another number for the same declaration.
    static let codeVersion: Int64 = 1
}

extension Measure.Condition {
    fileprivate var order: String { column + " " + test.name }
}

extension Measure.Test {
    fileprivate var name: String {
        switch self {
        case .isOneOf: "one"
        case .isNoneOf: "none"
        case .isPresent: "present"
        case .isAbsent: "absent"
        case .isAtLeast: "least"
        case .isAtMost: "most"
        }
    }

    fileprivate func append(to bytes: inout CanonicalBytes) {
        bytes.append(text: name)
        switch self {
        case .isOneOf(let values), .isNoneOf(let values):
            bytes.append(int64: Int64(values.count))
            for value in values { bytes.append(value) }
        case .isAtLeast(let bound), .isAtMost(let bound): bytes.append(int64: bound)
        case .isPresent, .isAbsent: break
        }
    }
}
