import Ledgers
import Quantities
import Store

extension Evaluator {
    /// Opens a figure down to its pages. The pages are read entry by entry, whatever tallies are stored.
    ///
    /// - Throws: `E003` for an unknown figure; `E004` where entries, inputs and figure do not agree.
    public func trace(_ reference: FigureReference, in snapshot: Snapshot) async throws -> Trace {
        try await trace(reference, of: try await evaluate(snapshot))
    }

    /// The same for a result at hand.
    public func trace(_ reference: FigureReference, of result: EvaluationResult) async throws -> Trace {
        guard result.figures[reference] != nil else { throw EvaluationError.unknownFigure(reference.tag) }
        let (model, access) = (model, access)
        return try await database.read { connection in
            try Tracer(connection: connection, model: model, access: access, result: result).trace(reference)
        }
    }

    /// The entries behind one page of a measure's trace, in the order of their rows; they add up to the page's value. For a distinct
    /// count they are the first entry of each key.
    ///
    /// - Throws: `E009` where the trace is not of a measure or has no such page; `E004` where they do not add up.
    public func entries(of page: PageContribution, in trace: Trace) async throws -> [EntryContribution] {
        guard case .measure(let measure, let pages) = trace.kind, let place = pages.firstIndex(of: page) else {
            throw EvaluationError.foreignPage(page.page.address, trace.figure.reference.tag)
        }
        let access = access
        let earlier = pages[..<place].map(\.page)
        return try await database.read { connection in
            let scan = LedgerScan([measure])
            var seen = Set<KeyCode>()
            if measure.aggregate == .distinct {
                for page in earlier { seen.formUnion(try scan.tally(connection, access, page)[0].keys?.keys ?? []) }
            }
            var rows: [Int64: Int64] = [:]
            for contribution in try scan.contributions(connection, access, page.page, of: 0) {
                if let key = contribution.key, !seen.insert(key).inserted { continue }
                rows[contribution.row] = contribution.value
            }
            let scale = Rational(measure.scale)
            let entries = try Entries.read(connection, access, page.page).compactMap { entry in
                rows[entry.row].map { EntryContribution(entry: entry, value: Rational($0) / scale, column: measure.column) }
            }
            let sum = entries.reduce(Rational.zero) { $0 + $1.value }
            guard sum == page.value else {
                throw EvaluationError.doesNotAddUp(page.page.address, shown: page.value.description, entries: sum.description)
            }
            return entries
        }
    }
}

/// Makes a trace within one read, and checks every step of it.
private struct Tracer {
    let connection: any Connection
    let model: YearModel
    let access: Access
    let result: EvaluationResult

    var districts: [Region] { model.regions.districts.filter { access.allows($0.code) } }

    func trace(_ reference: FigureReference) throws -> Trace {
        guard let figure = result.figures[reference], let definition = model.figures[reference.id] else {
            throw EvaluationError.unknownFigure(reference.tag)
        }
        switch definition {
        case .measure(let measure): return Trace(figure: figure, kind: .measure(measure, pages: try pages(of: measure, figure)))
        case .formula(let definition): return try trace(definition.formula, figure)
        }
    }

    // MARK: - Measures

    private func pages(of measure: Measure, _ figure: Figure) throws -> [PageContribution] {
        let region = figure.reference.region
        // A district has nothing of what the city files, and the city nothing where only districts are in scope.
        if region != nil && measure.isFiledByCity || region == nil && access.districts != .all { return [] }
        let pages = result.snapshot.pages.filter { $0.ledger == measure.ledger && (region == nil || $0.district == region) }
            .sorted { ($0.period, $0.district, $0.page) < ($1.period, $1.district, $1.page) }
        let scan = LedgerScan([measure])
        let scale = Rational(measure.scale)
        var seen = Set<KeyCode>()
        var entries: Int64 = 0
        let contributions = try pages.map { page in
            let tally = try scan.tally(connection, access, page)[0]
            entries += tally.entries
            guard let keys = tally.keys else {
                return PageContribution(page: page, value: Rational(tally.value) / scale, entries: tally.entries)
            }
            let new = keys.keys.count { seen.insert($0).inserted }
            return PageContribution(page: page, value: Rational(new), entries: Int64(new))
        }
        let sum = contributions.reduce(Rational.zero) { $0 + $1.value }
        let isAbsent = pages.isEmpty || measure.isLookup && entries == 0
        guard isAbsent ? figure.value == nil : figure.value == sum else {
            throw EvaluationError.doesNotAddUp(
                figure.reference.tag, shown: figure.value?.description ?? "—", entries: isAbsent ? "—" : sum.description)
        }
        return contributions
    }

    // MARK: - Formulas

    private func trace(_ formula: Formula, _ figure: Figure) throws -> Trace {
        let region = figure.reference.region
        let inputs = try formula.directInputs.map { try trace(FigureReference($0, region)) }
        let places: [Region] = region.map { code in districts.filter { $0.code == code } } ?? districts
        let breakdowns = try formula.districtExpressions.map { expression in
            DistrictBreakdown(
                expression: expression,
                values: try places.map { place in
                    let inputs = try expression.inputs.map { try trace(FigureReference($0, place.code)) }
                    let outcome = computation(inputs).compute(expression, place.code)
                    return DistrictBreakdown.DistrictValue(
                        region: place, value: outcome.value, absence: outcome.absence, inputs: inputs)
                })
        }
        // Computed again from nothing but what the trace shows.
        let shown = inputs + breakdowns.flatMap { $0.values.flatMap(\.inputs) }
        let value = region == nil && access.districts != .all ? nil : computation(shown).compute(formula, region).value
        guard value == figure.value else {
            throw EvaluationError.doesNotAddUp(
                figure.reference.tag, shown: figure.value?.description ?? "—", entries: value?.description ?? "—")
        }
        if inputs.isEmpty && breakdowns.isEmpty { return Trace(figure: figure, kind: .constant(formula)) }
        return Trace(figure: figure, kind: .formula(formula, inputs: inputs, districts: breakdowns))
    }

    private func computation(_ traces: [Trace]) -> FormulaComputation {
        let known = Dictionary(traces.map { ($0.figure.reference, $0.figure) }) { first, _ in first }
        return FormulaComputation(catalogue: model.figures, districts: districts.map(\.code)) { id, region in
            known[FigureReference(id, region)].map { Outcome($0.value, $0.absence) } ?? .absent(Text("", ""))
        }
    }
}

extension Formula {
    /// The figures it names outside district functions.
    var directInputs: [FigureID] {
        switch self {
        case .constant, .districts: return []
        case .figure(let id): return [id]
        case .negative(let inner): return inner.directInputs
        case .operation(_, let a, let b), .lowest(let a, let b), .highest(let a, let b):
            let first = a.directInputs
            return first + b.directInputs.filter { !first.contains($0) }
        }
    }
}
