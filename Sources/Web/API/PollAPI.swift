import Ledgers
import Quantities
import Store
import Votes

/// 表决（组织）: polls as officials keep them.
enum PollAPI {
    static let tag = Contract.Tag("polls", "业主表决（组织）", "Owners’ votes, for those who run them")
    private static let may = Route.Requirement.may(.runVotes)

    static func add(to routes: inout RouteTable) {
        routes.answer(.get, "/polls", may: may, tag, Text("表决清单", "Polls"), query: Paging.parameters) { visit in
            let access = visit.access
            let polls = try await visit.office.database.read { try Polls.list($0, access) }
            return Paging.piece(polls.reversed(), visit, by: \.number) { PollDocument($0) }
        }
        routes.answer(.get, "/polls/:poll", may: may, tag, Text("一场表决", "A poll")) { visit in
            let poll = try await PollPages.poll(visit)
            let access = visit.access
            let turnout = try await visit.office.database.read { try Ballots.turnout($0, access, poll) }
            return PollDocument(poll, turnout: turnout)
        }
        routes.order(.post, "/polls", may: may, tag, Text("新建表决", "Begin a poll"), status: 201) {
            (visit, order: PollOrder) -> PollDocument in
            let (access, definition, now) = (visit.access, try order.definition, visit.now)
            return PollDocument(try await visit.office.database.write { try Polls.create($0, access, definition, at: now) })
        }
        routes.order(.post, "/polls/:poll/roll", may: may, tag, Text("导入名册", "Take a roll")) {
            (visit, order: RollOrder) -> RollOutcomeDocument in
            let (access, number, keys, now) = (visit.access, try visit.number("poll"), visit.office.voteKeys, visit.now)
            let entries = order.entries.enumerated().map { $1.entry(row: $0 + 1) }
            let outcome = try await visit.office.database.write {
                try Rolls.take($0, access, number, entries, keys: keys, seen: order.seen, at: now)
            }
            return RollOutcomeDocument(
                poll: outcome.poll.map { PollDocument($0) },
                findings: outcome.findings.map { .init(row: $0.row, column: $0.column.zh, value: $0.value, text: visit.t($0.text)) })
        }
        routes.order(.post, "/polls/:poll/acts", may: may, tag, Text("封册、开始、延长、截止、公布、撤销", "Freeze, open, extend, close, publish, cancel")) {
            (visit, order: PollActOrder) -> PollDocument in
            PollDocument(
                try await PollPages.perform(
                    visit, order.act, seen: order.seen, reason: order.reason ?? "", closesAt: order.closesAt ?? ""))
        }
        routes.order(.post, "/polls/:poll/papers", may: may, tag, Text("录入纸质选票", "Enter a paper ballot")) {
            (visit, order: PaperOrder) -> PaperDocument in
            let (access, number, keys, now) = (visit.access, try visit.number("poll"), visit.office.voteKeys, visit.now)
            let votes = try order.choices.enumerated().map { try $1.vote("choices[\($0)]") }
            let outcome = try await visit.office.database.write {
                try Papers.enter(
                    $0, access, number, head: order.head, votes, channel: order.channel, proxy: order.proxy ?? "",
                    replaces: order.replaces ?? 0, keys: keys, at: now)
            }
            switch outcome {
            case .waiting: return PaperDocument(outcome: .waiting)
            case .counted(let standing): return PaperDocument(outcome: .counted, receipt: BallotReceipt(standing))
            case .differs(let matters): return PaperDocument(outcome: .differs, matters: matters)
            }
        }
        routes.file("/polls/:poll/result", may: may, tag, Text("结果文件（截止后）", "The result, once it is counted"), type: "application/json") {
            visit in
            let (access, number) = (visit.access, try visit.number("poll"))
            guard let file = try await visit.office.database.read({ try Results.result($0, access, number) }) else {
                throw Refusal.notFound
            }
            return Reply(type: "application/json; charset=utf-8", .bytes(file.bytes))
        }
    }
}

struct PollOrder: Codable, Sendable {
    var title: String
    var explanation: String?
    var district: RegionCode
    /// The community's code in the ledger.
    var community: String?
    var communityName: String
    /// Left out for the whole community.
    var building: String?
    var stairway: String?
    var organiser: String?
    var matters: [MatterOrder]

    var definition: PollDefinition {
        get throws {
            if building == nil, stairway != nil {
                throw Refusal.unacceptable("building", "有单元时须写明楼号", "a stairway needs its building")
            }
            let scope: PollScope =
                building.map { building in
                    stairway.map { PollScope.stairway(building: building, stairway: $0) } ?? .building(building)
                } ?? .community
            return PollDefinition(
                title: title, explanation: explanation ?? "", district: district, community: community ?? "", communityName: communityName,
                scope: scope, matters: matters.map(\.matter), organiser: organiser ?? "")
        }
    }
}

struct RollOrder: Codable, Sendable {
    var seen: Int64
    var entries: [Line]

    struct Line: Codable, Sendable {
        var building: String?
        var stairway: String?
        var room: String
        /// In square metres: `87.35`.
        var area: String
        var owners: [Owner]
        var certificate: String
        var isUnsold: Bool?

        struct Owner: Codable, Sendable {
            var name: String
            var document: String
        }

        func entry(row: Int) -> RollEntry {
            RollEntry(
                building: building ?? "", stairway: stairway ?? "", room: room, area: area,
                owners: owners.map { RollEntry.Owner(name: $0.name, document: $0.document) }, certificate: certificate,
                isUnsold: isUnsold ?? false, row: row)
        }
    }
}

struct RollOutcomeDocument: Codable, Sendable {
    /// Left out where anything was found; then nothing was taken.
    var poll: PollDocument?
    var findings: [Finding]

    struct Finding: Codable, Sendable {
        var row: Int
        var column: String
        var value: String
        var text: String
    }
}

struct PollActOrder: Codable, Sendable {
    var act: PollAct
    /// The revision one saw.
    var seen: Int64
    var reason: String?
    /// `2026-12-01T18:00`, for opening and extending.
    var closesAt: String?
}

struct PaperOrder: Codable, Sendable {
    var head: Int64
    var channel: Channel
    var choices: [ChoiceDocument]
    /// SHA-256 of the written authority.
    var proxy: String?
    var replaces: Int64?
}

struct PaperDocument: Codable, Sendable {
    var outcome: Outcome
    var receipt: BallotReceipt?
    /// Where two readings differ; 0 is the authority.
    var matters: [Int]?

    enum Outcome: String, Codable, Sendable, CaseIterable {
        case waiting, counted, differs
    }
}

struct PollDocument: Codable, Sendable {
    var number: Int64
    var revision: Int64
    var poll: PublicPollDocument
    /// Heads and area that have voted so far; only in the document of one poll.
    var turnoutHeads: Int64?
    var turnoutArea: Int64?

    init(_ poll: Poll, turnout: (heads: Int64, area: Area)? = nil) {
        (number, revision) = (poll.number, poll.revision)
        self.poll = PublicPollDocument(poll)
        (turnoutHeads, turnoutArea) = (turnout?.heads, turnout?.area.raw)
    }
}
