import Accounts
import Casework
import Evaluation
import Foundation
import HTTPTypes
import Households
import Hummingbird
import Ledgers
import Logging
import NIOCore
import Quantities
import Reports
import Returns
import Review
import Store
import Surveys
import Votes
import Workbooks

/// What a request carries through the router.
struct WebContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The address the connection comes from.
    let remote: String

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        remote = source.channel.remoteAddress?.ipAddress ?? "local"
    }

    /// Without a connection, for tests.
    init(logger: Logger) {
        coreContext = .init(source: Unconnected(logger: logger))
        remote = "local"
    }

    private struct Unconnected: RequestContextSource {
        let logger: Logger
    }
}

/// Stands before every handler: who asks, may they, is the request whole and their own. Then calls the handler and turns what it throws
/// into an answer.
struct Guard: Sendable {
    let office: Office
    let logger: Logger

    /// Bytes of an upload.
    static let largestUpload = 320 << 20
    /// Seconds for a form, and for an upload, to arrive.
    static let formTime = Duration.seconds(60)
    static let uploadTime = Duration.seconds(300)

    func answer(_ request: Request, _ context: WebContext, _ route: Route) async -> Response {
        let start = ContinuousClock.now
        var visit: Visit?
        var reply: Reply
        do {
            let open = try await begin(request, context, route)
            visit = open
            reply = try await run(open, request, context)
        } catch {
            reply = await failed(error, request, route, visit)
        }
        let took = start.duration(to: .now)
        // The template, never the path or query: nothing personal reaches the log.
        logger.info(
            "\(route.name)",
            metadata: [
                "status": "\(reply.status)",
                "ms": "\(took.components.seconds * 1000 + took.components.attoseconds / 1_000_000_000_000_000)",
                "who": "\(visit?.signedIn?.access.actor ?? "-")",
            ])
        return reply.response(isSecure: office.isSecure)
    }

    // MARK: Who asks

    private func begin(_ request: Request, _ context: WebContext, _ route: Route) async throws -> Visit {
        guard request.head.authority != nil else { throw Refusal.malformed("请求缺少主机名", "the request names no host") }
        let now = Moment.now
        let signedIn: SignedIn?
        switch route.kind {
        case .page:
            signedIn = try await cookie(request, Cookies.session(office)).asyncMap { try await office.accounts.session($0, at: now) } ?? nil
        case .api:
            let header = request.headers[.authorization] ?? ""
            let isBearer = header.utf8.starts(with: "Bearer ".utf8)
            signedIn = isBearer ? try await office.accounts.token(String(header.dropFirst(7)), at: now) : nil
        }
        var parameters: [String: String] = [:]
        for (name, value) in context.parameters { parameters[String(name)] = String(value).removingPercentEncoding ?? String(value) }
        let query = try Fields(encoded: (request.uri.query ?? "").utf8)
        return Visit(
            office: office, route: route, path: request.uri.path, query: query, parameters: parameters, signedIn: signedIn,
            language: language(request, signedIn), now: now, half: cookie(request, Cookies.half(office)) ?? "",
            isLarge: cookie(request, "anju-type") == "large",
            authority: request.head.authority ?? "", remote: context.remote)
    }

    private func language(_ request: Request, _ signedIn: SignedIn?) -> Language {
        if let signedIn { return signedIn.account.language }
        if let chosen = cookie(request, "anju-lang").flatMap(Language.init(rawValue:)) { return chosen }
        return (request.headers[.acceptLanguage] ?? "").utf8.starts(with: "en".utf8) ? .english : .chinese
    }

    private func cookie(_ request: Request, _ name: String) -> String? { request.cookies[name]?.value }

    // MARK: May they

