internal import Foundation
internal import Ledgers
public import Quantities
public import Store

/// One act as it was done.
public struct CaseEvent: Sendable, Hashable {
    public let number: Int64
    public let act: String
    public let before: String
    public let after: String
    public let year: Int
    /// The answers given, as stored values, by the names of the columns asked for.
    public let answers: [String: SQLValue]
    public let reason: String
    /// The receipts of the returns it filed, by ledger.
    public let receipts: [String: Int64]
    public let actor: String
    public let at: String

    /// The same act with the receipts its returns got.
    func filed(_ receipts: [String: Int64]) -> CaseEvent {
        CaseEvent(
            number: number, act: act, before: before, after: after, year: year, answers: answers, reason: reason, receipts: receipts,
            actor: actor, at: at)
    }

    /// The day it was done, in China.
    public var day: CivilDate? { CivilDate(String(at.prefix(10))) }
}

/// One document of a case's file, kept in the vault by its hash.
public struct CaseDocument: Sendable, Hashable {
    public let number: Int64
    /// The act it came with.
    public let act: Int64
    /// The code of its ``DocumentKind``; empty for one the kind does not name.
    public let document: String
    public let fileName: String
    /// SHA-256, in hex.
    public let fileHash: String
    public let bytes: Int64
    public let mediaType: String
    public let actor: String
    public let at: String
}

/// The records of cases. Reading them needs the scope of the case's ledger; this floor's callers have checked it.
enum CaseRecords {
    static func events(_ connection: any Connection, _ access: Access, kind: String, district: RegionCode, key: String) throws
        -> [CaseEvent]
    {
        try connection.rows(
            """
            SELECT number, act, state_before, state_after, year, answers, reason, receipts, actor, done_at FROM case_acts
            WHERE city = ? AND kind = ? AND district = ? AND case_key = ? ORDER BY turn
            """, [.text(access.city.digits), .text(kind), .text(district.digits), .text(key)]
        ).map(event)
    }

    static func event(_ row: SQLRow) throws -> CaseEvent {
        CaseEvent(
            number: try row.int64(0), act: try row.text(1), before: try row.text(2), after: try row.text(3), year: Int(try row.int64(4)),
            answers: Answers.decoded(try row.text(5)), reason: try row.text(6), receipts: Answers.receipts(try row.text(7)),
            actor: try row.text(8), at: try row.text(9))
    }

    /// Adds one act to a case's records, with its entry in the journal. `event`'s own number is not used.
    ///
    /// - Returns: the number it got.
    static func add(
        _ connection: any Connection, _ access: Access, _ event: CaseEvent, kind: String, district: RegionCode, key: String, turn: Int
    ) throws -> Int64 {
        let number = try CaseTables.acts.nextNumber(connection, access)
        try CaseTables.acts.add(
            connection, access,
            [
                .integer(number), .text(kind), .text(district.digits), .text(key), .integer(Int64(event.year)), .integer(Int64(turn)),
                .text(event.act), .text(event.before), .text(event.after), .text(Answers.encoded(event.answers)), .text(event.reason),
                .text(Answers.encoded(receipts: event.receipts)), .text(event.actor), .text(event.at),
            ], act: "case.\(kind).\(event.act)", subject: "\(kind)/\(district)/\(number)", at: event.at)
        return number
    }

    static func documents(_ connection: any Connection, _ access: Access, kind: String, district: RegionCode, key: String) throws
        -> [CaseDocument]
    {
        try connection.rows(
            """
            SELECT number, act, document, file_name, file_hash, file_bytes, media_type, actor, done_at FROM case_documents
            WHERE city = ? AND kind = ? AND district = ? AND case_key = ? ORDER BY number
            """, [.text(access.city.digits), .text(kind), .text(district.digits), .text(key)]
        ).map { row in
            CaseDocument(
                number: try row.int64(0), act: try row.int64(1), document: try row.text(2), fileName: try row.text(3),
                fileHash: try row.text(4), bytes: try row.int64(5), mediaType: try row.text(6), actor: try row.text(7), at: try row.text(8))
        }
    }
}

/// Answers and receipts as they are kept in a record: JSON with sorted keys, numbers as numbers.
enum Answers {
    static func encoded(_ answers: [String: SQLValue]) -> String {
        let plain = answers.compactMapValues { value -> JSONAnswer? in
            switch value {
            case .integer(let number): .number(number)
            case .text(let text): .text(text)
            case .null, .blob: nil
            }
        }
        return json(plain)
    }

    static func decoded(_ text: String) -> [String: SQLValue] {
        let plain = (try? JSONDecoder().decode([String: JSONAnswer].self, from: Data(text.utf8))) ?? [:]
        return plain.mapValues { answer in
            switch answer {
            case .number(let number): .integer(number)
            case .text(let text): .text(text)
            }
        }
    }

    static func encoded(receipts: [String: Int64]) -> String { json(receipts) }
    static func receipts(_ text: String) -> [String: Int64] {
        (try? JSONDecoder().decode([String: Int64].self, from: Data(text.utf8))) ?? [:]
    }

    private static func json(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    private enum JSONAnswer: Codable {
        case number(Int64)
        case text(String)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int64.self) {
                self = .number(number)
            } else {
                self = .text(try container.decode(String.self))
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .number(let number): try container.encode(number)
            case .text(let text): try container.encode(text)
            }
        }
    }
}
