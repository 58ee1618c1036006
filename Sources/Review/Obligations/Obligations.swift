public import Ledgers
public import Quantities
public import Store

/// 应报账页: a page somebody owes, how far it has come, and how much time is left.
public struct Obligation: Sendable, Hashable {
    public let status: PageStatus
    /// `nil` where the year has not been opened.
    public let dates: CycleDates?
    /// The last day an extension gives; `nil` without one.
    public let extended: CivilDate?
    public let timing: Timing

    public var address: PageAddress { status.address }
    public var state: PageState { status.state }
    /// The day the page is due: the one shown, or later by an extension.
    public var deadline: CivilDate? { dates.map { max($0.shown, extended ?? $0.shown) } }

    public enum Timing: Sendable, Hashable {
        /// The year has not been opened.
        case notOpen
        /// Handed in.
        case done
        /// Days left; 0 on the day itself.
        case due(Int)
        /// Days past the day it was due; 1 on the day after.
        case overdue(Int)
    }
}

/// 应报清单.
public enum Obligations {
    /// The pages owed for a year in scope: every sheet that is owed × who files it × every period, by district, ledger and period; and, after
    /// them, pages filed of ledgers that nobody owes.
    ///
    /// - Parameter today: the day in China.
    /// - Throws: `L004`.
    public static func list(
        _ connection: any Connection, _ access: Access, regions: Regions, year: Int, today: CivilDate, ledger: String? = nil,
        district: RegionCode? = nil
    ) throws -> [Obligation] {
        let filed = try PageStates.list(connection, access, year: year, ledger: ledger, district: district)
        let states = Dictionary(filed.map { ($0.address, $0) }) { _, last in last }
        let calendar = try Deadlines.Calendar(connection, access, year: year, on: today)
        let owed = owed(access, regions: regions, year: year).filter {
            (ledger == nil || $0.ledger == ledger) && (district == nil || $0.district == district)
        }
        let more = Set(states.keys).subtracting(owed).filter { $0.sheet.map { !$0.isOwed } ?? false }
        return (owed + more.sorted()).map { address in
            let status = states[address] ?? .nothing(address)
            let dates = calendar.cycle(address)?.dates
            let extended = calendar.extended(address)
            let timing: Obligation.Timing
            if status.state.isHandedIn {
                timing = .done
            } else if let dates {
                let left = max(dates.shown, extended ?? dates.shown).dayNumber - today.dayNumber
                timing = left >= 0 ? .due(left) : .overdue(-left)
            } else {
                timing = .notOpen
            }
            return Obligation(status: status, dates: dates, extended: extended, timing: timing)
        }
    }

    /// The addresses of a year that somebody in scope owes.
    public static func owed(_ access: Access, regions: Regions, year: Int) -> [PageAddress] {
        let sheets = Sheet.all.filter { $0.isOwed && access.allows(ledger: $0.ledger) }
        return ([regions.city] + regions.districts).map(\.code).filter(access.allows).flatMap { code in
            sheets.filter { ($0.filedBy == .city) == (code == regions.city.code) }.flatMap { sheet in
                sheet.periods(of: year).map { PageAddress(sheet.ledger, code, $0) }
            }
        }
    }
}
