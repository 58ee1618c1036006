import Accounts
import Ledgers
import Quantities
import Store
import Surveys

/// 投诉建议的办理: the district's tasks that residents have set.
enum ComplaintPages {
    static let may = Route.Requirement.any(ComplaintStates.readers.sorted())

    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/complaints", may: may, Text("投诉建议", "Complaints"), list)
        routes.page(.get, "/complaints/:complaint", may: may, Text("投诉建议", "Complaint")) { visit in .html(try await show(visit, nil)) }
        routes.page(.post, "/complaints/:complaint", may: may, Text("办理投诉建议", "Work on a complaint"), act)
        routes.page(
            .post, "/complaints/:complaint/contact", may: .may(.revealPersonalData), Text("查看联系方式", "See the contact"), contact)
    }

    private static func mark(_ state: ComplaintState, _ visit: Visit) -> HTML {
        let style =
            switch state {
            case .received: "bad"
            case .assigned: "warn"
            case .answered: "info"
            case .closed: "good"
            }
        return "<span class=\"state \(style)\">\(visit.t(state.title))</span>"
    }

    private static func district(_ code: RegionCode, _ visit: Visit) -> String {
        visit.office.regions[code]?.name[visit.language] ?? code.digits
    }

    /// What waits for this person, for the desk.
    static func waiting(_ visit: Visit) async throws -> HTML {
        guard may.isMet(by: visit.access) else { return HTML.nothing }
        let access = visit.access
        let open = try await visit.office.database.read { try Complaints.list($0, access, states: [.received, .assigned, .answered]) }
            .filter { !ComplaintStates.acts(in: $0.state, access).isEmpty }
        let items = HTML(open.prefix(8)) { complaint in
            "<li><a href=\"/complaints/\(complaint.number)\">\(complaint.receipt)</a> \(district(complaint.district, visit)) \(mark(complaint.state, visit)) <span class=\"quiet\">\(visit.time(complaint.receivedAt))</span></li>"
        }
        let more: HTML = "<p><a href=\"/complaints\">\(visit.t("全部\(open.count)件", "All \(open.count)"))</a></p>"
        return DeskPages.card(visit.t("投诉建议", "Complaints"), open.count, items, more: open.count > 8 ? more : nil)
    }

    private static func list(_ visit: Visit) async throws -> Reply {
        let access = visit.access
        let state = visit.query["state"].flatMap(ComplaintState.init(rawValue:))
        let complaints = try await visit.office.database.read {
            try Complaints.list($0, access, states: state.map { [$0] } ?? Set(ComplaintState.allCases))
        }
        var table = DataTable(
            "complaints", title: visit.t("投诉建议", "Complaints"),
            columns: [
                .init("receipt", visit.t("编号", "Number")), .init("state", visit.t("状态", "State")), .init("kind", visit.t("类别", "Kind")),
                .init("district", visit.t("承办区", "District")), .init("programme", visit.t("专项", "Programme"), minor: true),
                .init("text", visit.t("内容", "Words")), .init("at", visit.t("收到", "Received"), minor: true),
            ])
        table.rows = complaints.map { complaint in
            let text = complaint.body ?? visit.t("（已删除）", "(erased)")
            let short = String(String.UnicodeScalarView(text.unicodeScalars.prefix(40)))
            return [
                .link(complaint.receipt, "/complaints/\(complaint.number)"),
                .init(visit.t(complaint.state.title), html: mark(complaint.state, visit)), .init(visit.t(complaint.kind.title)),
                .init(district(complaint.district, visit)),
                .init(complaint.programme.isEmpty ? "" : SurveyPages.programme(complaint.programme, visit)),
                .init(short == text ? text : short + "…"), .init(visit.time(complaint.receivedAt)),
            ]
        }
        table.empty = visit.empty(visit.t("没有投诉建议。居民在公众服务页提交后会出现在这里。", "None. What residents send from the portal appears here."))
        if let file = try table.export(visit) { return file }
        let states = HTML(ComplaintState.allCases) {
            "<option value=\"\($0.rawValue)\"\(" selected", if: $0 == state)>\(visit.t($0.title))</option>"
        }
        let filter: HTML = """
            <form class="inline"><select name="state" data-go aria-label="\(visit.t("状态", "State"))"><option value="">\(visit.t("全部", "All"))</option>\(states)</select> <button class="plain">\(visit.t("查看", "Show"))</button></form>
            """
        return .html(visit.page(visit.t("投诉建议", "Complaints"), isWide: true, aside: filter, table.html(visit)))
    }

    private static func show(_ visit: Visit, _ contact: String?) async throws -> HTML {
        let (number, access, book) = (try visit.number("complaint"), visit.access, visit.office.accounts)
        let (complaint, names) = try await visit.office.database.read {
            (try Complaints.complaint($0, access, number), try book.names($0))
        }
        let events = HTML(complaint.events) { event in
            let to: HTML = " → \(district(event.district, visit)) \(names[event.addressee] ?? event.addressee)"
            return """
                <li><b>\(visit.t(event.act.title))</b> \(names[event.actor] ?? event.actor)\(to, if: event.act == .assign) <span class="quiet">\(visit.time(event.at))</span>\("<br><span class=\"said\">\(event.text)</span>", if: !event.text.isEmpty)</li>
                """
        }
        let reveal: HTML =
            contact.map { "<p><b>\(visit.t("联系方式", "Contact"))</b> \($0)</p>" }
            ?? (visit.may(.revealPersonalData)
                ? """
                <form method="post" action="/complaints/\(number)/contact" class="inline">\(visit.tokenField)<button class="link">\(visit.t("查看联系方式（留有记录）", "See the contact (recorded)"))</button></form>
                """ : HTML.nothing)
        return visit.page(
            complaint.receipt, trail: [(visit.t("投诉建议", "Complaints"), "/complaints")], aside: mark(complaint.state, visit),
            """
            <section class="card"><dl class="facts"><dt>\(visit.t("类别", "Kind"))</dt><dd>\(visit.t(complaint.kind.title))</dd><dt>\(visit.t("承办区", "District"))</dt><dd>\(district(complaint.district, visit))</dd><dt>\(visit.t("收到", "Received"))</dt><dd>\(visit.time(complaint.receivedAt))</dd></dl><p class="said">\(complaint.body ?? visit.t("（已删除）", "(erased)"))</p>\(reveal)</section>
            <section class="card"><h2>\(visit.t("办理经过", "What was done"))</h2><ul class="timeline">\(events)</ul>\(forms(visit, complaint))</section>
            """)
    }

    private static func forms(_ visit: Visit, _ complaint: Complaint) -> HTML {
        let acts = ComplaintStates.acts(in: complaint.state, visit.access)
        return HTML(acts) { act in
            let fields: HTML
            switch act {
            case .assign:
                let districts = HTML(visit.districts) { region in
                    "<option value=\"\(region.code.digits)\"\(" selected", if: region.code == complaint.district)>\(region.name[visit.language])</option>"
                }
                fields = "<label>\(visit.t("承办区", "District"))<select name=\"district\">\(districts)</select></label>"
            case .answer, .sendBack:
                fields =
                    "<label>\(act == .answer ? visit.t("答复（投诉人可见）", "Answer (the writer reads it)") : visit.t("理由", "Reason"))<textarea name=\"text\" required maxlength=\"2000\"></textarea></label>"
            case .close: fields = HTML.nothing
            }
            return """
                <form method="post" action="/complaints/\(complaint.number)" class="stack">\(visit.tokenField)<input type="hidden" name="revision" value="\(complaint.revision)"><input type="hidden" name="act" value="\(act.rawValue)">\(fields)<div class="acts"><button\(" class=\"plain\"", if: act == .sendBack)>\(visit.t(act.title))</button></div></form>
                """
        }
    }

    private static func act(_ visit: Visit) async throws -> Reply {
        guard let act = visit.form["act"].flatMap(ComplaintAct.init(rawValue:)) else { throw Refusal.malformed("没有这项办理", "no such act") }
        let (number, access, now, form, regions) = (
            try visit.number("complaint"), visit.access, visit.now, visit.form, visit.office.regions
        )
        let district = form["district"].flatMap(RegionCode.init)
        try await visit.office.database.write {
            _ = try Complaints.perform(
                $0, access, act, number, revision: form["revision"].flatMap(Int64.init) ?? -1, words: form["text"] ?? "",
                district: district, addressee: act == .assign ? access.actor : "", regions: regions, at: now)
        }
        // Passed on to another district, it is out of sight.
        let isGone = district.map { !access.allows($0) } ?? false
        return .see(
            isGone
                ? "/complaints?done=saved"
                : "/complaints/\(number)?done=" + (act == .answer ? "answered" : act == .close ? "closed" : "saved"))
    }

    private static func contact(_ visit: Visit) async throws -> Reply {
        let (number, access, now) = (try visit.number("complaint"), visit.access, visit.now)
        let complaint = try await visit.office.database.write { try Complaints.complaint($0, access, number, contactAt: now) }
        return .html(try await show(visit, complaint.contact ?? visit.t("没有留联系方式", "none was left")))
    }
}
