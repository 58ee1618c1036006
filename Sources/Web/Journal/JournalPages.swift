import Accounts
import Foundation
import Ledgers
import Quantities
import Store

/// The journal, for the audit administrator: every act, in order, with its proofs. It names acts and marks, never contents.
enum JournalPages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/journal", may: .may(.readJournal), Text("日志", "Journal"), list)
        routes.page(.get, "/journal/checkpoint", may: .may(.readJournal), Text("检查点", "Checkpoint")) { visit in
            let city = visit.office.regions.city.code.digits
            let checkpoint = try await visit.office.database.read { try Journal.checkpoint($0, city: city, origin: "anju/\(city)") }
            return .download(
                .bytes(Array(checkpoint.text.utf8)), name: "journal-\(city)-\(checkpoint.size).txt", type: "text/plain; charset=utf-8")
        }
        routes.page(.post, "/journal/verify", may: .may(.readJournal), Text("核验日志", "Verify the journal"), verify)
    }

    private static let pageSize: Int64 = 200

    private static func list(_ visit: Visit) async throws -> Reply {
        let city = visit.office.regions.city.code.digits
        let act = visit.query.text("act") ?? ""
        let before = visit.query["before"].flatMap(Int64.init) ?? .max
        let book = visit.office.accounts
        let (rows, names, checkpoint, acts) = try await visit.office.database.read { connection in
            let rows = try connection.rows(
                """
                SELECT seq, time, actor, act, subject, commitment FROM journal WHERE city = ? AND seq < ? AND (? = '' OR act = ?)
                ORDER BY seq DESC LIMIT \(pageSize)
                """, [.text(city), .integer(before), .text(act), .text(act)])
            let acts = try connection.rows("SELECT DISTINCT act FROM journal WHERE city = ? ORDER BY act", [.text(city)]).map {
                try $0.text(0)
            }
            return (rows, try book.names(connection), try Journal.checkpoint(connection, city: city, origin: "anju/\(city)"), acts)
        }
        var table = DataTable(
            "journal", title: visit.t("日志", "Journal"),
            columns: [
                .init("seq", "#", number: true), .init("time", visit.t("时间", "Time")), .init("who", visit.t("何人", "Who")),
                .init("act", visit.t("何事", "Act")), .init("subject", visit.t("对象", "Subject")),
                .init("commitment", visit.t("内容指纹", "Commitment"), minor: true),
            ])
        table.pageSize = Int(pageSize)
        table.rows = try rows.map { row in
            let actor = try row.text(2)
            let hex = try row.digest(5).hex
            let instant = try row.text(1)
            return [
                .init(try row.int64(0)), .init(instant, html: "\(Instants.precise(instant))"),
                .init(names[actor].map { "\($0)（\(actor)）" } ?? actor),
                .init(try row.text(3)),
                .init(try row.text(4)), .init(hex, html: "<code title=\"\(hex)\">\(hex.prefix(12))…</code>"),
            ]
        }
        table.empty = visit.empty(visit.t("日志还没有记录。", "The journal is empty."))
        if let file = try table.export(visit) { return file }
        let options = HTML(acts) { "<option\(" selected", if: $0 == act)>\($0)</option>" }
        let oldest = try rows.last?.int64(0) ?? 0
        let older: HTML = "<p><a href=\"/journal?before=\(oldest)&amp;act=\(path: act)\">\(visit.t("更早的记录", "Earlier entries"))</a></p>"
        return .html(
            visit.page(
                visit.t("日志", "Journal"),
                """
                <section class="card"><dl class="facts"><dt>\(visit.t("记录数", "Entries"))</dt><dd>\(checkpoint.size)</dd><dt>\(visit.t("根值", "Root"))</dt><dd><code>\(checkpoint.root.hex)</code></dd></dl>
                <div class="acts"><a class="button plain" href="/journal/checkpoint">\(visit.t("下载检查点", "Download the checkpoint"))</a>
                <form method="post" action="/journal/verify" class="inline">\(visit.tokenField)<button class="plain">\(visit.t("核验全部记录", "Verify every entry"))</button></form></div>
                <p class="quiet">\(visit.t("请把检查点交给财政部门和评估机构各存一份：之后任何改动、删除或截断都能被发现。", "Hand checkpoints to finance and the assessor: any later change, removal or cut is then found."))</p></section>
                <form class="row"><label>\(visit.t("只看", "Only"))<select name="act" data-go><option value="">\(visit.t("全部", "all"))</option>\(options)</select></label><button class="plain">\(visit.t("查看", "Show"))</button></form>
                \(table.html(visit))\(older, if: oldest > 0 && rows.count == Int(pageSize))
                """))
    }

    private static func verify(_ visit: Visit) async throws -> Reply {
        let city = visit.office.regions.city.code.digits
        let report = try await visit.office.database.read { try Journal.verify($0, city: city) }
        let faults = HTML(report.faults) { "<li>\(visit.t($0.text))</li>" }
        let verdict: HTML =
            report.faults.isEmpty
            ? "<p class=\"flash\">\(visit.t("全部\(report.size)条记录完好。", "All \(report.size) entries are sound."))</p>"
            : "<div class=\"problem\"><p>\(visit.t("发现问题：", "Found:"))</p><ul>\(faults)</ul></div>"
        return .html(visit.page(visit.t("日志核验", "Journal verified"), trail: [(visit.t("日志", "Journal"), "/journal")], verdict))
    }
}
