public import Ledgers
public import Quantities
public import Store

/// Where a page stands now.
///
/// The state is what its last act left, as long as that act was about the version that is current; a newer version makes the page
/// ``PageState/filed`` again, whichever way it was filed.
public struct PageStatus: Sendable, Hashable {
    public let address: PageAddress
    public let state: PageState
    /// Counts every version filed and every act. An act names the revision it saw.
    public let revision: Int64
    /// The current version; 0 where nothing has been filed.
    public let version: Int64
    /// The receipt the current version came with; 0 where there is none.
    public let receipt: Int64
    public let entries: Int64
    public let rejected: Int64
    /// Who submitted it, while it is handed in; empty otherwise.
    public let submitter: String
    /// The district head who approved it; empty where nobody has.
    public let approver: String
    /// Who it was sent back to, while it is.
    public let addressee: String
    /// Why it was sent back, while it is.
    public let reason: String
    /// Who brought it where it is, and when.
    public let actor: String
    public let changedAt: String

    public var filer: Sheet.Filer { address.sheet?.filedBy ?? .district }

    static func nothing(_ address: PageAddress) -> PageStatus {
        PageStatus(
            address: address, state: .nothing, revision: 0, version: 0, receipt: 0, entries: 0, rejected: 0, submitter: "", approver: "",
            addressee: "", reason: "", actor: "", changedAt: "")
    }
}

/// 账页状态的读取和办理. Every query takes the ``Access`` it is made for.
public enum PageStates {
    /// Where one page stands.
    ///
    /// - Throws: `L001` out of scope, `L004` without ``Permission/readLedgers``.
    public static func status(_ connection: any Connection, _ access: Access, _ address: PageAddress) throws -> PageStatus {
        try access.require(.readLedgers)
        try access.require(address)
        return try current(connection, access, address)
    }

    /// Every page of a year for which something was filed, in scope; narrowed to a ledger, a district or states.
    public static func list(
        _ connection: any Connection, _ access: Access, year: Int, ledger: String? = nil, district: RegionCode? = nil,
        states: Set<PageState> = []
    ) throws -> [PageStatus] {
        try access.require(.readLedgers)
        let found = try rows(
            connection, access, "v.period >= ? AND v.period < ? AND (? = '' OR v.ledger = ?) AND (? = '' OR v.district = ?)",
            [.text(String(year)), .text(String(year + 1))] + [ledger ?? "", district?.digits ?? ""].flatMap { [.text($0), .text($0)] })
        return states.isEmpty ? found : found.filter { states.contains($0.state) }
    }

    /// The pages in these states, of all years, for desks: starts from the states, not from the versions.
    static func waiting(_ connection: any Connection, _ access: Access, _ states: Set<PageState>) throws -> [PageStatus] {
        let marks = states.map { _ in "?" }.joined(separator: ", ")
        // CROSS JOIN, because SQLite keeps its order: the few states that wait lead to their pages.
        return try rows(
            connection, access, "s.city = v.city AND \(sameAddress) AND s.version = v.version AND s.state IN (\(marks))",
            states.map { .text($0.rawValue) }, from: "page_states s CROSS JOIN page_versions v")
    }

    static func current(_ connection: any Connection, _ access: Access, _ address: PageAddress) throws -> PageStatus {
        try rows(
            connection, access, "v.ledger = ? AND v.district = ? AND v.period = ?",
            [.text(address.ledger), .text(address.district.digits), .text(address.period.description)]
        ).first ?? .nothing(address)
    }

    private static let sameAddress = "s.ledger = v.ledger AND s.district = v.district AND s.period = v.period"
    private static let everyVersion = "page_versions v LEFT JOIN page_states s ON s.city = v.city AND \(sameAddress)"

    private static func rows(
        _ connection: any Connection, _ access: Access, _ condition: String, _ arguments: [SQLValue], from: String = everyVersion
    ) throws -> [PageStatus] {
        let scope = access.condition(district: "v.district", ledger: "v.ledger")
        return try connection.rows(
            """
            SELECT v.ledger, v.district, v.period, v.version, v.receipt, v.entries, v.rejected, v.filed_at, v.page, r.actor,
                s.state, s.revision, s.version, s.submitter, s.approver, s.addressee, s.reason, s.actor, s.done_at
            FROM \(from)
            LEFT JOIN receipts r ON r.city = v.city AND r.receipt = v.receipt
            WHERE v.city = ? AND \(scope.sql) AND \(condition)
            AND v.version = (SELECT max(o.version) FROM page_versions o
                WHERE o.city = v.city AND o.ledger = v.ledger AND o.district = v.district AND o.period = v.period)
            ORDER BY v.ledger, v.district, v.period
            """, [.text(access.city.digits)] + scope.arguments.map { .text($0) } + arguments
        ).map(status)
    }

    private static func status(_ row: SQLRow) throws -> PageStatus {
        guard let district = try RegionCode(row.text(1)), let period = try Period(row.text(2)) else {
            throw ReviewError.damaged("page_versions", try row.int64(8))
        }
        let version = try row.int64(3)
        let stored = try row.optionalText(10)
        let acted = try row.optionalInt64(12) ?? 0
        // Versions filed since the last act each count one.
        let revision = (try row.optionalInt64(11) ?? 0) + (version - acted)
        let isActed = stored != nil && acted == version
        guard let state = isActed ? PageState(rawValue: stored ?? "") : .filed else {
            throw ReviewError.damaged("page_states", try row.int64(8))
        }
        func text(_ column: Int) throws -> String { isActed ? try row.optionalText(column) ?? "" : "" }
        return PageStatus(
            address: PageAddress(try row.text(0), district, period), state: state, revision: revision, version: version,
            receipt: try row.int64(4), entries: try row.int64(5), rejected: try row.int64(6), submitter: try text(13),
            approver: try text(14), addressee: try text(15), reason: try text(16),
            actor: isActed ? try row.text(17) : try row.optionalText(9) ?? "", changedAt: isActed ? try row.text(18) : try row.text(7))
    }
}
