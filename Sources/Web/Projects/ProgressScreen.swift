import Casework
import Evaluation
import Ledgers
import Quantities
import Store

/// 进度和预警.
enum ProgressScreen {
    /// The overview with the forecasts of its indicators.
    static func read(_ visit: Visit) async throws -> (ProjectOverview, [ProgressForecast]) {
        let overview = try await ProjectPages.overview(visit)
        let result = try await visit.office.evaluation(visit.year, visit.access)
        let series = try await visit.office.evaluator(visit.year, visit.access).series(of: result)
        return (overview, overview.forecasts(series.outlooks, on: ProjectPages.day(visit)))
    }

    static func show(_ visit: Visit) async throws -> Reply {
        let (overview, forecasts) = try await read(visit)
        let (access, year) = (visit.access, visit.year)
        let goal = try await visit.office.database.read { try FiveYearGoal.read($0, access, year: year) }
        let (ahead, late) = (forecastTable(visit, forecasts), warningTable(visit, overview.warnings(on: ProjectPages.day(visit))))
        for table in [ahead, late] { if let file = try table.export(visit) { return file } }
        let housings = Choices.housing.map { housing -> HTML in
            let cohorts = overview.cohorts([housing.code])
            return cohortTable(visit, housing, cohorts)
        }
        return .html(
            visit.page(
                visit.t("进度和预警", "Progress and warnings"), trail: [(visit.t("业务办理", "Casework"), "/cases?year=\(year)")], isWide: true,
                aside: CasePages.yearForm(visit),
                """
                \(goal.map { five(visit, $0) })<h2>\(visit.t("年度指标预测", "Forecasts of the year's indicators"))</h2><p class="quiet">\(visit.t(ProgressForecast.method))</p>\(ahead.html(visit))
                <h2>\(visit.t("两个批次", "Two cohorts"))</h2><p class="quiet">\(visit.t("当年计划的开工（筹集），和以前年度已开工项目的建成、竣工，分别统计。", "Starts of this year's plan, and completions of what was started before, are counted apart."))</p><div class="grid">\(HTML(housings) { $0 })</div>
                <h2>\(visit.t("项目预警", "Projects that lag"))</h2>\(late.html(visit))
                """))
    }

    private static func number(_ value: Rational?) -> DataTable.Cell {
        guard let value else { return .init("—") }
        return .init(value.rounded(decimals: 0).exactDecimal ?? value.description, value: value)
    }

    private static func badge(_ level: ProgressForecast.Level, _ visit: Visit) -> HTML {
        let style =
            switch level {
            case .reached: "good"
            case .onCourse: "info"
            case .behindPlan: "warn"
            case .atRisk: "overdue"
            }
        return "<span class=\"state \(style)\">\(visit.t(level.title))</span>"
    }

    private static func forecastTable(_ visit: Visit, _ forecasts: [ProgressForecast]) -> DataTable {
        var table = DataTable(
            "forecasts", title: visit.t("年度指标预测", "Forecasts"),
            columns: [
                .init("indicator", visit.t("指标", "Indicator")), .init("place", visit.t("行政区划", "Place")),
                .init("level", visit.t("预警", "Level")), .init("target", visit.t("目标", "Target"), number: true),
                .init("reached", visit.t("已完成", "Reached"), number: true),
                .init("due", visit.t("计划应达", "Due by now"), number: true), .init("linear", visit.t("按进度预计", "By pace"), number: true),
                .init("planned", visit.t("按计划预计", "By plan"), number: true), .init("reason", visit.t("依据", "Why"), minor: true),
            ])
        // What asks for work stands first; the city before its districts.
        let order = ProgressForecast.Level.allCases.reversed()
        table.rows = forecasts.filter { $0.target != nil && !($0.target?.isZero ?? true) || !$0.reached.isZero }
            .enumerated().sorted { a, b in
                let (x, y) = (a.element, b.element)
                if (x.region == nil) != (y.region == nil) { return x.region == nil }
                let (p, q) = (order.firstIndex(of: x.level), order.firstIndex(of: y.level))
                return p == q ? a.offset < b.offset : (p ?? order.startIndex) < (q ?? order.startIndex)
            }.map { item in
                let forecast = item.element
                let place = forecast.region ?? visit.office.regions.city.code
                let tag = forecast.figure + (forecast.region.map { "@\($0)" } ?? "")
                return [
                    .link(visit.t(forecast.indicator), "/figures/\(HTML.encoded(tag))?year=\(visit.year)"),
                    .init(CasePages.district(place, visit)), .init(visit.t(forecast.level.title), html: badge(forecast.level, visit)),
                    number(forecast.target), number(forecast.reached), number(forecast.plannedByNow), number(forecast.linear),
                    number(forecast.planned), .init(visit.t(forecast.reason)),
                ]
            }
        table.empty = visit.empty(visit.t("没有目标和进度。", "Neither targets nor progress."))
        table.pageSize = 40
        return table
    }

