import Accounts
import Foundation
import Ledgers
import Quantities
import Returns
import Review
import Store

/// 账页: one page with its state, its acts, its entries, its findings, questions and versions.
enum PageScreen {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/returns/:ledger/:district/:period", may: .may(.readLedgers), Text("账页", "Page"), show)
        routes.page(.get, "/returns/:ledger/:district/:period/template", may: .may(.readLedgers), Text("下载模板", "Template"), template)
        routes.page(
            .post, "/returns/:ledger/:district/:period/act", may: .may(.fileReturns, .approvePages, .acceptPages), Text("办理", "Act"), act)
        routes.page(.post, "/returns/:ledger/:district/:period/explain", may: .may(.fileReturns), Text("说明", "Explain"), explain)
        routes.page(.post, "/returns/:ledger/:district/:period/ask", may: .may(.askQuestions), Text("提问", "Ask"), ask)
    }

    struct Content: Sendable {
        var status: PageStatus
        var page: PageVersion?
        var entries: [Entry] = []
        var versions: [PageVersion] = []
        var events: [PageEvent] = []
        var lock: Lock?
        var findings: [KeptFindings.Kept] = []
        var unexplained: [String: Int] = [:]
        var questions: [Question] = []
        var names: [String: String] = [:]
    }

    /// - Parameter isMasked: whether personal values are opened and masked, to be shown; else they stay sealed.
    static func read(_ visit: Visit, _ address: PageAddress, isMasked: Bool = false) async throws -> Content {
        let (access, book, today) = (visit.access, visit.office.accounts, visit.now.date)
        let version = visit.query["version"].flatMap(Int64.init)
        return try await visit.office.database.read { connection in
            var content = Content(status: try PageStates.status(connection, access, address))
            content.versions = try Pages.history(
                connection, access, ledger: address.ledger, district: address.district, period: address.period)
            content.page = version.flatMap { number in content.versions.first { $0.version == number } } ?? content.versions.last
            if let page = content.page {
                content.entries = try Entries.read(connection, access, page)
                if isMasked { content.entries = try Entries.masked(connection, access, content.entries) }
                content.findings = try KeptFindings.list(connection, access, receipt: page.receipt, page: address)
            }
            content.events = try PageStates.history(connection, access, address)
            content.lock = try Deadlines.lock(connection, access, of: address, on: today)
            if content.status.version > 0 { content.unexplained = try Explanations.unexplained(connection, access, address, on: today) }
            content.questions = try Questions.list(connection, access, page: address)
            content.names = try book.names(connection)
            return content
        }
    }

    private static func show(_ visit: Visit) async throws -> Reply {
        let address = try ReturnPages.address(visit)
        let content = try await read(visit, address, isMasked: true)
        let people = try await visit.office.accounts.people(for: visit.access)
        let sheet = try visit.sheet()
        let table = entries(visit, address, sheet, content)
        if let file = try table.export(visit) { return file }
        let isOld = content.page.map { $0.version < content.status.version } ?? false
        let old: HTML = """
            <p class="warn">\(visit.t("这是第\(content.page?.version ?? 0)版，现行的是第\(content.status.version)版。", "This is version \(content.page?.version ?? 0); version \(content.status.version) is in force.")) <a href="\(ReturnPages.path(address))">\(visit.t("看现行版", "Show it"))</a></p>
            """
        return .html(
            visit.page(
                ReturnPages.title(address, visit),
                trail: [(visit.t("填报", "Returns"), "/returns?year=\(address.period.year)&district=\(address.district.digits)")],
                isWide: true,
                aside: ReturnPages.badge(content.status.state, visit),
                """
                \(old, if: isOld)<div class="grid">\(work(visit, address, content, people))\(history(visit, content, address))</div>
                \(findings(visit, address, content))<h2>\(visit.t("条目", "Entries"))</h2>\(table.html(visit))\(RevealPages.form(visit, address, sheet, content.page, content.entries))
                \(questions(visit, address, content, people))
                """))
    }

    // MARK: What can be done

    private static func work(_ visit: Visit, _ address: PageAddress, _ content: Content, _ people: [Person]) -> HTML {
        let status = content.status
        let path = ReturnPages.path(address)
        let acts = StateMachine.acts(status, visit.access)
        let sent: HTML = """
            <div class="problem"><p>\(visit.t("退回理由", "Sent back because")) （\(content.names[status.actor] ?? status.actor) → \(content.names[status.addressee] ?? status.addressee)）</p><p class="said">\(status.reason)</p></div>
            """
        let lock = content.lock.map { lock -> HTML in
            let who = lock.actor.isEmpty ? "" : content.names[lock.actor] ?? lock.actor
            // More time does not open what the city has accepted.
            let ask: HTML = """
                <a href="/waivers?year=\(address.period.year)&amp;page=\(path: address.description)">\(visit.t("申请延期", "Ask for more time"))</a>
                """
            return """
                <div class="warn"><p><b>\(visit.t(lock.reason.title))</b>　\(visit.time(lock.since))　\(who)</p><p>\(visit.t(lock.reason.remedy)) \(ask, if: lock.reason != .accepted)</p></div>
                """
        }
        let rejected: HTML = """
            <p class="problem">\(visit.t("有\(status.rejected)行未收录；改正后重新上传，或申请豁免。", "\(status.rejected) rows were not taken; put them right and upload again, or ask for a waiver.")) <a href="/receipts/\(status.receipt)">\(visit.t("看错误", "See the errors"))</a></p>
            """
        let open: HTML = """
            <p class="warn">\(visit.t("有\(content.unexplained.values.reduce(0, +))条需要说明后才能提交，见下。", "\(content.unexplained.values.reduce(0, +)) findings want an explanation before it can be submitted; see below."))</p>
            """
        let simple = HTML(acts.filter { $0 != .file && $0 != .sendBack }) { act in
            """
            <form method="post" action="\(path)/act" class="inline">\(visit.tokenField)<input type="hidden" name="act" value="\(act.rawValue)"><input type="hidden" name="revision" value="\(status.revision)"><button class="\(act == .withdraw ? "plain" : "")">\(visit.t(act.title))</button></form>
            """
        }
        let candidates = HTML(people.filter { $0.districts.contains(address.district) || ($0.districts.isEmpty && status.filer == .city) })
        { person in
            "<option value=\"\(person.actor)\"\(" selected", if: person.actor == status.submitter)>\(person.name)（\(person.role.map { visit.t($0.title) } ?? "")）</option>"
        }
        let back: HTML = """
            <details><summary>\(visit.t("退回", "Send back"))</summary><form method="post" action="\(path)/act" class="stack">\(visit.tokenField)<input type="hidden" name="act" value="return"><input type="hidden" name="revision" value="\(status.revision)">
            <label>\(visit.t("退给", "To"))<select name="addressee" required>\(candidates)</select></label><label>\(visit.t("理由", "Because"))<textarea name="reason" required maxlength="1000"></textarea></label><button class="danger">\(visit.t("退回", "Send back"))</button></form></details>
            """
        let canFile = visit.may(.fileReturns) && content.lock == nil && status.state != .accepted
        let filing: HTML = """
            <form method="post" action="/upload" enctype="multipart/form-data" data-upload class="stack">\(visit.tokenField)<input type="hidden" name="ledger" value="\(address.ledger)"><input type="hidden" name="district" value="\(address.district.digits)"><input type="hidden" name="period" value="\(address.period.description)">
            <label>\(visit.t("上传本账页的文件（XLSX或CSV）", "Upload a file for this page (XLSX or CSV)"))<input type="file" name="file" required accept=".xlsx,.csv,.txt"></label><div class="acts"><button>\(visit.t("上传并校核", "Upload and check"))</button>
            <a class="button plain" href="\(path)/edit">\(visit.t("在线填写", "Edit in the browser"))</a></div></form>
            """
        let none: HTML = """
            <form method="post" action="\(path)/nil" class="inline" data-confirm="\(visit.t("确认本期没有数据？", "Is there really nothing to report?"))">\(visit.tokenField)<button class="plain">\(visit.t("零报告（本期无数据）", "Nil return (nothing this time)"))</button></form>
            """
        let canFileNil = canFile && status.state == .nothing
        return """
            <section class="card"><h2>\(visit.t("办理", "Work"))</h2>\(sent, if: status.state == .returned)\(lock)\(rejected, if: status.rejected > 0)\(open, if: !content.unexplained.isEmpty)
            <div class="acts">\(simple)<a class="button plain" href="\(path)/template">\(visit.t("下载模板（已预填）", "Template, filled in"))</a></div>
            \(back, if: acts.contains(.sendBack))\(filing, if: canFile)\(none, if: canFileNil)</section>
            """
    }

    private static func history(_ visit: Visit, _ content: Content, _ address: PageAddress) -> HTML {
        func who(_ actor: String) -> String { content.names[actor] ?? actor }
        let items = HTML(content.events.reversed()) { event in
            let receipt: HTML =
                " <a href=\"/receipts/\(event.receipt)\">R\(event.receipt)</a> <a href=\"\(ReturnPages.path(address))?version=\(event.version)\">\(visit.t("第\(event.version)版", "version \(event.version)"))</a>"
            let reason: HTML = "<br><span class=\"said\">\(event.reason)</span>"
            let to: HTML = " → \(who(event.addressee))"
            return """
                <li><b>\(visit.t(event.act.title))</b> \(who(event.actor))\(to, if: !event.addressee.isEmpty)\(receipt, if: event.act == .file) <span class="quiet">\(visit.time(event.at))</span>\(reason, if: !event.reason.isEmpty)</li>
                """
        }
        let none = visit.empty(
            visit.t(
                "还没有填报。先下载模板，填好后上传；条目不多时也可在线填写。",
                "Nothing filed yet. Download the template, fill it in, upload it; or edit a short page in the browser."))
        return """
            <section class="card"><h2>\(visit.t("经过", "History"))</h2><ul class="timeline">\(items)</ul>\(none, if: content.events.isEmpty)</section>
            """
    }

    // MARK: Entries

    private static func entries(_ visit: Visit, _ address: PageAddress, _ sheet: Sheet, _ content: Content) -> DataTable {
        var table = DataTable(
            "entries", title: ReturnPages.title(address, visit),
            columns: [.init("row", visit.t("行", "Row"), number: true, minor: true)]
                + sheet.columns.map { .init($0.name, $0.header(visit.language), number: $0.type.unit != nil) })
        table.rows = content.entries.map { entry in
            let path = "/receipts/\(entry.source.receipt)/sheet?row=\(entry.source.row)&name=\(HTML.encoded(entry.source.sheet))&column="
            return [DataTable.Cell(String(entry.row), value: Rational(entry.row), html: "<a href=\"\(path)\">\(entry.row)</a>")]
                + sheet.columns.enumerated().map { index, column in
                    let text = entry.shown(index, visit.language)
                    guard column.type.unit != nil, case .integer(let number) = entry.values[index] else { return DataTable.Cell(text) }
                    return DataTable.Cell(
                        text, value: Rational(number), html: "<a class=\"figure\" href=\"\(path)\(column.name)\">\(text)</a>")
                }
        }
        table.empty = visit.empty(visit.t("没有条目。", "No entries."))
        return table
    }

    // MARK: Acts

    private static func act(_ visit: Visit) async throws -> Reply {
        let address = try ReturnPages.address(visit)
        guard let act = visit.form["act"].flatMap(PageAct.init(rawValue:)), let revision = visit.form["revision"].flatMap(Int64.init)
        else { throw Refusal.malformed("没有这项办理", "no such act") }
        let order = PageOrder(
            act, address, revision: revision, reason: visit.form.text("reason") ?? "", addressee: visit.form["addressee"] ?? "")
        if act == .sendBack {
            let people = try await visit.office.accounts.people(for: visit.access)
            guard people.contains(where: { $0.actor == order.addressee }) else {
                throw Refusal.invalid("请选择退给谁", "choose whom it goes back to")
            }
        }
        let (access, instant) = (visit.access, visit.now.description)
        _ = try await visit.office.database.write { try PageStates.perform($0, access, order, at: instant) }
        let said: [PageAct: String] = [
            .submit: "submitted", .withdraw: "withdrawn", .approve: "approved", .accept: "accepted", .sendBack: "returned",
        ]
        return .see(ReturnPages.path(address) + "?done=" + (said[act] ?? "saved"))
    }

    private static func explain(_ visit: Visit) async throws -> Reply {
        let address = try ReturnPages.address(visit)
        guard let receipt = visit.form["receipt"].flatMap(Int64.init) else { throw Refusal.malformed("没有回执号", "no receipt") }
        let (access, instant, reason) = (visit.access, visit.now.description, visit.form.text("reason") ?? "")
        let code = visit.form.text("code")
        let finding = visit.form["finding"].flatMap(Int64.init)
        try await visit.office.database.write { connection in
            if let finding {
                try Explanations.explain(connection, access, receipt: receipt, finding: finding, reason: reason, at: instant)
            } else {
                try Explanations.explain(connection, access, receipt: receipt, code: code ?? "", reason: reason, at: instant)
            }
        }
        return .see(ReturnPages.path(address) + "?done=explained")
    }

    private static func ask(_ visit: Visit) async throws -> Reply {
        let address = try ReturnPages.address(visit)
        let (access, instant, text, addressee) = (
            visit.access, visit.now.description, visit.form.text("text") ?? "", visit.form["addressee"] ?? ""
        )
        let row = visit.form["row"].flatMap(Int64.init)
        let column = visit.form.text("column")
        let subject: Question.Subject = row.flatMap { row in column.map { .cell(address, row: row, column: $0) } } ?? .page(address)
        let question = try await visit.office.database.write {
            try Questions.ask($0, access, subject, text, addressee: addressee, at: instant)
        }
        return .see("/questions/\(question.number)?done=asked")
    }

    static func template(_ visit: Visit) async throws -> Reply {
        let content = try await read(visit, try ReturnPages.address(visit))
        return try await template(visit, content.entries)
    }

    /// Personal cells are filled in where the entries were revealed, and empty where not.
    static func template(_ visit: Visit, _ entries: [Entry]) async throws -> Reply {
        let address = try ReturnPages.address(visit)
        let region = try visit.district()
        var writer = TemplateWriter(sheet: try visit.sheet(), district: region, period: address.period)
        writer.language = visit.language
        writer.known = entries
        if writer.known.isEmpty { writer.known = try await before(visit, address) }
        let bytes = try visit.office.bytes(madeBy: writer.write)
        let name = "\(region.name.zh)-\(writer.sheet.title.zh)-\(address.period).xlsx"
        return .download(.bytes(bytes), name: name, type: Reply.xlsx)
    }

    /// The entries of the page before, to begin with: last month's, or last year's. Personal ones are not carried on by themselves.
    private static func before(_ visit: Visit, _ address: PageAddress) async throws -> [Entry] {
        let earlier =
            address.period.month.map {
                $0 > 1 ? Period(year: address.period.year, month: $0 - 1) : Period(year: address.period.year - 1, month: 12)
            }
            ?? Period(year: address.period.year - 1)
        guard try visit.sheet().columns.allSatisfy({ !$0.isPersonal }) else { return [] }
        let access = visit.access
        return try await visit.office.database.read { connection in
            guard let page = try Pages.current(connection, access, ledger: address.ledger, district: address.district, period: earlier)
            else { return [] }
            return try Entries.read(connection, access, page)
        }
    }
}
