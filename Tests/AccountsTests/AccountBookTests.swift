import Foundation
import Ledgers
import Quantities
import Store
import StoreSQLite
import Testing

@testable import Accounts

/// A book of accounts in a folder.
final class Book: Sendable {
    let folder = NSTemporaryDirectory() + "anju-accounts-" + UUID().uuidString
    let store: SQLiteStore
    let accounts: AccountBook
    static let city = Regions.beijing.city.code
    static let password = "correct horse battery staple"

    init() async throws {
        let directory = try DataDirectory(folder)
        store = try await SQLiteStore.open(directory: directory, migrations: Journal.migrations + AccountSchema.migrations)
        accounts = AccountBook(database: store, city: Self.city, key: try ServerKey(directory.location))
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func hire(_ login: String, _ role: Role, _ districts: Set<RegionCode> = [], at now: Moment) async throws -> (Account, OneTimeCode) {
        let (account, invitation) = try await accounts.found(
            login: login, name: login, role: role, districts: districts, by: "test", at: now)
        let (_, secret) = try await accounts.accept(invitation, password: Self.password, at: now)
        _ = try await accounts.enrol(invitation, code: secret.code(step: OneTimeCode.step(at: now.seconds)), at: now)
        return (try await accounts.account(account.number, for: access(.auditAdministrator, "u\(account.number)"), at: now), secret)
    }

    func access(_ role: Role, _ actor: String) -> Access { role.access(city: Self.city, districts: [], actor: actor) }

    func journal() async throws -> [String] {
        try await store.read {
            try $0.rows("SELECT act FROM journal WHERE city = ? ORDER BY seq", [.text(Book.city.digits)]).map { try $0.text(0) }
        }
    }
}

@Suite("Accounts")
struct AccountBookTests {
    let start = Moment(seconds: 1_700_000_000)
    let chaoyang = RegionCode("110105")!

    @Test("a new account has no rights; an invitation works once, for seven days")
    func invitation() async throws {
        let book = try await Book()
        let system = book.access(.systemAdministrator, "u900")
        let (account, invitation) = try await book.accounts.invite(login: "wang.fang", name: "王芳", by: system, at: start)
        #expect(account.role == nil)
        #expect(account.state == .invited)
        await #expect(throws: AccountError.invitationUnknown) { try await book.accounts.invited(invitation, at: start + 7 * 86_400) }
        await #expect(throws: AccountError.invitationUnknown) { try await book.accounts.invited("guess", at: start) }
        let (_, secret) = try await book.accounts.accept(invitation, password: Book.password, at: start)
        await #expect(throws: AccountError.codeRefused) { try await book.accounts.enrol(invitation, code: "000000x", at: start) }
        let codes = try await book.accounts.enrol(invitation, code: secret.code(step: OneTimeCode.step(at: start.seconds)), at: start)
        #expect(codes.count == 8)
        await #expect(throws: AccountError.invitationUnknown) {
            try await book.accounts.accept(invitation, password: Book.password, at: start)
        }
        let access = try await book.accounts.account(account.number, for: system, at: start).access(city: Book.city)
        #expect(access.permissions.isEmpty)
        #expect(!access.allows(chaoyang))
    }

    @Test("a recovery code stands in for the app once")
    func recovery() async throws {
        let book = try await Book()
        let (account, invitation) = try await book.accounts.found(login: "liqiang", name: "李强", role: .cityHousing, by: "test", at: start)
        let (_, secret) = try await book.accounts.accept(invitation, password: Book.password, at: start)
        let codes = try await book.accounts.enrol(invitation, code: secret.code(step: OneTimeCode.step(at: start.seconds)), at: start)
        let first = try await book.accounts.begin(login: "liqiang", password: Book.password, at: start)
        let signedIn = try await book.accounts.finish(first, code: codes[3].lowercased(), at: start)
        #expect(signedIn.account.number == account.number)
        let second = try await book.accounts.begin(login: "liqiang", password: Book.password, at: start)
        await #expect(throws: AccountError.codeRefused) { try await book.accounts.finish(second, code: codes[3], at: start) }
    }

