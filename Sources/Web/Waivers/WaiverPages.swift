import Accounts
import Ledgers
import Quantities
import Review
import Store

/// 豁免与期限: waivers and extensions as signed rows, and the year's dates.
enum WaiverPages {
    static let everyone = Route.Requirement.may(.requestWaivers, .grantWaivers)

    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/waivers", may: everyone, Text("豁免与期限", "Waivers and deadlines"), show)
        routes.page(.post, "/waivers", may: everyone, Text("申请", "Ask"), ask)
        routes.page(.post, "/waivers/:request", may: .may(.grantWaivers), Text("批准或驳回", "Decide"), decide)
        routes.page(.post, "/deadlines/open", may: .may(.grantWaivers), Text("开放年度", "Open a year"), openYear)
        routes.page(.post, "/deadlines", may: .may(.grantWaivers), Text("设定期限", "Set dates"), set)
    }

    private static func show(_ visit: Visit) async throws -> Reply {
        let (access, book, year) = (visit.access, visit.office.accounts, visit.year)
        let (requests, cycles, names) = try await visit.office.database.read { connection in
            (
                try Requests.list(connection, access, year: year), try Deadlines.list(connection, access, year: year),
                try book.names(connection)
            )
        }
        let waiting = requests.filter { $0.decision == nil }
        let table = granted(visit, requests.filter { $0.decision != nil }, names)
        let dates = deadlines(visit, cycles, names)
        if let file = try table.export(visit) ?? dates.export(visit) { return file }
        return .html(
            visit.page(
                visit.t("\(year)年豁免与期限", "Waivers and deadlines of \(year)"), isWide: true, aside: try await ReturnPages.years(visit),
                """
                \(pending(visit, waiting, names))\(form(visit))<h2>\(visit.t("已决定的豁免和延期", "Decided"))</h2>\(table.html(visit))
                <h2>\(visit.t("填报期限", "Deadlines"))</h2>\(setting(visit, isOpen: !cycles.isEmpty))\(dates.html(visit))
                """))
    }

    private static func place(_ request: Request, _ visit: Visit) -> String {
        let ledger = request.ledger.flatMap(Sheet.named).map { visit.t($0.title) } ?? visit.t("全部台账", "all ledgers")
        let period = request.period.map { visit.t($0.title) } ?? visit.t("\(request.year)年", String(request.year))
        return [visit.office.regions[request.district]?.name[visit.language] ?? "", ledger, period, request.code].filter { !$0.isEmpty }
            .joined(separator: " ")
    }

    private static func pending(_ visit: Visit, _ requests: [Request], _ names: [String: String]) -> HTML {
        if requests.isEmpty { return HTML.nothing }
        let items = HTML(requests) { request in
            let canDecide = visit.may(.grantWaivers) && request.actor != visit.access.actor
            let form: HTML = """
                <form method="post" action="/waivers/\(request.number)" class="row">\(visit.tokenField)<label>\(visit.t("意见（驳回时必填）", "Note (needed to refuse)"))<input name="note" maxlength="300"></label><button name="grant" value="1">\(visit.t("批准", "Grant"))</button><button name="grant" value="0" class="danger">\(visit.t("驳回", "Refuse"))</button></form>
                """
            return """
                <li><b>\(visit.t(request.kind.title))\(request.number)</b> \(place(request, visit))　\(visit.t("至", "until")) \(request.until.description)<br><span class="said">\(request.reason)</span> <span class="quiet">\(names[request.actor] ?? request.actor) \(visit.time(request.askedAt))</span>\(form, if: canDecide)</li>
                """
        }
        return
            "<section class=\"card\"><h2>\(visit.t("待批准", "To be decided"))　<span class=\"state warn\">\(requests.count)</span></h2><ul class=\"timeline\">\(items)</ul></section>"
    }

    private static func form(_ visit: Visit) -> HTML {
        guard visit.may(.requestWaivers) || visit.may(.grantWaivers) else { return HTML.nothing }
        let page = visit.query["page"].flatMap { PageAddress($0) }
        let districts = HTML(visit.regions) {
            "<option value=\"\($0.code.digits)\"\(" selected", if: $0.code == page?.district)>\($0.name[visit.language])</option>"
        }
        let ledgers = HTML(Sheet.all.filter { visit.access.allows(ledger: $0.ledger) }) {
            "<option value=\"\($0.ledger)\"\(" selected", if: $0.ledger == page?.ledger)>\(visit.t($0.title))</option>"
        }
        return """
            <details class="card"\(" open", if: page != nil)><summary>\(visit.t("申请延期或豁免", "Ask for more time or a waiver"))</summary><form method="post" action="/waivers" class="stack">\(visit.tokenField)<input type="hidden" name="year" value="\(visit.year)">
            <div class="row"><label>\(visit.t("事项", "What"))<select name="kind"><option value="extension">\(visit.t("延期", "More time"))</option><option value="waiver">\(visit.t("豁免", "Waiver"))</option></select></label>
            <label>\(visit.t("行政区划", "District"))<select name="district">\(districts)</select></label>
            <label>\(visit.t("台账（延期可为全部）", "Ledger (all, for an extension)"))<select name="ledger"><option value="">\(visit.t("全部", "all"))</option>\(ledgers)</select></label>
            <label>\(visit.t("所属期", "Period"))<input name="period" placeholder="\(visit.year)-05" value="\(page?.period.description ?? "")" maxlength="7"></label>
            <label>\(visit.t("豁免的规则编号（未收录行写rejected）", "Rule to waive (rejected for rows not taken)"))<input name="code" maxlength="20"></label>
            <label>\(visit.t("至", "Until"))<input name="until" type="date" required></label></div>
            <label>\(visit.t("理由", "Because"))<textarea name="reason" required maxlength="500"></textarea></label><button>\(visit.t("提交申请", "Ask"))</button></form></details>
            """
    }

    private static func granted(_ visit: Visit, _ requests: [Request], _ names: [String: String]) -> DataTable {
        var table = DataTable(
            "requests", title: visit.t("豁免和延期", "Waivers and extensions"),
            columns: [
                .init("kind", visit.t("事项", "What")), .init("place", visit.t("范围", "For")), .init("until", visit.t("至", "Until")),
                .init("reason", visit.t("理由", "Because")),
                .init("asked", visit.t("申请人", "Asked by"), minor: true), .init("decision", visit.t("决定", "Decision")),
                .init("by", visit.t("决定人", "Decided by"), minor: true),
            ])
        table.rows = requests.map { request in
            let isGranted = request.decision?.isGranted ?? false
            let word = isGranted ? visit.t("批准", "granted") : visit.t("驳回", "refused")
            return [
                .init("\(visit.t(request.kind.title))\(request.number)"), .init(place(request, visit)), .init(request.until.description),
                .init(request.reason),
                .init("\(names[request.actor] ?? request.actor) \(visit.time(request.askedAt))"),
                .init(word, html: "<span class=\"state \(isGranted ? "good" : "bad")\">\(word)</span> \(request.decision?.note ?? "")"),
                .init("\(request.decision.map { names[$0.actor] ?? $0.actor } ?? "") \(visit.time(request.decision?.decidedAt ?? ""))"),
            ]
        }
        table.empty = visit.empty(visit.t("没有豁免和延期。", "None."))
        return table
    }

    // MARK: Dates

    private static func deadlines(_ visit: Visit, _ cycles: [Cycle], _ names: [String: String]) -> DataTable {
        var table = DataTable(
            "deadlines", title: visit.t("填报期限", "Deadlines"),
            columns: [
                .init("ledger", visit.t("台账", "Ledger")), .init("period", visit.t("所属期", "Period")), .init("shown", visit.t("应报日", "Due")),
                .init("new", visit.t("首次填报截止", "Last first return")), .init("correction", visit.t("更正截止", "Last correction")),
                .init("by", visit.t("设定人", "Set by"), minor: true),
            ])
        table.pageSize = 40
        table.rows = cycles.map { cycle in
            [
                .init(Sheet.named(cycle.ledger).map { visit.t($0.title) } ?? cycle.ledger), .init(cycle.period.description),
                .init(cycle.dates.shown.description),
                .init(cycle.dates.lastNew.description), .init(cycle.dates.lastCorrection.description),
                .init("\(names[cycle.actor] ?? cycle.actor) \(visit.time(cycle.setAt))"),
            ]
        }
        table.empty = visit.empty(visit.t("该年度尚未开放填报。", "The year is not open for returns."))
        return table
    }

    private static func setting(_ visit: Visit, isOpen: Bool) -> HTML {
        guard visit.may(.grantWaivers) else { return HTML.nothing }
        let open: HTML = """
            <form method="post" action="/deadlines/open" class="row">\(visit.tokenField)<label>\(visit.t("年度", "Year"))<input name="year" type="number" min="2015" max="2100" value="\(visit.year)"></label><button>\(visit.t("开放填报（用通常期限）", "Open it, with the usual dates"))</button></form>
            """
        let ledgers = HTML(Sheet.all) { "<option value=\"\($0.ledger)\">\(visit.t($0.title))</option>" }
        let change: HTML = """
            <details class="card"><summary>\(visit.t("更改期限", "Change dates"))</summary><form method="post" action="/deadlines" class="row">\(visit.tokenField)<input type="hidden" name="year" value="\(visit.year)">
            <label>\(visit.t("台账", "Ledger"))<select name="ledger"><option value="">\(visit.t("全部", "all"))</option>\(ledgers)</select></label><label>\(visit.t("所属期（不填为全年各期）", "Period (all where left out)"))<input name="period" maxlength="7"></label>
            <label>\(visit.t("应报日", "Due"))<input name="shown" type="date" required></label><label>\(visit.t("首次填报截止", "Last first return"))<input name="new" type="date" required></label><label>\(visit.t("更正截止", "Last correction"))<input name="correction" type="date" required></label><button>\(visit.t("更改", "Change"))</button></form></details>
            """
        return isOpen ? change : open
    }

    // MARK: Acts

    private static func ask(_ visit: Visit) async throws -> Reply {
        guard let until = CivilDate(visit.form["until"] ?? "") else { throw Refusal.invalid("请填写“至”的日期", "a last day is needed") }
        guard let district = RegionCode(visit.form["district"] ?? "") else { throw Refusal.invalid("请选择行政区划", "choose a district") }
        let year = visit.form["year"].flatMap(Int.init) ?? visit.year
        let ledger = visit.form.text("ledger")
        let period = visit.form.text("period").flatMap { Period($0) }
        if visit.form.text("period") != nil && period == nil {
            throw Refusal.invalid("所属期写作2023或2023-05", "a period is written 2023 or 2023-05")
        }
        let (access, reason, code, instant) = (
            visit.access, visit.form.text("reason") ?? "", visit.form.text("code") ?? "", visit.now.description
        )
        if visit.form["kind"] == "waiver" {
            guard let ledger, let period, Sheet.named(ledger) != nil else {
                throw Refusal.invalid("豁免须指明台账和所属期", "a waiver names its ledger and period")
            }
            guard !code.isEmpty else { throw Refusal.invalid("豁免须指明规则编号", "a waiver names its rule") }
            _ = try await visit.office.database.write {
                try Requests.askWaiver(
                    $0, access, PageAddress(ledger, district, period), code: code, until: until, reason: reason, at: instant)
            }
        } else {
            _ = try await visit.office.database.write {
                try Requests.askExtension(
                    $0, access, year: year, district: district, ledger: ledger, period: period, until: until, reason: reason, at: instant)
            }
        }
        return .see("/waivers?year=\(year)&done=requested")
    }

    private static func decide(_ visit: Visit) async throws -> Reply {
        let (number, access, isGranted, instant) = (
            try visit.number("request"), visit.access, visit.form["grant"] == "1", visit.now.description
        )
        let note = visit.form.text("note") ?? ""
        let request = try await visit.office.database.write {
            try Requests.decide($0, access, number, grant: isGranted, note: note, at: instant)
        }
        return .see("/waivers?year=\(request.year)&done=" + (isGranted ? "granted" : "refused"))
    }

    private static func openYear(_ visit: Visit) async throws -> Reply {
        guard let year = visit.form["year"].flatMap(Int.init), (2015...2100).contains(year) else {
            throw Refusal.invalid("年度有误", "no such year")
        }
        let (access, instant) = (visit.access, visit.now.description)
        _ = try await visit.office.database.write { try Deadlines.openYear($0, access, year, at: instant) }
        return .see("/waivers?year=\(year)&done=saved")
    }

    private static func set(_ visit: Visit) async throws -> Reply {
        let days = ["shown", "new", "correction"].map { CivilDate(visit.form[$0] ?? "") }
        guard let shown = days[0], let new = days[1], let correction = days[2] else {
            throw Refusal.invalid("三个日期都要填写", "three dates are needed")
        }
        let year = visit.form["year"].flatMap(Int.init) ?? visit.year
        let (access, instant, ledger) = (visit.access, visit.now.description, visit.form.text("ledger"))
        let period = visit.form.text("period")
        let dates = CycleDates(shown: shown, lastNew: new, lastCorrection: correction)
        try await visit.office.database.write { connection in
            let cycles = try Deadlines.list(connection, access, year: year).filter {
                (ledger == nil || $0.ledger == ledger) && (period == nil || $0.period.description == period)
            }
            guard !cycles.isEmpty else { throw Refusal.invalid("没有这个台账或所属期", "no such ledger or period") }
            for cycle in cycles { try Deadlines.set(connection, access, ledger: cycle.ledger, period: cycle.period, dates, at: instant) }
        }
        // Among fifty ledgers the ones just changed would be pages away.
        let changed = ledger.flatMap(Sheet.named).map { "&deadlines.q=" + HTML.encoded(visit.t($0.title)) } ?? ""
        return .see("/waivers?year=\(year)&done=saved\(changed)")
    }
}
