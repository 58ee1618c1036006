import Evaluation
import Ledgers
import Quantities
import Reports
import Review
import Store

/// 封账: making, finding and comparing freezes.
enum FreezeAPI {
    static let tag = Contract.Tag("freezes", "封账和签署", "Freezes and signatures")
    static let one = "/freezes/:freeze"

    static func add(to routes: inout RouteTable) {
        routes.answer(
            .get, "/freezes", may: .may(.readEvaluation), tag, Text("封账清单", "Freezes"),
            query: [
                .init("year", .integer(least: 1900, most: 2100), "只要该年度", "only of this year"),
                .init("after", .form(.freeze), "从该封账之后开始", "begin after this freeze"), Paging.limit,
            ]
        ) { visit in
            let (access, year) = (visit.access, visit.query["year"].flatMap(Int.init))
            let freezes = try await visit.office.database.read { try Freezes.list($0, access, year: year) }
            return try Paging.piece(freezes, visit, named: \.name, FreezeAnswer.init)
        }
        routes.order(
            .post, "/freezes", may: .may(.freeze), tag, Text("封账", "Freeze a year"), status: 201
        ) { (visit, order: FreezeOrder) -> FreezeAnswer in
            let note = try PageActAPI.limited(order.note, "note")
            let evaluator = try visit.office.evaluator(order.year, visit.access)
            let template = order.template ?? .programmes
            return FreezeAnswer(
                try await Freezes.create(evaluator, template: template.rawValue, note: note, at: visit.now.universal))
        }
        routes.answer(.get, one, may: .may(.readEvaluation), tag, Text("一次封账", "One freeze")) { visit in
            FreezeAnswer(try await freeze(visit, try visit.parameter("freeze")))
        }
        routes.answer(
            .get, one + "/comparison", may: .may(.readEvaluation), tag, Text("与另一次封账或现行账页比较", "Compared with another freeze, or with now"),
            query: [.init("with", .form(.freeze), "后来的封账，不写为现行账页", "the later freeze; the current pages where left out")], compare)
    }

    /// The freeze of exactly this name.
    static func freeze(_ visit: Visit, _ name: String) async throws -> Freeze {
        let access = visit.access
        let all = try await visit.office.database.read { try Freezes.list($0, access) }
        guard let freeze = all.first(where: { $0.name == name }) else { throw Refusal.notFound }
        return freeze
    }

    private static func compare(_ visit: Visit) async throws -> FreezeComparison {
        let before = try await freeze(visit, try visit.parameter("freeze"))
        let access = visit.access
        if let name = visit.query["with"] {
            let after = try await freeze(visit, name)
            return try await visit.office.database.read { try Freezes.compare($0, access, before, after) }
        }
        let result = try await visit.office.evaluation(before.year, access)
        return try await visit.office.database.read { try Freezes.compare($0, access, before, result) }
    }
}

extension Moment {
    /// As freezes are dated: `2024-02-20T08:30:00Z`.
    fileprivate var universal: String {
        // China's clock, eight hours back.
        String((self + -8 * 3600).description.utf8.prefix(19)).map { $0 + "Z" } ?? description
    }
}

struct FreezeOrder: Codable, Sendable {
    var year: Int
    /// The outline its report is made with.
    var template: ReportTemplate?
    var note: String?
}

struct FreezeAnswer: Codable, Sendable {
    /// `2023-1`.
    var name: String
    var year: Int
    /// The Merkle root over pages, materials and results, in hex.
    var root: String
    /// The root of the freeze before; absent for the year's first.
    var previous: String?
    var template: String
    var by: String
    var madeAt: String
    var note: String

    init(_ freeze: Freeze) {
        (name, year, root, previous) = (freeze.name, freeze.year, freeze.root.hex, freeze.previous?.hex)
        (template, by, madeAt, note) = (freeze.template, freeze.actor, freeze.madeAt, freeze.note)
    }
}
