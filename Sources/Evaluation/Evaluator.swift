public import Ledgers
import Quantities
public import Store

/// Evaluates a year: from pages to figures, scores and sentences; and opens any figure down to its entries.
///
///     let evaluator = Evaluator(model: try .load(year: 2023), database: store, access: access)
///     let result = try await evaluator.evaluate(try await evaluator.current())
///     result.figure("rental.bonded.raised")?.text(.chinese)   // 81549套
public struct Evaluator: Sendable {
    public let model: YearModel
    public let database: any Database
    public let access: Access

    public init(model: YearModel, database: any Database, access: Access) {
        self.model = model
        self.database = database
        self.access = access
    }

    /// The current pages of the model's year.
    public func current() async throws -> Snapshot {
        let (access, year) = (access, model.year)
        return try await database.read { try Snapshot.current($0, access, year) }
    }

    /// Computes every figure, score and sentence. Pages with stored tallies are not read; new tallies are stored.
    ///
    /// With the scope of some districts only, the city's figures have no value and schemes no scores.
    ///
    /// - Throws: `E005` where a sum passes 64 bits; what the store throws.
    public func evaluate(_ snapshot: Snapshot) async throws -> EvaluationResult {
        try await evaluate(snapshot, trusted: nil)
    }

    /// - Parameter trusted: tallies made from entries a moment ago; with them nothing stored is believed and nothing is written.
    func evaluate(_ snapshot: Snapshot, trusted: TrustedTallies?) async throws -> EvaluationResult {
        let totals = try await MeasureTotals.compute(model, database, access, snapshot, trusted: trusted)
        let access = access
        let registers = try await database.read { try Registers($0, access, snapshot) }
        let computation = FigureComputation(model: model, access: access, totals: totals, year: model.year)
        let figures = computation.all()
        let scoring = Scoring(model: model, figures: figures, registers: registers, districts: computation.districts)
        let programmes = access.districts == .all ? model.schemes.map(scoring.evaluate) : []
        let findings = ResultFindings(model: model, figures: figures, snapshot: snapshot)
        return EvaluationResult(
            year: model.year, city: model.regions.city, access: access, snapshot: snapshot, model: model, figures: figures,
            programmes: programmes, overCompletions: findings.overCompletions(programmes), evidence: findings.evidence(programmes),
            incompletePages: snapshot.pages.filter { $0.rejected > 0 }, statistics: totals.statistics)
    }
}
