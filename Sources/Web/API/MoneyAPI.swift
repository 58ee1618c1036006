import Casework
import Evaluation
import Ledgers
import Quantities
import Store

/// 资金: the overview, the lists, the trails and the formula, as the pages show them. Amounts are in fen.
enum MoneyAPI {
    static let tag = Contract.Tag("money", "资金", "Money")
    static let number = Contract.Parameter(
        "number", .words(60), required: true, "中央文号或分配文号", "a central document's number, or one of the city's")
    static let project = Contract.Parameter("project", .words(40), required: true, "项目或小区编号", "a project's or community's code")

    static func add(to routes: inout RouteTable) {
        routes.answer(
            .get, "/money", may: .may(.readLedgers), tag, Text("资金总览", "How far the money has come"), query: [Asking.year]
        ) { visit -> MoneyDocument in
            let (access, year) = (visit.access, visit.year)
            return MoneyDocument(
                try await visit.office.database.read { try MoneyOverview($0, access, year: year) }, isCity: access.allows(access.city))
        }
        routes.answer(
            .get, "/money/lists", may: .may(.readLedgers), tag, Text("资金疑点清单", "Lists of money that make themselves"),
            query: [
                Asking.year, .init("day", .form(.date), "截至日期，不写为今天", "as of this day; today where left out"),
                .init("list", .choice(MoneyList.allCases.map(\.rawValue)), "只要该清单", "only this list"),
            ]
        ) { visit -> [MoneyFindingDocument] in
            let (access, year) = (visit.access, visit.year)
            let day = visit.query["day"].flatMap(CivilDate.init) ?? visit.now.date
            let only = visit.query["list"].flatMap(MoneyList.init)
            return try await visit.office.database.read { try MoneyFindings.all($0, access, year: year, on: day) }
                .filter { only == nil || $0.list == only }.map(MoneyFindingDocument.init)
        }
        routes.answer(
            .get, "/money/documents", may: .may(.readLedgers), tag, Text("资金文件追溯", "What a document paid for"),
            query: [Asking.year, number]
        ) { visit -> DocumentTrailDocument in
            let (access, year, asked) = (visit.access, visit.year, visit.query["number"] ?? "")
            let number = DocumentNumber(asked)?.description ?? asked
            guard let trail = try await visit.office.database.read({ try MoneyTrail.document($0, access, number, year: year) }) else {
                throw Refusal.notFound
            }
            return DocumentTrailDocument(trail)
        }
        routes.answer(
            .get, "/money/projects/:district", may: .may(.readLedgers), tag, Text("项目资金", "Money of a project"),
            query: [Asking.year, project]
        ) { visit -> ProjectTrailDocument in
            let (access, year, district, code) = (visit.access, visit.year, try visit.district().code, visit.query["project"] ?? "")
            guard
                let trail = try await visit.office.database.read({
                    try MoneyTrail.project($0, access, district: district, code, year: year)
                })
            else { throw Refusal.notFound }
            return ProjectTrailDocument(trail)
        }
        routes.answer(
            .get, "/money/allocation", may: .may(.allocateMoney, .decideCases), tag, Text("分配测算", "Allocation, what if"),
            query: [
                Asking.year, .init("rule", .choice(AllocationRule.all.map(\.name)), required: true, "测算规则", "the rule"),
                .init("amount", .integer(least: 0, most: 1_000_000_000_000_000), required: true, "分配金额（分）", "the amount in fen"),
                .init("weights", .words(200), "调整后的权重，如 area-40/households-30", "weights as changed, such as area-40/households-30"),
            ], share)
    }

    private static func share(_ visit: Visit) async throws -> AllocationDocument {
        let (access, year) = (visit.access, visit.year)
        guard let own = AllocationRule.named(visit.query["rule"] ?? ""), let amount = Int64(visit.query["amount"] ?? "") else {
            throw Refusal.notFound
        }
        guard let rule = own.with(weights: visit.query["weights"] ?? "") else {
            throw Refusal.field("weights", "应写作 area-40/households-30", "written as area-40/households-30")
        }
        let input = try await visit.office.database.read { try AllocationInput($0, access, programme: own.programme, year: year) }
        do {
            return AllocationDocument(try rule.share(amount, input))
        } catch {
            let text = error.text(visit.office.regions)
            throw Refusal.unacceptable("rule", text.zh, text.en)
        }
    }
}

struct MoneyDocument: Codable, Sendable {
    var year: Int
    /// Of the city where one may see all of it, else of one's districts together.
    var programmes: [Flow]
    var districts: [DistrictFlow]

    struct Flow: Codable, Sendable {
        var programme: String
        var allotted: Int64
        var advance: Int64
        var formal: Int64
        var reassigned: Int64
        var reward: Int64
        var allocated: Int64
        var disbursed: Int64
        var spent: Int64
        /// Asked for and not yet paid.
        var requested: Int64
        /// Spent of what was allotted; of a district, of what was allocated to it. Absent where nothing was.
        var execution: Rational?

