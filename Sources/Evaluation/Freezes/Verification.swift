import Foundation
import Ledgers
public import Quantities
import Store

/// One damaged thing.
///
/// | code | meaning |
/// |---|---|
/// | V001 | a page version's own row was changed |
/// | V002 | the entries of a page are not those it was filed with |
/// | V003 | a page's entries are more or fewer than its row says |
/// | V004 | entries that belong to no page |
/// | V005 | a version of a page is missing |
/// | V006 | a stored tally is not what the entries give |
/// | V007 | a stored sum over a district or the city is not what the entries give |
/// | V008 | a freeze's own row was changed |
/// | V009 | a freeze's root does not come out of its pages, files and results |
/// | V010 | a page that a freeze covers is gone or differs |
/// | V011 | a figure, score or sentence of a freeze is not what its pages give |
/// | V012 | a freeze is missing from the chain or the journal |
/// | V013 | the sheets of this program differ from the freeze's: its numbers are not recomputed (not a damage) |
/// | V014 | rows cannot be read |
public struct VerifyFinding: Sendable, Hashable, Codable {
    public let code: String
    /// The table, page, freeze or figure: `ledger_progress progress/110105/2023-05 (第3页)`.
    public let place: String
    public let text: Text

    public init(code: String, place: String, text: Text) {
        self.code = code
        self.place = place
        self.text = text
    }
}

/// What a verification looked at, and what it found.
public struct VerifyReport: Sendable, Codable {
    public var findings: [VerifyFinding] = []
    public var pages = 0
    public var entries: Int64 = 0
    public var tallies = 0
    public var summaries = 0
    public var freezes = 0

    /// Nothing is damaged (a note that something could not be recomputed may be there).
    public var isSound: Bool { findings.allSatisfy { $0.code == "V013" } }

    mutating func add(_ code: String, _ place: String, _ zh: String, _ en: String) {
        findings.append(VerifyFinding(code: code, place: place, text: Text(zh, en)))
    }
}

extension Freezes {
    /// Recomputes everything from the entries — page digests and seals, tallies, sums, freezes and their figures — and compares.
    ///
    /// Stored tallies are not believed anywhere on the way. Receipts, files and the journal's own chain are for other floors to verify.
    ///
    /// - Parameter progress: called with pages done and pages in all.
    /// - Throws: `E010` where not the whole city is in scope; findings are not errors.
    public static func verify(_ evaluator: Evaluator, progress: (@Sendable (Int, Int) -> Void)? = nil) async throws -> VerifyReport {
        guard evaluator.access.districts == .all else { throw EvaluationError.notWholeCity }
        let access = evaluator.access
        let scans = Dictionary(grouping: evaluator.model.figures.measures, by: \.ledger).mapValues { LedgerScan($0) }
        var (report, trusted) = try await evaluator.database.read { connection in
            try PageVerification(connection: connection, access: access, scans: scans).run(progress)
        }
        report = try await verifySummaries(evaluator, trusted, report)
        return try await FreezeVerification(evaluator: evaluator, trusted: trusted).run(report)
    }

    private static func verifySummaries(_ evaluator: Evaluator, _ trusted: TrustedTallies, _ before: VerifyReport) async throws
        -> VerifyReport
    {
        var report = before
        let (access, year) = (evaluator.access, evaluator.model.year)
        guard let snapshot = try? await evaluator.current() else { return report }
        let pages = Dictionary(grouping: snapshot.pages, by: \.ledger)
        let stored = try await evaluator.database.read { connection in
            try Summaries.read(connection, access, year: year).map { key, summary in
                (key, summary, try Summaries.keys(connection, access, year: year, key))
            }
        }
        let measures = Dictionary(evaluator.model.figures.measures.map { ($0.hash, $0) }) { first, _ in first }
        for (key, summary, keys) in stored {
            guard let measure = measures[key.measure] else { continue }
            let covered = (pages[measure.ledger] ?? []).filter { key.region == Summaries.city || $0.district.digits == key.region }
            // A sum over other pages than the current ones is never used, and made anew when it is needed.
            guard summary.pages == Summaries.digest(covered) else { continue }
            report.summaries += 1
            let expected = try Tally.total(covered.map { trusted[$0.page]?[key.measure] ?? .nothing }, of: measure)
            let hasKeys = measure.aggregate == .distinct && key.region != Summaries.city
            let isRight =
                summary.tally.entries == expected.entries && summary.tally.value == expected.value && (!hasKeys || keys == expected.keys)
            if !isRight {
                report.add(
                    "V007", "summaries \(key.region) \(measure.id)", "存储的合计为\(summary.tally.value)，按条目重算为\(expected.value)",
                    "the stored sum is \(summary.tally.value); the entries give \(expected.value)")
            }
        }
        return report
    }
}

/// Verifies page versions, their entries and tallies.
private struct PageVerification {
    let connection: any Connection
    let access: Access
    let scans: [String: LedgerScan]

