import Accounts
import HTTPTypes
import Ledgers
import Quantities
import Testing

@testable import Web

@Suite("Signing in")
struct SignInTests {
    private func cookies(_ answer: Answer) -> [String: String] {
        var result: [String: String] = [:]
        for field in answer.headers where field.name == .setCookie {
            let pair = field.value.split(separator: ";")[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            result[String(pair[0])] = String(pair[1])
        }
        return result
    }

    @Test("password, then code; the session is new, and signing out ends it")
    func wholeWay() async throws {
        let office = try await WebOffice([("chaoyang", .districtReporter, "110105")])
        let person = try office.person("chaoyang")
        let first = try await office.post("/sign-in", as: nil, [("login", "chaoyang"), ("password", person.password)])
        #expect(first.status == 200)
        let half = try #require(cookies(first)["anju-half"])
        // Half way in is not in.
        #expect(try await office.send(.get, "/returns", cookie: "anju=\(half)").status == 303)
        let code = person.secret.code(step: OneTimeCode.step(at: Moment.now.seconds))
        let body = Array("code=\(code)&next=%2Freturns".utf8)
        let type = [HTTPField.Name.contentType: "application/x-www-form-urlencoded"]
        let second = try await office.send(.post, "/sign-in/code", cookie: "anju-half=\(half)", headers: type, body: body)
        #expect(second.status == 303)
        #expect(second.location == "/returns")
        let session = try #require(cookies(second)["anju"])
        #expect(session != half)
        #expect(try await office.send(.get, "/returns", cookie: "anju=\(session)").status == 200)
        // The same code opens nothing again, and the half of before is over.
        #expect(try await office.send(.post, "/sign-in/code", cookie: "anju-half=\(half)", headers: type, body: body).status == 401)
        let token = office.office.accounts.key.token("form", for: session)
        let out = try await office.send(
            .post, "/sign-out", cookie: "anju=\(session)", headers: type, body: Array("form-token=\(token)".utf8))
        #expect(out.location == "/sign-in")
        #expect(try await office.send(.get, "/returns", cookie: "anju=\(session)").location?.hasPrefix("/sign-in") == true)
    }

    @Test("wrong name and wrong password read alike; five wrong ones lock, and the right one does not open then")
    func locking() async throws {
        let office = try await WebOffice([("chaoyang", .districtReporter, "110105")])
        let person = try office.person("chaoyang")
        let unknown = try await office.post("/sign-in", as: nil, [("login", "nobody"), ("password", "something long")])
        for attempt in 1...5 {
            let wrong = try await office.post("/sign-in", as: nil, [("login", "chaoyang"), ("password", "something long")])
            #expect(wrong.status == 401)
            if attempt == 1 { #expect(wrong.text == unknown.text) }
        }
        #expect(try await office.post("/sign-in", as: nil, [("login", "chaoyang"), ("password", person.password)]).status == 401)
        // A minute later the lock is over.
        let later = Moment.now + 61
        _ = try await office.office.accounts.begin(login: "chaoyang", password: person.password, at: later)
    }

    @Test("a form without its token, with another session's, or from another site is not acted on")
    func foreignForms() async throws {
        let office = try await WebOffice([("chaoyang", .districtReporter, "110105"), ("haidian", .districtReporter, "110108")])
        let type = [HTTPField.Name.contentType: "application/x-www-form-urlencoded"]
        func attempt(_ body: String, _ more: [HTTPField.Name: String] = [:]) async throws -> Int {
            try await office.send(.post, "/me/tokens", as: "chaoyang", headers: type.merging(more) { $1 }, body: Array(body.utf8)).status
        }
        let own = try office.formToken("chaoyang")
        #expect(try await attempt("label=x") == 403)
        #expect(try await attempt("label=x&form-token=\(try office.formToken("haidian"))") == 403)
        #expect(try await attempt("label=x&form-token=\(own)", [HTTPField.Name("Sec-Fetch-Site")!: "cross-site"]) == 403)
        #expect(try await attempt("label=x&form-token=\(own)", [.origin: "https://evil.example"]) == 403)
        #expect(
            try await office.send(
                .post, "/me/tokens", as: "chaoyang", headers: [.contentType: "text/plain"], body: Array("label=x&form-token=\(own)".utf8)
            ).status == 415)
        #expect(
            try await attempt("label=x&form-token=\(own)", [HTTPField.Name("Sec-Fetch-Site")!: "same-origin", .origin: "http://localhost"])
                == 200)
    }

    @Test("rights taken away are gone with the next request")
    func revocation() async throws {
        let office = try await WebOffice([("chaoyang", .districtReporter, "110105"), ("security", .securityAdministrator, nil)])
        #expect(try await office.get("/returns", as: "chaoyang").status == 200)
        let account = try office.person("chaoyang").account
        try await office.office.accounts.grant(
            Rights(role: nil), to: account.number, revision: account.revision, by: try office.access("security"))
        #expect(try await office.get("/returns", as: "chaoyang").status != 200)
    }

    @Test("every answer forbids framing, foreign code and guessing of types")
    func headers() async throws {
        let office = try await WebOffice([("chaoyang", .districtReporter, "110105")])
        for path in ["/", "/sign-in", "/returns", "/nowhere", "/assets/anju.css"] {
            let answer = try await office.get(path, as: path == "/sign-in" ? nil : "chaoyang")
            let policy = try #require(answer.headers[.contentSecurityPolicy])
            #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"))
            #expect(answer.headers[.xContentTypeOptions] == "nosniff")
        }
    }
}
