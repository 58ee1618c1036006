internal import Foundation
public import Ledgers
public import Quantities
public import Store

/// 回执: what was filed, when, by whom, and how many rows of it were taken. Rows in the file = accepted + rejected, always.
public struct Receipt: Sendable, Hashable, Codable {
    public let number: Int64
    public let fileName: String
    /// SHA-256 of the file, in hex; the file is kept under it.
    public let fileHash: String
    public let fileBytes: Int64
    /// In China's time: `2024-01-15T09:30:00+08:00`.
    public let arrivedAt: String
    public let actor: String
    public let rows: Int
    public let accepted: Int
    public let rejected: Int
    public let findings: [String: Int]
    public let layouts: [SheetLayout]

    /// `R12`, as people quote it.
    public var name: String { "R\(number)" }

    /// Whether its file has a sheet with personal columns.
    public var holdsPersonalData: Bool { layouts.contains { Sheet.named($0.ledger)?.hasPersonalData ?? true } }

    /// Over every field, so that a changed byte in the store is found.
    public var seal: Digest256 {
        var bytes = CanonicalBytes()
        bytes.append(int64: number)
        bytes.append(text: fileName)
        bytes.append(text: fileHash)
        bytes.append(int64: fileBytes)
        bytes.append(text: arrivedAt)
        bytes.append(text: actor)
        bytes.append(int64: Int64(rows))
        bytes.append(int64: Int64(accepted))
        bytes.append(int64: Int64(rejected))
        bytes.append(text: Self.json(findings))
        bytes.append(text: Self.json(layouts))
        return bytes.digest()
    }

    static func json(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }
}

/// The receipts of a city.
public enum Receipts {
    public static var migrations: [Migration] {
        [
            Migration(
                "returns/0001 receipts",
                """
                CREATE TABLE receipts (
                    city {text} NOT NULL, receipt {int} NOT NULL, file_name {text} NOT NULL, file_hash {text} NOT NULL, file_bytes {int} NOT NULL,
                    arrived_at {text} NOT NULL, actor {text} NOT NULL, rows {int} NOT NULL, accepted {int} NOT NULL, rejected {int} NOT NULL,
                    findings {text} NOT NULL, layouts {text} NOT NULL, seal {bytes} NOT NULL,
                    PRIMARY KEY (city, receipt)
                ) {keyed};
                """, appendOnly: ["receipts"])
        ]
    }

    static let columns = "receipt, file_name, file_hash, file_bytes, arrived_at, actor, rows, accepted, rejected, findings, layouts, seal"

    static func highestNumber(_ connection: any Connection, _ access: Access) throws -> Int64 {
        try connection.row("SELECT coalesce(max(receipt), 0) FROM receipts WHERE city = ?", [.text(access.city.digits)])?.int64(0) ?? 0
    }

    static func add(_ connection: any Connection, _ access: Access, _ receipt: Receipt) throws {
        try connection.execute(
            "INSERT INTO receipts (city, \(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                .text(access.city.digits), .integer(receipt.number), .text(receipt.fileName), .text(receipt.fileHash),
                .integer(receipt.fileBytes),
                .text(receipt.arrivedAt), .text(receipt.actor), .integer(Int64(receipt.rows)), .integer(Int64(receipt.accepted)),
                .integer(Int64(receipt.rejected)), .text(Receipt.json(receipt.findings)), .text(Receipt.json(receipt.layouts)),
                .digest(receipt.seal),
            ])
    }

    /// One receipt. Throws `P-15` where there is none, or none this person may see: the two cannot be told apart.
    public static func number(_ number: Int64, _ connection: any Connection, _ access: Access) throws -> Receipt {
        try one(number, connection, access, scope(access))
    }

    /// A receipt of which at least some pages are in scope, for showing those rows of its file; the file itself is for those who see it whole.
    static func touching(_ number: Int64, _ connection: any Connection, _ access: Access) throws -> Receipt {
        try one(number, connection, access, scope(access, whole: false))
    }

    private static func one(_ number: Int64, _ connection: any Connection, _ access: Access, _ scope: (sql: String, arguments: [SQLValue]))
        throws
        -> Receipt
    {
        let row = try connection.row(
            "SELECT \(columns) FROM receipts r WHERE r.city = ? AND \(scope.sql) AND r.receipt = ?",
            [.text(access.city.digits)] + scope.arguments + [.integer(number)])
        guard let row else { throw ReturnError.receiptMissing(number) }
        return try receipt(row)
    }

    /// What a person may see of the receipts: those they filed themselves, and those of which at least one page is in scope and none is out of it.
    private static func scope(_ access: Access, whole: Bool = true) -> (sql: String, arguments: [SQLValue]) {
        guard access.may(.readLedgers) else { return ("1 = 0", []) }
        if access.districts == .all, access.ledgers == .all { return ("1 = 1", []) }
        let pages = "SELECT 1 FROM page_versions v WHERE v.city = r.city AND v.receipt = r.receipt"
        let inside = access.condition(district: "v.district", ledger: "v.ledger")
        guard whole else {
            return ("(r.actor = ? OR EXISTS (\(pages) AND \(inside.sql)))", [.text(access.actor)] + inside.arguments.map { .text($0) })
        }
        return (
            "(r.actor = ? OR (EXISTS (\(pages)) AND NOT EXISTS (\(pages) AND NOT (\(inside.sql)))))",
            [.text(access.actor)] + inside.arguments.map { .text($0) }
        )
    }

    /// All receipts this person may see, in the order they were given.
    public static func all(_ connection: any Connection, _ access: Access) throws -> [Receipt] {
        let scope = scope(access)
        return try connection.rows(
            "SELECT \(columns) FROM receipts r WHERE r.city = ? AND \(scope.sql) ORDER BY r.receipt",
            [.text(access.city.digits)] + scope.arguments
        ).map(receipt)
    }

    private static func receipt(_ row: SQLRow) throws -> Receipt {
        let decoder = JSONDecoder()
        return Receipt(
            number: try row.int64(0), fileName: try row.text(1), fileHash: try row.text(2), fileBytes: try row.int64(3),
            arrivedAt: try row.text(4),
            actor: try row.text(5), rows: Int(try row.int64(6)), accepted: Int(try row.int64(7)), rejected: Int(try row.int64(8)),
            findings: (try? decoder.decode([String: Int].self, from: Data(row.text(9).utf8))) ?? [:],
            layouts: (try? decoder.decode([SheetLayout].self, from: Data(row.text(10).utf8))) ?? [])
    }

    /// Of all the city's receipts, whoever asks: what is wrong with them and their files: a changed receipt, a damaged or missing file, counts that do not add up.
    public static func verify(_ connection: any Connection, _ access: Access, _ vault: FileVault) throws -> [(place: String, text: Text)] {
        var faults: [(String, Text)] = []
        let rows = try connection.rows("SELECT \(columns) FROM receipts WHERE city = ? ORDER BY receipt", [.text(access.city.digits)])
        for row in rows {
            let receipt = try receipt(row)
            if try receipt.seal != row.digest(11) {
                faults.append(
                    ("receipts \(receipt.name)", Text("回执\(receipt.name)的内容与登记时不一致", "receipt \(receipt.name) is not what was registered")))
            }
            if receipt.rows != receipt.accepted + receipt.rejected {
                faults.append(
                    ("receipts \(receipt.name)", Text("回执\(receipt.name)的行数不相符", "the rows of receipt \(receipt.name) do not add up")))
            }
        }
        return faults
    }
}
