import Accounts
import Ledgers
import Quantities

/// One's own account: password, language, tokens for programs.
enum OwnPages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/me", may: .signedIn, Text("我的账户", "My account")) { visit in .html(try await page(visit)) }
        routes.page(.post, "/me/password", may: .signedIn, Text("更改密码", "Change the password"), password)
        routes.page(.post, "/me/tokens", may: .signedIn, Text("新建令牌", "Make a token"), makeToken)
        routes.page(.post, "/me/tokens/end", may: .signedIn, Text("终止令牌", "End a token")) { visit in
            try await visit.office.accounts.endToken(visit.form["name"] ?? "", for: visit.access, at: visit.now)
            return .see("/me?done=ended")
        }
    }

    private static func page(_ visit: Visit, problem: AccountError? = nil, made: String? = nil) async throws -> HTML {
        guard let signedIn = visit.signedIn else { throw Refusal.signInNeeded }
        let account = signedIn.account
        let tokens = try await visit.office.accounts.tokens(for: visit.access)
        let fault = problem.map { error -> HTML in "<p class=\"problem\" role=\"alert\">\(visit.t(error.text))</p>" }
        let fresh = made.map { text -> HTML in
            "<p class=\"hint\">\(visit.t("新令牌，只显示这一次：", "The new token, shown only now:")) <code id=\"token\">\(text)</code></p>"
        }
        let rows = HTML(tokens) { token in
            """
            <tr><td>\(token.label)</td><td><code>\(token.name)…</code></td><td>\(token.expiresAt.prefix(10))</td><td><form method="post" action="/me/tokens/end" class="inline">\(visit.tokenField)<input type="hidden" name="name" value="\(token.name)"><button class="danger">\(visit.t("终止", "End"))</button></form></td></tr>
            """
        }
        let table: HTML =
            "<div class=\"scroll\"><table><thead><tr><th>\(visit.t("用途", "For"))</th><th>\(visit.t("标识", "Mark"))</th><th>\(visit.t("有效期至", "Good until"))</th><th></th></tr></thead><tbody>\(rows)</tbody></table></div>"
        let permissions = signedIn.access.permissions.sorted().map { visit.t($0.title) }.joined(separator: visit.t("、", ", "))
        return visit.page(
            visit.t("我的账户", "My account"),
            """
            <div class="grid"><section class="card"><h2>\(account.name)</h2><dl class="facts"><dt>\(visit.t("账号", "Name"))</dt><dd>\(account.login)</dd>
            <dt>\(visit.t("角色", "Role"))</dt><dd>\(account.role.map { visit.t($0.title) } ?? visit.t("未授权", "none yet"))</dd>
            <dt>\(visit.t("行政区划", "Districts"))</dt><dd>\(visit.regions.map { $0.name[visit.language] }.joined(separator: visit.t("、", ", ")))</dd>
            <dt>\(visit.t("权限", "May"))</dt><dd>\(permissions)</dd></dl></section>
            <section class="card"><h2>\(visit.t("更改密码", "Change the password"))</h2>\(fault)<form method="post" action="/me/password" class="stack">\(visit.tokenField)
            <input type="hidden" name="username" autocomplete="username" value="\(account.login)">
            <label>\(visit.t("现在的密码", "Present password"))<input type="password" name="old" required autocomplete="current-password" maxlength="256"></label>
            <label>\(visit.t("新密码（至少12位）", "New password (12 at least)"))<input type="password" name="new" required minlength="12" maxlength="256" autocomplete="new-password"></label>
            <label>\(visit.t("再输入一次", "Once more"))<input type="password" name="again" required minlength="12" maxlength="256" autocomplete="new-password"></label>
            <button>\(visit.t("更改", "Change"))</button></form></section></div>
            <section class="card"><h2>\(visit.t("程序接口令牌", "Tokens for programs"))</h2><p class="quiet">\(visit.t("令牌的权限与您相同。接口说明见", "A token may do what you may. The interface is described in")) <a href="/api/v1/openapi.json">openapi.json</a></p>
            \(fresh)\(table, if: !tokens.isEmpty)<form method="post" action="/me/tokens" class="row">\(visit.tokenField)<label>\(visit.t("用途", "For"))<input name="label" required maxlength="60"></label><label>\(visit.t("有效天数", "Days"))<input name="days" type="number" min="1" max="365" value="90"></label><button>\(visit.t("新建令牌", "Make a token"))</button></form></section>
            """)
    }

    private static func password(_ visit: Visit) async throws -> Reply {
        guard let signedIn = visit.signedIn else { throw Refusal.signInNeeded }
        do {
            guard visit.form["new"] == visit.form["again"] else { throw AccountError.passwordsDiffer }
            try await visit.office.accounts.changePassword(
                from: visit.form["old"] ?? "", to: visit.form["new"] ?? "", for: signedIn, at: visit.now)
            return .see("/me?done=password")
        } catch let error as AccountError {
            return .html(try await page(visit, problem: error), status: 422)
        }
    }

    private static func makeToken(_ visit: Visit) async throws -> Reply {
        let text = try await visit.office.accounts.makeToken(
            label: visit.form.text("label") ?? "API", days: visit.form["days"].flatMap(Int64.init) ?? 90, for: visit.access, at: visit.now)
        return .html(try await page(visit, made: text))
    }
}
