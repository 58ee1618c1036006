import Accounts
import Foundation
import HTTPTypes
import Ledgers
import Quantities
import Store
import StoreSQLite
import Testing
import Votes

@testable import Web

/// Valid numbers of nobody (area code 990101).
private let people = ["990101198001010006", "990101198001010014", "990101198001010022", "990101198001010030", "990101198001010049"]

@Suite("a lift is put to the vote")
struct VoteFlowTests {
    private let office: WebOffice

    init() async throws {
        office = try await WebOffice([
            ("street", .streetOffice, "110105"), ("street2", .streetOffice, "110105"), ("other", .streetOffice, "110108"),
            ("head", .districtHead, "110105"),
        ])
    }

    private static func numbers(_ text: String, _ pattern: String) -> String? {
        text.range(of: pattern, options: .regularExpression).map { String(text[$0]) }
    }

    /// The value of a hidden field.
    private func hidden(_ name: String, _ page: Answer) throws -> String {
        let found = try #require(Self.numbers(page.text, "name=\"\(name)\" value=\"[^\"]*\""))
        return String(found.split(separator: "\"", omittingEmptySubsequences: false)[3])
    }

    private func act(_ act: String, _ more: [(String, String)] = [], poll: String) async throws -> Answer {
        let page = try await office.get(poll, as: "street")
        return try await office.post(poll + "/acts", as: "street", [("act", act), ("seen", try hidden("seen", page))] + more)
    }

    private func roll() -> String {
        "楼号,单元,房号,面积,业主,证件号码,产权证号\n"
            + people.enumerated().map { "1号楼,1单元,\(101 + $0),80.5,王小明,\($1),京(2019)朝不动产权第\(7001 + $0)号\n" }.joined()
    }

    /// A poll that is open, and its code.
    private func open() async throws -> (poll: String, code: String) {
        let made = try await office.post(
            "/polls", as: "street",
            [
                ("district", "110105"), ("title", "加装电梯"), ("communityName", "和平里小区"), ("building", "1号楼"), ("stairway", "1单元"),
                ("kind", "rebuild"), ("text", "同意加装电梯<b>"), ("document", ""), ("candidates", ""), ("seats", "5"), ("order", "heads"),
                ("kind", "committee"), ("text", "选举代表"), ("document", ""), ("candidates", "甲\r\n乙\r\n丙"), ("seats", "2"),
                ("order", "heads"),
            ])
        let poll = try #require(made.location?.split(separator: "?").first.map(String.init))
        let page = try await office.get(poll, as: "street")
        #expect(page.text.contains("同意加装电梯&lt;b&gt;"))
        let code = try #require(Self.numbers(page.text, "<code>[0-9A-Z]{10}</code>")).dropFirst(6).prefix(10)
        let taken = try await office.upload("roll.csv", roll(), as: "street", [("seen", try hidden("seen", page))], to: poll + "/roll")
        #expect(taken.status == 303, "\(taken.text)")
        #expect(try await act("freeze", poll: poll).status == 303)
        #expect(try await office.get("/vote/\(code)").text.contains("名册公示中"))
        let later = (Moment.now + 86_400).description.prefix(16)
        #expect(try await act("open", [("closes", String(later))], poll: poll).status == 303)
        return (poll, String(code))
    }

