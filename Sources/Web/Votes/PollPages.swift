import Accounts
import Ledgers
import Quantities
import Store
import Votes

/// 业主表决: the pages of those who run polls.
enum PollPages {
    static let may = Route.Requirement.may(.runVotes)

    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/polls", may: may, Text("业主表决", "Owners’ votes"), list)
        routes.page(.post, "/polls", may: may, Text("新建表决", "Begin a poll"), PollEditor.create)
        routes.page(.get, "/polls/:poll", may: may, Text("表决", "Poll"), PollScreen.show)
        routes.page(.post, "/polls/:poll/acts", may: may, Text("办理表决事项", "Move a poll on"), act)
        routes.page(.get, "/polls/:poll/words", may: may, Text("表决事项", "Matters"), PollEditor.show)
        routes.page(.post, "/polls/:poll/words", may: may, Text("保存表决事项", "Save the matters"), PollEditor.save)
        routes.page(.post, "/polls/:poll/roll", may: may, body: .upload, Text("导入名册", "Import the roll"), RollPages.take)
        routes.page(.get, "/polls/:poll/roll", may: may, Text("业主名册", "Roll"), RollPages.show)
        routes.page(.get, "/polls/:poll/files/:file", may: may, Text("下载", "Download"), RollPages.file)
        routes.page(.get, "/polls/:poll/papers", may: may, Text("纸质选票", "Paper ballots"), PaperBallotPages.show)
        routes.page(.post, "/polls/:poll/papers", may: may, Text("录入纸质选票", "Enter a paper ballot"), PaperBallotPages.enter)
        routes.page(
            .post, "/polls/:poll/ledger", may: may, Text("登记到小区台账", "Record it in the community's case"), PollLedger.file)
        routes.page(.get, "/polls/:poll/notice", may: may, Text("表决通知", "Notice"), PollPapers.notice)
        routes.page(.get, "/polls/:poll/result", may: may, Text("表决结果（打印）", "Result, to print"), PollPapers.result)
    }

    static func path(_ poll: Int64, _ rest: String = "") -> String { "/polls/\(poll)" + (rest.isEmpty ? "" : "/" + rest) }

    static func poll(_ visit: Visit) async throws -> Poll {
        let (number, access) = (try visit.number("poll"), visit.access)
        return try await visit.office.database.read { try Polls.poll($0, access, number) }
    }

    static func trail(_ visit: Visit, _ poll: Poll) -> [(String, String)] {
        [(visit.t("业主表决", "Owners’ votes"), "/polls"), (poll.definition.title, path(poll.number))]
    }

    static func mark(_ state: PollState, _ visit: Visit) -> HTML {
        let style =
            switch state {
            case .draft, .frozen, .closed: "warn"
            case .open: "info"
            case .published: "good"
            case .cancelled: "bad"
            }
        return "<span class=\"state \(style)\">\(visit.t(state.title))</span>"
    }

    private static func list(_ visit: Visit) async throws -> Reply {
        let access = visit.access
        let polls = try await visit.office.database.read { try Polls.list($0, access) }
        var table = DataTable(
            "polls", title: visit.t("业主表决", "Owners’ votes"),
            columns: [
                .init("number", visit.t("编号", "Number"), number: true), .init("title", visit.t("标题", "Title")),
                .init("place", visit.t("范围", "Whose vote")), .init("state", visit.t("状态", "State")),
                .init("district", visit.t("区", "District"), minor: true),
                .init("heads", visit.t("业主人数", "Owners"), number: true, minor: true),
                .init("closes", visit.t("截止时间", "Closes"), minor: true),
            ])
        table.rows = polls.map { poll in
            [
                .init(poll.number), .link(poll.definition.title, path(poll.number)), .init(poll.definition.place),
                .init(visit.t(poll.state.title), html: mark(poll.state, visit)),
                .init(visit.office.regions[poll.definition.district]?.name[visit.language] ?? poll.definition.district.digits),
                poll.roll.map { .init($0.heads) } ?? .init(""), .init(poll.closesAt.map { visit.time($0.description) } ?? ""),
            ]
        }
        table.empty = visit.empty(visit.t("还没有表决。在下面新建一场。", "No polls yet; begin one below."))
        if let file = try table.export(visit) { return file }
        return .html(
            visit.page(
                visit.t("业主表决", "Owners’ votes"), isWide: true,
                """
                \(table.html(visit))<section class="card narrow-form"><h2>\(visit.t("新建表决", "New poll"))</h2>\(PollEditor.form(visit, nil, action: "/polls"))</section>
                """))
    }

    private static func act(_ visit: Visit) async throws -> Reply {
        let form = visit.form
        guard let act = form["act"].flatMap(PollAct.init(rawValue:)) else { throw Refusal.malformed("没有这项办理", "no such act") }
        let poll = try await perform(
            visit, act, seen: form["seen"].flatMap(Int64.init) ?? 0, reason: form.text("reason") ?? "", closesAt: form.text("closes") ?? "")
        return .see(path(poll.number) + "?done=poll-\(act.rawValue)")
    }

    /// Does one of the acts that need no file.
    static func perform(_ visit: Visit, _ act: PollAct, seen: Int64, reason: String, closesAt: String) async throws -> Poll {
        let (access, number, keys, now) = (visit.access, try visit.number("poll"), visit.office.voteKeys, visit.now)
        let moment = Moment(instant: closesAt)
        if act == .open || act == .extend, moment == nil {
            throw Refusal.unacceptable("closesAt", "截止时间写作2026-12-01T18:00", "a closing time is written 2026-12-01T18:00")
        }
        return try await visit.office.database.write { connection in
            switch act {
            case .freeze: try PollActs.freeze(connection, access, number, seen: seen, at: now)
            case .thaw: try PollActs.thaw(connection, access, number, reason: reason, seen: seen, at: now)
            case .open: try PollActs.open(connection, access, number, closesAt: moment ?? now, keys: keys, seen: seen, at: now)
            case .extend: try PollActs.extend(connection, access, number, closesAt: moment ?? now, reason: reason, seen: seen, at: now)
            case .close: try PollActs.close(connection, access, number, keys: keys, seen: seen, at: now)
            case .publish: try PollActs.publish(connection, access, number, seen: seen, at: now)
            case .cancel: try PollActs.cancel(connection, access, number, reason: reason, seen: seen, at: now)
            case .create, .revise, .importRoll: throw Refusal.malformed("没有这项办理", "no such act")
            }
        }
    }
}
