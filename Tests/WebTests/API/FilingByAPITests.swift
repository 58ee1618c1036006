import Accounts
import HTTPTypes
import Ledgers
import Testing

@testable import Web

@Suite("A return goes its way by the API")
struct FilingByAPITests {
    private let page = "progress/110105/2023-05"

    @Test("filed with errors, explained in the answer, corrected, approved, sent back, accepted")
    func wholeWay() async throws {
        let office = try await WebOffice(WebOffice.cast)
        let faulty = ProgressFile.csv([ProgressFile.row("P-1"), ProgressFile.row("P-2", homes: "１２０")])
        let checked = try await office.api(.post, "/returns?name=a.csv&check=true", as: "chaoyang", file: faulty)
        #expect(checked.object["status"] == "checked")
        #expect(try await office.api(.get, "/receipts", as: "chaoyang").object["total"] == "0")
        let first = try await office.api(.post, "/returns?name=a.csv", as: "chaoyang", file: faulty)
        #expect(first.status == 200)
        // Two rows = one taken + one sent back, with its cell.
        #expect([first.object["rows"], first.object["accepted"], first.object["rejected"]] == ["2", "1", "1"])
        #expect(first.object["findings", "0", "address"] == "F3")
        #expect(first.object["receipt", "file"] == "a.csv")
        #expect(try await office.api(.get, "/receipts/1/original", as: "chaoyang").text == faulty)
        #expect(try await office.act("submit", page, as: "chaoyang").object["code"] == "W007")
        let good = ProgressFile.csv([ProgressFile.row("P-1"), ProgressFile.row("P-2")])
        #expect(try await office.api(.post, "/returns?name=b.csv", as: "chaoyang", file: good).object["pages", "0"] == page + " v2")
        // The same again is not wanted.
        #expect(try await office.api(.post, "/returns?name=b.csv", as: "chaoyang", file: good).status == 409)
        #expect(
            try await office.api(.get, "/pages/\(page)/entries?limit=1", as: "chaoyang").object["items", "0", "values", "homes"] == "120")
        #expect(try await office.act("submit", page, as: "chaoyang").object["state"] == "submitted")
        #expect(try await office.act("approve", page, as: "chaoyang-head").object["state"] == "approved")
        let actor = try office.person("chaoyang").account.actor
        // A page is sent back with a reason, to somebody there is.
        #expect(try await office.act("return", page, as: "city", ", \"addressee\": \"\(actor)\"").object["code"] == "W005")
        #expect(
            try await office.act("return", page, as: "city", ", \"addressee\": \"u999\", \"reason\": \"x\"").object["field"] == "addressee")
        let back = try await office.act("return", page, as: "city", ", \"addressee\": \"\(actor)\", \"reason\": \"请核对\"")
        #expect(back.object["addressee", "actor"] == actor)
        #expect(try await office.act("submit", page, as: "chaoyang").status == 200)
        #expect(try await office.act("approve", page, as: "chaoyang-head").status == 200)
        #expect(try await office.act("accept", page, as: "city").object["state"] == "accepted")
        #expect(
            try await office.api(.get, "/pages/" + page, as: "chaoyang").object["lock", "reason"] == "accepted")
    }

    @Test("of many orders all that can be done are, and the rest say why not")
    func many() async throws {
        let office = try await WebOffice(WebOffice.cast)
        _ = try await office.api(.post, "/returns?name=a.csv", as: "chaoyang", file: ProgressFile.csv([ProgressFile.row("P-1")]))
        let orders = """
            {"orders": [{"page": "\(page)", "act": "submit", "revision": 1}, {"page": "\(page)", "act": "submit", "revision": 1}]}
            """
        let answer = try await office.api(.post, "/pages/acts", as: "chaoyang", json: orders)
        #expect(answer.object["done", "0", "state"] == "submitted")
        #expect(answer.object["refused", "0", "code"] == "W002")
        // Who saw an older revision is told.
        let stale = try await office.api(
            .post, "/pages/\(page)/acts", as: "chaoyang-head", json: "{\"act\": \"approve\", \"revision\": 1}")
        #expect(stale.status == 409)
        #expect(stale.object["code"] == "W002")
    }

    @Test("questions, waivers, freezes and signatures, each by the ones who may")
    func others() async throws {
        let office = try await WebOffice(WebOffice.cast)
        _ = try await office.api(.post, "/returns?name=a.csv", as: "chaoyang", file: ProgressFile.csv([ProgressFile.row("P-1")]))
        let question = "{\"page\": \"\(page)\", \"row\": 2, \"column\": \"homes\", \"text\": \"是否含人才公寓？\"}"
        #expect(try await office.api(.post, "/questions", as: "city", json: question).status == 201)
        #expect(try await office.api(.post, "/questions", as: "chaoyang", json: question).status == 403)
        let answered = try await office.api(.post, "/questions/1/acts", as: "chaoyang", json: "{\"act\": \"answer\", \"text\": \"不含\"}")
        #expect(answered.object["state"] == "answered")
        #expect(try await office.api(.post, "/questions/1/acts", as: "city", json: "{\"act\": \"close\"}").object["state"] == "closed")
        #expect(try await office.api(.post, "/questions/1/acts", as: "city", json: "{\"act\": \"close\"}").object["code"] == "W013")
        let request = """
            {"kind": "extension", "district": "110105", "year": 2023, "until": "2099-12-31", "reason": "洪水"}
            """
        #expect(try await office.api(.post, "/requests", as: "chaoyang", json: request).status == 201)
        #expect(try await office.api(.post, "/requests/1/decision", as: "chaoyang", json: "{\"grant\": true}").status == 403)
        let decided = try await office.api(.post, "/requests/1/decision", as: "city", json: "{\"grant\": true}")
        #expect(decided.object["decision", "by", "actor"] == (try office.person("city").account.actor))
        let freeze = try await office.api(.post, "/freezes", as: "city", json: "{\"year\": 2023, \"note\": \"初次\"}")
        #expect(freeze.object["name"] == "2023-1")
        #expect(freeze.object["madeAt"].hasSuffix("Z"))
        #expect(try await office.api(.post, "/freezes", as: "city", json: "{\"year\": 2023}").object["code"] == "E006")
        let root = freeze.object["root"]
        func sign(_ body: String, as login: String) async throws -> Answer {
            try await office.api(.post, "/freezes/2023-1/signatures", as: login, json: "{\"body\": \"\(body)\", \"root\": \"\(root)\"}")
        }
        #expect(try await sign("finance", as: "city").status == 403)
        #expect(try await sign("housing", as: "city").object["isPublished"] == "0")
        #expect(try await office.api(.delete, "/freezes/2023-1/signatures/housing", as: "city").object["housing", "at"] == "")
        #expect(try await sign("housing", as: "city").status == 200)
        #expect(try await sign("finance", as: "finance").object["isPublished"] == "1")
        #expect(try await office.api(.get, "/published", as: "resident").object["items"] == "[1]")
        #expect(try await office.api(.get, "/freezes/2023-1/comparison", as: "city").object["after"] == "current")
        #expect(try await office.api(.get, "/journal?limit=1&act=freeze.sign", as: "audit").object["total"] == "3")
    }
}
