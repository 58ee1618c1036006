import Ledgers
public import Quantities
import Store

/// Where one thing stands: an application, a batch, a tenancy, a doubt.
public struct Standing<State: Titled>: Sendable, Hashable {
    public let number: Int64
    public let district: RegionCode
    /// What at most one open thing of its kind is about: a household, a home, a district's month.
    public let subject: String
    public let state: State
    /// Counts the acts; an act names the revision its person saw.
    public let revision: Int64
    public let actor: String
    public let changedAt: String
}

/// One act on record.
public struct DoneAct: Sendable, Hashable {
    public let act: String
    public let to: String
    public let revision: Int64
    /// The reason or words; 已删除 where the household's key was destroyed.
    public let note: String
    /// Facts of the act: dates, digests; codes only.
    public let detail: [String: String]
    public let actor: String
    public let at: String
}

/// What a person asks to be done with one thing.
public struct Order<Act: Titled>: Sendable {
    public var act: Act
    public var number: Int64
    /// The revision the person saw; `nil` where nobody looked at a screen.
    public var revision: Int64?
    public var note: String
    public var detail: [String: String]

    public init(_ act: Act, _ number: Int64, revision: Int64? = nil, note: String = "", detail: [String: String] = [:]) {
        self.act = act
        self.number = number
        self.revision = revision
        self.note = note
        self.detail = detail
    }
}

/// Keeps the acts of a machine's things as sealed records, each with its entry in the journal, and the state each thing is in.
///
/// The database itself refuses a second act on one revision, and a second open thing about one subject.
struct Register<State: Titled, Act: Titled>: Sendable {
    let machine: Machine<State, Act>

    /// Opens a thing in the machine's first state.
    ///
    /// - Throws: `G011` where one about the same subject is open.
    func open(
        _ connection: any Connection, _ access: Access, number: Int64, district: RegionCode, subject: String, household: String?,
        note: String = "", detail: [String: String] = [:], at instant: String
    ) throws {
        if let known = try connection.row(
            "SELECT number FROM household_states WHERE city = ? AND kind = ? AND subject = ? AND is_open = 1",
            [.text(access.city.digits), .text(machine.kind), .text(subject)])
        {
            throw HouseholdError.alreadyOpen(machine.title, subject, try known.int64(0))
        }
        try connection.execute(
            """
            INSERT INTO household_states (city, kind, number, district, subject, state, is_open, revision, actor, done_at)
            VALUES (?, ?, ?, ?, ?, ?, 1, 0, ?, ?)
            """,
            [
                .text(access.city.digits), .text(machine.kind), .integer(number), .text(district.digits), .text(subject),
                .text(machine.initial.rawValue), .text(access.actor), .text(instant),
            ])
        try record(
            connection, access, number, subject, revision: 0, act: "open", before: "", after: machine.initial.rawValue, household, note,
            detail, instant)
    }

