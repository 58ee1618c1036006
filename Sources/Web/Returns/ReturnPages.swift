import Ledgers
import Quantities
import Review
import Store

/// 填报: what is owed, what was filed, what was done about it.
enum ReturnPages {
    static func add(to routes: inout RouteTable) {
        ReturnMatrix.add(to: &routes)
        ReturnList.add(to: &routes)
        PageScreen.add(to: &routes)
        UploadPages.add(to: &routes)
        ReceiptPages.add(to: &routes)
        GridEditor.add(to: &routes)
        RevealPages.add(to: &routes)
        ErasurePages.add(to: &routes)
    }

    // MARK: What they share

    static func path(_ address: PageAddress) -> String { "/returns/\(address)" }

    static func title(_ address: PageAddress, _ visit: Visit) -> String {
        let district = visit.office.regions[address.district]?.name[visit.language] ?? address.district.digits
        return "\(district) \(visit.t(address.title))"
    }

    /// The page named in the path, within one's scope.
    static func address(_ visit: Visit) throws -> PageAddress {
        let sheet = try visit.sheet()
        let region = try visit.district()
        guard let period = Period(try visit.parameter("period")), period.isMonth == (sheet.cycle == .monthly),
            period.months == nil || period.isMonth, (sheet.filedBy == .city) == (region.code == visit.office.regions.city.code)
        else { throw Refusal.notFound }
        return PageAddress(sheet.ledger, region.code, period)
    }

    static func owed(_ visit: Visit, year: Int, ledger: String? = nil, district: RegionCode? = nil) async throws -> [Obligation] {
        let (access, regions, today) = (visit.access, visit.office.regions, visit.now.date)
        return try await visit.office.database.read {
            try Obligations.list($0, access, regions: regions, year: year, today: today, ledger: ledger, district: district)
        }
    }

    static func badge(_ state: PageState, _ visit: Visit) -> HTML {
        "<span class=\"state \(state == .nothing ? "" : state.rawValue)\">\(visit.t(state.title))</span>"
    }

    /// The state, and how long there is left.
    static func badge(_ obligation: Obligation, _ visit: Visit) -> HTML {
        let state = badge(obligation.state, visit)
        switch obligation.timing {
        case .done, .notOpen: return state
        case .due(let days):
            let text = days == 0 ? visit.t("今天截止", "due today") : visit.t("还剩\(days)天", "\(days) days left")
            return "\(state) <span class=\"state \(days <= 7 ? "due" : "")\">\(text)</span>"
        case .overdue(let days): return "\(state) <span class=\"state overdue\">\(visit.t("逾期\(days)天", "\(days) days overdue"))</span>"
        }
    }

    /// Years with pages or dates, the latest first, as a choice that loads the page again.
    static func years(_ visit: Visit) async throws -> HTML {
        let access = visit.access
        let open = try await visit.office.database.read { try Deadlines.years($0, access) }
        let all = Set(open + [visit.office.defaultYear, visit.year]).sorted(by: >)
        let options = HTML(all) { year in
            "<option value=\"\(year)\"\(" selected", if: year == visit.year)>\(visit.t("\(year)年", String(year)))</option>"
        }
        return
            "<form class=\"inline\"><label><span class=\"hidden\">\(visit.t("年度", "Year"))</span><select name=\"year\" data-go>\(options)</select></label> <button class=\"plain\">\(visit.t("查看", "Show"))</button></form>"
    }
}

extension Obligation {
    /// Still with the one who files.
    var isOpen: Bool { !state.isHandedIn }

    /// Due within ten days, overdue, or sent back.
    var isUrgent: Bool {
        switch timing {
        case .due(let days): days <= 10 || state == .returned
        case .overdue: true
        case .done, .notOpen: false
        }
    }
}
