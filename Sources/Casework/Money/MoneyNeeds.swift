internal import Ledgers
internal import Quantities

/// Conditions and sums that several kinds of money share.
enum MoneyNeeds {
    /// States of a request that hold money back without having moved it.
    static let openStates: Set<String> = ["requested", "approved"]
    /// States of an allocation plan that do.
    static let openPlans: Set<String> = ["drafted", "agreed"]

    /// A fact cannot lie after the day it is entered on.
    static func notInFuture(_ code: String, _ column: String) -> Need {
        Need(code, Text("日期不晚于办理当日", "the day is not after today")) { work in
            guard let day = work.answerDate(column), day > work.day else { return nil }
            return Text("\(day.chinese)还没有到", "\(day) is not over")
        }
    }

    /// What open plans hold back of a pot, but for one.
    static func planned(_ source: MoneySource, _ pot: MoneyPot?, except plan: String, fund: String = "") throws -> Int64 {
        guard let pot else { return 0 }
        let roots = MoneyPots.roots(try source.rows(.allotments))
        return try source.rows(.allocationPlans).filter { entry in
            openPlans.contains(entry.text("state")) && entry.text("plan") != plan && entry.text("programme") == pot.programme
                && roots(entry.text("central_document")) == pot.document && (fund.isEmpty || entry.text("fund") == fund)
        }.fen
    }

    /// The contract a payment names, of its district.
    static func contract(_ work: CaseWork, _ code: String) throws -> DeskEntry? {
        try work.desk.latest(.contracts, district: work.district, year: work.year, key: code)
    }

    /// A project of the case's district, as its ledgers know it.
    static func project(_ work: CaseWork, _ code: String) throws -> MoneyProject? {
        try MoneyProjects.all(MoneySource(work.desk, year: work.year))[MoneyProjects.name(work.district, code)]
    }

    /// What the case says after this act: an answer, or what stands in its entry.
    static func value(_ work: CaseWork, _ column: String) -> String {
        work.answers[column].map(\.plain) ?? work.text(column)
    }

    static func amount(_ work: CaseWork, _ column: String = "amount") -> Int64 {
        work.answerNumber(column) ?? work.number(column) ?? 0
    }
}
