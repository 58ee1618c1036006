import Foundation
import HTTPTypes
import Testing

@testable import Web

extension WebOffice {
    /// Does an act through the API; opens a case where no key is given.
    func perform(
        _ kind: String, _ act: String, _ key: String = "", as login: String, documents: [String] = [], reason: String = "",
        _ answers: [String: String] = [:]
    ) async throws {
        let content = Data("%PDF-1.4 x".utf8).base64EncodedString()
        var order: [String: Any] = ["year": 2023, "answers": answers]
        if !reason.isEmpty { order["reason"] = reason }
        order["documents"] = documents.map { ["kind": $0, "fileName": "\($0).pdf", "content": content] }
        let json = String(decoding: try JSONSerialization.data(withJSONObject: order), as: UTF8.self)
        let place = key.isEmpty ? "" : "/" + HTML.encoded(key)
        let answer = try await api(.post, "/cases/\(kind)/110105\(place)/acts/\(act)", as: login, json: json)
        #expect(answer.status == (key.isEmpty ? 201 : 200), "\(kind).\(act) \(answer.text)")
    }
}

@Suite("The year's figures from casework by the API") struct RenewalStoryTests {
    @Test("a community from the reserve to completion is in the year's figures, and the trace leads to its entry")
    func renewal() async throws {
        let office = try await WebOffice(WebOffice.cast)
        let meetings = "行政区划,所属期,会议编号,专项,类型,日期,决定\r\n110000,2023,HY-1,老旧小区改造,联审,2023-02-01,同意\r\n"
        #expect(try await office.upload("会议.csv", meetings, as: "city", [("ledger", "meetings")]).status == 303)
        let reporter = "chaoyang"
        try await office.perform(
            "community", "reserve", as: reporter, ["community": "XQ-1", "name": "某小区", "street": "某街道", "built": "1985"])
        for (building, households) in [("1号楼", "40"), ("2号楼", "60")] {
            try await office.perform(
                "building", "add", as: reporter,
                ["community": "XQ-1", "building": building, "built": "1985", "staircases": "4", "households": households, "area": "3000"])
        }
        try await office.perform("work", "propose", as: reporter, ["community": "XQ-1", "item": "J03", "utility_year": "2023"])
        try await office.perform("community", "declare", "XQ-1", as: reporter)
        try await office.perform("community", "plan", "XQ-1", as: "city", ["meeting": "HY-1"])
        try await office.perform(
            "community", "vote", "XQ-1", as: reporter, documents: ["ballots"],
            ["votes_cast": "80", "votes_for": "70", "area_cast": "5000", "area_for": "4000", "matter": "ordinary"])
        try await office.perform(
            "owner-body", "form", as: reporter, documents: ["filing"],
            ["community": "XQ-1", "body": "W-1", "kind": "council", "formed_on": "2023-02-18", "term_ends": "2035-02-17", "members": "7"])
        for building in ["1号楼", "2号楼"] {
            try await office.perform(
                "building-head", "appoint", as: reporter,
                ["community": "XQ-1", "building": building, "surname": "王", "capacity": "resident", "began_on": "2023-02-21"])
        }
        try await office.perform("community", "start", "XQ-1", as: reporter, ["started_on": "2023-03-15", "supervised": "是"])
        try await office.perform("work", "confirm", "XQ-1/J03", as: "chaoyang-head")
        try await office.perform("work", "begin", "XQ-1/J03", as: reporter, ["begun_on": "2023-04-01"])
        try await office.perform("work", "finish", "XQ-1/J03", as: reporter, ["done_on": "2023-09-01", "amount": "120.5"])
        try await office.perform(
            "management", "settle", as: reporter, documents: ["contract"],
            [
                "community": "XQ-1", "contract": "WY-1", "model": "unit", "manager": "某单位", "begins_on": "2023-10-01",
                "ends_on": "2035-09-30",
            ])
        try await office.perform("community", "complete", "XQ-1", as: reporter, documents: ["acceptance"], ["completed_on": "2023-10-08"])

        let trace = try await office.api(.get, "/figures/renewal.started.households/trace?year=2023&rows=10", as: "city")
        #expect(trace.status == 200, "\(trace.text)")
        #expect(trace.text.contains("100"))
        #expect(trace.text.contains("XQ-1"))
        let overview = try await office.api(.get, "/overviews/renewal?year=2023", as: reporter).text
        #expect(overview.contains("[\"已完工\",\"1\",\"2\",\"100\",\"0.60\"]"), "\(overview)")
    }
}
