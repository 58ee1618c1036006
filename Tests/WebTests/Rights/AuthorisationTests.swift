import Accounts
import Foundation
import HTTPTypes
import Hummingbird
import Ledgers
import Logging
import Testing

@testable import Web

/// The reviewed table of routes × roles, `authorisation.tsv` beside this file: a line for each route, `yes` or `-` for each role.
struct AuthorisationTable {
    /// The roles of the columns, in their order; `nil` is somebody who has not signed in.
    let roles: [Role?]
    let lines: [String: [Bool]]

    init() throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("authorisation.tsv")
        let text = String(decoding: try Data(contentsOf: path), as: UTF8.self)
        let rows = text.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
        roles = rows[0].dropFirst().map(Role.init(rawValue:))
        lines = Dictionary(rows.dropFirst().map { ($0[0], $0.dropFirst().map { $0 == "yes" }) }) { first, _ in first }
    }
}

@Suite("Who may ask for what")
struct AuthorisationTests {
    @Test("every route of the router stands in the reviewed table, and nothing else does")
    func complete() async throws {
        let office = try await WebOffice([])
        let router = WebServer(office: office.office, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }).router()
        // The router writes {receipt} for :receipt.
        let there = Set(
            router.routes.map {
                "\($0.method.rawValue) \($0.path.description)".replacingOccurrences(of: "{", with: ":").replacingOccurrences(
                    of: "}", with: "")
            })
        let reviewed = Set(try AuthorisationTable().lines.keys)
        #expect(
            there.subtracting(reviewed).sorted() == [], "add these to Tests/WebTests/Rights/authorisation.tsv after thinking about each")
        #expect(reviewed.subtracting(there).sorted() == [])
    }

    @Test("each route is open to just the roles of the table, when it is really asked for")
    func asked() async throws {
        let office = try await WebOffice(WebOffice.cast)
        let table = try AuthorisationTable()
        let logins: [Role: String] = Dictionary(WebOffice.cast.map { ($0.role, $0.login) }) { first, _ in first }
        var wrong: [String] = []
        // Acts that end the session of the one who asks come last.
        let order = WebServer.routes.sorted {
            ($0.name.contains("sign-out") ? 1 : 0, $0.name) < ($1.name.contains("sign-out") ? 1 : 0, $1.name)
        }
        for route in order {
            guard let expected = table.lines[route.name] else { continue }
            for (role, isOpen) in zip(table.roles, expected) {
                let login = role.flatMap { logins[$0] }
                let answer = try await ask(route, office, login)
                let isRefused = answer.status == 401 || answer.status == 403 || answer.location?.hasPrefix("/sign-in?next=") == true
                // Of the routes open to everyone, signing in with nothing is refused for what was sent.
                let isSigningIn = route.may == .everyone && route.path.hasPrefix("/sign-in")
                if isRefused == isOpen && !isSigningIn { wrong.append("\(route.name) \(role?.rawValue ?? "anonymous") → \(answer.status)") }
                if answer.status >= 500 { wrong.append("\(route.name) \(role?.rawValue ?? "anonymous") → \(answer.status)") }
            }
        }
        #expect(wrong == [])
    }

    /// Asks with parts of the path that name nothing: who may, gets 404 or 422; who may not, 403 or the way to sign in.
    private func ask(_ route: Route, _ office: WebOffice, _ login: String?) async throws -> Answer {
        let path = route.path.split(separator: "/").map { part in
            switch part {
            case ":ledger": "progress"
            case ":district": "110105"
            case ":period": "2023-05"
            case ":programme": "rental"
            case ":year": "2023"
            default: part.hasPrefix(":") ? "999999" : String(part)
            }
        }.joined(separator: "/")
        let method = route.method.http
        if route.kind == .api {
            let bearer = try login.map { try office.person($0).token }
            return try await office.send(
                method, "/" + path, headers: [.contentType: "application/json"], body: Array("{}".utf8), bearer: bearer)
        }
        switch route.body {
        case .none: return try await office.send(method, "/" + path, as: login)
        case .upload:
            guard let login else {
                return try await office.send(
                    method, "/" + path, headers: [.contentType: "multipart/form-data; boundary=x"], body: Array("--x--".utf8))
            }
            return try await office.upload("a.csv", "x", as: login, to: "/" + path)
        default: return try await office.post("/" + path, as: login)
        }
    }
}
