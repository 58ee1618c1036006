import Quantities

/// 公众服务: what residents find without an account.
enum PortalPages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/portal", may: .everyone, Text("公众服务", "For residents"), home)
        routes.page(.post, "/portal/type", may: .everyone, body: .form(limit: 1 << 12), Text("字号", "Type size"), type)
    }

    private static func home(_ visit: Visit) async throws -> Reply {
        let doors: [(String, Text, Text)] = [
            ("/vote", Text("业主表决", "Owners’ votes"), Text("凭通知上的表决码，结果可以核对", "With the code on the notice; results that can be checked")),
            ("/survey", Text("满意度调查填答", "Answer a survey"), Text("凭邀请信上的12位邀请码", "With the code on your letter")),
            ("/portal/surveys", Text("满意度调查结果", "Survey results"), Text("各项、各区的结果和误差", "By item and district, with margins of error")),
            ("/published", Text("绩效评价报告", "Published evaluations"), Text("双方签署的报告，可以核验", "Signed reports that can be verified")),
        ]
        let items = HTML(doors) { "<li><a href=\"\($0.0)\"><b>\(visit.t($0.1))</b>\(visit.t($0.2))</a></li>" }
        return .html(visit.portal(visit.t("您要办什么", "What would you like to do"), "<ul class=\"doors\">\(items)</ul>"))
    }

    /// Kept in a cookie for a year; back to where one was.
    private static func type(_ visit: Visit) async throws -> Reply {
        let size = visit.form["type"] == "large" ? "large" : "usual"
        return Reply.see(SignInPages.next(visit.form["next"]))
            .setting(cookie: Cookies.set("anju-type", size, visit.office, seconds: 365 * 86_400))
    }
}
