public import Foundation
public import Ledgers
public import Quantities
public import Store

/// 报送: takes a file in. The file is kept, its good rows become new page versions, its faults become findings; or nothing happens at all.
///
///     let intake = Intake(database: store, vault: vault, regions: .beijing, access: access)
///     let outcome = try await intake.file("朝阳区-租赁补贴-2023.csv")
///     print(outcome.receipt.name, outcome.receipt.accepted, outcome.findings.total)
public struct Intake: Sendable {
    public let database: any Database
    public let vault: FileVault
    public let regions: Regions
    public let access: Access
    public var options = IntakeOptions()
    /// Called now and then with the number of rows read.
    public var progress: (@Sendable (Int) -> Void)?

    /// Asked before anything is stored, inside the transaction, about the pages that would get a new version. Whatever it throws refuses the file.
    public var gate: Gate?
    /// Told, inside the transaction, what was filed. Whatever it throws undoes the filing.
    public var onFiled: Hook?

    public typealias Gate =
        @Sendable (_ connection: any Connection, _ access: Access, _ pages: [PageAddress], _ instant: String) throws -> Void
    public typealias Hook = @Sendable (_ connection: any Connection, _ access: Access, _ outcome: Outcome) throws -> Void

    public init(database: any Database, vault: FileVault, regions: Regions, access: Access) {
        self.database = database
        self.vault = vault
        self.regions = regions
        self.access = access
    }

    /// What came of a file that was taken.
    public struct Outcome: Sendable {
        public let receipt: Receipt
        public let findings: Findings
        /// The page versions it made.
        public let pages: [PageVersion]
        /// Pages of the file that say what they said before; they keep their version.
        public let unchanged: Int
        /// What pages took over from their versions before, where the return was a partial one; by the new page's number.
        public var takeovers: [Int64: Takeover] = [:]
    }

    /// A file that was read and not taken, with what was found in it.
    public struct Refusal: Error, Sendable {
        public let error: ReturnError
        public let findings: Findings
        public let rows: Int
    }

    /// Checks a file without storing anything.
    public static func check(_ path: String, regions: Regions, access: Access, options: IntakeOptions = IntakeOptions()) throws
        -> CheckOutcome
    {
        let file = FileIntake(path: path, options: options, regions: regions, access: access, progress: nil)
        let sheets = try file.run(pageBase: 1, insertsPage: { _ in true }) { sheet, batch in
            var empty = batch
            empty.reset()
            return empty
        }
        return CheckOutcome(sheets)
    }

    /// Takes a file in, in one transaction.
    ///
    /// - Throws: ``ReturnError`` where the file cannot be read as a return; ``Refusal`` where it could and is not wanted:
    ///   unchanged (`P-10`), without rows (`P-11`), with no row free of errors (`P-12`); `L004` where the person may not file;
    ///   whatever ``gate`` and ``onFiled`` throw.
    public func file(_ path: String, at instant: Date = Date()) async throws -> Outcome {
        try access.require(.fileReturns)
        return try await database.write { try take(path, into: $0, at: Self.timestamp(instant)) }
    }

