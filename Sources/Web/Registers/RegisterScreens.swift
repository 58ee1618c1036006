import Casework
import Evaluation
import Ledgers
import Quantities
import Store

extension Overview {
    static let policies = Overview(
        name: "policies", group: .registers, title: Text("政策文件和引用", "Policies and who cites them"),
        purpose: Text(
            "文件的版本和效力；被哪些指标、方案和校核规则引用；被引用而没有登记的",
            "Versions and standing; which indicators, schemes and checks cite them; what is cited and not registered")
    ) { visit in
        let access = visit.access
        let model = try (try? visit.office.model(visit.year)) ?? visit.office.model(visit.office.defaultYear)
        let board = try await visit.office.database.read { try PolicyBoard($0, access, model: model) }
        return Content(tables: [RegisterScreens.policies(visit, board), RegisterScreens.unregistered(visit, board)])
    }

    static let tasks = Overview(
        name: "tasks", group: .registers, title: Text("年度重点任务", "Tasks of the year"),
        purpose: Text("按方面汇总：牵头单位、时限、进展和逾期", "By area: lead, deadline, progress and what is late")
    ) { visit in
        let (access, year, today) = (visit.access, visit.year, visit.now.date)
        let board = try await visit.office.database.read { try TaskBoard($0, access, year: year, on: today) }
        return Content(
            head: RegisterScreens.head(visit, board), tables: [RegisterScreens.areas(visit, board), RegisterScreens.tasks(visit, board)])
    }
}

enum RegisterScreens {
    static func policies(_ visit: Visit, _ board: PolicyBoard) -> DataTable {
        let city = visit.office.regions.city.code
        var table = DataTable(
            "policies", title: visit.t("政策文件", "Policies"),
            columns: [
                .init("policy", visit.t("编号", "Policy")), .init("title", visit.t("文件名称", "Title")),
                .init("document", visit.t("发文字号", "Document")),
                .init("state", visit.t("效力", "Standing")), .init("from", visit.t("施行", "From"), minor: true),
                .init("until", visit.t("失效", "Until"), minor: true),
                .init("versions", visit.t("替代关系", "Versions"), minor: true), .init("topic", visit.t("主题", "Topic"), minor: true),
                .init("cited", visit.t("引用", "Cited by")),
            ])
        table.rows = board.policies.map { policy in
            let versions = [
                policy.supersedes.isEmpty ? nil : visit.t("替代\(policy.supersedes)", "supersedes \(policy.supersedes)"),
                policy.successor.isEmpty ? nil : visit.t("被\(policy.successor)替代", "superseded by \(policy.successor)"),
            ].compactMap(\.self).joined(separator: visit.t("，", ", "))
            let style = policy.state.code == "in_force" ? "good" : policy.state.code == "draft" ? "info" : "warn"
            return [
                visit.caseLink(.policy, city, policy.key), .init(policy.title), .init(policy.document),
                visit.label(visit.t(policy.state.name), style), visit.date(policy.effectiveOn), visit.date(policy.endedOn), .init(versions),
                .init(policy.topic), cited(visit, policy.citations),
            ]
        }
        table.empty = visit.empty(
            visit.t("还没有登记政策文件。", "No policies are registered."), (visit.t("登记文件", "Register one"), "/cases/policy/new/register"))
        return table
    }

    static func cited(_ visit: Visit, _ citations: [PolicyBoard.Citation]) -> DataTable.Cell {
        let text = citations.map { visit.t($0.kind.title) + visit.t("：", ": ") + visit.t($0.title) }.joined(separator: visit.t("；", "; "))
        let items = HTML(citations) { "<li>\(visit.t($0.kind.title)) \(link(visit, $0))</li>" }
        let summary = visit.t("\(citations.count)处", "\(citations.count)")
        let html: HTML =
            citations.isEmpty ? "<span class=\"quiet\">—</span>" : "<details><summary>\(summary)</summary><ul>\(items)</ul></details>"
        return .init(text, html: html)
    }

