import Foundation
import Ledgers
import Quantities
import Store
import Testing

@testable import Votes

/// Repeats itself from its seed (SplitMix64).
struct Chance: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

@Suite("an independent count")
struct RecountTests {
    static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path + "/Votes/tally.py"

    private static func python(_ arguments: [String]) throws -> (status: Int32, text: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", script] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    @Test("a thousand random polls with ties, edges of the quorum, co-owners, replaced ballots and proxies: Python finds the same in each")
    func random() async throws {
        let count = ProcessInfo.processInfo.environment["ANJU_POLLS"].flatMap(Int.init) ?? 1000
        let seed = ProcessInfo.processInfo.environment["ANJU_SEED"].flatMap(UInt64.init) ?? 20_231_124
        var chance = Chance(state: seed)
        let city = try await City()
        let path = city.path + "/cases.jsonl"
        var lines: [String] = []
        for number in 0..<count { lines.append(try await RandomPoll.play(city, "seed \(seed) poll \(number)", &chance)) }
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
        let (status, text) = try Self.python(["--cases", path])
        #expect(status == 0, "\(text)")
        #expect(text.contains("\"polls\": \(count), \"wrong\": 0"))
        print("recount:", text)
        // The cases hold what they are for, or they prove nothing.
        for kind in ["tie", "election", "not passed", "passed", "quorum False", "quorum True", "quorum None"] {
            #expect(text.contains("\"\(kind)\""), "no case of \(kind)")
        }
        // Negative control: the last ballot of each poll left out, and the script says so.
        let damaged = try lines.prefix(100).map { line -> String in
            var plain = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            plain["ballots"] = ((plain["ballots"] as? [Any]) ?? []).dropLast() as [Any]
            return String(decoding: try JSONSerialization.data(withJSONObject: plain), as: UTF8.self)
        }
        try Data((damaged.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
        #expect(try Self.python(["--cases", path]).status == 1)
    }
}

/// A poll made by chance and played through, and its case for the script.
enum RandomPoll {
    static func play(_ city: City, _ name: String, _ chance: inout Chance) async throws -> String {
        let isOld = Int.random(in: 0..<4, using: &chance) == 0
        let start = isOld ? Moment(seconds: 1_577_840_400) : opened
        let units = Int.random(in: 1...24, using: &chance)
        // Round areas and few people, so that edges and ties come up by themselves.
        var entries: [RollEntry] = []
        var roll: [[String: Any]] = []
        let developer = 900
        // One poll in four is as even as can be: equal areas, and candidates who are left out in turn.
        let isEven = Int.random(in: 0..<4, using: &chance) == 0
        for index in 0..<units {
            let area = isEven ? "60" : ["50", "60.00", "75.5", "80", "87.35"].randomElement(using: &chance) ?? "50"
            let isUnsold = Int.random(in: 0..<10, using: &chance) == 0
            var owners = [Int.random(in: 1...Swift.max(2, units), using: &chance)]
            if !isUnsold, Int.random(in: 0..<3, using: &chance) == 0 {
                owners.append(Int.random(in: 1...Swift.max(2, units), using: &chance))
            }
            owners = isUnsold ? [developer] : Array(Set(owners)).sorted()
            entries.append(entry(String(101 + index), area, owners, unsold: isUnsold))
            roll.append(["area": area, "owners": owners])
        }
        let matters = (0..<Int.random(in: 1...3, using: &chance)).map { number -> Matter in
            let kind = isEven ? .committee : MatterKind.allCases.randomElement(using: &chance) ?? .other
            guard kind == .committee else { return Matter(kind, "事项\(number)") }
            let candidates = (0..<Int.random(in: 2...4, using: &chance)).map { "候选人\($0)" }
            return Matter(
                kind, "选举\(number)",
                election: .init(
                    candidates: candidates, seats: isEven ? candidates.count - 1 : Int.random(in: 1...3, using: &chance),
                    order: Bool.random(using: &chance) ? .heads : .area))
        }
        city.clock.now = start + 60
        let poll = try await city.open(matters, entries, at: start, until: start + 86_400)
        let (clerk, second, keys, now) = (city.clerk, city.second, city.keys, city.clock.now)
        let heads = try await city.read { try Rolls.units($0, clerk, poll).map(\.head) }
        var turns: [Int64: Int64] = [:]
        var ballots: [[String: Any]] = []
        let zeal = Int.random(in: 5...12, using: &chance)
        let favour = Int.random(in: 4...10, using: &chance)
        for unit in 0..<units {
            // Some vote once for each unit: the later ballot takes the place of the earlier one.
            guard Int.random(in: 0..<12, using: &chance) < zeal else { continue }
            let isPaper = Int.random(in: 0..<4, using: &chance) == 0
            let votes = matters.map { matter -> Vote in
                if isPaper, Int.random(in: 0..<4, using: &chance) == 0 { return .blank }
                if let election = matter.election, isEven {
                    return .candidates(Set(1...election.candidates.count).subtracting([1 + unit % election.candidates.count]))
                }
                if let election = matter.election {
                    return .candidates(
                        Set(
                            (1...election.candidates.count).filter { _ in Int.random(in: 0..<10, using: &chance) < favour }.prefix(
                                election.seats)))
                }
                return Int.random(in: 0..<10, using: &chance) < favour ? .for : Bool.random(using: &chance) ? .against : .abstain
            }
            let head = heads[unit]
            let replaces = turns[head] ?? 0
            if isPaper {
                let proxy = Bool.random(using: &chance) ? String(repeating: "0f", count: 32) : ""
                for access in [clerk, second] {
                    _ = try await city.write {
                        try Papers.enter(
                            $0, access, poll.number, head: head, votes, channel: proxy.isEmpty ? .paper : .proxy, proxy: proxy,
                            replaces: replaces,
                            keys: keys, at: now)
                    }
                }
            } else {
                try await city.cast(poll, head: head, votes, replaces: replaces)
            }
            turns[head] = replaces + 1
            ballots.append([
                "unit": unit,
                "votes": votes.map { vote -> Any in
                    if case .candidates(let marked) = vote { return marked.sorted() }
                    return vote.name
                },
            ])
        }
        let bytes = try await city.write { connection -> [UInt8] in
            let now = try Polls.poll(connection, clerk, poll.number)
            try PollActs.close(connection, clerk, poll.number, keys: keys, seen: now.revision, at: start + 86_400)
            return try Results.result(connection, clerk, poll.number)?.bytes ?? []
        }
        let document = try JSONSerialization.jsonObject(with: Data(bytes))
        let plain: [String: Any] = [
            "name": name, "day": start.date.description, "roll": roll, "ballots": ballots, "document": document,
            "matters": matters.map { matter -> [String: Any] in
                guard let election = matter.election else { return ["kind": matter.kind.rawValue] }
                return [
                    "kind": matter.kind.rawValue,
                    "election": ["candidates": election.candidates, "seats": election.seats, "order": election.order.rawValue],
                ]
            },
        ]
        return String(
            decoding: try JSONSerialization.data(withJSONObject: plain, options: [.sortedKeys, .withoutEscapingSlashes]), as: UTF8.self)
    }
}
