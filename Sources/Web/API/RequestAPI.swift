import Accounts
import Ledgers
import Quantities
import Review
import Store

/// 豁免和延期: asking and deciding, by two people.
enum RequestAPI {
    static let tag = Contract.Tag("requests", "豁免和延期", "Waivers and extensions")

    static func add(to routes: inout RouteTable) {
        routes.answer(
            .get, "/requests", may: .may(.readLedgers), tag, Text("申请清单", "Requests"),
            query: [
                .init("year", .integer(least: 1900, most: 2100), "只要该年度", "only of this year"),
                .init("kind", .choice(Request.Kind.allCases.map(\.rawValue)), "豁免或延期", "waivers or extensions"),
                .init("waiting", .flag, "只要待批准的（false：只要已办的）", "only those that wait (false: those decided)"),
            ] + Paging.parameters, list)
        routes.answer(.get, "/requests/:request", may: .may(.readLedgers), tag, Text("一份申请", "One request")) { visit in
            let (number, access, book) = (try visit.number("request"), visit.access, visit.office.accounts)
            return try await visit.office.database.read { connection in
                RequestDocument(try Requests.request(connection, access, number), try book.names(connection))
            }
        }
        routes.order(
            .post, "/requests", may: .may(.requestWaivers, .grantWaivers), tag, Text("申请豁免或延期", "Ask for a waiver or more time"),
            status: 201, ask)
        routes.order(
            .post, "/requests/:request/decision", may: .may(.grantWaivers), tag, Text("批准或不批准", "Grant or refuse")
        ) { (visit, order: DecisionOrder) -> RequestDocument in
            let (number, access, instant) = (try visit.number("request"), visit.access, visit.now.description)
            let note = try PageActAPI.limited(order.note, "note")
            let request = try await visit.office.database.write {
                try Requests.decide($0, access, number, grant: order.grant, note: note, at: instant)
            }
            return RequestDocument(request, try await PageAPI.names(visit))
        }
    }

    private static func list(_ visit: Visit) async throws -> Listing<RequestDocument> {
        let (access, book) = (visit.access, visit.office.accounts)
        let year = visit.query["year"].flatMap(Int.init)
        let kind = visit.query["kind"].flatMap(Request.Kind.init(rawValue:))
        let waiting = visit.query["waiting"].map { $0 == "true" }
        let (requests, names) = try await visit.office.database.read {
            (try Requests.list($0, access, year: year, kind: kind), try book.names($0))
        }
        return Paging.piece(requests.filter { waiting == nil || ($0.decision == nil) == waiting }, visit, by: \.number) {
            RequestDocument($0, names)
        }
    }

    private static func ask(_ visit: Visit, _ order: RequestOrder) async throws -> RequestDocument {
        let reason = try PageActAPI.limited(order.reason)
        let (access, instant) = (visit.access, visit.now.description)
        let request: Request
        switch order.kind {
        case .waiver:
            guard let given = order.page else { throw Refusal.unacceptable("page", "豁免须指明账页", "a waiver is for a page") }
            guard let code = order.code, (1...40).contains(code.utf8.count) else {
                throw Refusal.unacceptable("code", "豁免须指明规则编号，或 rejected", "a waiver is of a rule's code, or of “rejected”")
            }
            let page = try visit.page(given)
            request = try await visit.office.database.write {
                try Requests.askWaiver($0, access, page, code: code, until: order.until, reason: reason, at: instant)
            }
        case .extension:
            guard let district = order.district, let year = order.year ?? order.period?.year else {
                throw Refusal.unacceptable("district", "延期须指明行政区划，以及年度或所属期", "an extension is for a district, and a year or period")
            }
            guard (1900...2100).contains(year) else { throw Refusal.unacceptable("year", "年度应为1900至2100", "a year is 1900 to 2100") }
            guard order.period.map({ $0.months == nil || $0.isMonth }) ?? true else {
                throw Refusal.unacceptable("period", "所属期为年或月", "a period is a year or a month")
            }
            guard visit.access.allows(district), visit.office.regions[district] != nil else { throw Refusal.notFound }
            request = try await visit.office.database.write {
                try Requests.askExtension(
                    $0, access, year: year, district: district, ledger: order.ledger, period: order.period, until: order.until,
                    reason: reason, at: instant)
            }
        }
        return RequestDocument(request, try await PageAPI.names(visit))
    }
}

struct RequestOrder: Codable, Sendable {
    var kind: Request.Kind
    /// The page a rule is waived for.
    var page: PageAddress?
    /// The rule's code; `rejected` for rows that were not taken.
    var code: String?
    /// The district that gets more time, for a year, a ledger of it, or a period.
    var district: RegionCode?
    var year: Int?
    var ledger: String?
    var period: Period?
    /// The last day it holds.
    var until: CivilDate
    var reason: String
}

struct DecisionOrder: Codable, Sendable {
    var grant: Bool
    /// Why not; needed to refuse.
    var note: String?
}

struct RequestDocument: Codable, Sendable {
    var number: Int64
    var kind: Request.Kind
    var year: Int
    var district: RegionCode
    /// Absent for all ledgers.
    var ledger: String?
    /// Absent for the whole year.
    var period: Period?
    /// Empty for an extension.
    var code: String
    var until: CivilDate
    var reason: String
    var by: Somebody
    var askedAt: String
    /// Absent while it waits.
    var decision: Decision?

    struct Decision: Codable, Sendable {
        var isGranted: Bool
        var note: String
        var by: Somebody
        var at: String
    }

    init(_ request: Request, _ names: [String: String]) {
        (number, kind, year, district) = (request.number, request.kind, request.year, request.district)
        (ledger, period, code, until, reason) = (request.ledger, request.period, request.code, request.until, request.reason)
        (by, askedAt) = (Somebody(request.actor, names), request.askedAt)
        decision = request.decision.map {
            Decision(isGranted: $0.isGranted, note: $0.note, by: Somebody($0.actor, names), at: $0.decidedAt)
        }
    }
}
