import Ledgers
import Quantities
import Review
import Store

/// 期限: the dates of every ledger and period.
enum DeadlineAPI {
    static let tag = Contract.Tag("deadlines", "期限", "Deadlines")

    static func add(to routes: inout RouteTable) {
        routes.answer(
            .get, "/deadlines", may: .may(.readLedgers), tag, Text("一年的期限", "A year's dates"),
            query: [Asking.year, .init("after", .words(60), "从该项之后开始（台账/所属期）", "begin after this one (ledger/period)"), Paging.limit]
        ) { visit in
            let (access, year) = (visit.access, visit.year)
            let cycles = try await visit.office.database.read { try Deadlines.list($0, access, year: year) }
            return try Paging.piece(cycles, visit, named: { "\($0.ledger)/\($0.period)" }, DeadlineDocument.init)
        }
        routes.answer(.get, "/years", may: .may(.readLedgers), tag, Text("已开放的年度", "The years that are open")) { visit in
            let access = visit.access
            return YearList(years: try await visit.office.database.read { try Deadlines.years($0, access) })
        }
        routes.order(
            .post, "/years", may: .may(.grantWaivers), tag, Text("开放一个年度", "Open a year"), status: 201
        ) { (visit, order: YearOrder) -> YearList in
            guard (1900...2100).contains(order.year) else { throw Refusal.unacceptable("year", "年度应为1900至2100", "a year is 1900 to 2100") }
            let (access, instant) = (visit.access, visit.now.description)
            return YearList(
                years: try await visit.office.database.write { connection in
                    try Deadlines.openYear(connection, access, order.year, at: instant)
                    return try Deadlines.years(connection, access)
                })
        }
        routes.order(
            .put, "/deadlines/:ledger/:period", may: .may(.grantWaivers), tag, Text("设定期限", "Set the dates")
        ) { (visit, order: DatesOrder) -> DeadlineDocument in
            let sheet = try visit.sheet()
            guard let period = Period(try visit.parameter("period")), sheet.periods(of: period.year).contains(period)
            else { throw Refusal.notFound }
            let dates = CycleDates(shown: order.shown, lastNew: order.lastNew, lastCorrection: order.lastCorrection)
            let (access, instant) = (visit.access, visit.now.description)
            return DeadlineDocument(
                try await visit.office.database.write {
                    try Deadlines.set($0, access, ledger: sheet.ledger, period: period, dates, at: instant)
                })
        }
    }
}

struct DeadlineDocument: Codable, Sendable {
    var ledger: String
    var period: Period
    /// What reporters are told; later is overdue, and still taken.
    var shown: CivilDate
    /// The last day for a page's first return.
    var lastNew: CivilDate
    /// The last day for a correction.
    var lastCorrection: CivilDate
    var setBy: String
    var setAt: String

    init(_ cycle: Cycle) {
        (ledger, period, setBy, setAt) = (cycle.ledger, cycle.period, cycle.actor, cycle.setAt)
        (shown, lastNew, lastCorrection) = (cycle.dates.shown, cycle.dates.lastNew, cycle.dates.lastCorrection)
    }
}

struct DatesOrder: Codable, Sendable {
    var shown: CivilDate
    var lastNew: CivilDate
    var lastCorrection: CivilDate
}

struct YearOrder: Codable, Sendable {
    var year: Int
}

struct YearList: Codable, Sendable {
    var years: [Int]
}
