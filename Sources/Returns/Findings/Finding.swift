public import Ledgers
public import Quantities

/// One thing a rule found in a file: where, what was read, what was expected.
public struct Finding: Sendable, Hashable, Codable {
    /// The rule's code: `F-…` for fields, `R-…` for rows, `P-…` for pages.
    public let code: String
    public let tier: Tier
    public let ledger: String
    /// The sheet of the workbook; empty for CSV.
    public let sheet: String
    /// As a person counts; 0 where the finding is about the whole sheet.
    public let row: Int
    /// `F17`; empty where the finding is about a whole row or sheet.
    public let address: String
    /// The header of the column it points at.
    public let column: Text
    /// What stands in the cell, cut to 60 characters; masked where it is personal.
    public let read: String
    /// What should stand there, or what must hold.
    public let expected: Text
    /// The address of the page the row belongs to; empty where that could not be told.
    public internal(set) var page = ""
    /// For a finding to confirm on a row that was taken: a digest, in hex, of the rule and of all values of the row. The same row that says
    /// the same thing has the same one in a later file, wherever it stands there. Empty otherwise.
    public internal(set) var fingerprint = ""

    public init(
        code: String, tier: Tier, ledger: String, sheet: String, row: Int, address: String, column: Text, read: String, expected: Text
    ) {
        self.code = code
        self.tier = tier
        self.ledger = ledger
        self.sheet = sheet
        self.row = row
        self.address = address
        self.column = column
        self.read = read
        self.expected = expected
    }

    /// The finding with the page it belongs to and what its row says, as they were kept.
    package func placed(_ page: String, fingerprint: String) -> Finding {
        var copy = self
        copy.page = page
        copy.fingerprint = fingerprint
        return copy
    }

    /// The same finding on a later version of its page, which took the row over; no cell of the new file shows it.
    package func moved(to row: Int) -> Finding {
        Finding(
            code: code, tier: tier, ledger: ledger, sheet: "", row: row, address: "", column: column, read: read, expected: expected
        ).placed(page, fingerprint: fingerprint)
    }

    enum CodingKeys: CodingKey {
        case code, tier, ledger, sheet, row, address, column, read, expected
    }

    /// `[F-03] 第17行 F17 “月租金”：读到“１２００”，应为…`
    public func line(_ language: Language) -> String {
        let place = [sheet, address.isEmpty ? (row > 0 ? Text("第\(row)行", "row \(row)")[language] : "") : address].filter { !$0.isEmpty }
            .joined(separator: "!")
        let name = column[language].isEmpty ? "" : Text("“\(column.zh)”", "“\(column.en)”")[language]
        let value = Text(read.isEmpty ? "为空" : "读到“\(read)”", read.isEmpty ? "is empty" : "read “\(read)”")[language]
        return "[\(code)] \(tier.title[language]) \(place) \(name)"
            + Text("：\(value)，应为：\(expected.zh)", ": \(value), expected: \(expected.en)")[language]
    }
}

/// The findings of one file, in the order of its rows; counts are complete even where the list is cut.
public struct Findings: Sendable {
    public private(set) var list: [Finding] = []
    /// How many of each rule, the ones past ``limit`` included.
    public private(set) var counts: [String: Int] = [:]
    public private(set) var total = 0
    public private(set) var errors = 0

    /// More than this many are counted, not listed: the file is of the wrong kind, and memory is bounded.
    public static let limit = 400_000

    public init() {}

    public mutating func add(_ finding: Finding) {
        total += 1
        counts[finding.code, default: 0] += 1
        if finding.tier == .error { errors += 1 }
        if list.count < Self.limit { list.append(finding) }
    }

    /// Says of the findings from `start` on what page they belong to, and what their row says.
    mutating func place(from start: Int, page: String, fingerprint: (Finding) -> String) {
        for index in start..<max(start, list.count) {
            list[index].page = page
            list[index].fingerprint = fingerprint(list[index])
        }
    }

    public mutating func add(contentsOf other: Findings) {
        for finding in other.list { add(finding) }
    }
}
