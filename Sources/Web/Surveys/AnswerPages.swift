import Ledgers
import Quantities
import Store
import Surveys

/// 填答: the pages behind an invitation code. No account, no script; the code travels in the body of a form and never in an address.
enum AnswerPages {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/survey", may: .everyone, Text("满意度调查", "Satisfaction survey")) { visit in .html(entry(visit, nil)) }
        routes.page(.post, "/survey", may: .everyone, body: .form(limit: 1 << 14), Text("打开问卷", "Open the questions"), open)
        routes.page(.post, "/survey/answer", may: .everyone, body: .form(limit: 1 << 16), Text("提交答卷", "Send the answers"), submit)
        routes.page(.get, "/survey/thanks", may: .everyone, Text("提交成功", "Thank you"), thanks)
    }

    static func entry(_ visit: Visit, _ problem: Text?) -> HTML {
        visit.portal(
            visit.t("满意度调查", "Satisfaction survey"), hasScript: true,
            """
            \(visit.trouble(problem))<form method="post" action="/survey"><label for="code">\(visit.t("邀请码（见邀请信，共12位）", "Code (12 signs, on your letter)"))</label>
            <input class="code" id="code" name="code" value="\(visit.form["code"] ?? "")" autocomplete="off" autocapitalize="characters" spellcheck="false" required maxlength="30" placeholder="XXXX-XXXX-XXXX">
            <p class="quiet">\(visit.t("字母不分大小写，横线可以不填。", "Capitals and dashes do not matter."))</p>
            <p class="acts"><button>\(visit.t("开始填答", "Start"))</button></p></form>
            <p class="hint">\(visit.t("不用注册，不记姓名。每个邀请码只能提交一次；提交后，答案与邀请码无法对应，因此也不能修改。", "No account, no names. A code works once; afterwards nobody can match the answers to the code, so they cannot be changed either."))</p>
            """)
    }

    private static func open(_ visit: Visit) async throws -> Reply {
        let (code, access) = (visit.form["code"] ?? "", publicAccess(visit))
        do {
            let form = try await visit.office.database.read { try Answers.form($0, access, code: code) }
            return .html(questions(visit, form, code, nil))
        } catch let error as SurveyError {
            return .html(entry(visit, error.text), status: Guard.refusal(error).status)
        }
    }

    /// Whoever holds a code asks as nobody, even where a clerk is signed in at the same machine.
    private static func publicAccess(_ visit: Visit) -> Access {
        Access(city: visit.office.regions.city.code, districts: .only([]), ledgers: .only([]), permissions: [], actor: "public")
    }

    /// The name of an item's field.
    static func field(_ item: String) -> String { "m-" + item }

    private static func questions(_ visit: Visit, _ form: Answers.Form, _ code: String, _ problem: Text?) -> HTML {
        let questionnaire = form.questionnaire
        let content: HTML = """
            \(visit.trouble(problem))<p>\(visit.t(questionnaire.introduction))</p>
            <form method="post" action="/survey/answer"><input type="hidden" name="code" value="\(code)"><input type="hidden" name="version" value="\(form.version)">
            \(marks(visit, questionnaire))
            <p class="acts"><button>\(visit.t("提交", "Send"))</button></p><p class="quiet">\(visit.t("提交后不能修改。", "Answers cannot be changed once they are sent."))</p></form>
            """
        return visit.portal(visit.t(questionnaire.title), trail: [(visit.t("重新输入邀请码", "Another code"), "/survey")], content)
    }

    /// The questions themselves, for residents and for clerks who enter paper.
    static func marks(_ visit: Visit, _ questionnaire: Questionnaire) -> HTML {
        let items = HTML(questionnaire.items.enumerated()) { index, item in
            let chosen = visit.form[field(item.id)]
            let steps = HTML(questionnaire.steps.enumerated().reversed()) { place, step in
                option(item, String(place + 1), visit.t(step), isChosen: chosen == String(place + 1))
            }
            let unknown =
                item.isRequired
                ? HTML.nothing : option(item, "0", visit.t("不了解或没有此项", "Do not know, or does not apply"), isChosen: chosen == "0")
            let optional = item.isRequired ? "" : visit.t("（可不答）", " (optional)")
            return "<fieldset><legend>\(index + 1). \(visit.t(item.title))\(optional)</legend><div>\(steps)\(unknown)</div></fieldset>"
        }
        let remark = questionnaire.remark.map { remark -> HTML in
            """
            <label for="remark">\(visit.t(remark.title))</label><textarea id="remark" name="remark" maxlength="\(remark.limit)">\(visit.form["remark"] ?? "")</textarea>
            """
        }
        return items + (remark ?? HTML.nothing)
    }

    private static func option(_ item: Questionnaire.Item, _ value: String, _ title: String, isChosen: Bool) -> HTML {
        "<label><input type=\"radio\" name=\"\(field(item.id))\" value=\"\(value)\"\(" required", if: item.isRequired)\(" checked", if: isChosen)>\(title)</label>"
    }

    /// What a form of marks says.
    static func sheet(_ visit: Visit) throws -> Answers.Sheet {
        var marks: [String: Int] = [:]
        for (name, value) in visit.form.pairs where name.utf8.starts(with: "m-".utf8) {
            guard let mark = Int(value) else { throw Refusal.malformed("选项无法识别", "a mark cannot be read") }
            marks[String(name.dropFirst(2))] = mark
        }
        return Answers.Sheet(
            version: visit.form["version"].flatMap(Int64.init) ?? 0, marks: marks, remark: visit.form["remark"] ?? "")
    }

    private static func submit(_ visit: Visit) async throws -> Reply {
        let (code, access, day) = (visit.form["code"] ?? "", publicAccess(visit), visit.now.date)
        let sheet = try sheet(visit)
        do {
            try await visit.office.database.write { try Answers.submit($0, access, code: code, sheet, on: day) }
            return .see("/survey/thanks")
        } catch let error as SurveyError where error.code == "Q017" {
            // What was chosen stays chosen.
            let form = try await visit.office.database.read { try Answers.form($0, access, code: code) }
            return .html(questions(visit, form, code, error.text), status: 422)
        } catch let error as SurveyError {
            return .html(entry(visit, error.text), status: Guard.refusal(error).status)
        } catch let error as StoreError where error.code == .constraintViolated {
            // Two at the very same moment with one code: the table's key has let one of them in.
            return .html(entry(visit, Text("这个邀请码已经用过，每户只答一份", "this code has been used; there is one answer for each")), status: 409)
        }
    }

    private static func thanks(_ visit: Visit) async throws -> Reply {
        .html(
            visit.portal(
                visit.t("已收到，谢谢您", "Received. Thank you"),
                """
                <p class="good" role="status">\(visit.t("您的答卷已经保存。结果汇总后会在本站公布。", "Your answers are kept. The results will be published here."))</p>
                <p><a class="button" href="/portal">\(visit.t("回到首页", "Home"))</a></p>
                """))
    }
}