    /// The same inside a transaction of the caller's, who answers for the right to file.
    package func take(_ path: String, into connection: any Connection, at arrivedAt: String) throws -> Outcome {
        let file = FileIntake(path: path, options: options, regions: regions, access: access, progress: progress)
        let base = try Pages.highestNumber(connection, access) + 1
        // A partial return puts in whatever it reads, so the pages it touches are looked up when they are known, not all of the city's.
        let all = options.isPartial ? nil : try CurrentPages(connection, access)
        let isPartial = options.isPartial
        var book: SubjectBook?
        var outcomes = try Self.pour(file, into: connection, base: base, &book) { all?.contains($0) != true }
        let current = try all ?? CurrentPages(connection, access, of: outcomes.flatMap(\.drafts).map(\.pageAddress))
        var findings = Findings()
        for outcome in outcomes { findings.add(contentsOf: outcome.findings) }
        let rows = outcomes.reduce(0) { $0 + $1.rows }
        let accepted = outcomes.reduce(0) { $0 + $1.accepted }
        let isNilReturn = file.options.isNilReturn && rows == 0 && outcomes.contains { !$0.drafts.isEmpty }
        guard rows > 0 || isNilReturn else { throw Refusal(error: .noRows, findings: findings, rows: 0) }
        guard accepted > 0 || isNilReturn else { throw Refusal(error: .allRejected(rows), findings: findings, rows: rows) }

        // Pages that exist already were only counted and hashed. Those that say something new are read again and put in.
        var changed: Set<String> = []
        var unchanged: Set<String> = []
        for sheet in outcomes.indices {
            for index in outcomes[sheet].drafts.indices where !outcomes[sheet].drafts[index].isInserted {
                let address = outcomes[sheet].drafts[index].address
                let digests = outcomes[sheet].drafts[index].digests()
                if current.digest(address) == digests.content, outcomes[sheet].drafts[index].rejected == 0 {
                    unchanged.insert(address)
                } else {
                    changed.insert(address)
                }
            }
        }
        let total = outcomes.reduce(0) { $0 + $1.drafts.count }
        let takeovers = isPartial ? try complete(&outcomes, base: base, current, connection) : [:]
        let isNews = takeovers.isEmpty || takeovers.values.contains(where: \.saysSomethingNew) || takeovers.count < total
        guard unchanged.count < total, isNews else {
            let said = isPartial ? Set(outcomes.flatMap(\.drafts).map(\.address)) : unchanged
            throw Refusal(error: .unchanged(current.latestReceipt(said)), findings: findings, rows: rows)
        }
        try gate?(
            connection, access,
            outcomes.flatMap(\.drafts).filter { $0.isInserted || changed.contains($0.address) }.map(\.pageAddress), arrivedAt)
        if !changed.isEmpty {
            let again = try Self.pour(file, into: connection, base: base, &book) { [changed] in changed.contains($0) }
            for (sheet, outcome) in again.enumerated() {
                for (index, draft) in outcome.drafts.enumerated() where draft.isInserted { outcomes[sheet].drafts[index] = draft }
            }
        }

        try book?.keepNew(connection)

        let kept = try vault.keep(fileAt: path)
        let receipt = Receipt(
            number: try Receipts.highestNumber(connection, access) + 1, fileName: URL(fileURLWithPath: path).lastPathComponent,
            fileHash: kept.digest.hex, fileBytes: kept.size, arrivedAt: arrivedAt, actor: access.actor, rows: rows, accepted: accepted,
            rejected: rows - accepted, findings: findings.counts, layouts: outcomes.map(\.layout))
        var pages: [PageVersion] = []
        var number = base
        for sheet in outcomes.indices {
            for index in outcomes[sheet].drafts.indices {
                defer { number += 1 }
                var draft = outcomes[sheet].drafts[index]
                guard draft.isInserted else { continue }
                let digests = draft.digests()
                let version = PageVersion(
                    page: number, ledger: draft.ledger, district: draft.district, period: draft.period,
                    version: current.version(draft.address) + 1, receipt: receipt.number, sheet: outcomes[sheet].layout.sheet,
                    entries: draft.entries, rejected: draft.rejected + (takeovers[number]?.from.rejected ?? 0), digest: digests.content,
                    places: digests.places,
                    filedAt: arrivedAt)
                try Pages.add(connection, access, version)
                pages.append(version)
            }
        }
        try Receipts.add(connection, access, receipt)
        try Journal.append(
            connection, city: access.city.digits, actor: access.actor, act: "return.filed", subject: receipt.name,
            commitment: receipt.seal,
            at: arrivedAt)
        let outcome = Outcome(
            receipt: receipt, findings: findings, pages: pages, unchanged: unchanged.count, takeovers: takeovers)
        try onFiled?(connection, access, outcome)
        return outcome
    }

