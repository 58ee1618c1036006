import Evaluation
import Ledgers
import Quantities

/// A district's own figures of the year, with its share of the targets: what those see who have no scores of the city to look at.
enum DistrictFigures {
    static func show(_ visit: Visit, _ basis: Basis) async throws -> Reply {
        let series = try await basis.evaluator.series(of: basis.result)
        var goals: [FigureReference: IndicatorOutlook] = [:]
        // A target in per cent is held against the rate, so the figure is the series' own.
        for outlook in series.outlooks where outlook.target != nil && outlook.region != nil { goals[outlook.series.reference] = outlook }
        var table = DataTable(
            "figures", title: visit.t("\(basis.year)年本区指标", "Own figures of \(basis.year)"),
            columns: [
                .init("title", visit.t("指标", "Figure")), .init("district", visit.t("行政区划", "District"), minor: visit.districts.count == 1),
                .init("value", visit.t("数值", "Value"), number: true), .init("target", visit.t("目标", "Target"), number: true),
                .init("rate", visit.t("完成率", "Rate"), number: true), .init("verdict", visit.t("进度", "Progress")),
                .init("tag", visit.t("编号", "Tag"), minor: true),
            ])
        let own = visit.districts
        let ids = basis.result.model.figures.ids
        // What has a target stands first.
        let all = own.flatMap { region in ids.compactMap { basis.result.figures[FigureReference($0, region.code)] } }.filter {
            $0.value != nil
        }
        let ordered = all.filter { goals[$0.reference] != nil } + all.filter { goals[$0.reference] == nil }
        table.rows = ordered.map { figure in
            let goal = goals[figure.reference]
            let rate = goal?.target.flatMap { target in figure.value?.divided(by: target) }
            let name = figure.reference.region.flatMap { basis.result.model.regions[$0] }?.name[visit.language] ?? ""
            return [
                .link(visit.t(figure.title), basis.path(figure.reference)), .init(name), basis.cell(figure, visit.language),
                goal?.target.map { .init(figure.format.text($0, unit: figure.unit, language: visit.language), value: $0) } ?? .init(""),
                rate.map { .init($0.percent, value: $0) } ?? .init(""),
                .init(
                    goal?.verdict.map { visit.t($0.title) } ?? "",
                    html: goal?.verdict.map { "<span class=\"state \(style($0))\">\(visit.t($0.title))</span>" }),
                .init(figure.reference.tag, html: "<code>\(figure.reference.tag)</code>"),
            ]
        }
        table.empty = visit.empty(
            visit.t("\(basis.year)年还没有数。先报送台账。", "No figures of \(basis.year) yet. File the ledgers first."),
            visit.may(.fileReturns) ? (visit.t("去填报", "To the returns"), "/returns?year=\(basis.year)") : nil)
        if let file = try table.export(visit) { return file }
        return .html(
            visit.page(
                visit.t("\(basis.year)年绩效评价", "Evaluation of \(basis.year)"), isWide: true, aside: try await ReturnPages.years(visit),
                """
                \(basis.banner(visit))<p class="hint">\(visit.t("您的权限为：", "Your scope: "))\(own.map { visit.t($0.name) }.joined(separator: visit.t("、", ", ")))\(visit.t("。全市得分由市级评价；双方签署后在", ". The city's scores are the city's to see; once signed by both bodies they are in ")) <a href="/published">\(visit.t("公开的报告", "the published reports"))</a> \(visit.t("中查看。", "."))</p>
                \(table.html(visit))
                """))
    }

    private static func style(_ verdict: IndicatorOutlook.Verdict) -> String {
        switch verdict {
        case .ahead, .onCourse: "good"
        case .atRisk: "warn"
        case .missed: "bad"
        }
    }
}
