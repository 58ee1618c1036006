import Casework
import Ledgers
import Quantities
import Store

extension Overview {
    static let quality = Overview(
        name: "quality", group: .quality, title: Text("工程质量检查总览", "Quality of works"),
        purpose: Text(
            "“未发现工程质量问题”这句话背后的检查：次数、覆盖、发现、整改；不能这样说时写明原因",
            "What stands behind “no quality problem was found”: how many inspections, how far they reach, what was found and put right; or why it cannot be said"
        )
    ) { visit in
        let (access, year, today) = (visit.access, visit.year, visit.now.date)
        let overview = try await visit.office.database.read { try QualityOverview($0, access, year: year, on: today) }
        return Content(
            head: QualityScreen.head(visit, overview),
            tables: [
                QualityScreen.programmes(visit, overview), QualityScreen.uncovered(visit, overview),
                QualityScreen.mismatches(visit, overview),
                QualityScreen.visits(visit, overview),
            ])
    }

    static let defects = Overview(
        name: "defects", group: .quality, title: Text("问题整改看板", "Defects"),
        purpose: Text("逾期的在前；整改须附照片，由另一人复核销号", "Overdue first; put right with photographs and verified by somebody else")
    ) { visit in
        let (access, year, today) = (visit.access, visit.year, visit.now.date)
        let overview = try await visit.office.database.read { try QualityOverview($0, access, year: year, on: today) }
        return Content(head: QualityScreen.board(visit, overview), tables: [QualityScreen.defects(visit, overview)])
    }
}

enum QualityScreen {
    static func word(_ programme: String) -> Text { Choices.programme.first { $0.code == programme }?.name ?? Text(programme, programme) }

    static func head(_ visit: Visit, _ overview: QualityOverview) -> HTML {
        let cards = HTML(overview.programmes.filter { $0.sitesStarted > 0 || !$0.inspections.isEmpty }) { programme in
            let objections = HTML(programme.objections) { "<li>\(visit.t($0))</li>" }
            let said: HTML =
                programme.objections.isEmpty
                ? "<p><span class=\"state good\">\(visit.t("检查未发现工程质量问题", "No quality problem was found"))</span></p>"
                : "<p><span class=\"state bad\">\(visit.t("不能写“未发现工程质量问题”", "It cannot be said that none was found"))</span></p><ul>\(objections)</ul>"
            let count = programme.inspections.values.reduce(0, +)
            return """
                <section class="card"><h2>\(visit.t(word(programme.programme)))</h2>\(said)<p class="quiet">\(visit.t("依据：检查\(count)次（自查\(programme.inspections["self"] ?? 0)、区级\(programme.inspections["district"] ?? 0)、市级\(programme.inspections["city"] ?? 0)），已开工\(programme.sitesStarted)处，区级覆盖\(visit.percent(programme.coverage).text)，未销号问题\(programme.openDefects)个。", "It rests on \(count) inspections (\(programme.inspections["self"] ?? 0) by companies, \(programme.inspections["district"] ?? 0) by districts, \(programme.inspections["city"] ?? 0) by the city) of \(programme.sitesStarted) sites; the districts reached \(visit.percent(programme.coverage).text); \(programme.openDefects) defects are open."))</p></section>
                """
        }
        return "<div class=\"grid\">\(cards)</div>"
    }

    static func programmes(_ visit: Visit, _ overview: QualityOverview) -> DataTable {
        var table = DataTable(
            "programmes", title: visit.t("各专项检查", "Inspections by programme"),
            columns: [
                .init("programme", visit.t("专项", "Programme")), .init("sites", visit.t("已开工", "Sites started"), number: true),
                .init("coverage", visit.t("区级覆盖", "Reached by districts"), number: true),
                .init("self", visit.t("企业自查", "Companies"), number: true), .init("district", visit.t("区级检查", "Districts"), number: true),
                .init("city", visit.t("市级抽查", "City"), number: true), .init("findings", visit.t("一般问题", "Minor findings"), number: true),
                .init("closed", visit.t("已整改", "Put right"), number: true),
                .init("quality", visit.t("工程质量问题", "Quality problems"), number: true),
                .init("open", visit.t("未销号", "Open"), number: true), .init("overdue", visit.t("逾期", "Overdue"), number: true),
            ])
        table.rows = overview.programmes.map { programme in
            [
                .init(visit.t(word(programme.programme))), .init(programme.sitesStarted), visit.percent(programme.coverage),
                .init(programme.inspections["self"] ?? 0), .init(programme.inspections["district"] ?? 0),
                .init(programme.inspections["city"] ?? 0), .init(programme.findings), .init(programme.closed),
                .init(programme.qualityProblems), .init(programme.openDefects), .init(programme.overdueDefects),
            ]
        }
        return table
    }

