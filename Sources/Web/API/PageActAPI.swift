import Accounts
import Ledgers
import Quantities
import Review
import Store

/// 办理: submitting, withdrawing, approving, sending back and accepting pages, one or many.
enum PageActAPI {
    static let acting = Route.Requirement.may(.fileReturns, .approvePages, .acceptPages)
    /// Orders in one request.
    static let most = 500

    static func add(to routes: inout RouteTable) {
        routes.order(.post, PageAPI.one + "/acts", may: acting, PageAPI.tag, Text("办理一个账页", "Act on a page")) { visit, order in
            try await perform(visit, order)
        }
        routes.order(.post, "/pages/acts", may: acting, PageAPI.tag, Text("办理多个账页", "Act on several pages")) { visit, order in
            try await performAll(visit, order)
        }
    }

    private static func perform(_ visit: Visit, _ order: PageActOrder) async throws -> PageItem {
        let address = try ReturnPages.address(visit)
        let act = PageOrder(
            try known(order.act), address, revision: order.revision, reason: try limited(order.reason),
            addressee: try await addressee(visit, order.act, order.addressee))
        let (access, instant) = (visit.access, visit.now.description)
        let status = try await visit.office.database.write { try PageStates.perform($0, access, act, at: instant) }
        return PageItem(status, try await PageAPI.names(visit), access)
    }

    private static func performAll(_ visit: Visit, _ order: PageActOrders) async throws -> PageActOutcome {
        guard (1...most).contains(order.orders.count) else {
            throw Refusal.unacceptable("orders", "须有1至\(most)项", "there must be 1 to \(most)")
        }
        var orders: [PageOrder] = []
        for item in order.orders {
            orders.append(
                PageOrder(
                    try known(item.act), try visit.page(item.page), revision: item.revision, reason: try limited(item.reason),
                    addressee: try await addressee(visit, item.act, item.addressee)))
        }
        let (access, instant) = (visit.access, visit.now.description)
        let outcome = try await visit.office.database.write { [orders] in try PageStates.performAll($0, access, orders, at: instant) }
        let names = try await PageAPI.names(visit)
        return PageActOutcome(
            done: outcome.done.map { PageItem($0, names, access) },
            refused: outcome.refused.map { PageActOutcome.Refused(page: $0.order.address, act: $0.order.act, code: $0.code, text: $0.text) }
        )
    }

    private static func known(_ act: PageAct) throws -> PageAct {
        guard act != .file else { throw Refusal.unacceptable("act", "填报请上传文件", "to file, upload a return") }
        return act
    }

    static func limited(_ text: String?, _ field: String = "reason") throws -> String {
        let text = text ?? ""
        guard text.unicodeScalars.count <= 1_000 else { throw Refusal.unacceptable(field, "不超过1000字", "at most 1000 characters") }
        return text
    }

    private static func addressee(_ visit: Visit, _ act: PageAct, _ actor: String?) async throws -> String {
        guard act == .sendBack else { return "" }
        return try await visit.colleague(actor ?? "")
    }
}

struct PageActOrder: Codable, Sendable {
    var act: PageAct
    /// The revision that was seen; 409 where the page has changed since.
    var revision: Int64
    /// Why; needed to send a page back.
    var reason: String?
    /// Whom a page is sent back to: an `actor` of /people.
    var addressee: String?
}

struct PageActOrders: Codable, Sendable {
    var orders: [Item]

    struct Item: Codable, Sendable {
        var page: PageAddress
        var act: PageAct
        var revision: Int64
        var reason: String?
        var addressee: String?
    }
}

/// All that could be done was; the rest say why not.
struct PageActOutcome: Codable, Sendable {
    var done: [PageItem]
    var refused: [Refused]

    struct Refused: Codable, Sendable {
        var page: PageAddress
        var act: PageAct
        var code: String
        var text: Text
    }
}
