import Accounts
import Ledgers
import Quantities
import Store
import Surveys

/// One survey: where it stands, what comes next, and all that has been made public of it.
enum SurveyScreen {
    private struct Content: Sendable {
        let survey: Survey
        let questionnaire: (version: Int64, questionnaire: Questionnaire)?
        let parts: [Frames.Part]
        let frozen: Frames.Frozen?
        let commitment: SurveyDraws.Commitment?
        let draw: SurveyDraws.Drawing?
        let batches: [RegionCode: (codes: Int64, actor: String, at: String)]
        let tally: SurveyTally?
        let history: [SurveyEvent]
        let names: [String: String]
    }

    static func show(_ visit: Visit) async throws -> Reply {
        let (number, access, book) = (try visit.number("survey"), visit.access, visit.office.accounts)
        let content = try await visit.office.database.read { connection in
            let survey = try Surveys.survey(connection, access, number)
            let hasStarted = [.open, .closed, .published].contains(survey.state)
            return Content(
                survey: survey, questionnaire: try Questionnaires.current(connection, access, number),
                parts: try Frames.parts(connection, access, number), frozen: try Frames.frozen(connection, access, number),
                commitment: try SurveyDraws.commitment(connection, access, number),
                draw: try SurveyDraws.draw(connection, access, number), batches: try Invitations.batches(connection, access, number),
                tally: hasStarted ? try SurveyTally.read(connection, access, number) : nil,
                history: try Surveys.history(connection, access, number), names: try book.names(connection))
        }
        let progress = content.tally.map { progressTable(visit, $0) }
        if let file = try progress?.export(visit) { return file }
        let survey = content.survey
        return .html(
            visit.page(
                "\(survey.code)　\(survey.title)", trail: [(visit.t("满意度调查", "Surveys"), "/surveys")], isWide: true,
                aside: SurveyPages.mark(survey.state, visit),
                """
                <section class="card"><dl class="facts"><dt>\(visit.t("专项", "Programme"))</dt><dd>\(SurveyPages.programme(survey.programme, visit))</dd><dt>\(visit.t("年度", "Year"))</dt><dd>\(survey.year)</dd><dt>\(visit.t("调查方式", "Method"))</dt><dd>\(survey.method)</dd><dt>\(visit.t("置信水平", "Confidence"))</dt><dd>\(survey.confidence)%</dd><dt>\(visit.t("少于几份不显示", "Cells hidden under"))</dt><dd>\(survey.smallest)</dd></dl>\(steps(visit, survey))</section>
                \(next(visit, content))
                <div class="grid spaced">\(questionnaire(visit, content))\(frame(visit, content))\(draw(visit, content))</div>
                \(progressCard(visit, content, progress))\(history(visit, content))
                """))
    }

