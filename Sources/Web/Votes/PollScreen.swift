import Accounts
import Ledgers
import Quantities
import Store
import Votes

/// One poll on the desk of those who run it: where it stands, what to do next, what was done.
enum PollScreen {
    static func show(_ visit: Visit) async throws -> Reply {
        let poll = try await PollPages.poll(visit)
        let (access, book) = (visit.access, visit.office.accounts)
        let (events, turnout, result, names) = try await visit.office.database.read { connection in
            (
                try Polls.events(connection, access, poll.number), try Ballots.turnout(connection, access, poll),
                try Results.result(connection, access, poll.number), try book.names(connection)
            )
        }
        let history = HTML(events) { event in
            """
            <li><b>\(visit.t(event.act.title))</b> \(names[event.actor] ?? event.actor) <span class="quiet">\(visit.time(event.doneAt))</span>\("<br><span class=\"said\">\(event.note)</span>", if: !event.note.isEmpty)</li>
            """
        }
        let counted = result.map { file -> HTML in
            let figures = PollLedger.form(visit, poll, file.document)
            return """
                \(VoteResultPages.results(visit, file.document))\(figures)<p><a class="button" href="\(PollPages.path(poll.number, "result"))">\(visit.t("打印结果公告", "Print the result"))</a> <a href="\(PollPages.path(poll.number, "files/result.json"))">result.json</a> <code>\(file.hash)</code></p>
                """
        }
        return .html(
            visit.page(
                poll.definition.title, trail: [(visit.t("业主表决", "Owners’ votes"), "/polls")], aside: PollPages.mark(poll.state, visit),
                """
                <section class="card">\(facts(visit, poll, turnout))\(links(visit, poll))</section>
                <section class="card"><h2>\(visit.t("表决事项", "Matters"))</h2>\(VotePages.matters(visit, poll))\(rule(visit, poll))\("<p><a href=\"\(PollPages.path(poll.number, "words"))\">\(visit.t("修改", "Change"))</a></p>", if: poll.state == .draft)</section>
                \(steps(visit, poll))\(counted)
                <section class="card"><h2>\(visit.t("办理记录", "History"))</h2><ul class="timeline">\(history)</ul></section>
                """))
    }

    private static func facts(_ visit: Visit, _ poll: Poll, _ turnout: (heads: Int64, area: Area)) -> HTML {
        var rows: HTML = """
            <dt>\(visit.t("范围", "Whose vote"))</dt><dd>\(poll.definition.place)（\(visit.t(poll.definition.scope.title))）</dd><dt>\(visit.t("表决码", "Code"))</dt><dd><code>\(poll.code)</code></dd>
            """
        if let roll = poll.roll {
            rows += """
                <dt>\(visit.t("名册", "Roll"))</dt><dd><a href="\(PollPages.path(poll.number, "roll"))">\(visit.t("专有部分\(roll.units)个，业主\(roll.heads)人，\(VoteResultPages.area(roll.area))平方米", "\(roll.units) units, \(roll.heads) owners, \(VoteResultPages.area(roll.area)) m²"))</a></dd>
                <dt>\(visit.t("名册指纹", "Roll’s hash"))</dt><dd><code>\(roll.hash)</code></dd>
                """
        }
        if let closes = poll.closesAt { rows += "<dt>\(visit.t("截止时间", "Closes"))</dt><dd>\(visit.time(closes.description))</dd>" }
        if poll.opening != nil, let roll = poll.roll {
            rows += """
                <dt>\(visit.t("已表决", "Voted so far"))</dt><dd>\(turnout.heads)/\(roll.heads)\(visit.t("人", " owners"))，\(VoteResultPages.area(turnout.area))/\(VoteResultPages.area(roll.area))\(visit.t("平方米", " m²"))</dd>
                """
        }
        return "<dl class=\"facts\">\(rows)</dl>"
    }

    private static func links(_ visit: Visit, _ poll: Poll) -> HTML {
        var list: [(String, String)] = []
        if poll.state != .draft && poll.state != .cancelled { list.append((visit.t("打印表决通知", "Print the notice"), "notice")) }
        if poll.state == .open { list.append((visit.t("录入纸质选票", "Enter paper ballots"), "papers")) }
        return HTML(list) { "<a class=\"button plain\" href=\"\(PollPages.path(poll.number, $0.1))\">\($0.0)</a> " }
    }

