public import Ledgers
public import Quantities
public import Store

/// 锁定: why nothing can be filed for a page now, and who can change that.
public struct Lock: Sendable, Hashable {
    public let address: PageAddress
    public let reason: Reason
    /// Since when: the first locked day, or the instant of the act that locked it; empty for a year that was never opened.
    public let since: String
    /// By whom: the person who set the dates or accepted the page.
    public let actor: String
    /// What one must be permitted to do to open it.
    public let opens: Permission
    /// All of it in a sentence.
    public let text: Text

    /// Until when: no lock ends by itself.
    public var until: Text {
        switch reason {
        case .notOpened: Text("直至市级设定期限", "until the city sets its dates")
        case .newReturnsOver, .correctionsOver: Text("直至市级批准延期或调整期限", "until the city grants an extension or sets other dates")
        case .accepted: Text("直至市级退回", "until the city sends the page back")
        }
    }

    public enum Reason: String, Sendable, CaseIterable {
        /// The year was not opened.
        case notOpened
        /// The last day for first returns is over.
        case newReturnsOver
        /// The last day for corrections is over.
        case correctionsOver
        /// The city has accepted the page.
        case accepted
    }
}

extension Deadlines {
    /// Whether anything can be filed for a page on a day, and why not.
    ///
    /// - Throws: `L001` out of scope, `L004`.
    public static func lock(_ connection: any Connection, _ access: Access, of address: PageAddress, on day: CivilDate) throws -> Lock? {
        try access.require(.readLedgers)
        try access.require(address)
        return try locks(connection, access, of: [address], on: day).first
    }

    /// The locks among many pages of any years.
    public static func locks(_ connection: any Connection, _ access: Access, of pages: [PageAddress], on day: CivilDate) throws -> [Lock] {
        try Dictionary(grouping: pages, by: \.period.year).sorted { $0.key < $1.key }.flatMap { year, pages in
            let calendar = try Calendar(connection, access, year: year, on: day)
            return try pages.sorted().compactMap { page in
                try access.require(page)
                return calendar.lock(try PageStates.current(connection, access, page))
            }
        }
    }

    static func lock(_ connection: any Connection, _ access: Access, _ status: PageStatus, on day: CivilDate) throws -> Lock? {
        try Calendar(connection, access, year: status.address.period.year, on: day).lock(status)
    }

    /// A year's dates and extensions, read once for many pages.
    struct Calendar {
        let day: CivilDate
        let cycles: [Cycle.Key: Cycle]
        let extensions: [Request]

        init(_ connection: any Connection, _ access: Access, year: Int, on day: CivilDate) throws {
            self.day = day
            cycles = try Deadlines.all(connection, access, year)
            extensions = try Requests.granted(connection, access, .extension, year: year)
        }

        func cycle(_ address: PageAddress) -> Cycle? { cycles[Cycle.Key(ledger: address.ledger, period: address.period)] }

        /// The latest day an extension gives the page; `nil` without one.
        func extended(_ address: PageAddress) -> CivilDate? {
            extensions.filter { $0.covers(address) }.map(\.until).max()
        }

        func lock(_ status: PageStatus) -> Lock? {
            let address = status.address
            let name = address.description
            if status.state == .accepted {
                return Lock(
                    address: address, reason: .accepted, since: status.changedAt, actor: status.actor, opens: .acceptPages,
                    text: Text(
                        "账页\(name)已由\(status.actor)于\(status.changedAt)接收并锁定；需要更正的，请市级退回后再报",
                        "page \(name) was accepted by \(status.actor) at \(status.changedAt) and is locked until the city sends it back"))
            }
            guard let cycle = cycle(address) else {
                return Lock(
                    address: address, reason: .notOpened, since: "", actor: "", opens: .grantWaivers,
                    text: Text(
                        "账页\(name)所属的\(address.period.year)年度尚未开放填报，请市级设定期限",
                        "page \(name): the year \(address.period.year) has not been opened; the city sets its dates"))
            }
            let isNew = status.version == 0
            let last = isNew ? cycle.dates.lastNew : cycle.dates.lastCorrection
            let until = max(last, extended(address) ?? last)
            guard day > until else { return nil }
            let since = CivilDate(dayNumber: until.dayNumber + 1) ?? until
            let what = isNew ? Text("新报", "first returns") : Text("更正", "corrections")
            return Lock(
                address: address, reason: isNew ? .newReturnsOver : .correctionsOver, since: since.description, actor: cycle.actor,
                opens: .grantWaivers,
                text: Text(
                    "账页\(name)的\(what.zh)截止日为\(until.chinese)（\(cycle.actor)设定），自\(since.chinese)起锁定；可申请延期，由市级批准后开放",
                    "page \(name): \(what.en) ended on \(until) (set by \(cycle.actor)), locked since \(since); the city opens it by an extension"
                ))
        }
    }
}