    /// Lets each page of a partial return take over the entries the file does not name.
    private func complete(
        _ outcomes: inout [SheetOutcome], base: Int64, _ current: CurrentPages, _ connection: any Connection
    ) throws -> [Int64: Takeover] {
        var takeovers: [Int64: Takeover] = [:]
        var number = base
        for sheet in outcomes.indices {
            for index in outcomes[sheet].drafts.indices {
                defer { number += 1 }
                let address = outcomes[sheet].drafts[index].address
                guard let old = current.page(address), let declared = Sheet.named(old.ledger) else { continue }
                takeovers[number] = try Takeover.complete(connection, access, page: number, of: declared, from: old) { row, values in
                    outcomes[sheet].drafts[index].take(row, values)
                }
            }
        }
        return takeovers
    }

    /// Reads the file on a thread of its own while this one inserts.
    private static func pour(
        _ file: FileIntake, into connection: any Connection, base: Int64, _ book: inout SubjectBook?,
        insertsPage: @escaping @Sendable (String) -> Bool
    ) throws -> [SheetOutcome] {
        let channel = BatchChannel<[SheetOutcome]>()
        let thread = Thread {
            channel.finish(
                Result {
                    try file.run(pageBase: base, insertsPage: insertsPage, book: channel.keys) { sheet, batch in
                        try channel.send(sheet.table, SheetIntake.tableColumns(sheet), batch)
                    }
                })
        }
        thread.stackSize = 4 << 20
        thread.start()
        while true {
            switch channel.next() {
            case .keys:
                do {
                    let keys = try book ?? SubjectBook(connection, city: file.regions.city.code.digits)
                    book = keys
                    channel.give(keys)
                } catch {
                    channel.stop()
                    throw error
                }
            case .batch(let item):
                do {
                    try connection.insert(into: item.table, columns: item.columns, batch: item.batch)
                } catch {
                    channel.stop()
                    throw error
                }
                channel.recycle(item.batch)
            case .finished(let result): return try result.get()
            }
        }
    }

    /// `2024-01-15T09:30:00+08:00`.
    public static func timestamp(_ instant: Date) -> String {
        Moment(instant).description
    }
}

/// The pages as they stand before a file is taken.
private struct CurrentPages: Sendable {
    private let pages: [String: PageVersion]

    init(_ connection: any Connection, _ access: Access) throws {
        var pages: [String: PageVersion] = [:]
        // In the order of filing: a later version takes its predecessor's place.
        for page in try Pages.all(connection, access) { pages[page.address] = page }
        self.pages = pages
    }

    /// The current versions of these pages alone.
    init(_ connection: any Connection, _ access: Access, of addresses: [PageAddress]) throws {
        var pages: [String: PageVersion] = [:]
        for address in addresses {
            let page = try Pages.current(
                connection, access, ledger: address.ledger, district: address.district, period: address.period)
            if let page { pages[page.address] = page }
        }
        self.pages = pages
    }

    func page(_ address: String) -> PageVersion? { pages[address] }
    func contains(_ address: String) -> Bool { pages[address] != nil }
    func digest(_ address: String) -> Digest256? { pages[address]?.digest }
    func version(_ address: String) -> Int64 { pages[address]?.version ?? 0 }
    func latestReceipt(_ addresses: Set<String>) -> Int64 { addresses.compactMap { pages[$0]?.receipt }.max() ?? 0 }
}

/// What a check without storing found.
public struct CheckOutcome: Sendable {
    public let findings: Findings
    public let rows: Int
    public let accepted: Int
    public let layouts: [SheetLayout]
    /// Addresses of the pages the file holds.
    public let pages: [String]

    init(_ sheets: [SheetOutcome]) {
        var findings = Findings()
        for sheet in sheets { findings.add(contentsOf: sheet.findings) }
        self.findings = findings
        rows = sheets.reduce(0) { $0 + $1.rows }
        accepted = sheets.reduce(0) { $0 + $1.accepted }
        layouts = sheets.map(\.layout)
        pages = sheets.flatMap { $0.drafts.map(\.address) }
    }
}
