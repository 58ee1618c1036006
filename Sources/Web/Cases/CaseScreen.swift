import Accounts
import Casework
import Ledgers
import Quantities
import Store

/// One case: what is known of it, what was done, its file, and what can be done now.
enum CaseScreen {
    /// - Parameter problem: what was wrong with an act that was just tried, with the name of the act.
    static func page(_ visit: Visit, problem: (act: String, error: CaseworkError)? = nil) async throws -> HTML {
        let kind = try CasePages.kind(visit)
        let (district, key, year, access, book) = (
            try place(visit), try visit.parameter("key"), visit.year, visit.access, visit.office.accounts
        )
        let (view, names) = try await visit.office.database.read { connection in
            (try Cases.view(connection, access, kind, district: district, year: year, key: key), try book.names(connection))
        }
        let line = view.line
        let acts = HTML(view.acts(access)) { act in
            form(visit, kind, view, act, problem: problem?.act == act.name ? problem?.error : nil)
        }
        let none: HTML = "<p class=\"quiet\">\(visit.t("现在没有您可以办理的事项。", "Nothing here is for you to do now."))</p>"
        let sections = try await CaseSections.of(visit, view)
        let message = problem.map { problem -> HTML in
            "<p class=\"problem\" role=\"alert\">\(visit.t(problem.error.text)) <code>\(problem.error.code)</code></p>"
        }
        return visit.page(
            line.title.isEmpty ? key : line.title,
            trail: [
                (visit.t("业务办理", "Casework"), "/cases?year=\(year)"), (visit.t(kind.title), "/cases/\(kind.name)?year=\(year)"),
            ], isWide: true, aside: "\(CasePages.badge(kind, line.state.code, visit), if: kind.stateColumn != nil)",
            """
            \(message)<div class="beside"><div>\(facts(visit, line))\(sections)\(file(visit, view))</div>
            <div><section class="card"><h2>\(visit.t("办理", "Act"))</h2>\(acts)\(none, if: view.acts(access).isEmpty)</section>\(history(visit, view, names))</div></div>
            """)
    }

    static func place(_ visit: Visit) throws -> RegionCode {
        guard let code = RegionCode(try visit.parameter("district")), visit.office.regions[code] != nil, visit.access.allows(code) else {
            throw Refusal.notFound
        }
        return code
    }

    private static func facts(_ visit: Visit, _ line: CaseLine) -> HTML {
        let entry = line.entry
        let cells = HTML(entry.sheet.columns.indices) { index in
            let column = entry.sheet.columns[index]
            let shown = entry.shown(index, visit.language)
            let cell =
                "/receipts/\(entry.source.receipt)/sheet?row=\(entry.source.row)&name=\(HTML.encoded(entry.source.sheet))&column=\(column.name)"
            let value: HTML = shown.isEmpty ? "<span class=\"quiet\">—</span>" : "<a class=\"figure\" href=\"\(cell)\">\(shown)</a>"
            return "<dt>\(column.header(visit.language))</dt><dd>\(value)</dd>"
        }
        let page = PageAddress(entry.page.ledger, entry.page.district, entry.page.period)
        return """
            <section class="card"><h2>\(visit.t("登记内容", "What is known"))</h2><dl class="facts"><dt>\(visit.t("行政区划", "District"))</dt><dd>\(CasePages.district(line.district, visit))</dd>\(cells)</dl>
            <p class="quiet">\(visit.t("点击数值可看到原件中的单元格。", "Each value leads to its cell in the file it came with."))　<a href="\(ReturnPages.path(page))">\(visit.t("所在账页", "The ledger's page"))</a>\(MoneyPages.links(visit, entry))</p></section>
            """
    }

    private static func file(_ visit: Visit, _ view: CaseView) -> HTML {
        let kind = view.line.kind
        if view.documents.isEmpty, view.missingDocuments.isEmpty { return HTML.nothing }
        let required = view.requiredDocuments
        let there = required.count - view.missingDocuments.count
        let list = HTML(view.documents.reversed()) { document in
            let title = kind.documents.first { $0.code == document.document }?.title
            let path =
                "/cases/\(kind.name)/at/\(view.line.district.digits)/\(HTML.encoded(view.line.key))/documents/\(document.number)?year=\(view.line.year)"
            return
                "<li>\(title.map { visit.t($0) } ?? visit.t("其他", "Other"))　<a href=\"\(path)\">\(document.fileName)</a> <span class=\"quiet\">\(document.bytes / 1024 + 1) kB　\(visit.time(document.at))　SHA-256 <code>\(document.fileHash.prefix(12))…</code></span></li>"
        }
        let missing = HTML(view.missingDocuments) { "<li class=\"quiet\">\(visit.t("缺", "missing")) \(visit.t($0.title))</li>" }
        let share: HTML = "<span class=\"state \(there == required.count ? "good" : "warn")\">\(there) / \(required.count)</span>"
        return
            "<section class=\"card\"><h2>\(visit.t("档案", "File"))　\(share, if: !required.isEmpty)</h2><ul class=\"timeline\">\(list)\(missing)</ul></section>"
    }

