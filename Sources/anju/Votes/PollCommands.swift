import ArgumentParser
import Foundation
import Ledgers
import Quantities
import Store
import Votes

struct PollCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "poll", abstract: "业主表决：示例、截止计票。 Owners' votes: an example, closing and counting.",
        subcommands: [ExamplePollCommand.self, ClosePollCommand.self])
}

/// A made-up community with an open poll: for trying it out, for drills and for the bench.
struct ExamplePollCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "example", abstract: "虚构小区，名册封存并开始表决。 A made-up community whose poll is open.",
        discussion: "业主号码为无效地区码990101的虚构号码。 The owners' numbers are of a place that does not exist.")

    @Option(help: "业主人数。 Owners.")
    var owners = 60

    @Option(help: "几天后截止。 Days until it closes.")
    var days: Int64 = 7

    @Option(help: "把业主号码写入此文件（head、证件号码、产权证号）。 Write the owners' numbers to this file.")
    var people: String?

    @Option(help: "把半小时内有效的核验结果写入此文件（演练用）。 Write passes, good for half an hour, to this file (for drills).")
    var passes: String?

    @OptionGroup var data: DataOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (1...200_000).contains(owners) else { throw ValidationError("--owners: 1…200000") }
    }

    func run() async throws {
        let poll = try await Workplace.with(data.path) { workplace in
            let keys = VoteKeys(try KeyFile(workplace.vault.location))
            let (access, now, owners, days) = (workplace.access, Moment.now, owners, days)
            guard let district = workplace.regions.districts.first?.code else { throw ValidationError("districts") }
            let definition = PollDefinition(
                title: "老旧小区改造方案表决（示例）", explanation: "虚构小区，仅供演示。", district: district, communityName: "示例小区",
                matters: [
                    Matter(.rebuild, "同意本小区综合整治改造方案"),
                    Matter(
                        .committee, "选举业主代表", election: .init(candidates: ["甲某", "乙某", "丙某"], seats: 2)),
                ], organiser: "示例街道办事处")
            let entries = (1...owners).map { Self.entry($0) }
            let poll = try await workplace.store.write { connection in
                let draft = try Polls.create(connection, access, definition, at: now)
                let outcome = try Rolls.take(connection, access, draft.number, entries, keys: keys, seen: draft.revision, at: now)
                guard let ready = outcome.poll else { throw ValidationError("\(outcome.findings.prefix(3))") }
                let frozen = try PollActs.freeze(connection, access, ready.number, seen: ready.revision, at: now)
                return try PollActs.open(
                    connection, access, frozen.number, closesAt: now + days * 86_400, keys: keys, seen: frozen.revision, at: now)
            }
            if let people {
                let lines = entries.enumerated().map { "\($0 + 1)\t\($1.owners[0].document)\t\($1.certificate)\n" }
                try Data(lines.joined().utf8).write(to: URL(fileURLWithPath: people))
            }
            if let passes {
                let lines = (1...Int64(owners)).map { VoterPass.forDrill(poll, head: $0, access, keys: keys, at: now).text + "\n" }
                try Data(lines.joined().utf8).write(to: URL(fileURLWithPath: passes))
            }
            return poll
        }
        if common.json { return try Console.json(["poll": String(poll.number), "code": poll.code]) }
        Console.say(
            "表决\(poll.number)已开始，表决码\(poll.code)：服务地址/vote/\(poll.code)", "Poll \(poll.number) is open: ADDRESS/vote/\(poll.code)")
    }

    private static func entry(_ number: Int) -> RollEntry {
        let area = 4_550 + number * 37 % 9_000
        return RollEntry(
            building: "\(number / 200 + 1)号楼", stairway: "\(number / 50 % 4 + 1)单元", room: String(number),
            area: "\(area / 100).\(area % 100 / 10)\(area % 10)",
            owners: [.init(name: "业主\(number)", document: identity(number))], certificate: String(20_190_000_000 + number))
    }

    /// A number with a right check character, of a place that does not exist.
    private static func identity(_ number: Int) -> String {
        func padded(_ value: Int, _ width: Int) -> String {
            let text = String(value)
            return String(repeating: "0", count: width - text.utf8.count) + text
        }
        let days = number / 1000
        let body =
            "990101" + "19\(50 + days / 336 % 50)" + padded(1 + days / 28 % 12, 2) + padded(1 + days % 28, 2) + padded(number % 1000, 3)
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        var sum = 0
        for (digit, weight) in zip(body.utf8, weights) { sum += (Int(digit) - 48) * weight }
        return body + String(decoding: [Array("10X98765432".utf8)[sum % 11]], as: UTF8.self)
    }
}

struct ClosePollCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "截止、计票并公布一场表决，写出结果文件。 Close a poll, count it, publish it, write its result.",
        discussion: "截止时间未到且未全部表决的不能截止。 Not before its time, unless all have voted.")

    @Argument(help: "表决编号。 The poll's number.")
    var poll: Int64

    @Option(help: "结果文件。 Where to write the result.")
    var out: String?

    @OptionGroup var data: DataOption
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let file = try await Workplace.with(data.path) { workplace in
            let keys = VoteKeys(try KeyFile(workplace.vault.location))
            let (access, number, now) = (workplace.access, poll, Moment.now)
            return try await workplace.store.write { connection in
                let poll = try Polls.poll(connection, access, number)
                let closed = try PollActs.close(connection, access, number, keys: keys, seen: poll.revision, at: now)
                try PollActs.publish(connection, access, number, seen: closed.revision, at: now)
                guard let file = try Results.result(connection, access, number) else { throw Exit.faults.code }
                return file
            }
        }
        if let out { try Data(file.bytes).write(to: URL(fileURLWithPath: out)) }
        Console.say(
            "已计票\(file.document.ballots.counted)张，结果SHA-256 \(file.hash)",
            "\(file.document.ballots.counted) ballots counted; SHA-256 of the result \(file.hash)")
    }
}
