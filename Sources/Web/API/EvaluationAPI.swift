import Evaluation
import Ledgers
import Quantities
import Returns
import Store

/// 评价: figures, scores, traces and rules of the current pages, within one's scope.
enum EvaluationAPI {
    static let tag = Contract.Tag("evaluation", "评价和追溯", "Evaluation and traces")

    static func add(to routes: inout RouteTable) {
        let may = Route.Requirement.may(.readEvaluation)
        routes.answer(.get, "/evaluation", may: may, tag, Text("评价结果", "The evaluation"), query: [Asking.year]) { visit in
            try await document(visit)
        }
        routes.answer(
            .get, "/figures", may: may, tag, Text("全部数", "The figures"),
            query: [
                Asking.year, Asking.district, .init("after", .form(.figure), "从该数之后开始", "begin after this figure"), Paging.limit,
            ]
        ) { visit in
            let district = try visit.askedDistrict()
            let city = visit.office.regions.city.code
            let figures = try await document(visit).figures.filter { figure in
                district == nil || (FigureReference(tag: figure.figure).map { ($0.region ?? city) == district } ?? false)
            }
            return try Paging.piece(figures, visit, named: \.figure) { $0 }
        }
        routes.answer(
            .get, "/figures/:figure/trace", may: may, tag, Text("追溯一个数到账页、条目和单元格", "A figure down to pages, entries and cells"),
            query: [
                Asking.year, .init("rows", .integer(least: 0, most: 1_000), "至多列出条目数，不写为20", "how many entries to list; 20 where left out"),
            ],
            trace)
        routes.answer(.get, "/rules", may: may, tag, Text("跨台账校核", "The rules across ledgers"), query: [Asking.year]) { visit in
            let evaluator = try visit.office.evaluator(visit.year, visit.access)
            return try await evaluator.rules(evaluator.current())
        }
    }

    private static func document(_ visit: Visit) async throws -> EvaluationDocument {
        EvaluationDocument(try await visit.office.evaluation(visit.year, visit.access)).within(visit.access)
    }

    /// A figure that exists for this person.
    static func reference(_ visit: Visit, _ tag: String, year: Int) async throws -> FigureReference {
        guard let reference = FigureReference(tag: tag), reference.region.map(visit.access.allows) ?? true else { throw Refusal.notFound }
        guard try await visit.office.evaluation(year, visit.access).figures[reference] != nil else { throw Refusal.notFound }
        return reference
    }

    private static func trace(_ visit: Visit) async throws -> TraceDocument {
        let year = visit.year
        let reference = try await reference(visit, try visit.parameter("figure"), year: year)
        let evaluator = try visit.office.evaluator(year, visit.access)
        let result = try await visit.office.evaluation(year, visit.access)
        let trace = try await evaluator.trace(reference, of: result)
        let cells = ReturnFiles(database: visit.office.database, vault: visit.office.vault, access: visit.access)
        let rows = visit.query["rows"].flatMap(Int.init) ?? 20
        return try await evaluator.document(of: trace, rows: rows, cells: rows > 0 ? cells : nil)
    }
}
