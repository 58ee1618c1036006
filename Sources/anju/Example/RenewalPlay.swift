import Casework
import Example
import Foundation
import Ledgers
import Quantities

extension ExamplePlay {
    /// 老旧小区: each community of the example from the reserve to what the year's ledger says of it.
    ///
    /// The buildings are made up so that they add up to the community's published share; so are bodies' codes, managers and surnames.
    static let renewalPlay = Play(ledgers: [.communities]) { play in
        let rows = play.city.rows(of: .communities)
        guard let meeting = play.city.rows(of: .meetings).first(where: isDecision)?.answers["meeting"] else { return }
        for (district, rows) in Dictionary(grouping: rows, by: \.district).sorted(by: { $0.key < $1.key }) {
            guard let region = play.workplace.regions[district] else { continue }
            let here = RenewalPlay(play: play, region: region, communities: rows.map(ExampleCommunity.init))
            try await here.reserve()
            try await here.plan(meeting)
            try await here.prepare()
            try await here.build()
        }
    }

    private static func isDecision(_ row: ExampleRow) -> Bool {
        row.answers["programme"] == "renewal" && row.answers["kind"] == "review" && (row.answers["held_on"] ?? "9") < "2023-02"
    }
}

/// A community as the example has it, with buildings that add up to it.
struct ExampleCommunity {
    let answers: [String: String]

    init(_ row: ExampleRow) { answers = row.answers }

    var code: String { answers["community"] ?? "" }
    var startedOn: CivilDate? { answers["started_on"].flatMap { CivilDate($0) } }
    var completedOn: CivilDate? { answers["completed_on"].flatMap { CivilDate($0) } }

    func number(_ name: String) -> Int { answers[name].flatMap { Int($0) } ?? 0 }

    /// Hundredths of a square metre, from `2400.50`.
    var area: Int {
        let parts = (answers["area"] ?? "").utf8.split(separator: 0x2E).map { String(decoding: $0, as: UTF8.self) }
        let whole = parts.first.flatMap { Int($0) } ?? 0
        let rest = parts.count > 1 ? parts[1] + String(repeating: "0", count: max(0, 2 - parts[1].utf8.count)) : "0"
        return whole * 100 + (Int(rest) ?? 0)
    }

    static func metres(_ hundredths: Int) -> String {
        let rest = hundredths % 100
        return "\(hundredths / 100)." + (rest < 10 ? "0" : "") + "\(rest)"
    }

    /// As equal as can be; the first ones take what is left over.
    var buildings: [(name: String, households: Int, area: Int)] {
        let count = max(1, number("buildings"))
        return (0..<count).map { index in
            (
                "\(index + 1)号楼", number("households") / count + (index < number("households") % count ? 1 : 0),
                area / count + (index < area % count ? 1 : 0)
            )
        }
    }
}

/// One district's year.
struct RenewalPlay {
    let play: ExamplePlay
    let region: Region
    let communities: [ExampleCommunity]

    private var reporter: Access { play.staff.access(.districtReporter, of: region) }
    private var head: Access { play.staff.access(.districtHead, of: region) }
    private var begun: [ExampleCommunity] { communities.filter { $0.startedOn != nil } }

    private func order(
        _ kind: String, _ act: String, at key: String = "", documents: [String] = [], _ answers: [String: String] = [:]
    ) -> CaseOrder {
        CaseOrder(
            kind, act, district: region.code, year: ExampleCity.year, key: key, answers: answers,
            documents: documents.map { play.attachment($0, of: kind) })
    }

    private func act(_ orders: [CaseOrder], as access: Access, _ month: Int, _ day: Int) async throws {
        try await play.act(orders, as: access, on: ExamplePlay.day(month, day))
    }

    /// Communities, their buildings, what residents want.
    func reserve() async throws {
        try await act(
            communities.map { community in
                order("community", "reserve", community.answers.filter { ["community", "name", "street", "built"].contains($0.key) })
            }, as: reporter, 1, 6)
        try await act(
            communities.flatMap { community in
                community.buildings.map { building in
                    order(
                        "building", "add",
                        [
                            "community": community.code, "building": building.name, "built": community.answers["built"] ?? "",
                            "staircases": "3", "households": String(building.households), "area": ExampleCommunity.metres(building.area),
                        ])
                }
            }, as: reporter, 1, 9)
        try await act(
            begun.enumerated().flatMap { index, community in
                Self.items(index).map { item in
                    order("work", "propose", ["community": community.code, "item": item, "utility_year": String(ExampleCity.year)])
                }
            }, as: reporter, 1, 11)
    }

