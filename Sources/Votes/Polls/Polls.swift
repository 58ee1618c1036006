internal import Foundation
public import Ledgers
public import Quantities
public import Store

/// Owners' votes as officials keep them. Every query takes the ``Access`` it is made for; a poll belongs to a district.
public enum Polls {
    /// Begins a poll.
    ///
    /// - Throws: `L001` a district out of scope, `L004`, `T005` what is wrong with the words.
    @discardableResult
    public static func create(_ connection: any Connection, _ access: Access, _ definition: PollDefinition, at now: Moment) throws -> Poll {
        try access.require(.runVotes)
        guard access.allows(definition.district) else { throw VoteError.noPoll(definition.district.digits) }
        let definition = definition.plain
        try definition.check()
        let number = try VoteTables.polls.nextNumber(connection, access)
        let instant = now.description
        let code = Signs.random(10)
        try VoteTables.polls.add(
            connection, access,
            [.integer(number), .text(code), .text(definition.district.digits), .text(access.actor), .text(instant)])
        try addDefinition(connection, access, number, 1, definition, instant)
        try record(connection, access, number, act: .create, from: .draft, to: .draft, revision: 1, closes: 0, note: "", instant)
        try connection.execute(
            "INSERT INTO poll_states (city, poll, state, revision, roll, closes_at, actor, done_at) VALUES (?, ?, ?, 1, 0, 0, ?, ?)",
            [.text(access.city.digits), .integer(number), .text(PollState.draft.rawValue), .text(access.actor), .text(instant)])
        return try poll(connection, access, number)
    }

    /// Changes the words of a draft.
    ///
    /// - Throws: `T001`, `T002`, `T003`, `T005`.
    @discardableResult
    public static func revise(
        _ connection: any Connection, _ access: Access, _ number: Int64, _ definition: PollDefinition, seen: Int64, at now: Moment
    ) throws -> Poll {
        let definition = definition.plain
        try definition.check()
        guard access.allows(definition.district) else { throw VoteError.noPoll(definition.district.digits) }
        let poll = try begin(connection, access, number, seen: seen)
        guard poll.definition.district == definition.district else {
            throw VoteError.definition("不能改变所在区，请另建表决", "the district cannot be changed; begin another poll")
        }
        // A roll is checked against the scope when it is imported.
        guard poll.roll == nil || poll.definition.scope == definition.scope else {
            throw VoteError.definition("已按原范围导入名册，不能改变范围，请另建表决", "the roll was imported for the old scope; begin another poll")
        }
        try addDefinition(connection, access, number, poll.wording + 1, definition, now.description)
        return try act(connection, access, poll, .revise, at: now)
    }

    private static func addDefinition(
        _ connection: any Connection, _ access: Access, _ number: Int64, _ revision: Int64, _ definition: PollDefinition, _ instant: String
    ) throws {
        try VoteTables.definitions.add(
            connection, access,
            [.integer(number), .integer(revision), .text(try definition.json), .text(access.actor), .text(instant)])
    }

    // MARK: Acts

    /// The poll as it is, for an act on what somebody saw of it.
    static func begin(_ connection: any Connection, _ access: Access, _ number: Int64, seen: Int64) throws -> Poll {
        try access.require(.runVotes)
        let poll = try self.poll(connection, access, number)
        guard poll.revision == seen else { throw VoteError.stale(seen: seen, now: poll.revision) }
        return poll
    }

    /// Does one act of the state machine: a record, its journal entry, and the new state.
    static func act(
        _ connection: any Connection, _ access: Access, _ poll: Poll, _ act: PollAct, note: String = "", roll: Int64? = nil,
        closes: Moment? = nil, at now: Moment
    ) throws -> Poll {
        let step = try PollMachine.step(act, from: poll.state)
        if step.needsReason && Written.plain(note).isEmpty { throw VoteError.noReason(act) }
        guard note.unicodeScalars.count <= 1000 else { throw VoteError.definition("理由不超过1000字", "a reason has at most 1000 characters") }
        let closesAt = closes?.seconds ?? poll.closesAt?.seconds ?? 0
        let revision = poll.revision + 1
        try record(
            connection, access, poll.number, act: act, from: step.from, to: step.to, revision: revision, closes: closesAt, note: note,
            now.description)
        try connection.execute(
            "UPDATE poll_states SET state = ?, revision = ?, roll = ?, closes_at = ?, actor = ?, done_at = ? WHERE city = ? AND poll = ?",
            [
                .text(step.to.rawValue), .integer(revision), .integer(roll ?? poll.roll?.roll ?? 0), .integer(closesAt),
                .text(access.actor), .text(now.description), .text(access.city.digits), .integer(poll.number),
            ])
        return try self.poll(connection, access, poll.number)
    }

    private static func record(
        _ connection: any Connection, _ access: Access, _ number: Int64, act: PollAct, from: PollState, to: PollState, revision: Int64,
        closes: Int64, note: String, _ instant: String
    ) throws {
        try VoteTables.acts.add(
            connection, access,
            [
                .integer(number), .integer(revision), .text(act.rawValue), .text(from.rawValue), .text(to.rawValue), .integer(closes),
                .text(note), .text(access.actor), .text(instant),
            ], act: "poll.\(act.rawValue)", subject: "poll/\(number)/\(revision)", at: instant)
    }