    private static func warningTable(_ visit: Visit, _ warnings: [ProjectWarning]) -> DataTable {
        var table = DataTable(
            "warnings", title: visit.t("项目预警", "Projects that lag"),
            columns: [
                .init("project", visit.t("项目编号", "Project")), .init("name", visit.t("项目名称", "Name")),
                .init("district", visit.t("行政区划", "District")), .init("code", visit.t("预警", "Warning"), minor: true),
                .init("text", visit.t("说明", "What is late")), .init("homes", visit.t("涉及套数", "Homes"), number: true),
            ])
        table.rows = warnings.sorted { $0.homes > $1.homes }.map { warning in
            [
                ProjectPages.link(warning.line, visit), .init(warning.line.name), .init(CasePages.district(warning.line.district, visit)),
                .init(warning.code), .init(visit.t(warning.text)), .init(warning.homes),
            ]
        }
        table.empty = visit.empty(visit.t("没有落后的项目。", "No project lags."))
        table.pageSize = 50
        return table
    }

    private static func cohortTable(_ visit: Visit, _ housing: Choice, _ cohorts: ProjectCohorts) -> HTML {
        func row(_ title: String, _ rows: [ProjectCohorts.Row]) -> HTML {
            guard let city = rows.first, city.projects > 0 else {
                return "<tr><td>\(title)</td><td class=\"n\" colspan=\"4\">—</td></tr>"
            }
            let rate = city.rate.map { ($0 * 100).rounded(decimals: 1).exactDecimal.map { $0 + "%" } ?? "" } ?? "—"
            return
                "<tr><td>\(title)</td><td class=\"n\">\(city.projects)</td><td class=\"n\">\(city.due)</td><td class=\"n\">\(city.done)</td><td class=\"n\">\(rate)</td></tr>"
        }
        return """
            <section class="card"><h3>\(visit.t(housing.name))</h3><div class="scroll"><table><thead><tr><th>\(visit.t("批次", "Cohort"))</th><th class="n">\(visit.t("项目", "Projects"))</th><th class="n">\(visit.t("应完成套数", "Due"))</th><th class="n">\(visit.t("已完成套数", "Done"))</th><th class="n">%</th></tr></thead><tbody>
            \(row(visit.t("当年计划：开工（筹集）", "This year's plan: started"), cohorts.starts))\(row(visit.t("以前年度开工：基本建成", "Started before: basically complete"), cohorts.carriedBasic))\(row(visit.t("以前年度开工：竣工", "Started before: completed"), cohorts.carriedCompleted))</tbody></table></div></section>
            """
    }

    private static func five(_ visit: Visit, _ goal: FiveYearGoal) -> HTML {
        func shown(_ value: Rational) -> String { value.rounded(decimals: 0).exactDecimal ?? "" }
        func percent(_ value: Rational) -> String { ((value * 100).rounded(decimals: 2).exactDecimal ?? "") + "%" }
        let step = goal.step.map { step -> HTML in
            "<dt>\(visit.t("本年末应达", "Due by the year's end"))</dt><dd>\(percent(step.share))　\(visit.t("监测得分", "points"))\(goal.points.map { " " + ($0.exactDecimal ?? "") } ?? "") / \(step.full.exactDecimal ?? "")　<span class=\"quiet\">建办保〔2022〕49号</span></dd>"
        }
        let before: HTML =
            goal.before == nil
            ? "<p class=\"hint\">\(visit.t("目标台账没有填以前年度累计完成数，下面的数只含本系统中的年度。", "The target's entry does not say what earlier years came to: the sum below holds only the years in these books."))</p>"
            : ""
        return """
            <section class="card"><h2>\(visit.t("五年目标", "Five-year goal"))</h2>\(before)<dl class="facts"><dt>\(visit.t("目标", "Goal"))</dt><dd>\(shown(goal.goal))</dd><dt>\(visit.t("累计开工（筹集）", "Started and raised so far"))</dt><dd>\(shown(goal.reached))\(goal.share.map { "　" + percent($0) } ?? "")</dd>\(step)</dl></section>
            """
    }
}
