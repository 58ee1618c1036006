import Accounts
import Foundation
import Quantities

/// Signing in and out, and taking up an invitation.
enum SignInPages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/sign-in", may: .everyone, Text("登录", "Sign in")) { .html(form($0, nil)) }
        routes.page(.post, "/sign-in", may: .everyone, Text("提交账号和密码", "Send name and password"), begin)
        routes.page(.post, "/sign-in/code", may: .everyone, Text("提交验证码", "Send the code"), finish)
        routes.page(.post, "/sign-out", may: .signedIn, Text("退出", "Sign out")) { visit in
            if let signedIn = visit.signedIn { try await visit.office.accounts.signOut(signedIn, at: visit.now) }
            return Reply.see("/sign-in").setting(cookie: Cookies.clear(Cookies.session(visit.office), visit.office))
        }
        routes.page(.post, "/language", may: .everyone, Text("切换语言", "Choose the language"), language)
        routes.page(.get, "/invitation/:invitation", may: .everyone, Text("接受邀请", "Take up an invitation"), invitation)
        routes.page(.post, "/invitation/:invitation", may: .everyone, Text("设置密码", "Set a password"), accept)
        routes.page(.post, "/invitation/:invitation/code", may: .everyone, Text("启用第二因素", "Turn on the second factor"), enrol)
    }

    /// Only a path of our own: a link must not send people elsewhere after signing in.
    static func next(_ text: String?) -> String {
        guard let text, text.utf8.first == 0x2F, text.utf8.dropFirst().first != 0x2F, !text.utf8.contains(0x5C),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
        else { return "/" }
        return text
    }

    // MARK: Signing in

    private static func form(_ visit: Visit, _ error: AccountError?) -> HTML {
        let next = visit.query["next"] ?? visit.form["next"] ?? ""
        return visit.page(
            visit.t("登录", "Sign in"),
            """
            <form method="post" action="/sign-in" class="stack narrow">\(problem(visit, error))<input type="hidden" name="next" value="\(next)">
            <label>\(visit.t("账号", "Name"))<input name="login" autocomplete="username" autocapitalize="none" required autofocus maxlength="40"></label>
            <label>\(visit.t("密码", "Password"))<input name="password" type="password" autocomplete="current-password" required maxlength="256"></label>
            <button class="button">\(visit.t("下一步", "Next"))</button>
            <p class="quiet">\(visit.t("没有账户？请本单位系统管理员发出邀请。忘记密码或更换手机：请安全管理员重置。", "No account? Ask your system administrator for an invitation. Lost the password or the phone: a security administrator resets it."))</p>
            <p><a href="/published">\(visit.t("查看公开的报告（无需登录）", "Published reports, open to everyone"))</a></p></form>
            """)
    }

    private static func begin(_ visit: Visit) async throws -> Reply {
        let login = (visit.form.text("login") ?? "").lowercased()
        try visit.office.limits.take(.signIn, "login", login)
        do {
            let half = try await visit.office.accounts.begin(login: login, password: visit.form["password"] ?? "", at: visit.now)
            return Reply.html(codeForm(visit, nil)).setting(
                cookie: Cookies.set(Cookies.half(visit.office), half, visit.office, seconds: AccountBook.halfLife))
        } catch let error as AccountError {
            return .html(form(visit, error), status: 401)
        }
    }

    private static func codeForm(_ visit: Visit, _ error: AccountError?) -> HTML {
        visit.page(
            visit.t("验证码", "Code"),
            """
            <form method="post" action="/sign-in/code" class="stack narrow">\(problem(visit, error))<input type="hidden" name="next" value="\(visit.form["next"] ?? "")">
            <label>\(visit.t("手机验证器上的六位数字，或一个恢复码", "Six digits from your authenticator app, or a recovery code"))<input name="code" autocomplete="one-time-code" required autofocus maxlength="20"></label>
            <button class="button">\(visit.t("登录", "Sign in"))</button></form>
            """)
    }

    private static func finish(_ visit: Visit) async throws -> Reply {
        do {
            let signedIn = try await visit.office.accounts.finish(visit.half, code: visit.form["code"] ?? "", at: visit.now)
            return Reply.see(next(visit.form["next"]))
                .setting(cookie: Cookies.set(Cookies.session(visit.office), signedIn.session, visit.office))
                .setting(cookie: Cookies.clear(Cookies.half(visit.office), visit.office))
        } catch let error as AccountError where error.code == .codeRefused {
            return .html(codeForm(visit, error), status: 401)
        } catch let error as AccountError {
            return .html(form(visit, error), status: 401)
        }
    }

    private static func problem(_ visit: Visit, _ error: AccountError?) -> HTML? {
        error.map { error -> HTML in "<p class=\"problem\" role=\"alert\">\(visit.t(error.text))</p>" }
    }

    private static func language(_ visit: Visit) async throws -> Reply {
        let language = visit.form["language"].flatMap(Language.init(rawValue:)) ?? .chinese
        if let signedIn = visit.signedIn {
            guard visit.office.accounts.key.isToken(visit.form["form-token"] ?? "", "form", for: signedIn.session) else {
                throw Refusal.stale
            }
            try await visit.office.accounts.set(language, for: signedIn.access)
        }
        return Reply.see(next(visit.form["next"]))
            .setting(cookie: Cookies.set("anju-lang", language.rawValue, visit.office, seconds: 365 * 86_400))
    }

    // MARK: Invitations

    private static func invitation(_ visit: Visit) async throws -> Reply {
        let account = try await visit.office.accounts.invited(try visit.parameter("invitation"), at: visit.now)
        return .html(passwordForm(visit, account, nil))
    }

    private static func passwordForm(_ visit: Visit, _ account: Account, _ error: AccountError?) -> HTML {
        visit.page(
            visit.t("欢迎，\(account.name)", "Welcome, \(account.name)"),
            """
            <form method="post" class="stack narrow">\(problem(visit, error))<p>\(visit.t("账号", "Account"))：<b>\(account.login)</b></p>
            <input type="hidden" name="username" value="\(account.login)" autocomplete="username">
            <label>\(visit.t("设置密码（至少12位，越长越好）", "Choose a password (12 characters at least, the longer the better)"))<input name="password" type="password" autocomplete="new-password" required minlength="12" maxlength="256" autofocus></label>
            <label>\(visit.t("再输入一次", "Once more"))<input name="again" type="password" autocomplete="new-password" required minlength="12" maxlength="256"></label>
            <button class="button">\(visit.t("下一步", "Next"))</button></form>
            """)
    }

    private static func accept(_ visit: Visit) async throws -> Reply {
        let code = try visit.parameter("invitation")
        let account = try await visit.office.accounts.invited(code, at: visit.now)
        let password = visit.form["password"] ?? ""
        do {
            guard password == visit.form["again"] else { throw AccountError.passwordsDiffer }
            let (_, secret) = try await visit.office.accounts.accept(code, password: password, at: visit.now)
            return .html(secretForm(visit, account, secret, nil))
        } catch let error as AccountError where [.passwordWeak, .passwordsDiffer].contains(error.code) {
            return .html(passwordForm(visit, account, error), status: 422)
        }
    }

    private static func secretForm(_ visit: Visit, _ account: Account, _ secret: OneTimeCode, _ error: AccountError?) -> HTML {
        let uri = secret.uri(account: account.login, issuer: "Anju")
        return visit.page(
            visit.t("启用第二因素", "Turn on the second factor"),
            """
            <form method="post" action="/invitation/\(path: visit.parameters["invitation"] ?? "")/code" class="stack narrow">\(problem(visit, error))
            <p>\(visit.t("用手机验证器扫描，然后输入它显示的六位数字。", "Scan this with an authenticator app, then type the six digits it shows."))</p>
            <div class="qr">\(QRCode.svg(uri, title: visit.t("验证器二维码", "QR code for the authenticator")))</div>
            <p class="quiet">\(visit.t("不能扫描时手工输入", "Or type it in"))：<code>\(secret.base32)</code></p>
            <label>\(visit.t("六位数字", "Six digits"))<input name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="10" autofocus></label>
            <button class="button">\(visit.t("完成", "Done"))</button></form>
            """)
    }

    private static func enrol(_ visit: Visit) async throws -> Reply {
        let invitation = try visit.parameter("invitation")
        let account = try await visit.office.accounts.invited(invitation, at: visit.now)
        do {
            let codes = try await visit.office.accounts.enrol(invitation, code: visit.form["code"] ?? "", at: visit.now)
            return .html(
                visit.page(
                    visit.t("账户已启用", "The account is ready"),
                    """
                    <p>\(visit.t("请把下面的恢复码记在安全的地方；手机不在手边时，每个可代替验证码使用一次。它们不会再次显示。", "Keep these recovery codes in a safe place; each stands in for the app once. They are not shown again."))</p>
                    <ul class="codes">\(HTML(codes) { "<li><code>\($0)</code></li>" })</ul><p><a class="button" href="/sign-in">\(visit.t("去登录", "Sign in"))</a></p>
                    """))
        } catch let error as AccountError where error.code == .codeRefused {
            guard let secret = try await visit.office.accounts.pendingSecret(invitation, at: visit.now) else { throw error }
            return .html(secretForm(visit, account, secret, error), status: 422)
        }
    }
}
