import Accounts
import Foundation
import Ledgers
import Quantities
import Returns
import Review
import Store

/// 查看个人信息: masked values shown in full, one row at a time or a page to work on, each time for a reason that is recorded.
///
/// Always by POST, so that neither the reason nor the data stands in an address, a log or a browser's history.
enum RevealPages {
    static func add(to routes: inout RouteTable) {
        let page = "/returns/:ledger/:district/:period"
        routes.page(.post, page + "/reveal", may: .may(.revealPersonalData), Text("查看个人信息", "Reveal personal data"), one)
        routes.page(.post, page + "/open", may: .may(.fileReturns), Text("打开含个人信息的账页", "Open a page with personal data"), open)
        routes.page(
            .post, page + "/filled", may: .may(.revealPersonalData), Text("下载含个人信息的模板", "Template with personal data"), template)
        routes.page(.get, "/reveals", may: .may(.revealPersonalData, .readJournal), Text("个人信息查看记录", "Looks at personal data"), list)
    }

    static func purpose(_ visit: Visit) -> HTML {
        """
        <label>\(visit.t("事由（记入日志）", "Why (goes on record)"))<input name="purpose" required maxlength="200" autocomplete="off"></label>
        """
    }

    /// Below a page's entries, for those who may look.
    static func form(_ visit: Visit, _ address: PageAddress, _ sheet: Sheet, _ page: PageVersion?, _ entries: [Entry]) -> HTML {
        guard sheet.hasPersonalData, visit.may(.revealPersonalData), let page, !entries.isEmpty else { return HTML.nothing }
        let path = ReturnPages.path(address)
        let hidden: HTML = "\(visit.tokenField)<input type=\"hidden\" name=\"version\" value=\"\(page.version)\">"
        return """
            <details><summary>\(visit.t("查看个人信息", "Reveal personal data"))</summary>
            <p class="quiet">\(visit.t("每次查看都记录姓名、时间、账页和事由；一小时内最多\(Reveals.singleLimit)行、\(Reveals.pageLimit)个整页。", "Each look is recorded with your name, the time, the page and the reason; at most \(Reveals.singleLimit) rows and \(Reveals.pageLimit) whole pages an hour.")) <a href="/reveals">\(visit.t("查看记录", "The record"))</a></p>
            <form method="post" action="\(path)/reveal" class="stack">\(hidden)<label>\(visit.t("行", "Row"))<input name="row" inputmode="numeric" required></label>\(purpose(visit))<button class="plain">\(visit.t("查看该行", "Show the row"))</button></form>
            <form method="post" action="\(path)/filled" class="stack">\(hidden)\(purpose(visit))<button class="plain">\(visit.t("下载含个人信息的模板", "Template with personal data"))</button></form></details>
            """
    }

    /// In place of the grid of a page with people in it.
    static func door(_ visit: Visit, _ address: PageAddress, _ entries: Int) -> Reply {
        let path = ReturnPages.path(address)
        let ask: HTML = """
            <form method="post" action="\(path)/open" class="stack">\(visit.tokenField)\(purpose(visit))<div class="acts"><button>\(visit.t("打开", "Open"))</button><a class="button plain" href="\(path)">\(visit.t("返回", "Back"))</a></div></form>
            """
        let none: HTML = """
            <p>\(visit.t("您没有查看个人信息的权限；可下载模板，填写后上传。", "You may not see personal data; use the template and upload it.")) <a href="\(path)">\(visit.t("返回", "Back"))</a></p>
            """
        let may = visit.may(.revealPersonalData)
        return .html(
            visit.page(
                visit.t("在线填写：\(ReturnPages.title(address, visit))", "Edit: \(ReturnPages.title(address, visit))"),
                trail: [(visit.t("账页", "Page"), path)],
                """
                <section class="card"><p>\(visit.t("该账页有\(entries)户家庭的姓名和证件号。打开即为查看，请写明事由。", "The page holds the names and numbers of \(entries) households. To open it is to look at them: say why."))</p>\(ask, if: may)\(none, if: !may)</section>
                """))
    }

