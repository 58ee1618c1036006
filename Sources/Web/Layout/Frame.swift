import Accounts
import Ledgers
import Quantities

/// The frame every page stands in.
extension Visit {
    /// A place in the navigation.
    struct Place {
        let path: String
        let title: Text
        let may: Route.Requirement
    }

    /// What the navigation offers, in the order of a year's work. Each is shown to those whose route it is.
    static let places: [Place] = [
        Place(path: "/", title: Text("工作台", "Desk"), may: .signedIn),
        Place(path: "/returns", title: Text("填报", "Returns"), may: .may(.readLedgers)),
        Place(path: "/cases", title: Text("业务办理", "Casework"), may: .may(.readLedgers)),
        Place(path: "/rules", title: Text("校核", "Checks"), may: .may(.readEvaluation)),
        Place(path: "/evaluation", title: Text("评价", "Evaluation"), may: .may(.readEvaluation)),
        Place(path: "/freezes", title: Text("封账与报告", "Freezes and reports"), may: .may(.readEvaluation)),
        Place(path: "/dashboard", title: Text("看板", "Dashboard"), may: .may(.readEvaluation)),
        Place(path: "/households", title: Text("家庭与住房", "Households"), may: .may(.readHouseholds)),
        Place(path: "/my-application", title: Text("我的申请", "My application"), may: .may(.applyForHousing)),
        Place(path: "/questions", title: Text("问答", "Questions"), may: .may(.askQuestions, .answerQuestions)),
        Place(path: "/waivers", title: Text("豁免与期限", "Waivers and deadlines"), may: .may(.requestWaivers, .grantWaivers)),
        Place(path: "/polls", title: Text("业主表决", "Owners’ votes"), may: .may(.runVotes)),
        Place(path: "/surveys", title: Text("满意度调查", "Surveys"), may: .may(.runSurveys)),
        Place(path: "/assessor", title: Text("第三方核查", "Assessor"), may: .may(.assess, .signForHousing, .signForFinance)),
        Place(path: "/complaints", title: Text("投诉建议", "Complaints"), may: ComplaintPages.may),
        Place(path: "/accounts", title: Text("账户", "Accounts"), may: .may(.manageAccounts, .grantRights)),
        Place(path: "/journal", title: Text("日志", "Journal"), may: .may(.readJournal)),
    ]

    /// A whole page.
    ///
    /// - Parameters:
    ///   - title: stands in the heading and the window's title.
    ///   - trail: the way here: names and paths.
    ///   - isWide: for tables that want the whole width.
    func page(
        _ title: String, trail: [(String, String)] = [], isWide: Bool = false, aside: HTML? = nil, _ content: HTML
    ) -> HTML {
        let here = path
        let notice = office.notice.map { notice -> HTML in "<aside class=\"notice\">\(t(notice))</aside>" }
        let places = HTML(Self.places.filter { $0.may.isMet(by: signedIn?.access) }) { place in
            let isHere = place.path == "/" ? here == "/" : here.utf8.starts(with: place.path.utf8)
            let mark: HTML = isHere ? " aria-current=\"page\"" : ""
            return "<li><a href=\"\(place.path)\"\(mark)>\(t(place.title))</a></li>"
        }
        let nav: HTML = signedIn == nil ? "" : "<nav class=\"places\" aria-label=\"\(t("主导航", "Main"))\"><ul>\(places)</ul></nav>"
        return """
            <!DOCTYPE html>
            <html lang="\(t("zh-CN", "en"))"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title) · \(t("安居", "Anju"))</title><link rel="icon" href="/assets/anju.svg"><link rel="stylesheet" href="/assets/anju.css?\(Assets.version)">
            <script src="/assets/anju.js?\(Assets.version)" defer></script></head><body>
            <a class="skip" href="#main">\(t("跳到正文", "Skip to the content"))</a>
            <header class="top"><div class="bar"><a class="brand" href="/"><b>安居</b> <span>\(office.regions.city.name[language])</span></a>\(tools)</div>\(nav)</header>
            \(notice)
            <main id="main" class="\(isWide ? "wide" : "plain")">
            \(trailLine(trail))<div class="head"><h1>\(title)</h1>\(aside)</div>
            \(flash)\(content)
            </main>
            <footer class="foot"><p>\(t("安居　城镇保障性安居工程绩效管理", "Anju: accounting for affordable housing"))</p></footer>
            </body></html>
            """
    }

