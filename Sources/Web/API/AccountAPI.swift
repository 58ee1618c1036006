import Accounts
import Ledgers
import Quantities

/// Accounts, for their administrators: the system administrator opens and closes them, the security administrator gives rights.
enum AccountAPI {
    static let tag = Contract.Tag("accounts", "账户", "Accounts")
    static let one = "/accounts/:account"

    static func add(to routes: inout RouteTable) {
        routes.answer(.get, "/accounts", may: AccountPages.administrators, tag, Text("账户清单", "Accounts"), query: Paging.parameters) {
            visit in
            let accounts = try await visit.office.accounts.all(for: visit.access, at: visit.now)
            return Paging.piece(accounts, visit, by: \.number, AccountDocument.init)
        }
        routes.answer(.get, one, may: AccountPages.administrators, tag, Text("一个账户", "One account"), show)
        routes.order(
            .post, "/accounts", may: .may(.manageAccounts), tag, Text("邀请", "Invite"), status: 201
        ) { (visit, order: InvitationOrder) -> InvitationDocument in
            let (account, invitation) = try await visit.office.accounts.invite(
                login: order.login, name: order.name, language: order.language ?? .chinese, by: visit.access, at: visit.now)
            return InvitationDocument(account: AccountDocument(account), invitation: "/invitation/\(invitation)")
        }
        routes.answer(.post, one + "/invitation", may: .may(.manageAccounts), tag, Text("重新邀请", "Invite again")) { visit in
            let number = try visit.number("account")
            let invitation = try await visit.office.accounts.inviteAgain(number, by: visit.access, at: visit.now)
            return InvitationDocument(account: try await show(visit), invitation: "/invitation/\(invitation)")
        }
        routes.order(
            .put, one + "/state", may: .may(.manageAccounts), tag, Text("启用或停用", "Open or close")
        ) { (visit, order: StateOrder) -> AccountDocument in
            guard order.state != .invited else { throw Refusal.unacceptable("state", "请重新邀请", "invite the person again instead") }
            try await visit.office.accounts.set(order.state, for: visit.number("account"), by: visit.access, at: visit.now)
            return try await show(visit)
        }
        routes.order(
            .put, one + "/rights", may: .may(.grantRights), tag, Text("授予角色和范围", "Give a role and a scope")
        ) { (visit, order: RightsOrder) -> AccountDocument in
            let districts = order.districts ?? []
            guard districts.allSatisfy({ code in visit.office.regions.districts.contains { $0.code == code } }) else {
                throw Refusal.unacceptable("districts", "没有这个行政区划", "there is no such district")
            }
            let ledgers = order.ledgers ?? []
            guard ledgers.allSatisfy({ name in Sheet.all.contains { $0.ledger == name } }) else {
                throw Refusal.unacceptable("ledgers", "没有这个台账", "there is no such ledger")
            }
            try await visit.office.accounts.grant(
                Rights(role: order.role, districts: Set(districts), ledgers: Set(ledgers)), to: visit.number("account"),
                revision: order.revision, by: visit.access, at: visit.now)
            return try await show(visit)
        }
    }

    private static func show(_ visit: Visit) async throws -> AccountDocument {
        AccountDocument(try await visit.office.accounts.account(visit.number("account"), for: visit.access, at: visit.now))
    }
}

struct AccountDocument: Codable, Sendable {
    var number: Int64
    var actor: String
    var login: String
    var name: String
    var role: Role?
    var state: Account.State
    var districts: [RegionCode]
    /// A narrower list than the role's; empty for all of those.
    var ledgers: [String]
    var language: Language
    var hasSecondFactor: Bool
    var isLocked: Bool
    /// A change of rights names the one it saw.
    var revision: Int64
    var createdAt: String

    init(_ account: Account) {
        (number, actor, login, name) = (account.number, account.actor, account.login, account.name)
        (role, state, language) = (account.role, account.state, account.language)
        (districts, ledgers) = (account.districts.sorted(), account.ledgers.sorted())
        (hasSecondFactor, isLocked, revision, createdAt) = (account.hasSecondFactor, account.isLocked, account.revision, account.createdAt)
    }
}

struct InvitationOrder: Codable, Sendable {
    var login: String
    var name: String
    var language: Language?
}

struct InvitationDocument: Codable, Sendable {
    var account: AccountDocument
    /// The path the person opens; shown only now, good for seven days.
    var invitation: String
}

struct StateOrder: Codable, Sendable {
    var state: Account.State
}

struct RightsOrder: Codable, Sendable {
    /// Left out to take every right away.
    var role: Role?
    var districts: [RegionCode]?
    var ledgers: [String]?
    /// The revision that was seen.
    var revision: Int64
}
