import Foundation
import Ledgers
import Quantities
import Store

/// The value of every measure for the city and each district, from summaries, tallies and, where there are none, entries.
struct MeasureTotals: Sendable {
    /// By region; ``Summaries/city`` is the whole city. Without an entry: nothing is filed there.
    private(set) var totals: [Summaries.Key: Tally] = [:]
    private(set) var statistics = EvaluationStatistics()

    /// The pages of one ledger in one district.
    private struct Group: Sendable {
        let region: String
        let pages: [PageVersion]
        let digest: Digest256
    }

    /// Everything of one ledger.
    private struct Book: Sendable {
        let scan: LedgerScan
        let groups: [Group]
        let digest: Digest256
    }

    /// What the store already knows.
    private struct Known: Sendable {
        var summaries: [Summaries.Key: Summaries.Summary]
        var keys: [Summaries.Key: KeySet] = [:]
        var tallies: [Int64: [Digest256: Tally]] = [:]
    }

    /// - Parameter trusted: where given, nothing stored is believed and nothing is written.
    static func compute(
        _ model: YearModel, _ database: any Database, _ access: Access, _ snapshot: Snapshot, trusted: TrustedTallies? = nil
    ) async throws -> MeasureTotals {
        let books = books(model, snapshot)
        let wholeCity = access.districts == .all
        let known: Known
        if let trusted {
            known = Known(summaries: [:], tallies: trusted)
        } else {
            known = try await database.read { try Self.known($0, access, year: snapshot.year, books, wholeCity: wholeCity) }
        }
        // Pages of which at least one tally is missing, among those that are needed at all.
        let wanted = books.flatMap { book in
            book.groups.filter { group in stale(group, book, known).isEmpty == false }.flatMap(\.pages).filter { page in
                let tallies = known.tallies[page.page]
                return !book.scan.hashes.allSatisfy { tallies?[$0] != nil }
            }.map { (book.scan, $0) }
        }
        let scanned = try await scan(wanted, database, access)
        var result = MeasureTotals()
        result.statistics.pages = books.reduce(0) { $0 + $1.groups.reduce(0) { $0 + $1.pages.count } }
        result.statistics.pagesRead = wanted.count
        result.statistics.pagesFromTallies = result.statistics.pages - wanted.count
        result.statistics.entriesRead = wanted.reduce(0) { $0 + $1.1.entries }
        var tallies = known.tallies
        for page in scanned { tallies[page.page] = Dictionary(zip(page.hashes, page.tallies)) { first, _ in first } }
        var made: [(Summaries.Key, Summaries.Summary)] = []
        for book in books {
            for (index, hash) in book.scan.hashes.enumerated() {
                let measure = book.scan.measures[index]
                try result.add(book, measure, hash, known, tallies, wholeCity: wholeCity, &made)
            }
        }
        let new = made
        if trusted == nil, !scanned.isEmpty || (!new.isEmpty && snapshot.isCurrent) {
            try await database.write { connection in
                try Tallies.write(connection, access, scanned)
                if snapshot.isCurrent { try Summaries.write(connection, access, year: snapshot.year, new) }
            }
        }
        return result
    }

    // MARK: - What is known

    private static func books(_ model: YearModel, _ snapshot: Snapshot) -> [Book] {
        let measures = Dictionary(grouping: model.figures.measures, by: \.ledger)
        let pages = Dictionary(grouping: snapshot.pages, by: \.ledger)
        return measures.sorted { $0.key < $1.key }.compactMap { ledger, measures in
            guard let pages = pages[ledger] else { return nil }
            let groups = Dictionary(grouping: pages, by: \.district).sorted { $0.key < $1.key }.map { district, pages in
                Group(region: district.digits, pages: pages, digest: Summaries.digest(pages))
            }
            return Book(scan: LedgerScan(measures), groups: groups, digest: Summaries.digest(pages))
        }
    }

