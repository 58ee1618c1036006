import Ledgers
import Quantities
import Review
import Store

/// 填报进度: what is owed, handed in, outstanding and overdue, by ledger and by district.
struct ReturnProgress: Sendable {
    struct Count: Sendable {
        var owed = 0
        var accepted = 0
        var handedIn = 0
        var overdue = 0
        /// The nearest day something is due that is not late yet.
        var next: CivilDate?

        var outstanding: Int { owed - handedIn }
        var acceptedShare: Rational? { Rational(accepted).divided(by: Rational(owed)) }
    }

    private(set) var byLedger: [String: Count] = [:]
    private(set) var byDistrict: [RegionCode: Count] = [:]
    private(set) var total = Count()
    /// Whether anything has a date.
    private(set) var isOpen = false
    let region: Region?

    init(_ visit: Visit, _ region: Region?) async throws {
        self.region = region
        guard visit.may(.readLedgers) else { return }
        for obligation in try await ReturnPages.owed(visit, year: visit.year, district: region?.code) {
            if obligation.dates != nil { isOpen = true }
            add(obligation, &byLedger[obligation.address.ledger, default: Count()])
            add(obligation, &byDistrict[obligation.address.district, default: Count()])
            add(obligation, &total)
        }
    }

    private func add(_ obligation: Obligation, _ count: inout Count) {
        count.owed += 1
        if obligation.state == .accepted { count.accepted += 1 }
        if obligation.state.isHandedIn { count.handedIn += 1 }
        switch obligation.timing {
        case .overdue: count.overdue += 1
        case .due: count.next = [count.next, obligation.deadline].compactMap { $0 }.min()
        case .done, .notOpen: break
        }
    }

    func path(_ visit: Visit, ledger: String? = nil) -> String {
        "/returns/list?year=\(visit.year)" + (ledger.map { "&ledger=\($0)" } ?? "") + (region.map { "&district=\($0.code)" } ?? "")
    }

    func table(_ visit: Visit) -> DataTable {
        var table = DataTable(
            "returns", title: visit.t("填报进度", "Returns by ledger"),
            columns: [
                .init("ledger", visit.t("台账", "Ledger")), .init("owed", visit.t("应报", "Owed"), number: true),
                .init("done", visit.t("已提交", "Handed in"), number: true),
                .init("accepted", visit.t("已接收", "Accepted"), number: true, minor: true),
                .init("left", visit.t("未提交", "Outstanding"), number: true), .init("overdue", visit.t("逾期", "Overdue"), number: true),
                .init("next", visit.t("最近期限", "Next due"), minor: true),
            ])
        table.rows = Sheet.all.filter(\.isOwed).compactMap { sheet in
            guard let count = byLedger[sheet.ledger] else { return nil }
            return [
                .link(visit.t(sheet.title), path(visit, ledger: sheet.ledger)), .init(count.owed), .init(count.handedIn),
                .init(count.accepted),
                .init(count.outstanding),
                .init(
                    String(count.overdue), value: Rational(count.overdue),
                    html: count.overdue == 0 ? "0" : "<span class=\"state overdue\">\(count.overdue)</span>"),
                .init(count.next?.description ?? ""),
            ]
        }
        table.empty = visit.empty(visit.t("没有要填报的台账。", "There is nothing to file."))
        return table
    }

    func html(_ visit: Visit) -> HTML {
        isOpen || total.owed == 0 ? table(visit).html(visit) : notOpen(visit)
    }

    func notOpen(_ visit: Visit) -> HTML {
        visit.empty(
            visit.t("\(visit.year)年度尚未开放填报，没有期限。", "\(visit.year) has not been opened; there are no deadlines."),
            visit.may(.grantWaivers) ? (visit.t("去开放年度", "Open the year"), "/waivers?year=\(visit.year)") : nil)
    }
}
