import HTTPTypes
import Accounts
import Foundation
import HTTPTypes
import Ledgers
import Quantities
import Testing

@testable import Web

@Suite("Evaluation, traces, freezes and what is published")
struct EvaluationPagesTests {
    /// 120 + 30 homes raised in 朝阳, 7 in 海淀; both pages stand as filed.
    private func filed() async throws -> WebOffice {
        let office = try await WebOffice(WebOffice.cast)
        let own = ProgressFile.csv([ProgressFile.row("P-1"), ProgressFile.row("P-2", homes: "30")])
        #expect(try await office.upload("朝阳.csv", own, as: "chaoyang").status == 303)
        let other = ProgressFile.csv([ProgressFile.row("Q-1", district: "110108", homes: "7")])
        #expect(try await office.upload("海淀.csv", other, as: "haidian").status == 303)
        return office
    }

    private func freeze(_ office: WebOffice, _ note: String) async throws -> Answer {
        try await office.post("/freezes", as: "city", [("year", "2023"), ("note", note), ("template", "programmes")])
    }

    private func root(_ office: WebOffice, _ name: String) async throws -> String {
        let text = try await office.get("/freezes/\(name)", as: "city").text
        let start = try #require(text.range(of: "name=\"root\" value=\""))
        return String(text[start.upperBound...].prefix(64))
    }

    private func sign(_ office: WebOffice, _ name: String, _ act: String = "sign", for body: String, as login: String) async throws
        -> Answer
    {
        try await office.post("/freezes/\(name)/\(act)", as: login, [("body", body), ("root", try await root(office, name))])
    }

    /// The text of a page without what differs by request.
    private func body(_ answer: Answer) -> String {
        let text = answer.text
        guard let start = text.range(of: "<main"), let end = text.range(of: "</main>") else { return text }
        return String(text[start.lowerBound..<end.lowerBound])
    }

    @Test("a number leads down to its cell, and a formula shows what was put in")
    func down() async throws {
        let office = try await filed()
        let figure = try await office.get("/figures/rental.bonded.raised", as: "city").text
        #expect(figure.contains("<span class=\"stat\">157套</span>"))
        // The entry of 30 homes stands in the file's third row.
        let cell = try #require(figure.firstMatch(of: /href="(\/receipts\/\d+\/sheet\?name=&amp;row=3&amp;column=homes)"/))
        let path = String(cell.1).replacingOccurrences(of: "&amp;", with: "&")
        let sheet = try await office.get(path, as: "city").text
        #expect(sheet.contains("id=\"here\"") && sheet.contains("P-2"))
        // And up again from there.
        #expect(sheet.contains("/figures/rental.bonded.raised?year=2023"))
        let rate = try await office.get("/figures/rental.bonded.raised.rate", as: "city").text
        #expect(rate.contains("rental.bonded.raised / target.bonded_raised"))
    }

    @Test("a district finds its own figures; others', the city's and those that do not exist are not there alike")
    func scope() async throws {
        let office = try await filed()
        #expect(try await office.get("/figures/rental.bonded.raised@110105", as: "chaoyang").text.contains("150套"))
        let absent = try await office.get("/figures/no.such.figure", as: "chaoyang")
        #expect(absent.status == 404)
        for tag in ["rental.bonded.raised@110108", "rental.bonded.raised", "rental.bonded.raised@110199"] {
            let answer = try await office.get("/figures/\(tag)", as: "chaoyang")
            #expect(answer.status == 404)
            #expect(body(answer) == body(absent))
        }
        let own = try await office.get("/evaluation", as: "chaoyang").text
        #expect(own.contains("rental.bonded.raised@110105") && !own.contains("110108"))
        for path in ["/evaluation/rental", "/evaluation/nothing", "/forms/target", "/freezes/2023-1"] {
            #expect(try await office.get(path, as: "chaoyang").status == 404)
        }
        for export in ["csv", "xlsx"] {
            let file = try await office.get("/evaluation?export=figures&format=\(export)", as: "chaoyang")
            #expect(file.status == 200 && !file.text.contains("海淀"))
        }
        // A freeze opens no more than the current pages do.
        #expect(try await freeze(office, "年终").status == 303)
        #expect(try await office.get("/figures/rental.bonded.raised@110105?freeze=2023-1", as: "chaoyang").status == 200)
        #expect(try await office.get("/figures/rental.bonded.raised@110108?freeze=2023-1", as: "chaoyang").status == 404)
        #expect(try await office.get("/freezes/2023-1/files/report.docx", as: "chaoyang").status == 404)
    }

