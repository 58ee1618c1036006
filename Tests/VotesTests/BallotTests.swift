import Crypto
import Foundation
import Ledgers
import Quantities
import Store
import Testing

@testable import Votes

private let lift = Matter(.rebuild, "加装电梯")

@Suite("casting ballots")
struct BallotTests {
    @Test("an owner is found by document and certificate, as people write them, and only together")
    func identify() async throws {
        let city = try await City()
        let poll = try await city.open([lift], [entry("101", "80", [1, 2]), entry("102", "60", [3])])
        let (nobody, keys, now) = (city.nobody, city.keys, city.clock.now)
        func find(_ document: String, _ certificate: String) async -> String {
            await city.code {
                _ = try await city.read { connection in
                    try VoterPass.identify(
                        connection, nobody, try PublicPolls.poll(connection, nobody, code: poll.code.lowercased()), document: document,
                        certificate: certificate, keys: keys, at: now)
                }
            }
        }
        #expect(await find(identity(1), "京(2019)朝不动产权第1101号") == "")
        #expect(await find(" \(identity(2).lowercased()) ", "京（２０１９）朝不动产权第1101号") == "")
        #expect(await find(identity(3), "20191101") == "T010")
        #expect(await find(identity(3), "20191102") == "")
        #expect(await find(identity(4), "20191102") == "T010")
    }

    @Test("the second ballot is refused with the first's receipt, unless it says what it replaces; history is kept")
    func replacing() async throws {
        let city = try await City()
        let poll = try await city.open([lift], [entry("101", "80", [1]), entry("102", "60", [2])])
        let first = try await city.cast(poll, head: 1, [.for])
        do {
            try await city.cast(poll, head: 1, [.against])
            Issue.record("a second ballot was taken")
        } catch let error as VoteError {
            #expect(error.code == "T013")
            #expect(error.standing?.receipt == first.receipt)
        }
        let second = try await city.cast(poll, head: 1, [.against], replaces: 1)
        #expect(second.turn == 2 && second.receipt != first.receipt)
        #expect(await city.code { try await city.cast(poll, head: 1, [.for], replaces: 1) } == "T013")
        let document = try await city.close(poll)
        #expect(document.ballots.counted == 1 && document.ballots.replaced == 1)
        #expect(document.receipts == [second.receipt])
        #expect(document.results[0].against == Weight(heads: 1, area: 8000))
        #expect(document.results[0].for == Weight())
    }

    @Test("sixty-four at once for one owner, five hundred rounds: one ballot, one entry in the journal, one receipt each")
    func race() async throws {
        let city = try await City()
        let rounds = 500
        let poll = try await city.open([lift], (1...rounds).map { entry(String(100 + $0), "80", [$0]) })
        func journal() async throws -> Int64 {
            try await city.read { try $0.row("SELECT count(*) FROM journal WHERE act = 'vote.cast'")?.int64(0) ?? -1 }
        }
        for head in 1...Int64(rounds) {
            let answers = await withTaskGroup(of: String.self) { group in
                for client in 0..<64 {
                    group.addTask {
                        do {
                            return "200 " + (try await city.cast(poll, head: head, [client % 2 == 0 ? .for : .against]).receipt)
                        } catch let error as VoteError {
                            return "\(error.code) \(error.standing?.receipt ?? "")"
                        } catch { return "500" }
                    }
                }
                return await group.reduce(into: [String]()) { $0.append($1) }
            }
            let won = answers.filter { $0.hasPrefix("200 ") }
            #expect(won.count == 1)
            let receipt = won.first?.dropFirst(4) ?? ""
            #expect(answers.filter { $0 == "T013 \(receipt)" }.count == 63)
        }
        let rows = try await city.read { try $0.row("SELECT count(*), count(DISTINCT receipt) FROM vote_ballots") }
        #expect(try rows?.int64(0) == Int64(rounds) && rows?.int64(1) == Int64(rounds))
        #expect(try await journal() == Int64(rounds))
    }

    @Test("the database itself refuses two ballots of one turn and two that count for one owner")
    func constraint() async throws {
        let city = try await City()
        let poll = try await city.open([lift], [entry("101", "80", [1])])
        try await city.cast(poll, head: 1, [.for])
        for table in ["vote_ballots", "vote_counted"] {
            let columns =
                table == "vote_counted"
                ? "city, poll, head, turn, 'X', done_at" : "city, poll, head, turn, channel, choices, 'X', proxy, actor, done_at, seal"
            let refusal = await city.code {
                try await city.write { try $0.execute("INSERT INTO \(table) SELECT \(columns) FROM \(table)") }
            }
            #expect(refusal == "S002")
        }
    }

    @Test("votes and the closing at once: what was acknowledged is counted, what was refused is not")
    func closingRace() async throws {
        for _ in 0..<20 {
            let city = try await City()
            let poll = try await city.open([lift], (1...64).map { entry(String(100 + $0), "80", [$0]) })
            let accepted = await withTaskGroup(of: String?.self) { group in
                for head in 1...Int64(64) { group.addTask { try? await city.cast(poll, head: head, [.for]).receipt } }
                group.addTask {
                    _ = try? await city.close(poll)
                    return nil
                }
                return await group.reduce(into: Set<String>()) { if let receipt = $1 { $0.insert(receipt) } }
            }
            let clerk = city.clerk
            let file = try await city.read { try Results.result($0, clerk, poll.number) }
            #expect(Set(file?.document.receipts ?? []) == accepted)
        }
    }

