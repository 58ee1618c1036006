import Foundation
import HTTPTypes
import Ledgers
import Quantities
import Testing

@testable import Web

@Suite("what residents find without an account")
struct PortalTests {
    @Test("every door of the home page opens, in both languages, without a script, in few bytes")
    func doors() async throws {
        let office = try await WebOffice([])
        let home = try await office.get("/portal")
        let paths = home.text.components(separatedBy: "<li><a href=\"").dropFirst().compactMap { $0.components(separatedBy: "\"").first }
        #expect(paths.count >= 7)
        for path in ["/portal"] + paths {
            for language in ["zh", "en"] {
                let page = try await office.send(.get, path, cookie: "anju-lang=\(language)")
                // One's own application is behind a sign-in.
                #expect(page.status == (path == "/my-application" ? 303 : 200), "\(path)")
                // The frame of residents' pages: no script but for the code of a letter's link, and that page works without it.
                if path.hasPrefix("/portal") || path == "/survey" {
                    #expect(page.bytes.count < 9000, "\(path) has \(page.bytes.count) bytes")
                    #expect(page.text.components(separatedBy: "<script").count - 1 == (path == "/survey" ? 1 : 0), "\(path)")
                }
            }
        }
    }

    @Test("lists show what the city has accepted, and only public columns")
    func lists() async throws {
        let office = try await WebOffice(WebOffice.cast)
        let heads = Sheet.projects.columns.map { $0.header(.chinese) }.joined(separator: ",")
        let row = "P-0001,甲家园,公租房,\(Choices.source[0].name.zh),120,9000,秘密开发公司,,是,是"
        _ = try await office.upload(
            "p.csv", "行政区划,所属期,\(heads)\n110105,2023,\(row)\n", as: "chaoyang", [("ledger", "projects")])
        let address = "projects/110105/2023"
        #expect(!(try await office.get("/portal/projects").text.contains("甲家园")))
        for (act, who) in [("submit", "chaoyang"), ("approve", "chaoyang-head"), ("accept", "city")] {
            let page = try await office.get("/returns/\(address)", as: who)
            let revision = page.text.components(separatedBy: "name=\"revision\" value=\"").last?.components(separatedBy: "\"").first ?? ""
            let answer = try await office.post(
                "/returns/\(address)/act", as: who, [("act", act), ("revision", revision), ("reason", ""), ("addressee", "")])
            #expect(answer.status == 303, "\(act) \(answer.status)")
        }
        let page = try await office.get("/portal/projects?q=" + HTML.encoded("甲家园")).text
        #expect(page.contains("甲家园") && page.contains("120"))
        #expect(!page.contains("秘密开发公司"))
        #expect(!(try await office.get("/portal/projects?district=110101").text.contains("甲家园")))
    }

    @Test("a complaint becomes the district's task and its answer is read with number and code")
    func complaint() async throws {
        let office = try await WebOffice(WebOffice.cast)
        let sent = try await office.post(
            "/portal/complaints", as: nil,
            [("kind", "complaint"), ("district", "110105"), ("programme", "renewal"), ("body", "屋面漏水<script>"), ("contact", "13800138000")])
        let values = sent.text.components(separatedBy: "<dd class=\"big\">").dropFirst().compactMap {
            $0.components(separatedBy: "<").first
        }
        #expect(sent.status == 200 && values.count == 2)
        #expect(try await office.get("/complaints", as: "chaoyang-street").text.contains(values[0]))
        #expect(try await office.get("/", as: "chaoyang").text.contains(values[0]))
        #expect(!(try await office.get("/", as: "haidian").text.contains(values[0])))
        #expect(try await office.get("/complaints/1", as: "haidian").status == 404)
        #expect(!(try await office.get("/complaints/1", as: "chaoyang").text.contains("13800138000")))
        #expect(try await office.post("/complaints/1/contact", as: "chaoyang").text.contains("13800138000"))
        #expect(
            try await office.post("/complaints/1", as: "chaoyang", [("act", "assign"), ("revision", "0"), ("district", "110105")]).status
                == 303)
        #expect(
            try await office.post("/complaints/1", as: "chaoyang", [("act", "answer"), ("revision", "1"), ("text", "已修好")]).status == 303)
        let look = try await office.post("/portal/complaints/answer", as: nil, [("receipt", values[0]), ("code", values[1])])
        #expect(look.text.contains("已修好") && look.text.contains("屋面漏水&lt;script&gt;") && !look.text.contains("13800138000"))
        let wrong = try await office.post("/portal/complaints/answer", as: nil, [("receipt", values[0]), ("code", "0000-0000-0000")])
        #expect(wrong.status == 404 && !wrong.text.contains("屋面"))
        #expect(try await office.post("/complaints/1", as: "chaoyang-head", [("act", "close"), ("revision", "2")]).status == 303)
        let empty = try await office.post("/portal/complaints", as: nil, [("kind", "complaint"), ("district", "110105"), ("body", " ")])
        #expect(empty.status == 422)
    }
}
