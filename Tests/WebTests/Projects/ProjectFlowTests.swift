import Foundation
import Testing

@testable import Web

@Suite("A housing project in the browser") struct ProjectFlowTests {
    private func at(_ kind: String, _ key: String, _ district: String = "110000") -> String { "/cases/\(kind)/at/\(district)/\(key)" }

    private func act(
        _ office: WebOffice, _ kind: String, _ key: String, _ act: String, as login: String, district: String = "110000",
        documents: [String] = [], _ fields: [(String, String)] = []
    ) async throws {
        let path = at(kind, key, district)
        let mark = try await office.mark(path + "?year=2023", as: login)
        let answer = try await office.form(
            path + "/\(act)?year=2023", as: login, [("mark", mark)] + fields.map { ("a-" + $0.0, $0.1) }, documents: documents)
        #expect(answer.status == 303, "\(kind) \(act): \(answer.text.components(separatedBy: "role=\"alert\">").last?.prefix(300) ?? "")")
    }

    private func open(
        _ office: WebOffice, _ kind: String, _ act: String, as login: String, district: String = "110000", documents: [String] = [],
        _ fields: [(String, String)]
    ) async throws {
        let answer = try await office.form(
            "/cases/\(kind)/new/\(act)", as: login, [("year", "2023"), ("district", district)] + fields.map { ("a-" + $0.0, $0.1) },
            documents: documents)
        #expect(answer.status == 303, "\(kind) \(act): \(answer.text.components(separatedBy: "role=\"alert\">").last?.prefix(300) ?? "")")
    }