    private static func rule(_ visit: Visit, _ poll: Poll) -> HTML {
        let rule = poll.opening.flatMap { opening in VotingRule.all.first { $0.id == opening.rule } } ?? VotingRule.on(visit.now.date)
        guard let rule else { return HTML.nothing }
        let rows = HTML(poll.definition.matters.enumerated()) { index, matter in
            "<li>\(index + 1). \(visit.t("第（\(matter.kind.item)）类", "item (\(matter.kind.item))")) \(visit.t(rule.base == .participants ? "参与表决的" : "全体的", rule.base == .participants ? "of those taking part:" : "of all:"))\(visit.t(rule.threshold(matter.kind).text))</li>"
        }
        let participation = rule.participation.map { threshold -> HTML in
            "<li>\(visit.t("参与表决的面积和人数均须\(threshold.text.zh)", "taking part, by area and by heads: \(threshold.text.en)"))</li>"
        }
        return "<p class=\"quiet\">\(visit.t(rule.source))</p><ul class=\"quiet\">\(participation)\(rows)</ul>"
    }

    // MARK: What to do next

    private static func steps(_ visit: Visit, _ poll: Poll) -> HTML {
        let acts = PollMachine.acts(in: poll.state)
        var forms = HTML.nothing
        if acts.contains(.importRoll) {
            forms += """
                <section class="card"><h2>\(visit.t("导入业主名册", "Import the roll"))</h2><form method="post" action="\(PollPages.path(poll.number, "roll"))" enctype="multipart/form-data" class="stack">\(visit.tokenField)<input type="hidden" name="seen" value="\(poll.revision)">
                <label>\(visit.t("文件（CSV、XLSX）", "File (CSV or XLSX)"))<input type="file" name="file" required accept=".csv,.xlsx"></label>
                <p class="quiet">\(visit.t("列：楼号、单元、房号、面积、业主、证件号码、产权证号、类型（未售部分填“未售”）。共有业主写在一格中用顿号隔开，或各占一行。证件号码和产权证号不保存，只保留加密索引；姓名只保留姓。有错误的名册整份不收。", "Columns: building, stairway, room, area, owner, document, certificate, type (unsold). Numbers are not kept, only keyed indices of them; of names only the first character. A roll with a fault is not taken at all."))</p>
                <div class="acts"><button>\(visit.t("导入", "Import"))</button> <a href="\(PollPages.path(poll.number, "files/template.csv"))">\(visit.t("下载模板", "Template"))</a></div></form></section>
                """
        }
        for act in acts where act != .revise && act != .importRoll { forms += step(visit, poll, act) }
        return forms
    }

    private static func step(_ visit: Visit, _ poll: Poll, _ act: PollAct) -> HTML {
        let hint: Text =
            switch act {
            case .freeze:
                Text(
                    "封存后名册和事项不再改动，进入公示；发现错误可启封。",
                    "Roll and matters stand still from now on and are put on display; where something is wrong, thaw it.")
            case .thaw: Text("异议属实时启封，更正后重新封存。", "Where an objection is right: thaw, correct, freeze again.")
            case .open:
                Text("开始后事项、选项和名册不能再改。选择加密保存，截止前无人可看。", "From now on nothing can be changed. Choices are sealed until the poll closes.")
            case .extend: Text("须在截止前延长，并写明理由。", "Before the closing time, and with a reason.")
            case .close: Text("到截止时间或全部业主已表决后才能截止。", "After the closing time, or when all owners have voted.")
            case .publish: Text("公布后任何人可以查看结果、查对回执、重新计票。", "Everybody sees the result, looks for a receipt and counts again.")
            case .cancel: Text("撤销后不能恢复，已投的票不再开启。", "For good; ballots cast are never opened.")
            case .create, .revise, .importRoll: Text("", "")
            }
        let needsReason = PollMachine.steps.contains { $0.from == poll.state && $0.act == act && $0.needsReason }
        let reason: HTML = "<label>\(visit.t("理由", "Reason"))<input name=\"reason\" required maxlength=\"1000\"></label>"
        let closes: HTML = "<label>\(visit.t("截止时间", "Closes at"))<input type=\"datetime-local\" name=\"closes\" required></label>"
        return """
            <form method="post" action="\(PollPages.path(poll.number, "acts"))" class="card stack">\(visit.tokenField)<input type="hidden" name="seen" value="\(poll.revision)"><input type="hidden" name="act" value="\(act.rawValue)"><h2>\(visit.t(act.title))</h2><p class="quiet">\(visit.t(hint))</p>
            \(closes, if: act == .open || act == .extend)\(reason, if: needsReason)<button class="\(act == .cancel ? "danger" : act == .thaw || act == .extend ? "plain" : "")">\(visit.t(act.title))</button></form>
            """
    }
}
