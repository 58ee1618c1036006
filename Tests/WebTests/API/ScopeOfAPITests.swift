import HTTPTypes
import Ledgers
import Quantities
import Testing

@testable import Web

@Suite("What is out of scope is not there, for programs either")
struct ScopeOfAPITests {
    @Test("another district's page, receipt, question, request, figure: byte for byte the answer of an absent one")
    func absent() async throws {
        let office = try await WebOffice(WebOffice.cast)
        let page = "progress/110105/2023-05"
        _ = try await office.api(.post, "/returns?name=a.csv", as: "chaoyang", file: ProgressFile.csv([ProgressFile.row("P-1")]))
        _ = try await office.api(.post, "/questions", as: "city", json: "{\"page\": \"\(page)\", \"text\": \"？\"}")
        _ = try await office.api(
            .post, "/requests", as: "chaoyang",
            json: "{\"kind\": \"extension\", \"district\": \"110105\", \"year\": 2023, \"until\": \"2099-12-31\", \"reason\": \"洪水\"}")
        let pairs = [
            ("/pages/\(page)", "/pages/progress/999999/2023-05"), ("/pages/\(page)/entries", "/pages/progress/999999/2023-05/entries"),
            ("/pages/\(page)/findings", "/pages/progress/110108/2023/findings"),
            ("/pages/\(page)/template", "/pages/progress/999999/2023-05/template"), ("/receipts/1", "/receipts/99"),
            ("/receipts/1/findings", "/receipts/99/findings"), ("/receipts/1/original", "/receipts/99/original"),
            ("/receipts/1/errors", "/receipts/99/errors"), ("/questions/1", "/questions/99"), ("/requests/1", "/requests/99"),
            ("/figures/rental.bonded.raised@110105/trace", "/figures/no.such.figure/trace"),
            ("/pages?district=110105", "/pages?district=999999"),
            ("/figures?district=110105", "/figures?district=999999"),
            ("/questions?page=\(page)", "/questions?page=progress/999999/2023-05"),
        ]
        for (foreign, none) in pairs {
            #expect(try await office.api(.get, foreign, as: "chaoyang").status == 200, "\(foreign)")
            let (a, b) = (try await office.api(.get, foreign, as: "haidian"), try await office.api(.get, none, as: "haidian"))
            #expect(a.status == 404, "\(foreign)")
            #expect(a.bytes == b.bytes, "\(foreign)")
        }
        let acts = [
            ("/pages/\(page)/acts", "{\"act\": \"submit\", \"revision\": 1}"),
            ("/pages/acts", "{\"orders\": [{\"page\": \"\(page)\", \"act\": \"submit\", \"revision\": 1}]}"),
            ("/receipts/1/explanations", "{\"finding\": 1, \"reason\": \"x\"}"),
            ("/questions/1/acts", "{\"act\": \"answer\", \"text\": \"x\"}"),
            (
                "/requests",
                "{\"kind\": \"extension\", \"district\": \"110105\", \"year\": 2023, \"until\": \"2099-12-31\", \"reason\": \"x\"}"
            ),
        ]
        for (path, body) in acts { #expect(try await office.api(.post, path, as: "haidian", json: body).status == 404, "\(path)") }
        // Neither do lists and counts tell.
        for list in ["/receipts", "/questions", "/requests"] {
            #expect(try await office.api(.get, list, as: "haidian").object["total"] == "0", "\(list)")
        }
        #expect(!(try await office.api(.get, "/figures?limit=500", as: "haidian").text.contains("@110105")))
        #expect(!(try await office.api(.get, "/evaluation", as: "haidian").text.contains("@110105")))
    }

    @Test("a freeze compared by a district shows the figures of that district only")
    func freezes() async throws {
        let office = try await WebOffice(WebOffice.cast)
        #expect(try await office.api(.post, "/freezes", as: "city", json: "{\"year\": 2023}").status == 201)
        _ = try await office.api(.post, "/returns?name=a.csv", as: "chaoyang", file: ProgressFile.csv([ProgressFile.row("P-1")]))
        let path = "/freezes/2023-1/comparison"
        #expect(try await office.api(.get, path, as: "city").text.contains("rental.bonded.raised@110105"))
        let own = try await office.api(.get, path, as: "chaoyang").object
        #expect(own["figures", "0", "figure"].hasSuffix("@110105"))
        #expect(own["scores"] == "[0]")
        let other = try await office.api(.get, path, as: "haidian").object
        #expect([other["figures"], other["pages"], other["scores"], other["statements"]] == ["[0]", "[0]", "[0]", "[0]"])
    }

    @Test("without a token, with a wrong one, or with a session's cookie: 401")
    func tokens() async throws {
        let office = try await WebOffice(WebOffice.cast)
        #expect(try await office.api(.get, "/me", as: nil).status == 401)
        #expect(try await office.send(.get, "/api/v1/me", bearer: "anju_wrong").status == 401)
        #expect(try await office.send(.get, "/api/v1/me", as: "city").status == 401)
        #expect(try await office.api(.get, "/me", as: "city").object["login"] == "city")
    }
}
