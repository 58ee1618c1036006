import Ledgers
import Quantities
import Store
import Testing

@testable import Votes

/// One question, from sums.
private func decide(
    _ kind: MatterKind, roll: (Int64, Int64), part: (Int64, Int64), inFavour: (Int64, Int64), on day: CivilDate = CivilDate("2023-06-01")!
) -> MatterResult {
    var sums = Tally.Sums()
    sums.takingPart = Weight(heads: part.0, area: part.1)
    sums.choices["for"] = Weight(heads: inFavour.0, area: inFavour.1)
    return Tally.result(Matter(kind, "事项"), number: 1, sums, roll: Weight(heads: roll.0, area: roll.1), rule: VotingRule.on(day)!)
}

@Suite("counting by 民法典 278")
struct TallyTests {
    @Test("two thirds take part: the number itself is enough, one less is not")
    func quorum() {
        #expect(decide(.manager, roll: (9, 9000), part: (6, 6000), inFavour: (6, 6000)).passed)
        #expect(!decide(.manager, roll: (9, 9000), part: (6, 5999), inFavour: (6, 5999)).passed)
        #expect(!decide(.manager, roll: (9, 9000), part: (5, 9000), inFavour: (5, 9000)).passed)
        // 100 heads: 66 are less than two thirds, 67 are more.
        #expect(decide(.manager, roll: (100, 100), part: (66, 100), inFavour: (66, 100)).quorum == false)
        #expect(decide(.manager, roll: (100, 100), part: (67, 100), inFavour: (67, 100)).quorum == true)
    }

    @Test("过半数 is more than half of those taking part, 四分之三以上 includes the number, and both count area and heads")
    func majority() {
        #expect(!decide(.useFund, roll: (8, 800), part: (8, 800), inFavour: (4, 500)).passed)
        #expect(!decide(.useFund, roll: (8, 800), part: (8, 800), inFavour: (5, 400)).passed)
        #expect(decide(.useFund, roll: (8, 800), part: (8, 800), inFavour: (5, 401)).passed)
        #expect(decide(.rebuild, roll: (8, 800), part: (8, 800), inFavour: (6, 600)).passed)
        #expect(!decide(.rebuild, roll: (8, 800), part: (8, 800), inFavour: (6, 599)).passed)
        #expect(!decide(.raiseFund, roll: (8, 800), part: (8, 800), inFavour: (5, 800)).passed)
        #expect(!decide(.commonUse, roll: (8, 800), part: (8, 800), inFavour: (5, 800)).passed)
        // Three quarters of two thirds: half of all is enough for a lift.
        #expect(decide(.rebuild, roll: (12, 1200), part: (8, 800), inFavour: (6, 600)).passed)
    }

    @Test("before 2021 the shares are of all owners, and nobody asks who took part")
    func before() {
        let old = CivilDate("2020-12-31")!
        #expect(VotingRule.on(old)?.id == "property-law-76" && VotingRule.on(CivilDate("2021-01-01")!)?.id == "civil-code-278")
        #expect(VotingRule.on(CivilDate("2007-09-30")!) == nil)
        #expect(decide(.rebuild, roll: (9, 900), part: (6, 600), inFavour: (6, 600), on: old).passed)
        #expect(!decide(.rebuild, roll: (12, 1200), part: (8, 800), inFavour: (6, 600), on: old).passed)
        #expect(decide(.useFund, roll: (9, 900), part: (6, 600), inFavour: (5, 599), on: old).passed == false)
        #expect(decide(.commonUse, roll: (9, 900), part: (5, 500), inFavour: (5, 500), on: old).passed)
        #expect(decide(.commonUse, roll: (9, 900), part: (5, 500), inFavour: (5, 500), on: old).quorum == nil)
    }

    @Test("nobody took part: nothing is decided")
    func nobody() {
        #expect(!decide(.manager, roll: (9, 900), part: (0, 0), inFavour: (0, 0)).passed)
        #expect(!decide(.manager, roll: (0, 0), part: (0, 0), inFavour: (0, 0)).passed)
    }

    private func elect(_ seats: Int, _ votes: [(Int64, Int64)], order: Matter.Election.Order = .heads) -> MatterResult {
        var sums = Tally.Sums()
        sums.takingPart = Weight(heads: 10, area: 1000)
        for (index, vote) in votes.enumerated() { sums.candidates[index + 1] = Weight(heads: vote.0, area: vote.1) }
        let election = Matter.Election(candidates: votes.indices.map { "候选人\($0)" }, seats: seats, order: order)
        return Tally.result(
            Matter(.committee, "选举", election: election), number: 1, sums, roll: Weight(heads: 10, area: 1000),
            rule: VotingRule.on(CivilDate("2024-01-01")!)!)
    }

    @Test("a candidate needs more than half by heads and by area; the most votes come first; the rest of the seats stay empty")
    func election() {
        let result = elect(3, [(9, 900), (6, 510), (6, 500), (5, 900), (7, 700)])
        #expect(result.candidates?.map(\.elected) == [true, true, false, false, true])
        #expect(result.candidates?.map(\.hasMajority) == [true, true, false, false, true])
        #expect(result.passed)
        #expect(!elect(5, [(9, 900), (6, 500)]).passed)
        // The order decides who is second.
        #expect(elect(1, [(8, 700), (7, 800)]).candidates?.map(\.elected) == [true, false])
        #expect(elect(1, [(8, 700), (7, 800)], order: .area).candidates?.map(\.elected) == [false, true])
    }

