public import Ledgers
public import Quantities
public import Store

/// 表决的办理: freezing the roll, opening, extending, closing, publishing. `seen` is the revision the person saw.
public enum PollActs {
    /// 封存名册: from now on owners look at the list and object; its count and hash are public.
    ///
    /// - Throws: `T001` … `T003`, `T006` without a roll.
    @discardableResult
    public static func freeze(_ connection: any Connection, _ access: Access, _ number: Int64, seen: Int64, at now: Moment) throws -> Poll {
        let poll = try Polls.begin(connection, access, number, seen: seen)
        _ = try PollMachine.step(.freeze, from: poll.state)
        guard poll.roll != nil else { throw VoteError.noRoll }
        return try Polls.act(connection, access, poll, .freeze, at: now)
    }

    /// 启封名册: an objection was right. `T004` without a reason.
    @discardableResult
    public static func thaw(
        _ connection: any Connection, _ access: Access, _ number: Int64, reason: String, seen: Int64, at now: Moment
    ) throws -> Poll {
        try Polls.act(connection, access, try Polls.begin(connection, access, number, seen: seen), .thaw, note: reason, at: now)
    }

    /// 开始表决: pins words, roll and rule by their hashes and makes the key that seals the choices until the closing.
    ///
    /// - Throws: `T007` a closing time that is past or more than a year away, `T017` a roll that is not the one imported.
    @discardableResult
    public static func open(
        _ connection: any Connection, _ access: Access, _ number: Int64, closesAt: Moment, keys: VoteKeys, seen: Int64, at now: Moment
    ) throws -> Poll {
        let poll = try Polls.begin(connection, access, number, seen: seen)
        _ = try PollMachine.step(.open, from: poll.state)
        guard let roll = poll.roll else { throw VoteError.noRoll }
        try check(closesAt, at: now)
        guard let rule = VotingRule.on(now.date) else {
            throw VoteError.closing("\(now.date)没有适用的表决规则", "there is no rule for \(now.date)")
        }
        guard Hasher256.hash(Rolls.list(try Rolls.units(connection, access, poll))).hex == roll.hash else {
            throw VoteError.damaged("名册\(number)/\(roll.roll)")
        }
        let (_, wrapped) = try keys.makeBallotKey(city: access.city.digits, poll: number)
        try VoteTables.openings.add(
            connection, access,
            [
                .integer(number), .integer(poll.wording), .text(try poll.definition.hash.hex), .integer(roll.roll), .text(roll.hash),
                .text(rule.id), .text(wrapped), .text(access.actor), .text(now.description),
            ], act: "poll.pin", subject: "poll/\(number)/\(roll.hash)", at: now.description)
        return try Polls.act(connection, access, poll, .open, closes: closesAt, at: now)
    }

    /// 延长表决.
    ///
    /// - Throws: `T004` without a reason, `T007` where it is no later than before.
    @discardableResult
    public static func extend(
        _ connection: any Connection, _ access: Access, _ number: Int64, closesAt: Moment, reason: String, seen: Int64, at now: Moment
    ) throws -> Poll {
        let poll = try Polls.begin(connection, access, number, seen: seen)
        try check(closesAt, at: now)
        guard let old = poll.closesAt, old < closesAt else {
            throw VoteError.closing("延长后的截止时间应晚于原截止时间", "the new closing time is later than the old one")
        }
        // What has ended stays ended: nobody looks at the turnout and opens the box again.
        guard now < old else { throw VoteError.closing("截止时间已过，不能再延长", "the time is over; it cannot be extended any more") }
        return try Polls.act(connection, access, poll, .extend, note: reason, closes: closesAt, at: now)
    }

    private static func check(_ closesAt: Moment, at now: Moment) throws(VoteError) {
        guard closesAt > now, closesAt.seconds - now.seconds <= 366 * 86_400 else {
            throw .closing("截止时间应晚于现在，且不超过一年", "the closing time lies ahead, within a year")
        }
    }

    /// 截止并计票: opens the choices for the first time, counts, and keeps the result file. It comes after the closing time, or when every owner
    /// has voted.
    ///
    /// - Throws: `T008` too early, `T017` a ballot that cannot be opened or is not as it was cast.
    @discardableResult
    public static func close(
        _ connection: any Connection, _ access: Access, _ number: Int64, keys: VoteKeys, seen: Int64, at now: Moment
    ) throws -> Poll {
        let poll = try Polls.begin(connection, access, number, seen: seen)
        _ = try PollMachine.step(.close, from: poll.state)
        if let until = poll.closesAt, now < until {
            guard try Ballots.turnout(connection, access, poll).heads == poll.roll?.heads else { throw VoteError.notYet(until.description) }
        }
        try Results.make(connection, access, poll, keys: keys, at: now)
        return try Polls.act(connection, access, poll, .close, at: now)
    }

    /// 公布结果.
    @discardableResult
    public static func publish(_ connection: any Connection, _ access: Access, _ number: Int64, seen: Int64, at now: Moment) throws -> Poll
    {
        try Polls.act(connection, access, try Polls.begin(connection, access, number, seen: seen), .publish, at: now)
    }

    /// 撤销. `T004` without a reason. Its ballots stay sealed for good.
    @discardableResult
    public static func cancel(
        _ connection: any Connection, _ access: Access, _ number: Int64, reason: String, seen: Int64, at now: Moment
    ) throws -> Poll {
        try Polls.act(connection, access, try Polls.begin(connection, access, number, seen: seen), .cancel, note: reason, at: now)
    }
}
