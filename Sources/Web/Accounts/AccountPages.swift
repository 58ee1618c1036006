import Accounts
import Ledgers
import Quantities

/// Accounts, as their administrators see them: the system administrator opens and closes them, the security administrator gives rights.
enum AccountPages {
    static let administrators = Route.Requirement.may(.manageAccounts, .grantRights)

    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/accounts", may: administrators, Text("账户", "Accounts"), list)
        routes.page(.post, "/accounts", may: .may(.manageAccounts), Text("邀请", "Invite"), invite)
        routes.page(.get, "/accounts/:account", may: administrators, Text("账户", "Account"), one)
        routes.page(.post, "/accounts/:account/invitation", may: .may(.manageAccounts), Text("重新邀请", "Invite again"), inviteAgain)
        routes.page(.post, "/accounts/:account/state", may: .may(.manageAccounts), Text("启用或停用", "Open or close"), state)
        routes.page(.post, "/accounts/:account/rights", may: .may(.grantRights), Text("授权", "Give rights"), grant)
        routes.page(.post, "/accounts/:account/unlock", may: .may(.grantRights), Text("解锁", "Lift the lock")) { visit in
            try await visit.office.accounts.unlock(visit.number("account"), by: visit.access, at: visit.now)
            return .see("/accounts/\(try visit.number("account"))?done=saved")
        }
        routes.page(.post, "/accounts/:account/reset", may: .may(.grantRights), Text("重置密码和第二因素", "Reset")) { visit in
            try await visit.office.accounts.resetSecondFactor(visit.number("account"), by: visit.access, at: visit.now)
            return .see("/accounts/\(try visit.number("account"))?done=reset")
        }
    }

    private static func list(_ visit: Visit) async throws -> Reply {
        let accounts = try await visit.office.accounts.all(for: visit.access, at: visit.now)
        var table = DataTable(
            "accounts", title: visit.t("账户", "Accounts"),
            columns: [
                .init("login", visit.t("账号", "Name")), .init("name", visit.t("姓名", "Person")), .init("role", visit.t("角色", "Role")),
                .init("scope", visit.t("行政区划", "Districts"), minor: true), .init("state", visit.t("状态", "State")),
                .init("since", visit.t("开户时间", "Opened"), minor: true),
            ])
        table.rows = accounts.map { account in
            [
                .link(account.login, "/accounts/\(account.number)"), .init(account.name),
                .init(account.role.map { visit.t($0.title) } ?? visit.t("未授权", "none yet")),
                .init(scope(account, visit)),
                .init(visit.t(account.state.title), html: badge(account, visit)), .init(String(account.createdAt.prefix(10))),
            ]
        }
        if let file = try table.export(visit) { return file }
        let form: HTML = """
            <section class="card"><h2>\(visit.t("邀请", "Invite"))</h2><form method="post" class="row">\(visit.tokenField)
            <label>\(visit.t("账号", "Name to sign in with"))<input name="login" required pattern="[a-z0-9._\\-]{3,40}" maxlength="40" title="a–z 0–9 . - _"></label>
            <label>\(visit.t("姓名", "Person"))<input name="name" required maxlength="40"></label>
            <label>\(visit.t("语言", "Language"))<select name="language"><option value="zh">中文</option><option value="en">English</option></select></label>
            <button>\(visit.t("发出邀请", "Invite"))</button></form>
            <p class="quiet">\(visit.t("新账户没有任何权限；由安全管理员授予角色和行政区划。", "A new account has no rights; a security administrator gives it a role and districts."))</p></section>
            """
        return .html(
            visit.page(
                visit.t("账户", "Accounts"),
                "\(form, if: visit.may(.manageAccounts))\(table.html(visit))"))
    }

    /// The districts in words; a city role without any reaches the whole city.
    private static func scope(_ account: Account, _ visit: Visit) -> String {
        if account.districts.isEmpty, account.role?.reach == .city { return visit.t("全市", "the whole city") }
        return account.districts.sorted().compactMap { visit.office.regions[$0]?.name[visit.language] }.joined(
            separator: visit.t("、", ", "))
    }

    private static func badge(_ account: Account, _ visit: Visit) -> HTML {
        let style = account.state == .active ? "good" : account.state == .invited ? "warn" : "bad"
        let lock: HTML = " <span class=\"state bad\">\(visit.t("暂时锁定", "locked"))</span>"
        return "<span class=\"state \(style)\">\(visit.t(account.state.title))</span>\(lock, if: account.isLocked)"
    }

    private static func invite(_ visit: Visit) async throws -> Reply {
        let (account, invitation) = try await visit.office.accounts.invite(
            login: visit.form.text("login") ?? "", name: visit.form.text("name") ?? "",
            language: visit.form["language"].flatMap(Language.init(rawValue:)) ?? .chinese, by: visit.access, at: visit.now)
        return .html(invitationPage(visit, account, invitation))
    }

    private static func inviteAgain(_ visit: Visit) async throws -> Reply {
        let number = try visit.number("account")
        let invitation = try await visit.office.accounts.inviteAgain(number, by: visit.access, at: visit.now)
        return .html(invitationPage(visit, try await visit.office.accounts.account(number, for: visit.access, at: visit.now), invitation))
    }

    private static func invitationPage(_ visit: Visit, _ account: Account, _ invitation: String) -> HTML {
        visit.page(
            visit.t("邀请已生成", "The invitation is ready"), trail: [(visit.t("账户", "Accounts"), "/accounts")],
            """
            <p>\(visit.t("请当面或用可信的方式交给\(account.name)；七日内有效，只显示这一次。", "Hand it to \(account.name) in person or by a way you trust; it is good for seven days and shown only now."))</p>
            <p><code class="card" id="invitation">/invitation/\(invitation)</code></p>
            """)
    }

    private static func one(_ visit: Visit) async throws -> Reply {
        let account = try await visit.office.accounts.account(visit.number("account"), for: visit.access, at: visit.now)
        let base = "/accounts/\(account.number)"
        let isOwn = account.actor == visit.access.actor
        let facts: HTML = """
            <dl class="facts"><dt>\(visit.t("账号", "Name"))</dt><dd>\(account.login)（\(account.actor)）</dd><dt>\(visit.t("状态", "State"))</dt><dd>\(badge(account, visit))</dd>
            <dt>\(visit.t("角色", "Role"))</dt><dd>\(account.role.map { visit.t($0.title) } ?? visit.t("未授权", "none yet"))</dd>
            <dt>\(visit.t("行政区划", "Districts"))</dt><dd>\(scope(account, visit))</dd>
            <dt>\(visit.t("第二因素", "Second factor"))</dt><dd>\(account.hasSecondFactor ? visit.t("已启用", "on") : visit.t("未启用", "off"))</dd></dl>
            """
        let own: HTML = "<p class=\"hint\">\(visit.t("不能改动自己的权限或状态。", "Nobody changes their own rights or state."))</p>"
        let system: HTML = """
            <section class="card"><h2>\(visit.t("系统管理", "Opening and closing"))</h2><div class="acts">
            \(act(visit, base + "/invitation", visit.t("重新邀请", "Invite again")), if: account.state == .invited)
            \(act(visit, base + "/state", visit.t("停用", "Close"), value: ("state", "disabled"), confirm: visit.t("停用后立即退出所有会话。确定？", "It is signed out everywhere at once. Go on?")), if: account.state == .active)
            \(act(visit, base + "/state", visit.t("启用", "Open"), value: ("state", "active")), if: account.state == .disabled)
            </div></section>
            """
        let isSystem = visit.may(.manageAccounts) && !isOwn
        let isSecurity = visit.may(.grantRights) && !isOwn
        return .html(
            visit.page(
                account.name, trail: [(visit.t("账户", "Accounts"), "/accounts")],
                "<section class=\"card\">\(facts)\(own, if: isOwn)</section>\(system, if: isSystem)\(rights(visit, account, base), if: isSecurity)"
            ))
    }

    private static func rights(_ visit: Visit, _ account: Account, _ base: String) -> HTML {
        let roles = HTML(Role.allCases) { role in
            "<option value=\"\(role.rawValue)\"\(" selected", if: role == account.role)>\(visit.t(role.title))</option>"
        }
        let districts = HTML(visit.office.regions.districts) { region in
            "<label><input type=\"checkbox\" name=\"district\" value=\"\(region.code.digits)\"\(" checked", if: account.districts.contains(region.code))>\(region.name[visit.language])</label>"
        }
        let ledgers = HTML(Sheet.all) { sheet in
            "<label><input type=\"checkbox\" name=\"ledger\" value=\"\(sheet.ledger)\"\(" checked", if: account.ledgers.contains(sheet.ledger))>\(visit.t(sheet.title))</label>"
        }
        return """
            <section class="card"><h2>\(visit.t("授权", "Rights"))</h2><form method="post" action="\(base)/rights" class="stack">\(visit.tokenField)
            <input type="hidden" name="revision" value="\(account.revision)">
            <label>\(visit.t("角色", "Role"))<select name="role"><option value="">\(visit.t("无", "none"))</option>\(roles)</select></label>
            <fieldset><legend>\(visit.t("行政区划（区级角色必选；市级角色不选为全市）", "Districts (needed for district roles; none means the whole city for city roles)"))</legend><div class="checks">\(districts)</div></fieldset>
            <details><summary>\(visit.t("只限部分台账（不选为角色的全部台账）", "Only some ledgers (none chosen means all of the role's)"))</summary><div class="checks">\(ledgers)</div></details>
            <button>\(visit.t("授予", "Give these rights"))</button></form>
            <div class="acts">\(act(visit, base + "/unlock", visit.t("解除锁定", "Lift the lock")), if: account.isLocked)
            \(act(visit, base + "/reset", visit.t("重置密码和第二因素", "Reset password and second factor"), style: "danger", confirm: visit.t("本人将须重新接受邀请。确定？", "The person must take up a new invitation. Go on?")), if: account.state == .active)</div></section>
            """
    }

    private static func act(
        _ visit: Visit, _ path: String, _ title: String, style: String = "plain", value: (String, String)? = nil, confirm: String? = nil
    ) -> HTML {
        let field = value.map { pair -> HTML in "<input type=\"hidden\" name=\"\(pair.0)\" value=\"\(pair.1)\">" }
        let ask = confirm.map { text -> HTML in " data-confirm=\"\(text)\"" }
        return
            "<form method=\"post\" action=\"\(path)\" class=\"inline\">\(visit.tokenField)\(field)<button class=\"\(style)\"\(ask)>\(title)</button></form>"
    }

    private static func state(_ visit: Visit) async throws -> Reply {
        let number = try visit.number("account")
        guard let state = visit.form["state"].flatMap(Account.State.init(rawValue:)) else {
            throw Refusal.malformed("状态有误", "no such state")
        }
        try await visit.office.accounts.set(state, for: number, by: visit.access, at: visit.now)
        return .see("/accounts/\(number)?done=saved")
    }

    private static func grant(_ visit: Visit) async throws -> Reply {
        let number = try visit.number("account")
        let districts = Set(visit.form.all("district").compactMap(RegionCode.init).filter { visit.office.regions[$0] != nil })
        let ledgers = Set(visit.form.all("ledger").filter { Sheet.named($0) != nil })
        try await visit.office.accounts.grant(
            Rights(role: visit.form["role"].flatMap(Role.init(rawValue:)), districts: districts, ledgers: ledgers), to: number,
            revision: visit.form["revision"].flatMap(Int64.init) ?? -1, by: visit.access, at: visit.now)
        return .see("/accounts/\(number)?done=saved")
    }
}