    private func run(_ visit: Visit, _ request: Request, _ context: WebContext) async throws -> Reply {
        var visit = visit
        let route = visit.route
        guard route.may.isMet(by: visit.signedIn?.access) else { throw visit.signedIn == nil ? Refusal.signInNeeded : Refusal.forbidden }
        let isUnsafe = route.method != .get
        if route.kind == .page, isUnsafe { try refuseForeign(request) }
        if route.may == .everyone, isUnsafe, !route.limitsItself {
            try office.limits.take(route.isForResidents ? .residents : .signIn, route.path, context.remote)
        }
        if route.body == .upload || route.body == .file {
            try office.limits.take(.upload, "upload", visit.signedIn?.access.actor ?? context.remote)
        }
        var folder: String?
        defer { if let folder { try? FileManager.default.removeItem(atPath: folder) } }
        switch route.body {
        case .none: break
        case .form(let limit):
            let type = request.headers[.contentType] ?? ""
            guard type.utf8.starts(with: "application/x-www-form-urlencoded".utf8) else {
                throw Refusal(415, "H415", "表单类型不受支持", "this kind of form is not taken")
            }
            visit.form = try Fields(encoded: try await collect(request, limit))
        case .json:
            let type = (request.headers[.contentType] ?? "").utf8.split(separator: 0x3B).first.map { String(decoding: $0, as: UTF8.self) }
            guard let type, type.trimmingCharacters(in: .whitespaces).lowercased() == "application/json" else {
                throw Refusal(415, "H415", "请求体须为application/json", "the body must be application/json")
            }
            visit.content = try await collect(request, 1 << 20)
        case .file:
            let place = try office.temporaryFolder()
            folder = place
            let path = place + "/body"
            let size = try await save(request, to: path)
            visit.files = [UploadedFile(field: "file", name: "", path: path, size: size)]
        case .upload:
            guard let boundary = Multipart.boundary(of: request.headers[.contentType] ?? "") else {
                throw Refusal(415, "H415", "请用表单上传文件", "upload the file with the form")
            }
            let place = try office.temporaryFolder()
            folder = place
            _ = try await save(request, to: place + "/body")
            let (fields, files) = try Multipart.read(place + "/body", boundary: boundary, into: place)
            visit.form = fields
            visit.files = files
        }
        if route.kind == .page, isUnsafe, let signedIn = visit.signedIn, route.may != .everyone {
            let token = visit.form["form-token"] ?? ""
            guard office.accounts.key.isToken(token, "form", for: signedIn.session) else { throw Refusal.stale }
        }
        return try await route.handle(visit)
    }

    /// A form of another site. Browsers say where a request comes from; where one does not, the `Origin` must be ours.
    private func refuseForeign(_ request: Request) throws {
        if let site = request.headers[HTTPField.Name("Sec-Fetch-Site")!] {
            guard site == "same-origin" || site == "none" else { throw Refusal.stale }
        }
        if let origin = request.headers[.origin] {
            guard let authority = request.head.authority, origin == "http://" + authority || origin == "https://" + authority
            else { throw Refusal.stale }
        }
    }

    // MARK: The body

    private func collect(_ request: Request, _ limit: Int) async throws -> [UInt8] {
        let start = ContinuousClock.now
        var bytes: [UInt8] = []
        try await forEachPart(of: request) { buffer in
            guard bytes.count + buffer.readableBytes <= limit else { throw Refusal.tooLarge }
            guard start.duration(to: .now) < Self.formTime else { throw Refusal.tooSlow }
            bytes.append(contentsOf: buffer.readableBytesView)
        }
        return bytes
    }

    /// The body as it comes; whoever hangs up in the middle has sent something malformed, and is no fault of the server's.
    private func forEachPart(of request: Request, _ body: (ByteBuffer) throws -> Void) async throws {
        var parts = request.body.makeAsyncIterator()
        while let part = try await Self.next(&parts) { try body(part) }
    }

    private static func next(_ parts: inout RequestBody.AsyncIterator) async throws -> ByteBuffer? {
        do {
            return try await parts.next()
        } catch {
            throw Refusal.malformed("请求没有收全", "the request did not arrive whole")
        }
    }

    private func save(_ request: Request, to path: String) async throws -> Int {
        let start = ContinuousClock.now
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
            let file = FileHandle(forWritingAtPath: path)
        else { throw Refusal(507, "H507", "服务器磁盘已满", "the server's disk is full") }
        defer { try? file.close() }
        var size = 0
        try await forEachPart(of: request) { buffer in
            size += buffer.readableBytes
            guard size <= Self.largestUpload else { throw Refusal.tooLarge }
            guard start.duration(to: .now) < Self.uploadTime else { throw Refusal.tooSlow }
            do {
                try file.write(contentsOf: Data(buffer.readableBytesView))
            } catch {
                throw Refusal(507, "H507", "服务器磁盘已满", "the server's disk is full")
            }
        }
        return size
    }