    /// The thing of a number; `nil` where there is none.
    func standing(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> Standing<State>? {
        try standings(connection, access, "s.number = ?", [.integer(number)]).first
    }

    /// Things of the districts in scope; a condition on `s`.
    func standings(_ connection: any Connection, _ access: Access, _ condition: String, _ arguments: [SQLValue], unscoped: Bool = false)
        throws
        -> [Standing<State>]
    {
        let scope = unscoped ? (sql: "1 = 1", arguments: []) : access.districtCondition("s.district")
        return try connection.rows(
            """
            SELECT s.number, s.district, s.subject, s.state, s.revision, s.actor, s.done_at FROM household_states s
            WHERE s.city = ? AND s.kind = ? AND \(scope.sql) AND \(condition) ORDER BY s.number
            """,
            [.text(access.city.digits), .text(machine.kind)] + scope.arguments.map { .text($0) } + arguments
        ).map { row in
            guard let district = RegionCode(try row.text(1)), let state = State(rawValue: try row.text(3)) else {
                throw HouseholdError.damaged("household_states", try row.int64(0))
            }
            return Standing(
                number: try row.int64(0), district: district, subject: try row.text(2), state: state, revision: try row.int64(4),
                actor: try row.text(5), changedAt: try row.text(6))
        }
    }

    /// The step of an order, where the person may and the thing is as they saw it.
    ///
    /// - Throws: `L004`; `G012` changed since; `G013` not possible in its state; `G014` a reason is missing; `G015` the same person as before.
    func allowed(_ connection: any Connection, _ access: Access, _ order: Order<Act>, _ standing: Standing<State>) throws
        -> Step<State, Act>
    {
        let everywhere = machine.steps.filter { $0.act == order.act }
        if let first = everywhere.first, !everywhere.contains(where: { $0.permissions.contains(where: access.may) }) {
            try access.require(first.permissions[0])
        }
        if let seen = order.revision, seen != standing.revision {
            throw HouseholdError.stale(machine.title, order.number, standing.state.title)
        }
        guard let step = machine.step(order.act, from: standing.state) else {
            throw HouseholdError.notPossible(machine.title, order.number, order.act.title, standing.state.title)
        }
        if !step.permissions.contains(where: access.may) { try access.require(step.permissions[0]) }
        if step.needs.contains(.reason), order.note.isBlank { throw HouseholdError.noReason(order.act.title) }
        if step.needs.contains(.byAnother), standing.actor == access.actor { throw HouseholdError.fourEyes(order.act.title) }
        return step
    }

    /// Writes an act that was allowed, and the state it leads to.
    func write(
        _ connection: any Connection, _ access: Access, _ order: Order<Act>, _ step: Step<State, Act>, _ standing: Standing<State>,
        household: String?, at instant: String
    ) throws {
        let revision = standing.revision + 1
        try record(
            connection, access, order.number, standing.subject, revision: revision, act: order.act.rawValue, before: step.from.rawValue,
            after: step.to.rawValue, household, order.note, order.detail, instant)
        let changed = try connection.execute(
            """
            UPDATE household_states SET state = ?, is_open = ?, revision = ?, actor = ?, done_at = ?
            WHERE city = ? AND kind = ? AND number = ? AND revision = ?
            """,
            [
                .text(step.to.rawValue), .integer(machine.isOpen(step.to) ? 1 : 0), .integer(revision), .text(access.actor),
                .text(instant), .text(access.city.digits), .text(machine.kind), .integer(order.number), .integer(standing.revision),
            ])
        guard changed == 1 else { throw HouseholdError.stale(machine.title, order.number, standing.state.title) }
    }

    private func record(
        _ connection: any Connection, _ access: Access, _ number: Int64, _ subject: String, revision: Int64, act: String, before: String,
        after: String, _ household: String?, _ note: String, _ detail: [String: String], _ instant: String
    ) throws {
        _ = try HouseholdInstant.day(instant)
        // Words about a household are sealed with its key: they may say anything of it.
        let sealed: SQLValue =
            try household.map { try HouseholdFiles.seal(connection, access, note, household: $0, column: "household_acts.note") }
            ?? .blob(Array(note.utf8))
        let facts = detail.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "\n")
        let table = HouseholdTables.acts
        try table.add(
            connection, access,
            [
                .text(machine.kind), .integer(number), .integer(revision), .text(act), .text(before), .text(after),
                .text(household ?? ""), sealed, .text(facts), .text(access.actor), .text(instant),
            ], act: "\(machine.kind).\(act)", subject: "\(number) \(subject)", at: instant)
    }

    /// All that was done with a thing, oldest first.
    func history(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> [DoneAct] {
        try connection.rows(
            """
            SELECT a.act, a.state_after, a.revision, a.household, a.note, a.detail, a.actor, a.done_at FROM household_acts a
            WHERE a.city = ? AND a.kind = ? AND a.number = ? ORDER BY a.revision
            """, [.text(access.city.digits), .text(machine.kind), .integer(number)]
        ).map { row in
            let household = try row.text(3)
            let note =
                household.isEmpty
                ? String(decoding: try row.blob(4), as: UTF8.self)
                : try HouseholdFiles.open(connection, access, try row[4], household: household, column: "household_acts.note")
            var detail: [String: String] = [:]
            for line in try row.text(5).split(separator: "\n") {
                let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                if parts.count == 2 { detail[String(parts[0])] = String(parts[1]) }
            }
            return DoneAct(
                act: try row.text(0), to: try row.text(1), revision: try row.int64(2), note: note, detail: detail, actor: try row.text(6),
                at: try row.text(7))
        }
    }
}

extension Access {
    /// A condition on a district column alone.
    func districtCondition(_ column: String) -> (sql: String, arguments: [String]) {
        switch districts {
        case .all: ("1 = 1", [])
        case .only(let set) where set.isEmpty: ("1 = 0", [])
        case .only(let set):
            ("\(column) IN (\(set.map { _ in "?" }.joined(separator: ", ")))", set.map(\.digits).sorted())
        }
    }
}

extension String {
    /// Nothing but blanks.
    var isBlank: Bool { unicodeScalars.allSatisfy { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" || $0 == "\u{3000}" } }
}

/// Instants as this floor is given them: `2024-01-15T09:30:00+08:00`, or in UTC with `Z`.
enum HouseholdInstant {
    /// The day it is in China at that instant. Throws `G017`.
    static func day(_ instant: String) throws(HouseholdError) -> CivilDate {
        let bytes = Array(instant.utf8)
        guard bytes.count >= 20, bytes[10] == 0x54, let day = CivilDate(String(decoding: bytes[..<10], as: UTF8.self)),
            let hour = Int(String(decoding: bytes[11..<13], as: UTF8.self)), (0..<24).contains(hour)
        else { throw .unreadableInstant(instant) }
        if bytes[19...].elementsEqual("+08:00".utf8) { return day }
        guard bytes[19...].elementsEqual("Z".utf8), let shifted = CivilDate(dayNumber: day.dayNumber + (hour >= 16 ? 1 : 0)) else {
            throw .unreadableInstant(instant)
        }
        return shifted
    }
}
