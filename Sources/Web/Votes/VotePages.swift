import Accounts
import Ledgers
import Quantities
import Store
import Votes

/// 业主表决: the pages of owners. No account, no script; numbers travel in the body of a form and never in an address.
enum VotePages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/vote", may: .everyone, Text("业主表决", "Owners’ votes"), entry)
        routes.page(.get, "/vote/:code", may: .everyone, Text("表决", "A poll")) { visit in .html(intro(visit, try await poll(visit), nil)) }
        routes.page(.post, "/vote/:code/ballot", may: .everyone, body: .form(limit: 1 << 14), Text("实名核验", "Show who one is"), open)
        routes.page(.post, "/vote/:code/cast", may: .everyone, body: .form(limit: 1 << 16), Text("提交选票", "Cast a ballot"), submit)
        routes.page(.get, "/vote/:code/result", may: .everyone, Text("表决结果", "Result"), VoteResultPages.show)
        routes.page(
            .post, "/vote/:code/result", may: .everyone, body: .form(limit: 1 << 12), Text("查对回执", "Look for a receipt"),
            VoteResultPages.show)
        routes.page(.get, "/vote/:code/files/:file", may: .everyone, Text("下载结果", "Download the result"), VoteResultPages.file)
    }

    /// Whoever holds a notice asks as nobody, even where a clerk is signed in at the same machine.
    static func access(_ visit: Visit) -> Access {
        Access(city: visit.office.regions.city.code, districts: .only([]), ledgers: .only([]), permissions: [], actor: "public")
    }

    static func poll(_ visit: Visit) async throws -> Poll {
        let (access, code) = (access(visit), try visit.parameter("code"))
        return try await visit.office.database.read { try PublicPolls.poll($0, access, code: code) }
    }

    static func path(_ poll: Poll, _ rest: String = "") -> String { "/vote/\(poll.code)" + (rest.isEmpty ? "" : "/" + rest) }

    /// Finds the owner. Failures are limited by address and by document; who is found spends nothing.
    static func identify(_ visit: Visit, document: String, certificate: String) async throws -> (poll: Poll, pass: VoterPass, voter: Voter)
    {
        let (limits, remote) = (visit.office.limits, visit.remote)
        let about = visit.office.accounts.key.token("vote", for: document)
        try limits.take(.strangers, "vote-stranger", remote, spends: false)
        try limits.take(.guesses, "vote-guess", about, spends: false)
        let (access, code, keys, now) = (access(visit), try visit.parameter("code"), visit.office.voteKeys, visit.now)
        do {
            return try await visit.office.database.read { connection in
                let poll = try PublicPolls.poll(connection, access, code: code)
                let (pass, voter) = try VoterPass.identify(
                    connection, access, poll, document: document, certificate: certificate, keys: keys, at: now)
                return (poll, pass, voter)
            }
        } catch let error as VoteError where error.kind == .unidentified {
            try limits.take(.strangers, "vote-stranger", remote)
            try limits.take(.guesses, "vote-guess", about)
            throw error
        }
    }

    /// Casts, and answers when it is on disk. The poll named in the address must be the pass's own.
    static func cast(_ visit: Visit, pass text: String, _ votes: [Vote], replaces: Int64) async throws -> BallotStanding {
        let access = access(visit)
        let pass = try VoterPass(text, access, keys: visit.office.voteKeys, at: visit.now)
        try visit.office.limits.take(.ballots, "vote-cast", "\(pass.poll).\(pass.head)")
        return try await visit.office.ballotBox.cast(access, pass, code: try visit.parameter("code"), votes, replaces: replaces)
    }

    // MARK: Pages

    private static func entry(_ visit: Visit) async throws -> Reply {
        if let code = visit.query.text("code") { return .see("/vote/\(HTML.encoded(code))") }
        let access = access(visit)
        let polls = try await visit.office.database.read { try PublicPolls.list($0, access) }
        let items = HTML(polls.prefix(100)) { poll in
            let rest = poll.state == .published ? "result" : ""
            return """
                <li><a href="\(path(poll, rest))"><b>\(poll.definition.title)</b>\(poll.definition.place) · \(visit.t(poll.state.title))</a></li>
                """
        }
        let none: HTML = "<p class=\"quiet\">\(visit.t("现在没有进行中或已公布的表决。", "There is no open or published poll now."))</p>"
        return .html(
            visit.portal(
                visit.t("业主表决", "Owners’ votes"),
                """
                <form action="/vote"><label for="code">\(visit.t("表决码（见表决通知，10位）", "Code (10 signs, on the notice)"))</label><input class="code" id="code" name="code" required maxlength="12" autocomplete="off" spellcheck="false">
                <p class="acts"><button>\(visit.t("打开", "Open"))</button></p></form>
                <h2>\(visit.t("进行中和已公布的表决", "Open and published polls"))</h2><ul class="doors">\(items)</ul>\(none, if: items.isEmpty)
                """))
    }

    static func facts(_ visit: Visit, _ poll: Poll) -> HTML {
        let closing = poll.closesAt.map { moment -> HTML in
            "<dt>\(visit.t("截止时间", "Closes"))</dt><dd>\(visit.time(moment.description))</dd>"
        }
        let roll = poll.roll.map { roll -> HTML in
            """
            <dt>\(visit.t("业主名册", "Roll"))</dt><dd>\(visit.t("专有部分\(roll.units)个，业主\(roll.heads)人，面积\(VoteResultPages.area(roll.area))平方米", "\(roll.units) units, \(roll.heads) owners, \(VoteResultPages.area(roll.area)) m²"))</dd>
            <dt>\(visit.t("名册指纹", "Roll’s hash"))</dt><dd><code>\(roll.hash)</code></dd>
            """
        }
        return """
            <dl><dt>\(visit.t("范围", "Whose vote"))</dt><dd>\(poll.definition.place)</dd>\("<dt>\(visit.t("组织单位", "Run by"))</dt><dd>\(poll.definition.organiser)</dd>", if: !poll.definition.organiser.isEmpty)<dt>\(visit.t("状态", "State"))</dt><dd>\(visit.t(poll.state.title))</dd>\(closing)\(roll)</dl>
            """
    }

    static func matters(_ visit: Visit, _ poll: Poll) -> HTML {
        let items = HTML(poll.definition.matters) { matter in
            let election = matter.election.map { election -> HTML in
                "<br><span class=\"quiet\">\(visit.t("候选人", "Candidates"))：\(election.candidates.joined(separator: "、"))；\(visit.t("应选\(election.seats)人", "\(election.seats) seats"))</span>"
            }
            let document =
                matter.document.isEmpty
                ? HTML.nothing : "<br><span class=\"quiet\">\(visit.t("文件指纹", "Document"))：<code>\(matter.document)</code></span>"
            return
                "<li><span class=\"said\">\(matter.text)</span><br><span class=\"quiet\">\(visit.t(matter.kind.title))</span>\(election)\(document)</li>"
        }
        return "<ol>\(items)</ol>"
    }

    private static func intro(_ visit: Visit, _ poll: Poll, _ problem: Text?) -> HTML {
        let form: HTML = """
            <h2>\(visit.t("实名核验", "Who you are"))</h2>
            <form method="post" action="\(path(poll, "ballot"))" autocomplete="off"><label for="document">\(visit.t("证件号码", "Identity number"))</label><input id="document" name="document" required maxlength="30" autocomplete="off" spellcheck="false">
            <label for="certificate">\(visit.t("不动产权证号（可只填数字）", "Property certificate (digits are enough)"))</label><input id="certificate" name="certificate" required maxlength="60" autocomplete="off" spellcheck="false">
            <p class="quiet">\(visit.t("两个号码只用于核对名册，不保存。共有业主任一人可以表决，最后一次为准；单位业主填统一社会信用代码。", "Both are held against the roll and not kept. Any co-owner may vote; the last ballot counts. A company writes its credit code."))</p>
            <p class="acts"><button>\(visit.t("核验并打开选票", "Continue to the ballot"))</button></p></form>
            """
        let waiting: HTML =
            "<p class=\"hint\">\(visit.t("表决尚未开始，名册公示中。对名册有异议请联系组织单位。", "Not open yet; the roll is on display. Tell the organiser where it is wrong."))</p>"
        let over: HTML = "<p class=\"hint\">\(visit.t("表决已经结束。", "The poll is over."))</p>"
        let result: HTML = "<p><a class=\"button\" href=\"\(path(poll, "result"))\">\(visit.t("查看结果", "See the result"))</a></p>"
        let explanation: HTML = "<p class=\"said\">\(poll.definition.explanation)</p>"
        return visit.portal(
            poll.definition.title, trail: [(visit.t("业主表决", "Owners’ votes"), "/vote")],
            """
            \(visit.trouble(problem))\(explanation, if: !poll.definition.explanation.isEmpty)\(facts(visit, poll))<h2>\(visit.t("表决事项", "Matters"))</h2>\(matters(visit, poll))
            \(form, if: poll.takesBallots(at: visit.now))\(waiting, if: poll.state == .frozen)\(over, if: poll.state != .frozen && !poll.takesBallots(at: visit.now))\(result, if: poll.state == .published)
            """)
    }

    private static func open(_ visit: Visit) async throws -> Reply {
        do {
            let (poll, pass, voter) = try await identify(
                visit, document: try visit.form.required("document", ("证件号码", "identity number")),
                certificate: try visit.form.required("certificate", ("不动产权证号", "certificate")))
            return .html(ballot(visit, poll, pass.text, voter, nil))
        } catch let error as VoteError where error.kind != .notFound {
            return .html(intro(visit, try await poll(visit), error.text), status: Guard.refusal(error).status)
        }
    }

    private static func ballot(_ visit: Visit, _ poll: Poll, _ pass: String, _ voter: Voter, _ problem: Text?) -> HTML {
        let standing = voter.standing
        let before: HTML = """
            <p class="hint">\(visit.t("您已于\(visit.time(standing.castAt))表决，回执\(spaced(standing.receipt))。再次提交将取代上一张票，以最后一张为准。", "You voted at \(visit.time(standing.castAt)), receipt \(spaced(standing.receipt)). Another ballot takes its place; the last one counts."))</p>
            """
        let area = VoteResultPages.area(voter.area)
        return visit.portal(
            poll.definition.title, trail: [(visit.t("业主表决", "Owners’ votes"), "/vote"), (poll.definition.place, path(poll))],
            """
            \(visit.trouble(problem))<p>\(visit.t("核验通过：您名下专有部分\(voter.units)个，面积\(area)平方米，计1人。", "You are on the roll: \(voter.units) unit(s), \(area) m², counted as one owner."))</p>\(before, if: standing.turn > 0)
            <form method="post" action="\(path(poll, "cast"))" autocomplete="off"><input type="hidden" name="pass" value="\(pass)"><input type="hidden" name="replaces" value="\(standing.turn)">
            \(marks(visit, poll.definition, allowsBlank: false))
            <p class="acts"><button>\(standing.turn > 0 ? visit.t("重新提交选票", "Cast again") : visit.t("提交选票", "Cast the ballot"))</button></p>
            <p class="quiet">\(visit.t("选择在截止前加密保存，任何人不能查看或统计。", "Choices are sealed until the poll closes; nobody can see or count them before."))</p></form>
            """)
    }

    /// The choices themselves, for owners and for clerks who enter paper.
    static func marks(_ visit: Visit, _ definition: PollDefinition, allowsBlank: Bool) -> HTML {
        HTML(definition.matters.enumerated()) { index, matter in
            let number = index + 1
            guard let election = matter.election else {
                let names = ["for", "against", "abstain"] + (allowsBlank ? ["blank"] : [])
                let options = HTML(names.compactMap(Vote.init(named:))) { vote in
                    "<label><input type=\"radio\" name=\"m-\(number)\" value=\"\(vote.name)\" required\(" checked", if: visit.form["m-\(number)"] == vote.name)>\(visit.t(vote.title))</label>"
                }
                return "<fieldset><legend>\(number). \(matter.text)</legend><div>\(options)</div></fieldset>"
            }
            let chosen = visit.form.all("m-\(number)")
            let options = HTML(election.candidates.enumerated()) { place, name in
                "<label><input type=\"checkbox\" name=\"m-\(number)\" value=\"\(place + 1)\"\(" checked", if: chosen.contains(String(place + 1)))>\(name)</label>"
            }
            let blank: HTML = "<label><input type=\"checkbox\" name=\"m-\(number)\" value=\"blank\">\(visit.t(Vote.blank.title))</label>"
            let hint = visit.t("最多选\(election.seats)人；不选即为弃权", "\(election.seats) at most; none is an abstention")
            return "<fieldset><legend>\(number). \(matter.text)（\(hint)）</legend><div>\(options)\(blank, if: allowsBlank)</div></fieldset>"
        }
    }

    /// What a form of marks says.
    static func votes(_ visit: Visit, _ definition: PollDefinition) throws -> [Vote] {
        try definition.matters.enumerated().map { index, matter in
            let chosen = visit.form.all("m-\(index + 1)")
            guard matter.election == nil else {
                if chosen == ["blank"] { return .blank }
                return .candidates(
                    Set(
                        try chosen.map { value in
                            guard let candidate = Int(value) else { throw Refusal.malformed("选项无法识别", "a mark cannot be read") }
                            return candidate
                        }))
            }
            guard chosen.count == 1, let vote = Vote(named: chosen[0]) else {
                throw Refusal.invalid("请对第\(index + 1)项作出选择", "matter \(index + 1) has no choice")
            }
            return vote
        }
    }

    private static func submit(_ visit: Visit) async throws -> Reply {
        let poll = try await poll(visit)
        let text = visit.form["pass"] ?? ""
        let access = access(visit)
        let pass: VoterPass
        do {
            pass = try VoterPass(text, access, keys: visit.office.voteKeys, at: visit.now)
        } catch let error as VoteError {
            return .html(intro(visit, poll, error.text), status: 422)
        }
        do {
            let votes = try votes(visit, poll.definition)
            let standing = try await cast(visit, pass: text, votes, replaces: visit.form["replaces"].flatMap(Int64.init) ?? 0)
            return .html(receipt(visit, poll, standing, isNew: true))
        } catch let error as VoteError where error.standing != nil {
            // The same form sent twice, or a co-owner was quicker: what stands is shown, and nothing is lost.
            return .html(receipt(visit, poll, error.standing ?? .none, isNew: false), status: 409)
        } catch let error as VoteError where error.code == "T014" {
            return .html(try await again(visit, poll, pass, error.text), status: 422)
        } catch let error as Refusal where error.status == 422 {
            return .html(try await again(visit, poll, pass, error.text), status: 422)
        } catch let error as VoteError {
            return .html(intro(visit, poll, error.text), status: Guard.refusal(error).status)
        }
    }

    private static func again(_ visit: Visit, _ poll: Poll, _ pass: VoterPass, _ problem: Text) async throws -> HTML {
        let access = access(visit)
        let voter = try await visit.office.database.read { try VoterPass.voter($0, access, poll, pass) }
        return ballot(visit, poll, pass.text, voter, problem)
    }

    private static func receipt(_ visit: Visit, _ poll: Poll, _ standing: BallotStanding, isNew: Bool) -> HTML {
        let good: HTML =
            "<p class=\"good\" role=\"status\">\(visit.t("选票已保存到磁盘并将计入结果。", "Your ballot is on disk and will be counted."))</p>"
        let other: HTML =
            "<p class=\"problem\" role=\"alert\">\(visit.t("已有一张选票在案，本次提交没有改变它。如需改变，请重新核验身份后再次表决。", "A ballot stands already, and this one changed nothing. To change it, show who you are again and vote once more."))</p>"
        return visit.portal(
            visit.t("表决回执", "Receipt"), trail: [(visit.t("业主表决", "Owners’ votes"), "/vote"), (poll.definition.place, path(poll))],
            """
            \(good, if: isNew)\(other, if: !isNew)<div class="box"><p>\(visit.t("您的回执", "Your receipt"))</p><p class="big"><code>\(spaced(standing.receipt))</code></p><p>\(visit.time(standing.castAt))　\(visit.t("第\(standing.turn)次提交", "ballot no. \(standing.turn)"))</p></div>
            <p>\(visit.t("请抄下或截图。结果公布后，可在结果页用回执查对您的票是否计入。回执不显示您的选择。", "Copy it or take a picture. When the result is public, find it there: your ballot was counted. It does not show your choice."))</p>
            <p>\(visit.t("截止前如要改变，请再次核验身份并重新表决。", "Until the poll closes you may show who you are again and vote anew."))</p><p><a href="\(path(poll))">\(visit.t("回到表决页", "Back to the poll"))</a></p>
            """)
    }

    /// `XXXX-XXXX-XXXX-XXXX`.
    static func spaced(_ receipt: String) -> String {
        let signs = Array(receipt.utf8)
        return stride(from: 0, to: signs.count, by: 4).map { String(decoding: signs[$0..<min($0 + 4, signs.count)], as: UTF8.self) }
            .joined(separator: "-")
    }
}
