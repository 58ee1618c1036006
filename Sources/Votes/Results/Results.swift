internal import Foundation
public import Ledgers
public import Quantities
public import Store

/// 计票和结果文件.
public enum Results {
    /// Opens the counted ballots, counts, and keeps the file, within the closing's transaction.
    static func make(_ connection: any Connection, _ access: Access, _ poll: Poll, keys: VoteKeys, at now: Moment) throws {
        guard let opening = poll.opening, let roll = poll.roll, let rule = VotingRule.all.first(where: { $0.id == opening.rule }) else {
            throw VoteError.damaged("表决\(poll.number)")
        }
        guard try poll.definition.hash.hex == opening.definitionHash, roll.hash == opening.rollHash else {
            throw VoteError.damaged("表决\(poll.number)的事项或名册")
        }
        let city = access.city.digits
        let key = try keys.ballotKey(city: city, poll: poll.number, wrapped: opening.wrappedKey)
        let heads = try Rolls.heads(connection, access, poll)
        let areas = Dictionary(uniqueKeysWithValues: heads.map { ($0.number, $0.area.raw) })
        var counted: [AreaClass.Counted] = []
        var receipts: [String] = []
        var seals = MerkleTree()
        let columns = VoteTables.ballots.list("b")
        try connection.forEachRow(
            """
            SELECT \(columns), b.seal FROM vote_counted c
            JOIN vote_ballots b ON b.city = c.city AND b.poll = c.poll AND b.head = c.head AND b.turn = c.turn
            WHERE c.city = ? AND c.poll = ? ORDER BY c.head
            """, [.text(city), .integer(poll.number)]
        ) { row in
            let values = try VoteTables.ballots.columns.indices.map { try row.value($0) }
            let (head, turn) = (try row.int64(1), try row.int64(2))
            let place = Ballots.place(city: city, poll: poll.number, head: head, turn: turn)
            let seal = VoteTables.ballots.seal(city: city, values)
            guard let area = areas[head], try row.blob(VoteTables.ballots.columns.count) == seal.bytes else {
                throw VoteError.damaged("选票\(place)")
            }
            let choices = try Choices(text: try key.open(try row.blob(4), place: place), of: poll.definition)
            counted.append(AreaClass.Counted(area: area, choices: choices))
            receipts.append(try row.text(5))
            seals.append(leaf: MerkleTree.leaf(seal))
        }
        let all = try connection.row(
            "SELECT count(*) FROM vote_ballots WHERE city = ? AND poll = ?", [.text(city), .integer(poll.number)])?.int64(0)
        let document = ResultDocument(
            city: access.city, poll: poll.number, code: poll.code, definition: poll.definition, definitionHash: opening.definitionHash,
            roll: .init(units: roll.units, heads: roll.heads, area: roll.area.raw, hash: roll.hash), rule: rule,
            openedAt: opening.openedAt, closedAt: now.description,
            ballots: .init(counted: Int64(counted.count), replaced: (all ?? 0) - Int64(counted.count), root: seals.root.hex),
            receipts: receipts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) },
            classes: AreaClass.classes(counted, roll: heads.map(\.area.raw), definition: poll.definition),
            results: count(counted, poll.definition, Weight(heads: roll.heads, area: roll.area.raw), rule))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let bytes = Array(try encoder.encode(document))
        try VoteTables.results.add(
            connection, access,
            [
                .integer(poll.number), .text(Hasher256.hash(bytes).hex), .blob(bytes), .text(access.actor), .text(now.description),
            ], act: "poll.count", subject: "poll/\(poll.number)/\(Hasher256.hash(bytes).hex)", at: now.description)
    }

    static func count(_ ballots: [AreaClass.Counted], _ definition: PollDefinition, _ roll: Weight, _ rule: VotingRule) -> [MatterResult] {
        definition.matters.enumerated().map { index, matter in
            var sums = Tally.Sums()
            for ballot in ballots { sums.add(ballot.choices.list[index], Weight(heads: 1, area: ballot.area)) }
            return Tally.result(matter, number: index + 1, sums, roll: roll, rule: rule)
        }
    }

    /// The result of a poll that has closed, for those who run it.
    ///
    /// - Throws: `T001`; `nil` before the closing.
    public static func result(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> ResultFile? {
        _ = try Polls.poll(connection, access, number)
        return try file(connection, access, number)
    }

    static func file(_ connection: any Connection, _ access: Access, _ number: Int64) throws -> ResultFile? {
        guard
            let row = try connection.row(
                "SELECT document, hash FROM poll_results WHERE city = ? AND poll = ?", [.text(access.city.digits), .integer(number)])
        else { return nil }
        let bytes = try row.blob(0)
        let hash = try row.text(1)
        guard Hasher256.hash(bytes).hex == hash, let document = try? JSONDecoder().decode(ResultDocument.self, from: Data(bytes)) else {
            throw VoteError.damaged("结果\(number)")
        }
        return ResultFile(bytes: bytes, hash: hash, document: document)
    }
}
