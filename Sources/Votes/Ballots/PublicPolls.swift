public import Ledgers
public import Quantities
public import Store

/// Owners' votes as owners see them, without an account: by the code on the notice.
public enum PublicPolls {
    /// A poll that is no draft any more.
    ///
    /// - Throws: `T001`.
    public static func poll(_ connection: any Connection, _ access: Access, code: String) throws -> Poll {
        let plain = Written.plain(code)
        guard plain.utf8.count == 10,
            let poll = try Polls.read(connection, access, "p.code = ? AND s.state <> 'draft'", [.text(plain)]).first
        else { throw VoteError.noPoll(plain) }
        return poll
    }

    /// Polls whose result is public or that are open now, newest first: of a district, or of the city.
    public static func list(_ connection: any Connection, _ access: Access, district: RegionCode? = nil) throws -> [Poll] {
        try Polls.read(
            connection, access, "s.state IN ('open', 'published') AND (? = '' OR p.district = ?)",
            [.text(district?.digits ?? ""), .text(district?.digits ?? "")])
    }

    /// The published result: its bytes and their SHA-256.
    ///
    /// - Throws: `T001` where none is public.
    public static func result(_ connection: any Connection, _ access: Access, code: String) throws -> (poll: Poll, file: ResultFile) {
        let poll = try poll(connection, access, code: code)
        guard poll.state == .published, let file = try Results.file(connection, access, poll.number) else { throw VoteError.noPoll(code) }
        return (poll, file)
    }
}

/// A person shown to be an owner: for whom they vote, as an unforgeable text that lives half an hour. It holds no number of theirs.
public struct VoterPass: Sendable, Hashable {
    public let poll: Int64
    public let head: Int64
    public let text: String

    static let seconds: Int64 = 1800

    init(poll: Int64, head: Int64, until: Int64, city: String, keys: VoteKeys) {
        self.poll = poll
        self.head = head
        let plain = "\(poll).\(head).\(until)"
        text = "\(plain).\(keys.pass("\(city)/\(plain)"))"
    }

    /// A pass without a check of anybody, for who holds the key file: drills and benches.
    public static func forDrill(_ poll: Poll, head: Int64, _ access: Access, keys: VoteKeys, at now: Moment) -> VoterPass {
        VoterPass(poll: poll.number, head: head, until: now.seconds + seconds, city: access.city.digits, keys: keys)
    }

    /// Reads a pass this office made.
    ///
    /// - Throws: `T011`.
    public init(_ text: String, _ access: Access, keys: VoteKeys, at now: Moment) throws {
        let parts = text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
        guard parts.count == 4, let poll = Int64(parts[0]), let head = Int64(parts[1]), let until = Int64(parts[2]),
            keys.isPass(parts[3], "\(access.city.digits)/\(poll).\(head).\(until)"), now.seconds < until
        else { throw VoteError.passExpired }
        self.poll = poll
        self.head = head
        self.text = text
    }

    /// 实名核验: finds the owner by a document and a certificate of theirs, both as people write them.
    ///
    /// - Throws: `T012` where the poll takes no ballots, `T010` where the two do not stand together in its roll.
    public static func identify(
        _ connection: any Connection, _ access: Access, _ poll: Poll, document: String, certificate: String, keys: VoteKeys, at now: Moment
    ) throws -> (pass: VoterPass, voter: Voter) {
        guard poll.takesBallots(at: now), let roll = poll.roll else { throw VoteError.notOpen(poll.state) }
        let city = access.city.digits
        let index = keys.voter(
            city: city, poll: poll.number, document: Written.plain(document), certificate: Written.certificate(certificate))
        guard
            let row = try connection.row(
                "SELECT head FROM poll_voters WHERE city = ? AND poll = ? AND roll = ? AND voter = ?",
                [.text(city), .integer(poll.number), .integer(roll.roll), .text(index)])
        else { throw VoteError.unidentified }
        let head = try row.int64(0)
        let pass = VoterPass(poll: poll.number, head: head, until: now.seconds + seconds, city: city, keys: keys)
        return (pass, try voter(connection, access, poll, pass))
    }

    /// For whom a pass votes, and what counts for them so far.
    public static func voter(_ connection: any Connection, _ access: Access, _ poll: Poll, _ pass: VoterPass) throws -> Voter {
        guard pass.poll == poll.number else { throw VoteError.passExpired }
        let place: [SQLValue] = [.text(access.city.digits), .integer(poll.number), .integer(poll.roll?.roll ?? 0), .integer(pass.head)]
        guard
            let head = try connection.row("SELECT units, area FROM poll_heads WHERE city = ? AND poll = ? AND roll = ? AND head = ?", place)
        else { throw VoteError.unidentified }
        return Voter(
            head: pass.head, units: try head.int64(0), area: Area(raw: try head.int64(1)),
            standing: try Ballots.standing(connection, city: access.city.digits, poll: poll.number, head: pass.head))
    }
}

/// An owner in a poll: what stands behind one head.
public struct Voter: Sendable, Hashable {
    public let head: Int64
    public let units: Int64
    public let area: Area
    public let standing: BallotStanding
}