    @Test("two persons sign, one for each body; then everybody reads it, and no entry of a ledger is in it")
    func publication() async throws {
        let office = try await filed()
        #expect(try await freeze(office, "年终").location == "/freezes/2023-1?done=frozen")
        // Nothing changed, so no second one.
        #expect(try await freeze(office, "再来").status == 409)
        #expect(try await freeze(office, "").status == 422)
        #expect(try await office.get("/published/2023-1").status == 404)
        #expect(try await sign(office, "2023-1", for: "finance", as: "city").status == 403)
        #expect(try await sign(office, "2023-1", for: "housing", as: "city").location == "/freezes/2023-1?done=signed")
        #expect(try await sign(office, "2023-1", "withdraw", for: "housing", as: "city").status == 303)
        #expect(try await sign(office, "2023-1", for: "housing", as: "city").status == 303)
        #expect(try await office.get("/published").text.contains("2023-1") == false)
        // The root one signs is the one that was on the page.
        let other = String(repeating: "0", count: 64)
        #expect(try await office.post("/freezes/2023-1/sign", as: "finance", [("body", "finance"), ("root", other)]).status == 403)
        #expect(try await sign(office, "2023-1", for: "finance", as: "finance").status == 303)
        let page = try await office.get("/published/2023-1")
        let root = try #require(page.text.firstMatch(of: /<code>([0-9a-f]{64})<\/code>/)).1
        #expect(page.status == 200 && root.count == 64)
        #expect(!page.text.contains("测试city"))
        for file in ["report.html", "bundle.html"] {
            let document = try await office.get("/published/2023-1/files/\(file)")
            #expect(document.status == 200)
            #expect(!document.text.contains("P-1") && document.text.contains(root))
        }
        // Those who may see the ledgers get the entries too.
        #expect(try await office.get("/freezes/2023-1/files/report.html", as: "finance").text.contains("P-1"))
        let report = try await office.get("/published/2023-1/report")
        #expect(report.status == 200 && report.headers[.contentSecurityPolicy]?.contains("'sha256-") == true)
        // Published is published.
        #expect(try await office.post("/freezes/2023-1/withdraw", as: "city", [("body", "housing"), ("root", String(root))]).status == 409)
    }

    @Test("a correction shows in the comparison, and the freeze keeps its numbers")
    func comparison() async throws {
        let office = try await filed()
        #expect(try await freeze(office, "年终").status == 303)
        let same = try await office.get("/freezes/2023-1/compare/now", as: "finance").text
        #expect(same.contains("没有变化"))
        let again = ProgressFile.csv([ProgressFile.row("P-1"), ProgressFile.row("P-2", homes: "50")])
        #expect(try await office.upload("更正.csv", again, as: "chaoyang").status == 303)
        let changed = try await office.get("/freezes/2023-1/compare/now", as: "finance").text
        for text in ["157套", "177套", "+20套", "/returns/progress/110105/2023-05?version=1", "/returns/progress/110105/2023-05?version=2"] {
            #expect(changed.contains(text))
        }
        #expect(!changed.contains("110108"))
        #expect(
            try await office.get("/figures/rental.bonded.raised?freeze=2023-1", as: "city").text.contains(
                "<span class=\"stat\">157套</span>"))
        #expect(try await office.get("/figures/rental.bonded.raised", as: "city").text.contains("<span class=\"stat\">177套</span>"))
        #expect(try await freeze(office, "更正").location == "/freezes/2023-2?done=frozen")
        #expect(try await office.get("/freezes/2023-1/compare/2023-2", as: "city").text.contains("177套"))
    }

    @Test("every number of the report leads to a page")
    func links() async throws {
        let office = try await filed()
        #expect(try await freeze(office, "年终").status == 303)
        let report = try await office.get("/freezes/2023-1/report", as: "city").text
        let links = Set(report.matches(of: /class="figure"[^>]*? href="([^"]+)"/).map { String($0.1) })
        #expect(links.count > 30)
        for link in links {
            let path = link.replacingOccurrences(of: "&amp;", with: "&").split(separator: "#")[0]
            #expect(try await office.get(String(path), as: "city").status == 200, "\(link)")
        }
    }

    @Test("a rule that was not run is not shown as passed, and says what it lacks")
    func rules() async throws {
        let office = try await filed()
        let page = try await office.get("/rules?export=rules&format=csv", as: "city").text
        let line = try #require(page.split(separator: "\r\n").first { $0.hasPrefix("X-ALL-01") })
        #expect(line.contains("未执行") && !line.contains("通过"))
        // The city's money is not a district's to see, so its rules are not run for it.
        let own = try await office.get("/rules?export=rules&format=csv", as: "chaoyang").text
        #expect(try #require(own.split(separator: "\r\n").first { $0.hasPrefix("X-TGT-01") }).contains("当前权限不含"))
    }

    @Test("a question about a figure reaches the desk; about none that there is not")
    func question() async throws {
        let office = try await filed()
        let asked = try await office.post("/figures/rental.bonded.raised@110105/ask", as: "city", [("year", "2023"), ("text", "为何偏低？")])
        #expect(asked.location == "/questions/1?done=asked")
        #expect(try await office.get("/", as: "chaoyang").text.contains("为何偏低？"))
        #expect(try await office.get("/figures/rental.bonded.raised@110105", as: "city").text.contains("为何偏低？"))
        #expect(try await office.post("/figures/no.such/ask", as: "city", [("year", "2023"), ("text", "？")]).status == 404)
        #expect(
            try await office.post("/figures/rental.bonded.raised@110108/ask", as: "chaoyang-head", [("year", "2023"), ("text", "？")]).status
                == 404)
    }
}
