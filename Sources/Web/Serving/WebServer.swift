import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
import Quantities
import Store

/// The application: every route behind the guard, on a server with limits.
public struct WebServer: Sendable {
    let office: Office
    let logger: Logger

    /// Connections at once; what comes beyond waits to be taken.
    public static let connections = 512
    /// Seconds a connection may be silent.
    static let silence: Int64 = 30

    public init(office: Office, logger: Logger) {
        self.office = office
        self.logger = logger
    }

    /// Every route, in the order of the features.
    static let routes: [Route] = {
        var table = RouteTable()
        Health.add(to: &table)
        Assets.add(to: &table)
        SignInPages.add(to: &table)
        DeskPages.add(to: &table)
        ReturnPages.add(to: &table)
        CasePages.add(to: &table)
        MoneyPages.add(to: &table)
        OverviewPages.add(to: &table)
        SamplePages.add(to: &table)
        RulePages.add(to: &table)
        EvaluationPages.add(to: &table)
        FigurePages.add(to: &table)
        FreezePages.add(to: &table)
        PublishedPages.add(to: &table)
        CertificatePages.add(to: &table)
        ProjectPages.add(to: &table)
        MeetingPages.add(to: &table)
        TargetPages.add(to: &table)
        DashboardPages.add(to: &table)
        QuestionPages.add(to: &table)
        WaiverPages.add(to: &table)
        HouseholdPages.add(to: &table)
        ApplicationPages.add(to: &table)
        WhatIfPages.add(to: &table)
        WaitingPages.add(to: &table)
        DrawPages.add(to: &table)
        CoveragePages.add(to: &table)
        SubsidyPages.add(to: &table)
        HomePages.add(to: &table)
        DoubtPages.add(to: &table)
        SearchPages.add(to: &table)
        OwnPages.add(to: &table)
        AccountPages.add(to: &table)
        JournalPages.add(to: &table)
        PortalPages.add(to: &table)
        AnswerPages.add(to: &table)
        PublishedSurveys.add(to: &table)
        SurveyPages.add(to: &table)
        PollPages.add(to: &table)
        VotePages.add(to: &table)
        ComplaintForms.add(to: &table)
        PublicLists.add(to: &table)
        ComplaintPages.add(to: &table)
        AssessorPages.add(to: &table)
        API.add(to: &table)
        return table.routes
    }()

    func router() -> Router<WebContext> {
        let router = Router(context: WebContext.self, options: [.autoGenerateHeadEndpoints])
        let gate = Guard(office: office, logger: logger)
        for route in Self.routes {
            router.on(RouterPath(stringLiteral: route.path), method: route.method.http) { request, context in
                await gate.answer(request, context, route)
            }
        }
        return router
    }

    /// Answers requests without a socket, for tests.
    func responder() -> some HTTPResponder<WebContext> { Outermost(office: office, inner: router().buildResponder()) }

    /// Runs until the process is told to stop.
    ///
    /// - Parameter started: called with the port once connections are taken.
    public func run(host: String, port: Int, started: @escaping @Sendable (Int) -> Void) async throws {
        let application = Application(
            responder: responder(),
            server: .http1(
                configuration: .init(
                    idleTimeout: .seconds(Self.silence),
                    httpDecoderConfiguration: .init(maxHeaderFieldSize: 16_384, maxHeaderListSize: 32_768, maxHeaderFieldCount: 100))),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port), backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(Self.connections)),
            onServerRunning: { channel in started(channel.localAddress?.port ?? port) }, logger: logger)
        try await application.runService()
    }
}

/// Around the router: a page for addresses that are not there.
struct Outermost<Inner: HTTPResponder>: HTTPResponder where Inner.Context == WebContext {
    let office: Office
    let inner: Inner

    func respond(to request: Request, context: WebContext) async throws -> Response {
        do {
            let response = try await inner.respond(to: request, context: context)
            // Everything that comes from the guard carries the policy; what does not is the router's own.
            return response.headers[.contentSecurityPolicy] == nil ? try answer(request, Int(response.status.code)) : response
        } catch let error as any HTTPResponseError {
            return try answer(request, Int(error.status.code))
        }
    }

    private func answer(_ request: Request, _ status: Int) throws -> Response {
        let refusal = status == 404 ? Refusal.notFound : Refusal(status, "H\(status)", "请求无法处理", "the request cannot be handled")
        if request.uri.path.utf8.starts(with: "/api/".utf8) {
            return refused(refusal, request).response(isSecure: office.isSecure)
        }
        let route = Route(
            method: .get, path: "*", kind: .page, may: .everyone, body: .none, title: Text("", ""), contract: nil,
            handle: { _ in .see("/") })
        let visit = Visit(
            office: office, route: route, path: request.uri.path, query: Fields(), parameters: [:], signedIn: nil, language: .chinese,
            now: .now)
        return Reply.html(visit.page(refusal: refusal), status: status).response(isSecure: office.isSecure)
    }
}

extension Outermost {
    /// For a program: not found, or found under other methods.
    private func refused(_ refusal: Refusal, _ request: Request) -> Reply {
        let parts = request.uri.path.split(separator: "/")
        let methods = WebServer.routes.filter { route in
            let names = route.path.split(separator: "/")
            return names.count == parts.count && zip(names, parts).allSatisfy { $0.utf8.first == 0x3A || $0 == $1 }
        }.map(\.method.rawValue)
        guard refusal.status == 404, !methods.isEmpty else { return Reply.problem(refusal, .chinese) }
        var reply = Reply.problem(Refusal(405, "H405", "该地址没有这种方法", "there is no such method here"), .chinese)
        reply.headers.append((.allow, methods.joined(separator: ", ")))
        return reply
    }
}

/// Whether the server is there, for what watches it.
enum Health {
    static func add(to routes: inout RouteTable) {
        routes.page(.get, "/healthz", may: .everyone, Text("状态", "Health")) { visit in
            _ = try await visit.office.database.read { try $0.rows("SELECT 1 AS one", []) }
            return Reply(type: "text/plain; charset=utf-8", .bytes(Array("ok\n".utf8)))
        }
    }
}

/// The style sheet and the one script.
enum Assets {
    static func add(to routes: inout RouteTable) {
        for (name, type) in [
            ("anju.css", "text/css; charset=utf-8"), ("anju.js", "text/javascript; charset=utf-8"), ("anju.svg", "image/svg+xml"),
            ("portal.css", "text/css; charset=utf-8"), ("portal.js", "text/javascript; charset=utf-8"),
        ] {
            let bytes = load(name)
            routes.page(.get, "/assets/" + name, may: .everyone, Text(name, name)) { _ in
                var reply = Reply(type: type, .bytes(bytes))
                reply.headers.append((.cacheControl, "public, max-age=31536000, immutable"))
                return reply
            }
        }
    }

    static func load(_ name: String) -> [UInt8] {
        let path = Bundle.module.resourceURL?.appendingPathComponent("Assets/" + name).path ?? ""
        return FileManager.default.contents(atPath: path).map(Array.init) ?? []
    }

    /// Changes with the files, so that browsers may keep them for a year.
    static let version: String = {
        var hash: UInt64 = 14_695_981_039_346_656_037
        for byte in load("anju.css") + load("anju.js") + load("portal.css") + load("portal.js") {
            hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211
        }
        return String(hash, radix: 36)
    }()
}
