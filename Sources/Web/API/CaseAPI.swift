import Accounts
import Casework
import Foundation
import Ledgers
import Quantities
import Store

/// 业务办理: kinds as they are declared, cases, and the acts done with them.
enum CaseAPI {
    static let tag = Contract.Tag("cases", "业务办理", "Casework")

    static func add(to routes: inout RouteTable) {
        routes.answer(.get, "/cases", may: .may(.readLedgers), tag, Text("事项类别", "Kinds of cases")) { visit -> [KindDocument] in
            CaseCatalogue.all.filter { visit.access.allows(ledger: $0.ledger.ledger) }.map(KindDocument.init)
        }
        routes.answer(
            .get, "/cases/:kind", may: .may(.readLedgers), tag, Text("事项清单", "Cases of a kind"),
            query: [
                Asking.year, Asking.district, .init("state", .words(40), "只要该状态", "only in this state"),
                .init("after", .words(200), "从该事项（区划/编号）之后开始", "begin after this case (district/key)"), Paging.limit,
            ], list)
        routes.answer(
            .get, "/cases/:kind/:district/:key", may: .may(.readLedgers), tag, Text("一个事项", "One case"), query: [Asking.year], one)
        routes.order(
            .post, "/cases/:kind/:district/acts/:act", may: CasePages.workers, tag, Text("新办", "Open a case"), status: 201
        ) { (visit, order: CaseActOrder) in try await perform(visit, order, key: "") }
        routes.order(
            .post, "/cases/:kind/:district/:key/acts/:act", may: CasePages.workers, tag, Text("办理", "Do an act"), status: 200
        ) { (visit, order: CaseActOrder) in try await perform(visit, order, key: try visit.parameter("key")) }
    }

    private static func list(_ visit: Visit) async throws -> Listing<CaseItem> {
        let kind = try CasePages.kind(visit)
        let (access, year, district) = (visit.access, visit.year, try visit.askedDistrict())
        let states: Set<String> = visit.query["state"].map { [$0] } ?? []
        let lines = try await visit.office.database.read {
            try Cases.list($0, access, kind, year: year, district: district, states: states)
        }
        return try Paging.piece(lines, visit, named: { "\($0.district.digits)/\($0.key)" }, CaseItem.init)
    }

    private static func one(_ visit: Visit) async throws -> CaseDocumentFile {
        let kind = try CasePages.kind(visit)
        let (district, key, year, access, book) = (
            try visit.district().code, try visit.parameter("key"), visit.year, visit.access, visit.office.accounts
        )
        return try await visit.office.database.read { connection in
            let view = try Cases.view(connection, access, kind, district: district, year: year, key: key)
            return CaseDocumentFile(view, access, try book.names(connection))
        }
    }

    private static func perform(_ visit: Visit, _ order: CaseActOrder, key: String) async throws -> CaseOutcomeDocument {
        let kind = try CasePages.kind(visit)
        let district = try visit.district().code
        guard let act = kind.act(try visit.parameter("act")), act.opens == key.isEmpty else { throw Refusal.notFound }
        guard (1900...2100).contains(order.year) else { throw Refusal.unacceptable("year", "应在1900至2100之间", "1900 to 2100") }
        if let unknown = order.answers?.keys.sorted().first(where: { name in !act.asks.contains { $0.name == name } }) {
            throw Refusal.unacceptable("answers", "没有“\(unknown)”这一项", "“\(unknown)” is not asked for")
        }
        let folder = try visit.office.temporaryFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let documents = try (order.documents ?? []).enumerated().map { index, document in
            guard let data = Data(base64Encoded: document.content) else {
                throw Refusal.unacceptable("documents", "内容不是Base64", "the content is not Base64")
            }
            let path = "\(folder)/\(index)"
            try data.write(to: URL(fileURLWithPath: path))
            return CaseAttachment(document: document.kind, fileName: Multipart.safeName(document.fileName), path: path)
        }
        let outcome = try await CasePages.casework(visit).perform(
            CaseOrder(
                kind.name, act.name, district: district, year: order.year, key: key, mark: order.mark, answers: order.answers ?? [:],
                reason: order.reason ?? "", documents: documents), as: visit.access, at: visit.now)
        return CaseOutcomeDocument(
            kind: kind.name, district: district, key: outcome.key, state: outcome.state, number: outcome.number, receipts: outcome.receipts)
    }
}

