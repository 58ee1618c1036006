import Casework
import Evaluation
import Ledgers
import Quantities
import Store

/// 项目总览: the reserve with maturity and completeness; progress with its two cohorts, forecasts and warnings; the five-year goal.
enum ProjectPages {
    static let screens = [
        CaseHub.Screen(group: .projects, path: "/projects", title: Text("储备库和项目总表", "Reserve and all projects")),
        CaseHub.Screen(
            group: .projects, path: "/projects/progress", title: Text("进度和预警", "Progress and warnings"), may: .may(.readEvaluation)),
    ]

    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/projects", may: .may(.readLedgers), Text("储备库和项目总表", "Reserve and all projects"), list)
        routes.page(.get, "/projects/progress", may: .may(.readEvaluation), Text("进度和预警", "Progress and warnings"), ProgressScreen.show)
    }

    static func overview(_ visit: Visit) async throws -> ProjectOverview {
        let (access, year) = (visit.access, visit.year)
        guard access.allows(ledger: Sheet.projects.ledger) else { throw Refusal.notFound }
        return try await visit.office.database.read { try ProjectOverview.read($0, access, year: year) }
    }

    /// The day warnings are reckoned at: today, or the year's end where the year is over.
    static func day(_ visit: Visit) -> CivilDate {
        let end = CivilDate(year: visit.year, month: 12, day: 31) ?? visit.now.date
        return min(visit.now.date, end)
    }

    static func word(_ choices: [Choice], _ code: String, _ visit: Visit) -> String {
        choices.first { $0.code == code }.map { visit.t($0.name) } ?? code
    }

    static func link(_ line: ProjectLine, _ visit: Visit) -> DataTable.Cell {
        .link(line.code, CasePages.path(.project, line.district, line.code, year: visit.year))
    }

    private static func list(_ visit: Visit) async throws -> Reply {
        let overview = try await overview(visit)
        let state = visit.query["state"] ?? ""
        let lines = overview.lines.filter { state.isEmpty || $0.state.code == state }
        var table = DataTable(
            "projects", title: visit.t("建设筹集项目", "Housing projects"),
            columns: [
                .init("code", visit.t("项目编号", "Project")), .init("name", visit.t("项目名称", "Name")),
                .init("district", visit.t("行政区划", "District")), .init("state", visit.t("状态", "State")),
                .init("maturity", visit.t("成熟度", "Maturity")),
                .init("file", visit.t("档案缺", "Missing documents"), number: true), .init("housing", visit.t("住房类型", "Housing"), minor: true),
                .init("source", visit.t("来源", "Source"), minor: true), .init("homes", visit.t("批准套数", "Approved"), number: true),
                .init("started", visit.t("已开工（筹集）", "Started"), number: true),
                .init("basic", visit.t("基本建成", "Basically complete"), number: true),
                .init("completed", visit.t("竣工", "Completed"), number: true),
            ])
        table.rows = lines.map { line in
            let grade = line.maturity.isEmpty ? "—" : line.maturity
            let missing = line.missing.map { visit.t($0.title) }.joined(separator: visit.t("、", ", "))
            let file: HTML =
                line.missing.isEmpty
                ? "<span class=\"state good\">\(visit.t("齐全", "complete"))</span>"
                : "<span class=\"state warn\" title=\"\(missing)\">\(line.missing.count)</span>"
            return [
                link(line, visit), .init(line.name), .init(CasePages.district(line.district, visit)), .init(visit.t(line.state.name)),
                .init(grade), .init(String(line.missing.count), value: Rational(line.missing.count), html: file),
                .init(word(Choices.housing, line.housing, visit)), .init(word(Choices.source, line.entry["source"].plain, visit)),
                .init(line.homes), .init(line.milestones.started), .init(line.milestones.basic), .init(line.milestones.completed),
            ]
        }
        table.empty = visit.empty(
            visit.t("没有项目。", "No projects."), (visit.t("申报项目", "Register one"), "/cases/project/new/register?year=\(visit.year)"))
        if let file = try table.export(visit) { return file }
        let options = HTML(CaseKind.project.states) {
            "<option value=\"\($0.code)\"\(" selected", if: $0.code == state)>\(visit.t($0.name))</option>"
        }
        let filter: HTML = """
            <form class="row"><label>\(visit.t("年度", "Year")) <input name="year" value="\(visit.year)" inputmode="numeric" size="5" maxlength="4"></label><label>\(visit.t("状态", "State")) <select name="state" data-go><option value="">\(visit.t("全部", "All"))</option>\(options)</select></label><button class="plain">\(visit.t("查看", "Show"))</button></form>
            """
        let counts = HTML(["A", "B", "C"]) { grade in
            let number = overview.lines.count { $0.state.code == "reserve" && $0.maturity == grade }
            return "<li>\(visit.t("储备项目\(grade)类", "Reserve, grade \(grade)")) <b>\(number)</b></li>"
        }
        return .html(
            visit.page(
                visit.t("储备库和项目总表", "Reserve and all projects"), trail: [(visit.t("业务办理", "Casework"), "/cases?year=\(visit.year)")],
                isWide: true, aside: filter,
                """
                <ul class="counts">\(counts)</ul><p class="quiet">\(visit.t("成熟度按项目档案中的材料判定，档案要求按来源和阶段确定（均为示例标准，见 docs/casework.md）。", "The grade follows from the documents in the file; what a file needs depends on source and stage (example criteria, see docs/casework.md)."))</p>\(table.html(visit))
                """))
    }
}