    private static func known(_ connection: any Connection, _ access: Access, year: Int, _ books: [Book], wholeCity: Bool) throws -> Known {
        var known = Known(summaries: try Summaries.read(connection, access, year: year))
        var pages: [Int64] = []
        for book in books {
            for group in book.groups {
                let stale = stale(group, book, known)
                if !stale.isEmpty { pages += group.pages.map(\.page) }
            }
            guard wholeCity, book.groups.count > 1 else { continue }
            // A city's distinct count that is out of date is made of the districts' keys.
            for (measure, hash) in zip(book.scan.measures, book.scan.hashes) where measure.aggregate == .distinct {
                guard known.summaries[Summaries.Key(region: Summaries.city, measure: hash)]?.pages != book.digest else { continue }
                for group in book.groups {
                    let key = Summaries.Key(region: group.region, measure: hash)
                    guard known.summaries[key]?.pages == group.digest else { continue }
                    if let keys = try Summaries.keys(connection, access, year: year, key) {
                        known.keys[key] = keys
                    } else {
                        // Damaged keys: as if the summary were not there.
                        known.summaries[key] = nil
                        pages += group.pages.map(\.page)
                    }
                }
            }
        }
        known.tallies = try Tallies.read(connection, access, pages: pages)
        return known
    }

    /// The measures whose summary of this group is missing or covers other pages.
    private static func stale(_ group: Group, _ book: Book, _ known: Known) -> [Digest256] {
        book.scan.hashes.filter { known.summaries[Summaries.Key(region: group.region, measure: $0)]?.pages != group.digest }
    }

    /// Reads pages, on as many readers as there are processors (pages never change, so the readers need not share a snapshot).
    private static func scan(_ wanted: [(LedgerScan, PageVersion)], _ database: any Database, _ access: Access) async throws
        -> [PageTallies]
    {
        let readers = max(1, min(ProcessInfo.processInfo.activeProcessorCount, 8, wanted.count))
        // Large pages first, dealt out in turn: the readers end at about the same time.
        let order = wanted.sorted { $0.1.entries > $1.1.entries }
        return try await withThrowingTaskGroup(of: [PageTallies].self) { group in
            for reader in 0..<readers where !wanted.isEmpty {
                let share = stride(from: reader, to: order.count, by: readers).map { order[$0] }
                group.addTask {
                    try await database.read { connection in
                        try share.map { scan, page in
                            PageTallies(page: page.page, hashes: scan.hashes, tallies: try scan.tally(connection, access, page))
                        }
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    // MARK: - Putting together

    private mutating func add(
        _ book: Book, _ measure: Measure, _ hash: Digest256, _ known: Known, _ tallies: [Int64: [Digest256: Tally]], wholeCity: Bool,
        _ made: inout [(Summaries.Key, Summaries.Summary)]
    ) throws {
        var parts: [Tally] = []
        for group in book.groups {
            let key = Summaries.Key(region: group.region, measure: hash)
            if let summary = known.summaries[key], summary.pages == group.digest {
                statistics.summariesReused += 1
                totals[key] = summary.tally
                parts.append(Tally(entries: summary.tally.entries, value: summary.tally.value, keys: known.keys[key]))
            } else {
                let total = try Tally.total(group.pages.map { tallies[$0.page]?[hash] ?? .nothing }, of: measure)
                statistics.summariesMade += 1
                made.append((key, Summaries.Summary(pages: group.digest, tally: total)))
                totals[key] = Tally(entries: total.entries, value: total.value, keys: nil)
                parts.append(total)
            }
        }
        guard wholeCity else { return }
        let key = Summaries.Key(region: Summaries.city, measure: hash)
        if book.groups.count == 1 {
            totals[key] = parts.first.map { Tally(entries: $0.entries, value: $0.value, keys: nil) }
        } else if let summary = known.summaries[key], summary.pages == book.digest {
            statistics.summariesReused += 1
            totals[key] = summary.tally
        } else {
            let total = try Tally.total(parts, of: measure)
            statistics.summariesMade += 1
            let bare = Tally(entries: total.entries, value: total.value, keys: nil)
            made.append((key, Summaries.Summary(pages: book.digest, tally: bare)))
            totals[key] = bare
        }
    }
}
