import Ledgers
import Quantities
import Store
import Surveys

/// 结果: what would be, or has been, published, and what only those who run the survey see: projects and remarks.
enum SurveyResultPages {
    static func show(_ visit: Visit) async throws -> Reply {
        let (number, access) = (try visit.number("survey"), visit.access)
        let (tally, publication, remarks) = try await visit.office.database.read { connection in
            let tally = try SurveyTally.read(connection, access, number)
            let published = try SurveyPublication.all(connection, access).first { $0.code == tally.survey.code }
            return (
                tally, try published ?? SurveyPublication.preview(connection, access, number),
                try SurveyTally.remarks(connection, access, tally)
            )
        }
        let projects = projectTable(visit, tally)
        if let file = try projects.export(visit) { return file }
        let steps = stepTable(visit, tally)
        if let file = try steps.export(visit) { return file }
        let said = HTML(remarks) { remark in
            "<li><span class=\"quiet\">\(visit.office.regions[remark.district]?.name[visit.language] ?? "")</span><br><span class=\"said\">\(remark.text)</span></li>"
        }
        let survey = tally.survey
        return .html(
            visit.page(
                visit.t("\(survey.code) 结果", "\(survey.code): results"),
                trail: [(visit.t("满意度调查", "Surveys"), "/surveys"), (survey.code, SurveyPages.path(number))], isWide: true,
                aside: SurveyPages.mark(survey.state, visit),
                """
                <section class="card">\(PublishedSurveys.body(visit, publication))</section>
                <section class="card"><h2>\(visit.t("各项目总体满意度", "Overall, by project"))</h2>\(projects.html(visit))</section>
                <section class="card"><h2>\(visit.t("各项选择份数", "Answers by step"))</h2>\(steps.html(visit))</section>
                <section class="card"><h2>\(visit.t("意见和建议", "Remarks"))　<span class="quiet">\(remarks.count)</span></h2><p class="quiet">\(visit.t("意见与分项答案分开保存，顺序随机；份数少的区不显示。", "Remarks are kept apart from the marks, in random order; districts with few answers are left out."))</p><ul class="timeline">\(said)</ul></section>
                """))
    }

    private static func projectTable(_ visit: Visit, _ tally: SurveyTally) -> DataTable {
        let hidden = tally.suppression(Questionnaire.overall)
        var table = DataTable(
            "projects", title: visit.t("各项目总体满意度", "Overall, by project"),
            columns: [
                .init("district", visit.t("区", "District")), .init("project", visit.t("项目", "Project")),
                .init("valid", visit.t("有效份数", "Valid"), number: true), .init("share", visit.t("满意度（%）", "Satisfied (%)"), number: true),
                .init("margin", visit.t("误差（百分点）", "Margin (points)"), number: true),
            ])
        table.rows = tally.parts.map { part in
            let place: [DataTable.Cell] = [
                .init(visit.office.regions[part.stratum.district]?.name[visit.language] ?? part.stratum.district.digits),
                .init("\(part.stratum.project) \(part.name)"),
            ]
            guard !hidden.isCityHidden, !hidden.projects.contains(part.stratum) else {
                return place + [.init(visit.t("不显示", "hidden")), .init(""), .init("")]
            }
            let count = tally.count(Questionnaire.overall, part.stratum)
            let share = count.valid > 0 ? Rational(count.satisfied * 100, count.valid) : nil
            let estimate = StratifiedEstimate(
                [.init(part.stratum, units: part.units, valid: count.valid, satisfied: count.satisfied)])
            return place + [
                .init(count.valid), .init(share?.decimalText(decimals: 2) ?? "—", value: share),
                .init(estimate?.marginText(confidence: tally.survey.confidence) ?? "—"),
            ]
        }
        return table
    }

    private static func stepTable(_ visit: Visit, _ tally: SurveyTally) -> DataTable {
        var table = DataTable(
            "steps", title: visit.t("各项选择份数", "Answers by step"),
            columns: [.init("item", visit.t("分项", "Item"))]
                + tally.questionnaire.steps.enumerated().reversed().map { .init("s\($0.offset + 1)", visit.t($0.element), number: true) }
                + [.init("s0", visit.t("不了解", "Do not know"), number: true)])
        table.rows = tally.questionnaire.items.compactMap { item in
            guard tally.count(item.id).valid >= tally.survey.smallest else { return nil }
            let steps = tally.steps(item.id)
            return [.init(visit.t(item.title))] + [5, 4, 3, 2, 1, 0].map { DataTable.Cell(steps[$0]) }
        }
        return table
    }
}