    @Test("equals at the last seat: none of them has it")
    func tie() {
        let result = elect(2, [(9, 900), (7, 700), (7, 700), (6, 600)])
        #expect(result.candidates?.map(\.elected) == [true, false, false, false])
        #expect(result.candidates?.map(\.tied) == [false, true, true, false])
        #expect(!result.passed)
        // Equal by heads, not by area: no tie.
        #expect(elect(2, [(9, 900), (7, 701), (7, 700)]).candidates?.map(\.elected) == [true, true, false])
    }
}

@Suite("what is published")
struct PublishedTests {
    private let definition = PollDefinition(title: "t", district: .chaoyang, communityName: "c", matters: [Matter(.other, "事项")])

    private func ballots(_ areas: [Int64]) throws -> [AreaClass.Counted] {
        try areas.map {
            AreaClass.Counted(area: $0, choices: try Choices([$0 % 2 == 0 ? .for : .against], of: definition, allowsBlank: false))
        }
    }

    @Test("no class has fewer than five ballots unless the poll has, equal areas stand together, and the classes hold the whole roll")
    func classes() throws {
        for areas: [Int64] in [
            [], [5], [1, 2, 3, 4], [1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 1, 1, 1, 1, 1, 2, 3, 4, 5, 6, 6, 6, 6, 6, 6, 9], Array(1...1000),
        ] {
            let roll = areas + [3, 7, 2000]
            let classes = AreaClass.classes(try ballots(areas), roll: roll, definition: definition)
            #expect(classes.allSatisfy { $0.counted.heads >= 5 || areas.count < 5 })
            #expect(classes.reduce(0) { $0 + $1.counted.heads } == Int64(areas.count))
            #expect(classes.reduce(0) { $0 + $1.counted.area } == areas.reduce(0, +))
            #expect(classes.reduce(0) { $0 + $1.roll.heads } == Int64(roll.count))
            #expect(zip(classes, classes.dropFirst()).allSatisfy { $0.to + 1 == $1.from })
            if areas.count >= 9 { #expect(classes.count >= 1) }
        }
        #expect(AreaClass.classes(try ballots(Array(1...1000)), roll: Array(1...1000), definition: definition).count == 200)
    }

    @Test("receipts come in the order of their signs, and nothing in the file puts a receipt beside a choice")
    func unlinked() async throws {
        let city = try await City()
        let poll = try await city.open([Matter(.rebuild, "加装电梯")], (1...30).map { entry(String(100 + $0), "\(60 + $0)", [$0]) })
        var order: [String] = []
        for head in 1...Int64(30) { order.append(try await city.cast(poll, head: head, [head <= 25 ? .for : .against]).receipt) }
        let document = try await city.close(poll)
        #expect(Set(document.receipts) == Set(order) && document.receipts != order && document.receipts == document.receipts.sorted())
        #expect(document.results[0].passed)
        #expect(document.figuresForCommunity?.inFavour.heads == 25 && document.figuresForCommunity?.takingPart.heads == 30)
        // Public only once it is published.
        let (nobody, clerk) = (city.nobody, city.clerk)
        #expect(await city.code { _ = try await city.read { try PublicPolls.result($0, nobody, code: poll.code).file.hash } } == "T001")
        try await city.write { connection in
            let closed = try Polls.poll(connection, clerk, poll.number)
            try PollActs.publish(connection, clerk, poll.number, seen: closed.revision, at: afterwards)
        }
        let file = try await city.read { try PublicPolls.result($0, nobody, code: poll.code).file }
        #expect(file.hash == Hasher256.hash(file.bytes).hex)
        #expect(try await city.read { try VotesSchema.verify($0, clerk) }.isEmpty)
    }

    @Test("a ballot changed on the disk stops the count, and verify names it")
    func tampered() async throws {
        let city = try await City()
        let poll = try await city.open([Matter(.rebuild, "加装电梯")], [entry("101", "80", [1]), entry("102", "60", [2])])
        for head in 1...Int64(2) { try await city.cast(poll, head: head, [.for]) }
        // Who has the database file can take the trigger away and exchange two ballots.
        try await city.write { connection in
            try connection.execute("DROP TRIGGER vote_ballots_no_update")
            let rows = try connection.rows("SELECT head, choices FROM vote_ballots ORDER BY head")
            try connection.execute("UPDATE vote_ballots SET choices = ? WHERE head = 1", [.blob(try rows[1].blob(1))])
        }
        #expect(await city.code { _ = try await city.close(poll) } == "T017")
        let clerk = city.clerk
        #expect(try await city.read { try VotesSchema.verify($0, clerk).map(\.place) } == ["vote_ballots \(poll.number)/1/1"])
    }

    @Test("a poll closes early only when everybody has voted")
    func early() async throws {
        let city = try await City()
        let poll = try await city.open([Matter(.rebuild, "加装电梯")], [entry("101", "80", [1]), entry("102", "60", [2])])
        let (clerk, keys, now) = (city.clerk, city.keys, city.clock.now)
        try await city.cast(poll, head: 1, [.for])
        #expect(
            await city.code {
                _ = try await city.write { try PollActs.close($0, clerk, poll.number, keys: keys, seen: poll.revision, at: now) }
            } == "T008")
        try await city.cast(poll, head: 2, [.for])
        #expect(
            try await city.write { try PollActs.close($0, clerk, poll.number, keys: keys, seen: poll.revision, at: now).state } == .closed)
    }
}
