import Ledgers
import Quantities
import Store

/// Monthly measures at every place, month by month, put together from the stored tallies of the pages.
struct MonthlyTotals: Sendable {
    struct Key: Hashable, Sendable {
        let measure: Digest256
        /// `nil` for the city.
        let region: RegionCode?
    }

    /// In stored units, at index 0 for January; `cumulative` runs on through months without a page.
    struct Line: Sendable {
        let region: RegionCode?
        var inMonth = [Int64](repeating: 0, count: 12)
        var cumulative = [Int64](repeating: 0, count: 12)
    }

    /// How far the districts have filed: a district has reported a month when it has filed any page of it, or of a later one. (Not every
    /// ledger has something to tell every month; a month skipped is a month of nothing.)
    struct Filing: Sendable {
        /// The last month each district in scope has filed.
        var reached: [RegionCode: Int] = [:]

        /// The last month anyone has filed; 0 for none.
        func last(_ region: RegionCode?) -> Int { region.map { reached[$0] ?? 0 } ?? reached.values.max() ?? 0 }

        /// The last month that counts: in the city, the one that everybody has filed, without waiting for who is over two months behind.
        func complete(_ region: RegionCode?) -> Int {
            let last = last(region)
            return region == nil ? reached.values.filter { $0 >= last - 2 }.min() ?? 0 : last
        }

        func filed(_ month: Int, _ region: RegionCode?) -> Int {
            region.map { (reached[$0] ?? 0) >= month ? 1 : 0 } ?? reached.values.count { $0 >= month }
        }
    }

    private(set) var lines: [Key: Line] = [:]
    private(set) var filing = Filing()

    /// - Parameter measures: of monthly ledgers.
    init(_ connection: any Connection, _ access: Access, _ snapshot: Snapshot, _ measures: [Measure]) throws {
        let wholeCity = access.districts == .all
        for page in snapshot.pages where access.allows(page) {
            if let month = page.period.month { filing.reached[page.district] = max(month, filing.reached[page.district] ?? 0) }
        }
        for (ledger, measures) in Dictionary(grouping: measures, by: \.ledger) {
            let pages = snapshot.pages(of: ledger).filter { $0.period.month != nil && access.allows($0) }
            let scan = LedgerScan(measures)
            var tallies = try Tallies.read(connection, access, pages: pages.map(\.page), only: Set(scan.hashes))
            for page in pages where !scan.hashes.allSatisfy({ tallies[page.page]?[$0] != nil }) {
                tallies[page.page] = Dictionary(zip(scan.hashes, try scan.tally(connection, access, page))) { first, _ in first }
            }
            for (measure, hash) in zip(scan.measures, scan.hashes) {
                try add(measure, hash, pages, tallies, wholeCity: wholeCity)
            }
        }
    }

    private mutating func add(
        _ measure: Measure, _ hash: Digest256, _ pages: [PageVersion], _ tallies: [Int64: [Digest256: Tally]], wholeCity: Bool
    ) throws {
        var city = [[Tally]](repeating: [], count: 12)
        for (district, pages) in Dictionary(grouping: pages, by: \.district) {
            var months = [[Tally]](repeating: [], count: 12)
            for page in pages {
                let month = (page.period.month ?? 1) - 1
                months[month].append(tallies[page.page]?[hash] ?? .nothing)
            }
            for month in 0..<12 { city[month] += months[month] }
            lines[Key(measure: hash, region: district)] = try Self.line(measure, months, district)
        }
        if wholeCity, !pages.isEmpty { lines[Key(measure: hash, region: nil)] = try Self.line(measure, city, nil) }
    }

    private static func line(_ measure: Measure, _ months: [[Tally]], _ region: RegionCode?) throws -> Line {
        var line = Line(region: region)
        var sum = Tally.nothing
        for month in 0..<12 {
            if !months[month].isEmpty {
                let total = try Tally.total(months[month], of: measure)
                line.inMonth[month] = total.value
                sum = try Tally.total([sum, total], of: measure)
            }
            line.cumulative[month] = sum.value
        }
        return line
    }
}
