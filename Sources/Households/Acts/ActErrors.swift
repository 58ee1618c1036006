import Quantities

extension HouseholdError {
    static func notFound(_ what: Text, _ name: String) -> HouseholdError {
        HouseholdError("G010", "没有这样的\(what.zh)：\(name)", "there is no such \(what.en): \(name)", kind: .notFound)
    }

    static func alreadyOpen(_ what: Text, _ subject: String, _ number: Int64) -> HouseholdError {
        HouseholdError(
            "G011", "\(subject)已有一件在办的\(what.zh)（\(number)号），办结后才能再办",
            "\(subject) has an open \(what.en) already (no. \(number)); finish it first", kind: .conflict)
    }

    static func stale(_ what: Text, _ number: Int64, _ state: Text) -> HouseholdError {
        HouseholdError(
            "G012", "\(what.zh)\(number)已有变动（现在是“\(state.zh)”），请刷新后再办", "\(what.en) \(number) has changed (now “\(state.en)”); look again",
            kind: .conflict)
    }

    static func notPossible(_ what: Text, _ number: Int64, _ act: Text, _ state: Text) -> HouseholdError {
        HouseholdError(
            "G013", "\(what.zh)\(number)的状态是“\(state.zh)”，不能“\(act.zh)”",
            "\(what.en) \(number) is “\(state.en)”: “\(act.en)” is not possible")
    }

    static func noReason(_ act: Text) -> HouseholdError {
        HouseholdError("G014", "“\(act.zh)”须写明理由", "“\(act.en)” needs a reason", kind: .faulty)
    }

    static func fourEyes(_ act: Text) -> HouseholdError {
        HouseholdError("G015", "“\(act.zh)”应由另一人办理", "“\(act.en)” is for another person")
    }

    static func unmet(_ need: Need, _ act: Text, _ detail: Text = Text("", "")) -> HouseholdError {
        HouseholdError(
            "G016", "“\(act.zh)”的条件不具备：\(need.title.zh)\(detail.zh.isEmpty ? "" : "（\(detail.zh)）")",
            "“\(act.en)” needs: \(need.title.en)\(detail.en.isEmpty ? "" : " (\(detail.en))")")
    }

    static func unreadableInstant(_ text: String) -> HouseholdError {
        HouseholdError("G017", "时间无法识别：\(text)", "not an instant: \(text)", kind: .faulty)
    }

    static func damaged(_ table: String, _ number: Int64) -> HouseholdError {
        HouseholdError(
            "G018", "数据表\(table)第\(number)号记录已损坏，请运行 anju verify", "record \(number) of \(table) is damaged; run anju verify")
    }

    static func unreadable(_ what: Text, _ expected: Text) -> HouseholdError {
        HouseholdError("G019", "“\(what.zh)”应为\(expected.zh)", "“\(what.en)” should be \(expected.en)", kind: .faulty)
    }

    static func personElsewhere(_ household: String) -> HouseholdError {
        HouseholdError(
            "G020", "该身份证号已登记在家庭\(household)，一人只能在一个家庭", "this identity number is registered in household \(household) already",
            kind: .conflict)
    }

}