    /// The original of a receipt: a link for who sent it, a form with a reason for who may look, nothing for anybody else.
    static func original(_ visit: Visit, _ receipt: Receipt) -> HTML {
        let path = "/receipts/\(receipt.number)/original"
        if receipt.actor == visit.access.actor || !receipt.holdsPersonalData {
            return "<a class=\"button plain\" href=\"\(path)\">\(visit.t("下载原件", "Original"))</a>"
        }
        guard visit.may(.revealPersonalData) else { return HTML.nothing }
        return """
            <details><summary>\(visit.t("下载原件（含个人信息）", "Original (with personal data)"))</summary><form method="post" action="\(path)" class="stack">\(visit.tokenField)\(purpose(visit))<button class="plain">\(visit.t("下载", "Download"))</button></form></details>
            """
    }

    private static func page(_ visit: Visit, _ address: PageAddress) async throws -> PageVersion {
        let access = visit.access
        let history = try await visit.office.database.read {
            try Pages.history($0, access, ledger: address.ledger, district: address.district, period: address.period)
        }
        guard let number = visit.form["version"].flatMap(Int64.init) else {
            guard let last = history.last else { throw Refusal.notFound }
            return last
        }
        guard let found = history.first(where: { $0.version == number }) else { throw Refusal.notFound }
        return found
    }

    private static func reveal(_ visit: Visit, _ version: PageVersion, row: Int64?) async throws -> [Entry] {
        let (access, now, purpose) = (visit.access, visit.now, visit.form.text("purpose") ?? "")
        return try await visit.office.database.write {
            try Entries.reveal($0, access, version, row: row, purpose: purpose, at: now)
        }
    }

    private static func one(_ visit: Visit) async throws -> Reply {
        let address = try ReturnPages.address(visit)
        guard let row = visit.form["row"].flatMap(Int64.init), row > 0 else {
            throw Refusal.invalid("请填写行号", "give the number of the row")
        }
        let entries = try await reveal(visit, try await page(visit, address), row: row)
        let facts = HTML(entries) { entry in
            HTML(entry.sheet.columns.enumerated()) { index, column in
                "<dt>\(visit.t(column.title))</dt><dd>\(entry.shown(index, visit.language, masked: false))</dd>"
            }
        }
        return .html(
            visit.page(
                visit.t("第\(row)行", "Row \(row)"), trail: [(ReturnPages.title(address, visit), ReturnPages.path(address))],
                """
                <section class="card"><p class="quiet">\(visit.t("本次查看已记录。", "This look is on record."))</p><dl class="facts">\(facts)</dl>
                <p><a class="button plain" href="\(ReturnPages.path(address))">\(visit.t("返回账页", "Back to the page"))</a></p></section>
                """))
    }

    private static func open(_ visit: Visit) async throws -> Reply {
        let address = try ReturnPages.address(visit)
        guard try visit.sheet().hasPersonalData else { return .see(ReturnPages.path(address) + "/edit") }
        let entries = try await reveal(visit, try await page(visit, address), row: nil)
        return try GridEditor.show(visit, address, try await PageScreen.read(visit, address), entries)
    }

    private static func template(_ visit: Visit) async throws -> Reply {
        let address = try ReturnPages.address(visit)
        return try await PageScreen.template(visit, try await reveal(visit, try await page(visit, address), row: nil))
    }

    private static func list(_ visit: Visit) async throws -> Reply {
        let (access, book) = (visit.access, visit.office.accounts)
        let (looks, names) = try await visit.office.database.read { (try Reveals.recent($0, access), try book.names($0)) }
        var table = DataTable(
            "reveals", title: visit.t("个人信息查看记录", "Looks at personal data"),
            columns: [
                .init("at", visit.t("时间", "Time")), .init("who", visit.t("查看人", "Who")), .init("place", visit.t("何处", "Where")),
                .init("row", visit.t("行", "Row"), number: true), .init("entries", visit.t("条数", "Entries"), number: true),
                .init("purpose", visit.t("事由", "Why")),
            ])
        table.rows = looks.map { look in
            [
                .init(visit.time(look.at)), .init(names[look.actor] ?? look.actor), .init(look.place),
                look.row == 0 ? .init(visit.t("全部", "all")) : .init(look.row), .init(look.entries), .init(look.purpose),
            ]
        }
        table.empty = visit.empty(visit.t("还没有查看记录。", "Nobody has looked yet."))
        if let file = try table.export(visit) { return file }
        return .html(visit.page(visit.t("个人信息查看记录", "Looks at personal data"), isWide: true, table.html(visit)))
    }
}