        init(_ flow: MoneyOverview.Flow, isCity: Bool) {
            (programme, allotted, advance, formal) = (flow.programme, flow.allotted, flow.advance, flow.formal)
            (reassigned, reward, allocated) = (flow.reassigned, flow.reward, flow.allocated)
            (disbursed, spent, requested) = (flow.disbursed, flow.spent, flow.requested)
            execution = flow.execution(ofCity: isCity)
        }
    }

    struct DistrictFlow: Codable, Sendable {
        var district: RegionCode
        var flow: Flow
    }

    init(_ overview: MoneyOverview, isCity: Bool) {
        year = overview.year
        programmes = overview.programmes.map { Flow($0, isCity: isCity) }
        districts = overview.programmes.flatMap { overview.districts[$0.programme] ?? [] }.map {
            DistrictFlow(district: $0.district, flow: Flow($0.flow, isCity: false))
        }
    }
}

struct MoneyFindingDocument: Codable, Sendable {
    var list: String
    /// Stable for ever.
    var code: String
    /// Absent for the city.
    var district: RegionCode?
    var programme: String
    var document: String
    var project: String
    var amount: Int64
    /// Days over the term; absent where no time is at fault.
    var days: Int?
    var text: Text
    var left: Side
    var right: Side

    /// One side of the comparison; the value is in yuan, or in days.
    struct Side: Codable, Sendable {
        var label: Text
        var value: Rational?
        /// The page it stands on; empty for none.
        var place: String

        init(_ side: CrossFinding.Side) { (label, value, place) = (side.label, side.value, side.place) }
    }

    init(_ finding: MoneyFinding) {
        (list, code, district, programme) = (finding.list.rawValue, finding.list.code, finding.district, finding.programme)
        (document, project, amount, days) = (finding.document, finding.project, finding.amount, finding.days)
        (text, left, right) = (finding.text, Side(finding.left), Side(finding.right))
    }
}

struct DocumentTrailDocument: Codable, Sendable {
    var document: String
    var allotted: Int64
    var allocated: Int64
    var disbursed: Int64
    var homes: Int64
    var communities: Int64
    var households: Int64
    var allocations: [Share]
    var projects: [Paid]

    struct Share: Codable, Sendable {
        var document: String
        var district: RegionCode
        var programme: String
        var allocated: Int64
        var disbursed: Int64
        var spent: Int64
    }

    struct Paid: Codable, Sendable {
        /// Empty for payments that name none.
        var project: String
        var district: RegionCode
        var programme: String
        var disbursed: Int64
        /// By vouchers that name the document.
        var spent: Int64
    }

    init(_ trail: DocumentTrail) {
        document = trail.document
        allotted = trail.pots.reduce(0) { $0 + $1.allottedAll }
        (allocated, disbursed) = (trail.allocated, trail.disbursed)
        (homes, communities, households) = (trail.homes, trail.communities, trail.households)
        allocations = trail.allocations.map {
            Share(
                document: $0.entry.text("document"), district: $0.district, programme: $0.entry.text("programme"), allocated: $0.amount,
                disbursed: $0.disbursed, spent: $0.spent)
        }
        projects = trail.projects.map {
            Paid(project: $0.project, district: $0.district, programme: $0.programme, disbursed: $0.disbursed, spent: $0.spent)
        }
    }
}

struct ProjectTrailDocument: Codable, Sendable {
    var project: String
    var district: RegionCode
    var contracted: Int64
    var disbursed: Int64
    var spent: Int64
    var sources: [Source]

    struct Source: Codable, Sendable {
        var document: String
        var central: [String]
        var disbursed: Int64
    }

    init(_ trail: ProjectTrail) {
        (project, district) = (trail.project, trail.district)
        (contracted, disbursed, spent) = (trail.contracted, trail.disbursed, trail.spent)
        sources = trail.sources.map { Source(document: $0.document, central: $0.central, disbursed: $0.disbursed) }
    }
}

struct AllocationDocument: Codable, Sendable {
    var rule: String
    var amount: Int64
    var terms: [Term]
    /// They add up to the amount.
    var shares: [Share]

    struct Term: Codable, Sendable {
        var term: String
        var weight: Rational
        /// Whether the weight stands in the source; otherwise it was made up.
        var isSeen: Bool
        var source: String
    }

    struct Share: Codable, Sendable {
        var district: RegionCode
        var amount: Int64
        /// In fen, before the last step.
        var exact: Rational
    }

    init(_ result: AllocationResult) {
        (rule, amount) = (result.rule.name, result.total)
        terms = result.rule.terms.map { Term(term: $0.id, weight: $0.weight, isSeen: $0.isSeen, source: $0.source) }
        shares = result.lines.map { Share(district: $0.district, amount: $0.amount, exact: $0.exact) }
    }
}