    @Test("a code is good for its own half minute and the ones beside it, and once")
    func codes() async throws {
        let book = try await Book()
        let (_, secret) = try await book.hire("zhao", .cityFinance, at: start)
        let later = start + 600
        let step = OneTimeCode.step(at: later.seconds)
        for wrong in [step - 2, step + 2] {
            let half = try await book.accounts.begin(login: "zhao", password: Book.password, at: later)
            await #expect(throws: AccountError.codeRefused) {
                try await book.accounts.finish(half, code: secret.code(step: wrong), at: later)
            }
        }
        let half = try await book.accounts.begin(login: "zhao", password: Book.password, at: later)
        _ = try await book.accounts.finish(half, code: secret.code(step: step + 1), at: later)
        // The steps before the one used are used up with it.
        for used in [step - 1, step, step + 1] {
            let again = try await book.accounts.begin(login: "zhao", password: Book.password, at: later)
            await #expect(throws: AccountError.codeRefused) {
                try await book.accounts.finish(again, code: secret.code(step: used), at: later)
            }
        }
    }

    @Test("a session ends after half an hour of silence and after eight hours in any case")
    func ends() async throws {
        let book = try await Book()
        let (_, secret) = try await book.hire("zhao", .cityFinance, at: start)
        func signIn(at now: Moment) async throws -> String {
            let half = try await book.accounts.begin(login: "zhao", password: Book.password, at: now)
            return try await book.accounts.finish(half, code: secret.code(step: OneTimeCode.step(at: now.seconds)), at: now).session
        }
        let quiet = try await signIn(at: start + 60)
        #expect(try await book.accounts.session(quiet, at: start + 60 + 1799) != nil)
        #expect(try await book.accounts.session(quiet, at: start + 60 + 1799 + 1800) == nil)
        let busy = try await signIn(at: start + 7200)
        for minutes in stride(from: Int64(20), through: 460, by: 20) {
            #expect(try await book.accounts.session(busy, at: start + 7200 + minutes * 60) != nil)
        }
        // What is known in memory only may be forgotten; the session goes on all the same.
        book.accounts.forget()
        #expect(try await book.accounts.session(busy, at: start + 7200 + 465 * 60) != nil)
        #expect(try await book.accounts.session(busy, at: start + 7200 + 8 * 3600) == nil)
    }

    @Test("the three administrators share no act, and none of them sees a ledger")
    func apart() {
        let three: [Role] = [.systemAdministrator, .securityAdministrator, .auditAdministrator]
        for role in three {
            let access = role.access(city: Book.city, districts: [chaoyang], actor: "u1")
            #expect(access.permissions.count == 1)
            #expect(!access.allows(chaoyang))
            #expect(!access.allows(ledger: "subsidies"))
            for other in Role.allCases where other != role { #expect(role.permissions.isDisjoint(with: other.permissions)) }
        }
    }

    @Test("nobody changes their own rights, and the last administrator stays")
    func selfService() async throws {
        let book = try await Book()
        let (security, _) = try await book.hire("wu.an", .securityAdministrator, at: start)
        let own = book.access(.securityAdministrator, security.actor)
        await #expect(throws: AccountError.ownRights) {
            try await book.accounts.grant(Rights(role: .cityHousing), to: security.number, revision: security.revision, by: own, at: start)
        }
        let (other, _) = try await book.hire("zhou", .districtHead, [chaoyang], at: start)
        let foreign = book.access(.securityAdministrator, "u999")
        await #expect(throws: AccountError.self) {
            try await book.accounts.grant(Rights(role: nil), to: security.number, revision: security.revision, by: foreign, at: start)
        }
        await #expect(throws: AccountError.changedMeanwhile) {
            try await book.accounts.grant(Rights(role: nil), to: other.number, revision: other.revision - 1, by: own, at: start)
        }
        await #expect(throws: LedgerError.self) {
            try await book.accounts.grant(
                Rights(role: nil), to: other.number, revision: other.revision, by: book.access(.systemAdministrator, "u998"), at: start)
        }
        await #expect(throws: AccountError.self) {
            try await book.accounts.grant(Rights(role: .districtReporter), to: other.number, revision: other.revision, by: own, at: start)
        }
        let before = try await book.journal().count
        try await book.accounts.grant(
            Rights(role: .districtReporter, districts: [chaoyang]), to: other.number, revision: other.revision, by: own, at: start)
        #expect(try await book.journal().count == before + 1)
    }

    @Test("a closed account is out at once, with its tokens")
    func closed() async throws {
        let book = try await Book()
        let (account, secret) = try await book.hire("zhao", .cityFinance, at: start)
        let half = try await book.accounts.begin(login: "zhao", password: Book.password, at: start + 60)
        let signedIn = try await book.accounts.finish(
            half, code: secret.code(step: OneTimeCode.step(at: start.seconds + 60)), at: start + 60)
        let token = try await book.accounts.makeToken(label: "x", for: signedIn.access, at: start + 60)
        #expect(try await book.accounts.session(signedIn.session, at: start + 61) != nil)
        #expect(try await book.accounts.token(token, at: start + 61) != nil)
        try await book.accounts.set(.disabled, for: account.number, by: book.access(.systemAdministrator, "u999"), at: start + 62)
        #expect(try await book.accounts.session(signedIn.session, at: start + 63) == nil)
        #expect(try await book.accounts.token(token, at: start + 63) == nil)
        await #expect(throws: AccountError.signInRefused) {
            try await book.accounts.begin(login: "zhao", password: Book.password, at: start + 64)
        }
    }

    @Test("nothing that somebody carries stands in the store")
    func secrets() async throws {
        let book = try await Book()
        let (_, invitation) = try await book.accounts.found(login: "zhao", name: "赵敏", role: .cityFinance, by: "test", at: start)
        let (_, secret) = try await book.accounts.accept(invitation, password: Book.password, at: start)
        let codes = try await book.accounts.enrol(invitation, code: secret.code(step: OneTimeCode.step(at: start.seconds)), at: start)
        let half = try await book.accounts.begin(login: "zhao", password: Book.password, at: start + 60)
        let signedIn = try await book.accounts.finish(
            half, code: secret.code(step: OneTimeCode.step(at: start.seconds + 60)), at: start + 60)
        let token = try await book.accounts.makeToken(label: "x", for: signedIn.access, at: start)
        try await book.store.close()
        let bytes = try Data(contentsOf: URL(fileURLWithPath: book.folder + "/anju.db"))
        for text in [invitation, half, signedIn.session, token, Book.password, secret.base32] + codes {
            #expect(bytes.range(of: Data(text.utf8)) == nil)
        }
        #expect(bytes.range(of: Data(secret.secret)) == nil)
        // The control: what is there is found.
        #expect(bytes.range(of: Data("赵敏".utf8)) != nil)
    }

    @Test(
        "easy passwords are refused",
        arguments: ["short", "aaaaaaaaaaaaaa", "abcdefghijklmn", "password1234", "zhangsan2024x", String(repeating: "长", count: 100)])
    func weak(password: String) { #expect(Password.weakness(of: password, login: "zhangsan") != nil) }

    @Test("long plain ones are taken", arguments: ["correct horse battery staple", "保障房 年度 报送 口令", "Tr0ub4dor&3-long"])
    func strong(password: String) { #expect(Password.weakness(of: password, login: "zhangsan") == nil) }
}
