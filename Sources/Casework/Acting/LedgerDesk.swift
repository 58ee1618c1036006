public import Ledgers
public import Quantities
internal import Returns
public import Store
internal import Foundation
internal import Review
internal import Workbooks

/// An entry as an act sees it: the values that are filed, or those another act of the same transaction has just given it.
public struct DeskEntry: Sendable {
    public let sheet: Sheet
    public let page: PageAddress
    public internal(set) var values: [SQLValue]

    public subscript(column: String) -> SQLValue { sheet.index(of: column).map { values[$0] } ?? .null }
    public func text(_ column: String) -> String { self[column].plain }
    /// The stored number (fen, hundredths, 20230705, 1/0), or `nil` for an empty cell.
    public func number(_ column: String) -> Int64? { if case .integer(let number) = self[column] { number } else { nil } }
    public func flag(_ column: String) -> Bool { number(column) == 1 }
    public func date(_ column: String) -> CivilDate? { number(column).flatMap(CivilDate.init(stored:)) }

    /// The natural key, joined by `/`.
    public var key: String { sheet.keyIndices.map { values[$0].plain }.joined(separator: "/") }
}

/// The ledgers, open on a desk inside one transaction: entries are read page by page as they are asked for, changed in memory, and filed
/// together at the end, as one partial return for each ledger. So an act's changes go the way of every return: the same rules, the same
/// locks, a receipt, a file that is kept, a new version of each page.
public final class LedgerDesk {
    let connection: any Connection
    /// Sees the whole city: what an act must look up (a meeting's decision, a plan) may lie outside its person's district.
    let access: Access
    private var pages: [PageAddress: Page] = [:]
    private var years: [String: Set<PageAddress>] = [:]

    struct Page {
        var order: [String] = []
        var entries: [String: DeskEntry] = [:]
        /// As they are filed.
        var filed: [String: [SQLValue]] = [:]
        /// Those that differ from what is filed: an entry put as it stood is no change, and a return of it would be refused half-way.
        var changed: Set<String> = []
    }

    init(_ connection: any Connection, actor: Access) {
        self.connection = connection
        access = Access.program(city: actor.city, districts: .all, actor: actor.actor)
    }

    /// What was changed since, to be put back where an act of many is refused.
    struct Snapshot {
        fileprivate let pages: [PageAddress: Page]
        fileprivate let years: [String: Set<PageAddress>]
    }

    var snapshot: Snapshot {
        get { Snapshot(pages: pages, years: years) }
        set { (pages, years) = (newValue.pages, newValue.years) }
    }

    /// The entries of one page, in their order.
    public func entries(_ address: PageAddress) throws -> [DeskEntry] {
        let page = try open(address)
        return page.order.compactMap { page.entries[$0] }
    }

    /// All entries of a ledger in a year, the months of a monthly one together; of one district where it is given.
    public func entries(_ sheet: Sheet, year: Int, district: RegionCode? = nil) throws -> [DeskEntry] {
        try addresses(sheet, year: year, district: district).flatMap(entries)
    }

    /// The pages of a ledger in a year: those filed and those opened here.
    private func addresses(_ sheet: Sheet, year: Int, district: RegionCode?) throws -> [PageAddress] {
        let name = "\(sheet.ledger)/\(year)"
        if years[name] == nil {
            years[name] = Set(
                try Pages.current(connection, access, year: year, ledger: sheet.ledger).map {
                    PageAddress($0.ledger, $0.district, $0.period)
                })
        }
        let touched = pages.keys.filter { $0.ledger == sheet.ledger && $0.period.year == year }
        return (years[name] ?? []).union(touched).filter { district == nil || $0.district == district }.sorted()
    }

    /// One entry by its natural key, or `nil`.
    public func entry(_ address: PageAddress, key: String) throws -> DeskEntry? { try open(address).entries[key] }

    /// The entry with this key in any of a district's years up to `year`, the latest first, of a monthly ledger in any month of them; `nil`
    /// where there is none in the last six.
    public func latest(_ sheet: Sheet, district: RegionCode, year: Int, key: String) throws -> DeskEntry? {
        for past in 0..<6 {
            if sheet.cycle == .monthly {
                for address in try addresses(sheet, year: year - past, district: district).reversed() {
                    if let found = try entry(address, key: key) { return found }
                }
                continue
            }
            let address = PageAddress(sheet.ledger, district, Period(year: year - past))
            if let found = try entry(address, key: key) { return found }
        }
        return nil
    }

