import Foundation
import HTTPTypes
import Testing

@testable import Web

extension WebOffice {
    /// A form with documents.
    func form(_ path: String, as login: String, _ fields: [(String, String)], documents: [String] = []) async throws -> Answer {
        let boundary = "----anju-case"
        var body = ""
        for (field, value) in fields + [("form-token", try formToken(login))] {
            body += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field)\"\r\n\r\n\(value)\r\n"
        }
        for document in documents {
            body +=
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"document-\(document)\"; filename=\"\(document).pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.4 \(document)\r\n"
        }
        body += "--\(boundary)--\r\n"
        return try await send(
            .post, path, as: login, headers: [.contentType: "multipart/form-data; boundary=\(boundary)"], body: Array(body.utf8))
    }

    /// The mark a case's page carries.
    func mark(_ path: String, as login: String) async throws -> String {
        let text = try await get(path, as: login).text
        let parts = text.components(separatedBy: "name=\"mark\" value=\"")
        return parts.count > 1 ? String(parts[1].prefix { $0 != "\"" }) : ""
    }
}

@Suite("Casework in the browser and by the API") struct CaseworkTests {
    static let application = [
        ("year", "2023"), ("district", "110105"), ("a-application", "SQ-001"), ("a-project", "P-1"), ("a-name", "集体土地租赁住房"),
        ("a-source", "collective_land"), ("a-address", "某乡某村"), ("a-applicant", "某公司"), ("a-operator", "某租赁公司"), ("a-area", "32000"),
        ("a-homes", "620"),
    ]
    static let path = "/cases/certificate/at/110105/SQ-001"

    private func office() async throws -> WebOffice {
        let office = try await WebOffice(WebOffice.cast)
        let plan = "行政区划,所属期,计划批次,项目编号,计划类别,计划套数（套）,印发日期,经联审或联席会议审议\r\n110105,2023,2023-1,P-1,新建计划,620,2023-02-10,是\r\n"
        #expect(try await office.upload("计划.csv", plan, as: "city", [("ledger", "plans")]).status == 303)
        return office
    }

    @Test("a certificate goes from the builder's application to its number, each step by the one who may, and the page tells all of it")
    func certificate() async throws {
        let office = try await office()
        let missing = try await office.form("/cases/certificate/new/apply", as: "builder", Self.application)
        #expect(missing.status == 422)
        #expect(missing.text.contains("K008"))
        // What was typed is still there.
        #expect(missing.text.contains("value=\"SQ-001\""))
        let opened = try await office.form(
            "/cases/certificate/new/apply", as: "builder", Self.application, documents: ["application", "approval", "land"])
        #expect(opened.status == 303)
        #expect(opened.location == Self.path + "?year=2023&done=saved")
        let seen = try await office.mark(Self.path + "?year=2023", as: "chaoyang-head")
        #expect(!seen.isEmpty)
        let agree = [("mark", seen), ("a-opinion", "符合规定，同意")]
        #expect(try await office.form(Self.path + "/agree?year=2023", as: "chaoyang", agree).status == 403)
        #expect(try await office.form(Self.path + "/agree?year=2023", as: "chaoyang-head", agree).status == 303)
        // The same form sent again from another window.
        let again = try await office.form(Self.path + "/agree?year=2023", as: "chaoyang-head", agree)
        #expect(again.status == 409)
        #expect(again.text.contains("K003"))
        let stale = try await office.form(Self.path + "/issue?year=2023", as: "city", [("mark", seen)])
        #expect(stale.status == 409)
        #expect(stale.text.contains("K004"))
        let now = try await office.mark(Self.path + "?year=2023", as: "city")
        #expect(try await office.form(Self.path + "/issue?year=2023", as: "city", [("mark", now)]).status == 303)
        let page = try await office.get(Self.path + "?year=2023", as: "chaoyang").text
        #expect(page.contains("BZ2023-110105-0001"))
        #expect(page.contains("符合规定，同意"))
        let document = try await office.get(Self.path + "/documents/2?year=2023", as: "chaoyang")
        #expect(document.text == "%PDF-1.4 approval")
    }

