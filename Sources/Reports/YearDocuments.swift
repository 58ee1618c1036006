public import Evaluation
public import Ledgers
public import Quantities
import Store

/// The documents of one evaluation, with what they need beside it: the traces of what they say, the freeze's proofs, those who sign.
///
///     let documents = YearDocuments(evaluator: evaluator, result: result, freeze: freeze, cells: files)
///     let page = try await documents.bundle()
public struct YearDocuments: Sendable {
    public let evaluator: Evaluator
    public let result: EvaluationResult
    /// `nil` for a draft from the current pages.
    public let freeze: Freeze?
    /// Entries shown with each figure's trace; with none, no entry of a ledger is in the documents.
    public let rows: Int
    public let cells: (any CellSource)?
    /// What an assessor found beside the figures; printed in the report, and no part of the freeze.
    public var assessed: [AssessedFigure] = []

    public init(evaluator: Evaluator, result: EvaluationResult, freeze: Freeze?, rows: Int = 12, cells: (any CellSource)? = nil) {
        self.evaluator = evaluator
        self.result = result
        self.freeze = freeze
        self.rows = rows
        self.cells = cells
    }

    /// The options of the report: the freeze's outline and mark, and the bodies that sign.
    public func options(_ language: Language = .chinese, template: ReportTemplate? = nil, date: CivilDate? = nil) -> ReportOptions {
        var options = ReportOptions(
            language: language, template: template ?? freeze.flatMap { ReportTemplate(rawValue: $0.template) } ?? .programmes,
            freeze: freeze.map { FreezeMark(name: $0.name, root: $0.root.hex) }, date: date, bodies: Self.bodies(result.city))
        options.assessed = assessed
        return options
    }

    /// Those who sign.
    public static func bodies(_ city: Region) -> [Text] {
        [
            Text("\(city.name.zh)住房和城乡建设委员会", "Housing Commission of \(city.name.en)"),
            Text("\(city.name.zh)财政局", "Finance Bureau of \(city.name.en)"),
        ]
    }

    /// The traces of every figure that a sentence or an indicator names.
    public func traces() async throws -> [String: TraceDocument] {
        var documents: [String: TraceDocument] = [:]
        for reference in result.namedFigures.sorted() {
            let trace = try await evaluator.trace(reference, of: result)
            documents[reference.tag] = try await evaluator.document(of: trace, rows: rows, cells: cells)
        }
        return documents
    }

    /// The evaluation of the months so far, as the monitoring form wants it: monthly pages end with `month`.
    public func through(_ month: Int) async throws -> EvaluationResult {
        let pages = result.snapshot.pages.filter { ($0.period.month ?? 0) <= month }
        return try await evaluator.evaluate(Snapshot(year: result.year, pages: pages, isCurrent: false))
    }

    /// The offline bundle of the freeze.
    ///
    /// - Throws: `D501` where there is no freeze, or the evaluation is not the one frozen.
    public func bundle() async throws -> [UInt8] {
        guard let freeze else { throw ReportError("D501", "离线包需要封账", "a bundle needs a freeze") }
        let access = evaluator.access
        let origin = "anju/" + access.city.digits
        let (leaves, results, journal) = try await evaluator.database.read { connection in
            (
                try Freezes.leaves(connection, access, of: freeze), try Freezes.results(connection, access, of: freeze),
                try Freezes.journalProof(connection, access, of: freeze, origin: origin)
            )
        }
        let options = options()
        return try OfflineBundle.page(
            OfflineBundle.Contents(
                result: result, freeze: freeze, leaves: leaves, results: results, journal: journal, traces: try await traces(),
                attachments: try OfflineBundle.Attachment.documents(result, options: options), options: options))
    }
}

extension EvaluationResult {
    /// Every figure the report's sentences and tables name.
    public var namedFigures: Set<FigureReference> {
        var references: Set<FigureReference> = []
        func add(_ statements: [Statement]) {
            for statement in statements {
                for span in statement.zh + statement.en {
                    if case .figure(let reference, _, _) = span { references.insert(reference) }
                }
            }
        }
        for programme in programmes {
            for section in programme.sections {
                add(section.statements)
                for indicator in section.indicators {
                    add(indicator.statements)
                    for figure in [indicator.actual, indicator.target?.figure, indicator.rateFigure] + indicator.evidence.map(\.figure) {
                        if let figure { references.insert(figure.reference) }
                    }
                }
            }
        }
        return references
    }
}
