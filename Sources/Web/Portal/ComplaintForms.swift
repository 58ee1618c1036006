import Ledgers
import Quantities
import Store
import Surveys

/// 投诉建议: written without an account, answered under a number and a code.
enum ComplaintForms {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/portal/complaints", may: .everyone, Text("投诉建议", "Complaints and suggestions")) { visit in
            .html(form(visit, nil))
        }
        routes.page(.post, "/portal/complaints", may: .everyone, body: .form(limit: 1 << 15), Text("提交投诉建议", "Send a complaint"), send)
        routes.page(.get, "/portal/complaints/answer", may: .everyone, Text("查询答复", "Look up the answer")) { visit in
            .html(lookup(visit, nil))
        }
        routes.page(
            .post, "/portal/complaints/answer", may: .everyone, body: .form(limit: 1 << 12), Text("查询答复", "Look up the answer"), look)
    }

    private static func form(_ visit: Visit, _ problem: Text?) -> HTML {
        let kinds = HTML(Complaint.Kind.allCases) { kind in
            let isChosen = (visit.form["kind"] ?? Complaint.Kind.complaint.rawValue) == kind.rawValue
            return
                "<label><input type=\"radio\" name=\"kind\" value=\"\(kind.rawValue)\"\(" checked", if: isChosen)>\(visit.t(kind.title))</label>"
        }
        let districts = HTML(visit.office.regions.districts) { region in
            "<option value=\"\(region.code.digits)\"\(" selected", if: visit.form["district"] == region.code.digits)>\(region.name[visit.language])</option>"
        }
        let programmes = HTML(Choices.programme) { choice in
            "<option value=\"\(choice.code)\"\(" selected", if: visit.form["programme"] == choice.code)>\(choice.name[visit.language])</option>"
        }
        return visit.portal(
            visit.t("投诉建议", "Complaints and suggestions"),
            """
            \(visit.trouble(problem))<p>\(visit.t("写下来，我们转给所在的区办理。提交后您会得到编号和查询码，凭它们查看答复。", "Write it down; the district looks into it. You get a number and a code to read the answer with."))　<a href="/portal/complaints/answer">\(visit.t("查询已提交的", "Look up an answer"))</a></p>
            <form method="post" action="/portal/complaints"><fieldset><legend>\(visit.t("类别", "Kind"))</legend><div>\(kinds)</div></fieldset>
            <label for="district">\(visit.t("在哪个区", "District"))</label><select id="district" name="district" required><option value="">\(visit.t("请选择", "Choose"))</option>\(districts)</select>
            <label for="programme">\(visit.t("关于什么", "About"))</label><select id="programme" name="programme"><option value="">\(visit.t("其他", "something else"))</option>\(programmes)</select>
            <label for="body">\(visit.t("内容（请写明小区或项目名称，不超过\(Complaints.longest)字）", "Your words (name the community or project; \(Complaints.longest) characters at most)"))</label><textarea id="body" name="body" required maxlength="\(Complaints.longest)">\(visit.form["body"] ?? "")</textarea>
            <label for="contact">\(visit.t("联系方式（可不填）", "How to reach you (optional)"))</label><input id="contact" name="contact" maxlength="60" autocomplete="tel" value="\(visit.form["contact"] ?? "")">
            <p class="quiet">\(visit.t("内容和联系方式加密保存；工作人员每次查看联系方式都留有记录。", "Words and contact are kept encrypted; every look at the contact is recorded."))</p>
            <p class="acts"><button>\(visit.t("提交", "Send"))</button></p></form>
            """)
    }

    private static func send(_ visit: Visit) async throws -> Reply {
        let form = visit.form
        guard let kind = form["kind"].flatMap(Complaint.Kind.init(rawValue:)) else { throw Refusal.malformed("类别无法识别", "no such kind") }
        guard let district = form["district"].flatMap(RegionCode.init) else {
            return .html(Self.form(visit, Text("请选择所在的区", "choose a district")), status: 422)
        }
        let letter = Complaints.Letter(
            kind: kind, programme: form["programme"] ?? "", district: district, body: form["body"] ?? "", contact: form["contact"] ?? "")
        let (access, now, regions) = (visit.access, visit.now, visit.office.regions)
        do {
            let receipt = try await visit.office.database.write { try Complaints.send($0, access, letter, regions: regions, at: now) }
            // Shown in the answer itself: a number and a code have no place in an address.
            return .html(
                visit.portal(
                    visit.t("已收到", "Received"),
                    """
                    <p class="good" role="status">\(visit.t("请抄下或拍下编号和查询码。查询码只显示这一次。", "Note the number and the code. The code is shown this once."))</p>
                    <dl class="box"><dt>\(visit.t("编号", "Number"))</dt><dd class="big">\(receipt.receipt)</dd><dt>\(visit.t("查询码", "Code"))</dt><dd class="big">\(receipt.code)</dd></dl>
                    <p><a class="button" href="/portal">\(visit.t("回到首页", "Home"))</a></p>
                    """))
        } catch let error as SurveyError where error.kind == .faulty {
            return .html(Self.form(visit, error.text), status: 422)
        }
    }

    private static func lookup(_ visit: Visit, _ problem: Text?) -> HTML {
        visit.portal(
            visit.t("查询答复", "Look up the answer"),
            trail: [(visit.t("首页", "Home"), "/portal"), (visit.t("投诉建议", "Complaints and suggestions"), "/portal/complaints")],
            """
            \(visit.trouble(problem))<form method="post" action="/portal/complaints/answer"><label for="receipt">\(visit.t("编号", "Number"))</label><input id="receipt" name="receipt" required maxlength="20" autocomplete="off" placeholder="TS2024-000001" value="\(visit.form["receipt"] ?? "")">
            <label for="code">\(visit.t("查询码", "Code"))</label><input class="code" id="code" name="code" required maxlength="30" autocomplete="off"><p class="acts"><button>\(visit.t("查询", "Look up"))</button></p></form>
            """)
    }

    private static func look(_ visit: Visit) async throws -> Reply {
        let (access, receipt, code) = (visit.access, visit.form["receipt"] ?? "", visit.form["code"] ?? "")
        let complaint: Complaint
        do {
            complaint = try await visit.office.database.read { try Complaints.look($0, access, receipt: receipt, code: code) }
        } catch let error as SurveyError {
            return .html(lookup(visit, error.text), status: Guard.refusal(error).status)
        }
        let district = visit.office.regions[complaint.district]?.name[visit.language] ?? ""
        let answers = HTML(complaint.events.filter { $0.act == .answer }) {
            "<div class=\"box\"><p class=\"quiet\">\(visit.time($0.at))　\(district)</p><p class=\"said\">\($0.text)</p></div>"
        }
        let wait: HTML = "<p class=\"hint\">\(visit.t("还没有答复，请过几天再来查询。", "There is no answer yet; please look again in some days."))</p>"
        return .html(
            visit.portal(
                complaint.receipt,
                trail: [(visit.t("首页", "Home"), "/portal"), (visit.t("查询答复", "Look up the answer"), "/portal/complaints/answer")],
                """
                <dl><dt>\(visit.t("状态", "State"))</dt><dd>\(visit.t(complaint.state.title))</dd><dt>\(visit.t("收到", "Received"))</dt><dd>\(visit.time(complaint.receivedAt))</dd><dt>\(visit.t("承办", "With"))</dt><dd>\(district)</dd></dl>
                <h2>\(visit.t("您写的", "What you wrote"))</h2><p class="said">\(complaint.body ?? visit.t("已按您的要求删除", "erased"))</p><h2>\(visit.t("答复", "Answer"))</h2>\(answers)\(wait, if: answers.isEmpty)
                """))
    }
}
