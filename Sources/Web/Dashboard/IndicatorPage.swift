import Evaluation
import Ledgers
import Quantities

/// One indicator: by month, by district, and how its forecast comes about.
enum IndicatorPage {
    static func show(_ visit: Visit) async throws -> Reply {
        let region = try DashboardPages.region(visit)
        guard let board = try await DashboardPages.board(visit, region),
            let standing = board.all.one(try visit.parameter("indicator"), region?.code)
        else { throw Refusal.notFound }
        let outlook = standing.outlook
        let months = MonthTable(board, standing)
        let districts = districtTable(board, outlook.indicator)
        for table in [months.table, districts] { if let file = try table.export(visit) { return file } }
        let place = region?.name[visit.language] ?? visit.office.regions.city.name[visit.language]
        let scheme = board.result.model.schemes.first { $0.programme == outlook.programme }
        let back = "/dashboard?year=\(visit.year)" + (region.map { "&district=\($0.code)" } ?? "")
        let chart: HTML =
            outlook.series.points.isEmpty
            ? visit.empty(outlook.series.forecastAbsence.map(visit.t) ?? "—")
            : "\(months.chart)\(key(visit, outlook))"
        let table: HTML = "<h2>\(visit.t("逐月", "By month"))</h2>\(months.table.html(visit))"
        let shares: HTML = """
            <h2>\(visit.t("分区", "By district"))</h2><div class="beside"><section class="card">\(bars(board, outlook.indicator))</section><div>\(districts.html(visit))</div></div>
            """
        return .html(
            visit.page(
                visit.t(outlook.indicator.title),
                trail: [
                    (visit.t("看板", "Dashboard"), back), (scheme.map { visit.t($0.title) } ?? "", back + "&programme=\(outlook.programme)"),
                ], isWide: true,
                aside: choices(visit, region),
                """
                <p class="quiet">\(visit.t("\(visit.year)年", String(visit.year)))　\(place)</p><div class="beside"><section class="card">\(chart)</section><section class="card">\(facts(board, standing))</section></div>
                \(table, if: !outlook.series.points.isEmpty)\(shares, if: districts.rows.count > 1)
                """))
    }

    private static func choices(_ visit: Visit, _ region: Region?) -> HTML {
        let districts = HTML(visit.districts) {
            "<option value=\"\($0.code.digits)\"\(" selected", if: $0.code == region?.code)>\($0.name[visit.language])</option>"
        }
        let all: HTML = "<option value=\"\">\(visit.t("全市", "Whole city"))</option>"
        let picker: HTML = """
            <input type="hidden" name="year" value="\(visit.year)"><label><span class="hidden">\(visit.t("行政区划", "District"))</span><select name="district" data-go>\(all, if: visit.access.districts == .all)\(districts)</select></label> <button class="plain">\(visit.t("查看", "Show"))</button>
            """
        return
            "<form class=\"acts\">\(picker, if: visit.districts.count > 1)<button class=\"plain\" type=\"button\" data-print>\(visit.t("打印", "Print"))</button></form>"
    }

    private static func key(_ visit: Visit, _ outlook: IndicatorOutlook) -> HTML {
        let ahead: HTML =
            "<span><svg class=\"key line\" viewBox=\"0 0 28 14\" aria-hidden=\"true\"><line class=\"forecast\" x1=\"0\" x2=\"28\" y1=\"7\" y2=\"7\"/></svg> \(visit.t("预测（阴影为区间）", "forecast (its range shaded)"))</span>"
        return """
            <p class="legend"><span><svg class="key line" viewBox="0 0 28 14" aria-hidden="true"><line class="actual" x1="0" x2="28" y1="7" y2="7"/></svg> \(visit.t("累计", "cumulative"))</span>
            <span><svg class="key line" viewBox="0 0 28 14" aria-hidden="true"><line class="goal" x1="0" x2="28" y1="7" y2="7"/></svg> \(visit.t("目标", "target"))</span>\(ahead, if: outlook.series.months < 12 && outlook.series.forecast != nil)</p>
            """
    }

