public import Ledgers
import Store

/// The way back up: the measures that read a column of a ledger, and the figures that rest on them.
public struct Usage: Sendable {
    public let ledger: String
    public let column: String?
    public let measures: [MeasureUse]
    /// Formulas that rest on those measures, each after what it needs.
    public let formulas: [FigureID]

    public struct MeasureUse: Sendable {
        public let measure: Measure
        public let role: Role
    }

    /// What a measure does with a column.
    public enum Role: String, Sendable, Hashable, Codable {
        /// Adds it up.
        case summed
        /// Counts its different values.
        case counted
        /// Only asks whether an entry counts.
        case condition
        /// Counts entries, whatever stands in the column; only where no column was asked about.
        case entries
    }

    /// Every figure, measures first.
    public var figures: [FigureID] { measures.map(\.measure.id) + formulas }

    init(_ catalogue: FigureCatalogue, ledger: String, column: String?, measures: [MeasureUse]) {
        self.ledger = ledger
        self.column = column
        self.measures = measures
        var resting = Set(measures.map(\.measure.id))
        formulas = catalogue.sorted.compactMap { definition in
            guard !resting.isDisjoint(with: definition.formula.inputs) else { return nil }
            resting.insert(definition.id)
            return definition.id
        }
    }
}

extension FigureCatalogue {
    /// What reads a ledger's column, or anything of the ledger where `column` is `nil`.
    public func usedBy(ledger: String, column: String? = nil) -> Usage {
        let uses = measures.filter { $0.ledger == ledger }.compactMap { measure in
            Self.role(measure, column).map { Usage.MeasureUse(measure: measure, role: $0) }
        }
        return Usage(self, ledger: ledger, column: column, measures: uses)
    }

    /// What reads this entry: of the measures above, those whose conditions it keeps and, where they add up or count a column, that is filled.
    public func usedBy(_ entry: Entry, column: String? = nil) -> Usage {
        let all = usedBy(ledger: entry.page.ledger, column: column)
        return Usage(self, ledger: all.ledger, column: column, measures: all.measures.filter { $0.measure.counts(entry) })
    }

    private static func role(_ measure: Measure, _ column: String?) -> Usage.Role? {
        guard let column else {
            switch measure.aggregate {
            case .sum: return .summed
            case .distinct: return .counted
            case .count: return .entries
            }
        }
        if measure.column == column { return measure.aggregate == .sum ? .summed : .counted }
        return measure.conditions.contains { $0.column == column } ? .condition : nil
    }
}

extension Measure {
    /// Whether an entry of this ledger is among those that make up the measure.
    public func counts(_ entry: Entry) -> Bool {
        guard entry.page.ledger == ledger, conditions.allSatisfy({ $0.test.holds(entry[$0.column]) }) else { return false }
        return column.map { entry[$0] != .null } ?? true
    }
}

extension Measure.Test {
    func holds(_ value: SQLValue) -> Bool {
        switch (self, value) {
        case (.isOneOf(let values), _): values.contains(value)
        case (.isNoneOf(let values), _): !values.contains(value)
        case (.isPresent, _): value != .null
        case (.isAbsent, _): value == .null
        case (.isAtLeast(let bound), .integer(let number)): number >= bound
        case (.isAtMost(let bound), .integer(let number)): number <= bound
        case (.isAtLeast, _), (.isAtMost, _): false
        }
    }
}
