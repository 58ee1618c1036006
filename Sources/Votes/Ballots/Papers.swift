public import Ledgers
public import Quantities
public import Store

/// 纸质选票: read by two different people. It counts when both read the same; until then, and where they differ, it does not.
public enum Papers {
    public enum Outcome: Sendable, Hashable {
        /// The first reading is kept; somebody else reads it next.
        case waiting
        /// Both read the same: it counts.
        case counted(BallotStanding)
        /// They differ on these matters (0 for the authority of the agent): both read it again.
        case differs([Int])
    }

    /// A reading that waits for the second, or one that did not agree.
    public struct Reading: Sendable, Hashable {
        public let head: Int64
        public let round: Int64
        public let isWaiting: Bool
        public let differs: String
        public let actor: String
        public let doneAt: String
    }

    /// Enters one reading of a paper ballot.
    ///
    /// - Parameters:
    ///   - proxy: SHA-256 of the written authority where an agent signed, 64 hexadecimal digits; empty otherwise.
    ///   - replaces: the turn of the ballot that the paper takes the place of; looked at when it comes to count.
    /// - Throws: `T001`, `T012`, `T013`, `T014`, `T015` the same person twice, or no hash; `T016`.
    public static func enter(
        _ connection: any Connection, _ access: Access, _ number: Int64, head: Int64, _ list: [Vote], channel: Channel,
        proxy: String = "", replaces: Int64 = 0, keys: VoteKeys, at now: Moment
    ) throws -> Outcome {
        let poll = try Polls.poll(connection, access, number)
        guard poll.takesBallots(at: now), let opening = poll.opening else { throw VoteError.notOpen(poll.state) }
        guard channel != .phone else { throw VoteError.paper("请选择纸质或书面委托", "choose paper or proxy", kind: .faulty) }
        guard channel == .proxy ? Digest256(hex: proxy) != nil : proxy.isEmpty else {
            throw VoteError.paper(
                "书面委托须有委托书的SHA-256，纸质选票不需要", "a proxy names the SHA-256 of the authority, a paper ballot none", kind: .faulty)
        }
        let city = access.city.digits
        guard
            try connection.row(
                "SELECT head FROM poll_heads WHERE city = ? AND poll = ? AND roll = ? AND head = ?",
                [.text(city), .integer(number), .integer(poll.roll?.roll ?? 0), .integer(head)]) != nil
        else { throw VoteError.noUnit(String(head)) }
        let key = try keys.ballotKey(city: city, poll: number, wrapped: opening.wrappedKey)
        let choices = try Choices(list, of: poll.definition, allowsBlank: true)
        let last = try connection.row(
            """
            SELECT round, place, channel, choices, proxy, actor FROM vote_papers
            WHERE city = ? AND poll = ? AND head = ? ORDER BY round DESC, place DESC LIMIT 1
            """, [.text(city), .integer(number), .integer(head)])
        guard let last, try last.int64(1) == 1 else {
            let round = (try last?.int64(0) ?? 0) + 1
            try add(connection, access, poll, key, head, round, 1, channel, choices, proxy, "waiting", "", now)
            return .waiting
        }
        let round = try last.int64(0)
        guard try last.text(5) != access.actor else { throw VoteError.paper("须由另一人复录", "the second reading is for another person") }
        let first = try Choices(
            text: key.open(try last.blob(3), place: place(city, number, head, round, 1)), of: poll.definition)
        var differs = first.differing(from: choices)
        if try last.text(2) != channel.rawValue || last.text(4) != proxy { differs.insert(0, at: 0) }
        let words = differs.map(String.init).joined(separator: ",")
        guard differs.isEmpty else {
            try add(connection, access, poll, key, head, round, 2, channel, choices, proxy, "differs", words, now)
            return .differs(differs)
        }
        let ballot = try Ballots.prepare(
            city: city, poll: number, head: head, replaces: replaces, channel: channel, choices: choices, definition: poll.definition,
            key: key, proxy: proxy, actor: access.actor)
        // Thrown, a refusal undoes this reading too: it can be entered again.
        let standing = try Ballots.record(connection, city: city, [ballot], at: now)[0].get()
        try add(connection, access, poll, key, head, round, 2, channel, choices, proxy, "counted", "", now)
        return .counted(standing)
    }

    private static func place(_ city: String, _ poll: Int64, _ head: Int64, _ round: Int64, _ place: Int64) -> String {
        "\(city)/\(poll)/paper/\(head)/\(round)/\(place)"
    }

    private static func add(
        _ connection: any Connection, _ access: Access, _ poll: Poll, _ key: BallotKey, _ head: Int64, _ round: Int64, _ place: Int64,
        _ channel: Channel, _ choices: Choices, _ proxy: String, _ outcome: String, _ differs: String, _ now: Moment
    ) throws {
        let sealed = try key.seal(
            choices.text(of: poll.definition), place: self.place(access.city.digits, poll.number, head, round, place))
        try VoteTables.papers.add(
            connection, access,
            [
                .integer(poll.number), .integer(head), .integer(round), .integer(place), .text(channel.rawValue), .blob(sealed),
                .text(proxy), .text(outcome), .text(differs), .text(access.actor), .text(now.description),
            ], act: "vote.paper", subject: "poll/\(poll.number)", at: now.description)
    }

    /// The last reading of each owner's paper, for the list of what is still to do.
    public static func readings(_ connection: any Connection, _ access: Access, _ poll: Poll) throws -> [Reading] {
        try access.require(.runVotes)
        return try connection.rows(
            """
            SELECT p.head, p.round, p.outcome, p.differs, p.actor, p.done_at FROM vote_papers p WHERE p.city = ? AND p.poll = ?
            AND NOT EXISTS (SELECT 1 FROM vote_papers l WHERE l.city = p.city AND l.poll = p.poll AND l.head = p.head
                AND (l.round > p.round OR l.round = p.round AND l.place > p.place))
            ORDER BY p.head
            """, [.text(access.city.digits), .integer(poll.number)]
        ).filter { try $0.text(2) != "counted" }.map { row in
            Reading(
                head: try row.int64(0), round: try row.int64(1), isWaiting: try row.text(2) == "waiting", differs: try row.text(3),
                actor: try row.text(4), doneAt: try row.text(5))
        }
    }
}
