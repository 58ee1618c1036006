import Accounts
import Ledgers
import Quantities
import Returns
import Review
import Store

/// 账页: what is owed, and one page with everything about it.
enum PageAPI {
    static let tag = Contract.Tag("pages", "账页", "Pages")
    static let one = "/pages/:ledger/:district/:period"

    static func add(to routes: inout RouteTable) {
        routes.answer(
            .get, "/pages", may: .may(.readLedgers), tag, Text("应报账页清单", "Pages owed, with their state"),
            query: [
                Asking.year, Asking.ledger, Asking.district,
                .init("state", .choice(PageState.allCases.map(\.rawValue)), "只要该状态", "only in this state"),
                .init("due", .flag, "只要到期、逾期和退回的", "only those due, overdue or sent back"),
                .init("after", .form(.page), "从该账页之后开始", "begin after this page"), Paging.limit,
            ], list)
        routes.answer(.get, one, may: .may(.readLedgers), tag, Text("一个账页", "One page"), show)
        routes.answer(
            .get, one + "/entries", may: .may(.readLedgers), tag, Text("账页的条目", "A page's entries"),
            query: [.init("version", .integer(least: 1), "版本，不写为现行版", "the version; the current one where left out")] + Paging.parameters,
            entries)
        routes.answer(
            .get, one + "/findings", may: .may(.readLedgers), tag, Text("账页的校核结果", "What was found in a page"), query: Paging.parameters,
            findings)
        routes.file(
            one + "/template", may: .may(.readLedgers), tag, Text("下载模板（已预填）", "The template, filled in"), type: Reply.xlsx,
            PageScreen.template)
    }

    private static func list(_ visit: Visit) async throws -> Listing<PageItem> {
        let state = visit.query["state"].flatMap(PageState.init(rawValue:))
        let isDue = visit.query["due"].map { $0 == "true" }
        let owed = try await ReturnPages.owed(visit, year: visit.year, ledger: try visit.askedLedger(), district: try visit.askedDistrict())
            .filter { (state == nil || $0.state == state) && (isDue == nil || ($0.isOpen && $0.isUrgent) == isDue) }
        let names = try await names(visit)
        return try Paging.piece(owed, visit, named: \.address.description) { PageItem($0, names, visit.access) }
    }

    static func names(_ visit: Visit) async throws -> [String: String] {
        let book = visit.office.accounts
        return try await visit.office.database.read { try book.names($0) }
    }

    private static func show(_ visit: Visit) async throws -> PageDocument {
        let address = try ReturnPages.address(visit)
        let (access, book, today) = (visit.access, visit.office.accounts, visit.now.date)
        let owed = try await ReturnPages.owed(visit, year: address.period.year, ledger: address.ledger, district: address.district)
        guard let obligation = owed.first(where: { $0.address == address }) else { throw Refusal.notFound }
        return try await visit.office.database.read { connection in
            let names = try book.names(connection)
            let versions = try Pages.history(
                connection, access, ledger: address.ledger, district: address.district, period: address.period)
            return PageDocument(
                page: PageItem(obligation, names, access),
                history: try PageStates.history(connection, access, address).map { PageDocument.Event($0, names) },
                versions: versions.map(PageDocument.Version.init),
                lock: try Deadlines.lock(connection, access, of: address, on: today).map { PageDocument.Locked($0, names) },
                unexplained: versions.isEmpty ? [:] : try Explanations.unexplained(connection, access, address, on: today))
        }
    }

    private static func version(_ visit: Visit, _ address: PageAddress) async throws -> PageVersion? {
        let access = visit.access
        let versions = try await visit.office.database.read {
            try Pages.history($0, access, ledger: address.ledger, district: address.district, period: address.period)
        }
        guard let number = visit.query["version"].flatMap(Int64.init) else { return versions.last }
        guard let found = versions.first(where: { $0.version == number }) else { throw Refusal.notFound }
        return found
    }

    private static func entries(_ visit: Visit) async throws -> Listing<EntryItem> {
        let address = try ReturnPages.address(visit)
        let access = visit.access
        guard let version = try await version(visit, address) else { return Listing(items: [], total: 0) }
        let all = try await visit.office.database.read { try Entries.masked($0, access, Entries.read($0, access, version)) }
        return Paging.piece(all, visit, by: \.row, EntryItem.init)
    }

    private static func findings(_ visit: Visit) async throws -> Listing<FindingItem> {
        let address = try ReturnPages.address(visit)
        let access = visit.access
        let kept = try await visit.office.database.read { connection in
            let status = try PageStates.status(connection, access, address)
            return status.receipt == 0 ? [] : try KeptFindings.list(connection, access, receipt: status.receipt, page: address)
        }
        return Paging.piece(kept, visit, by: \.number, FindingItem.init)
    }
}