    private static func facts(_ board: Board, _ standing: Standing) -> HTML {
        let (visit, outlook, series) = (board.visit, standing.outlook, standing.series)
        let region = outlook.region
        var links: [FigureReference] = [series.reference]
        if let actual = outlook.indicator.actual { links.append(FigureReference(actual, region)) }
        if case .figure(let id) = outlook.indicator.target { links.append(FigureReference(id, region)) }
        if let rate = outlook.indicator.rate { links.append(FigureReference(rate, region)) }
        var seen: Set<FigureReference> = []
        let traces = HTML(links.filter { seen.insert($0).inserted && board.result.figures[$0]?.value != nil }) { reference in
            let figure = board.result.figures[reference]
            return
                "<li><a href=\"\(board.figurePath(reference))\">\(figure.map { visit.t($0.title) } ?? reference.tag)</a> \(board.text(figure))</li>"
        }
        let now: HTML =
            "<p class=\"quiet\">\(visit.t("以上按全部已报账页计，含尚未报齐的月份；进度只按1—\(series.months)月计。", "These count every page filed; the outlook counts months 1–\(series.months) only, which all have filed."))</p>"
        let forecast: HTML = "<dt>\(visit.t("全年预测", "Forecast for the year"))</dt><dd>\(board.forecast(series))</dd>"
        let absence = series.forecastAbsence.map { reason -> HTML in
            "<dt>\(visit.t("全年预测", "Forecast for the year"))</dt><dd>\(visit.t(reason))</dd>"
        }
        let counted: HTML = "<dt>\(visit.t("计入月份", "Months that count"))</dt><dd>1—\(series.months)\(visit.t("月", ""))</dd>"
        return """
            <p><span class="stat">\(board.attainment(standing))</span> \(board.badge(outlook))</p><p>\(visit.t(outlook.reason))</p>
            <dl class="facts"><dt>\(visit.t("实际", "Actual"))</dt><dd>\(board.text(standing.actual, series))</dd><dt>\(visit.t("目标", "Target"))</dt><dd>\(board.text(outlook.target, series))</dd>
            \(forecast, if: series.forecast != nil && series.months < 12)\(absence)\(counted, if: series.months > 0)</dl>
            <h3>\(visit.t("数的来历", "Where the numbers come from"))</h3><ul>\(traces)</ul>\(now, if: series.points.count > series.months)<p class="quiet">\(visit.t(Forecast.method))</p>
            """
    }

    // MARK: Districts

    /// Of every district in scope that has a number.
    private static func standings(_ board: Board, _ indicator: Scheme.Indicator) -> [(Region, Standing)] {
        board.visit.districts.compactMap { region in
            board.all.one(indicator.id, region.code).flatMap { $0.actual == nil ? nil : (region, $0) }
        }
    }

    private static func bars(_ board: Board, _ indicator: Scheme.Indicator) -> HTML {
        var list = BarList()
        list.bars = standings(board, indicator).map { region, standing in
            let name = region.name[board.language]
            return BarList.Bar(
                label: "<a href=\"\(board.indicatorPath(indicator, region.code))\">\(name)</a>", name: name, value: standing.actual,
                printed: board.text(standing.actual, standing.series), target: standing.outlook.target.flatMap { $0.isZero ? nil : $0 },
                isShort: standing.isShort)
        }
        return
            "\(list.html())<p class=\"quiet\">\(board.visit.t("竖线为本区目标；红色为未完成或预警。", "The upright mark is the district's target; red is missed or at risk."))</p>"
    }

    private static func districtTable(_ board: Board, _ indicator: Scheme.Indicator) -> DataTable {
        let visit = board.visit
        var table = DataTable(
            "districts", title: visit.t("\(indicator.title.zh)分区", "\(indicator.title.en) by district"),
            columns: [
                .init("district", visit.t("行政区划", "District")), .init("actual", visit.t("实际", "Actual"), number: true),
                .init("target", visit.t("目标", "Target"), number: true), .init("attainment", visit.t("完成率", "Of target"), number: true),
                .init("forecast", visit.t("全年预测", "Forecast"), number: true, minor: true), .init("verdict", visit.t("进度", "Outlook")),
            ])
        table.rows = standings(board, indicator).map { region, standing in
            let series = standing.series
            return [
                .link(region.name[visit.language], board.indicatorPath(indicator, region.code)),
                .link(board.text(standing.actual, series), board.figurePath(series.reference), value: standing.actual),
                .init(board.text(standing.outlook.target, series), value: standing.outlook.target),
                .init(board.attainment(standing), value: standing.attainment), .init(board.forecast(series), value: series.forecast?.value),
                .init(board.verdict(standing.outlook), html: board.badge(standing.outlook)),
            ]
        }
        return table
    }
}
