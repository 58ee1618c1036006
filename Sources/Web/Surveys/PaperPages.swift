import Quantities
import Store
import Surveys

/// 纸质录入: answers on paper, entered with the code on the letter. A code is used once, by phone or on paper.
enum PaperPages {
    static func show(_ visit: Visit) async throws -> Reply { .html(try await form(visit, nil)) }

    private static func form(_ visit: Visit, _ problem: Text?) async throws -> HTML {
        let (number, access) = (try visit.number("survey"), visit.access)
        let (survey, current) = try await visit.office.database.read {
            (try Surveys.survey($0, access, number), try Questionnaires.current($0, access, number))
        }
        guard survey.state == .open, let current else { throw Refusal(409, "Q015", "这项调查现在不接受填答", "this survey takes no answers now") }
        return visit.page(
            visit.t("录入纸质答卷", "Enter a paper answer"), trail: [(survey.code, SurveyPages.path(number))],
            """
            \("<p class=\"problem\" role=\"alert\">\(visit.t(problem ?? Text("", "")))</p>", if: problem != nil)<form method="post" class="stack card paper">\(visit.tokenField)<input type="hidden" name="version" value="\(current.version)">
            <label>\(visit.t("邀请码", "Code"))<input name="code" required maxlength="30" autocomplete="off" autofocus value="\(visit.form["code"] ?? "")"></label>
            \(AnswerPages.marks(visit, current.questionnaire))<button>\(visit.t("保存", "Save"))</button>
            <p class="quiet">\(visit.t("该份答卷标记为纸质；不记录入人与答案的对应。", "The answer is marked as paper; who entered it is not kept with it."))</p></form>
            """)
    }

    static func save(_ visit: Visit) async throws -> Reply {
        let (number, access, day, code) = (try visit.number("survey"), visit.access, visit.now.date, visit.form["code"] ?? "")
        let sheet = try AnswerPages.sheet(visit)
        do {
            try await visit.office.database.write { connection in
                // A code of another survey, entered here, is a slip of the pile.
                guard try Answers.form(connection, access, code: code).survey == number else {
                    throw Refusal.invalid("这个邀请码属于另一项调查", "the code is one of another survey")
                }
                try Answers.submit(connection, access, code: code, sheet, channel: .paper, on: day)
            }
        } catch let error as SurveyError where error.code != "L004" {
            return .html(try await form(visit, error.text), status: Guard.refusal(error).status)
        }
        return .see(SurveyPages.path(number, "paper") + "?done=saved")
    }
}
