internal import Ledgers
public import Quantities

/// What can go wrong in the review of pages. docs/review.md lists the codes.
public struct ReviewError: ToldError, Hashable, CustomStringConvertible {
    /// Stable for ever: `W001` ….
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

    static func notPossible(_ act: PageAct, _ status: PageStatus) -> ReviewError {
        let open = StateMachine.acts(in: status.state, filer: status.filer).map(\.title)
        let zh = open.isEmpty ? "现在没有可办的事项" : "现在可以：" + open.map(\.zh).joined(separator: "、")
        let en = open.isEmpty ? "nothing can be done now" : "possible now: " + open.map(\.en).joined(separator: ", ")
        return ReviewError(
            "W001", "账页\(status.address)的状态是“\(status.state.title.zh)”，不能“\(act.title.zh)”；\(zh)",
            "page \(status.address) is “\(status.state.title.en)”: “\(act.title.en)” is not possible; \(en)")
    }

    static func stale(_ status: PageStatus, seen: Int64) -> ReviewError {
        ReviewError(
            "W002", "账页\(status.address)已有变动：您看到的是第\(seen)次，现在是第\(status.revision)次（\(status.state.title.zh)），请刷新后再办",
            "page \(status.address) has changed: you saw revision \(seen), it is \(status.revision) now (\(status.state.title.en)); look again",
            kind: .conflict)
    }

    static func fourEyes(_ what: Text) -> ReviewError {
        ReviewError("W003", "\(what.zh)应由另一人办理", "\(what.en) is for another person")
    }

    static func notYours(_ act: PageAct, _ address: PageAddress) -> ReviewError {
        ReviewError(
            "W004", "账页\(address)只能由提交人本人“\(act.title.zh)”", "only the person who submitted page \(address) can do this: \(act.title.en)")
    }

    static func noReason(_ what: Text) -> ReviewError {
        ReviewError("W005", "“\(what.zh)”须写明理由", "“\(what.en)” needs a reason", kind: .faulty)
    }

    static func noPerson(_ address: PageAddress) -> ReviewError {
        ReviewError("W006", "退回账页\(address)须指明经办人", "sending page \(address) back needs a named person", kind: .faulty)
    }

    static func rejectedRows(_ address: PageAddress, _ rows: Int64) -> ReviewError {
        ReviewError(
            "W007", "账页\(address)有\(rows)行因错误未收录，请更正后重新填报，或申请豁免",
            "page \(address) has \(rows) row(s) that were not taken; correct and file again, or ask for a waiver")
    }

    static func unexplained(_ address: PageAddress, _ open: [String: Int]) -> ReviewError {
        let list = open.sorted { $0.key < $1.key }.map { "\($0.key)×\($0.value)" }.joined(separator: "、")
        let count = open.values.reduce(0, +)
        return ReviewError(
            "W008", "账页\(address)有\(count)处需说明的问题尚未说明：\(list)", "page \(address) has \(count) finding(s) without an explanation: \(list)")
    }

    static func locked(_ locks: [Lock]) -> ReviewError {
        ReviewError("W009", locks.map(\.text.zh).joined(separator: "；"), locks.map(\.text.en).joined(separator: "; "))
    }

    static func noRequest(_ number: Int64) -> ReviewError {
        ReviewError("W010", "没有编号为\(number)的申请", "there is no request \(number)", kind: .notFound)
    }

    static func decided(_ request: Request) -> ReviewError {
        ReviewError("W011", "\(request.name)已经办结", "\(request.name) has been decided", kind: .conflict)
    }

    static func noQuestion(_ number: Int64) -> ReviewError {
        ReviewError("W012", "没有编号为\(number)的问题", "there is no question \(number)", kind: .notFound)
    }

    static func questionState(_ question: Question, _ act: Question.Act) -> ReviewError {
        ReviewError(
            "W013", "问题\(question.name)的状态是“\(question.state.title.zh)”，不能“\(act.title.zh)”",
            "question \(question.name) is “\(question.state.title.en)”: “\(act.title.en)” is not possible")
    }

    static func signing(_ zh: String, _ en: String) -> ReviewError { ReviewError("W014", zh, en) }

    static let notWholeCity = ReviewError("W015", "该事项需要全市范围的权限", "this needs the whole city in scope")

    static func datesOutOfOrder(_ dates: CycleDates) -> ReviewError {
        ReviewError(
            "W016", "三个日期应依次为公布的截止日、新报截止日、更正截止日：\(dates.shown)、\(dates.lastNew)、\(dates.lastCorrection)",
            "the three dates go shown ≤ last new return ≤ last correction: \(dates.shown), \(dates.lastNew), \(dates.lastCorrection)",
            kind: .faulty)
    }

    static func nothingToExplain(_ what: String) -> ReviewError {
        ReviewError("W017", "没有需要说明的问题：\(what)", "there is nothing to explain: \(what)", kind: .notFound)
    }

    static func unknownPage(_ what: String) -> ReviewError {
        ReviewError("W018", "没有这样的账页：\(what)", "there is no such page: \(what)", kind: .notFound)
    }

    static func unreadableInstant(_ text: String) -> ReviewError {
        ReviewError("W019", "时间无法识别：\(text)", "not an instant: \(text)", kind: .faulty)
    }

    static func damaged(_ table: String, _ number: Int64) -> ReviewError {
        ReviewError(
            "W020", "数据表\(table)第\(number)号记录已损坏，请运行 anju verify", "record \(number) of \(table) is damaged; run anju verify")
    }

    static func untilPassed(_ until: CivilDate) -> ReviewError {
        ReviewError("W021", "期限\(until.chinese)已过", "\(until) has passed", kind: .faulty)
    }

    static func alreadyOpen(_ year: Int) -> ReviewError {
        ReviewError("W022", "\(year)年度已经开放填报", "the year \(year) is open already", kind: .conflict)
    }
}
