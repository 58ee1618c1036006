import Accounts
import Ledgers
import Quantities
import Store

/// 日志: every act in order, for the audit administrator. Acts and marks, never contents.
enum JournalAPI {
    static let tag = Contract.Tag("journal", "日志", "The journal")

    static func add(to routes: inout RouteTable) {
        routes.answer(
            .get, "/journal", may: .may(.readJournal), tag, Text("日志", "The journal"),
            query: Paging.parameters + [.init("act", .words(60), "只要该事项", "only this act")], list)
        routes.answer(.get, "/journal/checkpoint", may: .may(.readJournal), tag, Text("检查点", "The checkpoint")) { visit in
            let city = visit.office.regions.city.code.digits
            let checkpoint = try await visit.office.database.read { try Journal.checkpoint($0, city: city, origin: "anju/\(city)") }
            return CheckpointDocument(
                origin: checkpoint.origin, size: checkpoint.size, root: checkpoint.root.hex, text: checkpoint.text)
        }
    }

    private static func list(_ visit: Visit) async throws -> Listing<JournalItem> {
        let city = visit.office.regions.city.code.digits
        let after = visit.query["after"].flatMap(Int64.init) ?? -1
        let act = visit.query["act"] ?? ""
        let limit = Paging.limit(visit)
        let book = visit.office.accounts
        return try await visit.office.database.read { connection in
            let names = try book.names(connection)
            let scope: [SQLValue] = [.text(city), .text(act), .text(act)]
            let condition = "city = ? AND (? = '' OR act = ?)"
            let total = try connection.row("SELECT count(*) FROM journal WHERE \(condition)", scope)?.int64(0) ?? 0
            // One more than asked for tells whether there is more.
            let rows = try connection.rows(
                "SELECT seq, time, actor, act, subject, commitment FROM journal WHERE \(condition) AND seq > ? ORDER BY seq LIMIT ?",
                scope + [.integer(after), .integer(limit + 1)])
            let items = try rows.prefix(limit).map { row in
                JournalItem(
                    seq: try row.int64(0), at: try row.text(1), by: Somebody(try row.text(2), names), act: try row.text(3),
                    subject: try row.text(4), commitment: try row.digest(5).hex)
            }
            return Listing(items: items, total: Int(total), next: rows.count > limit ? items.last.map { String($0.seq) } : nil)
        }
    }
}

struct JournalItem: Codable, Sendable {
    var seq: Int64
    var at: String
    var by: Somebody
    var act: String
    var subject: String
    /// A digest of the content, in hex.
    var commitment: String
}

struct CheckpointDocument: Codable, Sendable {
    var origin: String
    var size: Int64
    var root: String
    /// The body of a C2SP tlog-checkpoint.
    var text: String
}
