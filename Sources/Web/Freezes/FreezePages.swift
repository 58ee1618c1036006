import Accounts
import Evaluation
import Ledgers
import Quantities
import Reports
import Review
import Store

/// 封账: the year's freezes, and making one.
enum FreezePages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/freezes", may: .may(.readEvaluation), Text("封账与报告", "Freezes and reports"), list)
        routes.page(.post, "/freezes", may: .may(.freeze), Text("封账", "Freeze"), create)
        FreezeScreen.add(to: &routes)
        ComparisonPages.add(to: &routes)
    }

    /// A freeze that the whole city's people may open: it holds every district's figures.
    static func freeze(_ visit: Visit, _ name: String = "freeze") async throws -> Freeze {
        guard visit.access.districts == .all else { throw Refusal.notFound }
        let (access, text) = (visit.access, try visit.parameter(name))
        return try await visit.office.database.read { try Freezes.find($0, access, text) }
    }

    static func state(_ visit: Visit, _ signed: SignedFreeze) -> HTML {
        if signed.isPublished { return "<span class=\"state good\">\(visit.t("已公开", "published"))</span>" }
        if signed.housing == nil && signed.finance == nil { return "<span class=\"state\">\(visit.t("待签署", "unsigned"))</span>" }
        return "<span class=\"state warn\">\(visit.t("待另一方签署", "one signature"))</span>"
    }

    private static func list(_ visit: Visit) async throws -> Reply {
        let (access, book, year) = (visit.access, visit.office.accounts, visit.year)
        let (freezes, signed, names) = try await visit.office.database.read { connection in
            let freezes = try Freezes.list(connection, access, year: year)
            return (
                freezes,
                Dictionary(uniqueKeysWithValues: try freezes.map { ($0.name, try Signatures.status(connection, access, freeze: $0.name)) }),
                try book.names(connection)
            )
        }
        let isWholeCity = access.districts == .all
        func sign(_ signature: Signature?) -> String {
            signature.map { (names[$0.actor] ?? $0.actor) + " " + Instants.shown($0.signedAt, visit) } ?? ""
        }
        var table = DataTable(
            "freezes", title: visit.t("\(year)年封账", "Freezes of \(year)"),
            columns: [
                .init("freeze", visit.t("封账", "Freeze")), .init("at", visit.t("时间", "Time")),
                .init("who", visit.t("封账人", "By"), minor: true),
                .init("note", visit.t("说明", "Note")), .init("housing", visit.t("住房部门签署", "Housing"), minor: true),
                .init("finance", visit.t("财政部门签署", "Finance"), minor: true), .init("state", visit.t("状态", "State")),
                .init("root", visit.t("根值", "Root"), minor: true),
            ])
        table.rows = freezes.reversed().compactMap { freeze in
            guard let status = signed[freeze.name] else { return nil }
            let name: DataTable.Cell =
                isWholeCity
                ? .link(freeze.name, "/freezes/\(freeze.name)")
                : status.isPublished ? .link(freeze.name, "/published/\(freeze.name)") : .init(freeze.name)
            return [
                name, .init(Instants.shown(freeze.madeAt, visit)), .init(names[freeze.actor] ?? freeze.actor), .init(freeze.note),
                .init(sign(status.housing)), .init(sign(status.finance)),
                .init(status.isPublished ? visit.t("已公开", "published") : visit.t("未公开", "not published"), html: state(visit, status)),
                .init(freeze.root.hex, html: "<code>\(freeze.root.hex.prefix(16))…</code>"),
            ]
        }
        table.empty = visit.empty(
            visit.may(.freeze)
                ? visit.t(
                    "\(year)年还没有封账。账页接收、校核结果说明之后，在下面封账；报告、自评表和签署都以封账为准。",
                    "No freezes of \(year) yet. When pages are accepted and findings explained, freeze below; report, form and signatures go by a freeze."
                )
                : visit.t("\(year)年还没有封账。封账由市住房城乡建设部门办理。", "No freezes of \(year) yet. The city's housing commission makes them."),
            (visit.t("看当前评价", "See the evaluation as it stands"), "/evaluation?year=\(year)"))
        if let file = try table.export(visit) { return file }
        let form = visit.may(.freeze) && isWholeCity ? try await makeForm(visit, freezes.last) : HTML.nothing
        return .html(
            visit.page(
                visit.t("\(year)年封账与报告", "Freezes and reports of \(year)"), isWide: true, aside: try await ReturnPages.years(visit),
                "<p class=\"quiet\">\(visit.t("封账对账页、规则、目标、方案和结果取一个根值；住房、财政双方签署同一根值后公开。", "A freeze takes one hash over pages, rules, targets, schemes and results; it is published when housing and finance have both signed it.")) <a href=\"/published\">\(visit.t("已公开的报告", "Published reports"))</a></p>\(table.html(visit))\(form)"
            ))
    }

    // MARK: Making one

    /// What speaks against freezing now, and the form.
    private static func makeForm(_ visit: Visit, _ last: Freeze?) async throws -> HTML {
        let year = visit.year
        guard (try? visit.office.model(year)) != nil else { return HTML.nothing }
        let pages = try await EvaluationPages.unaccepted(visit, year)
        let rules = try await visit.office.rules(year, visit.access)
        let unexplained = rules.findings.count { $0.explanation == nil && $0.tier != .information }
        let notRun = rules.rules.count { $0.tier == .notRun }
        func line(_ isFine: Bool, _ text: String, _ path: String) -> HTML {
            "<li><span class=\"state \(isFine ? "good" : "warn")\">\(isFine ? "✓" : "!")</span> \(text) <a href=\"\(path)\">\(visit.t("去看", "See"))</a></li>"
        }
        let options = HTML(ReportTemplate.allCases) { "<option value=\"\($0.rawValue)\">\(visit.t($0.title))</option>" }
        let since = last.map { freeze -> HTML in
            "<li><span class=\"state\">\(freeze.name)</span> <a href=\"/freezes/\(freeze.name)/compare/now\">\(visit.t("与上次封账相比的变化", "What has changed since"))</a></li>"
        }
        return """
            <section class="card narrow-form"><h2>\(visit.t("封账", "Freeze"))</h2><ul class="timeline">\(line(pages.open == 0, visit.t("\(pages.total)个应报账页中\(pages.open)个尚未接收", "\(pages.open) of \(pages.total) pages are not accepted"), "/returns?year=\(year)"))
            \(line(unexplained == 0, visit.t("跨台账校核发现\(rules.findings.count)条，\(unexplained)条未说明", "\(rules.findings.count) findings across ledgers, \(unexplained) unexplained"), "/rules?year=\(year)"))
            \(line(notRun == 0, visit.t("\(notRun)条规则未执行", "\(notRun) rules were not run"), "/rules?year=\(year)"))\(since)</ul>
            <form method="post" action="/freezes" class="stack" data-confirm="\(visit.t("封账后不能更改，只能再次封账更正。确定封账吗？", "A freeze cannot be changed, only followed by another. Freeze?"))">\(visit.tokenField)<input type="hidden" name="year" value="\(year)">
            <label>\(visit.t("说明（为什么现在封账）", "Note (why now)"))<textarea name="note" required maxlength="500"></textarea></label><label>\(visit.t("报告提纲", "Outline of the report"))<select name="template">\(options)</select></label><button>\(visit.t("封账", "Freeze"))</button></form></section>
            """
    }

    private static func create(_ visit: Visit) async throws -> Reply {
        guard let year = visit.form["year"].flatMap(Int.init) else { throw Refusal.malformed("没有年度", "no year") }
        let note = try visit.form.required("note", ("说明", "Note"))
        guard note.unicodeScalars.count <= 500 else { throw Refusal.invalid("说明不超过500字", "the note is at most 500 characters") }
        guard let template = ReportTemplate(rawValue: visit.form["template"] ?? ReportTemplate.programmes.rawValue) else {
            throw Refusal.malformed("没有这种提纲", "no such outline")
        }
        let evaluator = try visit.office.evaluator(year, visit.access)
        let freeze = try await Freezes.create(evaluator, template: template.rawValue, note: note, at: Instants.universal(visit.now))
        return .see("/freezes/\(freeze.name)?done=frozen")
    }
}
