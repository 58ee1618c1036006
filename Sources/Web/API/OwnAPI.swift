import Accounts
import Ledgers
import Quantities

/// Who the token belongs to, and what it may do; and the colleagues one may name.
enum OwnAPI {
    static let tag = Contract.Tag("me", "本人", "Oneself")

    static func add(to routes: inout RouteTable) {
        routes.answer(.get, "/me", may: .signedIn, tag, Text("我的账户、权限和范围", "My account, what I may do and see")) { visit in
            guard let account = visit.signedIn?.account else { throw Refusal.signInNeeded }
            return OwnDocument(
                actor: account.actor, login: account.login, name: account.name, role: account.role, language: account.language,
                permissions: visit.access.permissions.sorted(), districts: visit.regions.map(RegionDocument.init),
                ledgers: Sheet.all.map(\.ledger).filter(visit.access.allows(ledger:)), year: visit.office.defaultYear)
        }
        routes.answer(
            .get, "/people", may: .may(.readLedgers), tag, Text("可指名的同事", "Colleagues one may name"),
            query: [Paging.limit, PersonDocument.after]
        ) { visit in
            try Paging.piece(try await visit.office.accounts.people(for: visit.access), visit, named: \.actor) {
                PersonDocument(actor: $0.actor, name: $0.name, role: $0.role, districts: $0.districts.sorted())
            }
        }
    }
}

struct OwnDocument: Codable, Sendable {
    var actor: String
    var login: String
    var name: String
    var role: Role?
    var language: Language
    var permissions: [Permission]
    var districts: [RegionDocument]
    var ledgers: [String]
    /// The year the office begins with.
    var year: Int
}

struct RegionDocument: Codable, Sendable {
    var code: RegionCode
    var name: Text

    init(_ region: Region) {
        code = region.code
        name = region.name
    }
}

struct PersonDocument: Codable, Sendable {
    var actor: String
    var name: String
    var role: Role?
    var districts: [RegionCode]

    static let after = Contract.Parameter("after", .words(40), "从该人之后开始", "begin after this person")
}
