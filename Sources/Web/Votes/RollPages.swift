import Ledgers
import Quantities
import Store
import Votes

/// 业主名册: importing it, and looking at it. No number of a person is in it.
enum RollPages {
    static func take(_ visit: Visit) async throws -> Reply {
        guard let file = visit.files.first(where: { $0.field == "file" }) else { throw Refusal.invalid("请选择文件", "choose a file") }
        let entries = try RollFile.entries(path: file.path)
        let (access, number, keys, now) = (visit.access, try visit.number("poll"), visit.office.voteKeys, visit.now)
        let seen = visit.form["seen"].flatMap(Int64.init) ?? 0
        let outcome = try await visit.office.database.write {
            try Rolls.take($0, access, number, entries, keys: keys, seen: seen, at: now)
        }
        if outcome.poll != nil { return .see(PollPages.path(number) + "?done=poll-import_roll") }
        let poll = try await PollPages.poll(visit)
        var table = DataTable(
            "findings", title: visit.t("名册的错误", "Faults of the roll"),
            columns: [
                .init("row", visit.t("行", "Row"), number: true), .init("column", visit.t("列", "Column")),
                .init("value", visit.t("读到的值", "Read")), .init("text", visit.t("问题", "Fault")),
            ])
        table.rows = outcome.findings.prefix(1000).map {
            [.init($0.row), .init(visit.t($0.column)), .init($0.value), .init(visit.t($0.text))]
        }
        table.pageSize = 1000
        return .html(
            visit.page(
                visit.t("名册未收录：\(outcome.findings.count)处错误", "Not taken: \(outcome.findings.count) fault(s)"),
                trail: PollPages.trail(visit, poll),
                """
                <p>\(visit.t("请在原文件中更正后重新导入；整份名册没有任何一行被收录。", "Correct the file and import it again; no line of it was taken."))</p>\(table.html(visit))<p><a class="button" href="\(PollPages.path(number))">\(visit.t("返回", "Back"))</a></p>
                """), status: 422)
    }

    static func show(_ visit: Visit) async throws -> Reply {
        let poll = try await PollPages.poll(visit)
        let access = visit.access
        let (units, heads, voted) = try await visit.office.database.read { connection in
            (
                try Rolls.units(connection, access, poll), try Rolls.heads(connection, access, poll),
                try Ballots.voted(connection, access, poll)
            )
        }
        let owners = Dictionary(uniqueKeysWithValues: heads.map { ($0.number, $0) })
        var table = DataTable(
            "roll", title: visit.t("业主名册", "Roll"),
            columns: [
                .init("unit", visit.t("序号", "No."), number: true), .init("building", visit.t("楼号", "Building")),
                .init("stairway", visit.t("单元", "Stairway")), .init("room", visit.t("房号", "Room")),
                .init("area", visit.t("面积（平方米）", "Area (m²)"), number: true), .init("head", visit.t("业主号", "Owner no."), number: true),
                .init("names", visit.t("业主", "Owner"), minor: true), .init("voted", visit.t("表决", "Voted")),
            ])
        table.rows = units.map { unit in
            [
                .init(unit.number), .init(unit.building), .init(unit.stairway), .init(unit.room),
                .init(VoteResultPages.area(unit.area), value: unit.area.value), .init(unit.head),
                .init((owners[unit.head]?.names ?? "") + (owners[unit.head]?.isDeveloper == true ? visit.t("（未售）", " (unsold)") : "")),
                .init(voted[unit.head] == nil ? "" : visit.t("已表决", "yes")),
            ]
        }
        table.empty = visit.empty(visit.t("还没有名册。", "There is no roll yet."))
        if let file = try table.export(visit) { return file }
        return .html(
            visit.page(
                visit.t("业主名册", "Roll"), trail: PollPages.trail(visit, poll), isWide: true,
                """
                <p class="quiet">\(visit.t("同一买受人的各专有部分、各共有人、建设单位未售部分各计一人（法释〔2009〕7号第九条）。名册指纹是roll.tsv的SHA-256。", "All units of one buyer, all co-owners, and all that is unsold count as one each. The hash is the SHA-256 of roll.tsv."))　<a href="\(PollPages.path(poll.number, "files/roll.tsv"))">roll.tsv</a></p>\(table.html(visit))
                """))
    }

    static func file(_ visit: Visit) async throws -> Reply {
        let poll = try await PollPages.poll(visit)
        let access = visit.access
        switch try visit.parameter("file") {
        case "template.csv": return .download(.bytes(RollFile.template()), name: "template.csv", type: Reply.csv)
        case "roll.tsv":
            let units = try await visit.office.database.read { try Rolls.units($0, access, poll) }
            return .download(.bytes(Rolls.list(units)), name: "\(poll.code)-roll.tsv", type: "text/tab-separated-values; charset=utf-8")
        case "result.json":
            guard let file = try await visit.office.database.read({ try Results.result($0, access, poll.number) }) else {
                throw Refusal.notFound
            }
            return .download(.bytes(file.bytes), name: "\(poll.code)-result.json", type: "application/json")
        default: throw Refusal.notFound
        }
    }
}
