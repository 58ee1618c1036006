import Accounts
import HTTPTypes
import Ledgers
import Quantities

/// One request, as a handler sees it: who asks, what for, with what. The guard has checked that they may.
struct Visit: Sendable {
    let office: Office
    let route: Route
    let path: String
    let query: Fields
    let parameters: [String: String]
    let signedIn: SignedIn?
    let language: Language
    let now: Moment
    /// The cookie of a sign-in under way.
    var half = ""
    /// Large type, as chosen on the portal.
    var isLarge = false
    /// As the browser named it: `anju.example.cn`.
    var authority = ""
    /// The address the connection comes from; for limits, never kept.
    var remote = ""
    /// `https://anju.example.cn`, for links on paper.
    var origin: String { (office.isSecure ? "https://" : "http://") + authority }
    /// The form, where the route takes one.
    var form = Fields()
    /// Files of an upload, on disk until the handler returns.
    var files: [UploadedFile] = []
    /// The body of a JSON or file request.
    var content: [UInt8] = []

    /// The access of the person who asks; of nobody, where the route is open to everyone.
    var access: Access {
        signedIn?.access
            ?? Access(city: office.regions.city.code, districts: .only([]), ledgers: .only([]), permissions: [], actor: "public")
    }

    func t(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }
    func t(_ text: Text) -> String { text[language] }

    func may(_ permission: Permission) -> Bool { access.may(permission) }

    /// A part of the path; the router has matched it.
    func parameter(_ name: String) throws -> String {
        guard let value = parameters[name] else { throw Refusal.notFound }
        return value
    }

    func number(_ name: String) throws -> Int64 {
        guard let number = Int64(try parameter(name)), number >= 0 else { throw Refusal.notFound }
        return number
    }

    /// The district named in the path, within one's scope.
    func district(_ name: String = "district") throws -> Region {
        guard let code = RegionCode(try parameter(name)), let region = office.regions[code], access.allows(code) else {
            throw Refusal.notFound
        }
        return region
    }

    /// The ledger named in the path, within one's scope.
    func sheet(_ name: String = "ledger") throws -> Sheet {
        guard let sheet = Sheet.all.first(where: { $0.ledger == parameters[name] }), access.allows(ledger: sheet.ledger)
        else { throw Refusal.notFound }
        return sheet
    }

    /// An address of the application as it stands on paper.
    func publicAddress(_ path: String) -> String { origin + path }

    /// The year one is working on: of the query, else the office's.
    var year: Int { query["year"].flatMap(Int.init) ?? parameters["year"].flatMap(Int.init) ?? office.defaultYear }

    /// The token each form of this session carries.
    var formToken: String { signedIn.map { office.accounts.key.token("form", for: $0.session) } ?? "" }
    var tokenField: HTML { "<input type=\"hidden\" name=\"form-token\" value=\"\(formToken)\">" }

    /// The districts one may see, the city first where one sees all of it.
    var regions: [Region] {
        ([office.regions.city] + office.regions.districts).filter { access.allows($0.code) }
    }

    var districts: [Region] { office.regions.districts.filter { access.allows($0.code) } }
}

/// A file that came with a form.
struct UploadedFile: Sendable {
    let field: String
    /// As the browser named it, without a path.
    let name: String
    /// Where it lies until the request has been answered.
    let path: String
    let size: Int
}
