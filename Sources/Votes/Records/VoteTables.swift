import Ledgers

/// The records of this floor: all of them only ever added. `poll_states` and `vote_counted` follow from them.
enum VoteTables {
    static let polls = RecordTable(
        "polls", unique: [["code"]],
        [.int("number"), .text("code"), .text("district"), .text("actor"), .text("done_at")])

    /// The definition as JSON; the last revision counts until the poll opens, which pins one by its hash.
    static let definitions = RecordTable(
        "poll_definitions", key: ["poll", "revision"],
        [.int("poll"), .int("revision"), .text("document"), .text("actor"), .text("done_at")])

    static let acts = RecordTable(
        "poll_acts", key: ["poll", "revision"],
        [
            .int("poll"), .int("revision"), .text("act"), .text("state_before"), .text("state_after"), .int("closes_at"), .text("note"),
            .text("actor"), .text("done_at"),
        ])

    static let rolls = RecordTable(
        "poll_rolls", key: ["poll", "roll"],
        [
            .int("poll"), .int("roll"), .int("units"), .int("heads"), .int("area"), .text("hash"), .text("records"), .text("actor"),
            .text("done_at"),
        ])

    static let units = RecordTable(
        "poll_units", key: ["poll", "roll", "unit"],
        [
            .int("poll"), .int("roll"), .int("unit"), .text("building"), .text("stairway"), .text("room"), .int("area"), .int("head"),
        ])

    /// Names masked, never whole.
    static let heads = RecordTable(
        "poll_heads", key: ["poll", "roll", "head"],
        [.int("poll"), .int("roll"), .int("head"), .int("units"), .int("area"), .text("names"), .int("is_developer")])

    /// Who may vote for a head: a blind index of a document's number with a certificate's number. Neither is kept.
    static let voters = RecordTable(
        "poll_voters", key: ["poll", "roll", "voter"], [.int("poll"), .int("roll"), .text("voter"), .int("head")])

    /// What is pinned at the opening: words, roll, rule, and the key of the choices, itself sealed.
    static let openings = RecordTable(
        "poll_openings", key: ["poll"],
        [
            .int("poll"), .int("revision"), .text("definition"), .int("roll"), .text("roll_hash"), .text("rule"), .text("wrapped_key"),
            .text("actor"), .text("done_at"),
        ])

    /// Every ballot that was ever acknowledged. The database refuses two of the same turn, and two of the same receipt.
    static let ballots = RecordTable(
        "vote_ballots", key: ["poll", "head", "turn"], unique: [["poll", "receipt"]],
        [
            .int("poll"), .int("head"), .int("turn"), .text("channel"), .bytes("choices"), .text("receipt"), .text("proxy"),
            .text("actor"), .text("done_at"),
        ])

    /// A paper ballot as each of two people read it.
    static let papers = RecordTable(
        "vote_papers", key: ["poll", "head", "round", "place"],
        [
            .int("poll"), .int("head"), .int("round"), .int("place"), .text("channel"), .bytes("choices"), .text("proxy"),
            .text("outcome"), .text("differs"), .text("actor"), .text("done_at"),
        ])

    static let results = RecordTable(
        "poll_results", key: ["poll"], [.int("poll"), .text("hash"), .bytes("document"), .text("actor"), .text("done_at")])

    static let all = [polls, definitions, acts, rolls, units, heads, voters, openings, ballots, papers, results]
}