    @Test("after the closing time no ballot is taken, whether or not anybody has closed the poll")
    func late() async throws {
        let city = try await City()
        let poll = try await city.open([lift], [entry("101", "80", [1])])
        let pass = city.pass(poll, head: 1)
        city.clock.now = closing
        #expect(await city.code { _ = try await city.box.cast(city.nobody, pass, code: poll.code, [.for]) } == "T012")
        // Nor may it be opened again once the turnout is known.
        let clerk = city.clerk
        #expect(
            await city.code {
                try await city.write {
                    try PollActs.extend(
                        $0, clerk, poll.number, closesAt: closing + 86_400, reason: "参与不足", seen: poll.revision, at: closing)
                }
            } == "T007")
    }

    @Test("before the closing the choices are nowhere to be read: equal ballots look different, and as long as each other")
    func sealed() async throws {
        let city = try await City()
        let poll = try await city.open(
            [lift, Matter(.committee, "选举", election: .init(candidates: ["甲", "乙", "丙"], seats: 2))],
            (1...40).map { entry(String(100 + $0), "80", [$0]) })
        for head in 1...Int64(40) {
            try await city.cast(poll, head: head, [head % 2 == 0 ? .for : .against, .candidates(head % 2 == 0 ? [1, 2] : [])])
        }
        let sealed = try await city.read { try $0.rows("SELECT choices FROM vote_ballots").map { try $0.blob(0) } }
        #expect(Set(sealed).count == 40)
        #expect(Set(sealed.map(\.count)).count == 1)
        let clerk = city.clerk
        #expect(
            await city.code {
                try await city.write {
                    try PollActs.close($0, clerk, poll.number, keys: VoteKeys(.init(size: .bits256)), seen: poll.revision, at: afterwards)
                }
            } == "T017")
        #expect(try await city.read { try Results.result($0, clerk, poll.number) } == nil)
    }

    @Test("a pass of another poll, another owner or another time is no pass")
    func passes() async throws {
        let city = try await City()
        let poll = try await city.open([lift], [entry("101", "80", [1]), entry("102", "60", [2])])
        let pass = try await city.identify(poll, 1, room: "101").pass
        let (nobody, keys, now) = (city.nobody, city.keys, city.clock.now)
        #expect(try VoterPass(pass.text, nobody, keys: keys, at: now) == pass)
        var parts = pass.text.split(separator: ".").map(String.init)
        parts[1] = "2"
        let forged = parts.joined(separator: ".")
        #expect(await city.code { _ = try VoterPass(forged, nobody, keys: keys, at: now) } == "T011")
        #expect(await city.code { _ = try VoterPass(pass.text, nobody, keys: keys, at: now + 1801) } == "T011")
    }
}

@Suite("paper ballots")
struct PaperTests {
    @Test("a paper ballot counts when two people have read the same, and not before")
    func twoPeople() async throws {
        let city = try await City()
        let poll = try await city.open([lift], [entry("101", "80", [1]), entry("102", "60", [2])])
        let (clerk, second, keys, now) = (city.clerk, city.second, city.keys, city.clock.now)
        func enter(_ access: Access, _ choices: [Vote], _ channel: Channel = .paper, proxy: String = "", replaces: Int64 = 0) async throws
            -> Papers.Outcome
        {
            try await city.write {
                try Papers.enter(
                    $0, access, poll.number, head: 1, choices, channel: channel, proxy: proxy, replaces: replaces, keys: keys, at: now)
            }
        }
        #expect(try await enter(clerk, [.for]) == .waiting)
        #expect(await city.code { _ = try await enter(clerk, [.for]) } == "T015")
        #expect(try await enter(second, [.against]) == .differs([1]))
        // Both read it again, in whichever order.
        #expect(try await enter(second, [.against]) == .waiting)
        #expect(try await city.read { try Ballots.turnout($0, clerk, poll).heads } == 0)
        guard case .counted(let standing) = try await enter(clerk, [.against]) else {
            Issue.record("not counted")
            return
        }
        #expect(standing.turn == 1)
        // An agent's ballot takes the hash of the authority, and the place of the other only where that is said.
        #expect(await city.code { _ = try await enter(clerk, [.for], .proxy) } == "T015")
        let authority = String(repeating: "ab", count: 32)
        #expect(try await enter(clerk, [.blank], .proxy, proxy: authority) == .waiting)
        #expect(await city.code { _ = try await enter(second, [.blank], .proxy, proxy: authority) } == "T013")
        guard case .counted(let last) = try await enter(second, [.blank], .proxy, proxy: authority, replaces: 1) else {
            Issue.record("not counted")
            return
        }
        #expect(last.turn == 2)
        let document = try await city.close(poll)
        #expect(document.results[0].blank == Weight(heads: 1, area: 8000))
        #expect(document.results[0].takingPart == Weight())
    }

    @Test("who may not run votes sees none, and a neighbour's poll is not there")
    func scope() async throws {
        let city = try await City()
        let poll = try await city.open([lift], [entry("101", "80", [1])])
        let (neighbour, head, keys, now) = (city.neighbour, city.access("负责", .districtHead), city.keys, city.clock.now)
        #expect(await city.code { _ = try await city.read { try Polls.poll($0, neighbour, poll.number) } } == "T001")
        #expect(await city.code { _ = try await city.read { try Polls.poll($0, head, poll.number) } } == "L004")
        #expect(try await city.read { try Polls.list($0, neighbour) }.isEmpty)
        #expect(
            await city.code {
                _ = try await city.write {
                    try Papers.enter($0, neighbour, poll.number, head: 1, [.for], channel: .paper, keys: keys, at: now)
                }
            } == "T001")
    }
}