    private static func history(_ visit: Visit, _ view: CaseView, _ names: [String: String]) -> HTML {
        let kind = view.line.kind
        let items = HTML(view.events.reversed()) { event in
            let act = kind.act(event.act)
            let title = act?.title ?? Text("由文件登记", "By a file")
            let answers = HTML(ordered(event.answers, act)) { name, value in
                let column = act?.asks.first { $0.name == name }
                let shown = column?.shown(value, visit.language) ?? value.plain
                return shown.isEmpty ? HTML.nothing : "<br>\(column.map { visit.t($0.title) } ?? name)：\(shown)"
            }
            let reason: HTML = "<br><span class=\"said\">\(event.reason)</span>"
            let receipts = HTML(event.receipts.sorted { $0.key < $1.key }) { " <a href=\"/receipts/\($0.value)\">R\($0.value)</a>" }
            let states: HTML =
                event.before == event.after ? "" : "<span class=\"quiet\">→ \(visit.t(kind.state(event.after).name))</span>"
            return """
                <li><b>\(visit.t(title))</b> \(states, if: kind.stateColumn != nil) \(names[event.actor] ?? event.actor) <span class="quiet">\(visit.time(event.at))\(receipts)</span>\(answers)\(reason, if: !event.reason.isEmpty)</li>
                """
        }
        let none: HTML = "<p class=\"quiet\">\(visit.t("由文件填报，没有逐项办理的记录。", "It came by a file; no acts are on record."))</p>"
        return
            "<section class=\"card\"><h2>\(visit.t("办理记录", "History"))</h2><ul class=\"timeline\">\(items)</ul>\(none, if: view.events.isEmpty)</section>"
    }

    /// In the order they were asked.
    private static func ordered(_ answers: [String: SQLValue], _ act: CaseAct?) -> [(String, SQLValue)] {
        let order = act?.asks.map(\.name) ?? []
        return answers.map { ($0.key, $0.value) }.sorted {
            (order.firstIndex(of: $0.0) ?? order.count, $0.0) < (order.firstIndex(of: $1.0) ?? order.count, $1.0)
        }
    }

    private static func form(_ visit: Visit, _ kind: CaseKind, _ view: CaseView, _ act: CaseAct, problem: CaseworkError?) -> HTML {
        let fields = HTML(act.asks) { column in
            let value = problem == nil ? CaseFields.current(column, view.line.entry) : visit.form["a-\(column.name)"] ?? ""
            return CaseFields.field(column, value: value, fault: problem?.fields[column.name], visit)
        }
        let has = Set(view.documents.map(\.document))
        let path = "/cases/\(kind.name)/at/\(view.line.district.digits)/\(HTML.encoded(view.line.key))/\(act.name)?year=\(visit.year)"
        let to: HTML = act.to.map { " <span class=\"quiet\">→ \(visit.t(kind.state($0).name))</span>" } ?? ""
        return """
            <details\(" open", if: problem != nil)><summary>\(visit.t(act.title))\(to)\(due(visit, view, act))</summary><form method="post" action="\(path)" enctype="multipart/form-data" class="stack">\(visit.tokenField)<input type="hidden" name="mark" value="\(view.mark)">
            \(fields)\(CaseFields.reason(act, problem == nil ? "" : visit.form["reason"] ?? "", visit))\(CaseFields.documents(kind, act, has: has, visit))\(CaseOpening.needs(act, visit))<button>\(visit.t(act.title))</button></form></details>
            """
    }

    /// When an act with a term of working days is due.
    static func due(_ visit: Visit, _ view: CaseView, _ act: CaseAct) -> HTML {
        guard let days = act.workingDays, let since = view.events.last(where: { $0.before != $0.after })?.day else { return HTML.nothing }
        let last = WorkingDays.china.day(days, after: since)
        let isLate = visit.now.date > last
        return
            " <span class=\"state \(isLate ? "overdue" : "due")\">\(isLate ? visit.t("已逾期，应于\(last)前", "overdue since \(last)") : visit.t("应于\(last)前", "due by \(last)"))</span>"
    }

    static func document(_ visit: Visit) async throws -> Reply {
        let kind = try CasePages.kind(visit)
        let (district, key, year, access, number) = (
            try place(visit), try visit.parameter("key"), visit.year, visit.access, try visit.number("document")
        )
        let view = try await visit.office.database.read { try Cases.view($0, access, kind, district: district, year: year, key: key) }
        guard let document = view.documents.first(where: { $0.number == number }), let digest = Digest256(hex: document.fileHash) else {
            throw Refusal.notFound
        }
        return .download(.file(try visit.office.vault.open(digest)), name: document.fileName, type: document.mediaType)
    }
}
