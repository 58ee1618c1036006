public import Ledgers
public import Quantities

/// A trace as one JSON object, with the rows of its pages where they were asked for, and their cells.
///
/// Numbers are exact texts (`81549/80000`); beside them stands what is printed.
public struct TraceDocument: Sendable, Codable {
    public var figure: String
    public var title: Text
    public var period: String
    /// `null` where there is none; `absence` then says why.
    public var value: Rational?
    public var printed: Text
    public var unit: Unit
    public var absence: Text?
    /// `measure`, `formula` or `constant`.
    public var kind: String
    /// For formulas: as written, and with the numbers put in.
    public var formula: String?
    public var computed: String?
    public var inputs: [TraceDocument]?
    public var districts: [District]?
    /// For measures: what is counted.
    public var ledger: String?
    public var aggregate: String?
    public var column: String?
    public var pages: [Page]?

    public struct District: Sendable, Codable {
        public var expression: String
        public var region: RegionCode
        public var name: Text
        public var value: Rational?
        public var absence: Text?
        public var inputs: [TraceDocument]
    }

    public struct Page: Sendable, Codable {
        public var address: String
        public var district: RegionCode
        public var period: Period
        public var version: Int64
        public var receipt: Int64
        public var value: Rational
        public var entries: Int64
        /// The entries, where asked for; fewer than `entries` where a limit was set.
        public var rows: [Row]?
    }

    public struct Row: Sendable, Codable {
        /// The row of the file, counted from 1.
        public var row: Int64
        public var key: String
        public var value: Rational
        public var column: String?
        public var cell: SourceCell?
    }
}

extension Evaluator {
    /// A trace as a document, with at most `rows` entries (over all pages, in order), and their cells where `cells` is given.
    ///
    /// Every page opened is checked: its entries add up to its value, shown or not.
    public func document(of trace: Trace, rows: Int = 0, cells: (any CellSource)? = nil) async throws -> TraceDocument {
        var left = rows
        return try await document(trace, &left, cells)
    }

    private func document(_ trace: Trace, _ left: inout Int, _ cells: (any CellSource)?) async throws -> TraceDocument {
        let figure = trace.figure
        var result = TraceDocument(
            figure: figure.reference.tag, title: figure.title, period: figure.period.description, value: figure.value,
            printed: Text(figure.text(.chinese), figure.text(.english)), unit: figure.unit, absence: figure.absence, kind: "constant")
        switch trace.kind {
        case .constant(let formula): result.formula = formula.description
        case .formula(let formula, let inputs, let districts):
            result.kind = "formula"
            result.formula = formula.description
            let values = Dictionary(inputs.map { ($0.figure.reference.id, $0.figure.value) }) { first, _ in first }
            if districts.isEmpty { result.computed = formula.written { values[$0]??.description ?? "—" } }
            var documents: [TraceDocument] = []
            for input in inputs { documents.append(try await document(input, &left, cells)) }
            result.inputs = documents
            result.districts = try await self.districts(districts, &left, cells)
        case .measure(let measure, let pages):
            result.kind = "measure"
            result.ledger = measure.ledger
            result.aggregate = measure.aggregate.rawValue
            result.column = measure.column
            var documents: [TraceDocument.Page] = []
            for page in pages { documents.append(try await document(page, trace, &left, cells)) }
            result.pages = documents
        }
        return result
    }

    private func districts(_ breakdowns: [DistrictBreakdown], _ left: inout Int, _ cells: (any CellSource)?) async throws
        -> [TraceDocument.District]?
    {
        var result: [TraceDocument.District] = []
        for breakdown in breakdowns {
            for value in breakdown.values {
                var inputs: [TraceDocument] = []
                for input in value.inputs { inputs.append(try await document(input, &left, cells)) }
                result.append(
                    TraceDocument.District(
                        expression: breakdown.expression.description, region: value.region.code, name: value.region.name,
                        value: value.value,
                        absence: value.absence, inputs: inputs))
            }
        }
        return result.isEmpty ? nil : result
    }

    private func document(_ page: PageContribution, _ trace: Trace, _ left: inout Int, _ cells: (any CellSource)?) async throws
        -> TraceDocument.Page
    {
        var result = TraceDocument.Page(
            address: page.page.address, district: page.page.district, period: page.page.period, version: page.page.version,
            receipt: page.page.receipt, value: page.value, entries: page.entries)
        guard left > 0, page.entries > 0 else { return result }
        let shown = Array(try await entries(of: page, in: trace).prefix(left))
        var sources: [SourceCell] = []
        if let cells, let first = shown.first {
            sources = try await cells.cells(of: shown.map(\.entry), column: first.column ?? first.entry.sheet.key.first ?? "")
        }
        let rows = shown.enumerated().map { index, contribution in
            TraceDocument.Row(
                row: contribution.entry.row, key: contribution.entry.key, value: contribution.value, column: contribution.column,
                cell: sources.indices.contains(index) ? sources[index] : nil)
        }
        left -= rows.count
        result.rows = rows
        return result
    }
}
