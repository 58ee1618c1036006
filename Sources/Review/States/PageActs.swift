public import Ledgers
public import Quantities
public import Store

/// What a person asks to be done with one page.
public struct PageOrder: Sendable, Hashable {
    public var act: PageAct
    public var address: PageAddress
    /// The revision the person saw.
    public var revision: Int64
    /// Why; needed to send a page back.
    public var reason: String
    /// The person a page is sent back to.
    public var addressee: String

    public init(_ act: PageAct, _ address: PageAddress, revision: Int64, reason: String = "", addressee: String = "") {
        self.act = act
        self.address = address
        self.revision = revision
        self.reason = reason
        self.addressee = addressee
    }
}

/// What came of many orders: all that could be done were, and the rest say why not.
public struct BulkOutcome: Sendable {
    public let done: [PageStatus]
    public let refused: [(order: PageOrder, code: String, text: Text)]
}

extension PageStates {
    /// Does one act, with its record and its entry in the journal. Checks first, then writes; a refusal has written nothing.
    ///
    /// - Parameter instant: `2024-01-15T09:30:00+08:00`, or in UTC with `Z`.
    /// - Returns: where the page stands now.
    /// - Throws: `L001`, `L004`; `W001` not possible in this state, `W002` the page has changed since, `W003`–`W008` a need that is not met.
    @discardableResult
    public static func perform(_ connection: any Connection, _ access: Access, _ order: PageOrder, at instant: String) throws -> PageStatus
    {
        try access.require(order.address)
        let status = try current(connection, access, order.address)
        let transition = try allowed(order, status, access)
        try check(connection, access, order, status, transition, on: try Instant.day(instant))
        return try write(connection, access, order, status, transition, at: instant)
    }

    /// Does all that can be done and explains the rest, one by one. Orders are taken in turn: two for one page see each other.
    public static func performAll(_ connection: any Connection, _ access: Access, _ orders: [PageOrder], at instant: String) throws
        -> BulkOutcome
    {
        var done: [PageStatus] = []
        var refused: [(PageOrder, String, Text)] = []
        for order in orders {
            do {
                done.append(try perform(connection, access, order, at: instant))
            } catch let error as ReviewError {
                refused.append((order, error.code, error.text))
            } catch let error as LedgerError {
                refused.append((order, error.code, error.text))
            }
        }
        return BulkOutcome(done: done, refused: refused)
    }

    private static func allowed(_ order: PageOrder, _ status: PageStatus, _ access: Access) throws -> Transition {
        // Who may never do this is told so, whatever the state; a conflict comes before what the new state allows.
        let everywhere = StateMachine.transitions.filter { $0.act == order.act }
        if let first = everywhere.first, !everywhere.contains(where: { access.may($0.permission) }) { try access.require(first.permission) }
        let filer = status.filer
        guard status.revision == order.revision else { throw ReviewError.stale(status, seen: order.revision) }
        guard order.act != .file, let transition = everywhere.first(where: { $0.from == status.state && $0.filer == filer })
        else {
            throw ReviewError.notPossible(order.act, status)
        }
        try access.require(transition.permission)
        return transition
    }

    private static func check(
        _ connection: any Connection, _ access: Access, _ order: PageOrder, _ status: PageStatus, _ transition: Transition,
        on day: CivilDate
    ) throws {
        for need in transition.needs {
            switch need {
            case .unlocked:
                if let lock = try Deadlines.lock(connection, access, status, on: day) { throw ReviewError.locked([lock]) }
            case .bySubmitter:
                guard status.submitter == access.actor else { throw ReviewError.notYours(order.act, order.address) }
            case .byAnother:
                guard ![status.submitter, status.approver].contains(access.actor) else { throw ReviewError.fourEyes(order.act.title) }
            case .reason: _ = try Instant.reason(order.reason, for: order.act.title)
            case .person: guard !order.addressee.isEmpty else { throw ReviewError.noPerson(order.address) }
            case .noRejectedRows:
                guard status.rejected > 0 else { break }
                guard try Requests.waivedCodes(connection, access, order.address, on: day).contains(Request.rejectedRows) else {
                    throw ReviewError.rejectedRows(order.address, status.rejected)
                }
            case .findingsExplained:
                let open = try Explanations.unexplained(connection, access, status, on: day)
                guard open.isEmpty else { throw ReviewError.unexplained(order.address, open) }
            }
        }
    }

    private static func write(
        _ connection: any Connection, _ access: Access, _ order: PageOrder, _ status: PageStatus, _ transition: Transition,
        at instant: String
    ) throws -> PageStatus {
        let keeps = { (fact: Transition.Fact) in transition.records.contains(fact) }
        let after = PageStatus(
            address: status.address, state: transition.to, revision: status.revision + 1, version: status.version, receipt: status.receipt,
            entries: status.entries, rejected: status.rejected,
            submitter: keeps(.submitter) ? (order.act == .submit ? access.actor : status.submitter) : "",
            approver: keeps(.approver) ? (order.act == .approve ? access.actor : status.approver) : "",
            addressee: keeps(.person) ? order.addressee : "",
            reason: keeps(.reason) ? try Instant.reason(order.reason, for: order.act.title) : "", actor: access.actor, changedAt: instant)
        let place: [SQLValue] = [
            .text(after.address.ledger), .text(after.address.district.digits), .text(after.address.period.description),
        ]
        let table = ReviewTables.acts
        try table.add(
            connection, access,
            [.integer(try table.nextNumber(connection, access))] + place + [
                .text(order.act.rawValue), .text(status.state.rawValue), .text(after.state.rawValue), .integer(after.revision),
                .integer(after.version), .text(after.reason), .text(after.addressee), .text(access.actor), .text(instant),
            ], act: "page.\(order.act.rawValue)", subject: order.address.description, at: instant)
        try connection.execute(
            """
            INSERT INTO page_states (city, ledger, district, period, state, revision, version, submitter, approver, addressee, reason, actor, done_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (city, ledger, district, period) DO UPDATE SET state = excluded.state, revision = excluded.revision,
                version = excluded.version, submitter = excluded.submitter, approver = excluded.approver, addressee = excluded.addressee,
                reason = excluded.reason, actor = excluded.actor, done_at = excluded.done_at
            """,
            [.text(access.city.digits)] + place + [
                .text(after.state.rawValue), .integer(after.revision), .integer(after.version), .text(after.submitter),
                .text(after.approver), .text(after.addressee), .text(after.reason), .text(after.actor), .text(instant),
            ])
        return after
    }
}
