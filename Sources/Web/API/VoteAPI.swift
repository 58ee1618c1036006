import Ledgers
import Quantities
import Store
import Votes

/// 表决（公众）: what owners do, without an account: a poll by the code on its notice, the check of who they are, their ballot, the result.
enum VoteAPI {
    static let tag = Contract.Tag("votes", "业主表决（公众）", "Owners’ votes, for owners")

    static func add(to routes: inout RouteTable) {
        routes.answer(.get, "/votes/:code", may: .everyone, tag, Text("一场表决", "A poll")) { visit in
            PublicPollDocument(try await VotePages.poll(visit))
        }
        routes.order(.post, "/votes/:code/passes", may: .everyone, tag, Text("实名核验", "Show who one is")) {
            (visit, order: PassOrder) -> PassDocument in
            let (_, pass, voter) = try await VotePages.identify(visit, document: order.document, certificate: order.certificate)
            return PassDocument(
                pass: pass.text, units: voter.units, area: voter.area.raw,
                standing: voter.standing.turn > 0 ? BallotReceipt(voter.standing) : nil)
        }
        routes.order(.post, "/votes/:code/ballots", may: .everyone, tag, Text("投票", "Cast a ballot"), status: 201) {
            (visit, order: BallotOrder) -> BallotReceipt in
            BallotReceipt(
                try await VotePages.cast(
                    visit, pass: order.pass, try order.choices.enumerated().map { try $1.vote("choices[\($0)]") },
                    replaces: order.replaces ?? 0))
        }
        routes.file("/votes/:code/result", may: .everyone, tag, Text("公布的结果文件", "The published result"), type: "application/json") {
            visit in
            let (access, code) = (visit.access, try visit.parameter("code"))
            let file = try await visit.office.database.read { try PublicPolls.result($0, access, code: code).file }
            return Reply(type: "application/json; charset=utf-8", .bytes(file.bytes))
        }
    }
}

struct PassOrder: Codable, Sendable {
    /// An identity number or another document's, as it is written.
    var document: String
    /// A property certificate's number: the whole of it or its digits.
    var certificate: String
}

struct PassDocument: Codable, Sendable {
    /// Good for half an hour.
    var pass: String
    var units: Int64
    /// 0.01 m².
    var area: Int64
    /// The ballot that counts so far; left out where there is none.
    var standing: BallotReceipt?
}

struct BallotOrder: Codable, Sendable {
    var pass: String
    /// One for each matter, in their order.
    var choices: [ChoiceDocument]
    /// The `turn` of the ballot it takes the place of; left out for a first one.
    var replaces: Int64?
}

struct ChoiceDocument: Codable, Sendable {
    /// `for`, `against`, `abstain`; `blank` on paper only. Left out for marks.
    var choice: String?
    /// The candidates marked in an election, from 1.
    var candidates: [Int64]?

    func vote(_ field: String) throws -> Vote {
        switch (choice, candidates) {
        case (let name?, nil):
            guard let vote = Vote(named: name) else { throw Refusal.unacceptable(field, "没有这个选项", "there is no such choice") }
            return vote
        case (nil, let marked?): return .candidates(Set(marked.map { Int(clamping: $0) }))
        default: throw Refusal.unacceptable(field, "choice和candidates须给且只给一个", "give either choice or candidates")
        }
    }
}

struct BallotReceipt: Codable, Sendable {
    var receipt: String
    /// 1 for a first ballot.
    var turn: Int64
    var castAt: String

    init(_ standing: BallotStanding) { (receipt, turn, castAt) = (standing.receipt, standing.turn, standing.castAt) }
}

struct PublicPollDocument: Codable, Sendable {
    var code: String
    var title: String
    var explanation: String
    var district: RegionCode
    var place: String
    var organiser: String
    var state: PollState
    var matters: [MatterDocument]
    var closesAt: String?
    var roll: RollDocument?

    init(_ poll: Poll) {
        let definition = poll.definition
        (code, title, explanation, district) = (poll.code, definition.title, definition.explanation, definition.district)
        (place, organiser, state) = (definition.place, definition.organiser, poll.state)
        matters = definition.matters.enumerated().map { MatterDocument($0 + 1, $1) }
        closesAt = poll.closesAt?.description
        roll = poll.roll.map(RollDocument.init)
    }
}

/// A matter as it is put to the vote.
struct MatterOrder: Codable, Sendable {
    var kind: MatterKind
    var text: String
    /// SHA-256 of the plan that is voted on.
    var document: String?
    /// Of an election.
    var candidates: [String]?
    var seats: Int?
    var order: Matter.Election.Order?

    var matter: Matter {
        Matter(
            kind, text, document: document ?? "",
            election: candidates.map { Matter.Election(candidates: $0, seats: seats ?? 1, order: order ?? .heads) })
    }
}

struct MatterDocument: Codable, Sendable {
    /// From 1.
    var number: Int
    var kind: MatterKind
    var text: String
    /// SHA-256 of the plan that is voted on.
    var document: String?
    /// Of an election.
    var candidates: [String]?
    var seats: Int?
    var order: Matter.Election.Order?

    init(_ number: Int, _ matter: Matter) {
        (self.number, kind, text) = (number, matter.kind, matter.text)
        document = matter.document.isEmpty ? nil : matter.document
        (candidates, seats, order) = (matter.election?.candidates, matter.election?.seats, matter.election?.order)
    }
}

struct RollDocument: Codable, Sendable {
    var units: Int64
    var heads: Int64
    /// 0.01 m².
    var area: Int64
    var hash: String
    var importedAt: String

    init(_ roll: RollSummary) {
        (units, heads, area, hash, importedAt) = (roll.units, roll.heads, roll.area.raw, roll.hash, roll.importedAt)
    }
}
