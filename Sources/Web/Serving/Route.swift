import HTTPTypes
import Ledgers
import Quantities

/// One address of the application: what it is, who may ask for it, what it reads, what it does.
///
/// There is no other way to answer a request: the router is filled from these values, and a handler is called only after the guard has
/// checked `may`. So no route is without an authorisation line, and the list of routes is the list in the tests and in the API's description.
struct Route: Sendable {
    /// Who may ask.
    enum Requirement: Sendable, Hashable {
        case everyone
        /// Anyone with an account, whatever their role.
        case signedIn
        /// Who has at least one of these.
        case any([Permission])

        static func may(_ permissions: Permission...) -> Requirement { .any(permissions) }

        func isMet(by access: Access?) -> Bool {
            switch self {
            case .everyone: true
            case .signedIn: access != nil
            case .any(let permissions): access.map { access in permissions.contains(where: access.may) } ?? false
            }
        }
    }

    /// What the request's body may be.
    enum Body: Sendable, Hashable {
        case none
        /// A form, up to this many bytes.
        case form(limit: Int = 1 << 20)
        /// A form with files.
        case upload
        /// JSON, for the API.
        case json
        /// A file as it is, for the API.
        case file
    }

    /// Pages are for people with a session; the API for programs with a token.
    enum Kind: Sendable, Hashable {
        case page
        case api
    }

    enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"

        var http: HTTPRequest.Method {
            switch self {
            case .get: .get
            case .post: .post
            case .put: .put
            case .delete: .delete
            }
        }
    }

    let method: Method
    /// `/receipts/:receipt`.
    let path: String
    let kind: Kind
    let may: Requirement
    let body: Body
    let title: Text
    /// What the API's description says of it.
    let contract: Contract?
    let handle: @Sendable (Visit) async throws -> Reply

    var name: String { "\(method.rawValue) \(path)" }

    /// Pages that whole buildings use at once, often from behind one address.
    var isForResidents: Bool {
        // Letters that somebody must read are few from one address; they keep the limit of a sign-in.
        if path.utf8.starts(with: "/portal/complaints".utf8) { return false }
        return ["/survey", "/vote", "/api/v1/votes", "/portal", "/language"].contains { path.utf8.starts(with: $0.utf8) }
    }
}

extension Route {
    /// Casting a ballot is limited by its owner, who has shown themselves, and not by the address a whole community may share.
    var limitsItself: Bool { path == "/vote/:code/cast" || path == "/api/v1/votes/:code/ballots" }
}

/// All routes. A feature adds its own:
///
///     routes.page(.get, "/receipts", may: .may(.readLedgers), Text("回执", "Receipts")) { visit in … }
struct RouteTable: Sendable {
    private(set) var routes: [Route] = []

    mutating func page(
        _ method: Route.Method, _ path: String, may: Route.Requirement, body: Route.Body? = nil, _ title: Text,
        _ handle: @escaping @Sendable (Visit) async throws -> Reply
    ) {
        let body = body ?? (method == .get ? Route.Body.none : .form())
        routes.append(Route(method: method, path: path, kind: .page, may: may, body: body, title: title, contract: nil, handle: handle))
    }

    mutating func api(
        _ method: Route.Method, _ path: String, may: Route.Requirement, body: Route.Body = .none, _ title: Text, _ contract: Contract,
        _ handle: @escaping @Sendable (Visit) async throws -> Reply
    ) {
        routes.append(
            Route(
                method: method, path: "/api/v1" + path, kind: .api, may: may, body: body, title: title, contract: contract, handle: handle))
    }
}
