import Quantities

/// 公众服务: what residents find without an account.
enum PortalPages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/portal", may: .everyone, Text("公众服务", "For residents"), home)
        routes.page(.post, "/portal/type", may: .everyone, body: .form(limit: 1 << 12), Text("字号", "Type size"), type)
    }

    private static func home(_ visit: Visit) async throws -> Reply {
        // A door is shown where there is something behind it.
        let items = HTML(doors.filter { door in WebServer.routes.contains { $0.path == door.path } }) {
            "<li><a href=\"\($0.path)\"><b>\(visit.t($0.title))</b>\(visit.t($0.text))</a></li>"
        }
        return .html(
            visit.portal(
                visit.t("您要办什么", "What would you like to do"),
                "<ul class=\"doors\">\(items)</ul>"))
    }

    private struct Door: Sendable {
        let path: String
        let title: Text
        let text: Text
    }

    private static let doors = [
        Door(
            path: "/portal/communities", title: Text("我家附近的老旧小区改造", "Renewal near you"),
            text: Text("按区、街道、小区名查计划和进度", "Plans and progress by district, street or name")),
        Door(
            path: "/my-application", title: Text("我的住房申请和轮候位次", "My application and place"),
            text: Text("登录后查看、补正", "Sign in to see and complete it")),
        Door(
            path: "/vote", title: Text("业主表决", "Owners’ votes"),
            text: Text("凭通知上的表决码，结果可以核对", "With the code on the notice; results that can be checked")),
        Door(path: "/survey", title: Text("满意度调查填答", "Answer a survey"), text: Text("凭邀请信上的12位邀请码", "With the code on your letter")),
        Door(
            path: "/certificates/check", title: Text("核验项目认定书", "Check a certificate"),
            text: Text("凭认定书编号和核验码", "By its number and check code")),
        Door(
            path: "/portal/projects", title: Text("保障性住房项目", "Housing projects"), text: Text("位置、类型和套数", "Kind, place and homes")),
        Door(path: "/portal/plans", title: Text("建设筹集计划", "Plans by batch"), text: Text("各批次计划清单", "What each batch holds")),
        Door(
            path: "/portal/complaints", title: Text("投诉建议", "Complaints and suggestions"),
            text: Text("提交、查询答复", "Send one, look up the answer")),
        Door(
            path: "/portal/surveys", title: Text("满意度调查结果", "Survey results"),
            text: Text("各项、各区的结果和误差", "By item and district, with margins of error")),
        Door(
            path: "/published", title: Text("绩效评价报告", "Published evaluations"),
            text: Text("双方签署的报告，可以自行核验", "Signed reports that anybody can verify")),
    ]

    /// Kept in a cookie for a year; back to where one was.
    private static func type(_ visit: Visit) async throws -> Reply {
        let size = visit.form["type"] == "large" ? "large" : "usual"
        return Reply.see(SignInPages.next(visit.form["next"]))
            .setting(cookie: Cookies.set("anju-type", size, visit.office, seconds: 365 * 86_400))
    }
}