    private static func link(_ visit: Visit, _ citation: PolicyBoard.Citation) -> HTML {
        switch citation.kind {
        case .indicator where visit.may(.readEvaluation):
            return "<a href=\"/dashboard/\(path: citation.code)?year=\(visit.year)\">\(visit.t(citation.title))</a>"
        case .scheme where visit.may(.readEvaluation):
            return "<a href=\"/evaluation/\(path: citation.code)?year=\(visit.year)\">\(visit.t(citation.title))</a>"
        case .rule: return "\(citation.code) \(visit.t(citation.title))"
        default: return "\(visit.t(citation.title))"
        }
    }

    static func unregistered(_ visit: Visit, _ board: PolicyBoard) -> DataTable {
        var table = DataTable(
            "unregistered", title: visit.t("被引用而没有登记的有效文件", "Cited, and no policy in force is registered"),
            columns: [
                .init("kind", visit.t("引用者", "Who cites")), .init("title", visit.t("名称", "Title")),
                .init("names", visit.t("主题或文号", "Topic or document")),
            ])
        table.rows = board.unregistered.map { citation in
            [.init(visit.t(citation.kind.title)), .init(visit.t(citation.title), html: link(visit, citation)), .init(citation.names)]
        }
        table.empty = "<p class=\"quiet\">\(visit.t("没有。", "None."))</p>"
        return table
    }

    static func head(_ visit: Visit, _ board: TaskBoard) -> HTML {
        let (done, late) = (board.tasks.count { $0.state == "done" }, board.tasks.count { $0.daysLate > 0 })
        return """
            <div class="grid tight">\(visit.stat(visit.t("方面", "Areas"), String(board.areas.count)))\(visit.stat(visit.t("任务", "Tasks"), String(board.tasks.count)))\(visit.stat(visit.t("已完成", "Done"), String(done)))\(visit.stat(visit.t("逾期", "Late"), String(late), late == 0 ? "good" : "bad"))</div>
            """
    }

    static func areas(_ visit: Visit, _ board: TaskBoard) -> DataTable {
        var table = DataTable(
            "areas", title: visit.t("各方面", "By area"),
            columns: [
                .init("area", visit.t("方面", "Area")), .init("tasks", visit.t("任务", "Tasks"), number: true),
                .init("done", visit.t("已完成", "Done"), number: true), .init("late", visit.t("逾期", "Late"), number: true),
                .init("next", visit.t("最近时限", "Next deadline")),
            ])
        table.rows = board.areas.map { area in
            [
                .init(area.name), .init(area.tasks.count), .init(area.done), .init(area.late),
                visit.date(area.tasks.filter { $0.state != "done" }.compactMap(\.deadline).min()),
            ]
        }
        table.empty = visit.empty(
            visit.t("本年度没有任务。", "No tasks this year."), (visit.t("登记任务", "Add one"), "/cases/task/new/add?year=\(visit.year)"))
        return table
    }

    static func tasks(_ visit: Visit, _ board: TaskBoard) -> DataTable {
        var table = DataTable(
            "tasks", title: visit.t("任务清单", "Tasks"),
            columns: [
                .init("area", visit.t("方面", "Area")), .init("task", visit.t("编号", "Task")), .init("title", visit.t("任务", "What")),
                .init("lead", visit.t("牵头单位", "Lead")), .init("deadline", visit.t("时限", "Deadline")),
                .init("state", visit.t("进展", "State")),
                .init("late", visit.t("逾期（天）", "Days late"), number: true), .init("report", visit.t("最近报告", "Last report"), minor: true),
            ])
        let city = visit.office.regions.city.code
        for area in board.areas {
            table.rows += area.tasks.map { task in
                let report = task.reportedOn.map { "\($0) \(task.lastReport)" } ?? ""
                return [
                    .init(area.name), visit.caseLink(.task, city, task.key), .init(task.title), .init(task.lead), visit.date(task.deadline),
                    visit.label(
                        visit.t(CaseKind.task.state(task.state).name), task.state == "done" ? "good" : task.daysLate > 0 ? "bad" : "info"),
                    task.daysLate > 0 ? .init(task.daysLate) : .init("", value: 0), .init(report),
                ]
            }
        }
        return table
    }
}
