import Evaluation
import Ledgers
import Quantities
import Review
import Store

/// 看板: where the year stands — targets, money, returns, findings — for the city or one district.
enum DashboardPages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/dashboard", may: .may(.readEvaluation), Text("看板", "Dashboard"), show)
        routes.page(.get, "/dashboard/:indicator", may: .may(.readEvaluation), Text("指标看板", "One indicator"), IndicatorPage.show)
    }

    private static func show(_ visit: Visit) async throws -> Reply {
        let region = try region(visit)
        guard let board = try await board(visit, region) else { return .html(noYear(visit)) }
        let allocation = if let region { try await DistrictAllocation(visit, board.result, region) } else { DistrictAllocation.none }
        let returns = try await ReturnProgress(visit, region)
        let rules = try await visit.office.rules(board.result)
        let access = visit.access
        let open = visit.may(.readLedgers) ? try await visit.office.database.read { try Deadlines.years($0, access) } : []
        let tiles = region == nil && visit.districts.count > 1 ? TileMap(board, returns) : nil
        let indicators = board.schemes.map { IndicatorTable(board, $0) }
        let months = board.schemes.flatMap(board.standings).filter { !$0.series.points.isEmpty }.map { MonthTable(board, $0) }
        let money = MoneyFlow(board, allocation)
        let districts = visit.districts.count > 1 && region == nil ? board.schemes.map { DistrictTable(board, $0) } : []
        let tables =
            [returns.table(visit), money.table, tiles?.table].compactMap { $0 } + indicators.map(\.table) + months.map(\.table)
            + districts.map(\.table)
        for table in tables { if let file = try table.export(visit) { return file } }

        let place = region?.name[visit.language] ?? visit.office.regions.city.name[visit.language]
        let title = visit.t("\(visit.year)年\(place)看板", "Dashboard of \(place), \(visit.year)")
        if board.result.snapshot.pages.isEmpty {
            return .html(
                visit.page(title, isWide: true, aside: choices(visit, board, open), noPages(visit, isOpen: open.contains(visit.year))))
        }
        let programmes = HTML(zip(board.schemes, indicators)) { scheme, table in
            let lines = HTML(months.filter { $0.standing.outlook.programme == scheme.programme }) { $0.card(visit) }
            let district = districts.first { $0.scheme.programme == scheme.programme }
            return """
                <section id="\(scheme.programme)" class="programme"><h2>\(visit.t(scheme.title))</h2>
                <div class="charts pair"><section class="card"><h3>\(visit.t("实际与目标", "Actual against target"))</h3>\(table.bars)</section>
                <section class="card"><h3>\(visit.t("资金", "Money"))</h3>\(money.bars(scheme))</section></div>
                <details class="card"\(" open", if: table.table.isAsked(visit))><summary>\(table.table.title)</summary>\(table.table.html(visit))</details>
                <div class="charts">\(lines)</div>\(district.map { $0.html(visit) })</section>
                """
        }
        let middle: HTML? = tiles.map { $0.html(visit) }
        return .html(
            visit.page(
                title, isWide: true, aside: choices(visit, board, open),
                """
                \(Summary(board, returns, rules, money).html)\(middle)\(programmes)
                <h2>\(visit.t("资金明细", "Money in numbers"))</h2>\(money.table.html(visit))
                <h2>\(visit.t("填报与期限", "Returns and deadlines"))</h2>\(returns.html(visit))
                """))
    }

    // MARK: What is asked for

    /// The district asked for; `nil` for the city. Who does not see the whole city sees one of their own districts.
    ///
    /// - Throws: 404 for a district out of scope.
    static func region(_ visit: Visit) throws -> Region? {
        guard let text = visit.query.text("district") else { return visit.access.districts == .all ? nil : visit.districts.first }
        guard let region = visit.districts.first(where: { $0.code.digits == text }) else { throw Refusal.notFound }
        return region
    }

    /// `nil` where the program has no figures for the year.
    static func board(_ visit: Visit, _ region: Region?) async throws -> Board? {
        let result: EvaluationResult
        do {
            result = try await visit.office.evaluation(visit.year, visit.access)
        } catch let error as EvaluationError where error.code == "E002" {
            return nil
        }
        return Board(visit: visit, result: result, all: try await visit.office.standings(result), region: region)
    }

    private static func choices(_ visit: Visit, _ board: Board, _ open: [Int]) -> HTML {
        let years = HTML(Set(open + [visit.office.defaultYear, visit.year]).sorted(by: >)) { year in
            "<option value=\"\(year)\"\(" selected", if: year == visit.year)>\(visit.t("\(year)年", String(year)))</option>"
        }
        let programmes = HTML(board.result.model.schemes) { scheme in
            let isChosen = board.schemes.count == 1 && board.schemes[0].programme == scheme.programme
            return "<option value=\"\(scheme.programme)\"\(" selected", if: isChosen)>\(visit.t(scheme.title))</option>"
        }
        let districts = HTML(visit.districts) { region in
            "<option value=\"\(region.code.digits)\"\(" selected", if: region.code == board.region?.code)>\(region.name[visit.language])</option>"
        }
        let all: HTML = "<option value=\"\">\(visit.t("全市", "Whole city"))</option>"
        let picker: HTML = """
            <label><span class="hidden">\(visit.t("行政区划", "District"))</span><select name="district" data-go>\(all, if: visit.access.districts == .all)\(districts)</select></label>
            """
        return """
            <form class="acts"><label><span class="hidden">\(visit.t("年度", "Year"))</span><select name="year" data-go>\(years)</select></label>
            <label><span class="hidden">\(visit.t("专项", "Programme"))</span><select name="programme" data-go><option value="">\(visit.t("全部专项", "All programmes"))</option>\(programmes)</select></label>
            \(picker, if: visit.districts.count > 1)<button class="plain">\(visit.t("查看", "Show"))</button> <button class="plain" type="button" data-print>\(visit.t("打印", "Print"))</button></form>
            """
    }

    // MARK: Nothing to show

    private static func noYear(_ visit: Visit) -> HTML {
        let known = (2015...visit.now.date.year).reversed().first { (try? visit.office.model($0)) != nil }
        return visit.page(
            visit.t("看板", "Dashboard"),
            visit.empty(
                visit.t("\(visit.year)年度还没有指标和评价方案。", "There are no indicators for \(visit.year) yet."),
                known.map { (visit.t("看\($0)年", "Show \($0)"), "/dashboard?year=\($0)") }))
    }

    private static func noPages(_ visit: Visit, isOpen: Bool) -> HTML {
        let text =
            isOpen
            ? visit.t(
                "\(visit.year)年还没有填报的账页；报送后这里显示进度、资金和预测。",
                "Nothing has been filed for \(visit.year); progress, money and forecasts appear here once something is.")
            : visit.t(
                "\(visit.year)年度尚未开放填报；由市级开放年度后才能报送。",
                "\(visit.year) has not been opened for returns; the city opens it, then districts file.")
        let next: (String, String) =
            switch (isOpen, visit.may(.grantWaivers), visit.may(.fileReturns)) {
            case (false, true, _): (visit.t("去开放年度", "Open the year"), "/waivers?year=\(visit.year)")
            case (true, _, true): (visit.t("上传填报文件", "Upload a return"), "/upload")
            default: (visit.t("查看填报情况", "See the returns"), "/returns?year=\(visit.year)")
            }
        return visit.empty(text, next)
    }
}

extension DataTable {
    /// Whether the reader has just sorted or searched this table, so that a fold about it stays open.
    func isAsked(_ visit: Visit) -> Bool { visit.query.pairs.contains { $0.name.utf8.starts(with: (id + ".").utf8) } }
}