    private static func items(_ index: Int) -> [String] {
        ["J01", ["J03", "J04"][index % 2]] + (index % 3 == 0 ? ["W02"] : []) + (index % 5 == 0 ? ["T01"] : [])
    }

    func plan(_ meeting: String) async throws {
        try await act(begun.map { order("community", "declare", at: $0.code) }, as: reporter, 1, 16)
        try await play.act(
            begun.map { order("community", "plan", at: $0.code, ["meeting": meeting]) }, as: play.staff.access("city"),
            on: ExamplePlay.day(2, 8))
        try await act(
            begun.flatMap { community in
                ["J01", "J03", "J04", "W02", "T01"].filter { item in
                    Self.items(begun.firstIndex { $0.code == community.code } ?? 0).contains(item)
                }.map { order("work", "confirm", at: "\(community.code)/\($0)") }
            }, as: head, 2, 10)
    }

    /// Owners' bodies, votes, building heads.
    func prepare() async throws {
        try await act(
            communities.filter { $0.answers["committee"] != "none" }.map { community in
                order(
                    "owner-body", "form", documents: ["filing"],
                    [
                        "community": community.code, "body": "YZ-1", "kind": community.answers["committee"] ?? "council",
                        "formed_on": "2023-02-14", "term_ends": "2028-02-13", "members": "7",
                    ])
            }, as: reporter, 2, 15)
        try await act(
            begun.map { community in
                let (cast, inFavour) = (community.number("votes_cast"), community.number("votes_for"))
                let households = max(1, community.number("households"))
                return order(
                    "community", "vote", at: community.code, documents: ["ballots"],
                    [
                        "votes_cast": String(cast), "votes_for": String(inFavour), "matter": "ordinary",
                        "area_cast": ExampleCommunity.metres(community.area * cast / households),
                        "area_for": ExampleCommunity.metres(community.area * inFavour / households),
                    ])
            }, as: reporter, 2, 22)
        let surnames = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄"]
        try await act(
            begun.flatMap { community in
                community.buildings.enumerated().map { index, building in
                    order(
                        "building-head", "appoint",
                        [
                            "community": community.code, "building": building.name, "surname": surnames[index % surnames.count],
                            "capacity": "resident", "began_on": "2023-02-24",
                        ])
                }
            }, as: reporter, 2, 24)
        try await act(
            begun.map { community in
                let model = community.answers["management"] ?? "street"
                var answers = [
                    "community": community.code, "contract": "GL-1", "model": model, "begins_on": "2023-02-27",
                    "manager": ["market": "样例物业服务公司", "unit": "样例产权单位"][model] ?? "样例街道办事处",
                ]
                if model == "market" { (answers["fee"], answers["ends_on"]) = ("1.10", "2028-02-26") }
                return order("management", "settle", documents: ["contract"], answers)
            }, as: reporter, 2, 27)
    }

    /// Starts month by month; what was finished in the year.
    func build() async throws {
        for (month, started) in Dictionary(grouping: begun, by: { $0.startedOn?.month ?? 0 }).sorted(by: { $0.key < $1.key }) {
            let last = CivilDate.days(inMonth: month, of: ExampleCity.year)
            try await act(
                started.map {
                    order("community", "start", at: $0.code, ["started_on": $0.answers["started_on"] ?? "", "supervised": "是"])
                },
                as: reporter, month, last)
        }
        let finished = begun.enumerated().filter { $0.element.completedOn != nil }
        func works(_ act: String, _ answers: @escaping (ExampleCommunity) -> [String: String]) -> [CaseOrder] {
            finished.flatMap { index, community in
                Self.items(index).map { order("work", act, at: "\(community.code)/\($0)", answers(community)) }
            }
        }
        try await act(works("begin") { ["begun_on": $0.answers["started_on"] ?? ""] }, as: reporter, 6, 30)
        try await act(works("finish") { ["done_on": $0.answers["completed_on"] ?? "", "amount": "150"] }, as: reporter, 12, 29)
        try await act(
            finished.map {
                order(
                    "community", "complete", at: $0.element.code, documents: ["acceptance"],
                    ["completed_on": $0.element.answers["completed_on"] ?? ""])
            },
            as: reporter, 12, 30)
    }
}
