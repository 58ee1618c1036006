import Ledgers
import Quantities
import Returns
import Review
import Store

/// A page owed, as lists show it.
struct PageItem: Codable, Sendable {
    var page: PageAddress
    var title: Text
    var state: PageState
    /// An act names the revision it saw.
    var revision: Int64
    /// 0 where nothing has been filed.
    var version: Int64
    var receipt: Int64?
    var entries: Int64
    var rejected: Int64
    /// What the one who asks may do with it now.
    var acts: [PageAct]
    var submitter: Somebody?
    var approver: Somebody?
    /// Whom it was sent back to, and why.
    var addressee: Somebody?
    var reason: String?
    var changedBy: Somebody?
    var changedAt: String?
    var deadline: CivilDate?
    /// Negative where overdue; absent where handed in or the year is not open.
    var daysLeft: Int?

    init(_ obligation: Obligation, _ names: [String: String], _ access: Access) {
        self.init(obligation.status, names, access)
        deadline = obligation.deadline
        switch obligation.timing {
        case .due(let days): daysLeft = days
        case .overdue(let days): daysLeft = -days
        case .done, .notOpen: break
        }
    }

    init(_ status: PageStatus, _ names: [String: String], _ access: Access) {
        page = status.address
        title = status.address.title
        state = status.state
        revision = status.revision
        version = status.version
        receipt = status.receipt == 0 ? nil : status.receipt
        entries = status.entries
        rejected = status.rejected
        acts = StateMachine.acts(status, access)
        submitter = .known(status.submitter, names)
        approver = .known(status.approver, names)
        addressee = .known(status.addressee, names)
        reason = status.reason.isEmpty ? nil : status.reason
        changedBy = .known(status.actor, names)
        changedAt = status.changedAt.isEmpty ? nil : status.changedAt
    }
}

/// One page with its history.
struct PageDocument: Codable, Sendable {
    var page: PageItem
    /// Oldest first.
    var history: [Event]
    var versions: [Version]
    var lock: Locked?
    /// Findings of the current version that still want an explanation, by rule.
    var unexplained: [String: Int]

    struct Event: Codable, Sendable {
        var act: PageAct
        var state: PageState
        var revision: Int64
        var version: Int64
        var receipt: Int64?
        var by: Somebody
        var at: String
        var reason: String?
        var addressee: Somebody?

        init(_ event: PageEvent, _ names: [String: String]) {
            act = event.act
            state = event.state
            revision = event.revision
            version = event.version
            receipt = event.receipt == 0 ? nil : event.receipt
            by = Somebody(event.actor, names)
            at = event.at
            reason = event.reason.isEmpty ? nil : event.reason
            addressee = .known(event.addressee, names)
        }
    }

    struct Version: Codable, Sendable {
        var version: Int64
        var receipt: Int64
        /// Empty for CSV.
        var sheet: String
        var entries: Int64
        var rejected: Int64
        /// SHA-256 of what it says.
        var digest: String
        var filedAt: String

        init(_ page: PageVersion) {
            version = page.version
            receipt = page.receipt
            sheet = page.sheet
            entries = page.entries
            rejected = page.rejected
            digest = page.digest.hex
            filedAt = page.filedAt
        }
    }

    struct Locked: Codable, Sendable {
        var reason: String
        var text: Text
        var since: String?
        var by: Somebody?
        /// What one must be permitted to do to open it.
        var opens: Permission

        init(_ lock: Lock, _ names: [String: String]) {
            reason = lock.reason.rawValue
            text = lock.text
            since = lock.since.isEmpty ? nil : lock.since
            by = .known(lock.actor, names)
            opens = lock.opens
        }
    }
}

/// One entry: values as a person writes them, in the unit of the column's header; choices by code, flags `true` and `false`; personal
/// data masked. An empty cell has no value.
struct EntryItem: Codable, Sendable {
    /// The row of the file, counted from 1.
    var row: Int64
    var key: String
    var values: [String: String]

    init(_ entry: Entry) {
        row = entry.row
        key = entry.key
        values = [:]
        for (column, value) in zip(entry.sheet.columns, entry.values) where value.plain.isEmpty == false {
            switch column.type {
            case .choice: values[column.name] = value.plain
            case .flag: values[column.name] = value.plain == "1" ? "true" : "false"
            default: values[column.name] = column.shown(value, .chinese)
            }
        }
    }
}

/// A finding that was kept, by its number in its receipt.
struct FindingItem: Codable, Sendable {
    var number: Int64
    var code: String
    var tier: Tier
    var ledger: String
    /// Absent where it could not be told.
    var page: String?
    var sheet: String
    var row: Int
    var address: String
    var column: Text
    var read: String
    var expected: Text
    var asksForExplanation: Bool
    var explanation: String?

    init(_ kept: KeptFindings.Kept) {
        let finding = kept.finding
        number = kept.number
        (code, tier, ledger, sheet, row) = (finding.code, finding.tier, finding.ledger, finding.sheet, finding.row)
        (address, column, read, expected) = (finding.address, finding.column, finding.read, finding.expected)
        page = kept.page.isEmpty ? nil : kept.page
        asksForExplanation = kept.asksForExplanation
        explanation = kept.explanation
    }
}
