import Accounts
import Ledgers
import Quantities
import Store
import Votes

/// 纸质选票: entered by one person, read again by another; it counts when both have read the same.
enum PaperBallotPages {
    static func show(_ visit: Visit) async throws -> Reply { .html(try await screen(visit, nil)) }

    private static func screen(_ visit: Visit, _ problem: Text?) async throws -> HTML {
        let poll = try await PollPages.poll(visit)
        let (access, book) = (visit.access, visit.office.accounts)
        let (units, heads, voted, readings, names) = try await visit.office.database.read { connection in
            (
                try Rolls.units(connection, access, poll), try Rolls.heads(connection, access, poll),
                try Ballots.voted(connection, access, poll), try Papers.readings(connection, access, poll), try book.names(connection)
            )
        }
        let first = Dictionary(units.map { ($0.head, $0) }) { first, _ in first }
        let waiting = HTML(readings) { reading in
            let unit = first[reading.head]?.name ?? ""
            let state =
                reading.isWaiting
                ? visit.t("等待另一人复录", "waits for the second reading")
                : visit.t(
                    "两遍不一致（第\(reading.differs)项），请两人重新录入", "readings differ (matter \(reading.differs)); both read it again")
            let query = "unit=" + HTML.encoded(unit)
            let mine = reading.isWaiting && reading.actor == visit.access.actor
            return """
                <li>\("<a href=\"?\(query)\">\(unit)</a>", if: !mine)\("\(unit)", if: mine) \(state)　\(names[reading.actor] ?? reading.actor) <span class="quiet">\(visit.time(reading.doneAt))</span></li>
                """
        }
        let trouble = problem.map { text -> HTML in "<p class=\"problem\" role=\"alert\">\(visit.t(text))</p>" }
        let wanted = visit.form.text("unit") ?? visit.query.text("unit")
        let unit = wanted.flatMap { text in
            units.first { plain($0.name) == plain(text) || plain($0.building + $0.stairway + $0.room) == plain(text) }
        }
        let options = HTML(units.prefix(5000)) { "<option value=\"\($0.name)\"></option>" }
        let missing: HTML =
            "<p class=\"problem\" role=\"alert\">\(visit.t("名册中没有“\(wanted ?? "")”", "the roll has no “\(wanted ?? "")”"))</p>"
        let form = unit.map { ballot(visit, poll, $0, heads.first { $0.number == unit?.head }, voted[$0.head]) }
        return visit.page(
            visit.t("录入纸质选票", "Enter paper ballots"), trail: PollPages.trail(visit, poll),
            """
            \(trouble)\(missing, if: wanted != nil && unit == nil)<form class="card row"><label>\(visit.t("房屋（楼号 单元 房号）", "Unit (building, stairway, room)"))<input name="unit" list="units" required value="\(wanted ?? "")"><datalist id="units">\(options)</datalist></label><button class="plain">\(visit.t("打开", "Open"))</button></form>
            \(form)<section class="card"><h2>\(visit.t("未完成的录入", "Not finished"))</h2><ul>\(waiting)</ul>\("<p class=\"quiet\">\(visit.t("没有", "none"))</p>", if: readings.isEmpty)</section>
            """)
    }

    private static func plain(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isWhitespace }))
    }

    private static func ballot(_ visit: Visit, _ poll: Poll, _ unit: RollUnit, _ head: RollHead?, _ standing: BallotStanding?) -> HTML {
        let standingLine = standing.map { standing -> HTML in
            """
            <p class="notice">\(visit.t("该业主已于\(visit.time(standing.castAt))表决（第\(standing.turn)张）。确认纸质选票在后，才取代它。", "This owner voted at \(visit.time(standing.castAt)) (no. \(standing.turn)). The paper takes its place only where it is later."))</p><label class="option"><input type="checkbox" name="replaces" value="\(standing.turn)" required> \(visit.t("纸质选票在后，取代已有的票", "the paper is later and takes its place"))</label>
            """
        }
        let owner =
            "\(head?.names ?? "")，\(visit.t("\(head?.units ?? 0)个专有部分，\(VoteResultPages.area(head?.area ?? Area(raw: 0)))平方米", "\(head?.units ?? 0) unit(s), \(VoteResultPages.area(head?.area ?? Area(raw: 0))) m²"))"
        return """
            <form method="post" class="card stack paper"><h2>\(unit.name)</h2><p>\(owner)</p>\(visit.tokenField)<input type="hidden" name="unit" value="\(unit.name)"><input type="hidden" name="head" value="\(unit.head)">\(standingLine)
            <fieldset><legend>\(visit.t("来源", "How it came"))</legend><div><label><input type="radio" name="channel" value="paper" checked>\(visit.t(Channel.paper.title))</label><label><input type="radio" name="channel" value="proxy">\(visit.t(Channel.proxy.title))</label></div></fieldset>
            <label>\(visit.t("委托书扫描件的SHA-256（书面委托时）", "SHA-256 of the scanned authority (for a proxy)"))<input name="proxy" maxlength="64" autocomplete="off"></label>
            \(VotePages.marks(visit, poll.definition, allowsBlank: true))<button>\(visit.t("保存这一遍", "Keep this reading"))</button></form>
            """
    }

    static func enter(_ visit: Visit) async throws -> Reply {
        let poll = try await PollPages.poll(visit)
        let form = visit.form
        guard let head = form["head"].flatMap(Int64.init), let channel = form["channel"].flatMap(Channel.init(rawValue:)) else {
            throw Refusal.malformed("表单不完整", "the form is not whole")
        }
        let votes = try VotePages.votes(visit, poll.definition)
        let (access, keys, now, proxy) = (visit.access, visit.office.voteKeys, visit.now, form.text("proxy")?.lowercased() ?? "")
        let replaces = form["replaces"].flatMap(Int64.init) ?? 0
        let outcome = try await visit.office.database.write {
            try Papers.enter(
                $0, access, poll.number, head: head, votes, channel: channel, proxy: proxy, replaces: replaces, keys: keys, at: now)
        }
        switch outcome {
        case .waiting: return .see(PollPages.path(poll.number, "papers") + "?done=paper-first")
        case .counted: return .see(PollPages.path(poll.number, "papers") + "?done=paper-counted")
        case .differs(let matters):
            let list = matters.map { $0 == 0 ? visit.t("来源或委托书", "how it came") : String($0) }.joined(separator: "、")
            return .html(
                try await screen(
                    visit, Text("两遍不一致：\(list)。请核对纸质选票，两人重新录入。", "The readings differ: \(list). Look at the paper; both read it again.")),
                status: 409)
        }
    }
}
