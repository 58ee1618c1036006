internal import Foundation
public import Ledgers
public import Quantities
public import Store

/// A case as a list shows it.
public struct CaseLine: Sendable {
    public let kind: CaseKind
    public let district: RegionCode
    public let year: Int
    public let entry: Entry
    public var key: String { entry.key }
    public var state: Choice { kind.state(CaseView.state(kind, entry.values)) }
    public var title: String { entry[kind.titleColumn].plain }
}

/// A case as its page shows it.
public struct CaseView: Sendable {
    public let line: CaseLine
    public let events: [CaseEvent]
    public let documents: [CaseDocument]
    /// The mark of what is seen here: an act that names it is refused where anything has changed since, by whatever way.
    public let mark: String

    /// What the file must have as the case stands.
    public var requiredDocuments: [DocumentKind] {
        let needed = line.kind.needed(line.entry.values, line.state.code)
        return line.kind.documents.filter { needed?.contains($0.code) ?? $0.isRequired }
    }

    public var missingDocuments: [DocumentKind] {
        requiredDocuments.filter { wanted in !documents.contains { $0.document == wanted.code } }
    }

    /// What this person can do with it now, as far as state and rights say; the needs are asked when it is done.
    public func acts(_ access: Access) -> [CaseAct] {
        line.kind.acts(in: line.state.code).filter {
            !$0.isConsequence && access.may($0.may) && !($0.byAnother && events.last?.actor == access.actor)
        }
    }

    static func state(_ kind: CaseKind, _ values: [SQLValue]) -> String {
        guard let column = kind.stateColumn, let index = kind.ledger.index(of: column) else { return CaseKind.recorded.code }
        let state = values[index].plain
        return state.isEmpty ? kind.derived?(kind, values) ?? state : state
    }

    public static func mark(_ acts: Int, _ values: [SQLValue]) -> String {
        var bytes = CanonicalBytes()
        for value in values { bytes.append(value) }
        return "\(acts)-\(bytes.digest().hex.prefix(16))"
    }
}

/// 事项查询. Every query takes the ``Access`` it is made for.
public enum Cases {
    /// The cases of a kind in a year, in scope; narrowed to a district or to states.
    ///
    /// - Throws: `L004` without ``Permission/readLedgers``.
    public static func list(
        _ connection: any Connection, _ access: Access, _ kind: CaseKind, year: Int, district: RegionCode? = nil, states: Set<String> = []
    ) throws -> [CaseLine] {
        try access.require(.readLedgers)
        return try Pages.current(connection, access, year: year, ledger: kind.ledger.ledger)
            .filter { district == nil || $0.district == district }
            .flatMap { page in
                try Entries.read(connection, access, page).map { CaseLine(kind: kind, district: page.district, year: year, entry: $0) }
            }.filter { states.isEmpty || states.contains($0.state.code) }
    }

    /// How many acts each case of a kind has on record, by `district/key`; for the marks of a list.
    public static func turns(_ connection: any Connection, _ access: Access, _ kind: CaseKind) throws -> [String: Int] {
        try access.require(.readLedgers)
        guard access.allows(ledger: kind.ledger.ledger) else { return [:] }
        let rows = try connection.rows(
            "SELECT district, case_key, count(*) FROM case_acts WHERE city = ? AND kind = ? GROUP BY district, case_key",
            [.text(access.city.digits), .text(kind.name)])
        var turns: [String: Int] = [:]
        for row in rows {
            guard let district = try RegionCode(row.text(0)), access.allows(district) else { continue }
            turns["\(district.digits)/\(try row.text(1))"] = Int(try row.int64(2))
        }
        return turns
    }

    /// The documents of all cases in the vault, for its verification; of the whole city.
    public static func documentHashes(_ connection: any Connection, _ access: Access) throws -> Set<Digest256> {
        let rows = try connection.rows("SELECT DISTINCT file_hash FROM case_documents WHERE city = ?", [.text(access.city.digits)])
        return Set(try rows.compactMap { Digest256(hex: try $0.text(0)) })
    }

    /// How many cases stand in each state, in scope.
    public static func counts(_ connection: any Connection, _ access: Access, _ kind: CaseKind, year: Int) throws -> [String: Int] {
        try list(connection, access, kind, year: year).reduce(into: [:]) { $0[$1.state.code, default: 0] += 1 }
    }

    /// One case: its entry of the year or of the latest of the six years up to it, what was done with it, and its file.
    ///
    /// - Throws: `K002` where there is none, or none this person may see: the two cannot be told apart; `L004`.
    public static func view(_ connection: any Connection, _ access: Access, _ kind: CaseKind, district: RegionCode, year: Int, key: String)
        throws -> CaseView
    {
        try access.require(.readLedgers)
        guard access.allows(district), access.allows(ledger: kind.ledger.ledger) else { throw CaseworkError.noSuchCase(kind, key) }
        for past in 0..<6 {
            guard let entry = try entry(connection, access, kind, district: district, year: year - past, key: key) else { continue }
            let events = try CaseRecords.events(connection, access, kind: kind.name, district: district, key: key)
            let documents = try CaseRecords.documents(connection, access, kind: kind.name, district: district, key: key)
            return CaseView(
                line: CaseLine(kind: kind, district: district, year: year - past, entry: entry), events: events, documents: documents,
                mark: CaseView.mark(events.count, entry.values))
        }
        throw CaseworkError.noSuchCase(kind, key)
    }

    private static func entry(
        _ connection: any Connection, _ access: Access, _ kind: CaseKind, district: RegionCode, year: Int, key: String
    ) throws -> Entry? {
        let ledger = kind.ledger.ledger
        let pages =
            kind.ledger.cycle == .monthly
            ? try Pages.current(connection, access, year: year, ledger: ledger).filter { $0.district == district }.reversed()
            : [try Pages.current(connection, access, ledger: ledger, district: district, period: Period(year: year))].compactMap { $0 }
        for page in pages {
            if let entry = try Entries.read(connection, access, page).first(where: { $0.key == key }) { return entry }
        }
        return nil
    }
}
