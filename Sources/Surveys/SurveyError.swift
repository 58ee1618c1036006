public import Quantities

/// What can go wrong with a survey. docs/surveys.md lists the codes.
public struct SurveyError: ToldError, Hashable, CustomStringConvertible {
    /// Stable for ever: `Q001` ….
    public let code: String
    public let text: Text
    public let kind: Kind

    public typealias Kind = ToldKind

    public var description: String { "\(code) \(text.zh) / \(text.en)" }

    init(_ code: String, _ zh: String, _ en: String, kind: Kind = .refused) {
        self.code = code
        self.kind = kind
        text = Text(zh, en)
    }

    static func noSurvey(_ number: Int64) -> SurveyError {
        SurveyError("Q001", "没有编号为\(number)的调查", "there is no survey \(number)", kind: .notFound)
    }

    static func notPossible(_ act: SurveyAct, _ survey: Survey) -> SurveyError {
        let open = SurveyStates.acts(in: survey.state).map(\.title)
        let zh = open.isEmpty ? "现在没有可办的事项" : "现在可以：" + open.map(\.zh).joined(separator: "、")
        let en = open.isEmpty ? "nothing can be done now" : "possible now: " + open.map(\.en).joined(separator: ", ")
        return SurveyError(
            "Q002", "调查\(survey.code)的状态是“\(survey.state.title.zh)”，不能“\(act.title.zh)”；\(zh)",
            "survey \(survey.code) is “\(survey.state.title.en)”: “\(act.title.en)” is not possible; \(en)")
    }

    static func stale(_ survey: Survey, seen: Int64) -> SurveyError {
        SurveyError(
            "Q003", "调查\(survey.code)已有变动：您看到的是第\(seen)次，现在是第\(survey.revision)次，请刷新后再办",
            "survey \(survey.code) has changed: you saw revision \(seen), it is \(survey.revision) now; look again", kind: .conflict)
    }

    /// For pages of this floor that need it too.
    public static var wholeCityNeeded: SurveyError { notWholeCity }
    static let notWholeCity = SurveyError("Q004", "调查需要全市范围的权限", "surveys need the whole city in scope")

    static func questionnaire(_ zh: String, _ en: String) -> SurveyError {
        SurveyError("Q005", "问卷有误：\(zh)", "the questionnaire is faulty: \(en)", kind: .faulty)
    }

    static func frame(row: Int?, _ zh: String, _ en: String) -> SurveyError {
        let place = row.map { Text("第\($0)行", "row \($0): ") } ?? Text("", "")
        return SurveyError("Q006", "抽样框\(place.zh)有误：\(zh)", "the frame is faulty: \(place.en)\(en)", kind: .faulty)
    }

    static let noFrame = SurveyError("Q007", "尚未导入抽样框，请先导入住户名单", "there is no frame; import the list of households first")
    static let noQuestionnaire = SurveyError("Q008", "尚未编制问卷，请先保存问卷", "there is no questionnaire; save one first")

    static func allocation(_ zh: String, _ en: String) -> SurveyError {
        SurveyError("Q009", "样本分配有误：\(zh)", "the allocation is faulty: \(en)", kind: .faulty)
    }

    static let seedUnlike = SurveyError(
        "Q010", "种子与已公布的承诺不符，请核对64位十六进制数", "the seed is not the one committed to; check the 64 hexadecimal digits", kind: .faulty)
    static let noWord = SurveyError(
        "Q011", "本次抽样约定了公开随机数，请填写", "this draw was announced with a public word; enter it", kind: .faulty)
    static let noCodes = SurveyError(
        "Q012", "尚有样本区未生成邀请码，请先生成并打印邀请信", "some districts of the sample have no codes yet; make and print their letters first")

    /// The same words for a code that never was and one that was replaced: nothing can be learned by trying.
    static let codeUnknown = SurveyError(
        "Q013", "没有这个邀请码，请对照邀请信逐位核对；字母不分大小写", "there is no such code; compare it with the letter, capitals do not matter", kind: .notFound)
    static let codeUsed = SurveyError("Q014", "这个邀请码已经用过，每户只答一份", "this code has been used; there is one answer for each", kind: .conflict)
    static let notOpen = SurveyError("Q015", "这项调查现在不接受填答", "this survey takes no answers now")
    static let quotaFull = SurveyError("Q016", "您所在项目的份数已满，感谢您的支持", "enough answers have come in for your project; thank you")

    static func answer(_ zh: String, _ en: String) -> SurveyError { SurveyError("Q017", zh, en, kind: .faulty) }

    static func words(_ what: Text, most: Int) -> SurveyError {
        SurveyError("Q018", "“\(what.zh)”应为1至\(most)个字", "“\(what.en)” takes 1 to \(most) characters", kind: .faulty)
    }

    static func damaged(_ table: String, _ key: String) -> SurveyError {
        SurveyError("Q019", "数据表\(table)的记录\(key)已损坏，请运行 anju verify", "record \(key) of \(table) is damaged; run anju verify")
    }

    static func noReason(_ act: SurveyAct) -> SurveyError {
        SurveyError("Q020", "“\(act.title.zh)”须写明理由", "“\(act.title.en)” needs a reason", kind: .faulty)
    }

    static func tooFew(_ valid: Int64, least: Int64) -> SurveyError {
        SurveyError(
            "Q021", "有效份数\(valid)少于\(least)，公布会暴露个人，不能公布",
            "with \(valid) valid answers, fewer than \(least), publication would expose people")
    }

    /// The same words for a wrong number and a wrong code.
    static let noComplaint = SurveyError(
        "Q030", "回执编号与查询码不符，请对照回执核对", "number and code do not belong together; compare them with your receipt", kind: .notFound)
}
