public import Ledgers
public import Quantities
public import Store

/// How a ballot came.
public enum Channel: String, Sendable, Codable, CaseIterable {
    case phone
    case paper
    /// 书面委托: an agent's paper, with the hash of the written authority.
    case proxy

    public var title: Text {
        switch self {
        case .phone: Text("手机", "phone")
        case .paper: Text("纸质", "paper")
        case .proxy: Text("书面委托", "proxy")
        }
    }
}

/// 选票: casting, replacing and what stands. Choices are sealed before they reach the database, and nothing here opens them.
public enum Ballots {
    /// A ballot ready to be written: its choices sealed for the turn it will have.
    struct Prepared: Sendable {
        let poll: Int64
        let head: Int64
        let turn: Int64
        let channel: Channel
        let choices: [UInt8]
        let receipt: String
        let proxy: String
        let actor: String
    }

    static func prepare(
        city: String, poll: Int64, head: Int64, replaces: Int64, channel: Channel, choices: Choices, definition: PollDefinition,
        key: BallotKey, proxy: String = "", actor: String
    ) throws -> Prepared {
        let turn = replaces + 1
        return Prepared(
            poll: poll, head: head, turn: turn, channel: channel,
            choices: try key.seal(choices.text(of: definition), place: place(city: city, poll: poll, head: head, turn: turn)),
            receipt: Signs.random(16), proxy: proxy, actor: actor)
    }

    /// What the choices of a ballot are sealed to.
    static func place(city: String, poll: Int64, head: Int64, turn: Int64) -> String { "\(city)/\(poll)/\(head)/\(turn)" }

    /// What counts for an owner now.
    static func standing(_ connection: any Connection, city: String, poll: Int64, head: Int64) throws -> BallotStanding {
        var standing = BallotStanding.none
        try connection.forEachRow(
            "SELECT turn, receipt, done_at FROM vote_counted WHERE city = ? AND poll = ? AND head = ?",
            [.text(city), .integer(poll), .integer(head)]
        ) { row in standing = BallotStanding(turn: try row.int64(0), receipt: try row.text(1), castAt: try row.text(2)) }
        return standing
    }

    private struct Place: Hashable {
        let poll: Int64
        let head: Int64
    }

    /// Writes ballots within the caller's transaction, one after the other: each is refused or written whole, with its entry in the journal.
    /// A refused one leaves the others as they are.
    static func record(_ connection: any Connection, city: String, _ ballots: [Prepared], at now: Moment) throws -> [Result<
        BallotStanding, VoteError
    >] {
        var open: [Int64: VoteError?] = [:]
        var standings: [Place: BallotStanding] = [:]
        var results: [Result<BallotStanding, VoteError>] = []
        results.reserveCapacity(ballots.count)
        let instant = now.description
        var rows = RowBatch(columnCount: VoteTables.ballots.columns.count + 2, rows: ballots.count, bytesPerRow: 240)
        var counted = RowBatch(columnCount: 6, rows: ballots.count, bytesPerRow: 80)
        var acts: [Journal.Act] = []
        acts.reserveCapacity(ballots.count)
        for ballot in ballots {
            let refusal: VoteError?
            if let known = open[ballot.poll] {
                refusal = known
            } else {
                refusal = try self.refusal(connection, city: city, poll: ballot.poll, at: now)
                open[ballot.poll] = .some(refusal)
            }
            if let refusal {
                results.append(.failure(refusal))
                continue
            }
            let place = Place(poll: ballot.poll, head: ballot.head)
            let standing =
                try standings[place] ?? self.standing(connection, city: city, poll: ballot.poll, head: ballot.head)
            guard standing.turn == ballot.turn - 1 else {
                standings[place] = standing
                results.append(.failure(.standing(standing)))
                continue
            }
            let values: [SQLValue] = [
                .integer(ballot.poll), .integer(ballot.head), .integer(ballot.turn), .text(ballot.channel.rawValue), .blob(ballot.choices),
                .text(ballot.receipt), .text(ballot.proxy), .text(ballot.actor), .text(instant),
            ]
            let seal = VoteTables.ballots.seal(city: city, values)
            rows.append(text: city)
            for value in values { rows.append(value) }
            rows.append(.digest(seal))
            try rows.endRow()
            counted.append(text: city)
            counted.append(int64: ballot.poll)
            counted.append(int64: ballot.head)
            counted.append(int64: ballot.turn)
            counted.append(text: ballot.receipt)
            counted.append(text: instant)
            try counted.endRow()
            acts.append(Journal.Act(subject: "poll/\(ballot.poll)", commitment: seal))
            let made = BallotStanding(turn: ballot.turn, receipt: ballot.receipt, castAt: instant)
            standings[place] = made
            results.append(.success(made))
        }
        guard !acts.isEmpty else { return results }
        try connection.insert(
            into: VoteTables.ballots.name, columns: ["city"] + VoteTables.ballots.columns.map(\.name) + ["seal"], batch: rows)
        try connection.execute(
            """
            INSERT INTO vote_counted (city, poll, head, turn, receipt, done_at) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (city, poll, head) DO UPDATE SET turn = excluded.turn, receipt = excluded.receipt, done_at = excluded.done_at
            """, batch: counted)
        // The journal tells that a ballot was cast in a poll, not whose.
        try Journal.append(connection, city: city, actor: "owner", act: "vote.cast", all: acts, at: instant)
        return results
    }

    private static func refusal(_ connection: any Connection, city: String, poll: Int64, at now: Moment) throws -> VoteError? {
        guard
            let row = try connection.row(
                "SELECT state, closes_at FROM poll_states WHERE city = ? AND poll = ?", [.text(city), .integer(poll)]),
            let state = PollState(rawValue: try row.text(0))
        else { return .noPoll(String(poll)) }
        return try state == .open && now.seconds < row.int64(1) ? nil : .notOpen(state)
    }

    /// How many have voted so far, and with how much area. How they voted, nobody can ask before the poll has closed.
    public static func turnout(_ connection: any Connection, _ access: Access, _ poll: Poll) throws -> (heads: Int64, area: Area) {
        let row = try connection.row(
            """
            SELECT count(*), coalesce(sum(h.area), 0) FROM vote_counted c
            JOIN poll_heads h ON h.city = c.city AND h.poll = c.poll AND h.roll = ? AND h.head = c.head
            WHERE c.city = ? AND c.poll = ?
            """, [.integer(poll.roll?.roll ?? 0), .text(access.city.digits), .integer(poll.number)])
        return (try row?.int64(0) ?? 0, Area(raw: try row?.int64(1) ?? 0))
    }

    /// Which owners have voted, for those who go from door to door: not how.
    public static func voted(_ connection: any Connection, _ access: Access, _ poll: Poll) throws -> [Int64: BallotStanding] {
        try access.require(.runVotes)
        var voted: [Int64: BallotStanding] = [:]
        try connection.forEachRow(
            "SELECT head, turn, receipt, done_at FROM vote_counted WHERE city = ? AND poll = ?",
            [.text(access.city.digits), .integer(poll.number)]
        ) { row in
            // The receipt is its owner's.
            voted[try row.int64(0)] = BallotStanding(turn: try row.int64(1), receipt: "", castAt: try row.text(3))
        }
        return voted
    }
}
