public import Ledgers
public import Quantities
public import Store

/// 业主名册: whose vote it is. A draft's roll is replaced by the next import; what was frozen is never touched again.
public enum Rolls {
    /// What an import did: the poll as it is now, or what is wrong with the file.
    public struct Outcome: Sendable {
        /// `nil` where anything was found; then nothing was kept.
        public let poll: Poll?
        public let findings: [RollFinding]
    }

    /// Takes a roll in place of the one before.
    ///
    /// - Throws: `T001`, `T002` the poll is no draft, `T003`.
    public static func take(
        _ connection: any Connection, _ access: Access, _ number: Int64, _ entries: [RollEntry], keys: VoteKeys, seen: Int64, at now: Moment
    ) throws -> Outcome {
        let poll = try Polls.begin(connection, access, number, seen: seen)
        _ = try PollMachine.step(.importRoll, from: poll.state)
        var maker = RollMaker(keys: keys, city: access.city.digits, poll: number, scope: poll.definition.scope)
        for entry in entries { maker.add(entry) }
        let made: RollMaker.Made
        do {
            made = try maker.finish()
        } catch let error as VoteError where error.code == "T018" {
            return Outcome(poll: nil, findings: maker.findings)
        }
        let last = try connection.row(
            "SELECT coalesce(max(roll), 0) FROM poll_rolls WHERE city = ? AND poll = ?", [.text(access.city.digits), .integer(number)])
        let roll = (try last?.int64(0) ?? 0) + 1
        let digests = try [
            VoteTables.units.add(
                connection, access,
                all: made.units.map {
                    [
                        .integer(number), .integer(roll), .integer($0.number), .text($0.building), .text($0.stairway), .text($0.room),
                        .integer($0.area.raw), .integer($0.head),
                    ]
                }),
            VoteTables.heads.add(
                connection, access,
                all: made.heads.map {
                    [
                        .integer(number), .integer(roll), .integer($0.number), .integer($0.units), .integer($0.area.raw), .text($0.names),
                        .integer($0.isDeveloper ? 1 : 0),
                    ]
                }),
            VoteTables.voters.add(
                connection, access, all: made.voters.map { [.integer(number), .integer(roll), .text($0.voter), .integer($0.head)] }),
        ]
        var together = CanonicalBytes()
        for digest in digests { together.append(digest: digest) }
        try VoteTables.rolls.add(
            connection, access,
            [
                .integer(number), .integer(roll), .integer(made.units.count), .integer(made.heads.count), .integer(made.area),
                .text(made.hash), .text(together.digest().hex), .text(access.actor), .text(now.description),
            ])
        return Outcome(poll: try Polls.act(connection, access, poll, .importRoll, roll: roll, at: now), findings: [])
    }

    /// The units of a poll's roll, in its order.
    public static func units(_ connection: any Connection, _ access: Access, _ poll: Poll) throws -> [RollUnit] {
        try connection.rows(
            """
            SELECT unit, building, stairway, room, area, head FROM poll_units WHERE city = ? AND poll = ? AND roll = ? ORDER BY unit
            """, arguments(access, poll)
        ).map { row in
            RollUnit(
                number: try row.int64(0), building: try row.text(1), stairway: try row.text(2), room: try row.text(3),
                area: Area(raw: try row.int64(4)), head: try row.int64(5))
        }
    }

    /// Who counts as one, in the order of the roll.
    public static func heads(_ connection: any Connection, _ access: Access, _ poll: Poll) throws -> [RollHead] {
        try connection.rows(
            "SELECT head, units, area, names, is_developer FROM poll_heads WHERE city = ? AND poll = ? AND roll = ? ORDER BY head",
            arguments(access, poll)
        ).map { row in
            RollHead(
                number: try row.int64(0), units: try row.int64(1), area: Area(raw: try row.int64(2)), names: try row.text(3),
                isDeveloper: try row.int64(4) == 1)
        }
    }

    private static func arguments(_ access: Access, _ poll: Poll) -> [SQLValue] {
        [.text(access.city.digits), .integer(poll.number), .integer(poll.roll?.roll ?? 0)]
    }

    /// The roll as the list whose SHA-256 is its hash: `building⇥stairway⇥room⇥area⇥head⏎`, area in 0.01 m².
    public static func list(_ units: [RollUnit]) -> [UInt8] {
        units.flatMap { Array("\($0.building)\t\($0.stairway)\t\($0.room)\t\($0.area.raw)\t\($0.head)\n".utf8) }
    }
}