    // MARK: What went wrong

    private func failed(_ error: any Error, _ request: Request, _ route: Route, _ visit: Visit?) async -> Reply {
        let refusal = Self.refusal(error)
        if refusal.status >= 500 { logger.error("\(route.name)", metadata: ["error": "\(refusal.code)", "kind": "\(type(of: error))"]) }
        let language = visit?.language ?? language(request, nil)
        if route.kind == .api {
            return Reply.problem(refusal, language)
        }
        if refusal.status == 401, route.method == .get {
            let next = request.uri.path + (request.uri.query.map { "?" + $0 } ?? "")
            return .see("/sign-in?next=" + HTML.encoded(next))
        }
        let shown =
            visit
            ?? Visit(
                office: office, route: route, path: request.uri.path, query: Fields(), parameters: [:], signedIn: nil, language: language,
                now: .now)
        var reply = Reply.html(shown.page(refusal: refusal), status: refusal.status)
        if refusal.status == 429 { reply.headers.append((.retryAfter, String(refusal.retryAfter ?? 60))) }
        return reply
    }

    /// The status that goes with an error of a lower floor.
    static func refusal(_ error: any Error) -> Refusal {
        switch error {
        case let error as Refusal: error
        // A page out of scope is answered as one that is not there: with the same words.
        case let error as LedgerError where error.code == "L001": Refusal.notFound
        case let error as LedgerError: refusal(of: error)
        case let error as any ToldError: Refusal(status(error.kind), error.code, error.text)
        case let error as AccountError: Refusal(status(error), error.code.rawValue, error.text)
        case let error as Intake.Refusal: Refusal(status(error.error.kind), error.error.code, error.error.text)
        case let error as EvaluationError: Refusal(["E002", "E003", "E007"].contains(error.code) ? 404 : 409, error.code, error.text)
        case let error as ReportError: Refusal(500, error.code, error.text)
        case let error as WorkbookError: Refusal(422, error.code, error.text)
        case let error as StoreError:
            Refusal(
                error.code == .diskFull ? 507 : error.code == .fileUnknown ? 404 : error.code == .constraintViolated ? 409 : 500,
                error.code.rawValue,
                error.code == .diskFull
                    ? error.text
                    : Text("服务器内部错误（\(error.code.rawValue)），请联系管理员", "an internal error (\(error.code.rawValue)); tell an administrator"))
        case let error as any HTTPResponseError:
            Refusal(Int(error.status.code), "H\(error.status.code)", "请求无法处理", "the request cannot be handled")
        case is CancellationError: Refusal(503, "H503", "服务正在停止", "the server is stopping")
        default: Refusal(500, "H500", "服务器内部错误，请联系管理员", "an internal error; tell an administrator")
        }
    }

    private static func refusal(of error: LedgerError) -> Refusal {
        let statuses = ["L004": 403, "L005": 422, "L006": 429, "L007": 404, "L008": 404, "L009": 409, "L010": 403]
        var refusal = Refusal(statuses[error.code] ?? 500, error.code, error.text)
        refusal.retryAfter = error.retryAfter
        return refusal
    }

    private static func status(_ error: AccountError) -> Int {
        switch error.code {
        case .signInRefused, .codeRefused: 401
        case .accountUnknown, .tokenUnknown, .invitationUnknown: 404
        case .ownRights: 403
        case .loginTaken, .lastAdministrator, .changedMeanwhile: 409
        case .passwordWeak, .passwordsDiffer, .loginMalformed, .scopeMissing: 422
        case .keyUnusable, .hashing: 500
        }
    }

    static func status(_ kind: ToldKind) -> Int {
        switch kind {
        case .faulty, .unidentified: 422
        case .refused, .conflict: 409
        case .notFound: 404
        }
    }

}

extension Optional {
    fileprivate func asyncMap<T>(_ body: (Wrapped) async throws -> T) async rethrows -> T? {
        if let self { try await body(self) } else { nil }
    }
}