    @Test("goes from the builder's registration through reserve, expert review, joint meeting and plan to the year's figure and its trace")
    func life() async throws {
        let office = try await WebOffice(WebOffice.cast)
        let district = "110105"
        try await open(
            office, "project", "register", as: "builder", district: district,
            documents: ["application", "approval", "land", "planning", "design"],
            [
                ("project", "P-1"), ("name", "集体土地租赁住房"), ("housing", "bonded"), ("source", "collective_land"), ("homes", "620"),
                ("area", "32000"), ("developer", "某公司"), ("address", "某乡某村"),
            ])
        try await act(office, "project", "P-1", "agree", as: "chaoyang-head", district: district)
        try await act(office, "project", "P-1", "admit", as: "city", district: district)
        let reserve = try await office.get("/projects?year=2023&state=reserve", as: "chaoyang").text
        #expect(reserve.contains("P-1") && reserve.contains("<td class=\"\" data-title=\"成熟度\">A</td>"))
        for (meeting, kind) in [("E-1", "expert"), ("J-1", "joint")] {
            try await open(
                office, "meeting", "convene", as: "city",
                [
                    ("meeting", meeting), ("programme", "rental"), ("kind", kind), ("held_on", "2023-02-10"), ("title", "会议\(meeting)"),
                    ("agenda", kind == "expert" ? "P-1" : ""),
                ])
            if kind == "joint" {
                try await open(office, "plan_batch", "draft", as: "city", [("batch", "B-1"), ("programme", "rental"), ("title", "第一批计划")])
                try await act(office, "plan_batch", "B-1", "choose", as: "city", [("list", "construction"), ("projects", "P-1")])
                try await act(office, "plan_batch", "B-1", "submit", as: "city", [("meeting", "J-1")])
            }
            try await act(office, "meeting", meeting, "opine", as: "city", [("items", "*"), ("unit", "市财政局"), ("opinion", "agree")])
            try await act(office, "meeting", meeting, "decide", as: "city", [("items", "*"), ("ruling", "approve")])
            try await act(office, "meeting", meeting, "close", as: "city", documents: ["minutes"], [("decision", "原则同意")])
        }
        let minutes = try await office.get("/meetings/J-1/minutes?year=2023", as: "finance").text
        #expect(minutes.contains("市财政局：同意") && minutes.contains("集体土地租赁住房（P-1）"))
        let word = try await office.get("/meetings/J-1/minutes/docx?year=2023", as: "finance")
        #expect(word.bytes.starts(with: [0x50, 0x4B]))
        #expect(try await office.get("/meetings/J-1/minutes?year=2023", as: "chaoyang").status == 404)
        try await act(office, "plan_batch", "B-1", "approve", as: "city2")
        try await act(
            office, "plan_batch", "B-1", "issue", as: "city", documents: ["issued"],
            [("document", "京建发〔2023〕12号"), ("issued_on", "2023-02-20")])
        #expect(try await office.get(at("plan_batch", "B-1") + "?year=2023", as: "city").text.contains("新建计划 <b>1</b>"))
        try await act(
            office, "project", "P-1", "start", as: "builder", district: district, documents: ["permit", "photo_start"],
            [("reached", "600"), ("reached_on", "2023-03-10"), ("meets", "是")])
        let page = try await office.get(at("project", "P-1", district) + "?year=2023", as: "chaoyang").text
        #expect(page.contains("批准620套，已开工（筹集）600套"))
        #expect(page.contains("W-PRJ-01"))
        let figure = try await office.get("/figures/rental.bonded.raised?year=2023", as: "city").text
        #expect(figure.contains("600"))
        #expect(figure.contains("P-1"))
        let progress = try await office.get("/projects/progress?year=2023", as: "city").text
        #expect(progress.contains("应于2023年8月31日前开工（筹集），尚有20套未开工"))
        // The certificate: to its paper and the public check.
        try await open(
            office, "certificate", "apply", as: "builder", district: district, documents: ["application", "approval", "land"],
            CaseworkTests.application.filter { $0.0.hasPrefix("a-") }.map { (String($0.0.dropFirst(2)), $0.1) })
        try await act(office, "certificate", "SQ-001", "agree", as: "chaoyang-head", district: district, [("opinion", "同意")])
        try await act(office, "certificate", "SQ-001", "issue", as: "city", district: district)
        let paper = try await office.get("/certificates/papers/110105/SQ-001/docx?year=2023", as: "builder")
        #expect(paper.bytes.starts(with: [0x50, 0x4B]))
        let shown = try await office.get(at("certificate", "SQ-001", district) + "?year=2023", as: "builder").text
        let code = shown.components(separatedBy: "column=check_code\">").last?.prefix { $0 != "<" } ?? ""
        let number = shown.components(separatedBy: "column=certificate\">").last?.prefix { $0 != "<" } ?? ""
        let right = try await office.post("/certificates/check", as: nil, [("number", String(number)), ("code", String(code))])
        #expect(right.text.contains("某租赁公司") && right.text.contains("state good"))
        let wrong = try await office.post("/certificates/check", as: nil, [("number", String(number)), ("code", "AAAAAAAAAA")])
        #expect(!wrong.text.contains("某租赁公司") && wrong.text.contains("没有编号和核验码均相符的认定书"))
    }

    @Test("a target is split on one page, and only where the shares add up")
    func target() async throws {
        let office = try await WebOffice(WebOffice.cast)
        try await open(
            office, "target", "receive", as: "city", [("indicator", "bonded_raised"), ("value", "80000"), ("issued_on", "2023-02-15")])
        let path = "/targets/bonded_raised/split?year=2023"
        let mark = try await office.mark(path, as: "city")
        let short = try await office.post(path, as: "city", [("mark", mark), ("s-110101", "30000"), ("s-110105", "40000")])
        #expect(short.status == 409 && short.text.contains("N-TGT-02") && short.text.contains("value=\"40000\""))
        #expect(try await office.post(path, as: "city", [("mark", mark), ("s-110101", "30000"), ("s-110105", "50000")]).status == 303)
        #expect(try await office.get(path, as: "city").text.contains("value=\"50000\""))
        #expect(try await office.get(path, as: "chaoyang").status == 403)
    }
}