/// What is asked to be done with a case.
struct CaseActOrder: Codable, Sendable {
    var year: Int
    /// The mark of what was seen; refused (K004) where the case has changed since. Left out by who did not look.
    var mark: String?
    /// By the names of the act's `asks`, written as in a file.
    var answers: [String: String]?
    var reason: String?
    var documents: [Document]?

    struct Document: Codable, Sendable {
        /// A code of the kind's documents; empty for another.
        var kind: String
        var fileName: String
        /// Base64.
        var content: String
    }
}

struct CaseOutcomeDocument: Codable, Sendable {
    var kind: String
    var district: RegionCode
    var key: String
    var state: String
    /// The number of the act's record.
    var number: Int64
    /// The receipts of the returns it filed, by ledger.
    var receipts: [String: Int64]
}

/// A kind of case as it is declared.
struct KindDocument: Codable, Sendable {
    var kind: String
    var title: Text
    var purpose: Text
    var ledger: String
    var states: [Named]
    var acts: [Act]
    var documents: [Paper]

    struct Named: Codable, Sendable {
        var code: String
        var title: Text
    }

    struct Paper: Codable, Sendable {
        var code: String
        var title: Text
        var isRequired: Bool
    }

    struct Field: Codable, Sendable {
        var name: String
        var title: Text
        var expectation: Text
        var isRequired: Bool
    }

    struct Act: Codable, Sendable {
        var act: String
        var title: Text
        /// Empty for an act that opens a case.
        var from: [String]
        /// Absent where the case stays in its state.
        var to: String?
        var may: Permission
        var asks: [Field]
        var needsDocuments: [String]
        var needsReason: Bool
        var byAnother: Bool
        var workingDays: Int?
        var conditions: [Named]
    }

    init(_ kind: CaseKind) {
        (self.kind, title, purpose, ledger) = (kind.name, kind.title, kind.purpose, kind.ledger.ledger)
        states = kind.states.map { Named(code: $0.code, title: $0.name) }
        documents = kind.documents.map { Paper(code: $0.code, title: $0.title, isRequired: $0.isRequired) }
        acts = kind.acts.map { act in
            Act(
                act: act.name, title: act.title, from: act.from, to: act.to, may: act.may,
                asks: act.asks.map { Field(name: $0.name, title: $0.title, expectation: $0.type.expectation, isRequired: $0.isRequired) },
                needsDocuments: act.needsDocuments, needsReason: act.needsReason, byAnother: act.byAnother, workingDays: act.workingDays,
                conditions: act.needs.map { Named(code: $0.code, title: $0.text) })
        }
    }
}

/// A case of a list.
struct CaseItem: Codable, Sendable {
    var district: RegionCode
    var key: String
    var title: String
    var state: String
    /// As ``EntryItem`` gives them.
    var values: [String: String]

    init(_ line: CaseLine) {
        (district, key, title, state) = (line.district, line.key, line.title, line.state.code)
        values = EntryItem(line.entry).values
    }
}

/// A case with its history and its file.
struct CaseDocumentFile: Codable, Sendable {
    var district: RegionCode
    var key: String
    var year: Int
    var state: String
    var values: [String: String]
    /// Given back with an act, so that it is refused where anything has changed since.
    var mark: String
    /// The acts one may do now, as far as state and rights say.
    var acts: [String]
    var missingDocuments: [String]
    var events: [Event]
    var documents: [Paper]

    struct Event: Codable, Sendable {
        var number: Int64
        var act: String
        var before: String
        var after: String
        var reason: String
        var receipts: [String: Int64]
        var by: Somebody
        var at: String
    }

    struct Paper: Codable, Sendable {
        var number: Int64
        var kind: String
        var fileName: String
        var fileHash: String
        var bytes: Int64
        var mediaType: String
        var at: String
    }

    init(_ view: CaseView, _ access: Access, _ names: [String: String]) {
        let line = view.line
        (district, key, year, state, mark) = (line.district, line.key, line.year, line.state.code, view.mark)
        values = EntryItem(line.entry).values
        acts = view.acts(access).map(\.name)
        missingDocuments = view.missingDocuments.map(\.code)
        events = view.events.map { event in
            Event(
                number: event.number, act: event.act, before: event.before, after: event.after, reason: event.reason,
                receipts: event.receipts, by: Somebody(event.actor, names), at: event.at)
        }
        documents = view.documents.map { document in
            Paper(
                number: document.number, kind: document.document, fileName: document.fileName, fileHash: document.fileHash,
                bytes: document.bytes, mediaType: document.mediaType, at: document.at)
        }
    }
}
