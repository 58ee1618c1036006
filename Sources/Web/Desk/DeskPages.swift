import Accounts
import Casework
import Ledgers
import Quantities
import Review
import Store

/// 工作台: what waits for the person who looks at it.
enum DeskPages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/", may: .signedIn, Text("工作台", "Desk"), show)
    }

    private static func show(_ visit: Visit) async throws -> Reply {
        guard visit.may(.readLedgers) else { return .html(visit.page(visit.t("工作台", "Desk"), withoutLedgers(visit))) }
        let (access, book) = (visit.access, visit.office.accounts)
        let (year, today) = (visit.year, visit.now.date)
        let (desk, names, waiting) = try await visit.office.database.read {
            (try Desk($0, access), try book.names($0), try Cases.waiting($0, access, year: year, today: today))
        }
        let owed: [Obligation] =
            visit.may(.fileReturns)
            ? try await ReturnPages.owed(visit, year: visit.year).filter { $0.isOpen && $0.isUrgent }.sorted {
                ($0.deadline?.dayNumber ?? 0, $0.address) < ($1.deadline?.dayNumber ?? 0, $1.address)
            }
            : []
        let cards: [HTML] = [
            pages(visit, visit.t("退回给我的", "Sent back to me"), desk.returned, names, showsReason: true),
            pages(visit, visit.t("待我审核", "To approve"), desk.toApprove, names),
            pages(visit, visit.t("待我接收", "To accept"), desk.toAccept, names),
            questions(visit, visit.t("待答复的问题", "Questions to answer"), desk.toAnswer, names),
            questions(visit, visit.t("已答复，待办结", "Answered, to be closed"), desk.answered, names),
            requests(visit, desk.toDecide, names), try await ComplaintPages.waiting(visit), due(visit, owed), cases(visit, waiting),
        ].filter { !$0.isEmpty }
        let nothing = visit.empty(
            visit.t("现在没有待办事项。", "Nothing waits for you now."),
            visit.may(.readLedgers) ? (visit.t("查看填报情况", "See the returns"), "/returns") : nil)
        return .html(
            visit.page(
                visit.t("工作台", "Desk"), "<div class=\"grid\">\(HTML(cards) { $0 })</div>\(nothing, if: cards.isEmpty)"))
    }

    private static func withoutLedgers(_ visit: Visit) -> HTML {
        guard let role = visit.signedIn?.account.role else {
            return "<p class=\"hint\">\(visit.t("账户还没有权限，请联系安全管理员授权。", "The account has no rights yet; ask a security administrator."))</p>"
        }
        let links = HTML(Visit.places.filter { $0.path != "/" && $0.may.isMet(by: visit.signedIn?.access) }) {
            "<p><a class=\"button\" href=\"\($0.path)\">\(visit.t($0.title))</a></p>"
        }
        return "<section class=\"card\"><h2>\(visit.t(role.title))</h2>\(links)</section>"
    }

    private static let most = 8

    static func card(_ title: String, _ count: Int, _ items: HTML, more: HTML? = nil) -> HTML {
        count == 0
            ? HTML.nothing
            : "<section class=\"card\"><h2>\(title)　<span class=\"state warn\">\(count)</span></h2><ul class=\"timeline\">\(items)</ul>\(more)</section>"
    }

    private static func pages(_ visit: Visit, _ title: String, _ pages: [PageStatus], _ names: [String: String], showsReason: Bool = false)
        -> HTML
    {
        let items = HTML(pages.prefix(most)) { status in
            let reason: HTML = "<br><span class=\"said\">\(status.reason)</span>"
            return """
                <li><a href="\(ReturnPages.path(status.address))">\(ReturnPages.title(status.address, visit))</a>
                <br><span class="quiet">\(names[status.actor] ?? status.actor) \(visit.time(status.changedAt))</span>\(reason, if: showsReason)</li>
                """
        }
        let state = pages.first?.state.rawValue ?? ""
        let more: HTML = "<p><a href=\"/returns/list?state=\(path: state)\">\(visit.t("全部\(pages.count)个", "All \(pages.count)"))</a></p>"
        return card(title, pages.count, items, more: pages.count > 1 ? more : nil)
    }

    private static func questions(_ visit: Visit, _ title: String, _ questions: [Question], _ names: [String: String]) -> HTML {
        card(
            title, questions.count,
            HTML(questions.prefix(most)) { question in
                "<li><a href=\"/questions/\(question.number)\">\(question.name)</a> \(question.text.prefix(60)) <br><span class=\"quiet\">\(names[question.actor] ?? question.actor) \(visit.time(question.askedAt))</span></li>"
            })
    }

    private static func requests(_ visit: Visit, _ requests: [Request], _ names: [String: String]) -> HTML {
        card(
            visit.t("待批准的豁免和延期", "Waivers and extensions to decide"), requests.count,
            HTML(requests.prefix(most)) { request in
                "<li><a href=\"/waivers\">\(visit.t(request.kind.title))\(request.number)</a> \(visit.office.regions[request.district]?.name[visit.language] ?? "") \(request.reason.prefix(60)) <br><span class=\"quiet\">\(names[request.actor] ?? request.actor)</span></li>"
            })
    }

    private static func cases(_ visit: Visit, _ waiting: [WaitingCase]) -> HTML {
        card(
            visit.t("待我办理", "Cases for me to act on"), waiting.count,
            HTML(waiting.prefix(most)) { item in
                let line = item.line
                return """
                    <li><a href="\(CasePages.path(line.kind, line.district, line.key, year: line.year))">\(line.title)</a> \(visit.t(line.kind.title))：\(visit.t(item.act.title))
                    <span class="state \(item.isLate ? "overdue" : "due")">\(item.isLate ? visit.t("已逾期，应于\(item.due)前", "overdue since \(item.due)") : visit.t("应于\(item.due)前", "due by \(item.due)"))</span></li>
                    """
            })
    }

    private static func due(_ visit: Visit, _ owed: [Obligation]) -> HTML {
        let items = HTML(owed.prefix(most)) { obligation in
            "<li><a href=\"\(ReturnPages.path(obligation.address))\">\(ReturnPages.title(obligation.address, visit))</a> \(ReturnPages.badge(obligation, visit))</li>"
        }
        let more: HTML = "<p><a href=\"/returns/list?due=1\">\(visit.t("全部\(owed.count)个", "All \(owed.count)"))</a></p>"
        return card(visit.t("到期和逾期未报", "Due and overdue"), owed.count, items, more: owed.count > most ? more : nil)
    }
}
