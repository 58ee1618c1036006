import Quantities
import Store
import Surveys

/// 问卷编辑: a form without a script; empty lines are left out, three spare ones stand at the end.
enum QuestionnaireEditor {
    static func show(_ visit: Visit) async throws -> Reply {
        let (number, access) = (try visit.number("survey"), visit.access)
        let (survey, current) = try await visit.office.database.read {
            (try Surveys.survey($0, access, number), try Questionnaires.current($0, access, number))
        }
        return .html(page(visit, survey, current?.questionnaire ?? .preset(survey.programme), nil))
    }

    private static func page(_ visit: Visit, _ survey: Survey, _ questionnaire: Questionnaire, _ problem: Text?) -> HTML {
        let steps = HTML(questionnaire.steps.enumerated()) { index, step in
            """
            <tr><td class="n">\(index + 1)</td><td>\(field("step-zh", step.zh, visit.t("第\(index + 1)级 中文", "step \(index + 1), Chinese")))</td><td>\(field("step-en", step.en, visit.t("第\(index + 1)级 英文", "step \(index + 1), English")))</td><td><input type="checkbox" name="satisfied" value="\(index + 1)" aria-label="\(visit.t("计为满意", "counts as satisfied"))"\(" checked", if: questionnaire.satisfied.contains(index + 1))></td></tr>
            """
        }
        let spare = (0..<3).map { _ in Questionnaire.Item("", "", "", required: false) }
        let items = HTML((questionnaire.items + spare).enumerated()) { index, item in
            let line = visit.t("第\(index + 1)项", "item \(index + 1)")
            return """
                <tr><td>\(field("item-id", item.id, line + visit.t("编号", " id")))</td><td>\(field("item-zh", item.title.zh, line + visit.t("中文", " Chinese")))</td><td>\(field("item-en", item.title.en, line + visit.t("英文", " English")))</td><td><input type="checkbox" name="required" value="\(index)" aria-label="\(line)\(visit.t("必答", " required"))"\(" checked", if: item.isRequired)></td></tr>
                """
        }
        let remark = questionnaire.remark
        return visit.page(
            visit.t("编辑问卷", "Edit the questionnaire"), trail: [(survey.code, SurveyPages.path(survey.number))], isWide: true,
            """
            \("<p class=\"problem\" role=\"alert\">\(visit.t(problem ?? Text("", "")))</p>", if: problem != nil)<form method="post" action="\(SurveyPages.path(survey.number, "questionnaire"))" class="stack gridedit questions">\(visit.tokenField)
            <div class="pair"><label>\(visit.t("标题（中文）", "Title (Chinese)"))<input name="title-zh" value="\(questionnaire.title.zh)" maxlength="60"></label><label>\(visit.t("标题（英文）", "Title (English)"))<input name="title-en" value="\(questionnaire.title.en)" maxlength="60"></label>
            <label>\(visit.t("说明（中文）", "Introduction (Chinese)"))<textarea name="introduction-zh" maxlength="500">\(questionnaire.introduction.zh)</textarea></label><label>\(visit.t("说明（英文）", "Introduction (English)"))<textarea name="introduction-en" maxlength="500">\(questionnaire.introduction.en)</textarea></label></div>
            <h2>\(visit.t("量表（由差到好，勾选计为满意的等级）", "Scale, worst first; tick what counts as satisfied"))</h2><div class="scroll"><table><thead><tr><th>\(visit.t("级", "Step"))</th><th>\(visit.t("中文", "Chinese"))</th><th>\(visit.t("英文", "English"))</th><th>\(visit.t("满意", "Satisfied"))</th></tr></thead><tbody>\(steps)</tbody></table></div>
            <h2>\(visit.t("分项（须有overall）", "Items (one must be `overall`)"))</h2><div class="scroll"><table><thead><tr><th>\(visit.t("编号", "Id"))</th><th>\(visit.t("中文", "Chinese"))</th><th>\(visit.t("英文", "English"))</th><th>\(visit.t("必答", "Required"))</th></tr></thead><tbody>\(items)</tbody></table></div>
            <h2>\(visit.t("意见题（两栏都不填则没有）", "Remark (left out where both are empty)"))</h2><div class="pair"><label>\(visit.t("中文", "Chinese"))<input name="remark-zh" value="\(remark?.title.zh ?? "")" maxlength="120"></label><label>\(visit.t("英文", "English"))<input name="remark-en" value="\(remark?.title.en ?? "")" maxlength="120"></label><label>\(visit.t("字数上限", "Limit"))<input name="remark-limit" inputmode="numeric" value="\(remark?.limit ?? 300)" maxlength="4"></label></div>
            <div class="acts"><button>\(visit.t("保存为新版本", "Save as a new version"))</button><a class="button plain" href="\(SurveyPages.path(survey.number))">\(visit.t("不保存", "Leave"))</a></div></form>
            """)
    }

    private static func field(_ name: String, _ value: String, _ label: String) -> HTML {
        "<input name=\"\(name)\" value=\"\(value)\" aria-label=\"\(label)\" maxlength=\"60\">"
    }

    static func save(_ visit: Visit) async throws -> Reply {
        let (number, access, now) = (try visit.number("survey"), visit.access, visit.now)
        let survey = try await SurveyPages.survey(visit)
        let questionnaire = read(visit.form)
        do {
            try await visit.office.database.write { try Questionnaires.save($0, access, number, questionnaire, at: now) }
        } catch let error as SurveyError where error.kind == .faulty {
            return .html(page(visit, survey, questionnaire, error.text), status: 422)
        }
        return .see(SurveyPages.path(number) + "?done=saved")
    }

    private static func read(_ form: Fields) -> Questionnaire {
        func trimmed(_ text: String) -> String {
            var fields = Fields()
            fields.append("x", text)
            return fields.text("x") ?? ""
        }
        func text(_ name: String) -> Text { Text(form.text(name + "-zh") ?? "", form.text(name + "-en") ?? "") }
        let required = Set(form.all("required").compactMap(Int.init))
        let (ids, zh, en) = (form.all("item-id"), form.all("item-zh"), form.all("item-en"))
        let items = zip(ids.indices, zip(ids, zip(zh, en))).compactMap { index, item -> Questionnaire.Item? in
            let (id, zh, en) = (trimmed(item.0), trimmed(item.1.0), trimmed(item.1.1))
            return id.isEmpty && zh.isEmpty && en.isEmpty ? nil : .init(id, zh, en, required: required.contains(index))
        }
        let remark = text("remark")
        return Questionnaire(
            title: text("title"), introduction: text("introduction"),
            steps: zip(form.all("step-zh"), form.all("step-en")).map { Text(trimmed($0), trimmed($1)) },
            satisfied: form.all("satisfied").compactMap(Int.init).sorted(), items: items,
            remark: remark.zh.isEmpty && remark.en.isEmpty
                ? nil : .init(remark.zh, remark.en, limit: form.text("remark-limit").flatMap(Int.init) ?? 0))
    }
}
