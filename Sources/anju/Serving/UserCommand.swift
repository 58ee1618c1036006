import Accounts
import ArgumentParser
import Foundation
import Ledgers
import Quantities
import Store

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "开户（仅在本机）：打印邀请链接。 Open an account, on this machine: prints an invitation.",
        discussion: """
            服务停止时使用；之后的账户在网页上由系统管理员邀请、安全管理员授权。
            For when the server is stopped; later accounts are invited and given rights in the browser.
            """)

    @Argument(help: "账号。 Name to sign in with.")
    var login: String

    @Option(help: "姓名。 The person's name.")
    var name: String

    @Option(help: "角色：\(Role.allCases.map(\.rawValue).joined(separator: " "))。 Role.")
    var role: String

    @Option(help: "行政区划（区级角色必填，可重复）。 District; needed for district roles.")
    var district: [String] = []

    @OptionGroup var data: DataOption
    @OptionGroup var common: CommonOptions

    func run() async throws {
        guard let role = Role(rawValue: role) else {
            throw ValidationError("--role: " + Role.allCases.map(\.rawValue).joined(separator: " | "))
        }
        let districts = Set(try district.map { try Regions.beijing.region(asWritten: $0).code })
        guard role.reach != .districts || !districts.isEmpty else { throw ValidationError("--district") }
        let invitation = try await Workplace.with(data.path) { workplace in
            let book = AccountBook(
                database: workplace.store, city: workplace.regions.city.code, key: try ServerKey(workplace.vault.location))
            return try await book.found(login: login, name: name, role: role, districts: districts, by: workplace.access.actor).invitation
        }
        if common.json { return try Console.json(["login": login, "invitation": "/invitation/\(invitation)"]) }
        Console.say(
            "已开户 \(login)（\(role.title.zh)）。请本人在七日内打开： 服务地址/invitation/\(invitation)",
            "Account \(login) (\(role.title.en)) is open. Within seven days the person opens: ADDRESS/invitation/\(invitation)")
    }
}

struct CodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "code", abstract: "由密钥计算当前的六位验证码（代替手机验证器）。 The present code of a second-factor secret, in place of a phone.")

    @Argument(help: "密钥（base32）。 The secret.")
    var secret: String

    func run() throws {
        guard let code = OneTimeCode(base32: secret) else { throw ValidationError("base32") }
        print(code.code(step: OneTimeCode.step(at: Moment.now.seconds)))
    }
}
