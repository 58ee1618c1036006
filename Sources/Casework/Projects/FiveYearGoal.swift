public import Ledgers
public import Quantities
public import Store

/// 五年目标: homes started and raised since the goal was set, against the share asked for by the end of each year (建办保〔2022〕49号).
public struct FiveYearGoal: Sendable, Hashable {
    public let year: Int
    public let goal: Rational
    /// Reached in years before these books began, as the target's entry says; `nil` where it does not.
    public let before: Rational?
    /// By year, from the ledger of progress.
    public let years: [Int: Int64]
    /// This year's own share, as arranged; `nil` without.
    public let arranged: Rational?

    public var reached: Rational { years.values.reduce(before ?? 0) { $0 + Rational($1) } }
    public var share: Rational? { reached.divided(by: goal) }

    public struct Step: Sendable, Hashable {
        public let year: Int
        /// 0 … 1.
        public let share: Rational
        public let full: Rational
        public let partial: Rational
        /// As a share of 1.
        public let within: Rational
    }

    public static let steps: [Step] = DataFile.lines("five-year", fields: 5).compactMap { fields in
        guard let year = Int(fields[0]), let share = Rational(fields[1]), let full = Rational(fields[2]), let partial = Rational(fields[3]),
            let within = Rational(fields[4])
        else { return nil }
        return Step(year: year, share: share / 100, full: full, partial: partial, within: within / 100)
    }

    /// The step of this year, if the notice has one.
    public var step: Step? { Self.steps.first { $0.year == year } }

    /// The points the monitoring gives for the step; `nil` without a step.
    public var points: Rational? {
        guard let step, let share else { return nil }
        if share >= step.share { return step.full }
        return step.share - share <= step.within ? step.partial : 0
    }

    /// Reads the goal of a year, from the city's ledger of targets; `nil` without one.
    public static func read(_ connection: any Connection, _ access: Access, year: Int) throws -> FiveYearGoal? {
        try access.require(.readLedgers)
        func entries(_ sheet: Sheet, _ year: Int) throws -> [Entry] {
            try Entries.current(connection, access, sheet, year: year)
        }
        func value(_ entry: Entry?, _ column: String) -> Rational? {
            if case .integer(let hundredths)? = entry?[column] { Rational(hundredths, 100) } else { nil }
        }
        let targets = try entries(.targets, year)
        let goal = targets.first { $0["indicator"].plain == "bonded_five_year" }
        guard let whole = value(goal, "value") else { return nil }
        var years: [Int: Int64] = [:]
        for its in max(2021, year - 4)...max(2021, year) {
            let homes = try entries(.progress, its).filter { $0["housing"].plain == "bonded" && $0["milestone"].plain == "raised" }
                .reduce(Int64(0)) { if case .integer(let homes) = $1["homes"] { $0 + homes } else { $0 } }
            if homes > 0 || its == year { years[its] = homes }
        }
        return FiveYearGoal(
            year: year, goal: whole, before: value(goal, "reached_before"), years: years,
            arranged: value(targets.first { $0["indicator"].plain == "bonded_year" }, "value"))
    }
}
