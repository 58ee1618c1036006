import Casework
import Ledgers
import Quantities
import Store

/// The projects of a plan batch, each with the decision it rests on.
enum PlanSection {
    static func html(_ visit: Visit, _ view: CaseView) async throws -> HTML {
        let (access, year, batch) = (visit.access, view.line.year, view.line.key)
        let meeting = view.line.entry["meeting"].plain
        let (items, decisions) = try await visit.office.database.read { connection in
            (
                try Entries.current(connection, access, .planItems, year: year).filter { $0["batch"].plain == batch },
                try Entries.current(connection, access, .meetingItems, year: year).filter { $0["meeting"].plain == meeting }
            )
        }
        let ruling = Dictionary(decisions.map { ($0["item"].plain, $0["decision"].plain) }) { first, _ in first }
        var table = DataTable(
            "items", title: visit.t("计划项目\(batch)", "Projects of \(batch)"),
            columns: [
                .init("project", visit.t("项目编号", "Project")), .init("list", visit.t("计划类别", "List")),
                .init("homes", visit.t("套数", "Homes"), number: true), .init("standing", visit.t("是否列入", "Standing"), minor: true),
                .init("decision", visit.t("会议决定", "Decision")),
            ])
        var rulings: [Choice] = []
        if case .choice(let choices) = Sheet.meetingItems.column("decision")?.type { rulings = choices }
        table.rows = items.map { item in
            let code = item["project"].plain
            let place = RegionCode(item["place"].plain) ?? view.line.district
            let decision = ruling[code] ?? ""
            let isListed = item["standing"].plain == "listed"
            let mark: HTML =
                "<span class=\"state \(decision == "approve" ? "good" : decision.isEmpty ? "info" : "overdue")\">\(decision.isEmpty ? visit.t("待议", "open") : ProjectPages.word(rulings, decision, visit))</span>"
            var homes: Int64 = 0
            if case .integer(let number) = item["homes"] { homes = number }
            return [
                .link(code, CasePages.path(.project, place, code, year: visit.year)),
                .init(ProjectPages.word(Choices.planList, item["list"].plain, visit)), .init(homes),
                .init(isListed ? visit.t("列入", "listed") : visit.t("调出", "taken out")),
                .init(ProjectPages.word(rulings, decision, visit), html: mark),
            ]
        }
        table.empty = visit.empty(visit.t("批次中还没有项目。", "The batch is empty."))
        table.pageSize = 50
        let sums = HTML(Choices.planList) { list -> HTML in
            let its = items.filter { $0["list"].plain == list.code && $0["standing"].plain == "listed" }
            let homes = its.reduce(Int64(0)) { sum, item in if case .integer(let number) = item["homes"] { sum + number } else { sum } }
            return its.isEmpty
                ? HTML.nothing : "<li>\(visit.t(list.name)) <b>\(its.count)</b>\(visit.t("个，", ", "))\(homes)\(visit.t("套", " homes"))</li>"
        }
        let link: HTML =
            meeting.isEmpty
            ? ""
            : "<p>\(visit.t("审议会议", "Meeting"))：<a href=\"\(CasePages.path(.meeting, visit.office.regions.city.code, meeting, year: year))\">\(meeting)</a></p>"
        return
            "<section class=\"card\"><h2>\(visit.t("计划项目", "Projects"))</h2>\(link)<ul class=\"counts\">\(sums)</ul>\(table.html(visit))</section>"
    }
}