    func run(_ progress: (@Sendable (Int, Int) -> Void)?) throws -> (VerifyReport, TrustedTallies) {
        var report = VerifyReport()
        var trusted: TrustedTallies = [:]
        let pages: [PageVersion]
        do {
            pages = try Pages.all(connection, access)
        } catch {
            report.add("V001", "page_versions", "账页记录无法读取：\(error)", "page versions cannot be read: \(error)")
            return (report, trusted)
        }
        let seals = try seals()
        checkChain(pages, &report)
        for (index, page) in pages.enumerated() {
            let place = "page_versions \(page.address) (page \(page.page))"
            if seals[page.page] != page.seal {
                report.add("V001", place, "第\(page.version)版的账页记录被改动", "the row of version \(page.version) was changed")
            }
            do {
                trusted[page.page] = try check(page, &report)
            } catch {
                report.add("V014", place, "条目无法读取：\(error)", "its entries cannot be read: \(error)")
            }
            progress?(index + 1, pages.count)
        }
        try checkOrphans(&report)
        return (report, trusted)
    }

    private func seals() throws -> [Int64: Digest256] {
        var result: [Int64: Digest256] = [:]
        try connection.forEachRow("SELECT page, seal FROM page_versions WHERE city = ?", [.text(access.city.digits)]) { row in
            result[try row.int64(0)] = try? row.withBlob(1) { Digest256(bytes: $0) }
        }
        return result
    }

    /// One page: its digests, its count, its tallies. Returns the tallies its entries give.
    private func check(_ page: PageVersion, _ report: inout VerifyReport) throws -> [Digest256: Tally] {
        report.pages += 1
        report.entries += page.entries
        let place = "ledger_\(page.ledger) \(page.address) (page \(page.page))"
        if try !Entries.areIntact(connection, access, page) {
            report.add("V002", place, "第\(page.version)版的条目与填报时不同", "the entries of version \(page.version) are not those that were filed")
        }
        var count: Int64 = 0
        try Entries.forEach(connection, access, page, columns: []) { _ in count += 1 }
        if count != page.entries {
            report.add("V003", place, "应有\(page.entries)条，实有\(count)条", "\(page.entries) entries should be there, \(count) are")
        }
        guard let scan = scans[page.ledger] else { return [:] }
        let tallies = Dictionary(zip(scan.hashes, try scan.tally(connection, access, page))) { first, _ in first }
        try compare(page, scan, tallies, &report)
        return tallies
    }

    private func compare(_ page: PageVersion, _ scan: LedgerScan, _ tallies: [Digest256: Tally], _ report: inout VerifyReport) throws {
        let rows = try connection.rows(
            "SELECT measure, entries, value, keys FROM tallies WHERE city = ? AND page = ?",
            [.text(access.city.digits), .integer(page.page)])
        for row in rows {
            // Tallies of measures that are no longer declared are never read.
            guard let hash = Digest256(bytes: try row.blob(0)), let index = scan.hashes.firstIndex(of: hash), let tally = tallies[hash]
            else { continue }
            report.tallies += 1
            let keys = try row.optionalBlob(3)
            let value = try row.int64(2)
            guard try row.int64(1) != tally.entries || value != tally.value || keys != tally.keys?.bytes else { continue }
            report.add(
                "V006", "tallies \(page.address) (page \(page.page)) \(scan.measures[index].id)",
                "存储的分页结果为\(value)，按条目重算为\(tally.value)", "the stored tally is \(value); the entries give \(tally.value)")
        }
    }

    /// Versions of a page count 1, 2, 3 without a gap.
    private func checkChain(_ pages: [PageVersion], _ report: inout VerifyReport) {
        for (address, versions) in Dictionary(grouping: pages, by: \.address).sorted(by: { $0.key < $1.key }) {
            let numbers = versions.map(\.version).sorted()
            guard numbers != Array(1...Int64(numbers.count)) else { continue }
            let list = numbers.map(String.init).joined(separator: "、")
            report.add("V005", "page_versions \(address)", "版本号不连续：\(list)", "its versions are not consecutive: \(list)")
        }
    }

    private func checkOrphans(_ report: inout VerifyReport) throws {
        for sheet in Sheet.all {
            let rows = try connection.rows(
                """
                SELECT e.page, count(*) FROM \(sheet.table) e WHERE e.city = ? AND NOT EXISTS
                    (SELECT 1 FROM page_versions v WHERE v.city = e.city AND v.page = e.page AND v.ledger = ?)
                GROUP BY e.page ORDER BY e.page
                """, [.text(access.city.digits), .text(sheet.ledger)])
            for row in rows {
                report.add(
                    "V004", "\(sheet.table) (page \(try row.int64(0)))", "\(try row.int64(1))条条目没有所属账页",
                    "\(try row.int64(1)) entries belong to no page")
            }
        }
    }
}
