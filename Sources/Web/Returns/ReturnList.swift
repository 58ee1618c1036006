import Accounts
import Ledgers
import Quantities
import Review
import Store

/// Page by page, narrowed as one likes, with acts on many at once.
enum ReturnList {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/returns/list", may: .may(.readLedgers), Text("填报清单", "Pages of returns"), show)
        routes.page(
            .post, "/returns/acts", may: .may(.fileReturns, .approvePages, .acceptPages), Text("办理多个账页", "Act on several pages"), actOnMany)
    }

    private static func show(_ visit: Visit) async throws -> Reply {
        let ledger = visit.query.text("ledger").flatMap { name in Sheet.all.first { $0.ledger == name }?.ledger }
        let district = visit.query["district"].flatMap(RegionCode.init)
        let state = visit.query["state"].flatMap(PageState.init(rawValue:))
        let isDue = visit.query["due"] == "1"
        let owed = try await ReturnPages.owed(visit, year: visit.year, ledger: ledger, district: district)
            .filter { (state == nil || $0.state == state) && (!isDue || ($0.isOpen && $0.isUrgent)) }
        var table = DataTable(
            "pages", title: visit.t("\(visit.year)年填报清单", "Pages of \(visit.year)"),
            columns: [
                .init("ledger", visit.t("台账", "Ledger")), .init("district", visit.t("行政区划", "District")),
                .init("period", visit.t("所属期", "Period")),
                .init("state", visit.t("状态", "State")), .init("entries", visit.t("条目", "Entries"), number: true),
                .init("rejected", visit.t("退回行", "Rejected"), number: true, minor: true),
                .init("version", visit.t("版本", "Version"), number: true, minor: true),
                .init("due", visit.t("期限", "Due"), minor: true),
            ])
        table.rows = owed.map { obligation in
            let status = obligation.status
            return [
                .link(status.address.sheet.map { visit.t($0.title) } ?? "", ReturnPages.path(status.address)),
                .init(visit.office.regions[status.address.district]?.name[visit.language] ?? ""), .init(status.address.period.description),
                .init(visit.t(status.state.title), html: ReturnPages.badge(obligation, visit)), .init(status.entries),
                .init(status.rejected),
                .init(status.version), .init(obligation.deadline?.description ?? ""),
            ]
        }
        table.empty = visit.empty(visit.t("没有符合条件的账页。", "No page fits."), (visit.t("看全部", "Show all"), "/returns/list?year=\(visit.year)"))
        let acts = Set(owed.flatMap { StateMachine.acts($0.status, visit.access) }).subtracting([.file, .sendBack])
        if !acts.isEmpty {
            table.choices = (
                "many",
                owed.map { obligation in
                    Set(StateMachine.acts(obligation.status, visit.access)).isDisjoint(with: acts)
                        ? nil : "\(obligation.address)@\(obligation.status.revision)"
                }
            )
        }
        if let file = try table.export(visit) { return file }
        let buttons = HTML(PageAct.allCases.filter(acts.contains)) { act in
            "<button name=\"act\" value=\"\(act.rawValue)\" class=\"\(act == .withdraw ? "plain" : "")\">\(visit.t("\(act.title.zh)所选", "\(act.title.en) chosen"))</button>"
        }
        let form: HTML = """
            <form method="post" action="/returns/acts" id="many" class="acts">\(visit.tokenField)<input type="hidden" name="back" value="/returns/list?\(visit.query.query(without: ["done"]))">\(buttons)</form>
            """
        return .html(
            visit.page(
                table.title, trail: [(visit.t("填报", "Returns"), "/returns?year=\(visit.year)")], isWide: true,
                aside: filter(visit, ledger, district, state),
                "\(form, if: !acts.isEmpty)\(table.html(visit))"))
    }

    private static func filter(_ visit: Visit, _ ledger: String?, _ district: RegionCode?, _ state: PageState?) -> HTML {
        let ledgers = HTML(Sheet.all.filter { visit.access.allows(ledger: $0.ledger) }) {
            "<option value=\"\($0.ledger)\"\(" selected", if: $0.ledger == ledger)>\(visit.t($0.title))</option>"
        }
        let districts = HTML(visit.regions) {
            "<option value=\"\($0.code.digits)\"\(" selected", if: $0.code == district)>\($0.name[visit.language])</option>"
        }
        let states = HTML(PageState.allCases) {
            "<option value=\"\($0.rawValue)\"\(" selected", if: $0 == state)>\(visit.t($0.title))</option>"
        }
        return """
            <form class="row"><input type="hidden" name="year" value="\(visit.year)"><label><span class="hidden">\(visit.t("台账", "Ledger"))</span><select name="ledger"><option value="">\(visit.t("全部台账", "All ledgers"))</option>\(ledgers)</select></label>
            <label><span class="hidden">\(visit.t("行政区划", "District"))</span><select name="district"><option value="">\(visit.t("全部区划", "All districts"))</option>\(districts)</select></label>
            <label><span class="hidden">\(visit.t("状态", "State"))</span><select name="state"><option value="">\(visit.t("全部状态", "All states"))</option>\(states)</select></label><button class="plain">\(visit.t("查看", "Show"))</button></form>
            """
    }

    /// Does all that can be done; what cannot is told one by one.
    private static func actOnMany(_ visit: Visit) async throws -> Reply {
        guard let act = visit.form["act"].flatMap(PageAct.init(rawValue:)), act != .file, act != .sendBack
        else { throw Refusal.malformed("没有这项办理", "no such act") }
        let orders = visit.form.all("pick").compactMap { pick -> PageOrder? in
            let parts = pick.utf8.split(separator: 0x40).map { String(decoding: $0, as: UTF8.self) }
            guard parts.count == 2, let address = PageAddress(parts[0]), let revision = Int64(parts[1]) else { return nil }
            return PageOrder(act, address, revision: revision)
        }
        let back = SignInPages.next(visit.form["back"])
        guard !orders.isEmpty else { throw Refusal.invalid("请先勾选账页", "choose some pages first") }
        let (access, instant) = (visit.access, visit.now.description)
        let outcome = try await visit.office.database.write { try PageStates.performAll($0, access, orders, at: instant) }
        let refused = HTML(outcome.refused) { item in
            "<tr><td><a href=\"\(ReturnPages.path(item.order.address))\">\(ReturnPages.title(item.order.address, visit))</a></td><td>\(item.code)</td><td>\(visit.t(item.text))</td></tr>"
        }
        let list: HTML = """
            <div class="scroll"><table><thead><tr><th>\(visit.t("账页", "Page"))</th><th>\(visit.t("编号", "Code"))</th><th>\(visit.t("没有办理的原因", "Why not"))</th></tr></thead><tbody>\(refused)</tbody></table></div>
            """
        return .html(
            visit.page(
                visit.t(
                    "\(act.title.zh)：办成\(outcome.done.count)个，未办\(outcome.refused.count)个",
                    "\(act.title.en): \(outcome.done.count) done, \(outcome.refused.count) not"),
                trail: [(visit.t("填报清单", "Pages"), back)],
                "\(list, if: !outcome.refused.isEmpty)<p><a class=\"button\" href=\"\(back)\">\(visit.t("返回清单", "Back to the list"))</a></p>"
            ))
    }
}