    static func uncovered(_ visit: Visit, _ overview: QualityOverview) -> DataTable {
        var table = DataTable(
            "uncovered", title: visit.t("已开工未经区级检查", "Started and not inspected by the district"),
            columns: [
                .init("programme", visit.t("专项", "Programme")), .init("district", visit.t("区", "District")),
                .init("site", visit.t("项目或小区", "Site")),
                .init("started", visit.t("开工日期", "Started on")),
            ])
        for programme in overview.programmes {
            table.rows += programme.uncovered.map { site in
                [
                    .init(visit.t(word(programme.programme))), visit.districtName(site.district),
                    programme.programme == "renewal" ? visit.caseLink(.community, site.district, site.site) : .init(site.site),
                    visit.date(site.startedOn),
                ]
            }
        }
        table.empty = "<p class=\"quiet\">\(visit.t("区级检查已全覆盖。", "The districts have been everywhere."))</p>"
        return table
    }

    static func mismatches(_ visit: Visit, _ overview: QualityOverview) -> DataTable {
        var table = DataTable(
            "mismatches", title: visit.t("问题数与整改台账不一致", "Numbers that are not those of the defects"),
            columns: [
                .init("inspection", visit.t("检查", "Inspection")), .init("district", visit.t("区", "District")),
                .init("stated", visit.t("检查台账（一般/已整改/质量）", "Ledger (minor/right/quality)")),
                .init("counted", visit.t("整改台账", "Defects")),
            ])
        table.rows = overview.mismatches.map { mismatch in
            [
                visit.caseLink(.inspection, mismatch.district, mismatch.inspection), visit.districtName(mismatch.district),
                .init(mismatch.stated.map(String.init).joined(separator: " / ")),
                .init(mismatch.counted.map(String.init).joined(separator: " / ")),
            ]
        }
        table.empty = "<p class=\"quiet\">\(visit.t("全部一致。", "All agree."))</p>"
        return table
    }

    static func visits(_ visit: Visit, _ overview: QualityOverview) -> DataTable {
        var table = DataTable(
            "visits", title: visit.t("到期未实施的检查", "Inspections that are due"),
            columns: [
                .init("inspection", visit.t("检查", "Inspection")), .init("district", visit.t("区", "District")),
                .init("planned", visit.t("安排日期", "Planned on")),
            ])
        table.rows = overview.overdueVisits.map { site in
            [visit.caseLink(.inspection, site.district, site.site), visit.districtName(site.district), visit.date(site.startedOn)]
        }
        table.empty = "<p class=\"quiet\">\(visit.t("没有。", "None."))</p>"
        return table
    }

    static func board(_ visit: Visit, _ overview: QualityOverview) -> HTML {
        let late = overview.defects.count { $0.daysLate > 0 }
        let counts = CaseKind.defect.states.map { state in
            visit.stat(visit.t(state.name), String(overview.defects.count { $0.state == state.code }))
        }
        return
            "<div class=\"grid tight\">\(HTML(counts) { $0 })\(visit.stat(visit.t("逾期未整改", "Overdue"), String(late), late == 0 ? "good" : "bad"))</div>"
    }

    static func defects(_ visit: Visit, _ overview: QualityOverview) -> DataTable {
        var table = DataTable(
            "defects", title: visit.t("问题清单", "Defects"),
            columns: [
                .init("defect", visit.t("问题", "Defect")), .init("district", visit.t("区", "District")),
                .init("severity", visit.t("性质", "Severity")),
                .init("field", visit.t("内容", "Field"), minor: true), .init("what", visit.t("描述", "What")),
                .init("deadline", visit.t("整改期限", "Deadline")), .init("state", visit.t("状态", "State")),
                .init("late", visit.t("逾期（天）", "Days late"), number: true),
            ])
        func word(_ column: String, _ code: String) -> String {
            guard case .choice(let choices) = Sheet.defects.column(column)?.type else { return code }
            return visit.t(choices.first { $0.code == code }?.name ?? Text(code, code))
        }
        table.rows = overview.defects.map { defect in
            let style = defect.daysLate > 0 ? "bad" : defect.state == "closed" ? "good" : "warn"
            return [
                visit.caseLink(.defect, defect.district, defect.key), visit.districtName(defect.district),
                .init(word("severity", defect.severity)),
                .init(word("field", defect.field)), .init(defect.what), visit.date(defect.deadline),
                visit.label(visit.t(CaseKind.defect.state(defect.state).name), style),
                defect.daysLate > 0 ? .init(defect.daysLate) : .init("", value: 0),
            ]
        }
        table.empty = visit.empty(
            visit.t("还没有登记问题。", "No defects are registered."),
            (visit.t("登记问题", "Register one"), "/cases/defect/new/find?year=\(visit.year)"))
        return table
    }
}
