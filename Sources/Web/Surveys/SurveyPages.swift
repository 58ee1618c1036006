import Foundation
import Ledgers
import Quantities
import Store
import Surveys

/// 满意度调查: the pages of those who run surveys.
enum SurveyPages {
    static let may = Route.Requirement.may(.runSurveys)

    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/surveys", may: may, Text("满意度调查", "Surveys"), list)
        routes.page(.post, "/surveys", may: may, Text("新建调查", "Make a survey"), make)
        routes.page(.get, "/surveys/:survey", may: may, Text("调查", "Survey"), SurveyScreen.show)
        routes.page(.post, "/surveys/:survey/acts", may: may, Text("办理调查事项", "Move a survey on"), SurveyActs.act)
        routes.page(.get, "/surveys/:survey/questionnaire", may: may, Text("问卷", "Questionnaire"), QuestionnaireEditor.show)
        routes.page(.post, "/surveys/:survey/questionnaire", may: may, Text("保存问卷", "Save the questionnaire"), QuestionnaireEditor.save)
        routes.page(.post, "/surveys/:survey/frame", may: may, body: .upload, Text("导入抽样框", "Import the frame"), SurveyActs.importFrame)
        routes.page(
            .post, "/surveys/:survey/frame/ledger", may: may, Text("由台账生成抽样框", "Take the frame from a ledger"), SurveyActs.frameFromLedger)
        routes.page(.get, "/surveys/:survey/files/:file", may: may, Text("下载", "Download"), SurveyFiles.reply)
        routes.page(.post, "/surveys/:survey/letters", may: may, Text("生成邀请信", "Make the letters"), LetterPages.make)
        routes.page(.get, "/surveys/:survey/paper", may: may, Text("纸质录入", "Enter paper"), PaperPages.show)
        routes.page(.post, "/surveys/:survey/paper", may: may, Text("保存纸质答卷", "Save a paper answer"), PaperPages.save)
        routes.page(.get, "/surveys/:survey/results", may: may, Text("调查结果", "Results"), SurveyResultPages.show)
        routes.page(.post, "/surveys/:survey/ledger", may: .may(.acceptPages), Text("结果录入台账", "File the results"), SurveyActs.fileResults)
    }

    static func path(_ survey: Int64, _ rest: String = "") -> String { "/surveys/\(survey)" + (rest.isEmpty ? "" : "/" + rest) }

    static func survey(_ visit: Visit) async throws -> Survey {
        let (number, access) = (try visit.number("survey"), visit.access)
        return try await visit.office.database.read { try Surveys.survey($0, access, number) }
    }

    static func programme(_ code: String, _ visit: Visit) -> String {
        Choices.programme.first { $0.code == code }?.name[visit.language] ?? code
    }

    static func mark(_ state: SurveyState, _ visit: Visit) -> HTML {
        let style =
            switch state {
            case .draft, .frozen, .committed, .drawn: "warn"
            case .open: "info"
            case .closed: "warn"
            case .published: "good"
            }
        return "<span class=\"state \(style)\">\(visit.t(state.title))</span>"
    }

    private static func list(_ visit: Visit) async throws -> Reply {
        let access = visit.access
        let surveys = try await visit.office.database.read { try Surveys.list($0, access) }
        var table = DataTable(
            "surveys", title: visit.t("满意度调查", "Surveys"),
            columns: [
                .init("code", visit.t("编号", "Number")), .init("title", visit.t("名称", "Title")),
                .init("programme", visit.t("专项", "Programme")), .init("year", visit.t("年度", "Year"), number: true),
                .init("state", visit.t("状态", "State")), .init("method", visit.t("调查方式", "Method"), minor: true),
            ])
        table.rows = surveys.map { survey in
            [
                .link(survey.code, path(survey.number)), .init(survey.title), .init(programme(survey.programme, visit)),
                .init(String(survey.year), value: Rational(survey.year)),
                .init(visit.t(survey.state.title), html: mark(survey.state, visit)), .init(survey.method),
            ]
        }
        table.empty = visit.empty(visit.t("还没有调查。在下面新建一项。", "No surveys yet; make one below."))
        if let file = try table.export(visit) { return file }
        let programmes = HTML(Choices.programme) { "<option value=\"\($0.code)\">\($0.name[visit.language])</option>" }
        return .html(
            visit.page(
                visit.t("满意度调查", "Surveys"), isWide: true,
                """
                \(table.html(visit))
                <section class="card narrow-form"><h2>\(visit.t("新建调查", "New survey"))</h2><form method="post" class="stack">\(visit.tokenField)
                <label>\(visit.t("名称", "Title"))<input name="title" required maxlength="60" value="\(visit.t("\(visit.year)年度居民满意度调查", "Residents’ satisfaction \(visit.year)"))"></label>
                <label>\(visit.t("专项", "Programme"))<select name="programme">\(programmes)</select></label>
                <label>\(visit.t("年度", "Year"))<input name="year" inputmode="numeric" required value="\(visit.year)" maxlength="4"></label>
                <label>\(visit.t("调查方式（印入台账和报告）", "Method, as the report prints it"))<input name="method" required maxlength="100" value="\(visit.t("分层随机抽样，邀请码网上填答和纸质问卷", "stratified random sample, online by code and on paper"))"></label>
                <div class="row"><label>\(visit.t("置信水平", "Confidence"))<select name="confidence"><option value="95">95%</option><option value="90">90%</option><option value="99">99%</option></select></label>
                <label>\(visit.t("少于几份不显示", "Hide cells under"))<input name="smallest" inputmode="numeric" value="5" maxlength="3"></label></div>
                <button>\(visit.t("新建", "Make"))</button></form></section>
                """))
    }

    private static func make(_ visit: Visit) async throws -> Reply {
        let form = visit.form
        let plan = Surveys.Plan(
            programme: form.text("programme") ?? "", year: form.text("year").flatMap(Int.init) ?? 0, title: form.text("title") ?? "",
            method: form.text("method") ?? "", confidence: form.text("confidence").flatMap(Int.init) ?? 95,
            smallest: form.text("smallest").flatMap(Int64.init) ?? 0)
        let (access, now) = (visit.access, visit.now)
        let survey = try await visit.office.database.write { connection in
            let survey = try Surveys.make(connection, access, plan, at: now)
            try Questionnaires.save(connection, access, survey.number, .preset(survey.programme), at: now)
            return survey
        }
        return .see(path(survey.number) + "?done=saved")
    }
}
