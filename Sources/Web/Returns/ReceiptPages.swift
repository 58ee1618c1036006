import Accounts
import Foundation
import Ledgers
import Quantities
import Returns
import Review
import Store
import Workbooks

/// 回执: what was filed, its counts and findings, its original, and the original on the screen.
enum ReceiptPages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/receipts", may: .may(.readLedgers), Text("回执", "Receipts"), list)
        routes.page(.get, "/receipts/:receipt", may: .may(.readLedgers), Text("回执", "Receipt"), show)
        routes.page(.get, "/receipts/:receipt/original", may: .may(.readLedgers), Text("下载原件", "Original"), original)
        routes.page(
            .post, "/receipts/:receipt/original", may: .may(.revealPersonalData), Text("下载含个人信息的原件", "Original with personal data"),
            revealOriginal)
        routes.page(.get, "/receipts/:receipt/errors", may: .may(.readLedgers), Text("下载错误反馈表", "Error workbook"), errors)
        routes.page(.get, "/receipts/:receipt/sheet", may: .may(.readLedgers), Text("原件显示", "The original on screen"), OriginalScreen.show)
    }

    static func receipt(_ visit: Visit) async throws -> Receipt {
        let (number, access) = (try visit.number("receipt"), visit.access)
        return try await visit.office.database.read { try Receipts.number(number, $0, access) }
    }

    private static func list(_ visit: Visit) async throws -> Reply {
        let (access, book) = (visit.access, visit.office.accounts)
        let (receipts, names) = try await visit.office.database.read { (try Receipts.all($0, access), try book.names($0)) }
        var table = DataTable(
            "receipts", title: visit.t("回执", "Receipts"),
            columns: [
                .init("number", visit.t("回执", "Receipt"), number: true), .init("file", visit.t("文件", "File")),
                .init("at", visit.t("时间", "Time")),
                .init("who", visit.t("报送人", "Filed by")), .init("rows", visit.t("行数", "Rows"), number: true),
                .init("accepted", visit.t("收录", "Taken"), number: true), .init("rejected", visit.t("退回", "Rejected"), number: true),
                .init("hash", "SHA-256", minor: true),
            ])
        table.rows = receipts.reversed().map { receipt in
            [
                .link(receipt.name, "/receipts/\(receipt.number)", value: Rational(receipt.number)), .init(receipt.fileName),
                .init(visit.time(receipt.arrivedAt)), .init(names[receipt.actor] ?? receipt.actor), .init(receipt.rows),
                .init(receipt.accepted),
                .init(receipt.rejected), .init(receipt.fileHash, html: "<code>\(receipt.fileHash.prefix(12))…</code>"),
            ]
        }
        table.empty = visit.empty(
            visit.t("还没有报送过文件。", "Nothing has been filed."),
            visit.may(.fileReturns) ? (visit.t("上传填报文件", "Upload a return"), "/upload") : nil)
        if let file = try table.export(visit) { return file }
        return .html(
            visit.page(visit.t("回执", "Receipts"), trail: [(visit.t("填报", "Returns"), "/returns")], isWide: true, table.html(visit)))
    }

    private static func show(_ visit: Visit) async throws -> Reply {
        let receipt = try await receipt(visit)
        let (access, book) = (visit.access, visit.office.accounts)
        let (kept, pages, names) = try await visit.office.database.read { connection in
            (
                try KeptFindings.list(connection, access, receipt: receipt.number),
                try Pages.filed(connection, access, receipt: receipt.number), try book.names(connection)
            )
        }
        let links = HTML(pages.prefix(200)) { page in
            PageAddress(page.address).map { address -> HTML in
                "<li><a href=\"\(ReturnPages.path(address))\">\(ReturnPages.title(address, visit))</a> \(visit.t("第\(page.version)版，\(page.entries)条", "version \(page.version), \(page.entries) entries"))</li>"
            } ?? HTML.nothing
        }
        let sheets = HTML(receipt.layouts) { layout in
            "<a class=\"button plain\" href=\"/receipts/\(receipt.number)/sheet?name=\(path: layout.sheet)&amp;row=\(layout.headerRow + 1)\">\(visit.t("查看", "Show")) \(Sheet.named(layout.ledger).map { visit.t($0.title) } ?? layout.ledger)</a> "
        }
        let errors: HTML = "<a class=\"button\" href=\"/receipts/\(receipt.number)/errors\">\(visit.t("下载错误反馈表", "Error workbook"))</a>"
        let verdict: HTML =
            receipt.rejected == 0
            ? "<p class=\"flash\">\(visit.t("全部\(receipt.rows)行已收录。", "All \(receipt.rows) rows were taken."))</p>"
            : "<p class=\"problem\">\(visit.t("\(receipt.rejected)行有错误，未收录；改正后把整个账页重新上传。", "\(receipt.rejected) rows have errors and were not taken; put them right and upload the page again."))</p>"
        return .html(
            visit.page(
                visit.t("回执 \(receipt.name)", "Receipt \(receipt.name)"),
                trail: [(visit.t("填报", "Returns"), "/returns"), (visit.t("回执", "Receipts"), "/receipts")], isWide: true,
                """
                \(verdict)<div class="grid"><section class="card"><dl class="facts"><dt>\(visit.t("文件", "File"))</dt><dd>\(receipt.fileName)</dd><dt>\(visit.t("时间", "Time"))</dt><dd>\(visit.time(receipt.arrivedAt))</dd>
                <dt>\(visit.t("报送人", "Filed by"))</dt><dd>\(names[receipt.actor] ?? receipt.actor)</dd><dt>\(visit.t("行数", "Rows"))</dt><dd>\(receipt.rows) = \(visit.t("收录", "taken")) \(receipt.accepted) + \(visit.t("退回", "rejected")) \(receipt.rejected)</dd>
                <dt>\(visit.t("大小", "Size"))</dt><dd>\(receipt.fileBytes) B</dd><dt>SHA-256</dt><dd><code>\(receipt.fileHash)</code></dd></dl>
                <div class="acts">\(RevealPages.original(visit, receipt))\(errors, if: !receipt.findings.isEmpty)\(sheets)</div></section>
                <section class="card"><h2>\(visit.t("形成的账页", "Pages it made"))</h2><ul class="timeline">\(links)</ul></section></div>
                \(FindingTable.html(visit, kept.map(\.finding), counts: receipt.findings, receipt: receipt.number))
                """))
    }

    static func original(_ visit: Visit) async throws -> Reply {
        let receipt = try await receipt(visit)
        // Who sent a file may have it back. Anybody else looks at the people in it, and says why.
        guard receipt.actor == visit.access.actor || !receipt.holdsPersonalData else {
            throw Refusal(
                403, "H403", "原件含有个人信息，请在回执页写明事由后下载",
                "the original holds personal data; say why on the receipt's page, and it is yours")
        }
        return try file(visit, receipt)
    }

    /// The original of somebody else's file with people in it, for a reason that is recorded.
    static func revealOriginal(_ visit: Visit) async throws -> Reply {
        let receipt = try await receipt(visit)
        let (access, now, purpose) = (visit.access, visit.now, visit.form.text("purpose") ?? "")
        try await visit.office.database.write { connection in
            try Reveals.record(connection, access, place: receipt.name, entries: receipt.rows, purpose: purpose, at: now)
        }
        return try file(visit, receipt)
    }

    private static func file(_ visit: Visit, _ receipt: Receipt) throws -> Reply {
        guard let digest = Digest256(hex: receipt.fileHash) else { throw Refusal.notFound }
        return .download(.file(try visit.office.vault.open(digest)), name: receipt.fileName, type: "application/octet-stream")
    }

    static func errors(_ visit: Visit) async throws -> Reply {
        let receipt = try await receipt(visit)
        try visit.office.limits.take(.export, "errors", visit.access.actor)
        guard let digest = Digest256(hex: receipt.fileHash) else { throw Refusal.notFound }
        let (kept, access, regions, language) = (
            try visit.office.vault.open(digest), visit.access, visit.office.regions, visit.language
        )
        let office = visit.office
        var options = IntakeOptions()
        options.ledger = receipt.layouts.first?.ledger
        options.district = receipt.layouts.first?.district
        options.period = receipt.layouts.first?.period
        let bytes = try await blocking { [options] in
            let path = kept.path
            defer { withExtendedLifetime(kept) {} }
            let outcome = try Intake.check(path, regions: regions, access: access, options: options)
            var workbook = ErrorWorkbook()
            workbook.language = language
            if receipt.actor != access.actor { workbook.masking = receipt.layouts }
            return try office.bytes { _ = try workbook.write(outcome.findings, in: path, to: $0) }
        }
        return .download(.bytes(bytes), name: visit.t("错误反馈-", "errors-") + receipt.name + ".xlsx", type: Reply.xlsx)
    }
}