    // MARK: Reading

    /// One poll in scope.
    ///
    /// - Throws: `L004`, `T001`.
    public static func poll(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> Poll {
        try access.require(.runVotes)
        let scope = Access(city: access.city, districts: access.districts, ledgers: .all, permissions: [], actor: access.actor)
            .condition(district: "p.district", ledger: "''")
        guard
            let poll = try read(
                connection, access, "p.number = ? AND \(scope.sql)", [.integer(number)] + scope.arguments.map { .text($0) }
            ).first
        else { throw VoteError.noPoll(String(number)) }
        return poll
    }

    /// The polls in scope, newest first.
    public static func list(_ connection: any Connection, _ access: Access) throws -> [Poll] {
        try access.require(.runVotes)
        let scope = Access(city: access.city, districts: access.districts, ledgers: .all, permissions: [], actor: access.actor)
            .condition(district: "p.district", ledger: "''")
        return try read(connection, access, scope.sql, scope.arguments.map { .text($0) })
    }

    /// What was done to a poll, oldest first.
    public static func events(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> [PollEvent] {
        _ = try poll(connection, access, number)
        return try connection.rows(
            "SELECT revision, act, state_after, note, actor, done_at FROM poll_acts WHERE city = ? AND poll = ? ORDER BY revision",
            [.text(access.city.digits), .integer(number)]
        ).map { row in
            guard let act = PollAct(rawValue: try row.text(1)), let to = PollState(rawValue: try row.text(2)) else {
                throw VoteError.damaged("poll_acts")
            }
            return PollEvent(
                revision: try row.int64(0), act: act, to: to, note: try row.text(3), actor: try row.text(4), doneAt: try row.text(5))
        }
    }

    static func read(_ connection: any Connection, _ access: Access, _ condition: String, _ arguments: [SQLValue]) throws -> [Poll] {
        try connection.rows(
            """
            SELECT p.number, p.code, p.actor, p.done_at, s.state, s.revision, s.closes_at, d.revision, d.document,
                r.roll, r.units, r.heads, r.area, r.hash, r.done_at, o.definition, o.roll_hash, o.rule, o.actor, o.done_at, o.wrapped_key
            FROM polls p
            JOIN poll_states s ON s.city = p.city AND s.poll = p.number
            JOIN poll_definitions d ON d.city = p.city AND d.poll = p.number AND d.revision =
                (SELECT max(l.revision) FROM poll_definitions l WHERE l.city = p.city AND l.poll = p.number)
            LEFT JOIN poll_rolls r ON r.city = p.city AND r.poll = p.number AND r.roll = s.roll
            LEFT JOIN poll_openings o ON o.city = p.city AND o.poll = p.number
            WHERE p.city = ? AND \(condition) ORDER BY p.number DESC
            """, [.text(access.city.digits)] + arguments
        ).map(poll)
    }

    private static func poll(_ row: SQLRow) throws -> Poll {
        let number = try row.int64(0)
        guard let state = PollState(rawValue: try row.text(4)), let definition = PollDefinition(json: try row.text(8)) else {
            throw VoteError.damaged("polls \(number)")
        }
        let roll = try row.optionalInt64(9).map { roll in
            RollSummary(
                roll: roll, units: try row.int64(10), heads: try row.int64(11), area: Area(raw: try row.int64(12)), hash: try row.text(13),
                importedAt: try row.text(14))
        }
        let opening = try row.optionalText(15).map { hash in
            Poll.Opening(
                definitionHash: hash, rollHash: try row.text(16), rule: try row.text(17), actor: try row.text(18),
                openedAt: try row.text(19), wrappedKey: try row.text(20))
        }
        let closes = try row.int64(6)
        return Poll(
            number: number, code: try row.text(1), definition: definition, wording: try row.int64(7), state: state,
            revision: try row.int64(5), roll: roll, closesAt: closes > 0 ? Moment(seconds: closes) : nil, opening: opening,
            actor: try row.text(2), createdAt: try row.text(3))
    }
}

extension PollDefinition {
    /// Numbers of buildings and stairways as rolls write them.
    var plain: PollDefinition {
        var copy = self
        switch scope {
        case .community: break
        case .building(let building): copy.scope = .building(Written.plain(building))
        case .stairway(let building, let stairway):
            copy.scope = .stairway(building: Written.plain(building), stairway: Written.plain(stairway))
        }
        return copy
    }

    /// One text for one definition: keys in order, nothing between them.
    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    init?(json: String) {
        guard let read = try? JSONDecoder().decode(PollDefinition.self, from: Data(json.utf8)) else { return nil }
        self = read
    }

    var hash: Digest256 { get throws { Hasher256.hash(Array(try json.utf8)) } }
}

/// Random signs that are easy to read out and copy: digits and capital letters without I, L, O and U (Crockford's base 32).
enum Signs {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    static func random(_ count: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        var result: [UInt8] = []
        result.reserveCapacity(count)
        var bits: UInt64 = 0
        for index in 0..<count {
            if index % 12 == 0 { bits = generator.next() }
            result.append(alphabet[Int(bits & 31)])
            bits >>= 5
        }
        return String(decoding: result, as: UTF8.self)
    }
}