    private var tools: HTML {
        let other = language == .chinese ? Language.english : .chinese
        let back = path + (query.pairs.isEmpty ? "" : "?" + query.query())
        let switcher: HTML = """
            <form method="post" action="/language" class="inline">\(tokenField)<input type="hidden" name="language" value="\(other.rawValue)"><input type="hidden" name="next" value="\(back)"><button class="link" lang="\(language == .chinese ? "en" : "zh-CN")">\(language == .chinese ? "English" : "中文")</button></form>
            """
        guard let signedIn else {
            return "<div class=\"tools\">\(switcher)<a href=\"/sign-in\">\(t("登录", "Sign in"))</a></div>"
        }
        let search: HTML =
            may(.readLedgers)
            ? """
            <form action="/search" class="search" role="search"><input type="search" name="q" value="\(path == "/search" ? query["q"] ?? "" : "")" placeholder="\(t("查找", "Search"))" aria-label="\(t("查找", "Search"))"></form>
            """ : HTML.nothing
        return """
            \(search)<div class="tools">\(switcher)<a href="/me">\(signedIn.account.name)</a>
            <form method="post" action="/sign-out" class="inline">\(tokenField)<button class="link">\(t("退出", "Sign out"))</button></form></div>
            """
    }

    private func trailLine(_ trail: [(String, String)]) -> HTML {
        if trail.isEmpty { return HTML.nothing }
        let steps = HTML(trail.enumerated()) { "\(" › ", if: $0 > 0)<a href=\"\($1.1)\">\($1.0)</a>" }
        return "<nav class=\"trail\" aria-label=\"\(t("位置", "Here"))\">\(steps)</nav>"
    }

    /// What an act said, carried in the address by `done`.
    private var flash: HTML {
        guard let code = query["done"], let text = Self.done[code] else { return HTML.nothing }
        return "<p class=\"flash\" role=\"status\">\(t(text))</p>"
    }

    /// Only these can be said, so that a crafted link puts no words into the page.
    static let done: [String: Text] = [
        "poll-import_roll": Text("名册已收录。", "The roll was taken."), "poll-freeze": Text("名册已封存。", "The roll is frozen."),
        "poll-thaw": Text("名册已启封。", "The roll was thawed."), "poll-open": Text("表决已开始。", "The poll is open."),
        "poll-extend": Text("已延长。", "Extended."), "poll-close": Text("已截止并计票。", "Closed and counted."),
        "poll-publish": Text("结果已公布。", "The result is public."), "poll-cancel": Text("已撤销。", "Cancelled."),
        "paper-first": Text("第一遍已录入，请另一人复录。", "The first reading is kept; somebody else reads it next."),
        "paper-counted": Text("两遍一致，已计入。", "Both readings agree: it counts."),
        "saved": Text("已保存。", "Saved."), "submitted": Text("已提交。", "Submitted."), "approved": Text("已审核通过。", "Approved."),
        "accepted": Text("已接收。", "Accepted."), "returned": Text("已退回。", "Sent back."), "withdrawn": Text("已撤回。", "Withdrawn."),
        "asked": Text("问题已发出。", "The question was sent."), "answered": Text("答复已发出。", "The answer was sent."),
        "closed": Text("已办结。", "Closed."), "explained": Text("说明已保存。", "The explanation was kept."),
        "requested": Text("申请已提交。", "The request was made."), "granted": Text("已批准。", "Granted."),
        "refused": Text("已驳回。", "Refused."), "frozen": Text("已封账。", "Frozen."), "signed": Text("已签署。", "Signed."),
        "password": Text("密码已更改。", "The password was changed."), "ended": Text("已终止。", "Ended."),
        "erasure": Text("删除申请已提交，请另一人审批。", "The erasure was asked for; somebody else decides."),
        "erased": Text("个人信息已删除。", "The personal data was erased."),
        "unfiled": Text(
            "已公布。满意度台账的账页已接收或锁定，结果尚未录入：请退回该账页后再录入。",
            "Published. The ledger’s page is accepted or locked, so the results are not filed in it yet: send it back and file them."),
        "reset": Text("已重置，请系统管理员重新邀请。", "Reset; a system administrator must invite the person again."),
    ]

    /// The page of a refusal: what happened, and where to go on.
    func page(refusal: Refusal) -> HTML {
        page(
            t(refusal.text),
            """
            <p class="quiet">\(t("编号", "Code")) \(refusal.code)</p>
            <p><a class="button" href="\(signedIn == nil ? "/sign-in" : "/")">\(signedIn == nil ? t("去登录", "Go to sign in") : t("回到工作台", "Back to the desk"))</a></p>
            """)
    }

    /// `2024-01-15 09:30`.
    func time(_ instant: String) -> String { String(decoding: instant.utf8.prefix(16).map { $0 == 0x54 ? 0x20 : $0 }, as: UTF8.self) }

    /// What stands where a list is empty: what it would hold, and what to do next.
    func empty(_ text: String, _ next: (String, String)? = nil) -> HTML {
        let link = next.map { link -> HTML in "<p><a class=\"button\" href=\"\(link.1)\">\(link.0)</a></p>" }
        return "<div class=\"empty\"><p>\(text)</p>\(link)</div>"
    }
}