    @Test("from the roll to the receipt: phone, paper by two people, closing, publication, and a count that Python repeats")
    func whole() async throws {
        let (poll, code) = try await open()
        let vote = "/vote/\(code)"
        #expect(try await office.get(vote.lowercased()).status == 200)
        // A stranger, and the numbers of two neighbours together.
        #expect(try await office.post(vote + "/ballot", as: nil, [("document", people[0]), ("certificate", "20197002")]).status == 422)
        var receipts: [String] = []
        for (index, person) in people.prefix(4).enumerated() {
            let ballot = try await office.post(
                vote + "/ballot", as: nil, [("document", person), ("certificate", "京（2019）朝不动产权第\(7001 + index)号")])
            #expect(ballot.status == 200)
            #expect(ballot.text.contains("80.50平方米") && !ballot.text.contains(person))
            let pass = try hidden("pass", ballot)
            // A choice is missing: the ballot comes back and nothing is kept.
            #expect(try await office.post(vote + "/cast", as: nil, [("pass", pass), ("replaces", "0"), ("m-2", "1")]).status == 422)
            let fields = [("pass", pass), ("replaces", "0"), ("m-1", index == 3 ? "against" : "for"), ("m-2", "1"), ("m-2", "3")]
            let done = try await office.post(vote + "/cast", as: nil, fields)
            #expect(done.status == 200)
            let receipt = try #require(Self.numbers(done.text, "[0-9A-Z]{4}(-[0-9A-Z]{4}){3}"))
            receipts.append(receipt)
            // The same form once more: the same receipt, and nothing is changed.
            let again = try await office.post(vote + "/cast", as: nil, fields)
            #expect(again.status == 409 && again.text.contains(receipt))
        }
        // The interim result is nobody's: neither the page nor the file.
        #expect(try await office.get(vote + "/result").status == 404)
        #expect(try await office.get(poll + "/files/result.json", as: "street").status == 404)
        #expect(try await act("close", poll: poll).status == 409)
        // The fifth on paper.
        let paper = [("unit", "1号楼 1单元 105"), ("head", "5"), ("channel", "paper"), ("proxy", ""), ("m-1", "for"), ("m-2", "blank")]
        #expect(try await office.post(poll + "/papers", as: "street", paper).location?.contains("paper-first") == true)
        #expect(try await office.post(poll + "/papers", as: "street", paper).status == 409)
        #expect(try await office.post(poll + "/papers", as: "street2", paper).location?.contains("paper-counted") == true)
        #expect(
            try await office.get(
                poll + "/papers?unit=1号楼 1单元 105".addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed)!, as: "street"
            ).text.contains("纸质选票在后"))
        // All have voted, so it may close.
        #expect(try await act("close", poll: poll).status == 303)
        #expect(try await office.get(vote + "/result").status == 404)
        #expect(try await office.get(poll, as: "street").text.contains("80.00%"))
        #expect(try await act("publish", poll: poll).status == 303)
        let result = try await office.get(vote + "/result")
        #expect(result.status == 200 && result.text.contains("通过"))
        #expect(try await office.post(vote + "/result", as: nil, [("receipt", receipts[0].lowercased())]).text.contains("已计入结果"))
        #expect(try await office.post(vote + "/result", as: nil, [("receipt", "0000-0000-0000-0000")]).text.contains("没有这个回执"))
        #expect(try await office.get(poll + "/notice", as: "street").text.contains("<svg"))
        #expect(try await office.get(poll + "/result", as: "street").text.contains("/vote/\(code)/result"))
        let file = try await office.get(vote + "/files/result.json")
        let path = office.folder + "/result.json"
        try Data(file.bytes).write(to: URL(fileURLWithPath: path))
        let script = try await office.get(vote + "/files/tally.py")
        try Data(script.bytes).write(to: URL(fileURLWithPath: office.folder + "/tally.py"))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", office.folder + "/tally.py", path, receipts[1]]
        process.standardOutput = Pipe()
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        // Neither numbers nor names anywhere in what is kept.
        try await office.store.close()
        var hits: [String] = []
        for name in try FileManager.default.subpathsOfDirectory(atPath: office.folder) {
            guard let data = FileManager.default.contents(atPath: office.folder + "/" + name) else { continue }
            for secret in people + ["王小明", "20197001"] where data.range(of: Data(secret.utf8)) != nil { hits.append("\(name) \(secret)") }
        }
        #expect(hits == [])
    }

    @Test("the same by the API, with the refusals a program needs")
    func byProgram() async throws {
        let (_, code) = try await open()
        func post(_ path: String, _ json: String) async throws -> Answer {
            try await office.send(
                .post, "/api/v1/votes/\(code)/\(path)", headers: [.contentType: "application/json"], body: Array(json.utf8))
        }
        let pass = try await post("passes", "{\"document\":\"\(people[0])\",\"certificate\":\"20197001\"}")
        #expect(pass.status == 200)
        struct Pass: Decodable {
            var pass: String
            var area: Int64
        }
        let read = try JSONDecoder().decode(Pass.self, from: Data(pass.bytes))
        #expect(read.area == 8050)
        let ballot = "{\"pass\":\"\(read.pass)\",\"choices\":[{\"choice\":\"for\"},{\"candidates\":[1,2]}]}"
        #expect(try await post("ballots", ballot).status == 201)
        #expect(try await post("ballots", ballot).status == 409)
        #expect(try await post("ballots", ballot.replacingOccurrences(of: "[1,2]", with: "[1,2,3]")).status == 422)
        #expect(try await post("ballots", ballot.replacingOccurrences(of: "}]}", with: "}],\"replaces\":1}")).status == 201)
        #expect(try await post("ballots", ballot.replacingOccurrences(of: read.pass, with: read.pass + "0")).status == 422)
    }

    @Test("guessing a neighbour's certificate ends after ten tries, and the neighbour still votes")
    func guessing() async throws {
        let (_, code) = try await open()
        var statuses: [Int] = []
        for guess in 0..<12 {
            statuses.append(
                try await office.post("/vote/\(code)/ballot", as: nil, [("document", people[4]), ("certificate", "2019\(1000 + guess)")])
                    .status)
        }
        #expect(statuses.prefix(10).allSatisfy { $0 == 422 } && statuses.suffix(2).allSatisfy { $0 == 429 })
        #expect(
            try await office.post("/vote/\(code)/ballot", as: nil, [("document", people[0]), ("certificate", "20197001")]).status == 200)
    }

    @Test("a poll of another district is not there, and who may not run votes gets no further")
    func scope() async throws {
        let (poll, _) = try await open()
        for path in [poll, poll + "/roll", poll + "/papers", poll + "/notice", poll + "/files/roll.tsv"] {
            #expect(try await office.get(path, as: "other").status == 404)
            #expect(try await office.get(path, as: "head").status == 403)
        }
    }

    @Test("a roll with faults comes back with each of them named, and personal numbers masked")
    func faults() async throws {
        let made = try await office.post(
            "/polls", as: "street",
            [
                ("district", "110105"), ("title", "事项"), ("communityName", "小区"), ("kind", "other"), ("text", "事项"), ("document", ""),
                ("candidates", ""), ("seats", "5"), ("order", "heads"),
            ])
        let poll = try #require(made.location?.split(separator: "?").first.map(String.init))
        let wrong = "房号,面积,业主,证件号码,产权证号\n101,八十,王小明,990101198001010019,20197001\n"
        let answer = try await office.upload("r.csv", wrong, as: "street", [("seen", "1")], to: poll + "/roll")
        #expect(answer.status == 422)
        #expect(answer.text.contains("八十") && answer.text.contains("9901****0019") && !answer.text.contains("990101198001010019"))
    }
}
