import Testing
import Accounts
import Casework
import Evaluation
import Foundation
import HTTPTypes
import Hummingbird
import Households
import Ledgers
import Logging
import NIOCore
import Quantities
import Returns
import Review
import Store
import StoreSQLite
import Surveys
import Votes

@testable import Web

/// An office in a folder, with people who have taken up their invitations; requests go to the responder without a socket.
final class WebOffice: Sendable {
    let folder: String
    let store: SQLiteStore
    let office: Office
    let responder: any HTTPResponder<WebContext>
    /// Passwords are slow by design, so sessions are put into the store directly except where signing in is what is tested.
    private let people: [String: Person]

    struct Person: Sendable {
        let login: String
        let account: Account
        let password: String
        let secret: OneTimeCode
        let session: String
        let token: String
    }

    static let year = 2023

    static var migrations: [Migration] {
        Journal.migrations + LedgerSchema.migrations + Receipts.migrations + EvaluationSchema.migrations + AccountSchema.migrations
            + ReviewSchema.migrations + CaseworkSchema.migrations + HouseholdsSchema.migrations + VotesSchema.migrations
            + SurveysSchema.migrations
    }

    init(
        _ members: [(login: String, role: Role, district: String?)],
        log: @escaping @Sendable (String) -> any LogHandler = { _ in SwiftLogNoOpLogHandler() }
    ) async throws {
        folder = NSTemporaryDirectory() + "anju-web-" + UUID().uuidString
        let directory = try DataDirectory(folder)
        store = try await SQLiteStore.open(directory: directory, migrations: Self.migrations)
        office = try Office(database: store, vault: FileVault(directory), regions: .beijing, defaultYear: Self.year)
        responder = WebServer(office: office, logger: Logger(label: "test", factory: log)).responder()
        var people: [String: Person] = [:]
        for member in members { people[member.login] = try await Self.hire(member, office) }
        self.people = people
        // The year is open, on whatever day the tests run.
        let city = Access.program(city: Regions.beijing.city.code, districts: .all, actor: "tester")
        let today = Moment.now.date
        func day(_ offset: Int) throws -> CivilDate { try #require(CivilDate(dayNumber: today.dayNumber + offset)) }
        let dates = CycleDates(shown: try day(10), lastNew: try day(20), lastCorrection: try day(30))
        try await store.write { connection in
            for cycle in try Deadlines.openYear(connection, city, Self.year, at: Moment.now.description) {
                try Deadlines.set(connection, city, ledger: cycle.ledger, period: cycle.period, dates, at: Moment.now.description)
            }
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    static let cast: [(login: String, role: Role, district: String?)] = [
        ("city", .cityHousing, nil), ("city2", .cityHousing, nil), ("finance", .cityFinance, nil),
        ("chaoyang", .districtReporter, "110105"), ("chaoyang-head", .districtHead, "110105"), ("haidian", .districtReporter, "110108"),
        ("chaoyang-finance", .districtFinance, "110105"), ("chaoyang-street", .streetOffice, "110105"),
        ("builder", .projectUnit, "110105"), ("assessor", .assessor, nil), ("system", .systemAdministrator, nil),
        ("security", .securityAdministrator, nil), ("audit", .auditAdministrator, nil), ("resident", .resident, nil),
    ]

    private static func hire(_ member: (login: String, role: Role, district: String?), _ office: Office) async throws -> Person {
        let now = Moment.now + -120
        let book = office.accounts
        let (account, invitation) = try await book.found(
            login: member.login, name: "测试\(member.login)", role: member.role,
            districts: Set([member.district].compactMap { $0 }.compactMap(RegionCode.init)), by: "tester", at: now)
        let password = "correct horse battery staple"
        let (_, secret) = try await book.accept(invitation, password: password, at: now)
        _ = try await book.enrol(invitation, code: secret.code(step: OneTimeCode.step(at: now.seconds)), at: now)
        let half = try await book.begin(login: member.login, password: password, at: now + 40)
        let signedIn = try await book.finish(half, code: secret.code(step: OneTimeCode.step(at: now.seconds + 40)), at: now + 40)
        let token = try await book.makeToken(label: "test", for: signedIn.access, at: now)
        return Person(
            login: member.login, account: try await book.account(account.number, for: signedIn.access), password: password, secret: secret,
            session: signedIn.session, token: token)
    }

    func person(_ login: String) throws -> Person { try #require(people[login]) }

    func access(_ login: String) throws -> Access { try person(login).account.access(city: office.regions.city.code) }

    /// The token that this person's forms carry.
    func formToken(_ login: String) throws -> String { office.accounts.key.token("form", for: try person(login).session) }
}

/// What came back.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    let bytes: [UInt8]

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var location: String? { headers[.location] }
}

extension WebOffice {
    /// Sends a request as somebody, or as nobody.
    func send(
        _ method: HTTPRequest.Method, _ path: String, as login: String? = nil, cookie: String? = nil,
        headers: [HTTPField.Name: String] = [:],
        body: [UInt8] = [], bearer: String? = nil
    ) async throws -> Answer {
        var fields = HTTPFields()
        if let login { fields[.cookie] = "anju=\(try person(login).session)" }
        if let cookie { fields[.cookie] = cookie }
        if let bearer { fields[.authorization] = "Bearer \(bearer)" }
        for (name, value) in headers { fields[name] = value }
        let request = Request(
            head: HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path, headerFields: fields),
            body: RequestBody(buffer: ByteBuffer(bytes: body)))
        let response = try await responder.respond(
            to: request, context: WebContext(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }))
        let collector = Collector()
        try await response.body.write(collector)
        return Answer(status: response.status.code, headers: response.headers, bytes: collector.bytes)
    }

    func get(_ path: String, as login: String? = nil) async throws -> Answer { try await send(.get, path, as: login) }

    /// A form with its token.
    func post(_ path: String, as login: String?, _ fields: [(String, String)] = []) async throws -> Answer {
        var pairs = fields
        if let login { pairs.append(("form-token", try formToken(login))) }
        let body = pairs.map { HTML.encoded($0.0) + "=" + HTML.encoded($0.1) }.joined(separator: "&")
        return try await send(.post, path, as: login, headers: [.contentType: "application/x-www-form-urlencoded"], body: Array(body.utf8))
    }

    /// A form with a file.
    func upload(_ name: String, _ content: String, as login: String, _ fields: [(String, String)] = [], to path: String = "/upload")
        async throws
        -> Answer
    {
        let boundary = "----anju-test"
        var body = ""
        for (field, value) in fields + [("form-token", try formToken(login))] {
            body += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field)\"\r\n\r\n\(value)\r\n"
        }
        body +=
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\nContent-Type: text/csv\r\n\r\n\(content)\r\n--\(boundary)--\r\n"
        return try await send(
            .post, path, as: login, headers: [.contentType: "multipart/form-data; boundary=\(boundary)"], body: Array(body.utf8))
    }
}

private final class Collector: ResponseBodyWriter, @unchecked Sendable {
    // Used by one request at a time.
    var bytes: [UInt8] = []
    func write(_ buffer: ByteBuffer) async throws { bytes.append(contentsOf: buffer.readableBytesView) }
    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
