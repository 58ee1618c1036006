public import Ledgers
public import Quantities
public import Store

/// The tables of owners' votes. docs/votes.md describes them.
public enum VotesSchema {
    public static var migrations: [Migration] {
        [
            Migration(
                "votes/0001 polls, rolls, ballots, results",
                VoteTables.all.map(\.sql).joined() + """
                    CREATE TABLE poll_states (
                        city {text} NOT NULL, poll {int} NOT NULL, state {text} NOT NULL, revision {int} NOT NULL, roll {int} NOT NULL,
                        closes_at {int} NOT NULL, actor {text} NOT NULL, done_at {text} NOT NULL,
                        PRIMARY KEY (city, poll)
                    ) {keyed};
                    CREATE TABLE vote_counted (
                        city {text} NOT NULL, poll {int} NOT NULL, head {int} NOT NULL, turn {int} NOT NULL, receipt {text} NOT NULL,
                        done_at {text} NOT NULL, PRIMARY KEY (city, poll, head)
                    ) {keyed};
                    """, appendOnly: VoteTables.all.map(\.name))
        ]
    }

    /// Of the whole city, whoever asks: records whose bytes are not the ones sealed, states that no act left, and counted ballots that are
    /// not the last of their owner.
    public static func verify(_ connection: any Connection, _ access: Access) throws -> [(place: String, text: Text)] {
        var faults: [(String, Text)] = []
        for table in VoteTables.all {
            for key in try table.damaged(connection, access) {
                faults.append(("\(table.name) \(key)", Text("记录的内容与登记时不一致", "the record is not what was registered")))
            }
        }
        let city = SQLValue.text(access.city.digits)
        for row in try connection.rows(
            """
            SELECT s.poll FROM poll_states s WHERE s.city = ? AND NOT EXISTS (
                SELECT 1 FROM poll_acts a WHERE a.city = s.city AND a.poll = s.poll AND a.revision = s.revision AND a.state_after = s.state
                AND a.closes_at = s.closes_at)
            """, [city])
        {
            faults.append(("poll_states \(try row.int64(0))", Text("表决状态与最后一次办理不符", "the poll's state is not the one its last act left")))
        }
        for row in try connection.rows(
            """
            SELECT b.poll, b.head FROM (
                SELECT city, poll, head, max(turn) AS turn FROM vote_ballots WHERE city = ? GROUP BY city, poll, head) b
            LEFT JOIN vote_counted c ON c.city = b.city AND c.poll = b.poll AND c.head = b.head
            LEFT JOIN vote_ballots l ON l.city = b.city AND l.poll = b.poll AND l.head = b.head AND l.turn = b.turn
            WHERE c.turn IS NULL OR c.turn <> b.turn OR c.receipt <> l.receipt
            """, [city])
        {
            let place = "vote_counted \(try row.int64(0))/\(try row.int64(1))"
            faults.append((place, Text("计票的不是该业主最后一张票", "the ballot that counts is not the owner's last")))
        }
        for row in try connection.rows(
            """
            SELECT c.poll, c.head FROM vote_counted c WHERE c.city = ? AND NOT EXISTS (
                SELECT 1 FROM vote_ballots b WHERE b.city = c.city AND b.poll = c.poll AND b.head = c.head AND b.turn = c.turn)
            """, [city])
        {
            faults.append(
                ("vote_counted \(try row.int64(0))/\(try row.int64(1))", Text("计票的票没有原始记录", "a ballot that counts was never cast")))
        }
        return faults
    }
}