    @Test("another district finds neither the case nor its documents, and cannot act on it")
    func scope() async throws {
        let office = try await office()
        _ = try await office.form("/cases/certificate/new/apply", as: "chaoyang", Self.application, documents: ["application"])
        for path in ["?year=2023", "/documents/1?year=2023"] {
            #expect(try await office.get(Self.path + path, as: "haidian").status == 404)
            #expect(try await office.get("/cases/certificate/at/110105/SQ-9" + path, as: "haidian").status == 404)
        }
        #expect(try await office.form(Self.path + "/complete?year=2023", as: "haidian", []).status == 404)
        #expect(try await office.get("/cases/certificate?year=2023", as: "haidian").text.contains("SQ-001") == false)
        #expect(try await office.api(.get, "/cases/certificate?year=2023", as: "haidian").object["total"] == "0")
        #expect(try await office.api(.get, "/cases/certificate/110105/SQ-001?year=2023", as: "haidian").status == 404)
        // The control: its own district sees it.
        #expect(try await office.api(.get, "/cases/certificate?year=2023", as: "chaoyang").object["total"] == "1")
    }

    @Test("the API does what the browser does: opens, refuses with the reason, acts, tells the history")
    func api() async throws {
        let office = try await office()
        let content = Data("%PDF-1.4 x".utf8).base64EncodedString()
        let documents = ["application", "approval", "land"].map {
            "{\"kind\":\"\($0)\",\"fileName\":\"\($0).pdf\",\"content\":\"\(content)\"}"
        }.joined(separator: ",")
        let answers = Self.application.dropFirst(2).map { "\"\($0.0.dropFirst(2))\":\"\($0.1)\"" }.joined(separator: ",")
        let opened = try await office.api(
            .post, "/cases/certificate/110105/acts/apply", as: "chaoyang",
            json: "{\"year\":2023,\"answers\":{\(answers)},\"documents\":[\(documents)]}")
        #expect(opened.status == 201, "\(opened.text)")
        let early = try await office.api(
            .post, "/cases/certificate/110105/SQ-001/acts/issue", as: "city", json: "{\"year\":2023}")
        #expect((early.status, early.object["code"]) == (409, "K003"), "\(early.text)")
        let agreed = try await office.api(
            .post, "/cases/certificate/110105/SQ-001/acts/agree", as: "chaoyang-head",
            json: "{\"year\":2023,\"answers\":{\"opinion\":\"同意\"}}")
        #expect(agreed.status == 200, "\(agreed.text)")
        #expect(
            try await office.api(.post, "/cases/certificate/110105/SQ-001/acts/issue", as: "city", json: "{\"year\":2023}").status == 200)
        let one = try await office.api(.get, "/cases/certificate/110105/SQ-001?year=2023", as: "chaoyang").object
        #expect(one["state"] == "issued")
        #expect(one["events"] == "[3]")
        #expect(one["events", "1", "act"] == "agree")
        #expect(one["documents"] == "[3]")
    }

    @Test("many at once: those that cannot be done are named with their reason, the others are done")
    func bulk() async throws {
        let office = try await office()
        for (task, deadline) in [("RW-01", "2023-01-31"), ("RW-02", "2099-01-31")] {
            let fields = [
                ("year", "2023"), ("district", "110000"), ("a-task", task), ("a-area", "工作机制"), ("a-title", "任务"), ("a-lead", "处室"),
                ("a-deadline", deadline),
            ]
            #expect(try await office.form("/cases/task/new/add", as: "city", fields).status == 303)
        }
        let list = try await office.get("/cases/task?year=2023&state=running", as: "city").text
        let picks = list.components(separatedBy: "name=\"pick\" value=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
        #expect(picks.count == 2)
        let answer = try await office.post(
            "/cases/task/acts/markLate", as: "city", [("year", "2023")] + picks.map { ("pick", $0) })
        #expect(answer.status == 409)
        #expect(answer.text.contains("RW-02"))
        #expect(answer.text.contains("N-TSK-01"))
        #expect(try await office.api(.get, "/cases/task?year=2023&state=late", as: "city").object["items", "0", "key"] == "RW-01")
    }
}
