public import Ledgers
internal import Quantities
public import Returns
public import Store

/// The findings of receipts, as they are kept: the list up to ``limit``, those to be explained first; the counts complete.
public enum KeptFindings {
    /// No more than this many of a receipt are listed one by one.
    public static let limit = 5_000

    /// A finding and its number in the receipt, by which it is explained.
    public struct Kept: Sendable, Hashable {
        public let number: Int64
        public let finding: Finding
        /// Empty where the finding's page could not be told.
        public let page: String
        /// Whether it asks for an explanation at all.
        public let asksForExplanation: Bool
        /// The reason given for it, here or for the same row in an earlier return; `nil` where there is none.
        public let explanation: String?
    }

    /// Keeps what an intake found. Part of ``ReviewedIntake``; runs inside its transaction, whose journal entry is the filing's.
    static func keep(_ connection: any Connection, _ access: Access, _ outcome: Intake.Outcome) throws {
        let receipt = outcome.receipt.number
        let list = try outcome.findings.list + carried(connection, access, outcome)
        struct Place: Hashable {
            let page: String
            let code: String
            let tier: Tier
        }
        var counts: [Place: (total: Int, toExplain: Int)] = [:]
        for finding in list {
            counts[Place(page: finding.page, code: finding.code, tier: finding.tier), default: (0, 0)].total += 1
            if !finding.fingerprint.isEmpty {
                counts[Place(page: finding.page, code: finding.code, tier: finding.tier), default: (0, 0)].toExplain += 1
            }
        }
        // Findings past the intake's own limit are known by their number only. Nobody can say whose they are, so they ask all pages of the
        // receipt for an explanation, unless their rule is known to ask for none.
        if outcome.findings.total > outcome.findings.list.count {
            let tiers = Dictionary(list.map { ($0.code, $0.tier) }) { first, _ in first }
            let listed = Dictionary(grouping: list, by: \.code).mapValues(\.count)
            for (code, count) in outcome.findings.counts where count > listed[code, default: 0] {
                let tier = tiers[code] ?? .confirm
                let rest = count - listed[code, default: 0]
                let place = Place(page: "", code: code, tier: tier)
                let known = counts[place] ?? (0, 0)
                counts[place] = (known.total + rest, known.toExplain + (tier == .confirm ? rest : 0))
            }
        }
        try ReviewTables.findingCounts.add(
            connection, access,
            all: counts.sorted { ($0.key.page, $0.key.code, $0.key.tier) < ($1.key.page, $1.key.code, $1.key.tier) }.map { place, count in
                [.integer(receipt)] + columns(place.page) + [
                    .text(place.code), .text(place.tier.rawValue), .integer(count.total), .integer(count.toExplain),
                ]
            })
        let first = list.enumerated().sorted { a, b in
            let (x, y) = (a.element.fingerprint.isEmpty, b.element.fingerprint.isEmpty)
            return x == y ? a.offset < b.offset : y
        }.prefix(limit).sorted { $0.offset < $1.offset }
        try ReviewTables.findings.add(
            connection, access,
            all: first.map { index, finding in
                let head: [SQLValue] = [
                    .integer(receipt), .integer(index + 1), .text(finding.code), .text(finding.tier.rawValue),
                ]
                return head + columns(finding.page, ledger: finding.ledger) + [
                    .text(finding.sheet), .integer(finding.row), .text(finding.address), .text(finding.column.zh), .text(finding.column.en),
                    .text(finding.read), .text(finding.expected.zh), .text(finding.expected.en), .text(finding.fingerprint),
                ]
            })
    }

    /// What was found on the rows that partial returns took over: it holds of the new version as it did of the old, explained or not.
    private static func carried(_ connection: any Connection, _ access: Access, _ outcome: Intake.Outcome) throws -> [Finding] {
        try outcome.pages.flatMap { page -> [Finding] in
            guard let takeover = outcome.takeovers[page.page] else { return [] }
            let address = PageAddress(page.ledger, page.district, page.period)
            return try all(connection, access, receipt: takeover.from.receipt, page: address).compactMap { kept -> Finding? in
                guard kept.asksForExplanation, let row = takeover.rows[Int64(kept.finding.row)] else { return nil }
                return kept.finding.moved(to: Int(row))
            }
        }
    }

    private static func columns(_ page: String, ledger: String = "") -> [SQLValue] {
        guard let address = PageAddress(page) else { return [.text(ledger), "", ""] }
        return [.text(address.ledger), .text(address.district.digits), .text(address.period.description)]
    }
}

extension KeptFindings {
    /// The findings of a receipt that are listed, in the order of its rows; of one of its pages where an address is given.
    ///
    /// - Throws: `P-15` where there is no such receipt, or none this person may see.
    public static func list(_ connection: any Connection, _ access: Access, receipt: Int64, page: PageAddress? = nil) throws -> [Kept] {
        _ = try Receipts.number(receipt, connection, access)
        return try all(connection, access, receipt: receipt, page: page)
    }

    private static func all(_ connection: any Connection, _ access: Access, receipt: Int64, page: PageAddress?) throws -> [Kept] {
        var condition = "f.city = ? AND f.receipt = ?"
        var arguments: [SQLValue] = [.text(access.city.digits), .integer(receipt)]
        if let page {
            condition += " AND f.ledger = ? AND f.district = ? AND f.period = ?"
            arguments += [.text(page.ledger), .text(page.district.digits), .text(page.period.description)]
        }
        return try connection.rows(
            """
            SELECT f.number, f.code, f.tier, f.ledger, f.district, f.period, f.sheet, f.file_row, f.address, f.column_zh, f.column_en,
                f.value_read, f.expected_zh, f.expected_en, f.fingerprint, (\(Explanations.reasonOfFinding))
            FROM receipt_findings f WHERE \(condition) ORDER BY f.number
            """, arguments
        ).map { row in
            let number = try row.int64(0)
            guard let tier = Tier(rawValue: try row.text(2)) else { throw ReviewError.damaged("receipt_findings", number) }
            let district = try row.text(4)
            let page = district.isEmpty ? "" : "\(try row.text(3))/\(district)/\(try row.text(5))"
            return Kept(
                number: number,
                finding: Finding(
                    code: try row.text(1), tier: tier, ledger: try row.text(3), sheet: try row.text(6), row: Int(try row.int64(7)),
                    address: try row.text(8), column: Text(try row.text(9), try row.text(10)), read: try row.text(11),
                    expected: Text(try row.text(12), try row.text(13))
                ).placed(page, fingerprint: try row.text(14)), page: page,
                asksForExplanation: try !row.text(14).isEmpty, explanation: try row.optionalText(15))
        }
    }
}
