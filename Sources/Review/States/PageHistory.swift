public import Ledgers
internal import Quantities
public import Store

/// One event of a page's life: a version filed, or an act.
public struct PageEvent: Sendable, Hashable {
    public let act: PageAct
    /// The state it led to.
    public let state: PageState
    public let revision: Int64
    /// The version it was about.
    public let version: Int64
    /// The receipt of a filing; 0 for other acts.
    public let receipt: Int64
    public let actor: String
    public let at: String
    public let reason: String
    public let addressee: String
}

extension PageStates {
    /// All that happened to a page, oldest first: the versions filed and what was done with each.
    ///
    /// - Throws: `L001` out of scope, `L004` without ``Permission/readLedgers``.
    public static func history(_ connection: any Connection, _ access: Access, _ address: PageAddress) throws -> [PageEvent] {
        try access.require(.readLedgers)
        try access.require(address)
        let place: [SQLValue] = [
            .text(access.city.digits), .text(address.ledger), .text(address.district.digits), .text(address.period.description),
        ]
        let acts = try connection.rows(
            """
            SELECT a.number, a.act, a.state_after, a.revision, a.version, a.reason, a.addressee, a.actor, a.done_at FROM page_acts a
            WHERE a.city = ? AND a.ledger = ? AND a.district = ? AND a.period = ? ORDER BY a.revision
            """, place
        ).map { row in
            guard let act = PageAct(rawValue: try row.text(1)), let state = PageState(rawValue: try row.text(2)) else {
                throw ReviewError.damaged("page_acts", try row.int64(0))
            }
            return PageEvent(
                act: act, state: state, revision: try row.int64(3), version: try row.int64(4), receipt: 0, actor: try row.text(7),
                at: try row.text(8), reason: try row.text(5), addressee: try row.text(6))
        }
        let versions = try connection.rows(
            """
            SELECT v.version, v.receipt, v.filed_at, r.actor FROM page_versions v
            LEFT JOIN receipts r ON r.city = v.city AND r.receipt = v.receipt
            WHERE v.city = ? AND v.ledger = ? AND v.district = ? AND v.period = ? ORDER BY v.version
            """, place)
        var events: [PageEvent] = []
        for row in versions {
            let version = try row.int64(0)
            let filing = PageEvent(
                act: .file, state: .filed, revision: (events.last?.revision ?? 0) + 1, version: version, receipt: try row.int64(1),
                actor: try row.optionalText(3) ?? "", at: try row.text(2), reason: "", addressee: "")
            events.append(filing)
            events += acts.filter { $0.version == version }
        }
        return events
    }
}
