import Quantities
import Store
import Surveys

/// 公布的调查结果: for everybody, with what is needed to judge them.
enum PublishedSurveys {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/portal/surveys", may: .everyone, Text("满意度调查结果", "Survey results"), list)
        routes.page(.get, "/portal/surveys/:survey", may: .everyone, Text("满意度调查结果", "Survey result"), show)
    }

    private static func all(_ visit: Visit) async throws -> [SurveyPublication] {
        let access = visit.access
        return try await visit.office.database.read { try SurveyPublication.all($0, access) }
    }

    private static func list(_ visit: Visit) async throws -> Reply {
        let items = HTML(try await all(visit)) { survey in
            let overall = survey.items.first { $0.id == Questionnaire.overall }
            let line = overall.map { item -> HTML in
                "<p><span class=\"big\">\((item.share * 100).decimalText(decimals: 2))%</span>　\(visit.t("有效\(item.valid)份", "\(item.valid) valid answers"))</p>"
            }
            return
                "<section class=\"box\"><h2><a href=\"/portal/surveys/\(path: survey.code)\">\(survey.title)（\(survey.year)）</a></h2>\(line)</section>"
        }
        let none: HTML = "<p class=\"hint\">\(visit.t("还没有公布的调查。", "No survey has been published yet."))</p>"
        return .html(
            visit.portal(
                visit.t("满意度调查结果", "Survey results"),
                "\(items)\(none, if: items.isEmpty)<p><a class=\"button\" href=\"/survey\">\(visit.t("我收到了邀请信，去填答", "I have a letter: answer"))</a></p>"
            ))
    }

    private static func show(_ visit: Visit) async throws -> Reply {
        let code = try visit.parameter("survey")
        guard let survey = try await all(visit).first(where: { $0.code == code }) else { throw Refusal.notFound }
        return .html(
            visit.portal(
                "\(survey.title)（\(survey.year)）",
                trail: [(visit.t("首页", "Home"), "/portal"), (visit.t("满意度调查结果", "Survey results"), "/portal/surveys")],
                "\(body(visit, survey))\(verification(visit, survey))"))
    }

    static func percent(_ share: Rational) -> String { (share * 100).decimalText(decimals: 2) + "%" }

    /// The tables of a publication; the officials' page shows them too.
    static func body(_ visit: Visit, _ survey: SurveyPublication) -> HTML {
        let rate = survey.invited > 0 ? percent(Rational(survey.received, survey.invited)) : "—"
        let rows = HTML(survey.items) { item in
            let before = item.before.map { before -> HTML in
                let test =
                    before.isSignificant
                    ? visit.t("差异显著", "significant") : visit.t("差异不显著", "not significant")
                return
                    "\(before.points)\(visit.t("个百分点", " points"))<br><span class=\"quiet\">\(test)（p \(before.probability.hasPrefix("<") ? "" : "= ")\(before.probability)）</span>"
            }
            let bar = Int((item.share * 200).rounded(decimals: 0).int64 ?? 0)
            return """
                <tr><td>\(visit.t(item.title))<svg class="bars" viewBox="0 0 200 14" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="200" height="14"/><rect class="bar" width="\(bar)" height="14"/></svg></td><td class="n">\(percent(item.share))</td><td class="n">\(item.satisfied)/\(item.valid)</td><td class="n">\(item.weighted.map { $0 + "%" } ?? "—")<br><span class="quiet">\(item.margin ?? "")</span></td><td class="n">\(before ?? "—")</td></tr>
                """
        }
        let districts = HTML(survey.districts) { district in
            let name = visit.office.regions[district.code]?.name[visit.language] ?? district.code.digits
            guard let valid = district.valid, let satisfied = district.satisfied else {
                return
                    "<tr><td>\(name)</td><td class=\"n\">\(district.invited)</td><td class=\"n\" colspan=\"3\">\(visit.t("份数少，不显示", "too few to show"))</td></tr>"
            }
            return
                "<tr><td>\(name)</td><td class=\"n\">\(district.invited)</td><td class=\"n\">\(valid)</td><td class=\"n\">\(valid > 0 ? percent(Rational(satisfied, valid)) : "—")</td><td class=\"n\">\(district.margin ?? "—")</td></tr>"
        }
        return """
            <dl class="facts"><dt>\(visit.t("调查方式", "Method"))</dt><dd>\(survey.method)</dd><dt>\(visit.t("抽样框", "Frame"))</dt><dd>\(survey.units)\(visit.t("户", " households"))</dd><dt>\(visit.t("发出邀请", "Invited"))</dt><dd>\(survey.invited)</dd><dt>\(visit.t("收回", "Answers"))</dt><dd>\(survey.received)\(visit.t("份，应答率", ", response rate "))\(rate)\(visit.t("（其中纸质\(survey.onPaper)份）", " (\(survey.onPaper) on paper)"))</dd></dl>
            <h2>\(visit.t("各项满意度", "Satisfaction by item"))</h2>
            <div class="scroll" tabindex="0" role="region" aria-label="\(visit.t("各项满意度", "Satisfaction by item"))"><table><thead><tr><th>\(visit.t("分项", "Item"))</th><th class="n">\(visit.t("满意度", "Satisfied"))</th><th class="n">\(visit.t("满意/有效", "of valid"))</th><th class="n">\(visit.t("按户数加权", "Weighted"))</th><th class="n">\(visit.t("比上年", "On last year"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
            <p class="quiet">\(visit.t("满意度＝满意份数÷有效份数。“按户数加权”按各项目户数推算全部住户，后面的±为\(survey.confidence)%置信水平下的误差（百分点，已作有限总体修正）。", "Satisfied ÷ valid answers. “Weighted” extends the sample to all households of the frame; ± is the margin of error at \(survey.confidence) % in percentage points, with the finite population correction."))</p>
            <h2>\(visit.t("各区总体满意度", "Overall, by district"))</h2>
            <div class="scroll" tabindex="0" role="region" aria-label="\(visit.t("各区总体满意度", "Overall, by district"))"><table><thead><tr><th>\(visit.t("区", "District"))</th><th class="n">\(visit.t("邀请", "Invited"))</th><th class="n">\(visit.t("有效", "Valid"))</th><th class="n">\(visit.t("满意度", "Satisfied"))</th><th class="n">\(visit.t("误差", "Margin"))</th></tr></thead><tbody>\(districts)</tbody></table></div>
            <p class="quiet">\(visit.t("有效份数少于\(survey.smallest)份的单元不显示；能由相减得出它的单元也不显示。", "Cells with fewer than \(survey.smallest) valid answers are not shown, nor those by which they could be got by subtraction."))</p>
            """
    }

    private static func verification(_ visit: Visit, _ survey: SurveyPublication) -> HTML {
        """
        <h2>\(visit.t("样本是怎样抽的", "How the sample was drawn"))</h2>
        <p>\(visit.t("先公布住户名单的校验值和种子的承诺值，再公开种子；样本由名单和种子唯一确定，任何持有名单的单位都可以重抽核对。", "The hash of the list and the commitment to the seed were public before the seed. List and seed determine the sample; whoever holds the list can draw it again."))</p>
        <dl class="facts"><dt>\(visit.t("名单校验值", "List"))</dt><dd><code>\(survey.listHash)</code></dd><dt>\(visit.t("种子承诺值", "Commitment"))</dt><dd><code>\(survey.commitment)</code></dd><dt>\(visit.t("种子", "Seed"))</dt><dd><code>\(survey.seed)</code></dd>\("<dt>\(visit.t("公开随机数", "Public word"))</dt><dd>\(survey.word)</dd>", if: !survey.word.isEmpty)</dl>
        """
    }
}