    /// The way through, with the place on it.
    private static func steps(_ visit: Visit, _ survey: Survey) -> HTML {
        let items = HTML(SurveyState.allCases) { state in
            let isHere = state == survey.state
            return
                "<li\(" aria-current=\"step\"", if: isHere)><span class=\"state \(isHere ? "info" : "")\">\(visit.t(state.title))</span></li>"
        }
        return "<ol class=\"counts\" aria-label=\"\(visit.t("办理步骤", "Steps"))\">\(items)</ol>"
    }

    /// A form that does one act.
    private static func act(_ visit: Visit, _ survey: Survey, _ act: SurveyAct, _ fields: HTML = "") -> HTML {
        """
        <form method="post" action="\(SurveyPages.path(survey.number, "acts"))" class="stack">\(visit.tokenField)<input type="hidden" name="act" value="\(act.rawValue)"><input type="hidden" name="revision" value="\(survey.revision)">\(fields)<button>\(visit.t(act.title))</button></form>
        """
    }

    private static func next(_ visit: Visit, _ content: Content) -> HTML {
        let survey = content.survey
        let body: HTML
        switch survey.state {
        case .draft:
            let freeze = act(visit, survey, .freeze)
            let ready =
                content.parts.isEmpty
                ? "<p class=\"hint\">\(visit.t("先在下面导入抽样框，再冻结。", "Import the frame below, then freeze it."))</p>" as HTML
                : "<p>\(visit.t("冻结后，户数和名单校验值固定，不能再改。", "After freezing, the count and hash stand and cannot be changed."))</p>\(freeze)"
            body = "\(ready)\(frameForms(visit, survey))"
        case .frozen:
            body = """
                <p>\(visit.t("确定样本分配。系统随即生成种子并只公布其承诺值；名单校验值、分配和承诺值都在种子公开之前公布。", "Settle the allocation. A seed is made and only its commitment shown: list, allocation and commitment are public before the seed."))</p>
                \(act(visit, survey, .commit, allocationFields(visit, content)))
                """
        case .committed:
            let word = content.commitment?.wordSource ?? ""
            let field: HTML =
                word.isEmpty
                ? "" : "<label>\(visit.t("公开随机数：\(word)", "Public word: \(word)"))<input name=\"word\" required maxlength=\"100\"></label>"
            body = """
                <p>\(visit.t("请先把承诺值和名单校验值公布出去（下载“承诺书”），再公开种子。", "Make commitment and hash public first (download the statement), then reveal the seed."))</p>\(act(visit, survey, .draw, field))
                """
        case .drawn: body = "\(letters(visit, content))\(act(visit, survey, .open))"
        case .open:
            body = """
                <p>\(visit.t("居民在 \(visit.origin)/survey 用邀请码填答。结果在截止前对所有人封存。", "Residents answer at \(visit.origin)/survey with their code. Results are sealed from everybody until closing."))</p>
                <div class="acts"><a class="button plain" href="\(SurveyPages.path(survey.number, "paper"))">\(visit.t("录入纸质答卷", "Enter paper answers"))</a></div>\(act(visit, survey, .close))
                """
        case .closed:
            let reason: HTML = "<label>\(visit.t("延长的理由", "Why it opens again"))<input name=\"reason\" required maxlength=\"200\"></label>"
            body = """
                <div class="acts"><a class="button" href="\(SurveyPages.path(survey.number, "results"))">\(visit.t("查看结果", "See the results"))</a></div>\(act(visit, survey, .publish))
                <details><summary>\(visit.t("延长填答", "Open again"))</summary>\(act(visit, survey, .reopen, reason))</details>
                """
        case .published:
            let file: HTML = """
                <form method="post" action="\(SurveyPages.path(survey.number, "ledger"))" class="inline">\(visit.tokenField)<button class="plain">\(visit.t("结果录入满意度台账", "File the results in the ledger"))</button></form>
                """
            body = """
                <div class="acts"><a class="button" href="\(SurveyPages.path(survey.number, "results"))">\(visit.t("查看结果", "See the results"))</a><a class="button plain" href="/portal/surveys/\(path: survey.code)">\(visit.t("公开页", "Public page"))</a>\(file, if: visit.may(.acceptPages))</div>
                """
        }
        return "<section class=\"card\"><h2>\(visit.t("下一步", "Next"))</h2>\(body)</section>"
    }

    private static func frameForms(_ visit: Visit, _ survey: Survey) -> HTML {
        let sources = HTML(Frames.Source.allCases) { "<option value=\"\($0.rawValue)\">\(visit.t($0.title))</option>" }
        return """
            <div class="grid spaced"><form method="post" action="\(SurveyPages.path(survey.number, "frame"))" enctype="multipart/form-data" class="stack">\(visit.tokenField)<h3>\(visit.t("导入住户名单", "Import a list"))</h3>
            <label>\(visit.t("CSV或XLSX，列：区、项目编号、项目名称、户编号（不要姓名、证件、电话）", "CSV or XLSX with the columns 区, 项目编号, 项目名称, 户编号; no names or numbers"))<input type="file" name="file" required accept=".csv,.xlsx"></label><button class="plain">\(visit.t("导入", "Import"))</button></form>
            <form method="post" action="\(SurveyPages.path(survey.number, "frame/ledger"))" class="stack">\(visit.tokenField)<h3>\(visit.t("由台账生成", "Take it from a ledger"))</h3>
            <label>\(visit.t("台账", "Ledger"))<select name="source">\(sources)</select></label><label>\(visit.t("年度", "Year"))<input name="year" inputmode="numeric" value="\(survey.year)" maxlength="4"></label><button class="plain">\(visit.t("生成", "Take"))</button></form></div>
            """
    }

    private static func allocationFields(_ visit: Visit, _ content: Content) -> HTML {
        let units = content.frozen?.units ?? 0
        return """
            <fieldset><legend>\(visit.t("分配方式", "Allocation"))</legend><label class="option"><input type="radio" name="method" value="proportional" checked> \(visit.t("按户数比例（最大余数法）", "proportional (largest remainder)"))</label><label class="option"><input type="radio" name="method" value="fixed"> \(visit.t("每个项目固定户数", "fixed for each project"))</label></fieldset>
            <div class="row"><label>\(visit.t("样本总户数（按比例）", "Sample (proportional)"))<input name="total" inputmode="numeric" value="\(min(units, 1000))" maxlength="9"></label><label>\(visit.t("每个项目至少", "At least of each project"))<input name="least" inputmode="numeric" value="5" maxlength="6"></label><label>\(visit.t("每个项目（固定）", "Each project (fixed)"))<input name="each" inputmode="numeric" value="20" maxlength="6"></label><label>\(visit.t("收到几成即满（%）", "Quota, % of drawn"))<input name="wanted" inputmode="numeric" value="100" maxlength="3"></label></div>
            <label>\(visit.t("公开随机数的来源（可不填；例如某日某期彩票开奖号码，抽样时填入，使种子也不能事先挑选）", "Source of a public word (optional: a lottery’s numbers of a later day, so that not even the seed can be chosen)"))<input name="word_source" maxlength="100"></label>
            """
    }

    private static func questionnaire(_ visit: Visit, _ content: Content) -> HTML {
        let items = HTML(content.questionnaire?.questionnaire.items ?? []) {
            "<li>\(visit.t($0.title))\($0.isRequired ? visit.t("（必答）", " (required)") : "")</li>"
        }
        let isOpen = [.draft, .frozen, .committed, .drawn].contains(content.survey.state)
        let edit: HTML =
            "<p><a class=\"button plain\" href=\"\(SurveyPages.path(content.survey.number, "questionnaire"))\">\(visit.t("编辑问卷", "Edit"))</a></p>"
        return """
            <section class="card"><h2>\(visit.t("问卷", "Questionnaire"))　<span class="quiet">\(visit.t("第\(content.questionnaire?.version ?? 0)版", "version \(content.questionnaire?.version ?? 0)"))</span></h2><ol>\(items)</ol>\(edit, if: isOpen)</section>
            """
    }

    private static func file(_ visit: Visit, _ survey: Survey, _ name: String, _ zh: String, _ en: String) -> HTML {
        "<li><a href=\"\(SurveyPages.path(survey.number, "files/\(name)"))\">\(visit.t(zh, en))</a></li>"
    }

    private static func frame(_ visit: Visit, _ content: Content) -> HTML {
        let units = content.parts.reduce(0) { $0 + $1.units }
        let frozen = content.frozen.map { frozen -> HTML in
            "<dt>\(visit.t("名单校验值", "List hash"))</dt><dd><code>\(frozen.listHash.hex)</code></dd><dt>\(visit.t("冻结", "Frozen"))</dt><dd>\(visit.time(frozen.at))　\(content.names[frozen.actor] ?? frozen.actor)</dd>"
        }
        return """
            <section class="card"><h2>\(visit.t("抽样框", "Frame"))</h2><dl class="facts"><dt>\(visit.t("户数", "Households"))</dt><dd>\(units)</dd><dt>\(visit.t("项目", "Projects"))</dt><dd>\(content.parts.count)</dd><dt>\(visit.t("区", "Districts"))</dt><dd>\(Set(content.parts.map(\.stratum.district)).count)</dd>\(frozen)</dl><ul>\(file(visit, content.survey, "frame.txt", "名单（frame.txt）", "List (frame.txt)"), if: units > 0)</ul></section>
            """
    }

    private static func draw(_ visit: Visit, _ content: Content) -> HTML {
        guard let commitment = content.commitment else { return HTML.nothing }
        let survey = content.survey
        let small = commitment.allocation.parts.filter { $0.drawn > 0 && $0.drawn < survey.smallest }.count
        let revealed = content.draw.map { draw -> HTML in
            let word: HTML = "<dt>\(visit.t("公开随机数", "Public word"))</dt><dd>\(draw.word)</dd>"
            return """
                <dt>\(visit.t("种子", "Seed"))</dt><dd><code>\(draw.seed.text)</code></dd>\(word, if: !draw.word.isEmpty)<dt>\(visit.t("样本校验值", "Sample hash"))</dt><dd><code>\(draw.sampleHash.hex)</code></dd><dt>\(visit.t("抽取", "Drawn"))</dt><dd>\(draw.sampled)\(visit.t("户", " households"))　\(visit.time(draw.at))</dd>
                """
        }
        let files: HTML = """
            \(file(visit, survey, "statement.txt", "承诺书（statement.txt）", "Statement (statement.txt)"))\(file(visit, survey, "allocation.csv", "分配表（allocation.csv）", "Allocation (allocation.csv)"))\(file(visit, survey, "sample.csv", "样本（sample.csv）", "Sample (sample.csv)"), if: content.draw != nil)\(file(visit, survey, "replay_sample.py", "重抽脚本（replay_sample.py）", "Replay script (replay_sample.py)"))
            """
        return """
            <section class="card"><h2>\(visit.t("抽样", "Draw"))</h2><dl class="facts"><dt>\(visit.t("承诺值", "Commitment"))</dt><dd><code>\(commitment.commitment.hex)</code></dd><dt>\(visit.t("公布", "Committed"))</dt><dd>\(visit.time(commitment.at))　\(content.names[commitment.actor] ?? commitment.actor)</dd><dt>\(visit.t("样本", "Sample"))</dt><dd>\(commitment.allocation.total)\(visit.t("户", " households"))</dd>\(revealed)</dl>
            \("<p class=\"warn\">\(visit.t("\(small)个项目抽取不足\(survey.smallest)户：它们的结果不会单独显示。", "\(small) project(s) have fewer than \(survey.smallest) households drawn: their results will not be shown."))</p>", if: small > 0)<ul>\(files)</ul></section>
            """
    }

    private static func letters(_ visit: Visit, _ content: Content) -> HTML {
        let wanted = Dictionary(grouping: content.commitment?.allocation.parts ?? [], by: \.stratum.district)
            .mapValues { $0.reduce(0) { $0 + $1.drawn } }.filter { $0.value > 0 }
        let rows = HTML(wanted.sorted { $0.key < $1.key }) { district, count in
            let made = content.batches[district]
            let name = visit.office.regions[district]?.name[visit.language] ?? district.digits
            return """
                <tr><td>\(name)</td><td class="n">\(count)</td><td>\(made.map { visit.t("已生成\($0.codes)个，", "\($0.codes) made, ") + visit.time($0.at) } ?? visit.t("未生成", "not yet"))</td><td><form method="post" action="\(SurveyPages.path(content.survey.number, "letters"))" target="_blank" class="inline">\(visit.tokenField)<input type="hidden" name="district" value="\(district.digits)"><label><input type="checkbox" name="paper" value="1"> \(visit.t("附纸质问卷", "with the questions on paper"))</label> <button class="plain">\(made == nil ? visit.t("生成并打印", "Make and print") : visit.t("作废重做", "Void and make anew"))</button></form></td></tr>
                """
        }
        return """
            <p>\(visit.t("逐区生成邀请信并打印。邀请码只在这一次显示：系统只存其校验值，也不记哪一户得了哪个码。打印丢失的，作废重做。", "Make and print the letters, district by district. Codes are shown this once: only their hashes are kept, and not which household has which. If a print is lost, void and make anew."))</p>
            <div class="scroll"><table><thead><tr><th>\(visit.t("区", "District"))</th><th class="n">\(visit.t("样本户", "Drawn"))</th><th>\(visit.t("邀请码", "Codes"))</th><th>\(visit.t("办理", "Act"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
            """
    }

    private static func progressTable(_ visit: Visit, _ tally: SurveyTally) -> DataTable {
        var table = DataTable(
            "progress", title: visit.t("填答进度", "Progress"),
            columns: [
                .init("district", visit.t("区", "District")), .init("project", visit.t("项目", "Project")),
                .init("units", visit.t("户数", "Households"), number: true), .init("drawn", visit.t("邀请", "Invited"), number: true),
                .init("answers", visit.t("收回", "Answers"), number: true), .init("rate", visit.t("应答率（%）", "Response (%)"), number: true),
            ])
        table.rows = tally.parts.map { part in
            let (drawn, answers) = (tally.drawn[part.stratum] ?? 0, tally.answers[part.stratum] ?? 0)
            let rate = drawn > 0 ? Rational(answers * 100, drawn) : nil
            return [
                .init(visit.office.regions[part.stratum.district]?.name[visit.language] ?? part.stratum.district.digits),
                .init("\(part.stratum.project) \(part.name)"), .init(part.units), .init(drawn), .init(answers),
                .init(rate?.decimalText(decimals: 1) ?? "—", value: rate),
            ]
        }
        return table
    }

    private static func progressCard(_ visit: Visit, _ content: Content, _ table: DataTable?) -> HTML {
        guard let tally = content.tally, let table else { return HTML.nothing }
        let rate = tally.responseRate.map { ($0 * 100).decimalText(decimals: 1) + "%" } ?? "—"
        return """
            <section class="card"><h2>\(visit.t("填答进度", "Progress"))</h2><p><span class="stat">\(tally.received)</span> / \(tally.invited)　\(visit.t("应答率", "response")) \(rate)　\(visit.t("其中纸质\(tally.onPaper)份", "\(tally.onPaper) on paper"))</p>\(table.html(visit))</section>
            """
    }

    private static func history(_ visit: Visit, _ content: Content) -> HTML {
        let events = HTML(content.history) { event in
            "<li><b>\(visit.t(event.act.title))</b> \(content.names[event.actor] ?? event.actor) <span class=\"quiet\">\(visit.time(event.at))</span>\("<br><span class=\"said\">\(event.reason)</span>", if: !event.reason.isEmpty)</li>"
        }
        return
            "<section class=\"card\"><h2>\(visit.t("经过", "History"))</h2><ul class=\"timeline\"><li><b>\(visit.t("新建", "Made"))</b> \(content.names[content.survey.actor] ?? content.survey.actor) <span class=\"quiet\">\(visit.time(content.survey.madeAt))</span></li>\(events)</ul></section>"
    }
}