    /// Adds an entry, or changes the named columns of the one with this natural key. Unnamed columns keep what they held.
    @discardableResult
    public func put(_ sheet: Sheet, _ address: PageAddress, _ values: [String: SQLValue]) throws -> DeskEntry {
        let known = try open(address)
        let key = sheet.key.map { (values[$0] ?? .null).plain }.joined(separator: "/")
        var entry =
            known.entries[key] ?? DeskEntry(sheet: sheet, page: address, values: Array(repeating: .null, count: sheet.columns.count))
        for (name, value) in values {
            guard let index = sheet.index(of: name) else { throw CaseworkError.undeclared(sheet.ledger, name) }
            entry.values[index] = value
        }
        let isNew = known.entries[key] == nil
        let isFiled = known.filed[key] == entry.values
        if isNew { pages[address, default: Page()].order.append(key) }
        pages[address, default: Page()].entries[key] = entry
        if isFiled {
            pages[address, default: Page()].changed.remove(key)
        } else {
            pages[address, default: Page()].changed.insert(key)
        }
        return entry
    }

    private func open(_ address: PageAddress) throws -> Page {
        if let page = pages[address] { return page }
        var page = Page()
        if let version = try Pages.current(connection, access, ledger: address.ledger, district: address.district, period: address.period) {
            for entry in try Entries.read(connection, access, version) {
                let key = entry.key
                page.order.append(key)
                page.entries[key] = DeskEntry(sheet: entry.sheet, page: address, values: entry.values)
                page.filed[key] = entry.values
            }
        }
        pages[address] = page
        return page
    }

    /// Files all changes: one file and one receipt for each ledger.
    ///
    /// - Returns: the receipt numbers, by ledger.
    /// - Throws: ``CaseworkError/rows(_:)`` where a row breaks a rule; `W009` where a page is locked.
    func file(_ intake: Intake, name: String, folder: String, at instant: String) throws -> [String: Int64] {
        var receipts: [String: Int64] = [:]
        // An act whose ledger says what it said before needs no new version of its page.
        let changed = pages.filter { !$0.value.changed.isEmpty }
        for (ledger, group) in Dictionary(grouping: changed, by: \.key.ledger).sorted(by: { $0.key < $1.key }) {
            guard let sheet = Sheet.named(ledger) else { continue }
            var csv = CSVWriter()
            csv.write(PageColumn.allCases.map(\.title.zh) + sheet.columns.map { $0.header(.chinese) })
            for (address, page) in group.sorted(by: { $0.key < $1.key }) {
                let changed = page.changed
                for key in page.order where changed.contains(key) {
                    guard let entry = page.entries[key] else { continue }
                    csv.write(
                        [address.district.digits, address.period.description] + zip(sheet.columns, entry.values).map { $0.written($1) })
                }
            }
            let path = "\(folder)/\(name)-\(ledger).csv"
            try csv.finish(path: path)
            defer { try? FileManager.default.removeItem(atPath: path) }
            var desk = intake
            desk.options = IntakeOptions(ledger: ledger)
            desk.options.isPartial = true
            do {
                let outcome = try desk.take(path, into: connection, at: instant)
                guard outcome.receipt.rejected == 0 else { throw CaseworkError.rows(outcome.findings.list.filter { $0.tier == .error }) }
                receipts[ledger] = outcome.receipt.number
            } catch let refusal as Intake.Refusal {
                throw CaseworkError.rows(refusal.findings.list.filter { $0.tier == .error })
            }
        }
        for address in changed.keys {
            guard var page = pages[address] else { continue }
            page.changed = []
            page.filed = page.entries.mapValues(\.values)
            pages[address] = page
        }
        return receipts
    }
}

extension Column {
    /// A stored value as a file has it: exact, and read back as the same value.
    func written(_ value: SQLValue) -> String {
        if case .choice = type { return value.plain }
        return shown(value, .chinese, masked: false)
    }
}
