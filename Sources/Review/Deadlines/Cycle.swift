public import Ledgers
public import Quantities

/// The three dates of a cycle, civil dates in China; each day counts to its end.
public struct CycleDates: Sendable, Hashable, Codable {
    /// 公布的截止日: what reporters are told. Later is overdue, and still taken.
    public let shown: CivilDate
    /// 新报截止日: the last day for a page's first return.
    public let lastNew: CivilDate
    /// 更正截止日: the last day for a correction.
    public let lastCorrection: CivilDate

    public init(shown: CivilDate, lastNew: CivilDate, lastCorrection: CivilDate) {
        self.shown = shown
        self.lastNew = lastNew
        self.lastCorrection = lastCorrection
    }

    /// What a year begins with, to be edited: for a month the 10th, 15th and 25th of the next; for a year 10, 20 and 31 January of the next.
    ///
    /// `nil` for a period whose next month lies outside the calendar.
    public static func usual(for period: Period) -> CycleDates? {
        let month = period.month.map { $0 % 12 + 1 } ?? 1
        let year = month == 1 ? period.year + 1 : period.year
        let days = period.isMonth ? [10, 15, 25] : [10, 20, 31]
        let dates = days.compactMap { CivilDate(year: year, month: month, day: $0) }
        return dates.count == 3 ? CycleDates(shown: dates[0], lastNew: dates[1], lastCorrection: dates[2]) : nil
    }
}

/// 填报周期: one ledger × one period with its dates, the same for all districts.
public struct Cycle: Sendable, Hashable {
    public let ledger: String
    public let period: Period
    public let dates: CycleDates
    /// Who set the dates, and when.
    public let actor: String
    public let setAt: String

    public var year: Int { period.year }

    struct Key: Hashable {
        let ledger: String
        let period: Period
    }

    var key: Key { Key(ledger: ledger, period: period) }
}

extension Sheet {
    /// The periods of a year a page is due for.
    public func periods(of year: Int) -> [Period] {
        cycle == .monthly ? (1...12).map { Period(year: year, month: $0) } : [Period(year: year)]
    }
}
